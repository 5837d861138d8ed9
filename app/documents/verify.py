"""Check a PDF: is it unchanged, who signed, when.

Changes between and after signatures are looked for, not only broken bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.domain.clock import long_moment
from app.domain.signing import Check, CheckedSignature, Part, Verdict

PARTS = frozenset(part.value for part in Part)
CLOCK = "The time is what the clock of the PC used for signing said."
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check(pdf: bytes, file: str, trusted: tuple[bytes, ...]) -> Check:
    """Return what a file is. ``trusted`` are public certificates (DER) of services known here.

    Never raises on hostile bytes.
    """
    if pdf.lstrip()[:5] != b"%PDF-":
        return Check(
            file=file,
            verdict=Verdict.UNREADABLE,
            sentence="This file is not a PDF. Choose a PDF that Alongside made.",
        )
    try:
        signatures, fault = _inspect(pdf, trusted)
    except Exception:  # noqa: BLE001 - whatever hostile bytes do to the parser, the answer is a sentence
        sentence = "This file is damaged and cannot be read. Use the original from Records."
        return Check(file=file, verdict=Verdict.UNREADABLE, sentence=sentence)
    if fault is not None:
        return Check(file=file, verdict=Verdict.CHANGED, sentence=fault, signatures=signatures)
    if not signatures:
        sentence = "Nobody has signed this PDF with Alongside, so there is nothing to check."
        return Check(file=file, verdict=Verdict.UNREADABLE, sentence=sentence)
    who = " and ".join(s.name for s in signatures)
    if not all(s.known for s in signatures):
        service = next(s.service for s in signatures if not s.known)
        sentence = (
            f"This file has not been changed since {who} signed it, but this PC does not know the service "
            f"“{service}”. Ask for its certificate to be sure who signed. {CLOCK}"
        )
        return Check(file=file, verdict=Verdict.UNKNOWN_SIGNER, sentence=sentence, signatures=signatures)
    return Check(
        file=file,
        verdict=Verdict.UNCHANGED,
        sentence=f"This file has not been changed since {who} signed it. {CLOCK}",
        signatures=signatures,
    )


def fault_of(pdf: bytes, trusted: tuple[bytes, ...]) -> str | None:
    """Return what is wrong with the signatures in a PDF that may still lack some, or None."""
    try:
        signatures, fault = _inspect(pdf, trusted, complete=False)
    except (PdfError, ValueError, KeyError, TypeError):
        return "The PDF cannot be read."
    return fault or (None if all(s.known for s in signatures) else "A signer is unknown.")


def _inspect(
    pdf: bytes, trusted: tuple[bytes, ...], *, complete: bool = True
) -> tuple[tuple[CheckedSignature, ...], str | None]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    roots = [asn1_x509.Certificate.load(der) for der in trusted]
    embedded = reader.embedded_signatures
    found: list[CheckedSignature] = []
    for number, signature in enumerate(embedded):
        last = number == len(embedded) - 1
        found.append(_one(signature, roots, last=last))
    fault = None
    broken = next((s for s in found if not s.intact), None)
    if broken is not None:
        when = f" on {long_moment(broken.signed_at, dt.UTC)} UTC" if broken.signed_at else ""
        fault = (
            f"This file has been changed since {broken.name} signed it{when}. Use the original from Records."
        )
    elif found and complete:
        unsigned = [
            name for name, value, _ in enumerate_sig_fields(reader) if value is None and name in PARTS
        ]
        if unsigned:
            fault = (
                f"This is not the whole record: the signature of the {' and '.join(unsigned).lower()} is "
                "missing. Use the original from Records."
            )
    return tuple(found), fault


def _one(signature: Any, roots: list[asn1_x509.Certificate], *, last: bool) -> CheckedSignature:
    certificate = signature.signer_cert
    names = certificate.subject.native
    signed_at = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    covers = (
        status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        if last
        else status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    )
    changes_fine = status.docmdp_ok if status.docmdp_ok is not None else True
    intact = bool(status.intact and status.valid and covers and changes_fine)
    return CheckedSignature(
        part=signature.field_name,
        name=str(names.get("common_name", "somebody")),
        service=str(names.get("organization_name", "an unknown service")),
        signed_at=signed_at,
        intact=intact,
        known=bool(status.trusted),
    )

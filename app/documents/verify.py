"""Check a PDF: is it unchanged, who signed, when.

Changes between and after signatures are looked for, not only broken bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from functools import lru_cache
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.documents.opening import TooMuchError, open_to_check
from app.domain.clock import long_moment
from app.domain.signing import Check, CheckedSignature, Part, Verdict
from app.domain.signing_keys import made_anew, told

PARTS = frozenset(part.value for part in Part)
OWN_FAULTS = (ImportError, MemoryError, OSError)
"""What bytes in memory never cause: whatever raised it, it was not the file."""
DAMAGED = (
    "This file is damaged or cut short, so it cannot be read as a PDF that was signed. Use the original from "
    "Records."
)
CLOCK = "The time is what the clock of the PC used for signing said."
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check(pdf: bytes, file: str, trusted: tuple[bytes, ...]) -> Check:  # noqa: PLR0911 - one answer a line
    """Return what a file is. ``trusted`` are public certificates (DER) of services known here.

    Never raises on hostile bytes. Certificates that cannot be read are left out, each by itself.
    """
    if pdf.lstrip()[:5] != b"%PDF-":
        return _not_checked(file, "This file is not a PDF. Choose a PDF that Alongside made.")
    try:
        signatures, fault = _inspect(pdf, trusted)
    except OWN_FAULTS as error:
        return _not_checked(file, own_fault(error))
    except TooMuchError as error:
        return _not_checked(file, f"This file was not checked: it {error}.")
    except Exception:  # noqa: BLE001 - whatever hostile bytes do to the parser, the answer is a sentence
        return _not_checked(file, DAMAGED)
    if fault is not None:
        return Check(file=file, verdict=Verdict.CHANGED, sentence=fault, signatures=signatures)
    if not signatures:
        return _not_checked(
            file, "Nobody has signed this PDF with Alongside, so there is nothing to check it against."
        )
    who = " and ".join(s.name for s in signatures)
    anew = "".join(f" {s.name}: {s.key}." for s in signatures if s.anew)
    sentence = f"This file has not been changed since {who} signed it"
    if not all(s.known for s in signatures):
        service = next(s.service for s in signatures if not s.known)
        sentence += (
            f", but this PC does not know the service “{service}”. Ask for its certificate to be sure who "
            "signed"
        )
    return Check(
        file=file, verdict=Verdict.UNCHANGED, sentence=f"{sentence}. {CLOCK}{anew}", signatures=signatures
    )


def own_fault(error: BaseException) -> str:
    """Return why nothing could be checked when the cause is this PC or this program, and not the file."""
    if isinstance(error, ImportError):
        return (
            "Alongside is not whole on this PC, so nothing was checked. That says nothing about the file. "
            f"Ask IT to run the self-test: {error.name or type(error).__name__} is missing."
        )
    why = "ran out of memory" if isinstance(error, MemoryError) else "could not read a file of its own"
    return (
        f"This PC {why}, so nothing was checked. That says nothing about the file. Close other programs "
        "and try again."
    )


def _not_checked(file: str, because: str) -> Check:
    return Check(file=file, verdict=Verdict.NOT_CHECKED, sentence=because)


@lru_cache(maxsize=64)
def root_of(certificate: bytes) -> asn1_x509.Certificate | None:
    """Return a certificate (DER) to trust, or None for one that cannot be read to its end."""
    try:
        x509.load_der_x509_certificate(certificate).public_key()
        found = asn1_x509.Certificate.load(certificate, strict=True)
        _ = found.native
    except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm):
        return None
    return found


def roots_of(trusted: tuple[bytes, ...]) -> list[asn1_x509.Certificate]:
    """Return those certificates that can be read."""
    return [root for one in trusted if (root := root_of(one)) is not None]


def fault_of(pdf: bytes, trusted: tuple[bytes, ...]) -> str | None:
    """Return what is wrong with the signatures in a PDF that may still lack some, or None."""
    try:
        signatures, fault = _inspect(pdf, trusted, complete=False)
    except (PdfError, ValueError, KeyError, TypeError, TooMuchError):
        return "The PDF cannot be read."
    return fault or (None if all(s.known for s in signatures) else "A signer is unknown.")


def _inspect(
    pdf: bytes, trusted: tuple[bytes, ...], *, complete: bool = True
) -> tuple[tuple[CheckedSignature, ...], str | None]:
    reader = open_to_check(pdf, ours=not complete)
    roots = roots_of(trusted)
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
            f"This file has been changed since {broken.name} signed it{when}: {broken.fault}. Use the "
            "original from Records."
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
    units = names.get("organizational_unit_name", [])
    said = tuple(str(one) for one in (units if isinstance(units, list) else [units]))
    signed_at = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    covers = (
        status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        if last
        else status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    )
    changes_fine = status.docmdp_ok if status.docmdp_ok is not None else True
    fault = ""
    if not status.intact:
        fault = "what was signed is no longer the same"
    elif not status.valid:
        fault = "the signature itself does not fit its certificate"
    elif not (covers and changes_fine):
        fault = "something was put in after that signature"
    return CheckedSignature(
        part=signature.field_name,
        name=str(names.get("common_name", "somebody")),
        service=str(names.get("organization_name", "an unknown service")),
        signed_at=signed_at,
        known=bool(status.trusted),
        fault=fault,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        key=told(said),
        anew=made_anew(said),
    )

"""Signing a composed PDF.

One PAdES signature per person, certified by the first, everything inside that checking needs.
"""

from __future__ import annotations

import binascii
import hashlib
import io
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from app.documents.typography import BODY, BOLD, INK, ITALIC, QUIET, load_fonts, printable
from app.documents.verify import fault_of
from app.domain.clock import both_clocks
from app.domain.errors import DocumentError

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.signing import Mark, Part

RESERVED = 6 * 1024
"""Bytes kept for one signature's container; ours need under 2 KB.

A fixed number saves pyHanko a rehearsal; a large one slows every reading.
"""
MARK_WIDTH = 170.0
SHORTEST_STROKE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity:
    """What a person signs with.

    Their key (PKCS8 DER), certificate, the service's certificate and its revocation list (DER).
    """

    key: bytes
    certificate: bytes
    ca_certificate: bytes
    crl: bytes


_whole: set[bytes] = set()
"""What was found whole since the program began: hashes of the bytes and of whose they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What stands in the signature's box. ``noted`` is what has to be said of its key or its moment."""

    part: Part
    name: str
    role: str
    statement: str
    signed_at: dt.datetime
    zone: dt.tzinfo
    mark: Mark
    noted: str = ""


def sign(pdf: bytes, identity: SigningIdentity, appearance: Appearance, *, first: bool) -> bytes:
    """Return the PDF with one more signature.

    Raises DocumentError when the PDF was changed before or the result does not check.
    """
    if not first:
        _require_whole(
            pdf,
            identity,
            (
                "The record was changed after it was signed, so nothing was signed. Make the PDF again "
                "and sign again."
            ),
        )
    signer, context = _credentials(identity, appearance.signed_at)
    metadata = _metadata(appearance, context, first=first)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        width, height = _box(writer, appearance.part.value)
        style = StaticStampStyle(
            background=_Drawing(_draw(appearance, width, height)), border_width=0, background_opacity=1
        )
        signed = _At(appearance, metadata, signer=signer, stamp_style=style).sign_pdf(
            writer, existing_fields_only=True, bytes_reserved=RESERVED, in_place=False
        )
        result: bytes = signed.getbuffer().tobytes()
    except (PdfError, SigningError, ValueError, OSError) as error:
        message = (
            "The PDF could not be signed. The record is kept and nothing was signed. Tell IT: "
            f"{type(error).__name__}."
        )
        raise DocumentError(message) from error
    _require_whole(
        result,
        identity,
        (
            "The signature did not check, so it was not kept. The record is safe. Try again, and tell IT "
            "if it happens twice."
        ),
    )
    return result


class _At(signers.PdfSigner):
    """Signs at the moment that is printed in the box: pyHanko would ask the PC a second time."""

    def __init__(self, appearance: Appearance, *said: Any, **named: Any) -> None:
        super().__init__(*said, **named)
        self._moment = appearance.signed_at.astimezone(appearance.zone)

    def init_signing_session(self, *said: Any, **named: Any) -> Any:
        session = super().init_signing_session(*said, **named)
        session.system_time = self._moment
        return session


def _credentials(
    identity: SigningIdentity, moment: dt.datetime
) -> tuple[signers.SimpleSigner, ValidationContext]:
    """Return who signs, and what their certificate is checked against as of a moment."""
    certificate = asn1_x509.Certificate.load(identity.certificate)
    authority = asn1_x509.Certificate.load(identity.ca_certificate)
    store = SimpleCertificateStore()
    store.register(authority)
    signer = signers.SimpleSigner(
        signing_cert=certificate, signing_key=asn1_keys.PrivateKeyInfo.load(identity.key), cert_registry=store
    )
    context = ValidationContext(
        trust_roots=[authority],
        crls=[asn1_crl.CertificateList.load(identity.crl)],
        allow_fetching=False,
        revocation_mode="require",
        moment=moment,
    )
    return signer, context


def _metadata(
    appearance: Appearance, context: ValidationContext, *, first: bool
) -> signers.PdfSignatureMetadata:
    """Return what the signature says of itself; the first certifies that later ones only fill fields."""
    return signers.PdfSignatureMetadata(
        field_name=appearance.part.value,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        name=printable(appearance.name),
        reason=printable(" ".join(part for part in (appearance.statement, appearance.noted) if part)),
        embed_validation_info=True,
        validation_context=context,
        signer_key_usage={"non_repudiation"},
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _require_whole(pdf: bytes, identity: SigningIdentity, message: str) -> None:
    """Raise DocumentError unless the PDF is whole. The same bytes are not checked again."""
    known = hashlib.sha256(identity.ca_certificate + pdf).digest()
    if known not in _whole:
        if fault_of(pdf, (identity.ca_certificate,)) is not None:
            raise DocumentError(message)
        _whole.add(known)


class _Drawing(PdfContent):
    """A one-page PDF held in memory, so that nothing of a record is written to a temporary folder."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)), page_ix=0)
        name = b"/Import" + binascii.hexlify(uuid.uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = drawn
        left, bottom, right, top = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def _box(writer: IncrementalPdfFileWriter, name: str) -> tuple[float, float]:
    for field_name, _, reference in fields.enumerate_sig_fields(writer):
        if field_name == name:
            left, bottom, right, top = (float(value) for value in reference.get_object()["/Rect"])
            return right - left, top - bottom
    message = f"no field {name}"
    raise SigningError(message)


def _draw(appearance: Appearance, width: float, height: float) -> bytes:
    load_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.setFillColor(INK)
    canvas.setStrokeColor(INK)
    sealing = appearance.mark.blank  # a seal must not look as if a person had signed
    if not sealing:
        _draw_mark(canvas, appearance.mark, height)
    left, line = 12 if sealing else MARK_WIDTH + 14, height - 16
    part = "" if sealing else f" · signs as {appearance.part.value.lower()}"
    when = both_clocks(appearance.signed_at, appearance.zone, seconds=True)
    for font, size, colour, text in (
        (BOLD, 10, INK, appearance.name),
        (BODY, 8.5, QUIET, f"{appearance.role}{part}"),
        (BODY, 8.5, QUIET, f"{'Sealed' if sealing else 'Signed'} {when}"),
        *([(BODY, 8.5, INK, appearance.noted)] if appearance.noted else []),
        (BODY, 8.5, QUIET, appearance.statement),
    ):
        canvas.setFont(font, size)
        canvas.setFillColor(colour)
        for part in _wrapped(canvas, printable(text), font, size, width - left - 6):
            canvas.drawString(left, line, part)
            line -= size + 3.5
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_mark(canvas: Canvas, mark: Mark, height: float) -> None:
    if not mark.strokes:
        text, size = printable(mark.typed), 20.0
        while size > 7 and canvas.stringWidth(text, ITALIC, size) > MARK_WIDTH - 10:  # noqa: PLR2004 - the smallest size to read
            size -= 0.5
        canvas.setFont(ITALIC, size)
        canvas.drawString(10, height / 2 - size / 3, text)
        return
    xs = [x for stroke in mark.strokes for x, _ in stroke]
    ys = [y for stroke in mark.strokes for _, y in stroke]
    span_x, span_y = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    scale = min((MARK_WIDTH - 16) / span_x, (height - 16) / span_y)
    canvas.setLineWidth(1.4)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in mark.strokes:
        if len(stroke) < SHORTEST_STROKE:
            continue
        points = [(10 + (x - min(xs)) * scale, height - 8 - (y - min(ys)) * scale) for x, y in stroke]
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)


def _wrapped(canvas: Canvas, text: str, font: str, size: float, width: float) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if canvas.stringWidth(trial, font, size) <= width or not current:
            current = trial
        else:
            lines.append(current)
            current = word
    return [*lines, current]

"""A record as a PDF: composed once, shown and sealed as it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from app.documents import compose, proof
from app.documents.archive import Finish
from app.documents.binding import bind
from app.documents.setting import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Setting
from app.documents.tagging import TaggedCanvas
from app.documents.typography import BODY, BOLD, QUIET
from app.domain.forms import Step

if TYPE_CHECKING:
    from app.documents.record import RecordDocument


def render_record(document: RecordDocument) -> bytes:
    """Return the PDF with its empty signature fields. The same document gives the same bytes."""
    page, record, extract = Setting(), document.record, document.extract
    _compose(page, document)
    title = f"{document.form.title} {record.number} – {document.about.name}"
    about = Finish(
        title=f"Extract of {title}" if extract else title,
        made_at=record.changed_at,
        attachments={} if extract else {"record.json": document.canonical},
    )
    return bind(
        page.story,
        page.root,
        about,
        size=A4,
        frame=(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM),
        on_page=partial(_decorate, document),
        canvas=_NumberedCanvas,
    )


def _compose(page: Setting, document: RecordDocument) -> None:
    compose.masthead(page, document)
    compose.facts(page, document)
    compose.correction(page, document)
    compose.old_actions(page, document)
    compose.agenda(page, document)
    compose.sections(page, document, Step.PREPARE, Step.TALK, Step.WRITE, Step.CONSENT)
    compose.ratings(page, document)
    compose.samples(page, document)
    compose.sections(page, document, Step.OBSERVE, Step.FEEDBACK)
    compose.new_actions(page, document)
    compose.sections(page, document, Step.AGREE)
    compose.worker_words(page, document)
    compose.comments(page, document)
    compose.attendance(page, document)
    if document.extract is not None:
        proof.instead(page, document, document.extract)
        return
    compose.attached(page, document)
    proof.signatures(page, document)
    proof.how_to_check(page, document)


def _decorate(document: RecordDocument, canvas: TaggedCanvas, _template: object) -> None:
    canvas.begin_artifact()
    canvas.saveState()
    if document.service.demo:
        _draw_demo(canvas)
        canvas.restoreState()
        canvas.saveState()
    canvas.setFont(BODY, 8)
    canvas.setFillColor(QUIET)
    record = document.record
    extract = document.extract is not None
    told = "EXTRACT – NOT THE SIGNED RECORD" if extract else document.content_hash[:16]
    canvas.drawString(LEFT, 11 * mm, f"{record.number}, version {record.version} · {told}")
    if extract:
        canvas.setFont(BOLD, 9)
        canvas.drawRightString(A4[0] - RIGHT, A4[1] - 11 * mm, "EXTRACT – NOT THE SIGNED RECORD")
        canvas.setFont(BODY, 8)
    page = f"Page {canvas.getPageNumber()} of "
    width = canvas.stringWidth(page + "000", BODY, 8)
    canvas.drawString(A4[0] - RIGHT - width, 11 * mm, page)
    canvas.translate(A4[0] - RIGHT - width + canvas.stringWidth(page, BODY, 8), 11 * mm)
    canvas.doForm("pages")
    canvas.restoreState()
    canvas.end_mark()


def _draw_demo(canvas: TaggedCanvas) -> None:
    """Draw DEMO across the page as lines, not letters, so that it never mixes with the record's text."""
    canvas.setStrokeColorRGB(0.93, 0.93, 0.94)
    canvas.setLineWidth(16)
    canvas.setLineJoin(1)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(52)
    for left, strokes in zip((-195, -90, 10, 115), DEMO_LETTERS, strict=True):
        for stroke in strokes:
            path = canvas.beginPath()
            path.moveTo(left + stroke[0][0], stroke[0][1] - 40)
            for x, y in stroke[1:]:
                path.lineTo(left + x, y - 40)
            canvas.drawPath(path)


class _NumberedCanvas(TaggedCanvas):
    """Knows at the end how many pages there are, and writes that number once for every footer."""

    def save(self) -> None:
        self.beginForm("pages", 0, -4, 60, 12)
        self.setFont(BODY, 8)
        self.setFillColor(QUIET)
        self.drawString(0, 0, str(self.getPageNumber() - 1))
        self.endForm()
        super().save()


DEMO_LETTERS = (
    (((0, 0), (0, 80), (35, 80), (60, 55), (60, 25), (35, 0), (0, 0)),),
    (((60, 0), (0, 0), (0, 80), (60, 80)), ((0, 40), (48, 40))),
    (((0, 0), (0, 80), (36, 30), (72, 80), (72, 0)),),
    (((0, 25), (25, 0), (50, 0), (75, 25), (75, 55), (50, 80), (25, 80), (0, 55), (0, 25)),),
)
"""Each letter as strokes of points (x right, y up) on a field 80 points high."""

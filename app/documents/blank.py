"""A blank form to print: its number on every page, each question with room to write."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer

from app.documents.typography import BODY, INK, LINE, QUIET, markup, styles
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from app.domain.forms import Field, Form
    from app.domain.people import Service

LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 16 * mm, 18 * mm
RULE_GAP = 8 * mm
LINES = {FieldType.LONG: 5, FieldType.SHORT: 1, FieldType.DATE: 1, FieldType.DURATION: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What a blank form is for."""

    number: str
    form: Form
    service: Service
    about_name: str
    leader_name: str


class _Rules(Flowable):
    """Lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, self._count * RULE_GAP + 2 * mm

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.7)
        for number in range(self._count):
            self.canv.line(0, 2 * mm + number * RULE_GAP, self._width, 2 * mm + number * RULE_GAP)


def render_blank(blank: Blank) -> bytes:
    """Return the blank form as a PDF."""
    buffer = io.BytesIO()
    form, width = blank.form, A4[0] - LEFT - RIGHT

    def foot(canvas: Any, _template: object) -> None:
        canvas.setFont(BODY, 9)
        canvas.setFillColor(INK)
        canvas.drawString(LEFT, 9 * mm, blank.number)
        canvas.setFillColor(QUIET)
        page = f"{form.title}, form version {form.version} · page {canvas.getPageNumber()}"
        canvas.drawRightString(A4[0] - RIGHT, 9 * mm, page)

    template = BaseDocTemplate(
        buffer, pagesize=A4, title=f"{form.title} {blank.number}", lang="en-GB", invariant=1
    )
    frame = Frame(
        LEFT,
        BOTTOM,
        width,
        A4[1] - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=foot))
    template.build([*_head(blank), *_questions(form), _signing()])
    return buffer.getvalue()


def _say(text: str, name: str) -> Paragraph:
    return Paragraph(markup(text), styles()[name])


def _head(blank: Blank) -> list[Any]:
    hint = (
        "Use initials or a code for people you support. Type it in with its number soon; then shred or file "
        "this paper."
    )
    return [
        _say(blank.service.name + (" – DEMO" if blank.service.demo else ""), "service"),
        _say(blank.form.title, "title"),
        _say(f"Number {blank.number}. About: {blank.about_name}. Led by: {blank.leader_name}.", "body"),
        Spacer(1, 2 * mm),
        _say("Held on ____________________   at ________   for ________ minutes", "body"),
        _say(hint, "small"),
    ]


def _questions(form: Form) -> list[Any]:
    """Return every question, each kept on one page, the first of a section with its heading."""
    story = list[Any]()
    for section in form.sections:
        first: list[Any] = [_say(section.title, "heading")]
        if section.intro:
            first.append(_say(section.intro, "small"))
        for field in section.fields:
            story.append(KeepTogether([*first, *_question(field)]))
            first = []
    return story


def _signing() -> KeepTogether:
    return KeepTogether(
        [
            Spacer(1, 8 * mm),
            _say("Signed by the worker ____________________________   on ______________", "body"),
            Spacer(1, 6 * mm),
            _say("Signed by who led it ____________________________   on ______________", "body"),
        ]
    )


def _question(field: Field) -> list[Any]:
    found: list[Any] = [_say(field.label + (" (must be answered)" if field.mandatory else ""), "question")]
    if field.hint:
        found.append(_say(field.hint, "small"))
    options = [option.label for option in field.options] or (
        ["Yes", "No"] if field.type is FieldType.YES_NO else []
    )
    if options:
        found.append(_say("     ".join(f"☐ {label}" for label in options), "body"))
        found.append(Spacer(1, 3 * mm))
    else:
        found.append(_Rules(LINES.get(field.type, 1)))
    return found

"""A blank form to print: its number on every page, each question with room to write."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from app.documents.typography import BODY, INK, LINE, QUIET, markup, styles
from app.domain.answers import YES_NO
from app.domain.facts import only_for
from app.domain.form_uses import is_audit, is_sheet
from app.domain.forms import FieldType
from app.domain.needed import titled
from app.domain.occasions import still
from app.domain.self_score import alone
from app.domain.stopping import STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.forms import Field, Form, Section, When
    from app.domain.people import Service

LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 16 * mm, 18 * mm
RULE_GAP = 8 * mm
CRITICAL = "Critical: until it was seen, the whole is not yet complete; not fully met, it is not yet."
IF_NO = "If no, stop here. {}"
LINES = {FieldType.LONG: 5}
FEWER = {FieldType.LONG: 2}
"""Lines to write on, where there is more than one; the second of what is only asked if needed."""
IF_NEEDED = "Leave out what you do not need. Nothing empty goes into the record."
BECAME = "☐ Done     ☐ Carry on     ☐ Drop"
NOTICED = "What the person noticed; if dropped, why"
TO_FILL = {
    FieldType.NUMBER: "____________ unit",
    FieldType.TIME: "____ : ____",
    FieldType.PERIOD: "from ____ : ____   to ____ : ____   (________ minutes)",
    FieldType.DURATION: "________ minutes",
    FieldType.DATE: "____ / ____ / ________",
    FieldType.INITIALS: "________",
    FieldType.ACTION: "________________________________   who ____________   by ____ / ____ / ________",
    FieldType.CONFIRMED: "initials ______  on ____ / ____",
    FieldType.FILES: "☐ A photo or file goes with this paper",
}
"""What is printed to be filled in."""
IN_A_MARK = "initials ______  on ____ / ____"
SHEET_HINT = (
    "Use initials or a code for people you support. Give it to whoever meets with you, or type it in "
    "yourself: the number is at the foot."
)
AGREED, SPARE = 3, 4
"""Actions and entries there is room for, unless the form needs more."""
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What a blank form is for. ``actions`` are those from last time, to be answered first."""

    number: str
    form: Form
    service: Service
    about_name: str
    leader_name: str
    actions: tuple[str, ...] = ()


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
    head = [*_own_sheet(blank), *_head(blank), *_from_last_time(blank)]
    template.build([*head, *_questions(form), *_signing(form)])
    return buffer.getvalue()


def _say(text: str, name: str) -> Paragraph:
    return Paragraph(markup(text), styles()[name])


def _head(blank: Blank) -> list[Any]:
    hint = (
        "Use initials or a code for people you support. Type it in with its number soon; then shred or file "
        "this paper."
    )
    head = [
        _say(blank.service.name + (" – DEMO" if blank.service.demo else ""), "service"),
        _say(blank.form.title, "title"),
    ]
    if is_audit(blank.form):
        told = f"{blank.number}. Looked at by: {blank.leader_name}. Records drawn: {blank.about_name}."
        return [
            *head,
            _say(f"{told} One sheet for each.", "body"),
            Spacer(1, 2 * mm),
            _say("Record ____________________   on ____________________", "body"),
        ]
    if is_sheet(blank.form):
        told = f"Number {blank.number}. This sheet is for {blank.about_name}."
        return [
            *head,
            _say(told, "body"),
            Spacer(1, 2 * mm),
            _say(f"{SHEET_HINT} {blank.form.intro}", "small"),
        ]
    return [
        *head,
        _say(f"Number {blank.number}. About: {blank.about_name}. Led by: {blank.leader_name}.", "body"),
        Spacer(1, 2 * mm),
        _say("Held on ____________________   at ________   for ________ minutes", "body"),
        _say(hint, "small"),
    ]


def _from_last_time(blank: Blank) -> list[Any]:
    """Return the actions from last time, each with room for what became of it."""
    if not blank.actions:
        return []
    rows = [(told, BECAME, "") for told in blank.actions]
    heads = ("What", "What became of it", NOTICED)
    return [_say("Actions from last time", "heading"), _ruled([heads, *rows], (0.34, 0.26, 0.4))]


def _questions(form: Form) -> list[Any]:
    """Return every question, what is there if needed after all others and below a heading of its own."""
    rest = [section for section in form.sections if section.if_needed]
    core = _asked(form, [section for section in form.sections if not section.if_needed])
    core += _to_agree(form)
    if not rest:
        return core
    head = [Spacer(1, 4 * mm), _say("If needed", "title"), _say(IF_NEEDED, "small")]
    return [*core, CondPageBreak(60 * mm), *head, *_asked(form, rest)]


def _asked(form: Form, sections: Sequence[Section]) -> list[Any]:
    """Return the questions of some parts, each kept on one page, the first of a part with its heading."""
    story = list[Any]()
    for section in sections:
        first: list[Any] = [_say(section.title, "heading")]
        if section.when is not None:
            first.append(_say(only_if(form, section.when), "small"))
        if section.intro:
            first.append(_say(section.intro, "small"))
        for field in section.fields:
            asked = [] if field.when is None else [_say(only_if(form, field.when), "small")]
            few = section.if_needed or field.when is not None
            head, body = _question(field, lines=FEWER if few else LINES)
            story += [KeepTogether([*first, *asked, *head, *body[:1]]), *body[1:]]
            first = []
    return story


def _own_sheet(blank: Blank) -> list[Any]:
    """Return a sheet of its own for what the person scores alone; nothing where nothing is."""
    if not any(section.blind for section in blank.form.sections):
        return []
    title = f"{blank.form.title}: for {blank.about_name} alone"
    told = "Fill this in on your own. You see each other’s scores once both are in."
    return [_say(title, "title"), _say(told, "small"), *_questions(alone(blank.form)), PageBreak()]


def only_if(form: Form, when: When) -> str:
    """Return in words when something is asked."""
    known = form.field(when.question)
    if known is None:
        return only_for(when)
    return _only(known[1], when)


def _only(asked: Field, when: When) -> str:
    if not when.answers:
        return f"Only if “{asked.label}” is answered."
    labels = {**YES_NO, **{option.id: option.label for option in asked.options}, "other": "Other"}
    return f"Only if “{asked.label}” is: " + " or ".join(labels.get(one, one) for one in when.answers) + "."


def _to_agree(form: Form) -> list[Any]:
    """Return room for what a meeting agrees."""
    if not form.kind.is_meeting or is_audit(form) or is_sheet(form):
        return []
    heads = ("What", "Who", "By when", "How we will know")
    table = _ruled([heads, *([("", "", "", "")] * AGREED)], (0.4, 0.16, 0.16, 0.28))
    return [KeepTogether([_say("What we agree now", "heading"), table])]


def _signing(form: Form) -> list[Any]:
    if is_audit(form) or is_sheet(form):
        return []
    return [
        KeepTogether(
            [
                Spacer(1, 8 * mm),
                _say("Signed by the worker ____________________________   on ______________", "body"),
                Spacer(1, 6 * mm),
                _say("Signed by who led it ____________________________   on ______________", "body"),
            ]
        )
    ]


def _question(field: Field, lines: Mapping[FieldType, int]) -> tuple[list[Any], list[Any]]:
    """Return what is asked, and the room to answer; each part of the room fits on a page."""
    head: list[Any] = [_say(titled(field), "question")]
    if field.hint:
        head.append(_say(field.hint, "small"))
    if field.role is not None and field.role in STOPS:
        head.append(_say(IF_NO.format(STOPS[field.role]), "small"))
    if field.critical:
        head.append(_say(CRITICAL, "small"))
    if field.apart:
        head.append(_say(still(field, ()), "small"))
    if field.type.has_entries:
        return head, _entries(field)
    if field.works_out is not None:
        return head, [
            _say(f"____________________   ({field.works_out.how.label})", "body"),
            Spacer(1, 3 * mm),
        ]
    options = _options(field)
    if options:
        return head, [_say(options, "body"), Spacer(1, 3 * mm)]
    if field.type in TO_FILL:
        return head, [_say(_to_fill(field), "body"), Spacer(1, 3 * mm)]
    return head, [_Rules(lines.get(field.type, 1))]


def _options(field: Field) -> str:
    labels = [option.label for option in field.options]
    if field.type is FieldType.YES_NO:
        labels = [label for one, label in YES_NO.items() if one != "na" or field.does_not_apply]
    if field.other:
        labels.append("Other: ____________________")
    return "     ".join(f"☐ {label}" for label in labels)


def _to_fill(field: Field) -> str:
    return TO_FILL.get(field.type, "").replace("unit", field.unit).rstrip()


def _entries(field: Field) -> list[Any]:
    """Return a table to fill in: entries below each other, or side by side in a grid."""
    names = [row.label for row in field.rows] or [
        f"{field.entry} {number}".strip() for number in range(1, max(int(field.least or 0), SPARE) + 1)
    ]
    columns = [_head_of(field, column) for column in field.columns]
    rooms = [_room(column) for column in field.columns]
    wide = len(columns) > MOST_COLUMNS
    if field.type is FieldType.BLOCKS or (wide and field.type is FieldType.TABLE):
        rows = [(label, room) for label, room in zip(columns, rooms, strict=True)]
        return [_ruled([("", name), *rows], (0.34, 0.66)) for name in names]
    if field.type is FieldType.GRID:
        found = []
        for begin in range(0, len(names), MOST_COLUMNS):
            some = names[begin : begin + MOST_COLUMNS]
            lines = [(label, *([room] * len(some))) for label, room in zip(columns, rooms, strict=True)]
            found.append(_ruled([("", *some), *lines], (0.3, *([0.7 / len(some)] * len(some)))))
        return found
    table = [(field.entry, *columns), *((name, *rooms) for name in names)]
    return [_ruled(table, (0.22, *([0.78 / len(columns)] * len(columns))))]


def _head_of(field: Field, column: Field) -> str:
    """Return what a column asks, with its unit and when it is asked at all."""
    before = field.column(column.when.question) if column.when else None
    only = f"\n{_only(before, column.when)}" if before is not None and column.when is not None else ""
    return titled(column, unit=True) + only


def _room(column: Field) -> str:
    """Return what is printed in a cell to be filled in."""
    if column.type is FieldType.MARK:
        return f"{_options(column)}\n{IN_A_MARK}"
    if column.type is FieldType.FILES:
        return "☐"
    known = column.type in {FieldType.DATE, FieldType.TIME, FieldType.CONFIRMED}
    return _options(column) or (TO_FILL[column.type] if known else "")


def _ruled(rows: list[tuple[str, ...]], shares: tuple[float, ...]) -> Table:
    width = A4[0] - LEFT - RIGHT
    cells = [[_say(text, "small") for text in row] for row in rows]
    return Table(
        cells,
        colWidths=[width * share for share in shares],
        repeatRows=1,
        spaceAfter=4 * mm,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BOTTOMPADDING", (0, 1), (-1, -1), 22),
        ],
    )

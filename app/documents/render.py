"""A record as a PDF: composed once, shown and sealed as it is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import CondPageBreak, Spacer

from app.documents.archive import Finish
from app.documents.binding import bind
from app.documents.tagging import Node, Picture, SignatureSpace, TaggedCanvas, TaggedParagraph, TaggedTable
from app.documents.typography import (
    BODY,
    BOLD,
    LINE,
    QUIET,
    TINT,
    markup,
    pieces,
    replacement,
    styles,
    unprintable,
)
from app.domain.actions import Answered
from app.domain.clock import long_date, long_moment
from app.domain.forms import FieldType, Step
from app.domain.observation import items, moments, percentages, result
from app.domain.records import Choice
from app.domain.signing import Part, statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from app.domain.forms import Field, Form
    from app.domain.people import Person, Service
    from app.domain.records import Answer, Attachment, Attendance, Comment, Record

LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 18 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT
SIGNATURE_HEIGHT, SEAL_HEIGHT = 27 * mm, 19 * mm
LONGEST_CELL = 600
"""A longer text leaves its table and is set below it, because a table row must fit a page."""
LONGEST_LOGO = 22 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What makes a PDF an extract.

    Why it stands in for the sealed original, that original's SHA-256, and what was left out.
    """

    why: str
    original: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """Everything a record's PDF shows.

    ``canonical`` is attached as ``record.json``; ``people`` maps ids to names.
    """

    record: Record
    form: Form
    service: Service
    about: Person
    led_by: Person
    witness: Person | None
    corrects: Record | None
    people: Mapping[str, str]
    zone: dt.tzinfo
    app_version: str
    parts: tuple[Part, ...]
    canonical: bytes
    content_hash: str
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    comments: tuple[Comment, ...] = ()
    extract: Extract | None = None


def render_record(document: RecordDocument) -> bytes:
    """Return the PDF with its empty signature fields. The same document gives the same bytes."""
    return _Composer(document).pdf()


class _Composer:
    def __init__(self, document: RecordDocument) -> None:
        self._document = document
        self._record = document.record
        self._root = Node("Document")
        self._story: list[Any] = []
        self._styles = styles()

    def pdf(self) -> bytes:
        self._compose()
        title = f"{self._document.form.title} {self._record.number} – {self._document.about.name}"
        extract = self._document.extract is not None
        attached = {} if extract else {"record.json": self._document.canonical}
        about = Finish(
            title=f"Extract of {title}" if extract else title,
            made_at=self._record.changed_at,
            attachments=attached,
        )
        frame = (LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM)
        return bind(
            self._story,
            self._root,
            about,
            size=A4,
            frame=frame,
            on_page=self._decorate,
            canvas=_NumberedCanvas,
        )

    # --- parts
    # -----------------------------------------------------------------------------------------------------

    def _compose(self) -> None:
        document, record = self._document, self._record
        self._masthead()
        self._facts()
        if document.corrects is not None:
            self._correction()
        agenda = [
            point.text for point in record.content.agenda if point.text.strip() and point.source != "section"
        ]
        if agenda:
            self._heading("Agenda")
            for text in agenda:
                self._text(f"• {text}", "answer")
        self._sections(Step.PREPARE, Step.TALK, Step.WRITE, Step.CONSENT)
        self._ratings()
        self._samples()
        self._sections(Step.FEEDBACK)
        self._old_actions()
        self._new_actions()
        self._sections(Step.AGREE)
        self._worker_words()
        for comment in document.comments:
            self._heading(f"Added by {comment.name}, {long_moment(comment.at, document.zone)}")
            self._text(comment.text, "words")
        self._attendance()
        if document.extract is not None:
            self._instead(document.extract)
            return
        self._attached()
        self._evidence()

    def _masthead(self) -> None:
        service = self._document.service
        logo = _logo(service.logo)
        if logo is not None:
            width, height = logo.getSize()
            scale = min(LONGEST_LOGO * 2.2 / width, LONGEST_LOGO / height)
            self._story.append(
                Picture(
                    logo,
                    width * scale,
                    height * scale,
                    Node("Figure", self._root, title=f"Logo of {service.name}"),
                )
            )
            self._story.append(Spacer(1, 4 * mm))
        self._text(service.name + (" – DEMO, everything in it is made up" if service.demo else ""), "service")
        self._paragraph(
            markup(self._document.form.title),
            "title",
            Node("H1", self._root),
            outline=self._document.form.title,
        )
        if self._document.extract is not None:
            self._text(f"Extract, not signed. {self._document.extract.why}", "question")

    def _facts(self) -> None:
        document, record, content = self._document, self._record, self._record.content
        rows = [
            *_roles(document),
            ("Held", long_moment(record.held_at, document.zone)),
            ("Record", f"{record.number}, version {record.version}"),
        ]
        if content.minutes:
            rows.insert(3, ("Length", f"{content.minutes} minutes"))
        if content.place.strip():
            rows.insert(3, ("Place", content.place.strip()))
        if content.next_on:
            rows.append(("Next meeting", long_date(content.next_on)))
        self._story.append(Spacer(1, 3 * mm))
        self._table(("", ""), rows, (32 * mm, WIDTH - 32 * mm), header=False)

    def _correction(self) -> None:
        old = self._document.corrects
        if old is not None:
            self._heading("Corrected version")
            sealed = f", sealed {long_moment(old.sealed_at, self._document.zone)}" if old.sealed_at else ""
            self._text(
                f"This replaces version {old.version} of {old.number}{sealed}. The earlier version is kept.",
                "answer",
            )
            self._question("Why it was corrected")
            self._text(self._record.reason, "answer")

    def _sections(self, *steps: Step) -> None:
        for section in self._document.form.sections:
            if section.step not in steps:
                continue
            answered = [
                (f, _answer_text(f, self._record.content.answers.get(f"{section.id}.{f.id}", "")))
                for f in section.fields
            ]
            answered = [(field, text) for field, text in answered if text.strip()]
            if not answered:
                continue
            sensitive = section.sensitive or section.id in self._record.content.sensitive
            self._heading(section.title + (" · sensitive" if sensitive else ""))
            for field, text in answered:
                self._question(field.label + (" · sensitive" if field.sensitive and not sensitive else ""))
                self._text(text, "answer")

    def _ratings(self) -> None:
        form, content = self._document.form, self._record.content
        rated = items(form)
        if not rated:
            return
        labels = {key: {o.id: o.label for o in item.options} for key, item in rated}
        self._heading("What was seen")
        rows = [
            (
                item.label + (" (critical)" if item.critical else ""),
                labels[key].get(str(content.answers.get(key, "")), "–"),
                content.notes.get(key, ""),
            )
            for key, item in rated
        ]
        self._table(("Item", "Rating", "Note"), rows, (WIDTH * 0.5, WIDTH * 0.18, WIDTH * 0.32))
        found = result(form, content)
        self._text(
            (
                f"Taken together: {found.word}. Rated {found.rated} of {len(rated)}; {found.neutral} not "
                "seen or not applicable."
            ),
            "answer",
        )
        if found.critical_unmet:
            self._text("Critical and not yet met: " + "; ".join(found.critical_unmet) + ".", "answer")

    def _samples(self) -> None:
        samples = self._record.content.samples
        if not samples:
            return
        codes = moments(self._document.form)
        shares = percentages(samples, [o.id for o in codes])
        self._heading(f"Time sample: {len(samples)} moments")
        self._table(
            ("What was happening", "Share of moments"),
            [(o.label, f"{shares[o.id]:.0f} %") for o in codes],
            (WIDTH * 0.7, WIDTH * 0.3),
        )

    def _attendance(self) -> None:
        if not self._record.kind.is_group:
            return
        zone, signed = self._document.zone, {a.person_id: a for a in self._document.attendance}
        self._heading("Who took part")
        rows = [
            (
                self._document.people.get(person, ""),
                f"signed {long_moment(signed[person].signed_at, zone)}"
                if person in signed
                else "did not sign",
            )
            for person in self._record.content.attendees
        ]
        self._table(("Name", "Signed that they took part"), rows, (WIDTH * 0.5, WIDTH * 0.5))
        self._text(
            "Each signed for being there with their own key. The content belongs to the group.", "small"
        )

    def _attached(self) -> None:
        if self._document.attachments:
            self._heading("Files kept with this record")
            rows = [(a.name, f"{a.size:,} bytes", a.sha256) for a in self._document.attachments]
            self._table(("Name", "Size", "SHA-256"), rows, (WIDTH * 0.28, WIDTH * 0.2, WIDTH * 0.52))

    def _old_actions(self) -> None:
        rows = [
            (
                a.what,
                a.choice.label.replace(", because…", "ped") if a.choice else "",
                _note(a.note, a.due_on, a.choice),
            )
            for a in self._record.content.old_actions
        ]
        if rows:
            self._heading("Actions from last time")
            self._table(("What", "Answer", "Note"), rows, (WIDTH * 0.5, WIDTH * 0.16, WIDTH * 0.34))

    def _new_actions(self) -> None:
        rows = [
            (
                a.what,
                self._document.people.get(a.owner_id, ""),
                long_date(a.due_on) if a.due_on else "",
                a.how_we_will_know,
            )
            for a in self._record.content.new_actions
            if a.what.strip()
        ]
        if rows:
            self._heading("What we agreed")
            self._table(
                ("What", "Who", "By when", "How we will know"),
                rows,
                (WIDTH * 0.36, WIDTH * 0.18, WIDTH * 0.18, WIDTH * 0.28),
            )

    def _worker_words(self) -> None:
        response = self._record.response
        if response is None:
            return
        first = self._document.about.first_name
        self._heading(f"{first}’s answer")
        self._text(
            {
                Choice.AGREE: f"{first} has read this record and agrees with it.",
                Choice.AGREE_AND_ADD: f"{first} has read this record, agrees with it and adds:",
                Choice.DO_NOT_AGREE: f"{first} has read this record and does not agree with it. In {first}’s own words:",
                Choice.DECLINED: f"{first} was offered this record and declined to sign it."
                + (" The reason given:" if response.words else ""),
            }[response.choice],
            "body",
        )
        if response.words:
            self._text(response.words, "words")

    def _evidence(self) -> None:
        document, record, zone = self._document, self._record, self._document.zone
        self._story.append(
            CondPageBreak(
                (60 + 32 * len(document.parts)) * mm if Part.SERVICE not in document.parts else 78 * mm
            )
        )
        sealed = Part.SERVICE in document.parts
        self._heading("Seal" if sealed else "Signatures")
        who = {Part.WORKER: document.about, Part.SUPERVISOR: document.led_by, Part.WITNESS: document.witness}
        for part in document.parts:
            person = who.get(part)
            name = person.name if person is not None else document.service.name
            self._story.append(CondPageBreak(SIGNATURE_HEIGHT + 16 * mm))
            confirms = statement(part, record.kind, record.response, document.about.name)
            self._question(confirms if sealed else f"{part.value}: {name} – {confirms}")
            told = f"Seal of {name}" if sealed else f"Signature of {name} as {part.value.lower()}"
            self._story.append(
                SignatureSpace(
                    part.value, told, WIDTH, SEAL_HEIGHT if sealed else SIGNATURE_HEIGHT, self._root
                )
            )
            self._story.append(Spacer(1, 2 * mm))
        self._heading("How to check this record")
        self._table(
            ("", ""),
            [
                (
                    "Record",
                    (
                        f"{record.number}, version {record.version}, {document.form.title} (form version "
                        f"{document.form.version})"
                    ),
                ),
                *([("Typed in from", f"the paper form {record.paper}")] if record.paper else []),
                ("Held", _both(record.held_at, zone)),
                ("Written down", _both(record.recorded_at, zone)),
                ("Content hash", document.content_hash),
                ("Made with", f"Alongside {document.app_version}"),
            ],
            (32 * mm, WIDTH - 32 * mm),
            header=False,
        )
        self._story.append(Spacer(1, 2 * mm))
        for text in HOW_TO_CHECK if Part.SERVICE not in document.parts else HOW_TO_CHECK_SEAL:
            self._text(text, "small")
        marked = unprintable(document.canonical.decode("utf-8", "replace"))
        if marked:
            shown = ", ".join(replacement(c) for c in marked[:20])
            more = f" and {len(marked) - 20} more" if len(marked) > 20 else ""  # noqa: PLR2004 - twenty are enough to read
            self._text(
                (
                    "Characters that cannot be printed are shown as a mark with their number: "
                    f"{shown}{more}. They are in record.json."
                ),
                "small",
            )

    def _instead(self, extract: Extract) -> None:
        record, zone = self._record, self._document.zone
        self._heading("About this extract")
        self._text(
            (
                "This was made from a sealed record and is not signed. The sealed original stays with "
                "the service and can be asked for."
            ),
            "answer",
        )
        rows = [
            ("Sealed original", f"{record.number}, version {record.version}"),
            ("SHA-256", extract.original),
        ]
        if record.sealed_at is not None:
            rows.insert(1, ("Sealed", long_moment(record.sealed_at, zone)))
        if record.response is not None:
            rows.append(("Worker’s answer", record.response.choice.outcome))
        self._table(
            ("", ""),
            [*rows, ("Left out", "; ".join(extract.left_out) or "nothing")],
            (32 * mm, WIDTH - 32 * mm),
            header=False,
        )

    # --- setting
    # ---------------------------------------------------------------------------------------------------

    def _heading(self, text: str) -> None:
        self._paragraph(markup(text), "heading", Node("H2", self._root), outline=text)

    def _question(self, text: str) -> None:
        self._paragraph(markup(text), "question", Node("P", self._root))

    def _text(self, text: str, style: str, parent: Node | None = None) -> None:
        for piece in pieces(text):
            if piece.strip():
                self._paragraph(markup(piece), style, Node("P", parent or self._root))
            else:
                self._story.append(Spacer(1, 5))

    def _paragraph(self, text: str, style: str, node: Node, outline: str = "") -> None:
        self._story.append(TaggedParagraph.of(text, self._styles[style], node, outline))

    def _table(
        self,
        head: tuple[str, ...],
        rows: Sequence[tuple[str, ...]],
        widths: tuple[float, ...],
        *,
        header: bool = True,
    ) -> None:
        if any(
            len(cell) > LONGEST_CELL or cell.count("\n") > LONGEST_CELL // 40 for row in rows for cell in row
        ):
            self._stacked(head, rows)
            return
        table = Node("Table", self._root)
        cells: list[list[Any]] = []
        if header:
            row_node = Node("TR", table)
            cells.append(
                [
                    TaggedParagraph.of(markup(text), self._styles["head"], Node("TH", row_node))
                    for text in head
                ]
            )
        for row in rows:
            row_node = Node("TR", table)
            cells.append(
                [self._cell(text, row_node, key=not header and not column) for column, text in enumerate(row)]
            )
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        padding = [
            ("LEFTPADDING", (0, 0), (-1, -1), 4 if header else 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        tint = [("BACKGROUND", (0, 0), (-1, 0), TINT)] if header else []
        self._story.append(
            TaggedTable(cells, colWidths=widths, repeatRows=0, style=[*lines, *padding, *tint], hAlign="LEFT")
        )

    def _cell(self, text: str, row: Node, *, key: bool) -> Any:
        node = Node("TH" if key else "TD", row)
        style = self._styles["key" if key else "cell"]
        parts = [
            TaggedParagraph.of(markup(piece), style, Node("P", node))
            for piece in pieces(text)
            if piece.strip()
        ]
        return parts or [TaggedParagraph.of("–", style, Node("P", node))]

    def _stacked(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        for row in rows:
            for label, text in zip(head, row, strict=True):
                if text.strip():
                    if label:
                        self._question(label)
                    self._text(text, "answer")
            self._story.append(Spacer(1, 6))

    def _decorate(self, canvas: TaggedCanvas, _template: object) -> None:
        canvas.begin_artifact()
        canvas.saveState()
        if self._document.service.demo:
            _draw_demo(canvas)
            canvas.restoreState()
            canvas.saveState()
        canvas.setFont(BODY, 8)
        canvas.setFillColor(QUIET)
        record = self._record
        extract = self._document.extract is not None
        told = "EXTRACT – NOT THE SIGNED RECORD" if extract else self._document.content_hash[:16]
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
HOW_TO_CHECK = (
    (
        "Open Alongside and choose Check a PDF, or open this file in Adobe Reader and look at the signature panel. "
        "Tools such as pdfsig show who signed and whether the signed bytes are whole."
    ),
    (
        "Each person signed with a personal key that opens only with a secret they chose. The certificates are issued by the service itself. "
        "These are electronic signatures; they have not been assessed by anybody and are not qualified signatures."
    ),
    (
        "Times are those of this PC’s clock. The record’s data is attached as record.json; the content "
        "hash above is its SHA-256."
    ),
)


HOW_TO_CHECK_SEAL = (
    HOW_TO_CHECK[0],
    (
        "It was saved by the person who led it, signed in with their own secret, and sealed by the service. "
        "The seal has not been assessed by anybody and is not a qualified seal."
    ),
    HOW_TO_CHECK[2],
)


def _roles(document: RecordDocument) -> list[tuple[str, str]]:
    """Who is who, in the words of the kind of record."""
    row = document.record.kind.row
    led_by = (row.leader, _person(document.led_by))
    return [(row.worker, _person(document.about)), led_by] if row.worker else [led_by]


def _both(moment: dt.datetime, zone: dt.tzinfo) -> str:
    return f"{long_moment(moment, zone)} (UTC {moment:%Y-%m-%d %H:%M})"


def _person(person: Person) -> str:
    return f"{person.name}, {person.job_title or person.role.label}"


def _note(note: str, due_on: dt.date | None, choice: Answered | None) -> str:
    until = f"Carries on, by {long_date(due_on)}. " if choice is Answered.CARRY_ON and due_on else ""
    return (until + note).strip()


def _answer_text(field: Field, answer: Answer) -> str:
    labels = {option.id: option.label for option in field.options}
    if isinstance(answer, tuple):
        return ", ".join(labels.get(value, value) for value in answer)
    if field.type is FieldType.YES_NO:
        return {"yes": "Yes", "no": "No", "na": "Does not apply"}.get(answer, answer)
    if field.type is FieldType.DURATION and answer.isdecimal():
        return f"{answer} minutes"
    return labels.get(answer, answer)


def _logo(data: bytes) -> Any:
    if not data:
        return None
    try:
        from PIL import Image  # noqa: PLC0415 - only where there is a logo

        with Image.open(io.BytesIO(data)) as image:
            flat = Image.new("RGB", image.size, "white")
            rgba = image.convert("RGBA")
            flat.paste(rgba, mask=rgba.getchannel("A"))
        return ImageReader(flat)
    except (OSError, ValueError):
        return None

"""The parts of a record's page, each set where its turn comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from app.documents.entries import set_entries
from app.documents.photo import drawable
from app.documents.setting import WIDTH
from app.documents.tagging import Node, Picture
from app.documents.typography import markup
from app.domain.actions import Answered
from app.domain.answers import answered, entries, shown
from app.domain.clock import long_date, long_moment
from app.domain.held import written_down, written_late
from app.domain.observation import items, moments, percentages, result
from app.domain.records import Choice
from app.domain.self_score import beside
from app.domain.worker_words import told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.documents.record import RecordDocument
    from app.documents.setting import Setting
    from app.domain.content import Content
    from app.domain.forms import Form, Section, Step
    from app.domain.observation import Result
    from app.domain.people import Person

LONGEST_LOGO = 22 * mm
UNSIGNED_REASON = "The reason, as it was written down without their signature:"


def masthead(page: Setting, document: RecordDocument) -> None:
    """Set the service, its logo and what the record is called."""
    service = document.service
    logo = drawable(service.logo)
    if logo is not None:
        width, height = logo.getSize()
        scale = min(LONGEST_LOGO * 2.2 / width, LONGEST_LOGO / height)
        page.story.append(
            Picture(
                logo,
                width * scale,
                height * scale,
                Node("Figure", page.root, title=f"Logo of {service.name}"),
            )
        )
        page.space(4 * mm)
    page.text(service.name + (" – DEMO, everything in it is made up" if service.demo else ""), "service")
    page.paragraph(
        markup(document.form.title),
        "title",
        Node("H1", page.root),
        outline=document.form.title,
    )
    if document.extract is not None:
        page.text(f"Extract, not signed. {document.extract.why}", "question")


def facts(page: Setting, document: RecordDocument) -> None:
    """Set who met whom, when and where."""
    record, content = document.record, document.record.content
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
        rows.append(("Next meeting", content.next_told))
    if record.paper or written_late(record.held_at, record.recorded_at):
        rows.append(("Written down", written_down(record, document.zone)))
    page.space(3 * mm)
    page.table(("", ""), rows, (32 * mm, WIDTH - 32 * mm), header=False)


def correction(page: Setting, document: RecordDocument) -> None:
    """Set which version this one replaces, and why."""
    old = document.corrects
    if old is not None:
        page.heading("Corrected version")
        sealed = f", sealed {long_moment(old.sealed_at, document.zone)}" if old.sealed_at else ""
        page.text(
            f"This replaces version {old.version} of {old.number}{sealed}. The earlier version is kept.",
            "answer",
        )
        page.question("Why it was corrected")
        page.text(document.record.reason, "answer")


def agenda(page: Setting, document: RecordDocument) -> None:
    """Set the points of the agenda that are not sections of the form."""
    points = document.record.content.points
    if points:
        page.heading("Agenda")
        for point in points:
            page.text(f"• {point.told}", "answer")


def sections(page: Setting, document: RecordDocument, *steps: Step) -> None:
    """Set what was answered in the sections of some steps. Ratings and samples have tables of their own."""
    content, heading = document.record.content, ""
    mine = beside(document.form, content.answers)
    for key, section, field, text in answered(document.form, content.answers):
        if section.step not in steps or document.form.tabled(field):
            continue
        sensitive = section.sensitive or section.id in content.sensitive
        if section.id != heading:
            heading = section.id
            page.heading(section.title + (" · sensitive" if sensitive else ""))
            _both(page, document, section, mine)
        if key in mine:
            continue
        page.question(field.label + (" · sensitive" if field.sensitive and not sensitive else ""))
        if field.type.has_entries:
            set_entries(page, field, entries(content.answers[key]))
        else:
            page.text(text, "answer")


def _both(page: Setting, document: RecordDocument, section: Section, mine: Mapping[str, str]) -> None:
    """Set what two people scored apart, side by side."""
    answers = document.record.content.answers
    rows = [
        (field.label, mine[key], shown(field, answers.get(key, "")) or "–")
        for key, one, field in document.form.keyed
        if one.id == section.id and key in mine
    ]
    if rows:
        heads = ("", f"{document.about.first_name}’s own", document.led_by.first_name)
        page.table(heads, rows, (WIDTH * 0.4, WIDTH * 0.3, WIDTH * 0.3), keyed=True)


def ratings(page: Setting, document: RecordDocument) -> None:
    """Set what was seen in an observation, and what it adds up to."""
    form, content = document.form, document.record.content
    rated, found = items(form, content), result(form, content)
    if found.stopped:
        _not_watched(page, form, content, found)
    if found.stopped or not rated:
        return
    page.heading("What was seen")
    rows = [
        (
            item.label + (" (critical)" if item.critical else ""),
            shown(item, content.answers.get(key, "")) or "–",
            content.notes.get(key, ""),
        )
        for key, item in rated
    ]
    together = (
        f"Taken together: {found.word}. Rated {found.rated} of {len(rated)}; {found.neutral} not "
        "seen or not applicable."
    )
    for sentence in (together, *found.critical):
        page.text(sentence, "lead")
    page.table(("Item", "Rating", "Note"), rows, (WIDTH * 0.5, WIDTH * 0.18, WIDTH * 0.32))


def _not_watched(page: Setting, form: Form, content: Content, found: Result) -> None:
    """Set why nothing was watched, and what had been noted beside what would have been seen."""
    page.heading("Nothing was watched")
    page.text(found.stopped, "answer")
    rows = [(item.label, content.notes[key]) for key, _, item in form.keyed if content.notes.get(key)]
    if rows:
        page.table(("What was noted", ""), rows, (WIDTH * 0.4, WIDTH * 0.6))


def samples(page: Setting, document: RecordDocument) -> None:
    """Set how the moments of a time sample are shared out."""
    samples = document.record.content.samples
    if not samples:
        return
    codes = moments(document.form)
    shares = percentages(samples, [o.id for o in codes])
    page.heading(f"Time sample: {len(samples)} moments")
    page.table(
        ("What was happening", "Share of moments"),
        [(o.label, f"{shares[o.id]:.0f} %") for o in codes],
        (WIDTH * 0.7, WIDTH * 0.3),
    )


def comments(page: Setting, document: RecordDocument) -> None:
    """Set the lines added after the record was saved."""
    for comment in document.comments:
        page.heading(f"Added by {comment.name}, {long_moment(comment.at, document.zone)}")
        page.text(comment.text, "words")


def attendance(page: Setting, document: RecordDocument) -> None:
    """Set who took part in a group’s record."""
    if not document.record.kind.is_group:
        return
    zone, signed = document.zone, {a.person_id: a for a in document.attendance}
    page.heading("Who took part")
    rows = [
        (
            document.people.get(person, ""),
            f"signed {long_moment(signed[person].signed_at, zone)}" if person in signed else "did not sign",
        )
        for person in document.record.content.attendees
    ]
    page.text("Each signed for being there with their own key. The content belongs to the group.", "lead")
    page.table(("Name", "Signed that they took part"), rows, (WIDTH * 0.5, WIDTH * 0.5))


def attached(page: Setting, document: RecordDocument) -> None:
    """Set the files kept with the record, with their hashes."""
    if document.attachments:
        page.heading("Files kept with this record")
        rows = [(a.name, f"{a.size:,} bytes", a.sha256) for a in document.attachments]
        page.table(("Name", "Size", "SHA-256"), rows, (WIDTH * 0.28, WIDTH * 0.2, WIDTH * 0.52))


def old_actions(page: Setting, document: RecordDocument) -> None:
    """Set what became of the actions from last time."""
    rows = [
        (
            a.told,
            a.choice.label.replace(", because…", "ped") if a.choice else "",
            _note(a.note, a.due_on, a.choice),
        )
        for a in document.record.content.old_actions
    ]
    if rows:
        page.heading("Actions from last time")
        heads = ("What", "Answer", "What the person noticed, or why")
        page.table(heads, rows, (WIDTH * 0.44, WIDTH * 0.16, WIDTH * 0.4))


def new_actions(page: Setting, document: RecordDocument) -> None:
    """Set what was agreed."""
    rows = [
        (
            a.what,
            document.people.get(a.owner_id, ""),
            long_date(a.due_on) if a.due_on else "",
            a.how_we_will_know,
        )
        for a in document.record.content.new_actions
        if a.what.strip()
    ]
    if rows:
        page.heading("What we agreed")
        page.table(
            ("What", "Who", "By when", "How we will know"),
            rows,
            (WIDTH * 0.36, WIDTH * 0.18, WIDTH * 0.18, WIDTH * 0.28),
        )


def worker_words(page: Setting, document: RecordDocument) -> None:
    """Set the worker’s answer, in their own words, and whose words others wrote down for them."""
    _answer(page, document)
    record, about, led_by = document.record, document.about, document.led_by
    whose = told(record, document.form, about, led_by, signs=document.worker_signs)
    if whose:
        page.space(2 * mm)
        page.text(whose, "small")


def _answer(page: Setting, document: RecordDocument) -> None:
    response = document.record.response
    if response is None:
        return
    first = document.about.first_name
    page.heading(f"{first}’s answer")
    read = f"{first} has read this record"
    declined = f"{first} was offered this record and declined to sign it."
    said = {
        Choice.AGREE: f"{read} and agrees with it.",
        Choice.AGREE_AND_ADD: f"{read}, agrees with it and adds:",
        Choice.DO_NOT_AGREE: f"{read} and does not agree with it. In {first}’s own words:",
        Choice.DECLINED: declined + (f" {UNSIGNED_REASON}" if response.words else ""),
    }
    page.text(said[response.choice], "body")
    if response.words:
        page.text(response.words, "words")


def _roles(document: RecordDocument) -> list[tuple[str, str]]:
    """Who is who, in the words of the kind of record."""
    row = document.record.kind.row
    led_by = (row.leader, _person(document.led_by))
    return [(row.worker, _person(document.about)), led_by] if row.worker else [led_by]


def _person(person: Person) -> str:
    return f"{person.name}, {person.post}"


def _note(note: str, due_on: dt.date | None, choice: Answered | None) -> str:
    until = f"Carries on, by {long_date(due_on)}. " if choice is Answered.CARRY_ON and due_on else ""
    return (until + note).strip()

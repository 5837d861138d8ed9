"""Reading one record: what it says, who signed, its versions, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.domain.answers import answered
from app.domain.changes import Outcome, changed
from app.domain.clock import long_moment
from app.domain.held import written_down
from app.domain.kinds import Kind
from app.domain.records import Audience, RecordState
from app.domain.self_score import beside
from app.domain.signing import Part
from app.domain.worker_words import told
from app.pages import expected, places
from app.pages.keeping import held_words
from app.pages.pieces import Chip, Option, Verb, copy_name, people_options

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.charts import Chart
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.records import Attachment, Comment, Record
    from app.pages import House
    from app.pages.places import Place
    from app.services.practice import Looked
    from app.services.records.lists import View

SIGNED = "What was signed is in its PDF. Tell the registered manager; the doctor says more."
TO_SIGN = frozenset({RecordState.READY, RecordState.WAITING})
CLOSED = frozenset({RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN})
TONES = {
    RecordState.SAVED: ("✓", "in_date"),
    RecordState.SEALED: ("✓", "in_date"),
    RecordState.READY: ("✎", "soon"),
    RecordState.WAITING: ("✎", "soon"),
    RecordState.CORRECTED: ("–", "neutral"),
    RecordState.WITHDRAWN: ("–", "neutral"),
    RecordState.DRAFT: ("○", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """What was answered in one section: each question and its answer."""

    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file kept with the record."""

    attachment_id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line somebody added, and who did when."""

    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Everything the page of a record shows.

    ``signed`` says who signed and took part. ``looked`` and ``repeats`` are what an observation adds up to.
    ``sections`` and ``agreed`` are its words while there is no sealed ``pdf``. ``forward`` is what its writer
    or signer does next; ``copy_name`` is there once a copy can be saved, ``counting`` leads to its tags.
    ``hands`` are those it can be handed to once its leader is not there to lead it.
    """

    title: str
    status: Chip
    held: str
    written: str
    notices: tuple[str, ...]
    signed: tuple[str, ...]
    versions: tuple[Verb, ...]
    files: tuple[File, ...]
    looked: str
    repeats: Chart | None
    comments: tuple[Said, ...]
    may_comment: bool
    notice: tuple[Verb, ...]
    expected: Verb | None
    forward: tuple[Verb, ...]
    copy_name: str
    counting: Place | None
    may_correct: bool
    may_withdraw: bool
    hands: tuple[Option, ...]
    may_close: bool
    pdf: bytes | None
    sections: tuple[Section, ...]
    agreed: tuple[str, ...]


def read(house: House, actor: Actor, record_id: str) -> RecordPage:
    """Return a record, all of one moment; that somebody else's was read is noted. Raises NotAllowedError."""
    zone, looked, repeats = house.clock.zone(), "", None
    with house.store.write(actor.person_id):
        view = house.records.view(actor, record_id)
        record = view.record
        holds = house.retention.holds_on(actor, record.about_id, record.number)
        if record.kind is Kind.OBSERVATION and record.state is not RecordState.DRAFT:
            looked = _looked(house.practice.looked(actor, record_id))
            over_time = f"{view.form.title} over time"
            chart = house.charts.repeats(actor, view.about.id, record.form_id, over_time)
            repeats = chart if len(chart.series) > 1 else None
    summary = next(one for one in view.versions if one.id == record.id)
    symbol, tone = TONES[record.state]
    closed = record.state in CLOSED
    return RecordPage(
        title=f"{record.title} · {view.about.name}",
        status=Chip(symbol, summary.status, tone),
        held=f"Held {long_moment(record.held_at, zone)}, led by {view.led_by.name}",
        written=f"Written down {written_down(record, zone)}",
        notices=(*_unlike(view), *view.denied, *_notices(record), *(held_words(one) for one in holds)),
        signed=_signed(view, zone),
        versions=tuple(
            Verb(f"Open version {one.version} ({one.status})", places.Record(record_id=one.id))
            for one in view.versions
            if one.id != record.id
        ),
        files=tuple(_file(one) for one in view.attachments),
        looked=looked,
        repeats=repeats,
        comments=tuple(_said(one, zone) for one in view.comments),
        may_comment=record.state is not RecordState.DRAFT and record.state not in TO_SIGN,
        notice=_notice(record),
        expected=_expected(record),
        forward=_forward(actor, record),
        copy_name=copy_name(record, zone) if closed else "",
        counting=places.Counting(record_id=record_id) if closed else None,
        may_correct=view.may_correct,
        may_withdraw=view.may_withdraw,
        hands=people_options(sorted(view.hands, key=lambda one: one.id != actor.person_id)),
        may_close=view.may_close,
        pdf=view.pdf,
        sections=() if view.pdf else _sections(view),
        agreed=() if view.pdf else tuple(a.what for a in record.content.new_actions if a.what.strip()),
    )


def comment(house: House, actor: Actor, record_id: str, text: str) -> Outcome[Comment]:
    """Add a line. Raises IncompleteError without one."""
    return house.sharing.comment(actor, record_id, text)


def save_file(house: House, actor: Actor, attachment_id: str, to: Path) -> Outcome[Path]:
    """Write a file kept with the record where somebody chose."""
    return Outcome(house.transfer.export_attachment(actor, attachment_id, to), changed())


def save_copy(house: House, actor: Actor, record_id: str, to: To) -> Outcome[To]:
    """Write the sealed PDF where somebody chose."""
    return Outcome(house.transfer.export_one(actor, record_id, to), changed())


def correct(house: House, actor: Actor, record_id: str, reason: str) -> Outcome[Place]:
    """Begin a corrected version. Returns where it is written. Raises IncompleteError without a reason."""
    begun = house.correcting.correct(actor, record_id, reason)
    record = begun.value.record
    return Outcome(places.writing(record.kind, record_id=record.id), begun.changes)


def withdraw(house: House, actor: Actor, record_id: str, reason: str) -> Outcome[Record]:
    """Mark a record as withdrawn; it stays readable. Raises IncompleteError without a reason."""
    return house.correcting.withdraw(actor, record_id, reason)


def hand_over(house: House, actor: Actor, record_id: str, to_id: str, reason: str) -> Outcome[Place]:
    """Give a record that was left behind to somebody to lead. Returns where to go on.

    Raises IncompleteError without a reason.
    """
    done = house.left_behind.hand_over(actor, record_id, to_id, reason)
    own = to_id == actor.person_id
    return Outcome(places.Record(record_id=record_id) if own else places.Records(), done.changes)


def close(house: House, actor: Actor, record_id: str, reason: str) -> Outcome[Record]:
    """Close a record without a signature that cannot come. Raises IncompleteError without a reason."""
    return house.left_behind.close(actor, record_id, reason)


def _unlike(view: View) -> tuple[str, ...]:
    """Return what to say of a record that is not as it was sealed; its PDF is shown either way."""
    return (f"{view.unlike} {SIGNED}",) if view.unlike else ()


def _notices(record: Record) -> tuple[str, ...]:
    corrects = f"This version corrects an earlier one: {record.reason}" if record.reason else ""
    withdrawn = f"Withdrawn: {record.withdrawn_because}" if record.withdrawn_because else ""
    return tuple(one for one in (corrects, withdrawn) if one)


def _signed(view: View, zone: dt.tzinfo) -> tuple[str, ...]:
    signs = any(one.part is Part.WORKER for one in view.signatures)
    whose = told(view.record, view.form, view.about, view.led_by, signs=signs)
    return (
        *(f"✓ {one.part.value}: {one.name}, {long_moment(one.signed_at, zone)}" for one in view.signatures),
        *(f"✓ took part: {one.name}, {long_moment(one.signed_at, zone)}" for one in view.attendance),
        *((whose,) if whose and view.record.state in CLOSED else ()),
    )


def _file(file: Attachment) -> File:
    return File(file.id, file.name, f"File: {file.name}, {file.size // 1024 + 1} kB")


def _said(comment: Comment, zone: dt.tzinfo) -> Said:
    return Said(comment.text, f"{comment.name}, {long_moment(comment.at, zone)}")


def _notice(record: Record) -> tuple[Verb, ...]:
    """Return the ways to keep something of a record: the one as near as the other."""
    if record.state is RecordState.DRAFT or record.audience is Audience.PRIVATE:
        return ()
    good, concern = (places.Notice(record_id=record.id, concern=one) for one in (False, True))
    return (Verb("Keep as good practice…", good), Verb("A concern…", concern))


def _expected(record: Record) -> Verb | None:
    """Return the way to what we expect that a record is about; what is private is about nothing."""
    if record.audience is Audience.PRIVATE or record.kind.row.own:
        return None
    return expected.way(record.id)


def _forward(actor: Actor, record: Record) -> tuple[Verb, ...]:
    if record.state is RecordState.DRAFT and actor.person_id == record.led_by_id:
        return (Verb("Carry on writing", places.writing(record.kind, record_id=record.id)),)
    if record.state in TO_SIGN and actor.person_id in {record.led_by_id, record.about_id}:
        return (Verb("Go to signing", places.Sign(record_id=record.id)),)
    return ()


def _sections(view: View) -> tuple[Section, ...]:
    content, mine = view.record.content, beside(view.form, view.record.content.answers)
    lines = (
        (section.title, item.label, _noted(text, content.notes.get(key, ""), mine.get(key, "")))
        for key, section, item, text in answered(view.form, content.answers)
    )
    return tuple(
        Section(title, tuple((label, text) for _, label, text in group))
        for title, group in groupby(lines, key=lambda line: line[0])
    )


def _noted(text: str, note: str, own: str) -> str:
    """Return an answer with the note on it, and with the person’s own beside it where both scored apart."""
    return text + (f"  ({note})" if note else "") + (f"  (their own: {own})" if own else "")


def _looked(looked: Looked) -> str:
    text = f"Taken together: {looked.result.word}."
    text = " ".join(filter(None, (text, looked.result.stopped, *looked.result.critical)))
    both = looked.agreement
    if both is not None:
        kappa = f"Cohen’s kappa {both.kappa:.2f}" if both.kappa is not None else "kappa has no value here"
        text += (
            f"\nTwo people watched: they agree on {both.agreed} of {both.n} items "
            f"({both.percent or 0} %, {kappa}, n = {both.n})."
        )
        text += "".join(f"\n• {label}: {one} / {two}" for _, label, one, two in both.differences)
    return text

"""What writing, sharing, correcting and reading share: who may write, and a draft as it is handed over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_lead, may_look_after, may_write, require
from app.domain.answers import check_text, kept_file, shown
from app.domain.asking import with_files
from app.domain.clock import today
from app.domain.completing import completed
from app.domain.content import Content
from app.domain.errors import IncompleteError, StateError
from app.domain.facts import facts_in
from app.domain.forms import FieldRole
from app.domain.held import When
from app.domain.ids import new_id
from app.domain.monthly import month_for
from app.domain.people import Standing
from app.domain.records import Comment, RecordState
from app.domain.self_score import finished_half, for_leader
from app.services.present import as_seen, present
from app.services.records.agenda import since_last
from app.services.records.facts import facts_of
from app.services.records.forms import answer_to, form_of
from app.services.records.indexing import index
from app.services.records.reading import openable
from app.services.requirements import unseen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor, Person
    from app.domain.records import Attachment, Record
    from app.storage.store import Secrets
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """What was answered in the last meeting of this kind: the day it was held, and words by question."""

    held_on: dt.date
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record being written, with what its writer needs beside it.

    ``since`` says what happened since last time, ``when`` what is known of when it was held; ``before`` what
    was answered in the last meeting of two.
    """

    record: Record
    form: Form
    about: Person
    led_by: Person
    since: tuple[str, ...]
    people: tuple[Person, ...]
    when: When
    attachments: tuple[Attachment, ...] = ()
    before: LastTime | None = None


def gone(leader: Person) -> str:
    """Return why somebody does not lead a record any more, to stand behind their name."""
    if leader.standing is Standing.LEAVER:
        return ", who has left"
    return ", who is away" if leader.standing is Standing.AWAY else ", who does not supervise them now"


def leads(me: Person, record: Record, about: Person) -> bool:
    """Whether somebody leads a record and may still write such records, of somebody who has left too."""
    taken_up = record.kind.is_group and may_lead(me.role, record.kind)
    allowed = may_write(me, record.kind, about) or about.standing is Standing.LEAVER or taken_up
    return record.led_by_id == me.id and allowed


class Desk:
    """Where records lie while somebody works on them; every call is inside the caller's transaction."""

    def __init__(self, secrets: Secrets, catalog: Catalog, clock: Clock) -> None:
        self._secrets = secrets
        self._catalog = catalog
        self._clock = clock

    def writer(self, work: Work, actor: Actor, record: Record) -> None:
        """Raise NotAllowedError unless somebody leads a record and may still write such records."""
        me, about = present(work, actor), work.people.get(record.about_id)
        require(leads(me, record, about), "Only the person who leads this record can change it.")

    def mender(self, work: Work, actor: Actor, record: Record) -> None:
        """Raise NotAllowedError unless somebody may correct or withdraw: its leader, or in their place."""
        me, about = present(work, actor), work.people.get(record.about_id)
        mends = leads(me, record, about) or may_look_after(
            me, record.kind, about, work.people.get(record.led_by_id)
        )
        require(mends, "Only the person who leads this record can change it.")

    def note(self, work: Work, me: Person, record_id: str, text: str) -> None:
        """Add a line that stands in a record for good: who took it up, and why."""
        line = Comment(
            id=new_id(), record_id=record_id, person_id=me.id, name=me.name, text=text, at=self._clock.now()
        )
        work.sharing.add_comment(line)

    def throw_away(self, work: Work, record: Record) -> None:
        """Throw a draft away for good. Raises StateError for one that was handed over."""
        if work.sharing.comments(record.id):
            message = "This draft was handed over, so it is kept. Open it and withdraw it with a reason."
            raise StateError(message)
        work.papers.release(record.id)
        work.records.delete_draft(record.id)

    def opened(self, record: Record) -> Record:
        """Return a private reflection with its content, for its writer, and a draft without what is hidden.

        Anything else is returned as it is.
        """
        if record.private is None:
            draft = record.state is RecordState.DRAFT
            return replace(record, content=for_leader(record.content)) if draft else record
        text = self._secrets.open_private(record.led_by_id, record.id, record.private).decode()
        return replace(record, content=Content.from_json(text), private=None)

    def draft(self, work: Work, record_id: str) -> Draft:
        """Return a record with what its writer needs beside it."""
        record = work.records.get(record_id)
        about, led_by = work.people.get(record.about_id), work.people.get(record.led_by_id)
        form = form_of(work, self._catalog, record)
        return Draft(
            record=self.opened(record),
            form=form,
            about=as_seen(led_by, about),
            led_by=led_by,
            since=since_last(work, record.kind, about, led_by, self._clock)
            if record.kind.is_meeting and not record.kind.is_group
            else (),
            people=tuple(as_seen(led_by, p) for p in work.people.all() if p.standing is not Standing.LEAVER),
            when=self.when(work, record),
            attachments=work.attachments.of(record_id),
            before=self._last_time(work, record, form, led_by),
        )

    def _last_time(self, work: Work, record: Record, form: Form, led_by: Person) -> LastTime | None:
        """Return the answers of the last sealed meeting of its kind that its leader may read."""
        if not record.kind.is_meeting or record.kind.is_group:
            return None
        sealed = work.records.summaries(
            about_id=record.about_id, kind=record.kind, states=(RecordState.SEALED,), limit=1
        )
        newest = next(iter(openable(work, led_by, sealed)), None)
        if newest is None or newest.id == record.corrects_id:
            return None
        answers = work.records.get(newest.id).content.answers
        told = {key: shown(item, answers.get(key, "")) for key, _, item in form.keyed}
        held_on = newest.held_at.astimezone(self._clock.zone()).date()
        return LastTime(held_on=held_on, answers={key: one for key, one in told.items() if one})

    def when(self, work: Work, record: Record) -> When:
        """Return when a record was held, with what is known of the person it is about."""
        led_by = work.people.get(record.led_by_id)
        about = as_seen(led_by, work.people.get(record.about_id))
        return When.of(record, self._clock, about.first_name, about.started_on)

    def facts(self, work: Work, record: Record, form: Form) -> dict[str, Answer]:
        """Return what a form asks of the person as they are now; in a corrected version, as they were.

        The month is that of the day on which it was held.
        """
        if record.corrects_id is not None:
            return facts_in(self.opened(record).content.answers)
        about = work.people.get(record.about_id)
        day = record.held_at.astimezone(self._clock.zone()).date()
        month = month_for(form, record.content.answers, day)
        return {**facts_of(work, self._catalog, self._clock, form, about), **month}

    def finished(self, work: Work, record: Record) -> Record:
        """Return a record as it is once it is finished: only what was asked, and what is worked out.

        Raises IncompleteError naming every question that still needs an answer.
        """
        form = form_of(work, self._catalog, record)
        kept = {kept_file(one.sha256, one.name) for one in work.attachments.of(record.id)}
        also = self.when(work, record).lacks(record.content, self._clock.now()) | unseen(work, record)
        content = completed(form, with_files(form, record.content, kept), also)
        content = finished_half(content, today(self._clock))
        if content == record.content:
            return record
        work.records.store_content(record.id, content, self._clock.now(), record.revision)
        return work.records.get(record.id)

    def settle(self, work: Work, record: Record, state: RecordState, now: dt.datetime) -> None:
        """Keep what a finished record is found by, set its state and index it."""
        form = form_of(work, self._catalog, record)
        topics = answer_to(form, record, FieldRole.ABOUT)
        found = (*topics, *form.areas) if isinstance(topics, tuple) else form.areas
        work.records.set_facts(record.id, minutes=record.content.minutes, topics=tuple(dict.fromkeys(found)))
        work.records.set_state(record.id, state, changed_at=now)
        index(work, self._catalog, record.id)


def said(text: str, sentence: str) -> str:
    """Return what was said without space around it. Raises IncompleteError with the sentence for nothing."""
    text = text.strip()
    if not text:
        raise IncompleteError(sentence, {"text": sentence})
    check_text("reason", text)
    return text

"""Writing a record: start, keep as it is typed, finish or save, take back, go back to it, throw it away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_write, require
from app.domain.actions import Action
from app.domain.answers import all_texts, check_text
from app.domain.asking import settled
from app.domain.changes import Outcome, Topic, changed
from app.domain.content import Content, canonical
from app.domain.drafting import with_all
from app.domain.errors import StateError
from app.domain.facts import with_facts, without_facts
from app.domain.ids import new_id
from app.domain.kinds import Kind, Sealing
from app.domain.records import Audience, Record, RecordState
from app.domain.self_score import stored, without_own
from app.domain.tied import without_tied
from app.services.present import present
from app.services.records.agenda import first_content, prepared_keys
from app.services.records.confirming import standing
from app.services.records.facts import facts_of
from app.services.records.forms import chosen, form_of

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor, Person
    from app.services.records.desk import Desk, Draft
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work


class WritingService:
    """Records from the first word until they are ready to sign."""

    def __init__(self, store: Store, desk: Desk, secrets: Secrets, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._secrets = secrets
        self._catalog = catalog
        self._clock = clock

    def start(
        self,
        actor: Actor,
        kind: Kind,
        about_id: str,
        held_at: dt.datetime | None = None,
        *,
        form_id: str | None = None,
        pair_id: str | None = None,
        paper: str = "",
    ) -> Outcome[Draft]:
        """Begin a record about a person, or carry on the actor's own draft with that form about them.

        A reflection is about oneself; a group session is about whoever hosts it. ``pair_id`` joins two
        observers of one practice.
        """
        with self._store.write(actor.person_id) as work:
            me, about = present(work, actor), work.people.get(about_id)
            who = (
                f"{about.first_name}’s supervisor or the registered manager"
                if kind.is_meeting
                else "somebody who leads practice here"
            )
            require(may_write(me, kind, about), f"Only {who} can start this.")
            form = chosen(work, self._catalog, kind, form_id, on_paper=bool(paper))
            for summary in work.records.summaries(
                about_id=about_id, led_by_id=me.id, kind=kind, states=(RecordState.DRAFT,)
            ):
                if summary.form_id == form.id and not paper and pair_id is None:
                    return Outcome(self._desk.draft(work, summary.id), changed())
            begun = self._begun(work, form, about, me)
            record = replace(begun, held_at=held_at or begun.held_at, pair_id=pair_id, paper=paper)
            work.records.add(record)
            if paper:
                work.papers.typed_in(paper, record.id)
            if kind.row.prepared and work.preparation.get(about_id) is not None:
                keys = prepared_keys(work, self._catalog, about_id, kind)
                work.preparation.use(about_id, keys)
            work.audit("record started", record.id, record.number)
            return Outcome(self._desk.draft(work, record.id), changed(Topic.RECORDS))

    def _begun(self, work: Work, form: Form, about: Person, me: Person) -> Record:
        """Return a draft that begins now, and keep the form it is written on."""
        now = self._clock.now()
        work.forms.keep(form.id, form.version, self._catalog.form_to_json(form))
        return Record(
            id=new_id(),
            number=work.records.next_number(form.kind),
            version=1,
            kind=form.kind,
            form_id=form.id,
            form_version=form.version,
            about_id=about.id,
            led_by_id=me.id,
            state=RecordState.DRAFT,
            held_at=now,
            recorded_at=now,
            changed_at=now,
            content=with_facts(
                first_content(work, self._catalog, self._clock, form, about, me),
                facts_of(work, self._catalog, self._clock, form, about),
            ),
            audience=Audience.PRIVATE if form.kind.row.private else None,
        )

    def draft(self, actor: Actor, record_id: str) -> Draft:
        """Return a draft to write in."""
        with self._store.read() as work:
            self._desk.writer(work, actor, work.records.get(record_id))
            return self._desk.draft(work, record_id)

    def store(
        self,
        actor: Actor,
        record_id: str,
        content: Content,
        revision: int,
        *,
        held_at: dt.datetime | None = None,
    ) -> Outcome[int]:
        """Store a draft as typed, and when it was held if that is said. Returns the new revision.

        Raises StateError when it is no longer a draft.
        """
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = (
                    "This record has been finished, so it cannot be changed here. Choose “Change "
                    "something” first."
                )
                raise StateError(message)
            form = form_of(work, self._catalog, record)
            content = stored(form, with_facts(content, self._desk.facts(work, record, form)), record.content)
            content = with_all(content, record.content)
            _check(form, content)
            content, private = settled(form, standing(work, record, form, without_tied(form, content))), None
            if record.audience is Audience.PRIVATE:
                private = self._secrets.seal_private(
                    work, record.led_by_id, record_id, canonical(content.as_dict())
                )
            after = work.records.store_content(
                record_id, content, self._clock.now(), revision, private=private, held_at=held_at
            )
        return Outcome(after, changed(Topic.RECORDS))

    def finish(self, actor: Actor, record_id: str) -> Outcome[Record]:
        """Finish a draft so that it can be read back and signed.

        Raises IncompleteError naming what is missing.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                return Outcome(record, changed())
            if record.kind.sealing is Sealing.SERVICE:
                message = "This kind of record is saved, not signed. Nothing was changed."
                raise StateError(message)
            record = self._desk.finished(work, record)
            self._desk.settle(work, record, RecordState.READY, now)
            work.audit("record finished", record_id, record.number)
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS))

    def save(self, actor: Actor, record_id: str) -> Outcome[Record]:
        """Save a record that needs no signature.

        Its actions count at once; it can be taken back for ten seconds, then the service seals it.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                return Outcome(record, changed())
            if (
                record.kind.sealing not in {Sealing.SERVICE, Sealing.CHOICE}
                or record.audience is Audience.PRIVATE
            ):
                message = "This record is not finished this way. Your draft is saved."
                raise StateError(message)
            record = self._desk.finished(work, record)
            self._desk.settle(work, record, RecordState.SAVED, now)
            _bring_actions(work, record, now)
            work.audit("record saved", record_id, record.number)
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE))

    def take_back(self, actor: Actor, record_id: str) -> Outcome[Draft]:
        """Undo a save while the service has not sealed the record yet."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.SAVED:
                message = (
                    "It is sealed now and stays as it is. Choose “Correct” to make a new version with a "
                    "reason."
                )
                raise StateError(message)
            work.actions.drop_of(record_id)
            work.search.drop(record_id)
            work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
            work.audit("save taken back", record_id, record.number)
            return Outcome(self._desk.draft(work, record_id), changed(Topic.RECORDS, Topic.ACTIONS))

    def reopen(self, actor: Actor, record_id: str) -> Outcome[Draft]:
        """Go back to writing. Any signature already given is removed, and the activity log says so."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state in {RecordState.READY, RecordState.WAITING}:
                signed = work.signing.signatures(record_id)
                work.signing.drop_signatures(record_id)
                work.signing.drop_document(record_id)
                work.sharing.drop_attendance(record_id)
                work.search.drop(record_id)
                work.records.set_response(record_id, None)
                work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
                for signature in signed:
                    work.audit(
                        "signature removed because the record was changed",
                        record_id,
                        f"{record.number} {signature.part.value}",
                    )
                work.audit("record reopened", record_id, record.number)
            elif record.state is not RecordState.DRAFT:
                message = (
                    "This record is sealed and stays as it is. Choose “Correct” to make a new version "
                    "with a reason."
                )
                raise StateError(message)
            return Outcome(self._desk.draft(work, record_id), changed(Topic.RECORDS))

    def discard(self, actor: Actor, record_id: str) -> Outcome[None]:
        """Throw a draft away. Only drafts can be; the activity log keeps that it happened."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "Only a draft can be thrown away. This record is kept."
                raise StateError(message)
            self._desk.throw_away(work, record)
            work.audit("draft thrown away", record_id, record.number)
        return Outcome(None, changed(Topic.RECORDS))

    def pair_up(self, actor: Actor, record_id: str) -> Outcome[str]:
        """Open one's observation to a second observer, blind to the first. Returns the pair's id."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if not record.kind.row.paired or record.state is not RecordState.DRAFT:
                message = "A second person can join while the observation is a draft."
                raise StateError(message)
            pair_id = record.pair_id or new_id()
            work.pairs.join(record_id, pair_id)
            work.audit("second observer asked for", record_id, record.number)
        return Outcome(pair_id, changed(Topic.RECORDS))


def _bring_actions(work: Work, record: Record, now: dt.datetime) -> None:
    known = {
        action.id for action in work.actions.all_about(record.about_id)
    }  # a corrected version carries its actions along
    for new in record.content.new_actions:
        if new.what.strip() and new.id not in known:
            work.actions.add(Action.agreed(new, record), now)


def _check(form: Form, content: Content) -> None:
    """Raise StateError for an answer to nothing that was asked, TextError for a text too long to keep."""
    for key, answer in without_own(without_facts(content.answers)).items():
        known = form.field(key)
        if known is None:
            message = "One answer does not belong to this form, so nothing was changed."
            raise StateError(message)
        check_text(known[1].label, " ".join(all_texts(answer)))
    for text in (
        *(a.what + a.how_we_will_know for a in content.new_actions),
        *(p.text + p.because for p in content.agenda),
        content.place + content.held_typed + content.late_because,
    ):
        check_text("actions and agenda", text)
    for text in (*content.notes.values(), *(s.person for s in content.samples)):
        check_text("notes", text)

"""Records: one at a time to work on, or many without their content to list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import aliased

from app.domain.content import Content
from app.domain.errors import NotFoundError, StateError
from app.domain.kinds import Kind
from app.domain.records import Audience, Record, RecordState, RecordSummary, Response
from app.domain.signing import Part, next_part
from app.models.attachments import AttachmentRow
from app.models.expectations import ExpectationLinkRow
from app.models.people import PersonRow
from app.models.records import RecordRow
from app.models.sharing import AttendanceRow, ShareRow
from app.models.signing import DocumentRow
from app.storage.gateways.chunks import chunks
from app.storage.gateways.responses import others_of, response_json, response_of
from app.storage.gateways.retention import RetentionGateway
from app.storage.gateways.sharing import SharingGateway
from app.storage.gateways.signing import SigningGateway

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import Session

OPEN = {RecordState.READY, RecordState.WAITING}
SIGNING_ORDER = tuple(Part)
ABOUT, LED_BY = aliased(PersonRow), aliased(PersonRow)
LISTED = (
    RecordRow.id,
    RecordRow.number,
    RecordRow.version,
    RecordRow.kind,
    RecordRow.about_id,
    ABOUT.name.label("about_name"),
    RecordRow.led_by_id,
    LED_BY.name.label("led_by_name"),
    RecordRow.state,
    RecordRow.held_at,
    RecordRow.sealed_at,
    RecordRow.response,
    RecordRow.form_id,
    RecordRow.pair_id,
    RecordRow.minutes,
    RecordRow.topics,
    RecordRow.audience,
)
"""What a list of records shows. Columns rather than rows: a list of all records is drawn in half the time."""


class Wanted(TypedDict, total=False):
    """Which records are wanted. What is left out or None does not matter.

    ``begin`` and ``end``: held from the one until before the other. ``area`` is a practice area. ``with_id``:
    about somebody, or of a group whose session they signed for.
    """

    about_id: str | None
    with_id: str | None
    led_by_id: str | None
    kind: Kind | None
    states: tuple[RecordState, ...] | None
    ids: tuple[str, ...] | None
    pair_id: str | None
    number: str | None
    form_ids: frozenset[str] | None
    begin: dt.datetime | None
    end: dt.datetime | None
    area: str | None


class RecordsGateway:
    """Rows of records as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, record_id: str) -> Record:
        """Return a record. Raises NotFoundError."""
        return _record(self._row(record_id))

    def many(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return records by id; one that is not there is left out."""
        return {
            row.id: _record(row)
            for some in chunks(ids)
            for row in self._session.execute(select(*RecordRow.__table__.c).where(RecordRow.id.in_(some)))
        }

    def identities(self) -> dict[str, str]:
        """Return every record's number by its id, the oldest first."""
        return dict(
            self._session.execute(select(RecordRow.id, RecordRow.number).order_by(RecordRow.id)).all()
        )

    def add(self, record: Record) -> None:
        """Add a new draft."""
        self._session.add(
            RecordRow(
                id=record.id,
                number=record.number,
                version=record.version,
                kind=record.kind.value,
                form_id=record.form_id,
                form_version=record.form_version,
                about_id=record.about_id,
                led_by_id=record.led_by_id,
                state=record.state.value,
                held_at=record.held_at,
                recorded_at=record.recorded_at,
                changed_at=record.changed_at,
                content=record.content.to_json(),
                revision=record.revision,
                response=None,
                sealed_at=None,
                corrects_id=record.corrects_id,
                corrected_by_id=None,
                reason=record.reason,
                withdrawn_because="",
                private=record.private,
                audience=record.audience.value if record.audience else None,
                minutes=None,
                topics="",
                pair_id=record.pair_id,
                paper=record.paper,
            )
        )
        self._session.flush()

    def put_content(self, record_id: str, content: Content) -> None:
        """Put what somebody else than its writer said into a draft; the writer’s revision stays."""
        self._row(record_id).content = content.to_json()
        self._session.flush()

    def store_content(
        self,
        record_id: str,
        content: Content,
        changed_at: dt.datetime,
        revision: int,
        *,
        private: bytes | None = None,
        held_at: dt.datetime | None = None,
    ) -> int:
        """Store a draft's content, and when it was held if that is said; return its new revision.

        Raises StateError when somebody stored a newer one.

        With ``private`` the content is kept only in that sealed form.
        """
        row = self._row(record_id)
        if row.revision != revision:
            message = (
                "This draft was changed in another place after it was opened here. Nothing is lost. Open "
                "it again to carry on."
            )
            raise StateError(message)
        row.content, row.changed_at, row.revision = (
            (Content() if private else content).to_json(),
            changed_at,
            revision + 1,
        )
        row.private = private
        row.held_at = held_at or row.held_at
        self._session.flush()
        return revision + 1

    def set_state(
        self,
        record_id: str,
        state: RecordState,
        *,
        changed_at: dt.datetime,
        sealed_at: dt.datetime | None = None,
        corrected_by_id: str | None = None,
        withdrawn_because: str | None = None,
    ) -> None:
        """Move a record on. What is not named stays."""
        row = self._row(record_id)
        row.state, row.changed_at = state.value, changed_at
        if sealed_at is not None:
            row.sealed_at = sealed_at
        if corrected_by_id is not None:
            row.corrected_by_id = corrected_by_id
        if withdrawn_because is not None:
            row.withdrawn_because = withdrawn_because
        self._session.flush()

    def set_facts(self, record_id: str, *, minutes: int | None, topics: tuple[str, ...]) -> None:
        """Store what lists and charts need without reading the content."""
        row = self._row(record_id)
        row.minutes, row.topics = minutes, " ".join(("", *topics, "")) if topics else ""
        self._session.flush()

    def open_up(self, record_id: str, content: Content, audience: Audience) -> None:
        """Put a private reflection's content where those it is shared with can read it."""
        row = self._row(record_id)
        row.private, row.content, row.audience = None, content.to_json(), audience.value
        self._session.flush()

    def set_leader(self, record_id: str, person_id: str) -> None:
        """Give a record to somebody else to lead. The database itself refuses it for what is sealed."""
        self._row(record_id).led_by_id = person_id
        self._session.flush()

    def set_response(self, record_id: str, response: Response | None) -> None:
        """Store the worker's answer, or take it away."""
        self._row(record_id).response = response_json(response)
        self._session.flush()

    def delete_draft(self, record_id: str) -> None:
        """Delete a draft. The database itself refuses anything sealed."""
        for table in (DocumentRow, AttendanceRow, AttachmentRow, ShareRow, ExpectationLinkRow):
            self._session.execute(delete(table).where(table.record_id == record_id))
        self._session.delete(self._row(record_id))
        self._session.flush()

    def next_number(self, kind: Kind) -> str:
        """Return the next free number of a kind: ``S-0001``. Those of deleted records are not free."""
        last = self._session.scalar(
            select(func.max(func.cast(func.substr(RecordRow.number, 3), RecordRow.revision.type))).where(
                RecordRow.kind == kind.value
            )
        )
        gone = (one.removeprefix(f"{kind.letter}-") for one in RetentionGateway(self._session).gone_numbers())
        used = [last or 0, *(int(one) for one in gone if one.isdecimal())]
        return f"{kind.letter}-{max(used) + 1:04d}"

    def summaries(
        self, *, limit: int | None = 200, offset: int = 0, **wanted: Unpack[Wanted]
    ) -> tuple[RecordSummary, ...]:
        """Return records without their content, newest held first: those that fit all that is ``wanted``."""
        query = (
            select(*LISTED)
            .outerjoin(
                ABOUT, ABOUT.id == RecordRow.about_id
            )  # outer, so that SQLite walks the records in order and stops at the limit
            .outerjoin(LED_BY, LED_BY.id == RecordRow.led_by_id)
            .order_by(RecordRow.held_at.desc(), RecordRow.number.desc(), RecordRow.version.desc())
            .where(*conditions(wanted))
        )
        if limit is not None:
            query = query.limit(limit).offset(offset)
        rows = self._session.execute(query).all()
        readers = SharingGateway(self._session).readers_of([row.id for row in rows])
        waiting = _waiting_for(self._session, [row for row in rows if row.state in OPEN])
        return tuple(
            _summary(row, readers.get(row.id, frozenset()), waiting.get(row.id, ("", ""))) for row in rows
        )

    def contents(self, ids: tuple[str, ...]) -> dict[str, Content]:
        """Return the content of records that are not private, by id."""
        rows = self._session.execute(
            select(RecordRow.id, RecordRow.content).where(RecordRow.id.in_(ids), RecordRow.private.is_(None))
        )
        return {record_id: Content.from_json(content) for record_id, content in rows}

    def brief(self, ids: set[str]) -> dict[str, RecordSummary]:
        """Return records by id without their content."""
        return {
            summary.id: summary
            for some in chunks(sorted(ids))
            for summary in self.summaries(ids=some, limit=None)
        }

    def _row(self, record_id: str) -> RecordRow:
        row = self._session.get(RecordRow, record_id)
        if row is None:
            message = "There is no such record. It may have been a draft that was thrown away."
            raise NotFoundError(message)
        return row


def _summary(
    row: Row[*tuple[Any, ...]], readers: frozenset[str], waiting_for: tuple[str, str]
) -> RecordSummary:
    state, response = RecordState(row.state), response_of(row.response)
    second = response.countersigner_id if response else None
    return RecordSummary(
        id=row.id,
        number=row.number,
        version=row.version,
        kind=Kind(row.kind),
        about_id=row.about_id,
        about_name=row.about_name,
        led_by_id=row.led_by_id,
        led_by_name=row.led_by_name,
        state=state,
        held_at=row.held_at,
        sealed_at=row.sealed_at,
        choice=response.choice if response else None,
        waiting_for=waiting_for[1],
        waiting_for_id=waiting_for[0],
        form_id=row.form_id,
        pair_id=row.pair_id or "",
        minutes=row.minutes,
        topics=tuple(row.topics.split()),
        audience=Audience(row.audience) if row.audience else None,
        readers=readers | {second} if second else readers,
    )


def _waiting_for(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, tuple[str, str]]:
    """Return the id and name of whose signature each of some open records waits for."""
    signed = SigningGateway(session).parts_of([row.id for row in rows])
    answers, witnesses = {row.id: response_of(row.response) for row in rows}, dict[str, str]()
    if any(answer is not None and others_of(answer) for answer in answers.values()):
        witnesses = dict(session.execute(select(PersonRow.id, PersonRow.name)).all())
    found = {}
    for row in rows:
        answer = answers[row.id]
        part = next_part(Kind(row.kind), answer, signed.get(row.id, ()))
        other = others_of(answer).get(part) if answer is not None and part is not None else None
        if other is not None:
            found[row.id] = other, witnesses.get(other, "")
        elif part is Part.WORKER:
            found[row.id] = row.about_id, row.about_name
        else:
            found[row.id] = row.led_by_id, row.led_by_name
    return found


def _record(row: RecordRow | Row[*tuple[Any, ...]]) -> Record:
    return Record(
        id=row.id,
        number=row.number,
        version=row.version,
        kind=Kind(row.kind),
        form_id=row.form_id,
        form_version=row.form_version,
        about_id=row.about_id,
        led_by_id=row.led_by_id,
        state=RecordState(row.state),
        held_at=row.held_at,
        recorded_at=row.recorded_at,
        changed_at=row.changed_at,
        content=Content.from_json(row.content),
        revision=row.revision,
        response=response_of(row.response),
        sealed_at=row.sealed_at,
        corrects_id=row.corrects_id,
        corrected_by_id=row.corrected_by_id,
        reason=row.reason,
        withdrawn_because=row.withdrawn_because,
        private=row.private,
        audience=Audience(row.audience) if row.audience else None,
        pair_id=row.pair_id,
        paper=row.paper,
    )


def conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield what the rows of those records are like."""
    kind, states, ids = wanted.get("kind"), wanted.get("states"), wanted.get("ids")
    for name, column in (
        ("about_id", RecordRow.about_id),
        ("led_by_id", RecordRow.led_by_id),
        ("pair_id", RecordRow.pair_id),
        ("number", RecordRow.number),
    ):
        value = wanted.get(name)
        if value is not None:
            yield column == value
    if kind is not None:
        yield RecordRow.kind == kind.value
    if states is not None:
        yield RecordRow.state.in_([state.value for state in states])
        if OPEN.issuperset(states):
            yield RecordRow.sealed_at.is_(None)  # the same, but found by an index
    if ids is not None:
        yield RecordRow.id.in_(ids)
    if (with_id := wanted.get("with_id")) is not None:
        came = select(AttendanceRow.record_id).where(AttendanceRow.person_id == with_id)
        yield or_(RecordRow.about_id == with_id, RecordRow.id.in_(came))
    if (form_ids := wanted.get("form_ids")) is not None:
        yield RecordRow.form_id.in_(form_ids)
    if (begin := wanted.get("begin")) is not None:
        yield RecordRow.held_at >= begin
    if (end := wanted.get("end")) is not None:
        yield RecordRow.held_at < end
    if area := wanted.get("area"):
        yield RecordRow.topics.contains(f" {area} ", autoescape=True)

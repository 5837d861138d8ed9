"""Records, their form versions, documents, signatures and preparation sheets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.orm import aliased, defer

from app.domain.errors import NotFoundError, StateError
from app.domain.kinds import Kind
from app.domain.records import (
    Attachment,
    Attendance,
    Audience,
    Choice,
    Comment,
    Content,
    Record,
    RecordState,
    RecordSummary,
    Response,
)
from app.domain.signing import Mark, Part, Signature, next_part
from app.models.people import PersonRow
from app.models.records import (
    AttachmentRow,
    AttendanceRow,
    CommentRow,
    DocumentRow,
    FormRow,
    PreparationRow,
    RecordRow,
    ShareRow,
    SignatureRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

OPEN = {RecordState.READY, RecordState.WAITING}
SIGNING_ORDER = tuple(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record's PDF. ``parts`` counts its signatures."""

    pdf: bytes
    sha256: str
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPreparation:
    """A worker's own sheet. Keys are ``section.field``."""

    answers: dict[str, str]
    changed_at: dt.datetime


class RecordsGateway:
    """Rows of records as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, record_id: str) -> Record:
        """Return a record. Raises NotFoundError."""
        row = self._row(record_id)
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
            response=_response(row.response),
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

    def store_content(
        self,
        record_id: str,
        content: Content,
        changed_at: dt.datetime,
        revision: int,
        *,
        private: bytes | None = None,
    ) -> int:
        """Store a draft's content and return its new revision.

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

    def set_pair(self, record_id: str, pair_id: str) -> None:
        """Join an observation to another of the same practice."""
        self._row(record_id).pair_id = pair_id
        self._session.flush()

    def rating_pairs(self, person_id: str) -> frozenset[str]:
        """Return the pairs of observers in which somebody's own rating is still a draft."""
        query = select(RecordRow.pair_id).where(
            RecordRow.led_by_id == person_id,
            RecordRow.state == RecordState.DRAFT.value,
            RecordRow.pair_id.is_not(None),
        )
        return frozenset(pair for pair in self._session.scalars(query) if pair)

    def paired(self) -> tuple[RecordSummary, ...]:
        """Return the observations that are, or ask to be, one of two."""
        ids = tuple(self._session.scalars(select(RecordRow.id).where(RecordRow.pair_id.is_not(None))))
        return self.summaries(ids=ids, limit=None)

    def open_up(self, record_id: str, content: Content, audience: Audience) -> None:
        """Put a private reflection's content where those it is shared with can read it."""
        row = self._row(record_id)
        row.private, row.content, row.audience = None, content.to_json(), audience.value
        self._session.flush()

    def share(self, record_id: str, person_id: str, at: dt.datetime) -> None:
        """Note that somebody may read a record."""
        self._session.merge(ShareRow(record_id=record_id, person_id=person_id, at=at))
        self._session.flush()

    def readers(self, record_id: str) -> frozenset[str]:
        """Return those a record was shared with and those who took part."""
        return self._readers([record_id]).get(record_id, frozenset())

    def comments(self, record_id: str) -> tuple[Comment, ...]:
        """Return the lines added to a record, oldest first."""
        query = select(CommentRow, PersonRow.name).join(PersonRow, PersonRow.id == CommentRow.person_id)
        rows = self._session.execute(query.where(CommentRow.record_id == record_id).order_by(CommentRow.at))
        return tuple(
            Comment(id=c.id, record_id=c.record_id, person_id=c.person_id, name=name, text=c.text, at=c.at)
            for c, name in rows
        )

    def add_comment(self, comment: Comment) -> None:
        """Add a line."""
        self._session.add(
            CommentRow(
                id=comment.id,
                record_id=comment.record_id,
                person_id=comment.person_id,
                text=comment.text,
                at=comment.at,
            )
        )
        self._session.flush()

    def attendance(self, record_id: str) -> tuple[Attendance, ...]:
        """Return who signed that they took part, in that order."""
        query = select(AttendanceRow, PersonRow.name).join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        rows = self._session.execute(
            query.where(AttendanceRow.record_id == record_id).order_by(AttendanceRow.signed_at)
        )
        return tuple(
            Attendance(
                record_id=a.record_id,
                person_id=a.person_id,
                name=name,
                signed_at=a.signed_at,
                content_hash=a.content_hash,
                proof=a.proof,
            )
            for a, name in rows
        )

    def add_attendance(self, attendance: Attendance) -> None:
        """Add that somebody took part."""
        self._session.add(
            AttendanceRow(
                record_id=attendance.record_id,
                person_id=attendance.person_id,
                signed_at=attendance.signed_at,
                content_hash=attendance.content_hash,
                proof=attendance.proof,
            )
        )
        self._session.flush()

    def drop_attendance(self, record_id: str) -> None:
        """Take away who took part, because the content changed."""
        self._session.execute(delete(AttendanceRow).where(AttendanceRow.record_id == record_id))

    def attachments(self, record_id: str) -> tuple[Attachment, ...]:
        """Return what is attached, without the files themselves."""
        query = (
            select(AttachmentRow)
            .options(defer(AttachmentRow.data, raiseload=True))
            .where(AttachmentRow.record_id == record_id)
        )
        return tuple(
            Attachment(id=a.id, record_id=a.record_id, name=a.name, type=a.type, size=a.size, sha256=a.sha256)
            for a in self._session.scalars(query.order_by(AttachmentRow.at))
        )

    def attachment(self, attachment_id: str) -> tuple[Attachment, bytes]:
        """Return one attached file. Raises NotFoundError."""
        row = self._session.get(AttachmentRow, attachment_id)
        if row is None:
            message = "That file is no longer there."
            raise NotFoundError(message)
        return Attachment(
            id=row.id, record_id=row.record_id, name=row.name, type=row.type, size=row.size, sha256=row.sha256
        ), row.data

    def add_attachment(self, attachment: Attachment, data: bytes, at: dt.datetime) -> None:
        """Keep a file with a record."""
        self._session.add(
            AttachmentRow(
                id=attachment.id,
                record_id=attachment.record_id,
                name=attachment.name,
                type=attachment.type,
                size=attachment.size,
                sha256=attachment.sha256,
                data=data,
                at=at,
            )
        )
        self._session.flush()

    def drop_attachment(self, attachment_id: str) -> None:
        """Take a file off a draft. The database itself refuses for anything sealed."""
        self._session.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))

    def minutes_by_topic(
        self, led_by_id: str, kind: Kind, begin: dt.datetime, end: dt.datetime
    ) -> tuple[tuple[dt.datetime, int, tuple[str, ...]], ...]:
        """Return (held, minutes, topics) of finished records somebody led in a time."""
        query = select(RecordRow.held_at, RecordRow.minutes, RecordRow.topics).where(
            RecordRow.led_by_id == led_by_id,
            RecordRow.kind == kind.value,
            RecordRow.held_at >= begin,
            RecordRow.held_at < end,
        )
        rows = self._session.execute(
            query.where(RecordRow.state.not_in([RecordState.DRAFT.value, RecordState.WITHDRAWN.value]))
        )
        return tuple((held, minutes or 0, tuple(topics.split())) for held, minutes, topics in rows)

    def held(
        self, kinds: tuple[Kind, ...], begin: dt.datetime, end: dt.datetime
    ) -> tuple[tuple[str, Kind, str, int], ...]:
        """Return (about, kind, day of the last as ISO text, how many) of what was sealed in each month of a time; as long as staff, not records.

        Days are those of UTC: counting a whole month must not read every record.
        """
        day = func.substr(cast(RecordRow.held_at, Text), 1, 10)
        query = (
            select(RecordRow.about_id, RecordRow.kind, func.max(day), func.count())
            .where(
                RecordRow.kind.in_([k.value for k in kinds]),
                RecordRow.state == RecordState.SEALED.value,
                RecordRow.held_at >= begin,
                RecordRow.held_at < end,
            )
            .group_by(RecordRow.about_id, RecordRow.kind, func.substr(cast(RecordRow.held_at, Text), 1, 7))
        )
        return tuple((row[0], Kind(row[1]), row[2], row[3]) for row in self._session.execute(query))

    def last_by_column(
        self,
        columns: Sequence[tuple[Kind, str]],
        before: dt.datetime | None = None,
        *,
        person_id: str | None = None,
    ) -> dict[tuple[str, Kind, str], dt.datetime]:
        """Return when each person's newest sealed record of each column (a kind, or one form of it) was held.

        As long as staff, not records.
        """
        found: dict[tuple[str, Kind, str], dt.datetime] = {}
        for kind, form_id in columns:
            inner = select(func.max(RecordRow.held_at, type_=RecordRow.held_at.type)).where(
                RecordRow.about_id == PersonRow.id, RecordRow.state == RecordState.SEALED.value
            )
            inner = (
                inner.where(RecordRow.form_id == form_id)
                if form_id
                else inner.where(RecordRow.kind == kind.value)
            )
            if before is not None:
                inner = inner.where(RecordRow.held_at < before)
            query = select(PersonRow.id, inner.correlate(PersonRow).scalar_subquery())
            for about_id, held in self._session.execute(
                query if person_id is None else query.where(PersonRow.id == person_id)
            ):
                if held is not None:
                    found[about_id, kind, form_id] = held
        return found

    def set_response(self, record_id: str, response: Response | None) -> None:
        """Store the worker's answer, or take it away."""
        value = (
            None
            if response is None
            else {"choice": response.choice.value, "words": response.words, "witness_id": response.witness_id}
        )
        self._row(record_id).response = None if value is None else json.dumps(value, ensure_ascii=False)
        self._session.flush()

    def delete_draft(self, record_id: str) -> None:
        """Delete a draft. The database itself refuses anything sealed."""
        for table in (DocumentRow, AttendanceRow, AttachmentRow, ShareRow):
            self._session.execute(delete(table).where(table.record_id == record_id))
        self._session.delete(self._row(record_id))
        self._session.flush()

    def next_number(self, kind: Kind) -> str:
        """Return the next free number of a kind: ``S-0001``."""
        last = self._session.scalar(
            select(func.max(func.cast(func.substr(RecordRow.number, 3), RecordRow.revision.type))).where(
                RecordRow.kind == kind.value
            )
        )
        return f"{kind.letter}-{(last or 0) + 1:04d}"

    def summaries(
        self,
        *,
        about_id: str | None = None,
        led_by_id: str | None = None,
        kind: Kind | None = None,
        states: tuple[RecordState, ...] | None = None,
        ids: tuple[str, ...] | None = None,
        pair_id: str | None = None,
        number: str | None = None,
        begin: dt.datetime | None = None,
        end: dt.datetime | None = None,
        limit: int | None = 200,
        offset: int = 0,
    ) -> tuple[RecordSummary, ...]:
        """Return records without their content, newest held first.

        With ``begin`` and ``end``, those held from the one until before the other.
        """
        about, led_by = aliased(PersonRow), aliased(PersonRow)
        query = (
            select(RecordRow, about.name, led_by.name)
            .outerjoin(
                about, about.id == RecordRow.about_id
            )  # outer, so that SQLite walks the records in order and stops at the limit
            .outerjoin(led_by, led_by.id == RecordRow.led_by_id)
            .options(defer(RecordRow.content, raiseload=True), defer(RecordRow.private, raiseload=True))
            .order_by(RecordRow.held_at.desc(), RecordRow.number.desc(), RecordRow.version.desc())
        )
        if about_id is not None:
            query = query.where(RecordRow.about_id == about_id)
        if led_by_id is not None:
            query = query.where(RecordRow.led_by_id == led_by_id)
        if kind is not None:
            query = query.where(RecordRow.kind == kind.value)
        if states is not None:
            query = query.where(RecordRow.state.in_([s.value for s in states]))
        if pair_id is not None:
            query = query.where(RecordRow.pair_id == pair_id)
        if number is not None:
            query = query.where(RecordRow.number == number)
        if begin is not None:
            query = query.where(RecordRow.held_at >= begin)
        if end is not None:
            query = query.where(RecordRow.held_at < end)
        if ids is not None:
            query = query.where(RecordRow.id.in_(ids))
        if limit is not None:
            query = query.limit(limit).offset(offset)
        rows = self._session.execute(query).all()
        readers = self._readers([row.id for row, _, _ in rows])
        return tuple(
            self._summary(row, about_name, led_by_name, readers.get(row.id, frozenset()))
            for row, about_name, led_by_name in rows
        )

    def contents(self, ids: tuple[str, ...]) -> dict[str, Content]:
        """Return the content of records that are not private, by id."""
        rows = self._session.execute(
            select(RecordRow.id, RecordRow.content).where(RecordRow.id.in_(ids), RecordRow.private.is_(None))
        )
        return {record_id: Content.from_json(content) for record_id, content in rows}

    def comments_of(self, ids: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the lines added to records, by id."""
        found: dict[str, list[str]] = {}
        for record_id, text in self._session.execute(
            select(CommentRow.record_id, CommentRow.text).where(CommentRow.record_id.in_(ids))
        ):
            found.setdefault(record_id, []).append(text)
        return found

    def brief(self, ids: set[str]) -> dict[str, RecordSummary]:
        """Return records by id without their content."""
        wanted = sorted(ids)
        chunks = (tuple(wanted[n : n + 500]) for n in range(0, len(wanted), 500))
        return {summary.id: summary for chunk in chunks for summary in self.summaries(ids=chunk, limit=None)}

    def _readers(self, ids: list[str]) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for table in (ShareRow, AttendanceRow):
            query = select(table.record_id, table.person_id)
            if len(ids) < 500:  # noqa: PLR2004 - a longer list is read whole: these tables are small
                query = query.where(table.record_id.in_(ids))
            for record_id, person_id in self._session.execute(query):
                found.setdefault(record_id, set()).add(person_id)
        return {record_id: frozenset(people) for record_id, people in found.items()}

    def last_sealed(self, about_id: str, kind: Kind) -> dt.datetime | None:
        """Return when a person's newest sealed record of a kind was held, or None."""
        return self.last_sealed_all(kind).get(about_id)

    def last_sealed_all(self, kind: Kind) -> dict[str, dt.datetime]:
        """Return for each person when their newest sealed record of a kind was held."""
        query = (
            select(RecordRow.about_id, func.max(RecordRow.held_at, type_=RecordRow.held_at.type))
            .where(RecordRow.kind == kind.value, RecordRow.state == RecordState.SEALED.value)
            .group_by(RecordRow.about_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def form(self, form_id: str, version: int) -> str | None:
        """Return a form version (JSON) as records were written with it, or None."""
        row = self._session.get(FormRow, (form_id, version))
        return row.text if row else None

    def form_titles(self, ids: tuple[str, ...]) -> dict[str, str]:
        """Return the title of the form each record was written with, by record id."""
        titles = {
            (row.id, row.version): str(json.loads(row.text)["title"])
            for row in self._session.scalars(select(FormRow))
        }
        rows = self._session.execute(
            select(RecordRow.id, RecordRow.form_id, RecordRow.form_version).where(RecordRow.id.in_(ids))
        )
        return {record_id: titles.get((form_id, version), "") for record_id, form_id, version in rows}

    def keep_form(self, form_id: str, version: int, text: str) -> None:
        """Keep a form version. One that is kept never changes."""
        if self._session.get(FormRow, (form_id, version)) is None:
            self._session.add(FormRow(id=form_id, version=version, text=text))
            self._session.flush()

    def document(self, record_id: str) -> Document | None:
        """Return a record's PDF, or None."""
        row = self._session.get(DocumentRow, record_id)
        return Document(pdf=row.pdf, sha256=row.sha256, parts=row.parts) if row else None

    def store_document(self, record_id: str, pdf: bytes, sha256: str, parts: int) -> None:
        """Store a record's PDF in place of the one before."""
        self._session.merge(DocumentRow(record_id=record_id, pdf=pdf, sha256=sha256, parts=parts))
        self._session.flush()

    def drop_document(self, record_id: str) -> None:
        """Take away the PDF of a record that is not sealed."""
        self._session.execute(delete(DocumentRow).where(DocumentRow.record_id == record_id))

    def signatures(self, record_id: str) -> tuple[Signature, ...]:
        """Return a record's signatures in the order they were given."""
        rows = self._session.scalars(select(SignatureRow).where(SignatureRow.record_id == record_id)).all()
        return tuple(
            Signature(
                record_id=row.record_id,
                part=Part(row.part),
                person_id=row.person_id,
                name=row.name,
                role=row.role,
                statement=row.statement,
                signed_at=row.signed_at,
                mark=_mark(row.mark),
                fingerprint=row.fingerprint,
            )
            for row in sorted(rows, key=lambda row: SIGNING_ORDER.index(Part(row.part)))
        )

    def add_signature(self, signature: Signature) -> None:
        """Add a signature."""
        mark = {
            "typed": signature.mark.typed,
            "strokes": signature.mark.strokes,
            "width": signature.mark.width,
            "height": signature.mark.height,
        }
        self._session.add(
            SignatureRow(
                record_id=signature.record_id,
                part=signature.part.value,
                person_id=signature.person_id,
                name=signature.name,
                role=signature.role,
                statement=signature.statement,
                signed_at=signature.signed_at,
                mark=json.dumps(mark),
                fingerprint=signature.fingerprint,
            )
        )
        self._session.flush()

    def drop_signatures(self, record_id: str) -> None:
        """Take away the signatures of a record that is not sealed."""
        self._session.execute(delete(SignatureRow).where(SignatureRow.record_id == record_id))

    def preparation(self, person_id: str) -> StoredPreparation | None:
        """Return a person's sheet for their next supervision, or None."""
        row = self._session.get(PreparationRow, person_id)
        return StoredPreparation(answers=json.loads(row.answers), changed_at=row.changed_at) if row else None

    def store_preparation(self, person_id: str, answers: dict[str, str], at: dt.datetime) -> None:
        """Store a person's sheet."""
        self._session.merge(
            PreparationRow(
                person_id=person_id, answers=json.dumps(answers, ensure_ascii=False), changed_at=at
            )
        )

    def use_preparation(self, person_id: str) -> None:
        """Take the sheet away once its points are on an agenda."""
        self._session.execute(delete(PreparationRow).where(PreparationRow.person_id == person_id))

    def _summary(
        self, row: RecordRow, about_name: str, led_by_name: str, readers: frozenset[str]
    ) -> RecordSummary:
        state, response = RecordState(row.state), _response(row.response)
        return RecordSummary(
            id=row.id,
            number=row.number,
            version=row.version,
            kind=Kind(row.kind),
            about_id=row.about_id,
            about_name=about_name,
            led_by_id=row.led_by_id,
            led_by_name=led_by_name,
            state=state,
            held_at=row.held_at,
            sealed_at=row.sealed_at,
            choice=response.choice if response else None,
            waiting_for=self._waiting_for(row, response, about_name, led_by_name) if state in OPEN else "",
            form_id=row.form_id,
            pair_id=row.pair_id or "",
            minutes=row.minutes,
            topics=tuple(row.topics.split()),
            audience=Audience(row.audience) if row.audience else None,
            readers=readers,
        )

    def _waiting_for(
        self, row: RecordRow, response: Response | None, about_name: str, led_by_name: str
    ) -> str:
        signed = self._session.scalars(select(SignatureRow.part).where(SignatureRow.record_id == row.id))
        part = next_part(Kind(row.kind), response, tuple(Part(value) for value in signed))
        if part is Part.WITNESS and response is not None and response.witness_id:
            witness = self._session.get(PersonRow, response.witness_id)
            return witness.name if witness else ""
        return about_name if part is Part.WORKER else led_by_name

    def _row(self, record_id: str) -> RecordRow:
        row = self._session.get(RecordRow, record_id)
        if row is None:
            message = "There is no such record. It may have been a draft that was thrown away."
            raise NotFoundError(message)
        return row


def _response(text: str | None) -> Response | None:
    if text is None:
        return None
    raw = json.loads(text)
    return Response(choice=Choice(raw["choice"]), words=raw["words"], witness_id=raw["witness_id"])


def _mark(text: str) -> Mark:
    raw = json.loads(text)
    strokes = tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in raw["strokes"])
    return Mark(typed=raw["typed"], strokes=strokes, width=raw["width"], height=raw["height"])

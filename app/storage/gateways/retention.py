"""How long things are kept, what stops their deletion, and what was deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from app.domain.kinds import Kind
from app.domain.people import Standing
from app.domain.retention import Deletion, Hold, Item, Rule
from app.models.audit import EventRow, FormerEventRow
from app.models.people import DoubleRow, PersonRow, StayRow
from app.models.records import RecordRow
from app.models.retention import DeletionRow, HoldRow, RetentionRuleRow
from app.models.sharing import AttendanceRow
from app.models.signing import DocumentRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class RetentionGateway:
    """Rows of keeping and deleting as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- rules and holds ------------------------------------------------------------------------------------

    def changed_rules(self) -> tuple[Rule, ...]:
        """Return the rules the service changed, each as it is now, with the reason it gave as the source."""
        rows = self._session.scalars(select(RetentionRuleRow).order_by(RetentionRuleRow.id))
        newest = {
            row.sort: Rule(sort=row.sort, years=row.years, source=row.reason, changed=True) for row in rows
        }
        return tuple(newest.values())

    def change_rule(self, id_: str, rule: Rule, by_id: str, at: dt.datetime) -> None:
        """Keep a change of a rule; what it was before stays."""
        row = RetentionRuleRow(
            id=id_, sort=rule.sort, years=rule.years, reason=rule.source, by_id=by_id, at=at
        )
        self._session.add(row)
        self._session.flush()

    def holds(self) -> tuple[Hold, ...]:
        """Return everything that stops or stopped deletion, the newest first."""
        return tuple(_hold(row) for row in self._session.scalars(select(HoldRow).order_by(HoldRow.id.desc())))

    def keep_hold(self, hold: Hold) -> None:
        """Add what stops deletion from now on."""
        names = ("id", "person_id", "number", "until", "reason", "asked_by", "by_id", "at")
        self._session.add(HoldRow(**{name: getattr(hold, name) for name in names}, lifted_because=""))
        self._session.flush()

    def lift(self, hold_id: str, by_id: str, because: str, at: dt.datetime) -> None:
        """Note that a hold was lifted."""
        self._session.execute(
            update(HoldRow)
            .where(HoldRow.id == hold_id)
            .values(lifted_at=at, lifted_by_id=by_id, lifted_because=because)
        )

    # --- what is kept, and since when somebody has left -----------------------------------------------------

    def items(self) -> tuple[Item, ...]:
        """Return every version of every record about somebody who has left, the oldest first."""
        took = self._session.execute(select(AttendanceRow.record_id, AttendanceRow.person_id)).all()
        part: dict[str, set[str]] = {}
        for record_id, person_id in took:
            part.setdefault(record_id, set()).add(person_id)
        rows = self._session.execute(
            select(
                *(RecordRow.id, RecordRow.number, RecordRow.version, RecordRow.kind, RecordRow.about_id),
                func.coalesce(DocumentRow.sha256, ""),
            )
            .join(PersonRow, PersonRow.id == RecordRow.about_id)
            .outerjoin(DocumentRow, DocumentRow.record_id == RecordRow.id)
            .where(PersonRow.standing == Standing.LEAVER.value)
            .order_by(RecordRow.number, RecordRow.version)
        )
        return tuple(
            Item(
                id=id_, number=number, version=version, kind=Kind(kind), about_id=about, sha256=sha256,
                took_part=frozenset(part.get(id_, set())),
            )
            for id_, number, version, kind, about, sha256 in rows
        )  # fmt: skip

    def left(self) -> dict[str, dt.date]:
        """Return the last day of everybody who has left; of old records, the day on which that was noted."""
        gone = select(PersonRow.id).where(PersonRow.standing == Standing.LEAVER.value)
        found: dict[str, dt.date] = {}
        for row in (EventRow, FormerEventRow):
            said = select(row.subject, func.max(row.at)).where(row.action == "person left")
            for subject, at in self._session.execute(said.where(row.subject.in_(gone)).group_by(row.subject)):
                found[subject] = at.date()
        stays = select(StayRow.person_id, func.max(StayRow.ended_on)).where(StayRow.person_id.in_(gone))
        last_days = self._session.execute(stays.group_by(StayRow.person_id))
        return found | {person_id: day for person_id, day in last_days if day is not None}

    def entries(self, person_id: str) -> frozenset[str]:
        """Return all entries of a person: their own, and those that turned out to be theirs."""
        doubles = self._session.scalars(select(DoubleRow.double_id).where(DoubleRow.kept_id == person_id))
        return frozenset({person_id, *doubles})

    # --- deletion -------------------------------------------------------------------------------------------

    def deletions(self) -> tuple[Deletion, ...]:
        """Return every request for deletion and what became of it, the newest first."""
        rows = self._session.scalars(select(DeletionRow).order_by(DeletionRow.number.desc()))
        return tuple(_deletion(row) for row in rows)

    def next_number(self) -> int:
        """Return the number of the next request."""
        return (self._session.scalar(select(func.max(DeletionRow.number))) or 0) + 1

    def ask(self, deletion: Deletion) -> None:
        """Keep a request."""
        self._session.add(DeletionRow(**{name: getattr(deletion, name) for name in Deletion.__slots__}))
        self._session.flush()

    def take_back(self, deletion_id: str, at: dt.datetime) -> None:
        """Note that a request does not count any more."""
        row = update(DeletionRow).where(DeletionRow.id == deletion_id)
        self._session.execute(row.values(taken_back_at=at))

    def confirm(self, deletion: Deletion) -> None:
        """Keep who confirmed a request, and with which signature."""
        names = ("confirmed_by_id", "confirmed_by", "confirmed_at", "confirmation", "confirmer")
        row = update(DeletionRow).where(DeletionRow.id == deletion.id)
        self._session.execute(row.values({name: getattr(deletion, name) for name in names}))

    def gone_numbers(self) -> frozenset[str]:
        """Return the numbers of the records that were deleted: they are never given again."""
        done = select(DeletionRow.statement).where(DeletionRow.confirmed_at.is_not(None))
        return frozenset(
            str(one[1]) for said in self._session.scalars(done) for one in json.loads(said)["records"]
        )


def _hold(row: HoldRow) -> Hold:
    return Hold(**{name: getattr(row, name) for name in Hold.__slots__})


def _deletion(row: DeletionRow) -> Deletion:
    return Deletion(**{name: getattr(row, name) for name in Deletion.__slots__})

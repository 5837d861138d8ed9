"""Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select

from app.domain.actions import Action, ActionChange, ActionState, ActionStep, Wording
from app.domain.errors import NotFoundError
from app.models.actions import ActionChangeRow, ActionRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


class ActionsGateway:
    """Rows of actions as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open_about(self, person_id: str) -> tuple[Action, ...]:
        """Return the open actions from records about a person, soonest first."""
        return self._where(ActionRow.about_id == person_id, ActionRow.state == ActionState.OPEN.value)

    def open(self) -> tuple[Action, ...]:
        """Return every open action, soonest first."""
        return self._where(ActionRow.state == ActionState.OPEN.value)

    def open_or_changed(self, since: dt.datetime) -> tuple[Action, ...]:
        """Return every open action, and those closed since a moment, soonest first."""
        return self._where(or_(ActionRow.state == ActionState.OPEN.value, ActionRow.changed_at >= since))

    def open_owned_or_late(self, person_id: str, today: dt.date) -> tuple[Action, ...]:
        """Return the open actions a person is to do, and everybody’s whose day has passed, soonest first."""
        return self._where(
            ActionRow.state == ActionState.OPEN.value,
            or_(ActionRow.owner_id == person_id, ActionRow.due_on < today),
        )

    def open_owned(self, person_id: str) -> tuple[Action, ...]:
        """Return the open actions a person is to do, soonest first."""
        return self._where(ActionRow.owner_id == person_id, ActionRow.state == ActionState.OPEN.value)

    def all_about(self, person_id: str) -> tuple[Action, ...]:
        """Return every action from records about a person, soonest first."""
        return self._where(ActionRow.about_id == person_id)

    def all(self) -> tuple[Action, ...]:
        """Return every action, soonest first."""
        return self._where()

    def due_between(self, begin: dt.date, end: dt.date) -> tuple[tuple[Action, dt.datetime], ...]:
        """Return actions due between two days, both counted, with when each was last changed."""
        query = select(ActionRow).where(ActionRow.due_on >= begin, ActionRow.due_on <= end)
        return tuple((_value(row), row.changed_at) for row in self._session.scalars(query))

    def get(self, action_id: str) -> Action:
        """Return one action. Raises NotFoundError."""
        return _value(self._row(action_id))

    def add(self, action: Action, at: dt.datetime) -> None:
        """Add an action."""
        self._session.add(ActionRow(id=action.id, changed_at=at, **_columns(action)))
        self._session.flush()

    def drop_of(self, record_id: str) -> None:
        """Take away the actions of a record whose save was taken back."""
        of = select(ActionRow.id).where(ActionRow.record_id == record_id)
        self._session.execute(delete(ActionChangeRow).where(ActionChangeRow.action_id.in_(of)))
        self._session.execute(delete(ActionRow).where(ActionRow.record_id == record_id))

    def change(self, action: Action, change: ActionChange) -> None:
        """Store an action as it is now, and the step that brought it there."""
        row = self._row(action.id)
        for name, value in _columns(action).items():
            setattr(row, name, value)
        row.changed_at = change.at
        self._session.add(
            ActionChangeRow(
                id=change.id,
                action_id=change.action_id,
                step=change.step.value,
                by_id=change.by_id,
                at=change.at,
                what=change.was.what,
                due_on=change.was.due_on,
                how_we_will_know=change.was.how_we_will_know,
                reason=change.reason,
                record_id=change.record_id,
            )
        )
        self._session.flush()

    def history(self, action_ids: Iterable[str]) -> dict[str, tuple[ActionChange, ...]]:
        """Return the steps of each of some actions, oldest first, by action id."""
        found: dict[str, list[ActionChange]] = {}
        for some in chunks(action_ids):
            query = select(ActionChangeRow).where(ActionChangeRow.action_id.in_(some))
            for row in self._session.scalars(query.order_by(ActionChangeRow.at, ActionChangeRow.id)):
                found.setdefault(row.action_id, []).append(_step(row))
        return {action_id: tuple(steps) for action_id, steps in found.items()}

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Action, ...]:
        query = (
            select(ActionRow)
            .where(*conditions)
            .order_by(ActionRow.due_on.is_(None), ActionRow.due_on, ActionRow.id)
        )
        return tuple(_value(row) for row in self._session.scalars(query))

    def _row(self, action_id: str) -> ActionRow:
        row = self._session.get(ActionRow, action_id)
        if row is None:
            message = "There is no such action."
            raise NotFoundError(message)
        return row


def _columns(action: Action) -> dict[str, Any]:
    return {
        "about_id": action.about_id,
        "owner_id": action.owner_id,
        "what": action.what,
        "due_on": action.due_on,
        "how_we_will_know": action.how_we_will_know,
        "state": action.state.value,
        "record_id": action.record_id,
        "record_number": action.record_number,
        "reason": action.reason,
        "seen": action.seen,
        "evidence_id": action.evidence_id,
    }


def _value(row: ActionRow) -> Action:
    return Action(
        id=row.id,
        about_id=row.about_id,
        owner_id=row.owner_id,
        what=row.what,
        due_on=row.due_on,
        how_we_will_know=row.how_we_will_know,
        state=ActionState(row.state),
        record_id=row.record_id,
        record_number=row.record_number,
        reason=row.reason,
        seen=row.seen,
        evidence_id=row.evidence_id,
    )


def _step(row: ActionChangeRow) -> ActionChange:
    return ActionChange(
        id=row.id,
        action_id=row.action_id,
        step=ActionStep(row.step),
        by_id=row.by_id,
        at=row.at,
        was=Wording(what=row.what, due_on=row.due_on, how_we_will_know=row.how_we_will_know),
        reason=row.reason,
        record_id=row.record_id,
    )

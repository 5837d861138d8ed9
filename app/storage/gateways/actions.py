"""Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.actions import Action, ActionState
from app.domain.errors import NotFoundError
from app.models.actions import ActionRow

if TYPE_CHECKING:
    import datetime as dt

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
        self._session.add(
            ActionRow(
                id=action.id,
                about_id=action.about_id,
                owner_id=action.owner_id,
                what=action.what,
                due_on=action.due_on,
                how_we_will_know=action.how_we_will_know,
                state=action.state.value,
                record_id=action.record_id,
                record_number=action.record_number,
                reason=action.reason,
                changed_at=at,
            )
        )
        self._session.flush()

    def drop_of(self, record_id: str) -> None:
        """Take away the actions of a record whose save was taken back."""
        self._session.execute(delete(ActionRow).where(ActionRow.record_id == record_id))

    def set_owner(self, action_id: str, owner_id: str) -> None:
        """Give an action to somebody else to do."""
        self._row(action_id).owner_id = owner_id
        self._session.flush()

    def set_state(
        self,
        action_id: str,
        state: ActionState,
        reason: str,
        *,
        at: dt.datetime,
        due_on: dt.date | None = None,
    ) -> None:
        """Answer an action; a date given replaces the one before."""
        row = self._row(action_id)
        row.state, row.reason, row.changed_at = state.value, reason, at
        row.due_on = due_on or row.due_on
        self._session.flush()

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
    )

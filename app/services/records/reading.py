"""Who may read what is written: the one access table, asked about records as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import Reach, may_look_after, may_read
from app.domain.people import Standing
from app.domain.records import RecordState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.actions import Action
    from app.domain.people import Person
    from app.domain.records import Record, RecordSummary
    from app.storage.unit_of_work import Work

CLOSED = (
    "You cannot read this record. It is safe and nothing was changed. If you rate the same practice, finish "
    "yours first; else ask whoever led it, or the registered manager."
)


def may_open(work: Work, me: Person, record: Record) -> bool:
    """Whether somebody may read a record.

    The access table allows it, it is no draft of another, and they are not to rate it blind. Who is on the
    list of a group reads what they are to sign.
    """
    return may_attend(me, record) or bool(openable(work, me, work.records.summaries(ids=(record.id,))))


def may_attend(me: Person, record: Record) -> bool:
    """Whether somebody may sign that they took part: they are on the list, and it is not sealed yet."""
    listed = record.kind.is_group and me.id in record.content.attendees
    return listed and record.state is RecordState.READY and me.standing is not Standing.LEAVER


def openable(work: Work, me: Person, summaries: Iterable[RecordSummary]) -> tuple[RecordSummary, ...]:
    """Return those of some records that somebody may read, in their order.

    A draft is its writer's alone, unless they left it behind. Of two who rate one practice, each sees the
    other's once their own is finished.
    """
    people = {person.id: person for person in work.people.all()}
    rating = work.pairs.rating(me.id)
    return tuple(
        one
        for one in summaries
        if may_read(me, Reach.of(one, people[one.about_id], one.readers))
        and (
            one.led_by_id == me.id
            or (one.state is not RecordState.DRAFT and one.pair_id not in rating)
            or may_look_after(me, one.kind, people[one.about_id], people[one.led_by_id])
        )
    )


def reachable(work: Work, me: Person, actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return those of some actions whose record somebody may read, in their order."""
    actions = tuple(actions)
    records = work.records.brief({action.record_id for action in actions if action.record_id})
    readable = {record.id for record in openable(work, me, records.values())}
    return tuple(action for action in actions if action.record_id is None or action.record_id in readable)

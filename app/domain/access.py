"""The one policy table: who may see and do what. Services ask; screens only hide what services refuse."""

from __future__ import annotations

from app.domain.errors import NotAllowedError
from app.domain.forms import Kind
from app.domain.people import Person, Role, Standing

MANAGERIAL = frozenset({Kind.SUPERVISION, Kind.AGREEMENT})
"""Kinds of record that are line management. A practice leader reaches only those about themself."""


def may_manage_people(actor: Person) -> bool:
    """Only the registered manager adds, changes and removes people and sets up the service."""
    return actor.role is Role.OWNER and actor.standing is not Standing.LEAVER


def may_supervise(actor: Person, about: Person) -> bool:
    """The registered manager supervises anybody but themself; a deputy the people they supervise."""
    if actor.id == about.id or Standing.LEAVER in {actor.standing, about.standing}:
        return False
    return actor.role is Role.OWNER or (actor.role is Role.DEPUTY and about.supervisor_id == actor.id)


def may_see_person(actor: Person, about: Person) -> bool:
    """Whether the person's page may be opened at all."""
    if actor.standing is Standing.LEAVER:
        return False
    return actor.id == about.id or actor.role is Role.OWNER or (actor.role is Role.DEPUTY and about.supervisor_id == actor.id)


def may_read(actor: Person, kind: Kind, about: Person, led_by_id: str) -> bool:
    """Whether a record may be read. Everything written about a worker is readable by that worker."""
    if actor.standing is Standing.LEAVER:
        return False
    if actor.id == about.id or actor.role is Role.OWNER:
        return True
    if kind in MANAGERIAL:
        return actor.role is Role.DEPUTY and (actor.id in (about.supervisor_id, led_by_id))
    return led_by_id == actor.id


def require(allowed: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence at the call
    """Raise NotAllowedError with the sentence unless allowed."""
    if not allowed:
        raise NotAllowedError(message)

"""What must be true of what is written down about a person; asked before it is written, and when it is."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from app.domain.access import can_supervise
from app.domain.names import name_key, reference_key, tidy_name
from app.domain.people import Profile, Role, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.people import Person

LONGEST_NAME = 120
SIGNS = ("=", "+", "@")
"""What no name begins with, but a formula does."""
LAST_MANAGER = (
    "The service needs a registered manager who can sign in. Make somebody else registered manager first."
)


def profile_of(person: Person) -> Profile:
    """Return what is written down about a person."""
    return Profile(**{field.name: getattr(person, field.name) for field in fields(Profile)})


def tidied(profile: Profile) -> Profile:
    """Return a profile as it is kept: names and titles with single spaces.

    Nobody here supervises the nominated individual.
    """
    return replace(
        profile,
        name=tidy_name(profile.name),
        job_title=" ".join(profile.job_title.split()),
        supervisor_id=None if profile.role is Role.NOMINATED else profile.supervisor_id,
    )


def faults(profile: Profile, before: Person | None, everybody: Iterable[Person]) -> dict[str, str]:
    """Return what keeps a tidied profile from being written, as sentences by field.

    ``before`` is whose it is, None for somebody new. Two people may have one name when each has a staff
    reference of their own; those who already share one can be changed in everything else.
    """
    person_id = before.id if before is not None else None
    others = [one for one in everybody if one.id != person_id]
    found: dict[str, str] = {}
    kept = before is not None and (before.name, _mark(before)) == (profile.name, _mark(profile))
    if not kept and (name := _name_fault(profile, others)) is not None:
        found["name"] = name
    if profile.supervisor_id is not None and profile.supervisor_id == person_id:
        found["supervisor_id"] = "Nobody can supervise themself."
    elif wrong := _supervisor_fault(profile, before, others):
        found["supervisor_id"] = wrong
    if profile.started_on and profile.probation_ends_on and profile.probation_ends_on < profile.started_on:
        found["probation_ends_on"] = "Probation ends after the start date. Check both dates."
    return found


def who_may_supervise(
    profile: Profile, before: Person | None, everybody: Iterable[Person]
) -> tuple[Person, ...]:
    """Return those who can be chosen as the supervisor of whoever has a profile, in their order.

    Whoever is their supervisor already stays to be chosen until their role changes, as when it is written.
    """
    kept = before.supervisor_id if before is not None and before.role is profile.role else None
    own_id = before.id if before is not None else None
    return tuple(
        one
        for one in everybody
        if one.id == kept
        or (one.id != own_id and one.standing is not Standing.LEAVER and can_supervise(one.role, profile))
    )


def leaving_fault(person: Person, actor_id: str, everybody: Sequence[Person]) -> str:
    """Return why somebody cannot be marked as having left, or nothing."""
    if person.id == actor_id:
        return "Nobody can mark themself as having left."
    return "" if person.role is not Role.OWNER or other_managers(person.id, everybody) else LAST_MANAGER


def other_managers(person_id: str, everybody: Iterable[Person]) -> tuple[Person, ...]:
    """Return the registered managers beside somebody who can sign in."""
    return tuple(
        one
        for one in everybody
        if one.role is Role.OWNER
        and one.id != person_id
        and one.secret_set
        and one.standing is Standing.ACTIVE
    )


def _supervisor_fault(profile: Profile, before: Person | None, others: Sequence[Person]) -> str:
    """Return why whoever was newly chosen cannot be somebody's supervisor, or nothing.

    Somebody who leads nobody yet may be named: a list brings the team in before every role is right.
    """
    if before is not None and (before.supervisor_id, before.role) == (profile.supervisor_id, profile.role):
        return ""
    chosen = next((one for one in others if one.id == profile.supervisor_id), None)
    if chosen is None or can_supervise(chosen.role, profile):
        return ""
    if profile.role is Role.OWNER:
        return (
            f"{chosen.name} is here as {chosen.role.label}. The nominated individual or another registered "
            "manager supervises the registered manager."
        )
    if chosen.role is Role.NOMINATED:
        return f"{chosen.name} is the nominated individual and supervises the registered manager only."
    return ""


def _name_fault(profile: Profile, others: Sequence[Person]) -> str | None:
    name = profile.name
    if not name:
        return "Write the person’s name."
    if len(name) > LONGEST_NAME or not name.isprintable() or name.startswith(SIGNS):
        return f"That is not a name. Write it in ordinary letters, at most {LONGEST_NAME} of them."
    twins = (one for one in others if name_key(one.name) == name_key(name))
    twin = next((one for one in twins if not _told_apart(profile, one)), None)
    if twin is None:
        return None
    left = ", who has left" if twin.standing is Standing.LEAVER else ""
    return (
        f"There is already a {twin.name}{left}. Give each a staff reference of their own, or add a middle "
        "name or initial, so that people can tell them apart."
    )


def _told_apart(one: Profile, other: Profile) -> bool:
    """Whether two people of one name each have a staff reference of their own."""
    return bool(one.reference and other.reference) and _mark(one) != _mark(other)


def _mark(profile: Profile) -> tuple[str, str]:
    return reference_key(profile.location), reference_key(profile.reference)

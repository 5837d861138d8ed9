"""The one policy table: who may see and do what. Services ask; screens only hide what services refuse.

====================  ===================  ==================  ====================  ===================
Role                  supervises           coaches, observes   reads of others       besides
====================  ===================  ==================  ====================  ===================
nominated individual  the registered       nobody              all about the         figures of quality
                      managers who have                        managers they
                      them as supervisor                       supervise
registered manager    everybody but        everybody but the   everything but        people, rules, set-up,
                      themself and the     nominated           private reflections   packs, quality
                      nominated            individual
deputy manager        their own people;    the same            all about those they  packs, where they see
                      where the service                        supervise             everybody
                      says so, everybody
                      below the manager
team leader, senior   their own people     the same            all about their own   –
                                                               people
practice leader       nobody               the same            practice they led     –
worker                nobody               nobody              –                     –
====================  ===================  ==================  ====================  ===================

Everybody reads everything that is about themself, and what was shared with them. Nobody here coaches or
supervises the nominated individual. Who stands in for a supervisor is one of that supervisor's people, as far
as their own role supervises at all, from the first day to the last; then only what they led stays theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowedError
from app.domain.people import Person, Profile, Role, Standing
from app.domain.records import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.kinds import Kind
    from app.domain.noticed import Concern, GoodPractice
    from app.domain.records import Record, RecordSummary

LEADS_PRACTICE = frozenset({Role.OWNER, Role.DEPUTY, Role.TEAM_LEADER, Role.PRACTICE_LEADER})
MANAGES = frozenset({Role.OWNER})
"""Who adds, changes and removes people and sets up the service."""
PACKS = frozenset({Role.OWNER, Role.DEPUTY})
"""Who can make packs at all: a deputy only where they see everybody."""
HEADS = frozenset({Role.NOMINATED, Role.OWNER})
BELOW = frozenset(Role) - HEADS
SUPERVISED: Mapping[Role, frozenset[Role]] = {
    Role.NOMINATED: frozenset({Role.OWNER}),
    Role.OWNER: BELOW | {Role.OWNER},
    Role.DEPUTY: BELOW,
    Role.TEAM_LEADER: BELOW,
}
"""Whom somebody in a role can supervise, by their role. A role that is not here supervises nobody."""
SUPERVISES = frozenset(SUPERVISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What decides who may read a record.

    ``readers`` are those it was shared with and those who took part.
    """

    kind: Kind
    about: Person
    led_by_id: str
    audience: Audience | None
    readers: frozenset[str]

    @classmethod
    def of(cls, record: Record | RecordSummary, about: Person, readers: frozenset[str]) -> Reach:
        """Return the reach of a record about a person."""
        return cls(
            kind=record.kind,
            about=about,
            led_by_id=record.led_by_id,
            audience=record.audience,
            readers=readers,
        )


def may_manage_people(actor: Person) -> bool:
    """Only the registered manager adds, changes and removes people and sets up the service."""
    return actor.role in MANAGES and actor.standing is not Standing.LEAVER


def may_back_up(actor: Person) -> bool:
    """Whoever opens the records may make a backup and try one out; what is in it only its own keys open.

    To put one back, and to choose where they go, is the registered manager's (``may_manage_people``).
    """
    return actor.role.opens_vault and actor.standing is not Standing.LEAVER


def may_confirm_deletion(actor: Person, asked_by_id: str) -> bool:
    """Whether somebody can be the second person for a deletion: never the one who asked for it.

    Another registered manager, the nominated individual, or a deputy who may see everybody.
    """
    able = actor.role in HEADS or (actor.role is Role.DEPUTY and actor.sees_everyone)
    return able and actor.standing is not Standing.LEAVER and actor.id != asked_by_id


def can_supervise(role: Role, about: Profile) -> bool:
    """Whether somebody in a role can be somebody's supervisor at all."""
    return about.role in SUPERVISED.get(role, frozenset())


def _leads(actor: Person, about: Person) -> bool:
    """Whether somebody is at the head of somebody: as their supervisor, or because they see to everybody.

    So is who stands in for the supervisor, on the days that was said.
    """
    return can_supervise(actor.role, about) and (
        actor.role is Role.OWNER
        or actor.id in {about.supervisor_id, *about.stand_ins}
        or (actor.role is Role.DEPUTY and actor.sees_everyone)
    )


def may_supervise(actor: Person, about: Person) -> bool:
    """Whether somebody supervises somebody: nobody themself, and nobody somebody who has left."""
    if actor.id == about.id or Standing.LEAVER in {actor.standing, about.standing}:
        return False
    return _leads(actor, about)


def may_lead_practice(actor: Person, about: Person) -> bool:
    """Those who lead practice coach and observe any colleague who works here."""
    return (
        actor.id != about.id
        and actor.role in LEADS_PRACTICE
        and about.role is not Role.NOMINATED
        and Standing.LEAVER not in {actor.standing, about.standing}
    )


def may_lead(role: Role, kind: Kind) -> bool:
    """Whether a role ever leads records of a kind: practice leaders only those of practice.

    Who leads a group works with the team.
    """
    if kind.is_group:
        return role in LEADS_PRACTICE and (kind.is_practice or role in SUPERVISES)
    return role in (LEADS_PRACTICE if kind.is_practice else SUPERVISES)


def may_note_training(actor: Person, about: Person) -> bool:
    """Whether somebody may note the training of a person who is here.

    Whoever leads their practice, and the registered manager of everybody, themself too: all lists are theirs.
    """
    if Standing.LEAVER in {actor.standing, about.standing}:
        return False
    leads = actor.role in LEADS_PRACTICE and may_lead_practice(actor, about)
    return leads or actor.role is Role.OWNER


def may_write(actor: Person, kind: Kind, about: Person) -> bool:
    """Whether somebody may begin a record of a kind about a person.

    A reflection is one's own; a group is led by its host.
    """
    if Standing.LEAVER in {actor.standing, about.standing}:
        return False
    if kind.is_group:
        return may_lead(actor.role, kind) and actor.id == about.id
    if kind.row.own:
        return actor.id == about.id
    return may_lead_practice(actor, about) if kind.is_practice else may_supervise(actor, about)


def countersigner_of(about: Person, leader: Person, everybody: Iterable[Person]) -> Person | None:
    """Return who signs second where that is asked: who supervises whoever led it, else a registered manager.

    Never one of the two themselves; nobody where somebody at the head led it, for nobody here is above them.
    """
    if leader.role not in SUPERVISES - HEADS:
        return None
    able = [
        one
        for one in everybody
        if one.id not in {leader.id, about.id}
        and one.secret_set
        and one.standing is not Standing.LEAVER
        and can_supervise(one.role, leader)
        and can_supervise(one.role, about)
    ]
    managers = (one for one in able if one.role is Role.OWNER)
    return next((one for one in able if one.id == leader.supervisor_id), None) or next(managers, None)


def may_look_after(actor: Person, kind: Kind, about: Person, leader: Person) -> bool:
    """Whether somebody looks after a record in place of whoever led it.

    The registered manager does, when that one has left, is away, or may not write such a record about this
    person any more; never where it is about themself, and never what somebody wrote for themself. Of a
    registered manager so does the nominated individual who supervises them.
    """
    at_ease = about.standing is Standing.LEAVER or kind.is_group
    able = may_lead(leader.role, kind) if at_ease else may_write(leader, kind, about)
    there = leader.standing is Standing.ACTIVE and able
    steps_in = actor.role is Role.OWNER or (actor.role is Role.NOMINATED and _leads(actor, about))
    return (
        steps_in
        and actor.standing is not Standing.LEAVER
        and not there
        and not kind.row.own
        and actor.id not in {leader.id, about.id}
    )


def may_take_up(to: Person, kind: Kind, about: Person) -> bool:
    """Whether a record that was left behind can be handed to somebody: they could have led it themself."""
    if about.standing is Standing.LEAVER or kind.is_group:
        able = may_lead(to.role, kind) and (
            kind.is_group or kind.is_practice or can_supervise(to.role, about)
        )
        return to.standing is Standing.ACTIVE and able and to.id != about.id
    return to.standing is Standing.ACTIVE and may_write(to, kind, about)


def may_sign_as_leader(leader: Person, kind: Kind, about: Person) -> bool:
    """Whether somebody may still sign what they led: in a role that leads such records about this person.

    Whose supervisor they are may have changed since; they did hold it.
    """
    if leader.standing is Standing.LEAVER:
        return False
    if kind.row.own and not kind.is_group:
        return leader.id == about.id
    able = may_lead(leader.role, kind)
    return able and (kind.is_group or kind.is_practice or can_supervise(leader.role, about))


def may_close_unsigned(actor: Person, kind: Kind, about: Person, leader: Person) -> bool:
    """Whether somebody closes a record without a signature that cannot come: its leader when the worker left.

    Or whoever looks after it in the leader's place.
    """
    own = actor.id == leader.id and actor.standing is not Standing.LEAVER
    return (own and about.standing is Standing.LEAVER) or may_look_after(actor, kind, about, leader)


def may_bring_in_held(actor: Person, about: Person) -> bool:
    """Whether somebody brings in a signed supervision that was held elsewhere: the registered manager's own.

    They do so themself, and so does who supervises them.
    """
    here = Standing.LEAVER not in {actor.standing, about.standing}
    return here and about.role is Role.OWNER and (actor.id == about.id or _leads(actor, about))


def may_see_details(actor: Person, about: Person) -> bool:
    """Whether a person's details may be seen: dates, time away, supervisor, sessions."""
    if actor.standing is Standing.LEAVER:
        return False
    return actor.id == about.id or actor.role is Role.OWNER or _leads(actor, about)


def may_see_absence(actor: Person, about: Person) -> bool:
    """Whether somebody's time away and its reason may be seen: their own, or of those they supervise."""
    return may_see_details(actor, about)


def may_see_person(actor: Person, about: Person) -> bool:
    """Whether the person's page may be opened at all.

    Those who lead practice see a colleague's name, job and what they may read.
    """
    return may_see_details(actor, about) or may_lead_practice(actor, about)


def may_read(actor: Person, reach: Reach) -> bool:
    """Whether a record may be read. Everything written about a worker is readable by that worker."""
    if actor.standing is Standing.LEAVER:
        return False
    about = reach.about
    if actor.id == about.id or actor.id in reach.readers:
        return True
    if reach.kind.row.private and reach.audience is not Audience.RECORD:
        return False
    if not reach.kind.is_practice and actor.role not in SUPERVISES:
        return False
    return reach.led_by_id == actor.id or may_see_details(actor, about)


def may_follow_up(actor: Person, owner_id: str, about: Person, *, reads: bool) -> bool:
    """Whether somebody may say what became of an action: who does it, and those who lead its record.

    ``reads``: they may read the record it was agreed in. Whom it was agreed for does not close what others
    promised them.
    """
    if actor.standing is Standing.LEAVER:
        return False
    return actor.id == owner_id or (reads and actor.id != about.id)


def may_see_good_practice(actor: Person, kept: GoodPractice, about: Person) -> bool:
    """Whether good practice may be read: by whom it is about, who kept it and their managers.

    By everybody who works here once the person it is about said yes.
    """
    if actor.standing is Standing.LEAVER:
        return False
    return bool(kept.shown) or actor.id in {kept.about_id, kept.by_id} or may_see_details(actor, about)


def may_take_back(actor: Person, kept: GoodPractice) -> bool:
    """Whether good practice may be taken off the list again: by who kept it, and the registered manager."""
    return actor.standing is not Standing.LEAVER and (actor.id == kept.by_id or actor.role is Role.OWNER)


def may_see_concern(actor: Person, concern: Concern, about: Person) -> bool:
    """Whether a concern may be read: by whom it is about, who raised it and their managers.

    The person it is about does not read it where telling would put somebody at risk, and it says why.
    """
    if actor.standing is Standing.LEAVER:
        return False
    if actor.id == concern.by_id:
        return True
    return not concern.held_back if actor.id == about.id else may_see_details(actor, about)


def may_see_to(actor: Person, concern: Concern, about: Person) -> bool:
    """Whether somebody says what comes next in a concern and closes it: whoever raised it, and managers.

    Never the person it is about.
    """
    return may_see_concern(actor, concern, about) and actor.id != about.id


def may_make_packs(actor: Person) -> bool:
    """The registered manager gives evidence out, and a deputy who may see everybody.

    An inspector also rings when the manager is away.
    """
    able = actor.role in PACKS and actor.standing is not Standing.LEAVER
    return able and (actor.role is Role.OWNER or actor.sees_everyone)


def may_see_quality(actor: Person) -> bool:
    """Whether the figures of supervision are for somebody: who manages here, and who supervises them.

    They are counts; the records behind them open only to who may read those.
    """
    return actor.role in {Role.OWNER, Role.NOMINATED} and actor.standing is not Standing.LEAVER


def may_see_impact(actor: Person, leader: Person) -> bool:
    """A practice leader's protected time and impact: for themself and the registered manager."""
    return (
        leader.role is Role.PRACTICE_LEADER
        and actor.standing is not Standing.LEAVER
        and (actor.role is Role.OWNER or actor.id == leader.id)
    )


def may_tag(actor: Person) -> bool:
    """Those who lead practice say what a record they can read counts towards."""
    return actor.role in LEADS_PRACTICE and actor.standing is not Standing.LEAVER


def may_draft_expectation(actor: Person) -> bool:
    """Those who lead practice write down what the service expects to see."""
    return actor.role in LEADS_PRACTICE and actor.standing is not Standing.LEAVER


def may_agree_expectation(actor: Person, by_id: str) -> bool:
    """Who agrees to a page somebody wrote: the registered manager, and a deputy who may see everybody.

    A deputy never agrees to a page of their own.
    """
    return may_make_packs(actor) and (actor.role is Role.OWNER or actor.id != by_id)


def require(allowed: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence at the call
    """Raise NotAllowedError with the sentence unless allowed."""
    if not allowed:
        raise NotAllowedError(message)

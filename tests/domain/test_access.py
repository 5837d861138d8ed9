"""The access table, cell by cell: everything it allows is written here, and nothing else is allowed."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.access import (
    Reach,
    may_lead_practice,
    may_look_after,
    may_make_packs,
    may_manage_people,
    may_read,
    may_see_details,
    may_see_person,
    may_see_quality,
    may_supervise,
    may_tag,
    may_take_up,
    may_write,
    require,
)
from app.domain.errors import NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Person, Role, Standing
from app.domain.records import Audience

NOMINATED = Person(id="nominated", name="Helen Yew", role=Role.NOMINATED)
OWNER = Person(id="owner", name="Ruth Alder", role=Role.OWNER, supervisor_id="nominated")
DEPUTY = Person(id="deputy", name="Dee Rowan", role=Role.DEPUTY, supervisor_id="owner")
SEES_ALL = replace(DEPUTY, id="sees_all", sees_everyone=True)
LEADER = Person(id="leader", name="Priya Larch", role=Role.PRACTICE_LEADER, supervisor_id="deputy")
WORKER = Person(id="worker", name="Tomasz Birch", role=Role.WORKER, supervisor_id="deputy")
OTHER = Person(id="other", name="Chipo Maple", role=Role.WORKER, supervisor_id="owner")
SENIOR = Person(id="senior", name="Grace Sorbus", role=Role.TEAM_LEADER, supervisor_id="deputy")
LED = Person(id="led", name="Ben Chestnut", role=Role.WORKER, supervisor_id="senior")
TEAM = (NOMINATED, OWNER, DEPUTY, SEES_ALL, SENIOR, LEADER, WORKER, OTHER, LED)
HEADS = {"nominated", "owner"}
SEES = {"owner", "deputy", "sees_all", "worker"}
"""Who sees the details of the worker, whom the deputy supervises."""
SINGLE = [kind for kind in Kind if not kind.is_group]
GROUPS = [kind for kind in Kind if kind.is_group]


def left(person: Person) -> Person:
    """Return somebody once they have left."""
    return replace(person, standing=Standing.LEAVER)


def away(person: Person) -> Person:
    """Return somebody while they are away."""
    return replace(person, standing=Standing.AWAY)


def allowed(may: Callable[[Person, Person], bool]) -> set[tuple[str, str]]:
    """Return every (actor, about) that a rule allows in the team."""
    return {(a.id, b.id) for a, b in itertools.product(TEAM, TEAM) if may(a, b)}


def test_who_supervises_whom() -> None:
    assert allowed(may_supervise) == {
        ("nominated", "owner"),
        *(("owner", other.id) for other in TEAM if other.id not in HEADS),
        ("deputy", "leader"),
        ("deputy", "worker"),
        ("deputy", "senior"),
        *(("sees_all", other.id) for other in TEAM if other.id not in HEADS | {"sees_all"}),
        ("senior", "led"),
    }


def test_each_role_stands_in_the_table_of_these_tests() -> None:
    assert {person.role for person in TEAM} == set(Role)


def test_a_role_supervises_only_those_below_it_whoever_is_named_as_supervisor() -> None:
    """Every role against every role, the one named as the other's supervisor."""
    below = {role.value for role in Role} - HEADS - {"nominated_individual"}
    wanted = {
        Role.NOMINATED: {"owner"},
        Role.OWNER: below | {"owner"},
        Role.DEPUTY: below,
        Role.TEAM_LEADER: below,
    }
    for role, other in itertools.product(Role, Role):
        boss = Person(id="boss", name="Ann Ash", role=role)
        led = Person(id="led", name="Bo Beech", role=other, supervisor_id="boss")
        assert may_supervise(boss, led) == (other.value in wanted.get(role, set())), (role, other)
        assert may_supervise(boss, replace(led, supervisor_id=None)) == (
            role is Role.OWNER and other.value in wanted[role]
        )


def test_a_deputy_who_sees_everybody_reads_nothing_managerial_about_the_registered_manager() -> None:
    own = readers_of(reach(Kind.SUPERVISION, about=OWNER, led_by="nominated"))
    assert own == HEADS


def test_the_nominated_individual_reads_what_is_about_the_manager_they_supervise_and_no_worker_s() -> None:
    for kind in (kind for kind in Kind if kind is not Kind.REFLECTION):
        assert "nominated" in readers_of(reach(kind, about=OWNER))
        assert "nominated" not in readers_of(reach(kind))
        assert "nominated" not in readers_of(reach(kind, about=replace(OWNER, supervisor_id=None)))


def test_what_the_nominated_individual_left_behind_is_looked_after_by_the_next_one() -> None:
    gone = replace(left(NOMINATED), id="gone")
    assert may_look_after(NOMINATED, Kind.SUPERVISION, OWNER, gone)
    assert not may_look_after(OWNER, Kind.SUPERVISION, OWNER, gone)
    assert may_take_up(NOMINATED, Kind.SUPERVISION, OWNER)
    assert not may_take_up(NOMINATED, Kind.SUPERVISION, WORKER)
    assert not may_take_up(NOMINATED, Kind.SUPERVISION, left(WORKER))


def test_the_figures_of_supervision_are_for_the_manager_and_who_supervises_them() -> None:
    assert {person.id for person in TEAM if may_see_quality(person)} == HEADS
    assert not any(may_see_quality(left(person)) for person in TEAM)


def test_who_leads_practice_of_whom() -> None:
    leads = (OWNER, DEPUTY, SEES_ALL, SENIOR, LEADER)
    assert allowed(may_lead_practice) == {
        (a.id, b.id) for a in leads for b in TEAM if a is not b and b is not NOMINATED
    }


def test_who_sees_a_person_s_details() -> None:
    assert allowed(may_see_details) == {
        *(("owner", other.id) for other in TEAM),
        *((person.id, person.id) for person in TEAM),
        *allowed(may_supervise),
    }


def test_who_opens_a_person_s_page() -> None:
    assert allowed(may_see_person) == allowed(may_see_details) | allowed(may_lead_practice)


@pytest.mark.parametrize("kind", SINGLE)
def test_who_begins_a_record_of_one_person(kind: Kind) -> None:
    begins = allowed(lambda actor, about: may_write(actor, kind, about))
    if kind is Kind.REFLECTION:
        assert begins == {(person.id, person.id) for person in TEAM}
    elif kind.is_practice:
        assert begins == allowed(may_lead_practice)
    else:
        assert begins == allowed(may_supervise)


@pytest.mark.parametrize("kind", GROUPS)
def test_a_group_is_begun_by_its_host_about_themself_and_by_nobody_else(kind: Kind) -> None:
    hosts = {"owner", "deputy", "sees_all", "senior"} | ({"leader"} if kind.is_practice else set())
    begins = allowed(lambda actor, about: may_write(actor, kind, about))
    assert begins == {(host, host) for host in hosts}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("person", TEAM)
def test_a_leaver_begins_nothing_and_nothing_is_begun_about_one(kind: Kind, person: Person) -> None:
    gone = left(person)
    assert not may_write(gone, kind, gone)
    for other in TEAM:
        assert not may_write(gone, kind, other)
        assert not may_write(other, kind, gone)


@pytest.mark.parametrize("person", TEAM)
def test_a_leaver_reaches_nobody(person: Person) -> None:
    gone = left(person)
    for other in (*TEAM, gone):
        assert not may_supervise(gone, other)
        assert not may_lead_practice(gone, other)
        assert not may_see_details(gone, other)
        assert not may_see_person(gone, other)
        for kind in Kind:
            about_all = reach(kind, about=other, led_by=gone.id, readers=frozenset({gone.id}))
            assert not may_read(gone, about_all)
    assert not may_manage_people(gone)
    assert not may_make_packs(gone)
    assert not may_tag(gone)


def test_nobody_is_supervised_or_coached_once_they_have_left_but_their_details_stay_readable() -> None:
    gone = left(WORKER)
    for actor in TEAM:
        assert not may_supervise(actor, gone)
        assert not may_lead_practice(actor, gone)
    assert [p.id for p in TEAM if may_see_details(p, gone)] == ["owner", "deputy", "sees_all", "worker"]


@pytest.mark.parametrize("person", TEAM)
def test_being_away_takes_no_right_away(person: Person) -> None:
    gone = away(person)
    for other in TEAM:
        if other is person:
            continue
        assert may_supervise(gone, other) == may_supervise(person, other)
        assert may_lead_practice(other, gone) == may_lead_practice(other, person)
        assert may_see_details(gone, other) == may_see_details(person, other)
    assert may_manage_people(gone) == may_manage_people(person)


def reach(
    kind: Kind,
    *,
    about: Person = WORKER,
    led_by: str = "somebody",
    audience: Audience | None = None,
    readers: frozenset[str] = frozenset(),
) -> Reach:
    """Return the reach of a record."""
    return Reach(kind=kind, about=about, led_by_id=led_by, audience=audience, readers=readers)


def readers_of(what: Reach) -> set[str]:
    """Return who of the team may read a record."""
    return {person.id for person in TEAM if may_read(person, what)}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.REFLECTION])
def test_a_record_is_read_by_its_worker_and_by_who_sees_their_details(kind: Kind) -> None:
    assert readers_of(reach(kind)) == {"owner", "deputy", "sees_all", "worker"}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.REFLECTION])
def test_a_practice_leader_reads_what_they_led_only_when_it_is_practice(kind: Kind) -> None:
    led = readers_of(reach(kind, led_by="leader"))
    assert ("leader" in led) == kind.is_practice


@pytest.mark.parametrize("kind", [kind for kind in Kind if not kind.is_practice])
def test_line_management_is_never_read_by_a_worker_who_led_it_once(kind: Kind) -> None:
    assert "other" not in readers_of(reach(kind, led_by="other"))


def test_a_deputy_reads_what_they_led_about_somebody_they_no_longer_supervise() -> None:
    assert "deputy" in readers_of(reach(Kind.SUPERVISION, about=OTHER, led_by="deputy"))
    assert "deputy" not in readers_of(reach(Kind.SUPERVISION, about=OTHER))


@pytest.mark.parametrize("kind", Kind)
def test_everything_about_somebody_is_read_by_them(kind: Kind) -> None:
    for person in TEAM:
        assert person.id in readers_of(reach(kind, about=person))


@pytest.mark.parametrize("kind", Kind)
def test_whoever_it_was_shared_with_reads_it(kind: Kind) -> None:
    assert "other" in readers_of(reach(kind, readers=frozenset({"other"})))


@pytest.mark.parametrize("audience", [None, Audience.PRIVATE, Audience.PERSON, Audience.SUPERVISION])
def test_a_reflection_is_its_writer_s_until_it_stands_on_the_record(audience: Audience | None) -> None:
    what = reach(Kind.REFLECTION, led_by="worker", audience=audience)
    assert readers_of(what) == {"worker"}
    assert readers_of(replace(what, audience=Audience.RECORD)) == {"owner", "deputy", "sees_all", "worker"}


def test_only_the_registered_manager_manages_people() -> None:
    assert [person.id for person in TEAM if may_manage_people(person)] == ["owner"]


def test_packs_are_made_by_the_manager_and_by_a_deputy_who_sees_everybody() -> None:
    assert [person.id for person in TEAM if may_make_packs(person)] == ["owner", "sees_all"]
    assert not may_make_packs(replace(LEADER, sees_everyone=True))


def test_tags_are_given_by_those_who_lead_practice() -> None:
    assert [person.id for person in TEAM if may_tag(person)] == [
        "owner",
        "deputy",
        "sees_all",
        "senior",
        "leader",
    ]


def test_a_refusal_is_the_sentence_it_was_given() -> None:
    require(OWNER.role is Role.OWNER, "unseen")
    with pytest.raises(NotAllowedError, match="Only she may"):
        require(WORKER.role is Role.OWNER, "Only she may.")

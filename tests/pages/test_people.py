"""The list of people as plain values, and the form that adds or changes one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.access import may_supervise
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.people import Contract, Pathway, Profile, Role, Standing
from app.pages import people, person_form, places
from tests.counting import counting
from tests.team import Team


def test_everybody_stands_with_their_job_supervisor_and_standing(team: Team) -> None:
    page = people.read(team.house, team.owner)
    assert page.rows[0].words == ("Chipo Maple", "", "Worker", "Ruth Alder", "Active")
    assert [row.words[0] for row in page.named("ALD")] == ["Ruth Alder"]
    assert page.may_add


def test_a_deputy_adds_nobody(team: Team) -> None:
    assert not people.read(team.house, team.deputy).may_add


def test_somebody_without_a_pin_of_their_own_is_told_apart(team: Team) -> None:
    written = person_form.Written(name="Ewa Sorrel")
    person_form.save(team.house, team.owner, "", written)
    (row,) = people.read(team.house, team.owner).named("ewa")
    assert row.words[-1] == "Active, no PIN yet"


def test_the_form_begins_empty_with_whoever_asks_as_the_supervisor(team: Team) -> None:
    page = person_form.read(team.house, team.owner, "")
    assert page.title == "Add a person"
    assert page.written == person_form.Written(supervisor_id=team.owner.person_id)
    assert [one.label for one in page.above[Role.WORKER.value].options] == ["Dee Rowan", "Ruth Alder"]
    assert page.back == places.People()


def test_nobody_is_offered_as_their_own_supervisor(team: Team) -> None:
    page = person_form.read(team.house, team.owner, team.deputy.person_id)
    assert page.title == "Change Dee Rowan"
    assert [one.label for one in page.above[Role.DEPUTY.value].options] == ["Ruth Alder"]
    assert page.back == places.Person(person_id=team.deputy.person_id)


@pytest.mark.parametrize("role", Role)
def test_only_who_may_supervise_somebody_in_a_role_is_offered_and_it_says_why(team: Team, role: Role) -> None:
    nora, tess = (
        team.house.people.add(team.owner, Profile(name=name, role=its)).value.person
        for name, its in (("Nora Reed", Role.NOMINATED), ("Tess Fern", Role.TEAM_LEADER))
    )
    page = person_form.read(team.house, team.owner, team.worker.person_id)
    people_here = {one.id: one for one in team.house.people.list(team.owner)}
    offered = {one.id for one in page.above[role.value].options}
    about = replace(people_here[team.worker.person_id], role=role)
    able = {
        one.id for one in people_here.values() if may_supervise(one, replace(about, supervisor_id=one.id))
    }
    assert offered == able
    assert (nora.id in offered) == (role is Role.OWNER)
    assert (tess.id in offered) == (
        role in {Role.WORKER, Role.PRACTICE_LEADER, Role.DEPUTY, Role.TEAM_LEADER}
    )
    for one in offered:
        written = replace(page.written, role=role.value, supervisor_id=one)
        person_form.save(team.house, team.owner, team.worker.person_id, written)
        page = person_form.read(team.house, team.owner, team.worker.person_id)
    assert page.above[Role.OWNER.value].why == (
        "Who can supervise a registered manager stands in the list: a nominated individual or registered manager."
    )
    assert page.above[Role.NOMINATED.value].why == "Nobody here supervises the nominated individual."


def test_a_supervisor_from_before_stays_in_the_list_and_says_what_is_wrong(team: Team) -> None:
    profile = Profile(name="Ewa Sorrel", role=Role.WORKER, supervisor_id=team.worker.person_id)
    ewa = team.house.people.add(team.owner, profile).value.person
    page = person_form.read(team.house, team.owner, ewa.id)
    assert [one.label for one in page.above[Role.WORKER.value].options] == [
        "Dee Rowan",
        "Ruth Alder",
        "Tomasz Birch – cannot supervise as worker",
    ]
    saved = person_form.save(team.house, team.owner, ewa.id, replace(page.written, job_title="Cook")).value
    assert saved.said == "Ewa Sorrel is saved."


def test_adding_a_person_leads_to_their_page_with_the_code_to_hand_over(team: Team) -> None:
    written = person_form.Written(
        name="Ewa  Sorrel",
        job_title="Senior",
        role=Role.PRACTICE_LEADER.value,
        started_on=dt.date(2026, 1, 5),
        pathway=Pathway.PRACTICE_LEADER.value,
        contract=Contract.BANK.value,
        nights=True,
        protected_minutes=120,
    )
    saved = person_form.save(team.house, team.owner, "", written).value
    assert saved.said == "Ewa Sorrel is added."
    assert isinstance(saved.place, places.Person)
    assert saved.place.code
    again = person_form.read(team.house, team.owner, saved.place.person_id).written
    assert again == replace(written, name="Ewa Sorrel")


def test_changing_a_person_keeps_what_the_form_does_not_show(team: Team) -> None:
    preview = team.house.bring_in.read(team.owner, b"Name,Reference\nEwa Sorrel,W-7", "x.csv")
    team.house.bring_in.apply(team.owner, preview)
    (row,) = people.read(team.house, team.owner).named("ewa")
    written = person_form.read(team.house, team.owner, row.id).written
    away_until = dt.date(2026, 12, 1)
    team.house.absences.note(team.owner, row.id, dt.date(2026, 11, 20), away_until, "Sick")
    changed = replace(written, job_title="Senior")
    saved = person_form.save(team.house, team.owner, row.id, changed).value
    assert saved == person_form.Saved(places.Person(person_id=row.id), "Ewa Sorrel is saved.")
    after = team.house.people.get(team.owner, row.id)
    assert (after.reference, after.standing, after.away_until) == ("W-7", Standing.AWAY, away_until)


def test_a_person_needs_a_name_and_a_deputy_may_not_give_one(team: Team) -> None:
    with pytest.raises(IncompleteError, match="name"):
        person_form.save(team.house, team.owner, "", person_form.Written())
    with pytest.raises(NotAllowedError):
        person_form.save(team.house, team.deputy, "", person_form.Written(name="Ewa Sorrel"))


def test_the_list_takes_as_many_statements_for_more_people(team: Team) -> None:
    def counted() -> int:
        with counting() as found:
            people.read(team.house, team.owner)
        return len(found)

    few = counted()
    for number in range(5):
        person_form.save(team.house, team.owner, "", person_form.Written(name=f"Person {number}"))
    assert counted() == few


def test_a_supervisor_who_has_left_is_told_so_where_another_is_chosen(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    page = person_form.read(team.house, team.owner, team.worker.person_id)
    labels = [one.label for one in page.above["worker"].options]
    assert "Dee Rowan – has left" in labels

"""Training comes in from a list as people do: every row is shown first, and what is written is what was shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import NotAllowedError, TextError
from app.domain.people import Profile, Role
from app.domain.profiles import profile_of
from app.domain.staff_list import What
from app.services.training_lists import TrainingPreview
from tests.team import Team

NEW_HEAD = (
    "LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,WHODELIVERED,PROVIDERNAME,HOWDELIVERED,VALIDITY,"
    "DATECOMPLETED,EXPIRYDATE,NOTES"
)
OLD_HEAD = "LOCALESTID,UNIQUEWORKERID,CATEGORY,DESCRIPTION,DATECOMPLETED,EXPIRYDATE,ACCREDITED,NOTES"
FIRE = "HOME1,W-014,6,Fire and evacuation,1,2,12,1,12,02/11/2026,02/11/2027,passed"


def refer(team: Team, name: str, reference: str, location: str = "HOME1") -> None:
    """Give somebody a staff reference."""
    person = next(one for one in team.house.people.list(team.owner) if one.name == name)
    profile = replace(profile_of(person), reference=reference, location=location)
    team.house.people.change(team.owner, person.id, profile)


def read(team: Team, *rows: str, head: str = NEW_HEAD) -> TrainingPreview:
    data = "\r\n".join((head, *rows)).encode("cp1252")
    return team.house.training_lists.read(team.owner, data, "2026-11-24-sfc-bulk-upload-training.csv")


def whats(preview: TrainingPreview) -> list[What]:
    return [one.what for one in preview.proposals]


def held(team: Team) -> list[tuple[str, str, dt.date, dt.date | None]]:
    """Return the worker's training as they read it."""
    found = (one.training for one in team.house.training.of(team.worker, team.worker.person_id))
    return [(one.about, one.title, one.done_on, one.expires_on) for one in found]


def test_the_training_file_comes_in_by_reference_with_subject_and_end_and_drops_what_is_of_no_use(
    team: Team,
) -> None:
    refer(team, "Tomasz Birch", "w-014")
    preview = read(team, FIRE)
    assert preview.staff.asc_wds
    assert preview.staff.ignored == ("ACCREDITED", "WHODELIVERED", "PROVIDERNAME", "HOWDELIVERED", "NOTES")
    assert "passed" not in repr(preview)
    assert whats(preview) == [What.NEW]
    done = team.house.training_lists.apply(team.owner, preview).value
    assert (done.new, done.changed) == (1, 0)
    assert held(team) == [("Fire safety", "Fire and evacuation", dt.date(2026, 11, 2), dt.date(2027, 11, 2))]


def test_the_same_file_a_month_later_brings_only_what_is_new_and_a_corrected_end(team: Team) -> None:
    refer(team, "Tomasz Birch", "W-014")
    team.house.training_lists.apply(team.owner, read(team, FIRE))
    assert whats(read(team, FIRE)) == [What.UNCHANGED]
    later = FIRE.replace("02/11/2027", "02/11/2029")
    hoist = "HOME1,W-014,15,Hoist,1,1,,1,none,20/11/2026,,"
    preview = read(team, later, hoist, hoist)
    assert whats(preview) == [What.UPDATE, What.NEW, What.UNCHANGED]
    assert preview.proposals[0].changes == ("Counts until: 2 Nov 2027 → 2 Nov 2029",)
    assert preview.proposals[2].notes[-1] == "Row 3 is the same training."
    done = team.house.training_lists.apply(team.owner, preview).value
    assert (done.new, done.changed) == (1, 1)
    assert {(about, ends) for about, _, _, ends in held(team)} == {
        ("Fire safety", dt.date(2029, 11, 2)),
        ("Assisting and moving people", None),
    }


def test_an_older_file_and_one_without_an_end_count_from_the_months_it_says(team: Team) -> None:
    refer(team, "Tomasz Birch", "W-014")
    old = read(team, "HOME1,W-014,21,Sign language,05/05/2024,,1,", head=OLD_HEAD)
    (one,) = old.proposals
    assert one.entry.course is not None
    assert (one.entry.course.subject, one.entry.course.title) == ("", "Sign language")
    (by_months,) = read(team, "HOME1,W-014,20,Adults,1,1,,1,36,05/05/24,,").proposals
    assert by_months.entry.course is not None
    assert by_months.entry.course.expires_on == dt.date(2027, 5, 5)
    (backwards,) = read(team, "HOME1,W-014,20,,1,1,,1,36,,05/05/2027,").proposals
    assert backwards.entry.course is not None
    assert (backwards.entry.course.title, backwards.entry.course.done_on) == (
        "Safeguarding adults",
        dt.date(2024, 5, 5),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("HOME1,W-014,6,Fire,1,1,,1,none,,,", "does not say when it was done"),
        ("HOME1,W-014,6,Fire,1,1,,1,none,31/02/2026,,", "day it was done cannot be read"),
        ("HOME1,W-014,6,Fire,1,1,,1,none,02/11/2027,,", "has not come yet"),
        ("HOME1,W-014,6,Fire,1,1,,1,none,02/11/2026,01/11/2026,", "runs out after the day it was done"),
        ("HOME1,W-014,99,Fire,1,1,,1,none,02/11/2026,,", "training category 99 is not known"),
        ("HOME1,W-014,6,Fire,1,1,,1,soon,02/11/2026,,", "is no number of months"),
        ("HOME1,W-999,6,Fire,1,1,,1,none,02/11/2026,,", "Nobody here has the staff reference W-999"),
        ("HOME1,,6,Fire,1,1,,1,none,02/11/2026,,", "does not say whose training it is"),
        ("HOME1,W-014,21,,1,1,,1,none,02/11/2026,,", "Write what the training was called"),
    ],
)
def test_a_row_that_cannot_be_right_says_so_and_stays_out(team: Team, row: str, said: str) -> None:
    refer(team, "Tomasz Birch", "W-014")
    preview = read(team, row)
    (one,) = preview.proposals
    assert one.what is What.SKIP
    assert any(said in problem for problem in one.entry.problems)
    assert team.house.training_lists.apply(team.owner, preview).value.new == 0
    assert held(team) == []


def test_a_reference_that_lost_its_zeros_is_asked_about_and_the_answer_counts(team: Team) -> None:
    refer(team, "Tomasz Birch", "00014")
    preview = read(team, FIRE.replace("W-014", "14"))
    (one,) = preview.proposals
    assert one.what is What.ASK
    assert one.question == (
        "Tomasz Birch has the staff reference 00014 here, and 14 on the list. Is it the same person?"
    )
    (row,) = preview.staff.rows
    same = replace(preview.staff, rows=(replace(row, answer=team.worker.person_id),))
    assert whats(team.house.training_lists.look(team.owner, same)) == [What.NEW]
    other = replace(preview.staff, rows=(replace(row, answer="somebody else"),))
    (refused,) = team.house.training_lists.look(team.owner, other).proposals
    assert refused.entry.problems == (
        "Nobody here has the staff reference 14. Bring in the people first, or write it as it stands here.",
    )


def test_two_people_of_one_name_are_told_apart_by_their_reference(team: Team) -> None:
    refer(team, "Tomasz Birch", "W-1")
    second = Profile(name="Tomasz Birch", role=Role.WORKER, reference="W-2", location="HOME1")
    twin = team.house.people.add(team.owner, second)
    refer(team, "Chipo Maple", "W-3")
    head = "Name,Staff number,Course,Completed,Expires"
    (unclear, clear, by_number) = read(
        team,
        "Tomasz Birch,,Autism,2 Nov 2026,",
        "Tomasz Birch,W-2,Autism,2 Nov 2026,",
        "Chipo Maple,W-3,Autism,2 Nov 2026,",
        head=head,
    ).proposals
    assert unclear.what is What.SKIP
    assert "It may be Tomasz Birch" in unclear.entry.problems[0]
    assert clear.person is not None
    assert (clear.what, clear.person.id) == (What.NEW, twin.value.person.id)
    assert clear.notes == ("Tomasz Birch · W-2.",)
    assert by_number.notes == ("Chipo Maple.",)


def test_who_has_left_stays_out_and_the_manager_s_own_training_comes_in(team: Team) -> None:
    refer(team, "Chipo Maple", "W-3")
    refer(team, "Ruth Alder", "W-1")
    team.house.people.make_leaver(team.owner, team.other.person_id)
    preview = read(team, FIRE.replace("W-014", "W-3"), FIRE.replace("W-014", "W-1"))
    assert whats(preview) == [What.UNCHANGED, What.NEW]
    assert preview.proposals[0].notes == ("Has left, so it stays out.",)


def test_a_list_without_what_is_needed_is_refused_and_only_the_manager_brings_in(team: Team) -> None:
    with pytest.raises(TextError, match="does not say whose training it is"):
        read(team, "Fire,2 Nov 2026", head="Course,Completed")
    with pytest.raises(NotAllowedError, match="Only the registered manager"):
        team.house.training_lists.read(team.deputy, FIRE.encode(), "t.csv")


def test_what_changed_since_the_look_is_looked_at_again_before_anything_is_written(team: Team) -> None:
    refer(team, "Tomasz Birch", "W-014")
    first, second = read(team, FIRE), read(team, FIRE)
    team.house.training_lists.apply(team.owner, first)
    assert team.house.training_lists.apply(team.owner, second).value.new == 0
    assert len(held(team)) == 1


def test_dates_with_the_month_first_are_asked_about_and_never_guessed(team: Team) -> None:
    refer(team, "Tomasz Birch", "W-014")
    american = FIRE.replace("02/11/2026", "11/02/2026").replace("02/11/2027", "11/22/2027")
    (one,) = read(team, american).proposals
    assert one.what is What.SKIP
    assert "month first" in one.entry.problems[0]

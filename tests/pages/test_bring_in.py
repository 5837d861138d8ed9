"""Bringing in people as plain values: every row is looked at before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, TextError
from app.domain.people import Standing
from app.domain.profiles import profile_of
from app.pages import bring_in
from app.pages.bring_in import Headed, Source
from app.pages.brought import RowsPage
from tests.team import Team

LIST = b"Name,Start date,Favourite colour\nEwa Sorrel,03/02/2024,blue\nChipo Maple,31/02/2024,red"
NAMED = {0: "name", 1: "started_on"}


def look(team: Team, data: bytes = LIST) -> RowsPage:
    """Return what would happen with a list whose headings say what they are."""
    headed = bring_in.headed(team.house, team.owner, Source(data, "staff.csv"))
    return bring_in.look(team.house, team.owner, headed, headed.known)


def test_headings_that_say_what_they_are_need_no_asking(team: Team, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_bytes(LIST)
    headed = bring_in.open_file(team.house, team.owner, tmp_path / "staff.csv")
    assert headed.named
    assert headed.known == NAMED
    assert headed.source == Source(LIST, "staff.csv")


def test_a_file_that_cannot_be_opened_is_refused_in_words(team: Team, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "gone.csv", "is no longer there"), (tmp_path, "is a folder")):
        with pytest.raises(TextError, match=why):
            bring_in.open_file(team.house, team.owner, path)


def test_a_file_far_larger_than_a_list_is_refused_in_words(team: Team, tmp_path: Path) -> None:
    (tmp_path / "film.csv").write_bytes(b"Name\n" + b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(TextError, match="far larger than any staff list"):
        bring_in.open_file(team.house, team.owner, tmp_path / "film.csv")


def test_only_the_registered_manager_brings_people_in(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        bring_in.headed(team.house, team.deputy, Source(LIST, "staff.csv"))


def test_columns_are_matched_once_each_and_one_holds_the_names() -> None:
    headed = Headed(source=Source(b"", ""), headings=(), known={})
    assert headed.matched(["name", None, "started_on"]) == {0: "name", 2: "started_on"}
    assert headed.matched([None, "started_on"]) is None
    assert headed.matched(["name", "name"]) is None


def test_a_list_of_training_needs_whose_it_is_what_it_was_and_a_day() -> None:
    headed = Headed(source=Source(b"", ""), headings=(), known={}, training=True)
    assert headed.matched(["reference", "title", "done_on"]) == {0: "reference", 1: "title", 2: "done_on"}
    assert headed.matched(["name", "subject", "expires_on"]) is not None
    assert headed.matched(["title", "done_on", None]) is None
    assert headed.matched(["name", "title", None]) is None
    assert headed.once_each != Headed(source=headed.source, headings=(), known={}).once_each


TRAINING = (
    b"LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,VALIDITY,DATECOMPLETED,EXPIRYDATE,NOTES\r\n"
    b"HOME1,W-014,6,Fire,1,12,02/11/2026,,fine\r\nHOME1,W-999,6,Fire,1,12,02/11/2026,,\r\n"
)


def test_the_training_file_is_known_by_its_headings_and_every_row_is_shown_first(team: Team) -> None:
    profile = replace(profile_of(team.house.people.get(team.owner, team.worker.person_id)), reference="W-014")
    team.house.people.change(team.owner, team.worker.person_id, profile)
    page = look(team, TRAINING)
    assert page.staff.training
    assert page.counts == "1 new · 1 to mend or skip"
    assert page.ignored.endswith("no use for it: ACCREDITED, NOTES.")
    new, unknown = page.rows
    assert (new.what, new.note) == ("+ New", "Tomasz Birch.")
    assert (unknown.what, unknown.note.partition(". ")[0]) == (
        "! Needs mending",
        "Nobody here has the staff reference W-999",
    )
    assert page.apply == "Bring in 1"
    mended = bring_in.look_again(team.house, team.owner, page.mended(1, "reference", "W-014"))
    assert mended.rows[1].note == "Tomasz Birch. Row 2 is the same training."
    done = bring_in.apply(team.house, team.owner, page.staff, ()).value
    assert done.counts == ("1 noted.",)
    assert team.house.training.of(team.worker, team.worker.person_id)[0].training.about == "Fire safety"


def test_every_row_says_what_would_happen(team: Team) -> None:
    page = look(team)
    assert page.counts == "1 new · 1 to mend or skip"
    assert page.taken == "Taken: Name → Name, Start date → Start date."
    assert page.ignored.endswith("no use for it: Favourite colour.")
    told = "What changes or has to be mended"
    assert page.headings == ("What", told, "Name", "Start date", "Supervisor")
    new, wrong = page.rows
    assert (new.what, new.cells, new.note) == ("+ New", ("Ewa Sorrel", "03/02/2024", ""), "")
    assert page.supervised.startswith("1 row names no supervisor, so it will be you, Ruth Alder.")
    assert (
        wrong.note
        == "The start date cannot be read. 31 Feb is not a day. Write it as 3/2/2026, 3 Feb or Friday."
    )
    assert wrong.told == f"Row 3, ! Needs mending, Chipo Maple, {wrong.note}"
    assert (page.apply, page.may_apply) == ("Bring in 1", True)
    assert page.missing.startswith("Here, but not on the list – nothing happens to them: Dee Rowan")


def test_a_row_is_mended_or_skipped_before_anything_is_written(team: Team) -> None:
    page = look(team)
    mended = bring_in.look_again(team.house, team.owner, page.mended(1, "started_on", "28/02/2024"))
    assert (mended.counts, mended.apply) == ("1 new · 1 to update", "Bring in 2")
    assert mended.rows[1].note == "Started on: – → 28 Feb 2024."
    skipped = bring_in.look_again(team.house, team.owner, page.without(0))
    assert (skipped.apply, skipped.may_apply) == ("Nothing to bring in", False)
    assert len(team.house.people.list(team.owner)) == 5


def test_what_was_done_is_told_with_the_codes_to_hand_over(team: Team) -> None:
    page = look(team)
    mended = page.mended(1, "started_on", "28/02/2024")
    done = bring_in.apply(team.house, team.owner, mended, ()).value
    assert done.counts == ("1 new.", "1 updated.")
    assert done.failed == ()
    ((name, code),) = done.codes
    assert name == "Ewa Sorrel"
    assert code


def test_somebody_who_may_have_left_is_ticked_and_marked(team: Team) -> None:
    first = b"Name,UNIQUEWORKERID,STATUS\nEwa Sorrel,W-7,NEW\nNo Body,W-9,DELETE"
    page = look(team, first)
    assert page.rows[1].note == "Marked as left, and nobody here has this reference."
    bring_in.apply(team.house, team.owner, page.staff, ())
    leaving = look(team, b"Name,UNIQUEWORKERID,STATUS\nEwa Sorrel,W-7,DELETE")
    (row,) = leaving.rows
    assert (row.what, row.note) == ("– Left?", "Tick when they have left")
    assert (leaving.apply, leaving.may_apply) == ("Mark those ticked as having left", True)
    done = bring_in.apply(team.house, team.owner, leaving.staff, (row.leaver_id,)).value
    assert done.counts == ("1 marked as having left.",)
    assert team.house.people.get(team.owner, row.leaver_id).standing is Standing.LEAVER


def test_a_list_that_brings_nothing_says_so(team: Team) -> None:
    page = look(team, b"Name\nRuth Alder")
    assert page.counts == "1 as they are"
    assert page.ignored == ""


def test_a_second_row_of_one_name_is_stopped_before_anything_is_written(team: Team) -> None:
    page = look(team, b"Name,UNIQUEWORKERID\nEwa Sorrel,W-1\nEWA  SORREL,")
    assert page.counts == "1 new · 1 to mend or skip"
    assert page.rows[1].note.startswith("There is already a Ewa Sorrel. Give each a staff reference")
    done = bring_in.apply(team.house, team.owner, page.staff, ()).value
    assert (done.counts, done.failed) == (("1 new.",), ())


def test_a_question_is_answered_in_its_row_before_it_is_brought_in(team: Team) -> None:
    first = look(team, b"Name,Staff number\nEwa Sorrel,0012\nBo Sky,0013")
    bring_in.apply(team.house, team.owner, first.staff, ())
    page = look(team, b"Name,Staff number\nEwa Sorrel,12\nBo Sky,77")
    assert page.counts == "2 to answer"
    assert page.asks
    assert not page.may_apply
    ewa, bo = page.rows
    assert ewa.note == (
        "Ewa Sorrel has the staff reference 0012 here, and 12 on the list. Is it the same person?"
    )
    same = bring_in.look_again(team.house, team.owner, page.answered(0, same=True))
    assert same.counts == "1 as they are · 1 to answer"
    other = bring_in.look_again(team.house, team.owner, same.answered(1, same=False))
    assert other.counts == "1 new · 1 as they are"
    both = bring_in.look_again(team.house, team.owner, page.all_the_same())
    assert [row.note for row in both.rows] == ["", "Reference: 0013 → 77."]
    assert bo.asked_id


AMERICAN = b"Name,Start date\nAnn Teal,02/13/2024\nBo Sky,03/02/2024\nCy Fox,12/25/2023\nDi Oak,2024-03-02"


def test_a_list_with_a_date_that_has_its_month_first_is_asked_about_and_none_is_guessed_at(
    team: Team,
) -> None:
    page = look(team, AMERICAN)
    assert page.month_first
    assert page.counts == "1 new · 3 to mend or skip"
    assert all("has a date with its month first, 02/13/2024" in row.note for row in page.rows[:3])
    turned = bring_in.look_again(team.house, team.owner, page.day_first())
    assert not turned.month_first
    assert [row.cells[1] for row in turned.rows] == ["13 Feb 2024", "2 Mar 2024", "25 Dec 2023", "2024-03-02"]
    assert turned.counts == "4 new"


def test_a_date_that_fits_neither_way_stays_as_it_was(team: Team) -> None:
    page = look(team, b"Name,Start date\nAnn Teal,02/13/2024\nBo Sky,25/12/2023")
    turned = bring_in.look_again(team.house, team.owner, page.day_first())
    assert [row.cells[1] for row in turned.rows] == ["13 Feb 2024", "25/12/2023"]
    assert turned.counts == "2 new"


def test_days_of_a_list_are_read_day_first_in_any_usual_way(team: Team) -> None:
    page = look(team, b"Name,Start date\nAnn Teal,3 Feb 2024\nBo Sky,03.02.2024\nCy Fox,03/02/2024 00:00")
    assert page.counts == "3 new"


@pytest.mark.parametrize(
    "heading", ["Employee name", "Staff name", "STAFF_NAME", "Full name", "Name of employee", "Team member"]
)
def test_the_usual_headings_of_names_are_known(team: Team, heading: str) -> None:
    assert look(team, f"{heading},Start date\nAnn Teal,03/02/2024".encode()).counts == "1 new"


def test_first_name_and_surname_in_two_columns_are_one_name(team: Team) -> None:
    data = b"Employee ID,First name,Surname,Start date\n7,Ann,Teal,03/02/2024\n8,Bo,,03/02/2024"
    headed = bring_in.headed(team.house, team.owner, Source(data, "staff.csv"))
    assert headed.named
    page = bring_in.look(team.house, team.owner, headed, headed.known)
    assert page.rows[0].told.startswith("Row 2, + New, Ann Teal")
    assert page.keys[:2] == ("first_name", "last_name")
    bring_in.apply(team.house, team.owner, page.staff, ())
    assert {"Ann Teal", "Bo"} <= {person.name for person in team.house.people.list(team.owner)}


def test_two_columns_chosen_by_hand_make_the_name() -> None:
    headed = Headed(source=Source(b"", ""), headings=(), known={})
    assert headed.matched(["last_name", "first_name"]) == {0: "last_name", 1: "first_name"}
    assert headed.matched(["first_name", None]) is None

"""Spelling, the name guard, and paper forms that are typed in later."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.clock import SystemClock, long_moment
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.form_uses import PREPARED
from app.domain.kinds import Kind
from app.domain.people import Profile, Role
from app.domain.words import misspelt, possible_names
from app.pages import paper, places, prepare
from tests.services.test_codes import words_of
from tests.team import Team


def test_british_and_care_words_and_staff_names_are_known(team: Team) -> None:
    known = team.house.words.known(team.owner)
    text = "The supervisee organised Makaton practice with Tomasz Birch; the colour of the sling was checked on the MAR."
    assert [text[a:b] for a, b in misspelt(text, known)] == []
    wrong = "She recieved the medecine."
    assert [wrong[a:b] for a, b in misspelt(wrong, known)] == ["recieved", "medecine"]
    assert "received" in team.house.words.suggest("recieved")


def test_an_added_word_is_known_to_everybody_here(team: Team) -> None:
    team.house.words.add(team.worker, "hoistable")
    assert team.house.words.known(team.leader).spells("hoistable")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At tea Maureen chose the blue cup.", ("Maureen",)),
        ("Maureen chose. Then Den left.", ("Maureen", "Den")),
        ("AB-07 chose the blue cup and KM laughed.", ()),
        ("Tomasz showed it on Monday at the Care Certificate session.", ()),
        ("Will you try again? The person said no.", ()),
        ("It went well with Łucja’s chair.", ("Łucja",)),
        ("We sat with Rose outside.", ("Rose",)),
    ],
)
def test_a_capital_inside_a_sentence_may_be_a_name_and_codes_never_are(
    team: Team, text: str, names: tuple[str, ...]
) -> None:
    assert possible_names(text, team.house.words.known(team.owner)) == names


def test_a_word_that_is_no_name_is_not_asked_about_again(team: Team) -> None:
    team.house.words.add(team.worker, "Skegness", name=True)
    assert possible_names("We went to Skegness.", team.house.words.known(team.owner)) == ()


def test_ten_million_letters_are_not_looked_at_while_somebody_types(team: Team) -> None:
    known = team.house.words.known(team.owner)
    assert misspelt("zzz " * 2_500_000, known) == ()
    assert possible_names("a " * 5_000_000, known) == ()


def test_a_blank_form_has_a_number_shows_on_due_and_is_typed_in_once(team: Team, tmp_path: Path) -> None:
    import pypdfium2 as pdfium  # noqa: PLC0415

    house = team.house
    number = house.paper.print_blank(
        team.deputy, Kind.SUPERVISION, "", team.worker.person_id, tmp_path / "blank.pdf"
    ).value
    document = pdfium.PdfDocument(tmp_path / "blank.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert all(number in page for page in pages)
    assert "What went well? One real example" in "".join(pages)
    cell = next(
        c for c in house.schedule.due(team.deputy, Kind.SUPERVISION) if c.person_id == team.worker.person_id
    )
    assert cell.paper_since is not None
    assert cell.last_on is None
    draft = house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id, paper=number).value
    assert draft.record.paper == number
    assert house.paper.waiting(team.deputy) == ()
    with pytest.raises(StateError):
        house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id, paper=number)


def test_only_those_who_could_write_it_can_print_it(team: Team, tmp_path: Path) -> None:
    for actor in (team.leader, team.other, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.paper.print_blank(
                actor, Kind.SUPERVISION, "", team.worker.person_id, tmp_path / "x.pdf"
            )
    assert not (tmp_path / "x.pdf").exists()
    team.house.paper.print_preparation(team.worker, team.worker.person_id, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").exists()


def test_a_worker_s_sheet_has_a_number_too_and_comes_up_at_the_meeting_once_it_is_typed_in(
    team: Team, tmp_path: Path
) -> None:
    house, worker, deputy = team.house, team.worker, team.deputy
    for kind in PREPARED:
        number = paper.print_sheet(house, deputy, kind.value, worker.person_id, tmp_path / "a.pdf").value[:8]
        words = words_of(tmp_path / "a.pdf")
        assert f"Number {number}. This sheet is for Tomasz Birch." in words
        assert "Signed by" not in words
    waiting = {one.kind: one.number for one in house.paper.waiting(worker)}
    assert set(waiting) == set(PREPARED)
    assert [one.verb.place for one in paper.read(house, deputy).waiting if one.verb] == [
        places.Prepare(kind=kind, paper=waiting[kind]) for kind in PREPARED
    ]
    due = [one for one in house.schedule.due(deputy) if one.person_id == worker.person_id]
    assert all(one.paper_since is None for one in due), "a sheet is no supervision on paper"
    number = waiting[Kind.SUPERVISION]
    key, other = [key for key, _, _ in house.preparing.sheet(worker).form.keyed][:2]
    house.preparing.store(worker, {key: "Typed on screen", other: "Breakfast"})
    shown = prepare.read(house, deputy, paper=number)
    assert "the sheet of Tomasz Birch" in shown.intro
    assert not any(shown.answers.values()), "what stands on the worker's screen is theirs until they meet"
    with pytest.raises(IncompleteError, match="Nothing is typed in yet"):
        prepare.typed_in(house, deputy, number)
    prepare.store(house, deputy, {key: "Written by hand"}, paper=number)
    assert prepare.read(house, worker, paper=number).answers == {key: "Written by hand"}
    prepare.typed_in(house, deputy, number)
    assert number not in {one.number for one in house.paper.waiting(worker)}
    answers = house.preparing.sheet(worker).answers
    assert (answers[key], answers[other]) == ("Written by hand", "Breakfast")
    with pytest.raises(StateError, match="typed in before"):
        prepare.store(house, deputy, {key: "Again"}, paper=number)
    draft = house.writing.start(deputy, Kind.SUPERVISION, worker.person_id).value
    assert "Written by hand" in str(draft.record.content)
    for nosy in (team.leader, team.other):
        with pytest.raises(NotAllowedError):
            prepare.read(house, nosy, paper=waiting[Kind.APPRAISAL])


def test_a_form_on_paper_is_no_sheet(team: Team, tmp_path: Path) -> None:
    to = tmp_path / "x.pdf"
    number = team.house.paper.print_blank(team.deputy, Kind.SUPERVISION, "", team.worker.person_id, to).value
    with pytest.raises(StateError):
        team.house.sheets_on_paper.store(team.deputy, number, {})


def test_every_shipped_form_can_be_printed_blank(team: Team, tmp_path: Path) -> None:
    for kind in Kind:
        about = team.owner if kind.is_group or kind is Kind.REFLECTION else team.worker
        for form in team.house.records.forms(team.owner, kind):
            team.house.paper.print_blank(
                team.owner, kind, form.id, about.person_id, tmp_path / f"{form.id}.pdf"
            )
            assert (tmp_path / f"{form.id}.pdf").read_bytes().startswith(b"%PDF-")


def test_a_blank_form_waits_again_when_its_draft_is_thrown_away(team: Team, tmp_path: Path) -> None:
    number = team.house.paper.print_blank(
        team.deputy, Kind.SUPERVISION, "", team.worker.person_id, tmp_path / "blank.pdf"
    ).value
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id, paper=number).value
    team.house.writing.discard(team.deputy, draft.record.id)
    assert [paper.number for paper in team.house.paper.waiting(team.deputy)] == [number]


@pytest.mark.parametrize(
    "name",
    [
        "Wąchockążę-Szczęśniakówężę Łękołodziejczykówężę Brzęczyszczykiewicz",
        "Adébáyọ̀ Ọlátúnjí-Fẹ́mi Ọ̀ṣúnlékè Àjọkẹ́ Ògúndélé",
    ],
)
def test_somebody_with_a_long_name_of_many_bytes_can_choose_a_pin(team: Team, name: str) -> None:
    added = team.house.people.add(
        team.owner, Profile(name=name, role=Role.WORKER, supervisor_id=team.deputy.person_id)
    ).value
    actor = team.house.vaults.enrol(added.person.id, added.code, "907162", None)
    assert actor.name == name


def test_a_meeting_in_july_keeps_its_hour_when_it_is_read_in_winter() -> None:
    assert (
        long_moment(dt.datetime(2026, 7, 1, 13, 30, tzinfo=dt.UTC), SystemClock().zone())
        == "Wed 1 Jul 2026, 14:30"
    )
    assert (
        long_moment(dt.datetime(2026, 12, 1, 13, 30, tzinfo=dt.UTC), SystemClock().zone())
        == "Tue 1 Dec 2026, 13:30"
    )

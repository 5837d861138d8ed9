"""Paper forms: what somebody may print, what is said, and what waits to be typed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.pages import paper, places
from tests.team import Team


def kinds(actor: Actor) -> set[Kind]:
    """Return what somebody may print."""
    return set(paper.printable(actor))


def test_everybody_prints_what_they_may_write_and_nothing_else(team: Team) -> None:
    assert kinds(team.owner) == kinds(team.deputy) == set(Kind)
    assert kinds(team.leader) == {kind for kind in Kind if kind.is_practice}
    assert kinds(team.worker) == {Kind.REFLECTION}


def test_every_kind_that_is_offered_can_be_printed(team: Team, tmp_path: Path) -> None:
    for actor in (team.owner, team.leader, team.worker):
        for kind in paper.printable(actor):
            page = paper.read(team.house, actor, kind.value)
            person_id = page.people[0].id if page.asks_whom else ""
            to = tmp_path / f"{actor.role} {page.file_name}"
            said = paper.print_blank(team.house, actor, kind.value, page.forms[0].id, person_id, to).value
            assert said.endswith(f"is saved to {to}. Print it from there."), kind
            assert to.read_bytes().startswith(b"%PDF-"), kind


def test_one_begins_with_a_supervision_or_with_what_one_may_write(team: Team) -> None:
    page = paper.read(team.house, team.deputy)
    assert (page.kind, page.asks_whom, page.file_name) == ("supervision", True, "Blank supervision.pdf")
    assert [one.label for one in page.people] == ["Priya Larch", "Tomasz Birch"]
    own = paper.read(team.house, team.worker)
    assert (own.kind, own.asks_whom, own.people) == ("reflection", False, ())
    assert paper.read(team.house, team.leader).kind == "coaching"
    assert len(paper.read(team.house, team.deputy, "observation").forms) > 1


def test_what_is_on_paper_waits_until_somebody_begins_to_type_it_in(team: Team, tmp_path: Path) -> None:
    house, worker = team.house, team.worker.person_id
    assert paper.read(house, team.deputy).waiting == ()
    paper.print_blank(house, team.deputy, "supervision", "", worker, tmp_path / "one.pdf")
    team.clock.turn(days=2)
    paper.print_blank(house, team.deputy, "coaching", "", worker, tmp_path / "two.pdf")
    first, second = paper.read(house, team.deputy).waiting
    assert first.what.endswith("Tomasz Birch – on paper since Tue 24 Nov 2026")
    assert second.what.endswith("on paper since Thu 26 Nov 2026")
    assert first.verb is not None
    assert first.verb.tip.startswith("Type in ")
    place = first.verb.place
    assert isinstance(place, places.Meeting)
    assert (place.person_id, place.kind) == (worker, Kind.SUPERVISION)
    house.writing.start(team.deputy, Kind.SUPERVISION, worker, form_id=place.form_id, paper=place.paper)
    assert paper.read(house, team.deputy).waiting == (second,)
    assert paper.read(house, team.worker).waiting == ()


def test_nobody_prints_about_somebody_they_may_not_write_about(team: Team, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        paper.print_blank(
            team.house, team.deputy, "supervision", "", team.other.person_id, tmp_path / "no.pdf"
        )
    with pytest.raises(NotAllowedError):
        paper.print_sheet(team.house, team.worker, "appraisal", team.other.person_id, tmp_path / "no.pdf")
    assert not list(tmp_path.glob("no*"))
    assert str(paper.whom_first()) == "Choose about whom. Type three letters and press Enter."


def test_a_preparation_sheet_is_ones_own_unless_somebody_is_chosen(team: Team, tmp_path: Path) -> None:
    for person_id in ("", team.worker.person_id):
        to = tmp_path / f"sheet {person_id}.pdf"
        said = paper.print_sheet(team.house, team.deputy, "appraisal", person_id, to).value
        assert said.startswith("PAP-000")
        assert said.endswith(f" is saved to {to}. Print it from there.")
        assert to.read_bytes().startswith(b"%PDF-")

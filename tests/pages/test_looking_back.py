"""Looking back as plain values."""

from __future__ import annotations

from pathlib import Path

from app.pages import looking_back
from tests.counting import counting
from tests.team import Team


def test_figures_are_of_one_moment_and_take_as_many_statements_for_more_records(team: Team) -> None:
    def counted() -> int:
        with counting() as found:
            charts = looking_back.read(team.house, team.owner)
        assert found.transactions == 1
        assert [chart.title for chart in charts] == [
            "In date over time",
            "Actions closed on time",
            "Practice leader time: Priya Larch",
        ]
        return len(found)

    team.sign(team.write(team.owner, team.other, action="Offer two choices"))
    few = counted()
    for about in (team.worker, team.leader):
        team.sign(team.write(team.owner, about, action="Offer two choices"))
    assert counted() == few


def test_figures_go_out_to_print(team: Team, tmp_path: Path) -> None:
    outcome = looking_back.to_print(team.house, team.owner, tmp_path / "back.pdf")
    assert outcome.value.read_bytes().startswith(b"%PDF-")

"""Quality of supervision: figures from the records, a draw that can be repeated, an audit that is sealed and names nobody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.records import Choice, Response
from app.domain.signing import Verdict
from tests.team import Team

BEGIN, END = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


def charts(team: Team) -> dict[str, dict[str, tuple[int | None, ...]]]:
    return {
        chart.title: dict(chart.rows) for chart in team.house.quality.figures(team.owner, BEGIN, END).charts
    }


def test_figures_are_counted_from_what_is_sealed(team: Team) -> None:
    words = (
        "Kofi chose his own breakfast for the first time and we talked about how that came about this week"
    )
    first = team.write(team.deputy, team.worker, words=words)
    team.clock.turn(days=9)
    team.sign(first, Response(choice=Choice.AGREE_AND_ADD, words="I am glad about it."))
    team.sign(team.write(team.owner, team.other, words=words))
    found = charts(team)
    assert found["Days to sign"] == {
        "Same day": (1,),
        "1 to 7 days": (0,),
        "8 to 14 days": (1,),
        "Longer": (0,),
    }
    assert sum(value[0] or 0 for value in found["What supervision goes to"].values()) in range(98, 103)
    figures = team.house.quality.figures(team.owner, BEGIN, END)
    assert [(copy.alike, {copy.one.number, copy.other.number}) for copy in figures.copies] == [
        (100, {"S-0001", "S-0002"})
    ]
    assert team.house.quality.figures(team.owner, BEGIN, END, team.deputy.person_id).records == 1


def test_an_audit_is_drawn_answered_sealed_and_counts_as_evidence(team: Team, tmp_path: Path) -> None:
    for _ in range(4):
        team.sign(team.write(team.deputy, team.worker))
    quality, month = team.house.quality, dt.date(2026, 11, 1)
    audit = quality.begin_audit(team.owner, month, 3, seed=11).value
    assert audit.sample == quality.begin_audit(team.owner, month, 3, seed=11).value.sample
    with pytest.raises(IncompleteError):
        quality.seal_audit(team.owner, audit.id)
    answers = {
        record: {key: "yes" for key, _, _ in quality.forms(team.owner)[0].keyed} for record in audit.sample
    }
    answers[audit.sample[0]]["record.voice"] = "no"
    quality.answer(team.owner, audit.id, answers, "Ask for the worker’s own words.")
    sealed = quality.seal_audit(team.owner, audit.id).value
    with pytest.raises(StateError):
        quality.answer(team.owner, audit.id, answers)
    pdf = quality.audit_pdf(team.owner, audit.id, tmp_path / "audit.pdf")
    assert team.house.checking.check(pdf).verdict is Verdict.UNCHANGED
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "seed 11" in text
    assert "67 % yes" in text
    assert not [name for name in ("Tomasz", "Birch", "Rowan", "Alder") if name in text]
    end = team.clock.now().date()
    coverage = team.house.evidence.coverage(team.owner, "cqc_saf_2023", end, end)
    assert next(one for one in coverage.covered if one.item.code == "W5").audits == 1
    assert sealed.sealed_at == team.clock.now()


def test_nobody_but_the_registered_manager_looks_at_quality(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.quality.figures(actor, BEGIN, END)
        with pytest.raises(NotAllowedError):
            team.house.quality.begin_audit(actor, BEGIN)
    with pytest.raises(StateError):
        team.house.quality.begin_audit(team.owner, dt.date(2025, 1, 1))

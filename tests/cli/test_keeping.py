"""Keeping by command: what may go, holds, and the log of what was deleted."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside


def test_a_hold_is_put_on_listed_and_lifted(demo: Demo, tmp_path: Path) -> None:
    assert alongside("keeping", "list", *demo.opening).out == "Nothing may go now.\n"
    assert alongside("keeping", "list", "--json", *demo.opening).json == []
    assert alongside("keeping", "holds", *demo.opening).out == "Nothing is held.\n"
    who = ("--person", demo.people[-1].name, "--because", "A claim", "--asked-by", "The insurer")
    assert alongside("keeping", "hold", *who, *demo.opening).code == 0
    (held,) = alongside("keeping", "holds", "--json", *demo.opening).json
    assert (held["person"], held["reason"], held["asked_by"]) == (
        demo.people[-1].name,
        "A claim",
        "The insurer",
    )
    assert "everything: legal hold, A claim" in alongside("keeping", "holds", *demo.opening).out
    assert alongside("keeping", "lift", held["hold"], "--because", " ", *demo.opening).code == 1
    assert alongside("keeping", "lift", held["hold"], "--because", "Settled", *demo.opening).code == 0
    assert alongside("keeping", "holds", "--json", *demo.opening).json == []
    assert alongside("keeping", "log", *demo.opening).out == "Nothing was deleted yet.\n"
    log = tmp_path / "log.csv"
    assert alongside("keeping", "log", "--csv", log, *demo.opening).code == 0
    assert log.read_text(encoding="utf-8-sig").startswith("Number,Whose,What,Rule,")

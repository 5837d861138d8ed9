"""Training by command: who did what until when, and bringing in the ASC-WDS training file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside

LIST = "Name,Course,Completed,Expires,Shoe size\nBen Chestnut,Fire marshal,2 Nov 2024,2 Nov 2025,6\nNobody Here,Fire marshal,2 Nov 2024,,7\n"


def test_training_is_looked_at_brought_in_and_then_told_of(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "training.csv").write_text(LIST, encoding="utf-8")
    looked = alongside("training", "import", tmp_path / "training.csv", "--preview", "--json", *demo.opening)
    assert looked.code == 0
    assert [row["what"] for row in looked.json["rows"]] == ["new", "skip"]
    assert looked.json["ignored_columns"] == ["Shoe size"]
    assert "noted" not in looked.json
    done = alongside("training", "import", tmp_path / "training.csv", *demo.opening)
    assert (done.code, "1 noted, 0 with another end." in done.out) == (0, True)
    assert "Left out unread: Shoe size.\n" in done.out
    told = alongside("training", "list", "--out", "--json", *demo.opening).json["training"]
    (mine,) = (row for row in told if row["training"] == "Fire marshal")
    assert (mine["person"], mine["state"], mine["until"]) == ("Ben Chestnut", "out", "2025-11-02")
    plain = alongside("training", "list", "--xlsx", tmp_path / "t.xlsx", *demo.opening)
    assert "Ben Chestnut: Fire marshal, ! ran out 2 Nov 2025\n" in plain.out
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")

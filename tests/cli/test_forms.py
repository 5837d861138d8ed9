"""Forms by command: listed, checked, brought in, taken out and published."""

from __future__ import annotations

from pathlib import Path

from app.system.resources import resource
from tests.cli.conftest import Demo, alongside

OURS = (
    resource("catalog", "forms", "gibbs.toml")
    .read_text(encoding="utf-8")
    .replace('id = "gibbs"', 'id = "circle"', 1)
)


def test_a_form_is_checked_brought_in_published_listed_and_taken_out(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "circle.toml"
    file.write_text(OURS, encoding="utf-8")
    checked = alongside("forms", "check", file)
    assert (checked.code, checked.out) == (0, "Gibbs cycle, version 1: 6 questions, nothing wrong.\n")
    brought = alongside("forms", "bring-in", file, *demo.opening)
    assert "as a draft with the id circle" in brought.out
    listed = alongside("forms", "list", "--json", *demo.opening).json["forms"]
    own = next(one for one in listed if one["id"] == "circle")
    assert (own["own"], own["draft"], own["published"], own["usual"], own["use"]) == (
        True,
        True,
        False,
        False,
        "reflection",
    )
    published = alongside("forms", "publish", "circle", "--usual", *demo.opening)
    assert (published.code, published.out) == (0, "Gibbs cycle, version 1, is published.\n")
    lines = alongside("forms", "list", *demo.opening).out.splitlines()
    assert "circle: Gibbs cycle (reflection), version 1, own, usual" in lines
    assert "gibbs: Gibbs cycle (reflection), version 1" in lines
    assert len(lines) == len(listed)
    out = alongside("forms", "take-out", "circle", "--to", tmp_path / "out.toml", *demo.opening)
    assert (out.code, out.out) == (0, f"The form is in {tmp_path / 'out.toml'}.\n")
    assert alongside("forms", "check", tmp_path / "out.toml").code == 0


def test_a_form_that_lacks_something_is_told_where_without_opening_any_records(tmp_path: Path) -> None:
    file = tmp_path / "coaching.toml"
    text = resource("catalog", "forms", "coaching.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('role = "happened", ', ""), encoding="utf-8")
    told = alongside("forms", "check", file)
    assert told.code == 1
    assert told.out.startswith("coaching: No question asks what happened.")


def test_faults_are_told_in_sentences_and_nothing_is_changed(demo: Demo, tmp_path: Path) -> None:
    lost = alongside("forms", "check", tmp_path / "lost.toml")
    (tmp_path / "broken.toml").write_text("id = 3", encoding="utf-8")
    broken = alongside("forms", "bring-in", tmp_path / "broken.toml", *demo.opening)
    nowhere = alongside("forms", "take-out", "nowhere", "--to", tmp_path / "x.toml", *demo.opening)
    undrafted = alongside("forms", "publish", "gibbs", *demo.opening)
    assert [one.code for one in (lost, broken, nowhere, undrafted)] == [1, 1, 1, 1]
    assert "broken.toml" in broken.err
    assert "no such form" in nowhere.err
    assert "no draft" in undrafted.err
    help_ = alongside("forms", "publish", "--help")
    assert (help_.code, "example:" in help_.out) == (0, True)


def test_the_shape_of_a_form_is_printed_for_other_tools() -> None:
    assert alongside("forms", "schema").json["title"] == "A form of Alongside"

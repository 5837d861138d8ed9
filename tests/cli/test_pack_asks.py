"""``pack make`` takes no word out by itself: it shows what may be a name and asks, and where nobody is, says what to give."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.domain.first_page import QUESTIONS
from app.domain.packs import Purpose
from tests.cli.conftest import Ran, alongside
from tests.services.test_packs import text_of
from tests.team import PASSPHRASE, Team
from tests.team import SAID as FIRST_PAGE

SAID = "I asked You to show the Hoover to Maureen, and Maureen told Zadie and Brannock about it."


@pytest.fixture
def closed(team: Team, tmp_path: Path) -> tuple[str, ...]:
    """Return the arguments that open records in which words stand that may be names."""
    team.sign(team.write(team.deputy, team.worker, words=SAID))
    assert team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",)).hidden == ()
    team.house.vaults.close()
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return ("--vault", str(tmp_path / "vault"), "--as", "Ruth Alder", "--passphrase-file", str(secret))


TOLD = [word for name in QUESTIONS for word in (f"--{name.replace('_', '-')}", getattr(FIRST_PAGE, name))]


def make(opening: tuple[str, ...], to: Path, *more: str) -> Ran:
    days = ("--from", "2026-01-01", "--until", "2026-12-31")
    return alongside(
        "pack", "make", "--to", to, "--framework", "cqc_saf_2023", "--json", *days, *TOLD, *more, *opening
    )


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))


def test_where_nobody_is_nothing_is_made_and_the_words_are_named(
    closed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "")
    ran = make(closed, tmp_path / "packs")
    assert ran.code == 1
    for told in ("Maureen", "Zadie", "Brannock", "S-0001", "--hide WORD", "--found keep"):
        assert told in ran.err
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("Maureen\n", ["Maureen"]),
        ("maureen, Tea lady\n", ["maureen", "Tea lady"]),
        ("none\n", []),
        ("all\n", ["Maureen", "Zadie", "Brannock"]),
    ],
)
def test_what_somebody_answers_is_what_is_taken_out(
    closed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, hidden: list[str]
) -> None:
    typed(monkeypatch, line)
    ran = make(closed, tmp_path / "packs")
    assert ran.code == 0, ran.err
    assert ran.json["hidden"] == hidden


def test_words_decided_on_the_command_line_are_not_asked_about(
    closed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "")
    decided = ("--hide", "Maureen", "--keep", "Zadie", "--keep", "Brannock")
    assert make(closed, tmp_path / "one", *decided).json["hidden"] == ["Maureen"]
    assert make(closed, tmp_path / "two", "--keep", "Zadie", "--found", "hide").json["hidden"] == [
        "Maureen",
        "Brannock",
    ]
    assert make(closed, tmp_path / "three", "--found", "keep").json["hidden"] == []


def test_what_the_first_page_says_is_asked_for_and_what_was_answered_is_kept(
    closed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("pack", "make", "--to", tmp_path / "packs", "--found", "keep", "--json", *closed)
    typed(monkeypatch, "")
    nobody = alongside(*asked, "--set-out", "Choices at meals")
    assert (nobody.code, "--came WORDS" in nobody.err) == (1, True)
    typed(monkeypatch, "People choose now.\nNights are watched too seldom.\n")
    unknown = alongside(*asked, "--set-out", "Choices at meals", "--change", "Hoist")
    assert (unknown.code, "There is no practice thread called “Hoist”" in unknown.err) == (1, True)
    typed(monkeypatch, "People choose now.\nNights are watched too seldom.\n")
    made = alongside(*asked, "--set-out", "Choices at meals")
    assert made.code == 0, made.err
    text = text_of(Path(made.json["folder"]) / "index.pdf")
    for sentence in ("Choices at meals", "People choose now.", "Nights are watched too seldom."):
        assert sentence in text

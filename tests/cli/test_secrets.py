"""By command: a new recovery sheet, and confirming one's own new PIN, with the guards of the window."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.domain.errors import WrongSecretError
from app.domain.signing_keys import Mine
from tests.cli.conftest import Ran, alongside
from tests.services.test_codes import words_of
from tests.team import PASSPHRASE, PINS, Team


class Desk:
    """Records that are closed, and somebody at the keyboard who types what they are asked."""

    def __init__(self, team: Team, folder: Path, patch: pytest.MonkeyPatch) -> None:
        team.house.vaults.close()
        self._team, self._folder, self._patch = team, folder, patch

    def run(self, *arguments: object, typed: str, by: str = "Ruth Alder") -> Ran:
        """Run a command opened by somebody."""
        own = self._folder / "passphrase"
        own.write_text(PASSPHRASE if by == "Ruth Alder" else f"{PASSPHRASE} {by}", encoding="utf-8")
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        opening = ("--vault", self._folder / "vault", "--as", by, "--passphrase-file", own)
        return alongside(*arguments, *opening)

    def log(self) -> list[str]:
        """Return what was done, newest first."""
        self._team.house.vaults.open("Ruth Alder", PASSPHRASE)
        done = [one.action for one in self._team.house.audit.events(self._team.owner)]
        self._team.house.vaults.close()
        return done


@pytest.fixture
def desk(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return the team's records, where a worker's PIN was reset."""
    team.reset(team.worker)
    return Desk(team, tmp_path, monkeypatch)


def test_a_new_sheet_is_made_for_the_manager_alone_and_the_old_opens_nothing(
    desk: Desk, team: Team, tmp_path: Path
) -> None:
    refused = desk.run("sheet", "new", "--to", tmp_path / "no.pdf", typed="", by="Dee Rowan")
    assert refused.code == 1
    assert "Only the registered manager can replace the recovery sheet." in refused.err
    assert not (tmp_path / "no.pdf").exists()
    made = desk.run("sheet", "new", "--to", tmp_path / "first.pdf", typed="")
    assert made.code == 0
    first = next(w for w in words_of(tmp_path / "first.pdf").split() if w.count("-") == 5)
    nowhere = tmp_path / "first.pdf" / "second.pdf"  # no folder can be made there
    again = desk.run("sheet", "new", "--to", nowhere, typed="")
    assert again.code == 1
    key = again.err.rsplit("shown only once: ", 1)[1].strip()
    with pytest.raises(WrongSecretError):
        team.house.vaults.recover(first, "a wholly new passphrase", "739105")
    assert desk.run("sheet", "put-away", typed="").code == 0
    assert "recovery sheet put away" in desk.log()
    assert team.house.vaults.recover(key, "otter pebble marigold", "739105").actor.name == "Ruth Alder"


def test_a_new_pin_is_confirmed_beside_a_witness_and_never_by_who_ordered_it(desk: Desk, team: Team) -> None:
    mine, priya, ruth = PINS["Tomasz Birch"], PINS["Priya Larch"], PINS["Ruth Alder"]
    whose = ("--whose", "Tomasz Birch")
    shown = desk.run("pin", "show", *whose, typed=f"{mine}\n")
    assert "after a reset, ordered by Ruth Alder, not yet confirmed, in use" in shown.out
    assert desk.run("pin", "show", *whose, typed="111112\n").code == 1
    asked = ("pin", "confirm", *whose, "--witness")
    who_ordered = desk.run(*asked, "Ruth Alder", typed=f"{mine}\nyes\nyes\n{ruth}\n")
    assert "not who ordered the new PIN" in who_ordered.err
    wrong = desk.run(*asked, "Priya Larch", typed=f"{mine}\n{ruth}\n")  # “was that you?” is answered by now
    assert (wrong.code, "PIN" in wrong.err) == (1, True)
    done = desk.run(*asked, "Priya Larch", typed=f"{mine}\n{priya}\n")
    assert (done.code, done.out) == (0, "Confirmed. Signatures say so from now on.\n")
    assert "new PIN confirmed" in desk.log()
    assert desk.run("pin", "show", typed=f"{ruth}\n").out.startswith("First key, made on")


def test_everybody_saves_what_was_done_about_them_with_their_own_pin(desk: Desk, tmp_path: Path) -> None:
    asked = ("activity", "--mine", "--whose", "Tomasz Birch", "--to", tmp_path / "mine.csv")
    assert desk.run(*asked, typed=f"{PINS['Priya Larch']}\n").code == 1
    assert not (tmp_path / "mine.csv").exists()
    assert desk.run(*asked, typed=f"{PINS['Tomasz Birch']}\n").code == 0
    assert "PIN reset forced" in (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
    whole = ("activity", "--to", tmp_path / "all.xlsx")
    assert "Only the registered manager" in desk.run(*whole, typed="", by="Dee Rowan").err
    assert desk.run(*whole, typed="").code == 0


def test_a_no_at_the_keyboard_is_written_down_and_confirms_nothing(desk: Desk, team: Team) -> None:
    mine = PINS["Tomasz Birch"]
    asked = ("pin", "confirm", "--whose", "Tomasz Birch", "--witness", "Priya Larch")
    neither = desk.run(*asked, typed=f"{mine}\nperhaps\n")
    assert "what you say here stays. Nothing was changed." in neither.err
    told = desk.run(*asked, typed=f"{mine}\nyes\nno\n")
    assert (told.code, told.out.startswith("Noted, and told to the registered manager.")) == (1, True)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    worker = team.house.vaults.unlock(team.worker.person_id, mine)
    current = team.house.own_keys.mine(worker).current
    assert current is not None
    assert (current.answer, current.waits) == (Mine.NO, True)

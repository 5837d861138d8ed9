"""A program that is killed while something readable is on its way out leaves nothing of it after the next start."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import StoppedError
from app.domain.going_out import GIVEN_UP
from app.domain.kinds import Kind
from app.domain.packs import Purpose
from app.services.house import House
from app.services.packs.making import PackMaking
from app.storage.keys import FLOOR
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team, with_said

WORDS = "He chose the blue cup, and said why."
Progress = Callable[[int, int], bool]


class Killed:
    """Keeps all files as they are at one moment, as a kill leaves them, and puts them back later."""

    def __init__(self, root: Path, at: int = 0) -> None:
        self.root, self.at = root, at
        self.kept = root.with_name(f"{root.name}-kept")

    def __call__(self, done: int, _of: int) -> bool:
        """Go on until the moment has come."""
        if done < self.at:
            return True
        self.keep()
        return False

    def keep(self) -> None:
        """Keep everything."""
        shutil.copytree(self.root, self.kept)

    def next_start(self, team: Team) -> House:
        """Return the services as they find it."""
        team.house.vaults.close()
        shutil.rmtree(self.root)
        self.kept.rename(self.root)
        return build(self.root / "vault", team.clock, FLOOR)


@pytest.fixture
def killed(team: Team, tmp_path: Path) -> Iterator[Killed]:
    """Return what kills, over a sealed record; the vault is copied without being closed, as a kill leaves it."""
    team.sign(team.write(team.deputy, team.worker, words=WORDS))
    (tmp_path / "out").mkdir()
    yield Killed(tmp_path, at=2)
    shutil.rmtree(tmp_path.with_name(f"{tmp_path.name}-kept"), ignore_errors=True)


def pack(team: Team, to: Path, progress: Progress | None = None) -> None:
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    team.house.packs.make(team.owner, with_said(plan), to, progress)


def take_out(team: Team, to: Path, progress: Progress) -> None:
    team.house.take_out.take_out(team.owner, to / "all", progress)


def readable(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("leaves", [pack, take_out])
def test_what_was_half_made_is_gone_after_the_next_start_and_that_is_said(
    team: Team, killed: Killed, leaves: Callable[[Team, Path, Progress], None]
) -> None:
    out = killed.root / "out"
    with pytest.raises(StoppedError):
        leaves(team, out, killed)
    house = killed.next_start(team)
    assert readable(out), "there was something to clear"
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    assert list(out.iterdir()) == []
    (told,) = house.vaults.cleared.take()
    assert "was cut off in" in told
    assert "Nothing half-made is left there" in told
    assert house.vaults.cleared.take() == (), "it is said once"
    assert [e.action for e in house.audit.events(owner)].count("cut off and cleared") == 1
    house.vaults.close()


def test_of_files_that_were_being_saved_only_the_half_one_goes(
    team: Team, killed: Killed, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = killed.root / "out"
    (out / "notes.part").write_text("somebody else's", encoding="utf-8")

    def cut(path: Path, data: bytes) -> Path:
        if path.suffix == ".pdf":
            path.with_name(f".{path.name}.0123abcd.part").write_bytes(data[:100])
            killed.keep()
            raise KeyboardInterrupt
        path.write_bytes(data)
        return path

    with monkeypatch.context() as patch:
        patch.setattr("app.services.going_out.write_out", cut)
        with pytest.raises(KeyboardInterrupt):
            team.house.transfer.export(team.owner, out)
    house = killed.next_start(team)
    assert len(readable(out)) == 3
    house.vaults.open("Ruth Alder", PASSPHRASE)
    assert sorted(readable(out)) == ["notes.part", "service-certificate.cer"]
    house.vaults.close()


def sheet(team: Team, to: Path) -> None:
    made = team.house.vaults.new_sheet(team.owner, PASSPHRASE)
    team.house.vaults.save_sheet(made.recovery_sheet_pdf, to / "sheet.pdf")


def dates(team: Team, to: Path) -> None:
    team.house.due_files.workbook(team.owner, to / "dates.xlsx")


def month(team: Team, to: Path) -> None:
    team.house.calendars.month(team.owner, dt.date(2026, 11, 1), to / "month.pdf")


def blank(team: Team, to: Path) -> None:
    team.house.paper.print_blank(team.owner, Kind.SUPERVISION, "", team.worker.person_id, to / "blank.pdf")


@pytest.mark.parametrize("saves", [sheet, dates, month, blank])
def test_a_small_file_that_was_being_saved_leaves_no_half_either(
    team: Team, killed: Killed, monkeypatch: pytest.MonkeyPatch, saves: Callable[[Team, Path], None]
) -> None:
    out = killed.root / "out"

    def cut(path: Path, data: bytes) -> Path:
        path.with_name(f".{path.name}.0123abcd.part").write_bytes(data[:100])
        killed.keep()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.services.going_out.write_out", cut)
        with pytest.raises(KeyboardInterrupt):
            saves(team, out)
    house = killed.next_start(team)
    assert readable(out), "there was something to clear"
    house.vaults.open("Ruth Alder", PASSPHRASE)
    assert readable(out) == []
    assert "Saving files was cut off" in house.vaults.cleared.take()[0]
    house.vaults.close()


def test_a_recovery_sheet_is_saved_even_where_nothing_can_be_noted(team: Team, tmp_path: Path) -> None:
    made = team.house.vaults.new_sheet(team.owner, PASSPHRASE)
    team.house.vaults.close()
    team.house.vaults.save_sheet(made.recovery_sheet_pdf, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == made.recovery_sheet_pdf


def test_a_pack_that_was_whole_but_is_in_no_log_goes_too_and_a_logged_one_stays(
    team: Team, killed: Killed, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, log = killed.root / "out", PackMaking._log
    pack(team, out)
    logged = set(readable(out))

    def cut(making: PackMaking, *given: object) -> object:
        killed.keep()
        return log(making, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(PackMaking, "_log", cut)
        pack(team, out)
    house = killed.next_start(team)
    assert len(list(out.iterdir())) == 4
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    assert set(readable(out)) == logged
    assert len(house.packs.log(owner)) == 1
    house.vaults.close()


@contextmanager
def noted(team: Team, path: Path) -> Iterator[None]:
    """Let the records say that a pack is being written, as a kill leaves them."""
    from app.domain.going_out import PACK, GoingOut  # noqa: PLC0415 - only here

    with vault_of(team).write(team.owner.person_id) as work:
        work.going_out.begin(GoingOut(path=str(path), what=PACK, begun_at=team.clock.now()))
    team.house.vaults.close()
    yield
    team.house.vaults.close()


def test_a_stick_that_is_away_is_asked_for_until_it_is_back(team: Team, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with noted(team, stick / "Pack-1"):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        assert "Plug that place in" in team.house.vaults.cleared.take()[0]
        team.house.vaults.close()
        half = stick / ".Pack-1.0a1b2c3d.part"
        half.mkdir(parents=True)
        (half / "record.pdf").write_bytes(b"%PDF-")
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        assert list(stick.iterdir()) == []
        assert "Nothing half-made is left" in team.house.vaults.cleared.take()[0]
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.vaults.cleared.take() == ()


def test_a_place_that_never_comes_back_is_not_asked_for_for_ever(team: Team, tmp_path: Path) -> None:
    with noted(team, tmp_path / "gone" / "Pack-1"):
        team.clock.turn(days=(GIVEN_UP + dt.timedelta(days=1)).days)
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        assert team.house.vaults.cleared.take() == ()
        with vault_of(team).read() as work:
            assert work.going_out.all() == ()


def test_a_backup_from_the_middle_of_a_pack_takes_no_finished_pack_away(team: Team, tmp_path: Path) -> None:
    finished = tmp_path / "out" / "Pack-1"
    finished.mkdir(parents=True)
    (finished / "manifest.json").write_text("{}", encoding="utf-8")
    with noted(team, finished):
        vault_of(team).backups.note(restored="backup 0001")
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        assert readable(finished) == ["manifest.json"]
        with vault_of(team).read() as work:
            assert work.going_out.all() == ()


def test_a_salvage_that_is_killed_leaves_nothing_readable(team: Team, killed: Killed) -> None:
    out = killed.root / "out"
    team.house.vaults.close()
    with pytest.raises(StoppedError):
        team.house.salvage.salvage(
            out / "saved", name="Ruth Alder", passphrase=PASSPHRASE, progress=Killed(killed.root)
        )
    house = killed.next_start(team)
    house.vaults.open("Ruth Alder", PASSPHRASE)
    assert list(out.iterdir()) == []
    assert not list(house.vaults.folder.glob(".salvage*"))
    assert "A salvage was cut off" in house.vaults.cleared.take()[0]
    house.vaults.close()

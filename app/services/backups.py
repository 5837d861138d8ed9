"""Backups: made by hand and by themselves, tried out, and put back. Who may is asked here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_back_up, may_manage_people, require
from app.domain.backups import DAY, Told, told
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment
from app.domain.errors import AlongsideError, StoppedError
from app.services.present import present

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.backups import Backup
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.storage.vault import Vault

    Progress = Callable[[int, int], bool]

MAY_MAKE = "Only somebody with a passphrase of their own can make backups and try them out."
MAY_CHOOSE = "Only the registered manager can choose where backups go."
STOPPED = "That was stopped. Nothing half-made was left, and the records are as they were."
BY_HAND, CLOSING, DAILY = "made by hand", "when Alongside was closed", "the first of the day"
AWAY = "The second place for backups, “{}”, is not here now. Plug it in: a backup goes there by itself then."
NOT_WHOLE = "“{}” is called a backup but is not whole, so it is not listed. Make a new one, and tell IT."
NO_SECOND = "No second place is chosen. If this PC is lost, its backups are lost with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A backup, the folder it is in, and whether that is in the second place."""

    backup: Backup
    folder: Path
    second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Where backups go, how old the newest are, when one was last tried out, and all of them.

    ``second`` is the second place, empty when none is chosen; ``second_here`` whether it can be reached now.
    ``problem`` is why the last one that was to be made by itself was not, and what is no whole backup.
    """

    here: Path
    second: str
    second_here: bool
    told: tuple[Told, ...]
    rehearsed_at: dt.datetime | None
    rehearsed: str
    problem: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made here or elsewhere; ``problem`` says why there is none in the second place."""

    backup: Backup
    folder: Path
    second: Path | None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A backup that was put back in a place of its own, and what was looked at there."""

    backup: Path
    files: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A backup that took the records' place; ``kept`` is the folder of those from before, if any."""

    backup: Path
    kept: Path | None


class BackupsService:
    """What people do with backups, and what is done for them."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._backups = vault.backups
        self._clock = clock

    # --- how they stand -------------------------------------------------------------------------------------

    def told(self) -> tuple[Told, ...]:
        """Return the age of the newest backup in words, here and in the second place. Opens nothing."""
        now, zone = self._clock.now(), self._clock.zone()
        here, second = self._backups.newest_at()
        lines = [told(here, now, zone)]
        if self._backups.notes.second:
            lines.append(told(second, now, zone, "In the second place"))
        return tuple(lines)

    def put_back(self) -> str:
        """Return which backup was put back since somebody last signed in, or an empty text."""
        return self._backups.notes.restored

    def problem(self) -> str:
        """Return why the last backup that was to be made by itself was not, or an empty text."""
        return self._backups.notes.problem

    def overview(self, actor: Actor) -> Overview:
        """Return where backups go, how old they are, and all of them."""
        self._may_make(actor)
        notes, second = self._backups.notes, self._backups.second()
        here = self._backups.here
        return Overview(
            here=here,
            second=notes.second,
            second_here=second is not None,
            told=self.told(),
            rehearsed_at=self._backups.rehearsed_at(),
            rehearsed=notes.rehearsed,
            problem=" ".join((notes.problem, *(map(NOT_WHOLE.format, self._backups.unlisted())))).strip(),
            listed=tuple(
                Listed(backup=one.backup, folder=one.folder, second=one.folder.parent != here)
                for one in self._backups.listed()
            ),
        )

    # --- making ---------------------------------------------------------------------------------------------

    def make(self, actor: Actor, to: Path | None = None, progress: Progress | None = None) -> Outcome[Made]:
        """Make a backup now: beside the records and in the second place, or only in a folder that is named.

        Raises StorageFullError, VaultPlaceError or VaultDamagedError where none could be made at all.
        """
        self._may_make(actor)
        step = _step(progress)
        if to is not None:
            made = Made(backup=self._backups.make(BY_HAND, step, to), folder=to, second=None)
        else:
            backup = self._backups.make(BY_HAND, step)
            second, problem = self._in_second(BY_HAND, step)
            made = Made(backup=backup, folder=self._backups.here, second=second, problem=problem)
        self._log(actor.person_id, "backup made", f"{made.backup.name}, {made.backup.records} records")
        return Outcome(made, changed(Topic.BACKUPS))

    def at_closing(self) -> str:
        """Make a backup before the records are closed, if something was done. Returns why not, or nothing."""
        if not self._vault.is_open or not self._backups.changed:
            return ""
        return self._by_itself(CLOSING)

    def daily(self) -> Outcome[str]:
        """Make a backup if the newest is a day old, and one in the second place when that has come back.

        Returns why none was made, or nothing.
        """
        if not self._vault.is_open:
            return Outcome("", changed())
        now, (here, second) = self._clock.now(), self._backups.newest_at()
        if here is None or abs(now - here) >= DAY:
            return Outcome(self._by_itself(DAILY), changed(Topic.BACKUPS))
        if self._backups.second() is not None and (second is None or abs(now - second) >= DAY):
            _, problem = self._in_second(DAILY, _step(None))
            return Outcome(problem, changed(Topic.BACKUPS))
        return Outcome("", changed())

    def before(self, why: str) -> None:
        """Make a backup before something big is done. Raises what ``make`` raises; then it is not done."""
        self._backups.make(f"before {why}")

    def choose_place(self, actor: Actor, folder: Path | None) -> Outcome[Path | None]:
        """Choose a second place for backups: a stick, a drive, a shared or synced folder; or none."""
        self._may_choose(actor)
        place = self._backups.choose_second(folder)
        self._log(actor.person_id, "place for backups chosen", str(place or "none"))
        return Outcome(place, changed(Topic.BACKUPS))

    # --- trying out, and putting back -----------------------------------------------------------------------

    def rehearse(
        self, actor: Actor, backup: Path | None = None, progress: Progress | None = None
    ) -> Outcome[Rehearsed]:
        """Put a backup back in a place of its own, look at every PDF and the whole log, remove it again.

        Without a path the newest is taken. Raises VaultDamagedError naming what is wrong.
        """
        self._may_make(actor)
        found = self._backups.find(backup or self._backups.here)
        proof = self._backups.rehearse(found, _step(progress))
        at = self._clock.now()
        done = Rehearsed(backup=found, files=proof.files, events=proof.events)
        self._backups.note(rehearsed_at=at.isoformat(), rehearsed=found.name)
        self._log(actor.person_id, "backup rehearsed", f"{found.name}, {proof.files} files")
        return Outcome(done, changed(Topic.BACKUPS))

    def restore(
        self,
        backup: Path,
        *,
        name: str = "",
        passphrase: str = "",
        recovery: str = "",
        progress: Progress | None = None,
    ) -> Restored:
        """Let a backup take the records' place; those from before are kept beside, in a folder of their own.

        Opened by a registered manager's passphrase of that day, or by the recovery sheet. The records are
        closed then. Raises WrongSecretError, NotAllowedError or a vault fault; then nothing was changed.
        """
        found = self._backups.find(backup)
        if recovery:
            key, who = self._backups.key_with_sheet(found, recovery), "the recovery sheet"
        else:
            key, who = self._backups.key_with_passphrase(found, name, passphrase), name
        kept = self._backups.restore(found, key, _step(progress), f"{found.name}, by {who}")
        return Restored(backup=found, kept=kept)

    def when(self, backup: Backup) -> str:
        """Return when a backup was made, in words."""
        return long_moment(backup.made_at, self._clock.zone())

    # --- parts ----------------------------------------------------------------------------------------------

    def _by_itself(self, why: str) -> str:
        try:
            backup = self._backups.make(why)
            self._log("", "backup made", f"{backup.name}, {backup.records} records")
        except AlongsideError as error:
            self._backups.note(problem=str(error))
            return str(error)
        return self._in_second(why, _step(None))[1]

    def _in_second(self, why: str, step: Callable[[int, int], None]) -> tuple[Path | None, str]:
        chosen, second = self._backups.notes.second, self._backups.second()
        if not chosen:
            return None, ""
        if second is None:
            return None, AWAY.format(chosen)
        try:
            self._backups.make(why, step, second)
        except StoppedError:
            raise
        except AlongsideError as error:
            return None, str(error)
        return second, ""

    def _log(self, person_id: str, did: str, detail: str) -> None:
        with self._vault.write(person_id) as work:
            work.audit(did, "service", detail)

    def _may_make(self, actor: Actor) -> None:
        with self._vault.read() as work:
            require(may_back_up(present(work, actor)), MAY_MAKE)

    def _may_choose(self, actor: Actor) -> None:
        with self._vault.read() as work:
            require(may_manage_people(present(work, actor)), MAY_CHOOSE)


def _step(progress: Progress | None) -> Callable[[int, int], None]:
    """Return a step that stops the work where somebody asked for that."""

    def step(done: int, of: int) -> None:
        if progress is not None and not progress(done, of):
            raise StoppedError(STOPPED)

    return step

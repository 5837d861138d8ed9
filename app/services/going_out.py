"""What a killed program left readable and half-made outside of the records goes at the next start."""

from __future__ import annotations

import contextlib
import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError
from app.domain.going_out import FILES, GIVEN_UP, PACK, GoingOut
from app.domain.on_paper import OnPaper
from app.system.atomic import clear_halves, digest_of, write_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.storage.store import Store

    Put = Callable[[Path, bytes], Path]


class Told:
    """Sentences that are told once."""

    def __init__(self) -> None:
        self._waiting: tuple[str, ...] = ()

    def add(self, sentences: tuple[str, ...]) -> None:
        """Have something to tell."""
        self._waiting += sentences

    def take(self) -> tuple[str, ...]:
        """Return what has not been told yet."""
        told, self._waiting = self._waiting, ()
        return told


@contextmanager
def going_out(
    store: Store, clock: Clock, actor_id: str, what: str, path: Path, *, surely: bool = False
) -> Iterator[None]:
    """Note in the records that something is being written, until it is there or nothing of it is.

    Killed meanwhile, the note tells the next start where to look. ``surely``: it is written even where that
    cannot be noted.
    """
    one = GoingOut(path=str(path.absolute()), what=what, begun_at=clock.now())
    try:
        with store.write(actor_id) as work:
            work.going_out.begin(one)
    except AlongsideError:
        if not surely:
            raise
    try:
        yield
    finally:
        # whatever it came to, nothing half-made is left; a note that stays only makes the next start look
        with contextlib.suppress(AlongsideError), store.write(actor_id) as work:
            work.going_out.done((one.path,))


@contextmanager
def files_out(store: Store, clock: Clock, actor_id: str, folder: Path) -> Iterator[Put]:
    """Yield the call that writes a file into a folder; nothing half-made stays there, killed or not.

    Files leave the records through here and nowhere else: a service that wrote one itself would leave a half
    that anybody can read. It goes around a transaction, not inside one, or a kill takes the note too.
    """
    with going_out(store, clock, actor_id, FILES, folder):
        yield write_out


@contextmanager
def one_out(
    store: Store, clock: Clock, actor_id: str, to: Path | OnPaper, *, surely: bool = False
) -> Iterator[Callable[[bytes], object]]:
    """Yield the call that puts one PDF where it goes: into a file, as above, or onto paper, from memory."""
    if isinstance(to, OnPaper):
        yield to.take
    else:
        with going_out(store, clock, actor_id, FILES, to.parent, surely=surely):
            yield partial(write_out, to)


def file_out(store: Store, clock: Clock, actor_id: str, to: To, data: bytes, *, surely: bool = False) -> To:
    """Write one file outside of the records: complete under its name, or not there. Paper takes it in memory.

    Raises StorageFullError.
    """
    with one_out(store, clock, actor_id, to, surely=surely) as put:
        put(data)
    return to


def clear(store: Store, clock: Clock, actor_id: str, *, put_back: bool) -> tuple[str, ...]:
    """Take away what a killed program left half-made outside of the records; return what is to be told.

    When a backup was put back (``put_back``) its notes are of another day: what is whole is not touched then.
    Only the first who opens the records may call this: nobody else is writing then.
    """
    with store.read() as work:
        left = work.going_out.all()
        logged = {one.sha256 for one in work.packs.all()} if left else set()
    told, gone = list[str](), list[GoingOut]()
    for one in left:
        whole = put_back or one.what != PACK or _logged(Path(one.path), logged)
        if _cleared(one, whole=whole):
            gone.append(one)
            told.append(one.cleared())
        elif clock.now() - one.begun_at > GIVEN_UP:
            gone.append(one)
        else:
            told.append(one.waits())
    if gone:
        with store.write(actor_id) as work:
            work.going_out.done(one.path for one in gone)
            for one in gone:
                work.audit("cut off and cleared", "service", one.what)
    return tuple(told)


def _logged(folder: Path, logged: set[str]) -> bool:
    """Whether a pack that stands under its name is in the disclosure log, and so is whole."""
    try:
        return digest_of(folder / "manifest.json") in logged
    except OSError:
        return False


def _cleared(one: GoingOut, *, whole: bool) -> bool:
    """Take away what is half-made; return whether nothing is left there."""
    path = Path(one.path)
    folder, name = (path, "") if one.what == FILES else (path.parent, path.name)
    if not whole:  # it has its name, and no line in the disclosure log
        shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            path.with_name(f"{name}.zip").unlink(missing_ok=True)
    return clear_halves(folder, name) and (whole or not path.exists())

"""Making a backup: one folder with the records file, its key file and a list; named once it is proved.

Everything in it is as encrypted as the records are. The list (``backup.json``) stands in the open: when, how
much, and the end of the activity log; nobody without the vault key can write another that counts.
"""

from __future__ import annotations

import datetime as dt
import errno
import hmac
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from app import __version__
from app.domain.backups import Backup, superfluous
from app.domain.content import canonical
from app.domain.errors import StorageFullError, VaultDamagedError, VaultPlaceError
from app.storage import engine, keyring, keys
from app.storage.backups.proving import Proof, prove, require_whole
from app.system.atomic import (
    clear_hidden_folders,
    clear_leftovers,
    copy_whole,
    digest_of,
    drop_folder,
    whole_folder,
    write_atomic,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.storage.keyring import Keyring

    Step = Callable[[int, int], None]

FORMAT, MANIFEST = "alongside-backup-1", "backup.json"
HERE = "backups"
"""The folder beside the records that holds their backups."""
PREFIX = "backup "
NOT_COPIED = ("in-use.lock", "in-use.txt", "tries.json", "backups.json", "restoring.json")
BIGGEST_LIST = 1024 * 1024
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
SAFE = "The records are safe, and so are earlier backups."


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a backup is made of: the open records' folder, key file and key, at a moment, and why."""

    folder: Path
    ring: Keyring
    key: bytes
    now: dt.datetime
    why: str


def never(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def make(source: Source, place: Path, step: Step = never) -> Backup:
    """Make a backup in a place and prove it; only then it has its name.

    Raises StorageFullError, VaultPlaceError or VaultDamagedError; nothing is left then. What ``step`` raises
    stops it.
    """
    with told(f"No backup was made in “{place}”", "Plug it in again, or choose another place."):
        place.mkdir(exist_ok=True)
        clear_hidden_folders(place)
        number = max((one.number for one in listed(place)), default=0) + 1
        final = place / f"{PREFIX}{number:04d} {source.now:%Y-%m-%d %H.%M} UTC"
        with whole_folder(final) as hidden:
            return _fill(source, hidden, number, final.name, step)


def _fill(source: Source, hidden: Path, number: int, name: str, step: Step) -> Backup:
    path = hidden / source.ring.file
    engine.snapshot(source.folder / source.ring.file, path, source.key, step)
    keyring.store(hidden, source.ring, source.key)
    for one in _others(source):
        copy_whole(one, hidden / one.name)
    proof = require_whole(prove_folder(hidden, source.key, step), "The backup that was made is not whole.")
    files = [
        {"path": one.name, "size": one.stat().st_size, "sha256": digest_of(one)}
        for one in sorted(hidden.iterdir())
        if one.name != keyring.NAME  # it proves itself, and is kept in step with the one of the records
    ]
    made = Backup(
        name=name, number=number, made_at=source.now, why=source.why, service=proof.service,
        records=proof.records, people=proof.people, events=proof.events, head=proof.head,
    )  # fmt: skip
    body = {
        **asdict(made),
        "format": FORMAT,
        "made_at": source.now.isoformat(),
        "made_with": f"Alongside {__version__}",
        "shape": proof.shape,
        "vault": source.ring.vault_id,
        "generation": source.ring.generation,
        "proved_files": proof.files,
        "files": files,
    }
    write_list(hidden, body, source.key)
    return made


def write_list(folder: Path, body: dict[str, Any], key: bytes) -> None:
    """Write the list of a backup, sealed with the key of its records."""
    write_atomic(
        folder / MANIFEST,
        json.dumps({"backup": body, "seal": _seal(key, body)}, ensure_ascii=False, indent=1).encode(),
    )


def prove_folder(folder: Path, key: bytes, step: Step = never, *, every: bool = False) -> Proof:
    """Return what is in a backup's folder, opened with its own key file. Raises VaultDamagedError."""
    ring, seal = keyring.load(folder)
    if not hmac.compare_digest(keys.check_value(key, ring.vault_id), ring.check):
        message = "This backup was made under another vault key."
        raise VaultDamagedError(message)
    keyring.check_seal(ring, seal, key)
    return prove(folder / plain(ring.file), key, step, every=every)


def clear_killed(folder: Path) -> None:
    """Remove everything half-made that a killed program left in the records' folder and in its backups.

    Only the folder's one user may call this.
    """
    place = folder / HERE
    for one in (folder, place, *(place.glob(f"{PREFIX}*") if place.is_dir() else ())):
        clear_leftovers(one)
        clear_hidden_folders(one)


def listed(place: Path) -> tuple[Backup, ...]:
    """Return the backups in a place, the newest first. What is no whole backup is not among them."""
    try:
        folders = [one for one in place.iterdir() if one.name.startswith(PREFIX) and one.is_dir()]
    except OSError:
        return ()
    found = [backup for one in folders if (backup := as_listed(one)) is not None]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def unlisted(place: Path) -> tuple[str, ...]:
    """Return the names of what is called a backup in a place and is not whole."""
    try:
        folders = [one for one in place.iterdir() if one.name.startswith(PREFIX) and one.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(one.name for one in folders if as_listed(one) is None))


def as_listed(folder: Path) -> Backup | None:
    """Return a folder as a backup, when its list can be read and each file of it is there in full length."""
    body = read_list(folder)
    try:
        if body is None or any(
            (folder / plain(one["path"])).stat().st_size != one["size"] for one in body["files"]
        ):
            return None
        return Backup(
            name=folder.name, number=int(body["number"]), made_at=dt.datetime.fromisoformat(body["made_at"]),
            why=str(body["why"]), service=str(body["service"]), records=int(body["records"]),
            people=int(body["people"]), events=int(body["events"]), head=str(body["head"]),
        )  # fmt: skip
    except (OSError, KeyError, TypeError, ValueError):
        return None


def read_list(folder: Path) -> dict[str, Any] | None:
    """Return what the list of a backup says, or None when there is none that can be read."""
    document = _document(folder)
    return document["backup"] if document is not None else None


def list_faults(folder: Path, key: bytes) -> tuple[str, ...]:
    """Return what in a backup is not as it was made: its list, and each file against it."""
    document = _document(folder)
    if document is None:
        return ("The list of this backup cannot be read.",)
    if not hmac.compare_digest(str(document.get("seal")), _seal(key, document["backup"])):
        return ("The list of this backup was changed.",)
    found = []
    for one in document["backup"]["files"]:
        path = folder / plain(one["path"])
        if not path.is_file():
            found.append(f"“{path.name}” is missing.")
        elif digest_of(path) != one["sha256"]:
            found.append(f"“{path.name}” was changed or is damaged.")
    return tuple(found)


def thin(place: Path, now: dt.datetime) -> tuple[str, ...]:
    """Remove the backups that may go; return their names. One that cannot be removed stays."""
    gone = []
    for one in superfluous(listed(place), now):
        try:
            drop_folder(place / one.name)
        except OSError:
            continue
        gone.append(one.name)
    return tuple(gone)


def _others(source: Source) -> Iterator[Path]:
    """Yield whatever else stands in the folder of the records."""
    for one in sorted(source.folder.iterdir()):
        own = one.name in {*NOT_COPIED, keyring.NAME, keyring.PREVIOUS} or one.name.startswith(
            (".", "vault-")
        )
        if one.is_file() and not one.is_symlink() and not own:
            yield one


def _document(folder: Path) -> dict[str, Any] | None:
    try:
        path = folder / MANIFEST
        if path.stat().st_size > BIGGEST_LIST:
            return None
        document = json.loads(path.read_bytes())
        whole = document["backup"]["format"] == FORMAT and isinstance(document["backup"]["files"], list)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return document if whole else None


def _seal(key: bytes, body: dict[str, Any]) -> str:
    return keys.seal_of(key, b"backup\n" + canonical(body))


def plain(name: str) -> str:
    """Return a file's name. Raises ValueError for one that leads elsewhere."""
    if not name or name in {".", ".."} or any(letter in name for letter in "/\\:\0"):
        raise ValueError(name)
    return name


@contextmanager
def told(begin: str, otherwise: str) -> Iterator[None]:
    """Raise faults of files and of the database as sentences: ``begin`` says what was not done.

    ``otherwise`` is what to do when the drive or folder did not answer.
    """
    try:
        yield
    except StorageFullError as error:
        cause = error.__cause__
        raise _plainly(begin, otherwise, cause if isinstance(cause, OSError) else None) from error
    except OSError as error:
        raise _plainly(begin, otherwise, error) from error
    except sqlcipher.DatabaseError as error:
        text = str(error)
        if "full" in text:
            raise _plainly(begin, otherwise, OSError(errno.ENOSPC, text)) from error
        if any(word in text for word in ("malformed", "not a database", "hmac", "decrypt")):
            message = (
                f"{begin}: part of the records file is damaged. Earlier backups are as they were. Ask IT to "
                "run “alongside salvage”, or restore the newest backup."
            )
            raise VaultDamagedError(message) from error
        raise _plainly(begin, otherwise, None) from error


def _plainly(begin: str, otherwise: str, cause: OSError | None) -> StorageFullError | VaultPlaceError:
    if cause is not None and cause.errno in NO_ROOM:
        return StorageFullError(
            f"{begin}: there is no room left. {SAFE} Free some space there, or choose another place."
        )
    if cause is not None and cause.errno in NOT_ALLOWED:
        return VaultPlaceError(
            f"{begin}: this PC’s account may not write there. {SAFE} Ask IT for the right to, or choose "
            "another place."
        )
    return VaultPlaceError(f"{begin}: the drive or folder did not answer. {SAFE} {otherwise}")

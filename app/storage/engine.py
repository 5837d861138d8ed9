"""The encrypted database file: SQLCipher with a raw key, whole commits on the disk, one writer."""

from __future__ import annotations

import contextlib
import logging
import os
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from app.domain.errors import NotAllowedError
from app.system.wipe import wipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
)

CLOSED = "The records are closed. Somebody with a passphrase opens them first."
PAGES = 1024
"""How many pages are copied between two looks at whether somebody wants to stop."""


def ours_alone(path: Path) -> None:
    """Make an empty file that only this account may read, where there is none. SQLite's own follow it."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _give_key(connection: Any, key: bytes) -> None:
    """Give a connection its key, in a text that is overwritten at once.

    Raises NotAllowedError for a key that was wiped because the records were closed meanwhile.
    """
    if not any(key):
        raise NotAllowedError(CLOSED)
    connection.execute("PRAGMA cipher_log_level=NONE")
    hexed = key.hex()
    text = "".join(("PRAGMA key = \"x'", hexed, "'\""))
    try:
        connection.executescript(text)  # ``execute`` keeps the text as long as the connection
    finally:
        wipe(hexed, text)


def connect(path: Path, key: bytes) -> Any:
    """Open one keyed connection to a file that is there; ``ours_alone`` makes one.

    No file is made here: SQLite throws the journal away that it finds beside an empty one, and what was saved
    last would be lost with a file that was only moved. Raises sqlcipher's DatabaseError when key and file do
    not belong together, or there is none.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlcipher.connect(address, isolation_level=None, check_same_thread=False, uri=True)
    try:
        _give_key(connection, key)
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            message = "this build cannot encrypt"
            raise RuntimeError(message)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def look(path: Path, key: bytes) -> Any:
    """Open one keyed connection that only reads, and leaves nothing beside a file that is closed.

    Raises sqlcipher's DatabaseError when key and file do not belong together.
    """
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        _give_key(connection, key)
        for pragma in ("query_only=ON", "temp_store=MEMORY", "trusted_schema=OFF", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, key: bytes) -> Engine:
    """Return an engine whose transactions take the write lock at once; with ``sqlite_readonly`` they read."""
    for name in ("engine", "pool", "dialect", "orm"):
        logging.getLogger(f"sqlalchemy.{name}").setLevel(logging.WARNING)
    made = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )

    @event.listens_for(made, "begin")
    def begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("sqlite_readonly", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    @event.listens_for(made, "handle_error")
    def met_damage(context: Any) -> None:
        # SQLCipher answers nothing more on a connection that met a damaged page: the others are not to suffer
        if "malformed" in str(context.original_exception):
            context.is_disconnect = True

    return made


def copy(source: Path, source_key: bytes, target: Path, target_key: bytes) -> None:
    """Copy a database, committed pages only, under another key. The target must not exist yet."""
    origin = connect(source, source_key)
    try:
        ours_alone(target)
        destination = connect(target, target_key)
        try:
            origin.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            origin.backup(destination)
            destination.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if destination.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                message = "database disk image is malformed"
                raise sqlcipher.DatabaseError(message)
        finally:
            destination.close()
    finally:
        origin.close()


def snapshot(source: Path, target: Path, key: bytes, step: Callable[[int, int], None]) -> None:
    """Copy one moment of a database that may be in use, under the same key, as one file and nothing beside.

    ``step`` is told how many pages are done of how many; what it raises stops the copy.
    """
    origin = connect(source, key)
    try:
        ours_alone(target)
        destination = sqlcipher.connect(str(target), isolation_level=None, check_same_thread=False)
        try:
            _give_key(destination, key)
            # what is written meanwhile does not make the copy begin again; an open write would make it wait
            origin.execute("BEGIN")
            origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
            origin.backup(
                destination, pages=PAGES, progress=lambda _status, left, of: step(of - left, of), sleep=0.0
            )
            origin.execute("COMMIT")
            destination.execute("PRAGMA journal_mode=DELETE")
        finally:
            destination.close()
    finally:
        origin.close()


def faults(path: Path, key: bytes) -> tuple[str, ...]:
    """Return what SQLCipher and SQLite find wrong with a file; nothing when it is whole."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        found += [
            str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"
        ]
        found += [
            f"a row of {row[0]} points at nothing"
            for row in connection.execute("PRAGMA foreign_key_check").fetchall()
        ]
    finally:
        connection.close()
    return tuple(found)

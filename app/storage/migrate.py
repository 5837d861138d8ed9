"""Bringing a vault file to the present shape. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from app.domain.errors import VaultDamagedError, VaultNewerError
from app.storage import engine
from app.storage.migrations.guards import GUARDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEPS = Path(__file__).parent / "migrations" / "versions"
KNOWN = frozenset(step.name[:4] for step in STEPS.glob("0*.py"))
"""Every shape there ever was, by the number that its step begins with."""
HEAD = max(KNOWN)


def needed(path: Path, key: bytes) -> bool:
    """Whether a file is older than this program.

    Raises VaultNewerError for a newer one, VaultDamagedError for a strange one.
    """
    connection = engine.connect(path, key)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlcipher.OperationalError as error:
        if "no such table" not in str(error):
            raise
        message = (
            "This file does not hold Alongside’s records. It was not changed. Restore a backup of the folder."
        )
        raise VaultDamagedError(message) from error
    finally:
        connection.close()
    if row is None or row[0] not in KNOWN:
        message = (
            "These records were last opened by a newer Alongside. They are unchanged. Install the newest "
            "version on this PC."
        )
        raise VaultNewerError(message)
    return bool(row[0] != HEAD)


def upgrade(path: Path, key: bytes) -> None:
    """Bring a file (an empty one too) to the present shape in one transaction, then check it."""
    from alembic import command  # noqa: PLC0415 - 0.3 s that an up-to-date vault does not need
    from alembic.config import Config  # noqa: PLC0415

    engine.ours_alone(path)
    made = engine.engine(path, key)
    try:
        with made.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            with connection.begin():
                config = Config()
                config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                guard(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            whole = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").fetchall()] == [
                "ok"
            ]
            if broken or not whole:
                message = (
                    "The records could not be brought up to date. They are unchanged. Tell IT; the older "
                    "Alongside still opens them."
                )
                raise VaultDamagedError(message)
    finally:
        made.dispose()


def guard(connection: Connection) -> None:
    """Put back every trigger that protects sealed records and the activity log.

    A table rebuilt by a migration loses its own.
    """
    for name, statement in GUARDS.items():
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(statement))


def guards(path: Path, key: bytes) -> set[str]:
    """Return the names of the triggers in a file that are as this program made them."""
    connection: Any = engine.connect(path, key)
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    finally:
        connection.close()
    return {name for name, statement in rows if GUARDS.get(name) == statement}

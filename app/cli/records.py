"""Opening the records for one command, and reading the small files a command is given."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.console import ask, ask_secret, tell
from app.domain.errors import AlongsideError, TextError
from app.domain.limits import SECRET_FILE_BYTES
from app.domain.names import full_names, name_key
from app.services.chosen_files import read_chosen
from app.system.paths import default_vault_dir

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from app.cli.command import Builders
    from app.domain.people import Actor
    from app.services.house import House

KEYBOARD = "each PIN at the keyboard"


def vault_folder(options: argparse.Namespace) -> Path:
    """Return the folder that holds the records."""
    return Path(options.vault) if options.vault else default_vault_dir()


@contextmanager
def opened(options: argparse.Namespace, builders: Builders) -> Iterator[tuple[House, Actor]]:
    """Open the records as ``--as`` and ``--passphrase-file`` say, and close them afterwards.

    What was done is in a backup then, as when the window is closed.
    """
    house = builders.house(vault_folder(options))
    if not house.vaults.exists():
        message = (
            f"There are no records in “{house.vaults.folder}”. Check the folder, or start Alongside once "
            "to set it up."
        )
        raise AlongsideError(message, "R-24")
    try:
        names = house.vaults.passphrase_names()
        name = options.name or ask(f"Who are you ({', '.join(names)})? ", "--as NAME")
        actor = house.vaults.open(name, passphrase(options, "Passphrase: "))
        for cleared in house.vaults.cleared.take():
            tell(cleared)
        yield house, actor
        problem = house.backups.at_closing()
        if problem:
            tell(problem)
    finally:
        house.vaults.close()


def passphrase(options: argparse.Namespace, question: str) -> str:
    """Return the passphrase from its file, or ask for it."""
    if options.passphrase_file:
        return first_line(options.passphrase_file, "passphrase")
    return ask_secret(question, "--passphrase-file FILE")


def first_line(path: Path, what: str) -> str:
    """Return a file's first line. ``what`` names what is in it."""
    try:
        return read_chosen(path, SECRET_FILE_BYTES, "").decode("utf-8-sig").splitlines()[0]
    except (TextError, UnicodeDecodeError, IndexError) as error:
        message = f"The {what} could not be read from “{path}”. Nothing was opened."
        raise AlongsideError(message, "K-04") from error


def read_file(path: Path, most: int, safe: str = "Nothing was brought in.") -> bytes:
    """Return the content of a file, ``most`` bytes at most; ``safe`` says what stays as it was."""
    try:
        return read_chosen(path, most, safe)
    except TextError as error:
        raise AlongsideError(str(error), "R-29") from error


def signed_in(house: House, actor: Actor, whose: str | None) -> tuple[Actor, str]:
    """Sign in whoever something is about, with their own PIN typed; return them and the PIN."""
    owner = person_id(house, actor, whose) if whose else actor.person_id
    pin = ask_secret(f"PIN of {whose or actor.name}: ", KEYBOARD)
    return house.vaults.unlock(owner, pin), pin


def person_id(house: House, actor: Actor, name: str) -> str:
    """Return the id of the person with this name, or with this name and the reference behind it."""
    people = house.people.list(actor)
    whole = full_names(people)
    found = [p for p in people if name_key(name) in {name_key(p.name), name_key(whole[p.id])}]
    if not found:
        message = f"There is nobody called “{name}” that {actor.name} can see. Nothing was written."
        raise AlongsideError(message, "R-04")
    if len(found) > 1:
        names = ", ".join(f"“{whole[p.id]}”" for p in found)
        message = f"“{name}” may be {names}. Write one of these. Nothing was written."
        raise AlongsideError(message, "R-04")
    return found[0].id

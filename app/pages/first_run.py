"""First run: the service, its registered manager, the recovery sheet, the team and its due rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.errors import IncompleteError, TextError, WeakSecretError
from app.domain.limits import LOGO_BYTES
from app.domain.people import Profile, Role, Service
from app.domain.profiles import profile_of
from app.domain.schedule import DueRules
from app.pages import door
from app.services.chosen_files import read_chosen
from app.services.records.scans import FileType, as_kept, check_file

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House

JOB = Role.OWNER.label
"""The job title that is offered to whoever sets the service up."""
RULES = DueRules()
"""The rules a service begins with."""


CUT_OFF = "An earlier set-up was cut off before it was done. Nothing of it was kept: begin again here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where the records will be. ``problem`` says why they cannot be kept there, ``warning`` what to know."""

    folder: str
    problem: str
    warning: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was chosen."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was typed about the service and its registered manager."""

    service: str
    logo: bytes
    name: str
    job: str
    passphrase: str
    again: str
    pin: str
    pin_again: str


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code to hand to somebody."""

    name: str
    code: str


def read(house: House) -> Start:
    """Return where the records will be kept, and what speaks against it."""
    told = (CUT_OFF if house.vaults.cut_off() else "", house.vaults.cloud_warning() or "")
    return Start(
        folder=str(house.vaults.folder),
        problem=house.vaults.place_problem() or "",
        warning=" ".join(filter(None, told)),
    )


def name_service(_house: House, typed: str) -> str:
    """Return the name of the service as it is kept. Raises IncompleteError without one."""
    return _given(typed, "Write the name of the service.")


def read_logo(_house: House, path: Path) -> Logo:
    """Return a picture. Raises IncompleteError when it is too large or cannot be read."""
    try:
        data = read_chosen(path, LOGO_BYTES, "", "That picture is larger than 2 MB. Choose a smaller one.")
        if check_file(path.name, data, "")[1] is FileType.PDF:
            message = "That is a PDF, not a picture. Choose a PNG or JPEG."
            raise IncompleteError(message, {"logo": message})
    except TextError as error:
        message = " ".join(str(error).split())
        raise IncompleteError(message, {"logo": message}) from error
    return Logo(path.name, as_kept(data)[0])


def suggest(house: House) -> str:
    """Return a passphrase of plain words that nobody has seen before."""
    return house.vaults.suggest_passphrase()


def make(house: House, written: Written) -> door.Handed:
    """Make the records. Raises IncompleteError, WeakSecretError or VaultPlaceError."""
    name = _given(written.name, "Write your name.")
    if written.passphrase != written.again:
        message = "The two passphrases are not the same. Type them once more."
        raise IncompleteError(message, {"again": message})
    if written.pin != written.pin_again:
        message = "The two PINs are not the same. Type them once more."
        raise IncompleteError(message, {"pin_again": message})
    service = Service(name=written.service, logo=written.logo)
    owner = Profile(name=name, role=Role.OWNER, job_title=written.job.strip())
    return door.handed(house.vaults.set_up(service, owner, written.passphrase, written.pin))


def where(error: Exception) -> str:
    """Return which box of the registered manager's page an error is about, or nothing."""
    if isinstance(error, IncompleteError):
        return next(iter(error.fields), "")
    if isinstance(error, WeakSecretError):
        return "pin" if "PIN" in str(error) else "passphrase"
    return ""


def slips(house: House, actor: Actor, codes: tuple[Code, ...], to: To) -> To:
    """Write the one-time codes as slips to cut apart."""
    return house.codes.print_slips(actor, [(one.name, one.code) for one in codes], to)


def put_away(house: House, actor: Actor) -> None:
    """Note that the recovery sheet was printed and put away."""
    house.vaults.confirm_sheet(actor)


def choose_place(house: House, actor: Actor, folder: Path) -> str:
    """Choose the second place for backups; return what to say. Raises VaultPlaceError."""
    return f"✓ Backups go to {house.backups.choose_place(actor, folder).value} too."


def add_people(house: House, actor: Actor, text: str, nominated: str = "") -> tuple[Code, ...]:
    """Add a person for each line, all or nobody: a name, then after a comma the job title.

    Everybody begins as a worker under whoever adds them. Who is there already is left out. ``nominated`` is
    the name of the nominated individual, who supervises whoever adds them.
    """
    with house.store.write(actor.person_id):
        known = {person.name.casefold() for person in house.people.list(actor)}
        codes = []
        for line in text.splitlines():
            typed, _, job = line.partition(",")
            name = " ".join(typed.split())
            if not name or name.casefold() in known:
                continue
            known.add(name.casefold())
            profile = Profile(
                name=name, role=Role.WORKER, job_title=job.strip(), supervisor_id=actor.person_id
            )
            added = house.people.add(actor, profile).value
            codes.append(Code(added.person.name, added.code))
        if name := " ".join(nominated.split()):
            profile = Profile(name=name, role=Role.NOMINATED, job_title=Role.NOMINATED.label)
            added = house.people.add(actor, profile).value
            codes.append(Code(added.person.name, added.code))
            own = profile_of(house.people.get(actor, actor.person_id))
            house.people.change(actor, actor.person_id, replace(own, supervisor_id=added.person.id))
    return tuple(codes)


def finish(house: House, actor: Actor, rules: DueRules) -> Actor:
    """Keep the due rules, and return who comes in."""
    house.schedule.change_rules(actor, rules)
    return actor


def _given(typed: str, message: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise IncompleteError(message, {"name": message})
    return name

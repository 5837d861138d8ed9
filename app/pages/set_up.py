"""Set up: one's own PIN for everybody; service, due rules and activity log for the registered manager."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_back_up, may_manage_people
from app.domain.answers import check_text
from app.domain.changes import Outcome, changed
from app.domain.clock import today
from app.domain.errors import TextError
from app.domain.kinds import Kind, Sealing
from app.domain.limits import SCAN_BYTES
from app.pages.parts import SetUpPart
from app.pages.pieces import Chip, Option
from app.services.chosen_files import read_chosen
from app.services.records.scans import FileType, as_kept, check_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from app.domain.people import Actor, Person, Service
    from app.domain.schedule import DueRules
    from app.pages import House

WHOLE = "The log is whole: no entry was changed or taken out."
MOVING = (
    "One folder with every PDF, table and file, to keep or to move. It is not encrypted. Another service’s "
    "folder can be brought in here."
)
BRING_IN = "Bring everything in this folder in beside what is here? What is here stays as it is."
LOOK_OVER = (
    "Holds every sealed record against its signed PDF and the activity log, and names what was changed or is "
    "missing. It takes about a minute for 500 records. You can go on working."
)
NOT_ONE = "Tell IT, and do not change anything more until they have looked. What was signed is in the PDFs."
PLACES = "Houses and rooms here"
VALUES, SAFEGUARDING, SPEAKING_UP = "Our values", "Whom to tell: safeguarding", "Whom to tell: speaking up"
ROUTES = "Shown wherever somebody keeps good practice or raises a concern."
STARTS_OFF = (
    "The registered manager has switched words for starting and small questions off for everybody here."
)
PIN_CHANGED = "Changed. Use the new one from now on."
SAVED = "Saved."
SAME_LOGO = "The logo stays as it was."
NO_PICTURE = "A logo is a picture: PNG or JPEG. The logo stays as it was. Choose a picture."
SECOND = (
    "Whoever supervises the supervisor signs last, else the registered manager. It stands on their Today; "
    "the record is sealed once they have signed. Nobody signs second what the registered manager led."
)
LEAST_MINUTES, MOST_MINUTES = 1, 15
BIGGEST_LOGO = SCAN_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """What only the registered manager sees. ``forms`` are the competencies a rule can ask for.

    ``second`` are the kinds two people sign, and whether a second signer is asked for.
    """

    name: str
    minutes: int
    starts: bool
    places: str
    care_values: str
    safeguarding: str
    speaking_up: str
    second: tuple[tuple[Option, bool], ...]
    rules: DueRules
    forms: tuple[Option, ...]
    log: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPage:
    """Everything the page shows. ``passphrase``: whether one's own passphrase can be changed here.

    ``backups`` says how old the newest are, to those who may make one.

    ``starts``: whether the service offers words for starting, so that everybody may choose for themself.
    """

    passphrase: bool
    starts: bool
    backups: tuple[str, ...]
    managed: Managed | None
    parts: tuple[SetUpPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """A PIN now and a new one, and a new passphrase or an empty one to keep it. Never shown or logged."""

    old_pin: str
    new_pin: str
    passphrase: str

    def __repr__(self) -> str:
        """Return no secret."""
        return "Secrets(…)"


def read(house: House, actor: Actor) -> SetUpPage:
    """Return what somebody may set up."""
    with house.store.read():
        me = house.people.get(actor, actor.person_id)
        managed = _managed(house, actor) if may_manage_people(me) else None
        starts = house.vaults.service().starts
    told = tuple(one.sentence for one in house.backups.told()) if may_back_up(me) else ()
    return SetUpPage(
        passphrase=me.role.opens_vault, starts=starts, backups=told, managed=managed, parts=parts_for(me)
    )


def parts_for(me: Person) -> tuple[SetUpPart, ...]:
    """Return the parts there are for somebody: their own, and the service's for who manages it."""
    there = (one for one in SetUpPart if one.own or may_manage_people(me))
    return tuple(one for one in there if one is not SetUpPart.BACKUPS or may_back_up(me))


def change_secrets(house: House, actor: Actor, secrets: Secrets) -> Outcome[str]:
    """Change one's own PIN and, when one is given, passphrase. Returns what to say."""
    house.vaults.change_secret(actor, secrets.old_pin, secrets.new_pin, secrets.passphrase or None)
    return Outcome(PIN_CHANGED, changed())


def save_service(
    house: House, actor: Actor, name: str, minutes: int, *, starts: bool = True, places: str = ""
) -> Outcome[str]:
    """Change what is set of the service. An empty name leaves the one there is. Returns what to say.

    ``starts``: words for starting are offered. ``places`` are the names of houses and rooms, a line each.
    """
    there = "\n".join(dict.fromkeys(" ".join(line.split()) for line in places.split("\n") if line.strip()))
    check_text(PLACES, there)

    def change(service: Service) -> Service:
        said = " ".join(name.split()) or service.name
        return replace(service, name=said, lock_after_minutes=minutes, starts=starts, places=there)

    return _change(house, actor, change)


def save_routes(
    house: House, actor: Actor, care_values: str, safeguarding: str, speaking_up: str
) -> Outcome[str]:
    """Change the service's own values, a line each, and its routes in words. Returns what to say."""
    ours = "\n".join(dict.fromkeys(" ".join(one.split()) for one in care_values.split("\n") if one.strip()))
    for label, text in ((VALUES, ours), (SAFEGUARDING, safeguarding), (SPEAKING_UP, speaking_up)):
        check_text(label, text)
    return _change(
        house,
        actor,
        lambda service: replace(
            service, care_values=ours, safeguarding=safeguarding.strip(), speaking_up=speaking_up.strip()
        ),
    )


def save_second(house: House, actor: Actor, kinds: Collection[str]) -> Outcome[str]:
    """Change which kinds of record a second signer signs. Returns what to say."""
    asked = frozenset(kind for kind in Kind if kind.value in kinds and kind.sealing is Sealing.BOTH)
    return _change(house, actor, lambda service: replace(service, countersigned=asked))


def save_logo(house: House, actor: Actor, path: Path) -> Outcome[str]:
    """Take a picture as the service's logo. Returns what to say. Raises TextError for what is none."""
    data = read_chosen(path, BIGGEST_LOGO, SAME_LOGO)
    _, kind = check_file(path.name, data, SAME_LOGO)
    if kind is FileType.PDF:
        raise TextError(NO_PICTURE)
    kept, left_out = as_kept(data)
    done = _change(house, actor, lambda service: replace(service, logo=kept))
    return Outcome(f"{done.value} {left_out.capitalize()}.", done.changes) if left_out else done


def save_rules(house: House, actor: Actor, rules: DueRules) -> Outcome[str]:
    """Change how often what is due. Returns what to say."""
    return Outcome(SAVED, house.schedule.change_rules(actor, rules).changes)


def before_taking_out(house: House, actor: Actor) -> Outcome[str]:
    """Return what to know before everything is taken out: whose own words leave sealed, or nothing."""
    return Outcome(house.take_out.beforehand(actor).told, changed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """The folder that was taken out. ``altered`` says which records were not as they were sealed."""

    folder: Path
    altered: str = ""


ALTERED = (
    "Everything was taken out, but some records are not as they were sealed. They are in the folder, and "
    "named in it."
)


def take_out(house: House, actor: Actor, folder: Path, progress: Callable[[int, int], bool]) -> Outcome[Away]:
    """Write everything to a new folder, named for the day, in ``folder``.

    It may run beside the vault thread. Raises StoppedError when ``progress`` says so; nothing stays then.
    """
    to = folder / f"Alongside take-out {today(house.clock).isoformat()}"
    made = house.take_out.take_out(actor, to, progress)
    found = house.take_out.altered(made)
    named = f"{ALTERED} {' '.join(found)}" if found else ""
    return Outcome(Away(folder=made, altered=named), changed())


def bring_in(house: House, actor: Actor, folder: Path) -> Outcome[str]:
    """Bring another service's folder in beside what is here. Returns what to say."""
    outcome = house.take_out.merge(actor, folder)
    done = outcome.value
    records, people = done.rows.get("record", 0), done.rows.get("person", 0)
    said = f"{done.service}: {records} records and {people} people came in. Give each person a one-time code."
    said = f"{said} {done.told_closed}".rstrip()
    return Outcome(said, outcome.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedOver:
    """What looking the records over came to: one sentence, and each thing that was found."""

    chip: Chip
    told: str
    lines: tuple[str, ...]


def look_over(house: House, actor: Actor, progress: Callable[[int, int], bool]) -> Outcome[LookedOver]:
    """Look the whole vault over, beside the vault thread. Raises StoppedError when ``progress`` says so."""
    looked = house.doctor.look(actor, progress)
    count, sentences = looked.records, tuple(one.sentence for one in looked.findings)
    held = f"{count} sealed records were held against their signed PDFs"
    held = "1 sealed record was held against its signed PDF" if count == 1 else held
    if sentences:
        many = "One thing is" if len(sentences) == 1 else f"{len(sentences)} things are"
        chip, told = Chip("!", "Changed", "late"), f"{many} not as it was. {NOT_ONE}"
    elif looked.unchecked:
        chip, told = Chip("?", "Not all could be checked", "neutral"), f"{held}; not all could be checked."
    else:
        chip, told = Chip("✓", "Unchanged", "in_date"), f"Everything is as it was sealed: {held}."
    if looked.before:
        told += f" {looked.before} of them were sealed before their place in the activity log was kept."
    return Outcome(LookedOver(chip=chip, told=told, lines=(*sentences, *looked.unchecked)), changed())


def _managed(house: House, actor: Actor) -> Managed:
    service, broken = house.vaults.service(), house.audit.broken_at(actor)
    forms = house.records.forms(actor, Kind.OBSERVATION)
    return Managed(
        name=service.name,
        minutes=service.lock_after_minutes,
        starts=service.starts,
        places=service.places,
        care_values=service.care_values,
        safeguarding=service.safeguarding,
        speaking_up=service.speaking_up,
        second=tuple(
            (Option(kind.value, kind.label), kind in service.countersigned)
            for kind in Kind
            if kind.sealing is Sealing.BOTH
        ),
        rules=house.schedule.rules(actor),
        forms=tuple(Option(one.id, one.title) for one in forms if one.id != Kind.OBSERVATION.value),
        log=WHOLE if broken is None else f"The log was changed from outside at entry {broken}. Tell IT.",
    )


def _change(house: House, actor: Actor, change: Callable[[Service], Service]) -> Outcome[str]:
    with house.store.write(actor.person_id):
        outcome = house.vaults.change_service(actor, change(house.vaults.service()))
    return Outcome(SAVED, outcome.changes)

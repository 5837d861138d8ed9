"""The next start after a fault, through the services a person uses, and what is found then."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.domain.content import Content
from app.domain.errors import AlongsideError, NotAllowedError, WrongSecretError
from app.domain.facts import BEGINS as NOTED
from app.domain.people import Actor, Standing
from app.domain.records import OPEN, RecordState, RecordSummary
from app.models.people import SecretRow
from app.pages import door, first_run
from app.services.house import House
from app.services.present import actor_for
from app.storage.backups.opening import with_sheet
from tests.faults.telling import Facts, Journal, Stage
from tests.team import PASSPHRASE

PLANTED = "kestrel marmalade umbrella"
"""Words that stand in every text a story writes, and are searched for where nothing readable may be."""
OWNER = "Ruth Alder"
READABLE = (PLANTED.encode(), PLANTED.encode("utf-16-le"), b"SQLite format 3\x00")


def words_of(content: Content) -> str:
    """Return every answer of a record, exactly; not what the program notes with them, such as the month."""
    answers = {key: one for key, one in content.answers.items() if not key.startswith(NOTED)}
    return json.dumps(answers, sort_keys=True, ensure_ascii=False, default=str)


@dataclass(slots=True)
class Found:
    """What a fault cost, each with its key; and what a person was told."""

    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shut: bool = False

    @property
    def well(self) -> bool:
        """Whether nothing is to be mended."""
        return not (self.lost or self.wrong or self.left or self.raw)

    def as_json(self) -> str:
        """Return it for another process."""
        return json.dumps(asdict(self))


def facts_now(house: House, owner: Actor, out: Path, told: list[str] | None = None) -> dict[str, str | None]:
    """Return everything that can be asked, read as its writer or the manager reads it.

    A fault of one record goes into ``told`` where there is one, and the others are asked all the same.
    """
    facts: dict[str, str | None] = {"there": "yes"}
    people = house.people.list(owner)
    with house.store.read() as work:
        secrets = {one.person_id: one for one in work.session.query(SecretRow).all()}
        kept = {key for key, one in secrets.items() if one.pin_slot or one.signing_key}
        codes = {key for key, one in secrets.items() if one.code_slot}
    opening = house.vaults.passphrase_names()
    for person in people:
        if person.standing is Standing.LEAVER:
            facts[f"destroyed:{person.id}"] = "no" if person.id in kept else "yes"
        opens, has_pin = person.name in opening, person.id in kept
        if person.standing is Standing.ACTIVE and person.role.opens_vault and opens != has_pin:
            # with a code in hand it is simply chosen again
            facts[f"half:{person.name}"] = (
                f"opens {opens}, PIN {has_pin}" if person.id not in codes else "code"
            )
        facts[f"person:{person.id}"] = person.standing.value
        facts[f"called:{person.name}"] = "here"
    actors = {person.id: actor_for(person) for person in people}
    with house.store.read() as work:
        summaries = work.records.summaries(limit=None)
    for summary in summaries:
        try:
            facts.update(_record(house, owner, actors, summary))
        except AlongsideError as error:
            if told is None:
                raise
            told.append(str(error))
    seen = house.backups.overview(owner)
    if told is not None and seen.problem:
        told.append(seen.problem)
    for one in seen.listed:
        facts[f"backup:{one.backup.name}"] = "whole"
    if out.is_dir():
        facts.update({f"out:{path.name}": _outside(house, path) for path in sorted(out.iterdir())})
    return facts


def _record(
    house: House, owner: Actor, actors: dict[str, Actor], summary: RecordSummary
) -> Iterator[tuple[str, str]]:
    if summary.state is RecordState.DRAFT:
        with contextlib.suppress(NotAllowedError):  # what somebody still keeps to themselves
            record = house.writing.draft(actors[summary.led_by_id], summary.id).record
            yield f"words:{summary.id}", words_of(record.content)
    else:
        view = house.records.view(owner, summary.id)
        if view.unlike:
            yield f"unlike:{summary.id}", view.unlike
        if view.pdf is not None and summary.state not in OPEN:
            yield f"pdf:{summary.id}", hashlib.sha256(view.pdf).hexdigest()
        yield f"words:{summary.id}", words_of(view.record.content)
    yield f"state:{summary.id}", summary.state.value
    with house.store.read() as work:
        for kept in work.attachments.of(summary.id):
            yield f"kept:{kept.sha256}", hashlib.sha256(work.attachments.get(kept.id)[1]).hexdigest()


def _outside(house: House, path: Path) -> str:
    """Return whether something that was taken out is whole."""
    if path.suffix == ".zip":
        return house.checking.check_pack(path).verdict.value
    if path.is_dir() and (path / "data").is_dir():
        return "whole" if not house.take_out.faults(path) else "not whole"
    if path.suffix == ".pdf":
        whole = path.read_bytes()
        return "whole" if whole.startswith(b"%PDF-") and whole.rstrip().endswith(b"%%EOF") else "not whole"
    return "here"


def look(stage: Stage, before: Facts, journal: Journal, *, flipped: bool = False) -> Found:
    """Start the program again, and compare what is there with what was told to be kept."""
    found, allowed = Found(said=journal.told("said")), journal.allowed(before)
    found.raw += [f"raw: {one}" for one in journal.told("raw")] + journal.told("stuck")
    house = stage.house()
    try:
        facts = _opened(house, stage, allowed, found, told=journal.keys(), flipped=flipped)
        if facts is not None:
            _compare(facts, allowed, journal.every(before), found)
        if flipped and found.said:  # it was said; nothing was shown that is not so
            found.lost.clear()
    except AlongsideError as error:
        found.shut = True
        found.said.append(str(error))
        if not flipped:
            found.lost.append(f"could not be opened: {error}")
    except Exception as error:  # noqa: BLE001 - whatever else comes out is what we are looking for
        found.raw.append(f"{type(error).__name__}: {error}")
    finally:
        with contextlib.suppress(AlongsideError):
            house.vaults.close()
    found.left += leftovers(stage)
    return found


def _opened(
    house: House,
    stage: Stage,
    allowed: dict[str, list[str | None]],
    found: Found,
    *,
    told: set[str],
    flipped: bool,
) -> dict[str, str | None] | None:
    if not house.vaults.exists():
        found.said.append(first_run.read(house).warning or "(a first run)")
        return {}
    owner = _let_in(house, [one for one in allowed.get("passphrase", [PASSPHRASE]) if one])
    found.said += [one for one in (door.read(house).told, *house.vaults.cleared.take()) if one]
    (found.said if flipped else found.lost).extend(f"doctor: {one}" for one in house.vaults.faults())
    facts = facts_now(house, owner, stage.out, found.said if flipped else None)
    facts["passphrase"] = next((one for one in allowed.get("passphrase", [PASSPHRASE]) if one), None)
    for key, values in allowed.items():
        kind, _, whose = key.partition(":")
        if kind == "pin" and len(values) == 1 and key not in told:
            facts[key] = values[0]  # nobody touched it, and trying one takes long
        elif kind == "pin":
            facts[key] = _first_that(lambda pin, who=whose: house.vaults.unlock(who, pin), values)
        elif kind == "sheet":
            facts[key] = _first_that(lambda printed: with_sheet(stage.vault, printed), values)
    facts.update(_passphrases(house, allowed))
    return facts


def _let_in(house: House, passphrases: list[str]) -> Actor:
    for last, one in enumerate(passphrases, 1):
        try:
            return house.vaults.open(OWNER, one)
        except WrongSecretError:
            if last == len(passphrases):
                raise
    message = "nobody was ever let in"
    raise AssertionError(message)


def _passphrases(house: House, allowed: dict[str, list[str | None]]) -> Facts:
    """Return of those who were removed whether their passphrase still opens."""
    names = house.vaults.passphrase_names()
    return {
        key: ("yes" if key.removeprefix("opens:") in names else "no") for key in allowed if "opens:" in key
    }


def _first_that(opens: object, values: list[str | None]) -> str | None:
    for one in values:
        with contextlib.suppress(AlongsideError):
            if one is not None:
                opens(one)  # type: ignore[operator]
                return one
    return None


def _compare(
    facts: Facts, allowed: dict[str, list[str | None]], every: set[str | None], found: Found
) -> None:
    for key, values in allowed.items():
        now = facts.get(key)
        if now in values or "?" in values:
            continue
        wrong = key.startswith(("words:", "kept:")) and now is not None and now not in every
        (found.wrong if wrong else found.lost).append(f"{key}: {str(now)[:200]}")
    for key, now in facts.items():
        if key.startswith("destroyed:") and now == "no":
            found.wrong.append(f"{key}: somebody left and still has a PIN")
        elif key.startswith("half:") and now != "code":
            found.lost.append(f"{key}: {now}")
        elif key.startswith("unlike:"):
            found.wrong.append(f"{key}: {now}")
        elif key.startswith("words:") and key not in allowed and now not in every and _said(now):
            found.wrong.append(f"{key}: {str(now)[:200]}")
        elif key.startswith("out:") and now in {"not whole", "changed"}:
            found.wrong.append(f"{key}: {now}")


def _said(words: str | None) -> bool:
    """Whether somebody wrote anything in a record at all."""
    return any(str(one).strip() not in {"", "[]", "{}", "None"} for one in json.loads(words or "{}").values())


def leftovers(stage: Stage) -> list[str]:
    """Return what may not be there after a start: anything half-made here or taken out, planted words elsewhere.

    A half-made backup on a stick is as encrypted as a whole one, and goes when the next is made there.
    """
    left = []
    for path in sorted(stage.root.rglob("*")):
        inside = path.relative_to(stage.root).parts
        if (
            inside[0] != "stick"
            and inside[-1].startswith(".")
            and inside[-1].endswith((".part", ".restoring"))
        ):
            left.append("/".join(inside))
        elif path.is_file() and inside[0] != "out":
            data = path.read_bytes()
            left += ["/".join(inside) for mark in READABLE if mark in data]
    return left

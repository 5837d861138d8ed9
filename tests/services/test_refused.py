"""What a service refuses, in a service where there is one of everything: it says why, and what was there stays."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import (
    AlongsideError,
    IncompleteError,
    NotAllowedError,
    NotFoundError,
    StateError,
    TextError,
    WrongSecretError,
)
from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Standing
from app.domain.requests import RequestKind
from app.domain.schedule import DueRules, Rule
from app.services.take_out.reading import TakenOut
from tests.services.world import END, MONTH, SAF, Built, World
from tests.team import PASSPHRASE, PINS


@pytest.fixture
def world(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return a world of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    found = built.copy(tmp_path)
    yield found
    found.house.vaults.close()


def profile_of(world: World, person_id: str, **changes: object) -> Profile:
    """Return somebody as they are, but for what changes."""
    person = world.house.people.get(world.owner, person_id)
    said = {one.name: getattr(person, one.name) for one in fields(Profile)}
    return Profile(**{**said, **changes})


def rule(weeks: int, grace: int) -> DueRules:
    return DueRules(rules=(Rule(id="r", kind=Kind.SUPERVISION, weeks=weeks, grace_days=grace),))


Ask = Callable[[World], object]
REFUSED: dict[str, tuple[Ask, type[AlongsideError], str]] = {
    "supervising oneself": (
        lambda w: w.house.people.change(w.owner, w.worker.person_id, profile_of(w, w.worker.person_id, supervisor_id=w.worker.person_id)),
        IncompleteError, "Nobody can supervise themself",
    ),
    "probation before the start": (
        lambda w: w.house.people.add(w.owner, Profile(name="Al Ash", role=Role.WORKER, started_on=END, probation_ends_on=MONTH)),
        IncompleteError, "Probation ends after the start date",
    ),
    "the only registered manager left": (
        lambda w: w.house.people.make_leaver(w.owner, w.owner.person_id), NotAllowedError, "mark themself",
    ),
    "a rule of no weeks": (lambda w: w.house.schedule.change_rules(w.owner, rule(0, 7)), IncompleteError, "between 1 and 520 weeks"),
    "a rule of eleven years": (lambda w: w.house.schedule.change_rules(w.owner, rule(521, 7)), IncompleteError, "between 1 and 520 weeks"),
    "a rule of endless grace": (lambda w: w.house.schedule.change_rules(w.owner, rule(8, 366)), IncompleteError, "0 to 365 days"),
    "an incident without words": (
        lambda w: w.house.schedule.incident(w.owner, w.worker.person_id, "medicines", END, "  "), IncompleteError, "what happened",
    ),
    "a plan without a day": (
        lambda w: w.house.evidence.improve(w.owner, SAF, "S6", "Ask", w.owner.person_id, None), IncompleteError, "by when",
    ),
    "a plan's line that is gone": (lambda w: w.house.evidence.improved(w.owner, SAF, "gone"), NotFoundError, "no longer there"),
    "an item there is none of": (lambda w: w.house.evidence.tag(w.owner, (w.ids["sealed"],), SAF, "Z9"), NotFoundError, "nothing called “Z9”"),
    "a request there is none of": (lambda w: w.house.requests.resume(w.owner, "gone"), NotFoundError, "no such request"),
    "a form without a draft": (lambda w: w.house.own_forms.publish(w.owner, w.ids["form_own"]), NotFoundError, "no draft of this form"),
    "a form there is none of": (lambda w: w.house.own_forms.copy(w.owner, "gone", "Ours"), NotFoundError, "no such form"),
    "a copy of a draft": (
        lambda w: w.house.transfer.export_one(w.deputy, w.ids["draft"], w.to / "x.pdf"), NotFoundError, "Only a sealed record has a PDF",
    ),
    "everything into a folder that is there": (lambda w: w.house.take_out.take_out(w.owner, w.to), StateError, "already something called"),
    "an answer of no record of the audit": (
        lambda w: w.house.quality.answer(w.owner, w.ids["audit"], {"gone": {}}), NotFoundError, "does not belong to this audit",
    ),
    "an answer of no question of the audit": (
        lambda w: w.house.quality.answer(w.owner, w.ids["audit"], {w.ids["sealed"]: {"gone": "yes"}}), NotFoundError, "does not belong",
    ),
    "an audit sealed twice": (lambda w: w.house.quality.seal_audit(w.owner, w.ids["audit_sealed"]), StateError, "sealed already"),
    "two words as one": (lambda w: w.house.words.add(w.owner, "two words"), TextError, "not one word"),
    "a word of sixty-one letters": (lambda w: w.house.words.add(w.owner, "x" * 61), TextError, "not one word"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_sentence(world: World, what: str) -> None:
    ask, error, sentence = REFUSED[what]
    before = len(world.house.audit.events(world.owner, 10_000))
    with pytest.raises(error, match=sentence):
        ask(world)
    assert len(world.house.audit.events(world.owner, 10_000)) == before


def test_a_session_that_was_moved_is_neither_moved_nor_missed_again(world: World) -> None:
    sessions, session_id = world.house.sessions, world.ids["session"]
    at = dt.datetime(2026, 12, 2, 14, tzinfo=dt.UTC)
    sessions.move(world.deputy, session_id, at, "The bus was late.")
    with pytest.raises(StateError, match="no longer planned"):
        sessions.missed(world.deputy, session_id, "Nobody came.")
    with pytest.raises(StateError, match="no longer planned"):
        sessions.move(world.deputy, session_id, at, "Again.")
    assert len(sessions.of(world.deputy, world.worker.person_id)) == 2


def test_only_an_access_request_that_runs_is_paused(world: World) -> None:
    requests, request_id = world.house.requests, world.ids["request"]
    requests.pause(world.owner, request_id, "Which years?")
    with pytest.raises(StateError, match="not paused yet"):
        requests.pause(world.owner, request_id, "And which place?")
    complaint = requests.receive(world.owner, RequestKind.COMPLAINT, world.worker.person_id, MONTH).value
    with pytest.raises(StateError, match="not paused yet"):
        requests.pause(world.owner, complaint.id, "Which years?")


def test_a_deputy_who_becomes_a_worker_opens_the_records_no_more(world: World) -> None:
    world.house.people.change(
        world.owner, world.deputy.person_id, profile_of(world, world.deputy.person_id, role=Role.WORKER)
    )
    world.house.vaults.close()
    assert world.house.vaults.passphrase_names() == ("Ruth Alder", "Priya Larch")
    with pytest.raises(WrongSecretError, match="nobody called “Dee Rowan”"):
        world.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")


def test_a_second_registered_manager_may_leave_and_the_last_may_not(world: World) -> None:
    people = world.house.people
    people.change(
        world.owner, world.deputy.person_id, profile_of(world, world.deputy.person_id, role=Role.OWNER)
    )
    second = replace(world.deputy, role=Role.OWNER)
    left = people.make_leaver(second, world.owner.person_id).value
    assert left.standing is Standing.LEAVER
    with pytest.raises(NotAllowedError, match="has left"):
        people.list(world.owner)
    with pytest.raises(NotAllowedError, match="needs a registered manager"):
        people.change(
            second,
            world.deputy.person_id,
            replace(Profile(name="Dee Rowan", role=Role.OWNER), role=Role.DEPUTY),
        )


def test_a_form_of_ours_that_comes_in_as_a_file_becomes_the_services_own(world: World) -> None:
    form = world.house.own_forms.bring_in(world.owner, world.file_of("gibbs"), "gibbs.toml").value
    assert (form.id, form.version) == ("own_gibbs", 1)
    assert {one.form.id for one in world.house.own_forms.list(world.owner)} >= {"gibbs", "own_gibbs"}


def test_an_export_that_is_stopped_keeps_what_is_whole(world: World) -> None:
    world.house.signing.seal_saved(world.deputy, at_once=True)
    written = world.house.transfer.export(world.owner, world.to / "out", progress=lambda done, _: done < 1)
    assert len(written) == 1
    assert sorted(one.suffix for one in (world.to / "out").iterdir()) == [".cer", ".pdf"]


def test_a_folder_of_another_version_is_not_brought_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.take_out.reading.HEAD", "9999")
    with pytest.raises(StateError, match="another version of Alongside"):
        world.house.take_out.merge(world.owner, world.others / "taken")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"id": "x", "strange": 1}, "something that does not belong there"),
        (["id"], "something that does not belong there"),
        ({"id": {"file": "../../etc/passwd"}}, "leads out of the folder"),
        ({"id": {"file": "/etc/passwd"}}, "leads out of the folder"),
        ({"id": 1.5}, "of a kind that is not kept"),
        ({"id": ["x"]}, "of a kind that is not kept"),
    ],
)
def test_a_row_that_was_written_by_somebody_else_is_refused(row: Any, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "person.json").write_text(f"[\n{json.dumps(row)}\n]\n", encoding="utf-8")
    with pytest.raises(TextError, match=sentence):
        list(TakenOut(tmp_path).rows("person"))


def test_a_signing_key_of_somebody_else_signs_nothing(world: World) -> None:
    key = world.house.vaults.signing_key(world.other.person_id, PINS[world.other.name])
    from app.domain.signing import Mark, Part  # noqa: PLC0415 - this test only

    with pytest.raises(AlongsideError):
        world.house.signing.sign_with_key(
            world.ids["answered"], Part.WORKER, world.worker.person_id, key, Mark(typed="Tomasz Birch")
        )
    assert world.house.signing.ask(world.worker, world.ids["answered"]).part is Part.WORKER

"""A signature carries the name of today, and a clock that cannot be right is named."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields, replace

import pytest
from asn1crypto import x509

from app.documents.verify import check
from app.domain.clock import CLOCKS_DIFFER, FAR_AHEAD, clock_fault
from app.domain.content import Content
from app.domain.errors import AlongsideError, IncompleteError, StateError
from app.domain.kinds import Kind
from app.domain.people import Profile
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part, Verdict
from tests.services.test_practice_records import coach
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team

NEWEST = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
FLAT_BATTERY = dt.datetime(2019, 1, 1, 9, 14, tzinfo=dt.UTC)


def renamed(team: Team, **changes: str) -> Profile:
    """Change the worker's name or job, as the registered manager does."""
    person = team.house.people.get(team.owner, team.worker.person_id)
    known = {one.name: getattr(person, one.name) for one in fields(Profile)}
    profile = Profile(**{**known, **changes})
    team.house.people.change(team.owner, person.id, profile)
    return profile


def own_certificate(team: Team) -> x509.Certificate:
    """Return the certificate the worker signs with now."""
    with vault_of(team).read() as work:
        return x509.Certificate.load(work.certificates.own(team.worker.person_id) or b"")


def signers(team: Team, record_id: str) -> list[str]:
    """Return the names a checked PDF is said to be signed by."""
    pdf = team.house.records.view(team.worker, record_id).pdf or b""
    with vault_of(team).read() as work:
        trusted = (work.certificates.authority()[0],)
    found = check(pdf, "record.pdf", trusted)
    assert found.verdict is Verdict.UNCHANGED
    return [one.name for one in found.signatures]


def test_after_a_change_of_name_the_next_signature_is_made_in_the_new_name(team: Team) -> None:
    before = team.sign(team.write(team.deputy, team.worker))
    renamed(team, name="Tomasz Oak")
    team.clock.turn(days=30)
    after = team.sign(team.write(team.deputy, team.worker))
    assert signers(team, after.id) == ["Tomasz Oak", "Dee Rowan"]
    assert signers(team, before.id) == ["Tomasz Birch", "Dee Rowan"]
    assert own_certificate(team).subject.native["common_name"] == "Tomasz Oak"


def test_the_certificate_is_made_once_for_the_same_key_and_the_activity_log_says_so(team: Team) -> None:
    old = own_certificate(team)
    renamed(team, name="Tomasz Oak")
    for _ in range(2):
        team.house.vaults.signing_key(team.worker.person_id, PINS["Tomasz Birch"])
    new = own_certificate(team)
    assert new.public_key.sha256 == old.public_key.sha256
    assert new.serial_number != old.serial_number
    told = [e for e in team.house.audit.events(team.owner) if "in the new name" in e.action]
    assert len(told) == 1


def test_a_new_job_stands_in_the_next_certificate_too(team: Team) -> None:
    renamed(team, job_title="Senior support worker")
    team.sign(team.write(team.deputy, team.worker))
    assert own_certificate(team).subject.native["title"] == "Senior support worker"


def test_a_name_longer_than_a_certificate_holds_is_not_made_again_at_every_signature(team: Team) -> None:
    renamed(team, name="Łucja " + "Ł" * 60)
    team.house.vaults.signing_key(team.worker.person_id, PINS["Tomasz Birch"])
    first = own_certificate(team).serial_number
    team.house.vaults.signing_key(team.worker.person_id, PINS["Tomasz Birch"])
    assert own_certificate(team).serial_number == first


def test_after_a_new_name_of_the_service_its_seal_is_made_in_it(team: Team) -> None:
    coach(team)
    team.house.signing.seal_saved(team.leader, at_once=True)
    vault = vault_of(team)
    key, old = vault.service_keys.service_seal()
    service = team.house.vaults.service()
    team.house.vaults.change_service(team.owner, replace(service, name="Beech House"))
    again, new = vault.service_keys.service_seal()
    assert again == key
    names = [x509.Certificate.load(one).subject.native["common_name"] for one in (old, new)]
    assert names == ["Oakview House seal", "Beech House seal"]
    assert vault.service_keys.service_seal()[1] == new


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (NEWEST, None),
        (NEWEST - CLOCKS_DIFFER, None),
        (NEWEST - CLOCKS_DIFFER - dt.timedelta(seconds=1), "but the newest record here is of"),
        (FLAT_BATTERY, "This PC thinks it is Tue 1 Jan 2019"),
        (NEWEST + FAR_AHEAD, None),
        (NEWEST + FAR_AHEAD + dt.timedelta(seconds=1), "more than a year before"),
        (NEWEST + dt.timedelta(days=364), None),
        (NEWEST.replace(year=2099), "This PC thinks it is Tue 24 Nov 2099"),
    ],
)
def test_a_clock_is_named_when_it_is_behind_the_newest_record_or_a_year_ahead(
    now: dt.datetime, told: str | None
) -> None:
    fault = clock_fault(now, NEWEST, dt.UTC)
    assert fault is None if told is None else (fault is not None and told in fault)


def test_nothing_is_said_of_the_clock_where_nothing_is_kept() -> None:
    assert clock_fault(FLAT_BATTERY, None, dt.UTC) is None


def test_at_sign_in_a_clock_before_the_newest_record_is_told(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    assert team.house.timekeeping.fault() is None
    team.clock.moment = FLAT_BATTERY
    fault = team.house.timekeeping.fault() or ""
    assert "This PC thinks it is Tue 1 Jan 2019" in fault
    assert "the newest record here is of Tue 24 Nov 2026" in fault
    assert "Put it right" in fault


def test_a_draft_typed_under_a_wrong_clock_leaves_no_fault_behind(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    now, team.clock.moment = team.clock.moment, NEWEST.replace(year=2099)
    team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id)
    assert "more than a year before" in (team.house.timekeeping.fault() or "")
    team.clock.moment = now
    assert team.house.timekeeping.fault() is None


def test_without_any_record_the_clock_is_held_against_the_first_day(team: Team) -> None:
    team.clock.moment = FLAT_BATTERY
    assert "Tue 1 Jan 2019" in (team.house.timekeeping.fault() or "")


def test_signing_under_a_clock_before_these_records_began_is_refused_and_the_clock_named(team: Team) -> None:
    right = team.clock.moment
    team.sign(team.write(team.deputy, team.worker))
    team.clock.moment = FLAT_BATTERY
    record = team.write(team.deputy, team.worker)
    with pytest.raises(StateError, match=r"This PC thinks it is Tue 1 Jan 2019") as told:
        team.sign(record)
    assert "Nothing was signed" in str(told.value)
    assert "Put the clock of this PC right" in str(told.value)
    team.clock.moment = right
    assert team.sign(record).sealed_at == right


def test_a_signature_is_never_older_than_the_one_before_it(team: Team) -> None:
    team.clock.turn(days=60)
    record = team.write(team.deputy, team.worker)
    team.house.signing.respond(team.deputy, record.id, Response(choice=Choice.AGREE))
    person, mark = team.worker, Mark(typed="Tomasz Birch")
    team.house.signing.sign(record.id, Part.WORKER, person.person_id, PINS["Tomasz Birch"], mark)
    team.clock.turn(days=-30)
    args = (record.id, Part.SUPERVISOR, team.deputy.person_id, PINS["Dee Rowan"], Mark(typed="Dee Rowan"))
    with pytest.raises(StateError, match=re.escape(f"{record.number} was signed on")):
        team.house.signing.sign(*args)
    team.clock.turn(days=30)
    assert team.house.signing.sign(*args).value.part is None


def test_a_record_written_under_a_clock_ahead_is_signed_once_it_is_finished_again(team: Team) -> None:
    team.clock.turn(days=900)
    record = team.write(team.deputy, team.worker)
    team.clock.turn(days=-890)
    with pytest.raises(StateError, match="choose “Change something”"):
        team.sign(record)
    again = team.house.writing.reopen(team.deputy, record.id).value.record
    with pytest.raises(IncompleteError) as lacking:
        team.house.writing.finish(team.deputy, record.id)
    assert "has not come yet. Say when it was" in lacking.value.fields["held_at"]
    now = team.clock.moment
    team.house.writing.store(team.deputy, record.id, again.content, again.revision, held_at=now)
    assert team.sign(team.house.writing.finish(team.deputy, record.id).value).sealed_at == now


def test_a_clock_too_far_ahead_for_any_certificate_is_named_when_signing_fails(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    team.clock.moment = NEWEST.replace(year=2101)
    record = team.write(team.deputy, team.worker)
    with pytest.raises(AlongsideError, match="This PC thinks it is") as told:
        team.sign(record)
    assert "nothing was signed" in str(told.value)


def test_a_seal_refused_because_of_the_clock_names_it_and_is_made_once_it_is_right(team: Team) -> None:
    right = team.clock.moment
    team.sign(team.write(team.deputy, team.worker))
    team.clock.moment = FLAT_BATTERY
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    answers = {"log.happened": "We laid the table."}
    team.house.writing.store(team.leader, draft.id, Content(answers=answers), draft.revision)
    team.house.writing.save(team.leader, draft.id)
    with pytest.raises(AlongsideError, match="This PC thinks it is Tue 1 Jan 2019"):
        team.house.signing.seal_saved(team.leader, at_once=True)
    team.clock.moment = right
    assert team.house.signing.seal_saved(team.leader, at_once=True).value == 1

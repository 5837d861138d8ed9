"""Nobody signs for somebody else, or it shows for ever: each way to sit in for a person, tried."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from app.bootstrap import build
from app.domain.errors import NotAllowedError, StateError, WrongSecretError
from app.domain.people import Actor, Profile, Role
from app.domain.profiles import profile_of
from app.domain.records import Choice, Record, RecordState, Response
from app.domain.signing import Check, Mark, Part, Verdict
from app.pages import record as record_page
from app.storage.keys import FLOOR
from tests.services.test_codes import words_of
from tests.team import PASSPHRASE, PINS, Team

ANEW = "Key made on Tue 24 Nov 2026 after a reset, ordered by Ruth Alder"
FIRST = "First key, made on Tue 24 Nov 2026, code given out by Ruth Alder"


def ready(team: Team, by: Actor, about: Actor, response: Response | None = None) -> Record:
    """Return a record whose worker has answered and which nobody has signed."""
    record = team.write(by, about)
    team.house.signing.respond(by, record.id, response or Response(choice=Choice.AGREE))
    return record


def sign(team: Team, record: Record, part: Part, person: Actor) -> None:
    """Sign as somebody."""
    team.house.signing.sign(record.id, part, person.person_id, PINS[person.name], Mark(typed=person.name))


def checked(team: Team, record: Record, folder: Path) -> Check:
    """Return what a stranger reads out of the sealed PDF."""
    return team.house.checking.check(team.house.transfer.export_one(team.owner, record.id, folder / "r.pdf"))


def in_the_boxes(folder: Path) -> str:
    """Return all words of the PDF that was checked, those in the signatures' boxes too."""
    with pikepdf.open(folder / "r.pdf") as pdf:
        pdf.flatten_annotations()
        pdf.save(folder / "flat.pdf")
    return " ".join(words_of(folder / "flat.pdf").split())


def confirm(team: Team, person: Actor, witness: Actor) -> None:
    """Confirm a new PIN beside somebody."""
    pins = PINS[person.name], PINS[witness.name]
    team.house.own_keys.confirm(person, pins[0], witness.person_id, pins[1])


# --- a reset and what it does -------------------------------------------------------------------------------


def test_who_ordered_a_reset_cannot_seal_their_record_with_the_new_key(team: Team) -> None:
    record = ready(team, team.owner, team.other)
    team.reset(team.other)
    with pytest.raises(NotAllowedError, match="it was Ruth Alder who ordered that"):
        sign(team, record, Part.WORKER, team.other)
    assert team.house.signing.ask(team.owner, record.id).part is Part.WORKER


def test_a_key_made_after_a_reset_says_so_in_every_signature_for_ever(team: Team, tmp_path: Path) -> None:
    record = ready(team, team.deputy, team.worker)
    team.reset(team.worker)
    sign(team, record, Part.WORKER, team.worker)
    sign(team, record, Part.SUPERVISOR, team.deputy)
    found = checked(team, record, tmp_path)
    assert [one.key for one in found.signatures] == [f"{ANEW}, not yet confirmed", FIRST]
    assert f"Tomasz Birch: {ANEW}, not yet confirmed." in found.sentence
    assert f"{ANEW}, not yet confirmed." in in_the_boxes(tmp_path)


def test_a_witness_who_was_reset_too_signs_nothing_for_who_ordered_that(team: Team) -> None:
    declined = Response(choice=Choice.DECLINED, witness_id=team.leader.person_id)
    record = ready(team, team.owner, team.other, declined)
    team.reset(team.leader)
    with pytest.raises(NotAllowedError, match="it was Ruth Alder who ordered that"):
        sign(team, record, Part.WITNESS, team.leader)


def test_a_second_manager_made_for_the_purpose_changes_nothing(team: Team) -> None:
    added = team.house.people.add(team.owner, Profile(name="Ann Beech", role=Role.OWNER)).value
    puppet = team.house.vaults.enrol(added.person.id, added.code, "739105", f"{PASSPHRASE} more")
    record = ready(team, team.owner, team.other)
    team.reset(team.other, by=puppet)
    with pytest.raises(NotAllowedError, match="it was Ann Beech who ordered that"):
        sign(team, record, Part.WORKER, team.other)


def test_leaving_and_coming_back_is_a_reset_too(team: Team) -> None:
    team.house.people.make_leaver(team.owner, team.other.person_id)
    back = team.house.people.come_back(
        team.owner, team.other.person_id, Profile(name="Chipo Maple", role=Role.WORKER)
    ).value
    team.house.vaults.enrol(team.other.person_id, back.code, PINS["Chipo Maple"], None)
    record = ready(team, team.owner, team.other)
    with pytest.raises(NotAllowedError, match="it was Ruth Alder who ordered that"):
        sign(team, record, Part.WORKER, team.other)


def test_a_new_name_takes_nothing_off_a_key(team: Team, tmp_path: Path) -> None:
    team.reset(team.worker)
    profile = Profile(name="Tomasz Aspen", role=Role.WORKER, supervisor_id=team.deputy.person_id)
    team.house.people.change(team.owner, team.worker.person_id, profile)
    record = ready(team, team.deputy, team.worker)
    sign(team, record, Part.WORKER, team.worker)
    sign(team, record, Part.SUPERVISOR, team.deputy)
    told = checked(team, record, tmp_path).signatures[0]
    assert (told.name, told.key) == ("Tomasz Aspen", f"{ANEW}, not yet confirmed")


# --- codes --------------------------------------------------------------------------------------------------


def test_a_code_counts_for_72_hours_and_says_so_wherever_it_stands(team: Team, tmp_path: Path) -> None:
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    slip = team.house.codes.print_slips(team.owner, (("Tomasz Birch", code),), tmp_path / "slip.pdf")
    assert "for 72 hours" in " ".join(words_of(slip).split())
    made = next(one for one in team.house.audit.events(team.owner) if one.action == "one-time code made")
    assert made.detail == "for Tomasz Birch, until Fri 27 Nov 2026, 14:00"
    team.clock.turn(hours=72, minutes=1)
    with pytest.raises(StateError, match="run out: it counts for 72 hours"):
        team.house.vaults.enrol(team.worker.person_id, code, "739105", None)
    fresh = dict(team.house.codes.renew(team.owner, [team.worker.person_id]).value)
    team.house.vaults.enrol(team.worker.person_id, fresh["Tomasz Birch"], "739105", None)


def test_a_clock_that_is_set_back_gives_a_code_no_more_time(team: Team) -> None:
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    team.clock.turn(days=4)
    team.house.vaults.unlock(team.other.person_id, PINS["Chipo Maple"])
    team.clock.turn(days=-4)
    with pytest.raises(StateError, match="run out"):
        team.house.vaults.enrol(team.worker.person_id, code, "739105", None)


def test_a_clock_set_back_while_alongside_was_closed_ends_a_code(team: Team) -> None:
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    team.clock.turn(days=2)
    team.house.vaults.unlock(team.other.person_id, PINS["Chipo Maple"])
    team.house.vaults.close()
    team.clock.set(days=-1)
    again = build(team.house.vaults.folder, team.clock, FLOOR)
    again.vaults.open("Ruth Alder", PASSPHRASE)
    try:
        with pytest.raises(StateError, match="clock was set back since this code was made"):
            again.vaults.enrol(team.worker.person_id, code, "739105", None)
    finally:
        again.vaults.close()


def test_no_turning_of_the_clock_makes_a_code_count_longer_or_ends_the_next_one(team: Team) -> None:
    team.clock.set(days=400)  # a clock that is far ahead: what it wrote down must not end every later code
    team.house.vaults.unlock(team.other.person_id, PINS["Chipo Maple"])
    early = team.house.people.reset(team.owner, team.worker.person_id).value
    team.clock.set(days=-400)
    with pytest.raises(StateError, match="clock was set back since this code was made"):
        team.house.vaults.enrol(team.worker.person_id, early, "739105", None)
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    team.house.vaults.enrol(team.worker.person_id, code, "739105", None)
    late = team.house.people.reset(team.owner, team.worker.person_id).value
    for _ in range(4):  # set back every evening, while the program runs on
        team.clock.turn(hours=20)
        team.clock.set(hours=-20)
    with pytest.raises(StateError, match="run out"):
        team.house.vaults.enrol(team.worker.person_id, late, "739105", None)


def test_the_log_names_who_ordered_a_reset_who_sat_there_and_that_it_was_used(team: Team) -> None:
    team.reset(team.worker)
    events = team.house.audit.events(team.owner)
    used = next(one for one in events if one.action.startswith("one-time code used"))
    assert used.actor_name == "Tomasz Birch"
    assert used.detail == "ordered by Ruth Alder; signed in here before: Ruth Alder, Tue 24 Nov 2026, 14:00"
    ordered = next(one for one in events if one.action == "PIN reset forced")
    assert (ordered.actor_name, ordered.detail) == ("Ruth Alder", "for Tomasz Birch")


# --- “was that you?”, and a witness ---------------------------------------------------------------------------


def test_a_key_confirmed_beside_a_witness_of_another_line_seals_and_names_both(
    team: Team, tmp_path: Path
) -> None:
    record = ready(team, team.owner, team.other)
    team.reset(team.other)
    assert [one.name for one in team.house.own_keys.mine(team.other).witnesses] == [
        "Priya Larch",
        "Tomasz Birch",
    ]
    for who in (team.owner, team.deputy, team.other):
        with pytest.raises(NotAllowedError, match="of another line"):
            confirm(team, team.other, who)
    with pytest.raises(WrongSecretError):
        team.house.own_keys.confirm(team.other, PINS["Chipo Maple"], team.worker.person_id, "000000")
    confirm(team, team.other, team.worker)
    sign(team, record, Part.WORKER, team.other)
    sign(team, record, Part.SUPERVISOR, team.owner)
    found = checked(team, record, tmp_path)
    assert f"Chipo Maple: {ANEW}, confirmed on Tue 24 Nov 2026, witness Tomasz Birch." in found.sentence


def test_two_who_were_reset_by_one_manager_are_no_witness_for_each_other(team: Team) -> None:
    team.reset(team.worker)
    team.reset(team.other)
    assert [one.name for one in team.house.own_keys.mine(team.other).witnesses] == ["Priya Larch"]


def test_somebody_is_asked_was_that_you_and_a_no_stops_the_key_and_is_told(team: Team) -> None:
    team.reset(team.worker)
    record = ready(team, team.deputy, team.worker)
    key = team.house.own_keys.mine(team.worker).asked[-1]
    assert (key.ordered_by, key.sat_before) == ("Ruth Alder", "Ruth Alder")
    team.house.own_keys.answer(team.worker, key.id, mine=False)
    with pytest.raises(NotAllowedError, match="not chosen by them"):
        sign(team, record, Part.WORKER, team.worker)
    with pytest.raises(StateError, match="That stays"):
        team.house.own_keys.answer(team.worker, key.id, mine=True)
    ((denied, who),) = team.house.own_keys.denied(team.owner)
    assert (denied.id, who.name) == (key.id, "Tomasz Birch")
    assert team.house.own_keys.denied(team.deputy) == ()


def test_a_no_said_later_stands_on_what_was_signed_before(team: Team, tmp_path: Path) -> None:
    team.reset(team.worker)
    record = team.sign(team.write(team.deputy, team.worker))
    other = team.sign(team.write(team.deputy, team.leader))
    key = team.house.own_keys.mine(team.worker).asked[-1]
    later = "Tomasz Birch said later that this key was not made by them"
    assert later not in checked(team, record, tmp_path).sentence
    assert team.house.records.view(team.worker, record.id).denied == ()
    team.house.own_keys.answer(team.worker, key.id, mine=False)
    found = checked(team, record, tmp_path)
    assert (found.verdict, later in found.sentence) == (Verdict.UNCHANGED, True)
    assert later in found.signatures[0].key
    assert later not in found.signatures[1].key
    assert later not in checked(team, other, tmp_path).sentence
    (told,) = team.house.records.view(team.worker, record.id).denied
    assert told.startswith(f"Signature of Tomasz Birch: {later}.")
    assert told in record_page.read(team.house, team.deputy, record.id).notices


def test_whoever_chose_a_pin_just_now_is_not_the_one_who_is_asked(team: Team) -> None:
    code = team.house.people.reset(team.owner, team.other.person_id).value
    team.house.vaults.enrol(team.other.person_id, code, PINS["Chipo Maple"], None)
    own = team.house.own_keys.mine(team.other)
    assert own.current is not None
    assert own.current not in own.asked
    with pytest.raises(NotAllowedError, match="when you next sign in"):
        team.house.own_keys.answer(team.other, own.current.id, mine=True)
    team.house.vaults.sign_out()
    team.house.vaults.unlock(team.other.person_id, PINS["Chipo Maple"])
    assert own.current in team.house.own_keys.mine(team.other).asked


def test_an_answer_given_with_the_key_itself_does_not_count_once_there_is_another(team: Team) -> None:
    team.reset(team.worker)
    first, planted = team.house.own_keys.mine(team.worker).asked
    for one in (first, planted):
        team.house.own_keys.answer(team.worker, one.id, mine=True)
    assert team.house.own_keys.mine(team.worker).asked == ()
    team.clock.turn(hours=1)
    team.reset(team.worker)
    asked = [one.id for one in team.house.own_keys.mine(team.worker).asked]
    assert asked[:2] == [first.id, planted.id]
    assert len(asked) == len({*asked}) == 3


def test_a_first_key_seals_and_says_who_gave_out_its_code(team: Team, tmp_path: Path) -> None:
    record = team.sign(team.write(team.owner, team.other))
    assert record.state is RecordState.SEALED
    first, second = checked(team, record, tmp_path).signatures
    assert (first.key, second.key) == (FIRST, "First key, made on Tue 24 Nov 2026")


# --- the recovery sheet -------------------------------------------------------------------------------------


def recovered(team: Team) -> tuple[Actor, str]:
    """Replace the sheet so that its key is known, then open with it; return the manager and the newer key."""
    sheet = team.house.vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    team.house.vaults.close()
    done = team.house.vaults.recover(sheet, "walnut harbour tulip seven", PINS["Ruth Alder"])
    return done.actor, done.recovery_key


def test_a_new_sheet_takes_the_place_of_one_that_was_lost_which_opens_nothing_then(team: Team) -> None:
    with pytest.raises(NotAllowedError, match="Only the registered manager"):
        team.house.vaults.new_sheet(team.deputy, f"{PASSPHRASE} Dee Rowan")
    with pytest.raises(WrongSecretError):
        team.house.vaults.new_sheet(team.owner, "not the passphrase at all")
    lost = team.house.vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    fresh = team.house.vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    team.house.vaults.close()
    with pytest.raises(WrongSecretError, match="older sheet"):
        team.house.vaults.recover(lost, "walnut harbour tulip seven", "739105")
    team.house.vaults.recover(fresh, "walnut harbour tulip seven", "739105")
    assert team.house.vaults.faults() == ()


def test_the_recovery_sheet_signs_for_nobody_and_every_key_made_after_it_says_so(
    team: Team, tmp_path: Path
) -> None:
    record = ready(team, team.deputy, team.worker)
    mine = ready(team, team.owner, team.other)
    team.owner, _ = recovered(team)
    with pytest.raises(NotAllowedError, match="it was Ruth Alder who ordered that"):
        sign(team, mine, Part.WORKER, team.other)
    sign(team, record, Part.WORKER, team.worker)
    sign(team, record, Part.SUPERVISOR, team.deputy)
    told = "Key made on Tue 24 Nov 2026 after the recovery sheet, used by Ruth Alder, not yet confirmed"
    assert [one.key for one in checked(team, record, tmp_path).signatures] == [told, told]
    confirm(team, team.other, team.worker)
    sign(team, mine, Part.WORKER, team.other)


# --- roles, and the order of time ---------------------------------------------------------------------------


def test_somebody_no_longer_in_a_role_does_not_sign_in_it(team: Team) -> None:
    record = ready(team, team.deputy, team.worker)
    sign(team, record, Part.WORKER, team.worker)
    before = team.house.people.get(team.owner, team.deputy.person_id)
    team.house.people.change(team.owner, before.id, replace(profile_of(before), role=Role.WORKER))
    with pytest.raises(NotAllowedError, match="is worker now and can no longer sign this as supervisor"):
        sign(team, record, Part.SUPERVISOR, team.deputy)


def test_a_signature_is_never_dated_before_the_one_it_stands_on(team: Team) -> None:
    record = ready(team, team.deputy, team.worker)
    sign(team, record, Part.WORKER, team.worker)
    team.clock.turn(minutes=-2)
    with pytest.raises(StateError, match="was signed on Tue 24 Nov 2026, 14:00"):
        sign(team, record, Part.SUPERVISOR, team.deputy)


def test_a_signature_dated_before_the_newest_record_says_so(team: Team, tmp_path: Path) -> None:
    record = ready(team, team.deputy, team.worker)
    team.clock.turn(days=3)
    team.sign(team.write(team.owner, team.other))
    team.clock.turn(days=-2)
    sign(team, record, Part.WORKER, team.worker)
    sign(team, record, Part.SUPERVISOR, team.deputy)
    checked(team, record, tmp_path)
    later = "The newest record here was dated later: Fri 27 Nov 2026, 14:00."
    assert later in in_the_boxes(tmp_path)


def test_words_in_a_workers_name_that_they_never_signed_are_in_no_record(team: Team) -> None:
    said = Response(choice=Choice.AGREE_AND_ADD, words="I am glad of everything.")
    record = ready(team, team.deputy, team.worker, said)
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    closed = team.house.left_behind.close(team.owner, record.id, "Dee works elsewhere now.").value
    assert (closed.state, closed.response) == (RecordState.SEALED, None)

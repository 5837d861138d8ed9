"""Coaching, observation, reflection and groups: saved, shared, sealed and found by those who may."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.domain import drafting
from app.domain.actions import NewAction
from app.domain.changes import Topic
from app.domain.content import AgendaPoint, Became, Content, Sample, Source
from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.practice import Linked
from app.domain.records import Audience, Choice, Record, RecordState, Response
from app.domain.schedule import DueState
from app.domain.signing import Mark, Part, Verdict
from app.domain.sought import Sought
from app.domain.training import Course
from app.pages import sign, today
from tests.scans import picture
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team, filled

SECRET = "I felt out of my depth with the hoist"


def coach(
    team: Team,
    words: str = "Worked side by side at breakfast.",
    *,
    by: Actor | None = None,
    next_step: str = "",
) -> Record:
    """Log coaching of the worker and save it."""
    leader = by or team.leader
    draft = team.house.writing.start(leader, Kind.COACHING, team.worker.person_id).value
    action = NewAction(
        id=new_id(), what=next_step, owner_id=team.worker.person_id, due_on=dt.date(2026, 11, 28)
    )
    content = Content(
        answers={"log.about": ("mealtimes", "choice"), "log.happened": words},
        minutes=10,
        new_actions=(action,) if next_step else (),
    )
    team.house.writing.store(leader, draft.record.id, content, draft.record.revision)
    return team.house.writing.save(leader, draft.record.id).value


def reflect(team: Team, words: str = SECRET) -> Record:
    """Write a private reflection as the worker, signed in with their own PIN."""
    team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    draft = team.house.writing.start(team.worker, Kind.REFLECTION, team.worker.person_id).value
    team.house.writing.store(
        team.worker, draft.record.id, Content(answers={"reflect.what": words}), draft.record.revision
    )
    return team.house.writing.draft(team.worker, draft.record.id).record


def observe(
    team: Team,
    ratings: dict[str, str],
    *,
    form_id: str = "medicines",
    by: Actor | None = None,
    pair_id: str | None = None,
) -> Record:
    """Watch the worker with a form, every item "yes" but those given, and finish without signatures."""
    leader = by or team.leader
    draft = team.house.writing.start(
        leader, Kind.OBSERVATION, team.worker.person_id, form_id=form_id, pair_id=pair_id
    ).value
    content = filled(draft.form, draft.record.content, "You waited for the answer.")
    seen = next(s for s in draft.form.sections if s.step == "observe")
    answers = {**content.answers, **{f"{seen.id}.{f.id}": ratings.get(f.id, "yes") for f in seen.fields}}
    team.house.writing.store(
        leader, draft.record.id, replace(content, answers=answers), draft.record.revision
    )
    return team.house.writing.save(leader, draft.record.id).value


# --- coaching -----------------------------------------------------------------------------------------------------------


def test_what_somebody_tries_next_is_an_action_and_a_point_on_the_next_supervision(team: Team) -> None:
    coach(team, next_step="Offer two cups at tea")
    assert [a.what for a in team.house.actions.mine(team.worker)] == ["Offer two cups at tea"]
    agenda = team.house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content.agenda
    assert any("Offer two cups at tea" in point.text for point in agenda)
    assert any(point.text == "Coaching since last time: 1" for point in agenda)


def test_a_save_can_be_taken_back_until_the_service_seals_it(team: Team) -> None:
    record = coach(team, next_step="Offer two cups at tea")
    assert team.house.signing.seal_saved(team.leader).value == 0
    assert team.house.writing.take_back(team.leader, record.id).value.record.state is RecordState.DRAFT
    assert team.house.actions.mine(team.worker) == ()
    assert team.house.finding.search(team.leader, "breakfast") == ()
    team.house.writing.save(team.leader, record.id)
    team.clock.turn(seconds=11)
    assert team.house.signing.seal_saved(team.leader).value == 1
    with pytest.raises(StateError):
        team.house.writing.take_back(team.leader, record.id)


def test_a_saved_record_is_sealed_by_the_service_so_that_a_change_shows(team: Team, tmp_path: object) -> None:
    record = coach(team)
    team.house.signing.seal_saved(team.leader, at_once=True)
    pdf = team.house.records.view(team.leader, record.id).pdf or b""
    from app.documents.verify import check  # noqa: PLC0415

    with vault_of(team).read() as work:
        authority = work.certificates.authority()[0]
    found = check(pdf, "x.pdf", (authority,))
    assert (found.verdict, [s.part for s in found.signatures]) == (Verdict.UNCHANGED, ["Service"])
    assert (
        check(pdf.replace(b"breakfast", b"breakfasT") + b"\n% more", "x.pdf", (authority,)).verdict
        is not Verdict.UNCHANGED
    )


def test_the_worker_adds_a_line_with_their_own_pin_and_it_never_changes(team: Team) -> None:
    record = coach(team)
    with pytest.raises(NotAllowedError):
        team.house.sharing.comment(team.other, record.id, "I was not there.")
    team.house.sharing.comment_here(
        record.id, team.worker.person_id, PINS["Tomasz Birch"], "It helped to see it done."
    )
    assert [(c.name, c.text) for c in team.house.records.view(team.leader, record.id).comments] == [
        ("Tomasz Birch", "It helped to see it done.")
    ]
    with pytest.raises(Exception, match="never changes"), vault_of(team).write("x") as work:
        work.session.execute(text("UPDATE comment SET text = 'other'"))


# --- reflection ---------------------------------------------------------------------------------------------------------


def test_an_unshared_reflection_is_read_by_its_writer_only_even_with_the_vault_open(team: Team) -> None:
    record = reflect(team)
    assert record.content.answers["reflect.what"] == SECRET
    team.house.vaults.sign_out()
    house = team.house
    for actor in (team.owner, team.deputy, team.leader):
        for door in (house.records.view, house.writing.draft, house.signing.ask):
            with pytest.raises(NotAllowedError):
                door(actor, record.id)
        assert record.id not in {s.id for s in house.records.list(actor)}
        assert house.finding.search(actor, "depth") == ()
    with vault_of(team).write("x") as work:
        connection = work.session.connection()
        for (table,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'")
        ).fetchall():
            rows = repr(connection.execute(text(f'SELECT * FROM "{table}"')).fetchall())
            assert "depth" not in rows, table
    house.vaults.unlock(team.owner.person_id, PINS["Ruth Alder"])
    with pytest.raises(NotAllowedError):
        vault_of(team).secrets.open_private(team.owner.person_id, record.id, _sealed(team, record))


def _sealed(team: Team, record: Record) -> bytes:
    with vault_of(team).read() as work:
        return work.records.get(record.id).private or b""


def test_a_reflection_can_be_shared_with_one_person_and_then_only_they_read_it(team: Team) -> None:
    record = reflect(team)
    team.house.sharing.share(team.worker, record.id, Audience.PERSON, team.leader.person_id)
    team.house.signing.seal_saved(team.worker, at_once=True)
    assert team.house.records.view(team.leader, record.id).record.content.answers["reflect.what"] == SECRET
    assert [h.summary.id for h in team.house.finding.search(team.leader, "depth")] == [record.id]
    for actor in (team.owner, team.deputy):
        with pytest.raises(NotAllowedError):
            team.house.records.view(actor, record.id)
        assert team.house.finding.search(actor, "depth") == ()
    assert any(event.action == "reflection shared" for event in team.house.audit.events(team.owner))


def test_a_reflection_shared_for_supervision_is_on_the_supervisors_agenda(team: Team) -> None:
    record = reflect(team)
    team.house.sharing.share(team.worker, record.id, Audience.SUPERVISION)
    agenda = team.house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content.agenda
    assert [p.ref for p in agenda if "shared a reflection" in p.text] == [record.id]


def test_a_reset_pin_cannot_open_what_was_private_before_and_says_so(team: Team) -> None:
    record = reflect(team)
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    team.house.vaults.enrol(team.worker.person_id, code, "907162", None)
    with pytest.raises(NotAllowedError, match="reset since"):
        team.house.writing.draft(team.worker, record.id)


# --- observation --------------------------------------------------------------------------------------------------------


def test_what_was_not_seen_is_never_zero_and_a_critical_item_makes_the_whole_not_yet(team: Team) -> None:
    fine = team.house.practice.looked(
        team.leader, observe(team, {"as_needed": "did_not_see", "refusal": "not_applicable"}).id
    ).result
    assert (fine.word, fine.neutral, fine.points) == ("Met", 2, fine.most)
    partly = team.house.practice.looked(team.leader, observe(team, {"prepares": "partly"}).id).result
    assert partly.word == "Met"
    critical = team.house.practice.looked(team.leader, observe(team, {"right_person": "partly"}).id).result
    assert (critical.word, critical.critical_unmet) == ("Not yet", ("Makes sure it is the right person",))


def test_a_competency_is_in_date_for_a_year_and_needed_again_after_an_incident(team: Team) -> None:
    observe(team, {})
    team.house.signing.seal_saved(team.leader, at_once=True)

    def medicines() -> DueState:
        cells = team.house.schedule.due(team.owner, Kind.OBSERVATION)
        return next(
            c.state for c in cells if c.person_id == team.worker.person_id and c.form_id == "medicines"
        )

    assert medicines() is DueState.IN_DATE
    team.house.schedule.incident(
        team.deputy, team.worker.person_id, "medicines", dt.date(2026, 11, 23), "a missed dose"
    )
    assert medicines() is DueState.LATE
    observe(team, {})
    team.house.signing.seal_saved(team.leader, at_once=True)
    assert medicines() is DueState.IN_DATE


def test_two_observers_see_where_they_differ_only_when_both_have_finished(team: Team) -> None:
    pair = new_id()
    first = observe(team, {"prepares": "partly", "hands": "not_yet"}, pair_id=pair)
    assert team.house.practice.looked(team.leader, first.id).agreement is None
    second = observe(team, {"hands": "not_yet"}, by=team.deputy, pair_id=pair)
    both = team.house.practice.looked(team.deputy, second.id).agreement
    assert both is not None
    assert (both.n, both.agreed, [d[1:] for d in both.differences]) == (
        17,
        16,
        [("Gets ready and is not disturbed", "Yes", "Partly")],
    )
    assert both.kappa == pytest.approx(31 / 48, abs=0.0005)


def test_an_observation_may_also_be_signed_by_both(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.OBSERVATION, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "You waited.")
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    record = team.house.writing.finish(team.leader, draft.record.id).value
    assert team.sign(record, Response(choice=Choice.AGREE)).state is RecordState.SEALED


# --- groups, threads, files ---------------------------------------------------------------------------------------------


def test_each_who_took_part_signs_for_it_and_the_leader_seals_the_groups_record(team: Team) -> None:
    house = team.house
    draft = house.writing.start(team.leader, Kind.REFLECTIVE_SESSION, team.leader.person_id).value
    everybody = (team.leader.person_id, team.worker.person_id, team.other.person_id)
    content = replace(
        filled(draft.form, draft.record.content, "We looked at the evening."), attendees=everybody
    )
    house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    house.writing.finish(team.leader, draft.record.id)
    with pytest.raises(IncompleteError):
        house.signing.compose(team.leader, draft.record.id)
    house.signing.attend(draft.record.id, team.worker.person_id, PINS["Tomasz Birch"])
    with pytest.raises(NotAllowedError):
        house.signing.attend(draft.record.id, team.deputy.person_id, PINS["Dee Rowan"])
    house.signing.compose(team.leader, draft.record.id)
    turn = house.signing.sign(
        draft.record.id,
        Part.SUPERVISOR,
        team.leader.person_id,
        PINS["Priya Larch"],
        Mark(typed="Priya Larch"),
    ).value
    assert turn.record.state is RecordState.SEALED
    assert house.records.view(team.worker, draft.record.id).attendance[0].name == "Tomasz Birch"
    with pytest.raises(NotAllowedError):
        house.records.view(team.other, draft.record.id)
    came, stayed_away = team.worker.person_id, team.other.person_id
    with_them = {
        one: (
            house.records.list(team.leader, with_id=one),
            house.finding.newest(team.leader, Sought(about_id=one)),
        )
        for one in (team.leader.person_id, came, stayed_away)
    }
    found = [one.id for listed in with_them[came] for one in listed]
    assert found == [draft.record.id, draft.record.id]
    assert with_them[team.leader.person_id] == with_them[came]
    assert with_them[stayed_away] == ((), ())
    hits = house.finding.search(team.worker, "looked at the evening", Sought(about_id=came))
    assert [hit.summary.id for hit in hits] == [draft.record.id]
    assert house.records.list(team.other, with_id=came) == (), "being found opens nothing"


def test_training_can_ask_for_a_check_and_a_thread_joins_what_is_about_one_skill(team: Team) -> None:
    practice, worker = team.house.practice, team.worker.person_id
    done_on, by = dt.date(2026, 11, 2), dt.date(2026, 11, 20)
    course = Course(title="Safe mealtimes", area="mealtimes", done_on=done_on, check_by=by)
    (training,) = team.house.training.note(team.leader, (worker,), course).value
    late = [
        c
        for c in team.house.schedule.due(team.owner, Kind.OBSERVATION)
        if c.person_id == worker and c.state is DueState.LATE
    ]
    assert len(late) == 1
    assert "Safe mealtimes" in late[0].why
    record = coach(team)
    thread = practice.begin(team.leader, worker, "Offering real choice at meals", "mealtimes").value
    (line,) = practice.lines(team.leader, worker)
    assert {s.ref for s in line.suggested} == {training.id, record.id}
    practice.link(team.leader, thread.id, Linked.TRAINING, training.id)
    practice.link(team.leader, thread.id, Linked.RECORD, record.id)
    (line,) = practice.lines(team.worker, worker)
    assert [s.word for s in line.steps] == ["Training", "Coaching"]
    sealed = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(NotAllowedError):
        practice.link(team.leader, thread.id, Linked.RECORD, sealed.id)


def test_a_scan_is_kept_by_what_it_holds_and_named_in_the_sealed_pdf_with_its_hash(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
    with pytest.raises(TextError):
        team.house.scans.attach(team.leader, draft.record.id, "scan.pdf", b"MZ\x90 not a pdf")
    with pytest.raises(TextError):
        team.house.scans.attach(
            team.leader, draft.record.id, "scan.pdf", b"%PDF-" + b"0" * (16 * 1024 * 1024)
        )
    kept = team.house.scans.attach(team.leader, draft.record.id, "../../sheet.exe", picture()).value
    assert kept.name == "sheet.png"
    team.house.writing.store(
        team.leader, draft.record.id, Content(answers={"log.happened": "From paper."}), draft.record.revision
    )
    team.house.writing.save(team.leader, draft.record.id)
    team.house.signing.seal_saved(team.leader, at_once=True)
    view = team.house.records.view(team.worker, draft.record.id)
    assert [a.sha256 for a in view.attachments] == [kept.sha256]
    from io import BytesIO  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    with pikepdf.open(BytesIO(view.pdf or b"")) as pdf:
        assert kept.sha256.encode() in pdf.attachments["record.json"].get_file().read_bytes()


@pytest.mark.parametrize(
    "query",
    ['"', "AND", "NEAR(", "a*b", "who:open", "-", "text : x", "(", "breakfast OR", "'; DROP TABLE search"],
)
def test_whatever_is_typed_into_search_is_taken_as_words(team: Team, query: str) -> None:
    coach(team)
    assert isinstance(team.house.finding.search(team.leader, query), tuple)


def test_search_finds_letters_without_their_marks_and_marks_the_hit(team: Team) -> None:
    coach(team, "Łucja showed Siân the thickened drink.")
    (hit,) = team.house.finding.search(team.owner, "lucja sian thick")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["Łucja", "Siân", "thickened"]
    assert team.house.finding.search(team.owner, '"sian thickened"') == ()
    assert len(team.house.finding.search(team.owner, '"sian the"')) == 1


def test_a_sealed_coaching_record_is_corrected_without_doubling_its_action(team: Team) -> None:
    record = coach(team, next_step="Offer two cups at tea")
    team.house.signing.seal_saved(team.leader, at_once=True)
    draft = team.house.correcting.correct(team.leader, record.id, "The day was wrong.").value
    team.house.writing.save(team.leader, draft.record.id)
    team.house.signing.seal_saved(team.leader, at_once=True)
    assert [s.status for s in team.house.records.list(team.worker)] == ["Sealed", "Corrected"]
    assert len(team.house.actions.mine(team.worker)) == 1


def test_who_took_part_reads_and_signs_for_it_later_on_their_own_until_it_is_sealed(team: Team) -> None:
    house, worker = team.house, team.worker
    draft = house.writing.start(team.leader, Kind.REFLECTIVE_SESSION, team.leader.person_id).value
    content = filled(draft.form, draft.record.content, "We looked at the evening.")
    everybody = (team.leader.person_id, worker.person_id, team.other.person_id)
    house.writing.store(
        team.leader, draft.record.id, replace(content, attendees=everybody), draft.record.revision
    )
    assert house.records.to_sign(worker) == ()  # a draft is its writer's alone
    house.writing.finish(team.leader, draft.record.id)
    team.clock.turn(days=3)
    (line,) = (one for one in today.read(house, worker).to_sign if "sign that you took part" in one.what)
    assert line.verb is not None
    assert house.records.view(worker, draft.record.id).record.id == draft.record.id
    page = sign.read(house, worker, draft.record.id)
    assert [(one.name, one.signed, page.leads) for one in page.attendees] == [("Tomasz Birch", False, False)]
    sign.attend(house, worker, draft.record.id, worker.person_id, PINS["Tomasz Birch"])
    assert house.records.to_sign(worker) == ()
    assert len(house.records.to_sign(team.other)) == 1
    assert house.records.to_sign(team.deputy) == ()
    house.signing.compose(team.leader, draft.record.id)
    mark, pin = Mark(typed="Priya Larch"), PINS["Priya Larch"]
    house.signing.sign(draft.record.id, Part.SUPERVISOR, team.leader.person_id, pin, mark)
    assert house.records.view(worker, draft.record.id).record.state is RecordState.SEALED
    assert house.records.to_sign(team.other) == ()


def test_what_is_left_over_when_a_meeting_ends_early_comes_up_again(team: Team) -> None:
    house = team.house
    draft = house.writing.start(team.leader, Kind.PRACTICE_SUPERVISION, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "We talked.")
    points = tuple(
        AgendaPoint(id=new_id(), text=text_, source=Source.SUPERVISOR, became=became)
        for text_, became in (("The hoist", Became.TALKED), ("The rota for nights", None))
    )
    house.writing.store(team.leader, draft.record.id, replace(content, agenda=points), draft.record.revision)
    team.sign(house.writing.finish(team.leader, draft.record.id).value)
    team.clock.turn(days=40)
    agenda = house.writing.start(
        team.leader, Kind.PRACTICE_SUPERVISION, team.worker.person_id
    ).value.record.content.agenda
    assert [p.text for p in agenda if p.source == "carried"] == ["Left over: The rota for nights"]


def test_a_point_goes_from_meeting_to_meeting_of_any_kind_until_somebody_says_what_became_of_it(
    team: Team,
) -> None:
    house, about = team.house, team.worker.person_id

    def hold(kind: Kind, **said: str) -> list[str]:
        """Hold a meeting; ``said`` is a point added, or answered. Return what was left over for it."""
        draft = house.writing.start(team.deputy, kind, about).value
        content = filled(draft.form, draft.record.content, "We talked.\nPraise: Calm at tea.")
        content = drafting.add_point(content, said.get("point", ""))
        ended = (Became.DROPPED, "It is mended.") if "ends" in said else (None, "")
        content = drafting.answer_points(content, {p.id: ended for p in content.points if "hoist" in p.text})
        house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
        team.sign(house.writing.finish(team.deputy, draft.record.id).value)
        team.clock.turn(days=20)
        return [
            p.text for p in draft.record.content.points if p.source is Source.CARRIED and "hoist" in p.text
        ]

    assert hold(Kind.SUPERVISION, point="The hoist") == []
    assert hold(Kind.APPRAISAL) == ["Left over: The hoist"]
    assert hold(Kind.PROBATION_REVIEW, ends="here") == ["Left over: The hoist"]
    assert hold(Kind.SUPERVISION) == []
    draft = house.writing.start(team.deputy, Kind.APPRAISAL, about).value
    praised = {p.text for p in draft.record.content.points if p.source is Source.PRAISE}
    assert any("Calm at tea." in text for text in praised)  # written in meetings of other kinds since


def test_what_a_group_did_not_come_to_is_left_over_for_its_next_session_and_nothing_else(team: Team) -> None:
    house, host = team.house, team.deputy
    team.sign(team.write(team.owner, host, action="Order the new hoist"))
    draft = house.writing.start(host, Kind.GROUP_SUPERVISION, host.person_id).value
    assert draft.record.content.points == ()
    content = drafting.add_point(filled(draft.form, draft.record.content, "We talked."), "Handover")
    house.writing.store(host, draft.record.id, content, draft.record.revision)
    house.writing.finish(host, draft.record.id)
    team.clock.turn(days=20)
    again = house.writing.start(host, Kind.GROUP_SUPERVISION, host.person_id).value.record.content
    assert [p.text for p in again.points] == ["Left over: Handover"]


def test_praise_and_a_concern_stand_on_the_next_agenda(team: Team) -> None:
    for noticed in ("praise", "concern"):
        draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
        answers = {"log.happened": f"A {noticed}, in short.", "log.noticed": noticed}
        team.house.writing.store(
            team.leader, draft.record.id, Content(answers=answers), draft.record.revision
        )
        team.house.writing.save(team.leader, draft.record.id)
    agenda = team.house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content.agenda
    assert {p.source for p in agenda if "in short" in p.text} == {"praise", "concern"}


def test_a_time_sample_counts_each_code_as_a_share_of_moments(team: Team) -> None:
    samples = tuple(
        Sample(second=60 * n, person="KM", codes=("social",) if n % 4 else ("social", "activity"))
        for n in range(8)
    )
    draft = team.house.writing.start(
        team.leader, Kind.OBSERVATION, team.worker.person_id, form_id="time_sample"
    ).value
    content = replace(filled(draft.form, draft.record.content, "Well watched."), samples=samples)
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.leader, draft.record.id)
    shares = team.house.practice.looked(team.leader, draft.record.id).percentages
    assert (shares["social"], shares["activity"], shares["distress"]) == (100, 25, 0)


def test_a_second_observer_reads_the_first_ones_ratings_only_after_finishing_their_own(team: Team) -> None:
    pair = new_id()
    first = observe(team, {"prepares": "partly"}, pair_id=pair)
    mine = team.house.writing.start(
        team.deputy, Kind.OBSERVATION, team.worker.person_id, form_id="medicines", pair_id=pair
    ).value
    for door in (team.house.records.view, team.house.practice.looked):
        with pytest.raises(NotAllowedError):
            door(team.deputy, first.id)
    assert team.house.finding.search(team.deputy, "waited") == ()
    assert first.id not in {s.id for s in team.house.records.list(team.deputy)}
    team.house.writing.discard(team.deputy, mine.record.id)
    assert team.house.records.view(team.deputy, first.id).record.id == first.id


def test_closing_one_record_seals_it_and_leaves_the_others_their_time_to_be_taken_back(team: Team) -> None:
    one, other = coach(team, "At breakfast."), coach(team, "At tea.")
    with pytest.raises(NotAllowedError, match="Only the person who wrote this can close it"):
        team.house.signing.seal_own(team.deputy, one.id)
    house = team.house
    assert house.records.view(team.leader, one.id).record.state is RecordState.SAVED
    closed = house.signing.seal_own(team.leader, one.id)
    assert closed.changes.topics == {Topic.RECORDS, Topic.SCHEDULE}
    assert house.records.view(team.leader, one.id).record.state is RecordState.SEALED
    assert house.records.view(team.leader, other.id).record.state is RecordState.SAVED
    house.signing.seal_own(team.leader, one.id)
    assert house.records.view(team.leader, one.id).record.state is RecordState.SEALED

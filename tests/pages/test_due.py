"""Who is due as plain values: the matrix in words, and what is done from its cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.changes import Topic
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Standing
from app.domain.schedule import Due, DueState
from app.domain.sessions import Reason, SessionState, Why
from app.pages import due, places, sessions, today
from tests.counting import counting
from tests.team import Team

MOST_STATEMENTS = 32


def cells(team: Team, kind: Kind = Kind.SUPERVISION, form_id: str = "") -> dict[str, due.Cell]:
    """Return one column of the manager's matrix by name."""
    found = (cell for row in due.read(team.house, team.owner).rows for cell in row.cells)
    return {cell.name: cell for cell in found if (cell.kind, cell.form_id) == (kind, form_id)}


def test_everybody_stands_with_what_is_due_in_words(team: Team) -> None:
    page = due.read(team.house, team.owner)
    assert page.headings[:2] == ("Person", "Supervision")
    assert [row.name for row in page.rows] == ["Chipo Maple", "Dee Rowan", "Priya Larch", "Tomasz Birch"]
    chipo = page.rows[0]
    assert chipo.cells[0].text == "✓ Tue 19 Jan"
    assert chipo.cells[0].told == "Chipo Maple, Supervision, ✓ Tue 19 Jan"
    assert chipo.told.startswith("Chipo Maple, Supervision ✓ Tue 19 Jan, ")
    assert page.share == "100% in date"
    assert page.plan_from == dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC)


def test_a_column_nobody_needs_leaves_its_room(team: Team) -> None:
    page = due.read(team.house, team.owner)
    unused = {page.headings[place] for place in page.unused}
    assert "Probation review" in unused
    assert "Supervision" not in unused


def test_what_is_late_says_for_how_long_and_a_planned_date_stands_beside_it(team: Team) -> None:
    team.clock.turn(weeks=10)
    chipo = cells(team)["Chipo Maple"]
    assert (chipo.text, chipo.tone) == ("! 14 days late", "late")
    due.plan(team.house, team.owner, (chipo,), dt.datetime(2027, 2, 4, 14, tzinfo=dt.UTC))
    planned = cells(team)["Chipo Maple"]
    assert planned.text == "! 14 days late · planned Thu 4 Feb"
    assert planned.explained.endswith("Planned for Thu 4 Feb 2027.")


def test_how_a_date_is_worked_out_names_the_last_sealed_record(team: Team) -> None:
    team.sign(team.write(team.owner, team.other))
    explained = cells(team)["Chipo Maple"].explained
    assert explained.startswith("How this is worked out for Chipo Maple: Last sealed: Tue 24 Nov 2026. ")


def test_while_somebody_is_away_no_date_runs(team: Team) -> None:
    profile = Profile(name="Chipo Maple", role=Role.WORKER, standing=Standing.AWAY)
    team.house.people.change(team.owner, team.other.person_id, profile)
    cell = cells(team)["Chipo Maple"]
    assert (cell.text, cell.tone, cell.day) == ("‖ away", "neutral", None)


def test_a_form_printed_and_not_typed_in_yet_is_told(team: Team, tmp_path: Path) -> None:
    blank = tmp_path / "blank.pdf"
    team.house.paper.print_blank(team.owner, Kind.SUPERVISION, "supervision", team.other.person_id, blank)
    cell = cells(team)["Chipo Maple"]
    assert cell.text.endswith(" · on paper")
    assert cell.explained.endswith("On paper since Tue 24 Nov 2026; type it in to seal it.")


def test_rows_are_found_by_a_part_of_a_name_and_by_what_presses(team: Team) -> None:
    page = due.read(team.house, team.owner)
    assert [row.name for row in page.wanted("MAPLE", "all")] == ["Chipo Maple"]
    assert page.wanted("", "needs") == ()
    assert page.nothing == "Nobody needs anything in the next 14 days."
    team.clock.turn(weeks=3)
    pressing = due.read(team.house, team.owner).wanted("", "needs")
    assert [row.name for row in pressing] == ["Dee Rowan"]


def test_a_service_without_a_team_is_told_what_this_page_is_for(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker, team.other):
        team.house.people.make_leaver(team.owner, actor.person_id)
    page = due.read(team.house, team.owner)
    assert page.rows == ()
    assert page.share == ""
    assert page.nothing == "Add the team, and this page keeps track."


def test_a_cell_starts_its_own_kind_with_its_own_form(team: Team) -> None:
    start = cells(team, Kind.OBSERVATION, "medicines")["Tomasz Birch"].start
    assert start == places.Observe(person_id=team.worker.person_id, form_id="medicines")


def test_starting_several_is_one_transaction_and_one_change_told(team: Team) -> None:
    chosen = tuple(cells(team).values())
    with counting() as counted:
        outcome = due.start_several(team.house, team.owner, chosen)
    assert counted.transactions == 1
    assert outcome.value == "4 drafts are begun. They wait for you on Today."
    assert outcome.changes.topics == {Topic.RECORDS}
    assert len(team.house.records.drafts(team.owner)) == 4


def test_starting_several_twice_begins_nothing_twice(team: Team) -> None:
    chosen = tuple(cells(team).values())
    due.start_several(team.house, team.owner, chosen)
    assert due.start_several(team.house, team.owner, chosen).changes.topics == frozenset()
    assert len(team.house.records.drafts(team.owner)) == 4


def test_starting_several_begins_none_when_one_of_them_may_not_be_begun(team: Team) -> None:
    chosen = tuple(cells(team).values())
    with pytest.raises(NotAllowedError):
        due.start_several(team.house, team.deputy, chosen)
    assert team.house.records.drafts(team.deputy) == ()


def test_a_round_is_planned_one_a_day_on_weekdays(team: Team) -> None:
    chosen = tuple(cells(team).values())[:3]
    friday = dt.datetime(2026, 11, 27, 14, tzinfo=dt.UTC)
    assert due.plan(team.house, team.owner, chosen, friday).value == "3 sessions are planned."
    planned = team.house.sessions.next(team.owner)
    assert [session.planned_at.day for session, _ in planned] == [27, 30, 1]


def test_a_round_is_of_one_column(team: Team) -> None:
    one, other = cells(team)["Chipo Maple"], cells(team, Kind.APPRAISAL)["Dee Rowan"]
    assert due.question((one, other), several=True).fault.startswith("Choose several cells of one column")
    assert due.question((), several=True).fault.startswith("Choose several cells of one column")
    assert due.question((one,), several=True).words == "A round for 1 people, one a day from"


def test_before_one_date_is_planned_it_is_asked_for_by_name(team: Team) -> None:
    one = cells(team)["Chipo Maple"]
    assert due.question((one,), several=False) == due.Question("When will you meet Chipo Maple?")
    assert due.question((), several=False).fault == due.CHOOSE_ONE


def test_what_is_planned_already_is_told_before_a_date_is_planned(team: Team) -> None:
    one = cells(team)["Chipo Maple"]
    at = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    assert due.already(team.house, team.owner, (one,), at) == ""
    due.plan(team.house, team.owner, (one,), at)
    told = "Chipo has supervision at 09:00 that day. Plan it all the same?"
    assert due.already(team.house, team.owner, (one,), at) == told
    assert today.already(team.house, team.owner, one.person_id, one.kind, at) == told
    assert sessions.all_the_same(("", "A.", "B.")) == "A. So it is with 1 more. Plan it all the same?"


def test_a_planned_session_is_moved_in_one_transaction(team: Team) -> None:
    one = cells(team)["Chipo Maple"]
    assert due.planned_session(team.house, team.owner, one) == ""
    due.plan(team.house, team.owner, (one,), dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    session_id = due.planned_session(team.house, team.owner, one)
    with counting() as counted:
        to = dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)
        outcome = sessions.moved(team.house, team.owner, session_id, to, Reason(words="Ill"))
    assert counted.transactions == 1
    assert outcome.value == "Moved to Thu 3 Dec 2026."
    old, new = team.house.sessions.of(team.owner, team.other.person_id)
    assert (old.state, old.reason, new.planned_at.day) == (SessionState.MOVED, "Ill", 3)


def test_a_missed_session_needs_a_reason(team: Team) -> None:
    one = cells(team)["Chipo Maple"]
    due.plan(team.house, team.owner, (one,), dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    session_id = due.planned_session(team.house, team.owner, one)
    with pytest.raises(IncompleteError):
        sessions.missed(team.house, team.owner, session_id, Reason(words=" "))
    sessions.missed(team.house, team.owner, session_id, Reason(Why.SICK))
    (session,) = team.house.sessions.of(team.owner, team.other.person_id)
    assert (session.state, session.because) == (SessionState.MISSED, "Off sick")


def test_after_an_incident_a_competency_is_needed_within_a_fortnight(team: Team) -> None:
    medicines = cells(team, Kind.OBSERVATION, "medicines")["Tomasz Birch"]
    due.needed_again(team.house, team.owner, medicines, "A dose was missed")
    again = cells(team, Kind.OBSERVATION, "medicines")["Tomasz Birch"]
    assert again.day == dt.date(2026, 12, 8)
    assert "A dose was missed" in again.why


def test_month_by_month_says_what_was_held_missed_and_planned(team: Team) -> None:
    team.sign(team.write(team.owner, team.other))
    one = cells(team)["Chipo Maple"]
    due.plan(team.house, team.owner, (one,), dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC))
    sessions.missed(
        team.house, team.owner, due.planned_session(team.house, team.owner, one), Reason(words="Ill")
    )
    team.clock.turn(hours=1)
    page = due.read_months(team.house, team.owner, 6)
    assert page.headings == ("Person", "Jun 26", "Jul 26", "Aug 26", "Sep 26", "Oct 26", "Nov 26")
    name, months = page.rows[0]
    assert name == "Chipo Maple"
    assert months[0] == ("", "nothing", "Chipo Maple, June 2026: nothing")
    assert months[-1][0] == "✓S24\n✗S26"
    assert months[-1][1] == "Supervision held Tue 24 Nov 2026; Supervision missed Thu 26 Nov 2026: Ill"


def test_more_than_one_held_in_a_month_is_counted(team: Team) -> None:
    for _ in range(2):
        team.sign(team.write(team.owner, team.other))
    team.clock.turn(hours=1)
    _, months = due.read_months(team.house, team.owner, 1).rows[0]
    assert months[0][0] == "✓S24 ×2"


def test_dates_go_out_to_print_and_to_excel(team: Team, tmp_path: Path) -> None:
    written = [
        due.to_print(team.house, team.owner, tmp_path / "due.pdf").value,
        due.to_excel(team.house, team.owner, tmp_path / "due.xlsx").value,
    ]
    assert [path.read_bytes()[:4] for path in written] == [b"%PDF", b"PK\x03\x04"]


def test_due_takes_one_transaction_and_as_many_statements_for_three_times_as_many_people(
    team: Team,
) -> None:
    numbers = iter(range(100))

    def after_more(count: int) -> int:
        for _ in range(count):
            profile = Profile(name=f"Person {next(numbers)}", role=Role.WORKER)
            added = team.house.people.add(team.owner, profile).value
            team.write(team.owner, team.other)
            at = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
            team.house.sessions.plan(team.owner, added.person.id, at)
        with counting() as counted:
            due.read(team.house, team.owner)
        assert counted.transactions == 1
        return len(counted)

    few = after_more(4)
    assert after_more(8) == few
    assert few <= MOST_STATEMENTS


@pytest.mark.parametrize(
    ("state", "due_on", "told"),
    [(DueState.SOON, None, "no date yet"), (DueState.AWAY, None, DueState.AWAY.word)],
)
def test_a_cell_without_a_date_says_so(state: DueState, due_on: dt.date | None, told: str) -> None:
    cell = Due(
        person_id="1", name="T", kind=Kind.COACHING, form_id="", last_on=None, due_on=due_on, state=state
    )
    assert due._text(cell, dt.date(2026, 11, 24)).endswith(told)

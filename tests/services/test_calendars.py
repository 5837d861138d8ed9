"""The calendar file after moves, misses and meetings held, read by two parsers: icalendar and lines by hand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import icalendar

from app.domain.people import Actor
from app.domain.sessions import Reason, Why
from tests.team import Team

AT = dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)
Told = dict[str, tuple[int, str, str, str]]
"""What a file says of each uid: sequence, status, class, and when it begins."""


def by_lines(raw: bytes) -> Told:
    """Read a calendar file line by line, as RFC 5545 says, with no library."""
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "METHOD:PUBLISH" in lines
    found: Told = {}
    open_parts: list[str] = []
    event: dict[str, str] = {}
    for line in lines:
        matched = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
        assert matched, line
        name, value = matched[1], matched[3]
        if name == "BEGIN":
            open_parts.append(value)
            event = {} if value == "VEVENT" else event
        elif name == "END":
            assert open_parts.pop() == value
            if value == "VEVENT":
                assert event["UID"] not in found
                assert event["DTEND"] > event["DTSTART"]
                found[event["UID"]] = (
                    int(event["SEQUENCE"]),
                    event["STATUS"],
                    event["CLASS"],
                    event["DTSTART"],
                )
        elif open_parts[-1] == "VEVENT":
            assert name not in event, line
            event[name] = value
    assert open_parts == []
    return found


def by_library(raw: bytes) -> Told:
    """Read a calendar file with icalendar."""
    found: Told = {}
    for event in icalendar.Calendar.from_ical(raw).walk("VEVENT"):
        begins = event.decoded("dtstart")
        stamp = f"{begins:%Y%m%dT%H%M%SZ}" if isinstance(begins, dt.datetime) else f"{begins:%Y%m%d}"
        found[str(event["uid"])] = (
            int(str(event["sequence"])),
            str(event["status"]),
            str(event["class"]),
            stamp,
        )
    return found


def told(team: Team, to: Path, actor: Actor | None = None) -> Told:
    """Write a calendar file and return what both parsers say of it."""
    raw = team.house.calendars.file(actor or team.deputy, to / "dates.ics").read_bytes()
    assert by_lines(raw) == by_library(raw)
    return by_lines(raw)


def planned(team: Team) -> str:
    session = team.house.sessions.plan(team.deputy, team.worker.person_id, AT).value
    return f"{session.uid}@alongside"


def test_a_moved_meeting_replaces_the_old_one(team: Team, tmp_path: Path) -> None:
    uid = planned(team)
    assert told(team, tmp_path)[uid] == (0, "CONFIRMED", "PRIVATE", "20261201T140000Z")
    for number in (1, 2):
        ((session, _),) = team.house.sessions.next(team.deputy)
        at = AT + dt.timedelta(days=number)
        team.house.sessions.move(team.deputy, session.id, at, Reason(Why.LEAVE))
        assert told(team, tmp_path)[uid] == (number, "CONFIRMED", "PRIVATE", f"2026120{number + 1}T140000Z")
    assert len([one for one in told(team, tmp_path) if not one.startswith(("due-", "must-"))]) == 1


def test_what_no_longer_stands_goes_out_as_cancelled(team: Team, tmp_path: Path) -> None:
    uid = planned(team)
    due = next(
        one for one in told(team, tmp_path, team.owner) if one.startswith("due-") and "appraisal" in one
    )
    told(team, tmp_path)
    ((session, _),) = team.house.sessions.next(team.deputy)
    team.house.sessions.missed(team.deputy, session.id, Reason(Why.SICK))
    for _ in range(2):
        assert told(team, tmp_path)[uid] == (1, "CANCELLED", "PRIVATE", "20261201T140000Z")
    assert told(team, tmp_path, team.owner)[due][1] == "CONFIRMED"


def test_a_due_date_that_a_meeting_takes_over_is_cancelled_and_comes_back(team: Team, tmp_path: Path) -> None:
    due = f"due-{team.worker.person_id}-supervision-any@alongside"
    assert told(team, tmp_path)[due][:2] == (0, "CONFIRMED")
    planned(team)
    assert told(team, tmp_path)[due][:2] == (1, "CANCELLED")
    ((session, _),) = team.house.sessions.next(team.deputy)
    team.house.sessions.missed(team.deputy, session.id, Reason(Why.SICK))
    assert told(team, tmp_path)[due][:2] == (2, "CONFIRMED")


def test_a_meeting_that_was_held_or_still_asks_is_not_cancelled(team: Team, tmp_path: Path) -> None:
    uid = planned(team)
    told(team, tmp_path)
    team.clock.turn(days=8)
    assert told(team, tmp_path)[uid] == (0, "CONFIRMED", "PRIVATE", "20261201T140000Z")
    team.sign(team.write(team.deputy, team.worker))
    assert uid not in told(team, tmp_path)


def test_names_go_out_only_when_somebody_says_so(team: Team, tmp_path: Path) -> None:
    planned(team)
    plain = team.house.calendars.file(team.deputy, tmp_path / "plain.ics").read_text(encoding="utf-8")
    named = team.house.calendars.file(team.deputy, tmp_path / "named.ics", names=True)
    assert "Tomasz" not in plain
    assert "SUMMARY:Supervision" in plain
    assert "Supervision\\, Tomasz Birch" in named.read_text(encoding="utf-8").replace("\r\n ", "")


def test_a_worker_gets_their_own_meetings(team: Team, tmp_path: Path) -> None:
    uid = planned(team)
    assert list(told(team, tmp_path, team.worker)) == [uid]
    assert "SUMMARY:My supervision" in (tmp_path / "dates.ics").read_text(encoding="utf-8")

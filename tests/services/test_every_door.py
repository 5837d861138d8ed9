"""The wall, door by door: every public method of every service is tried by each role on a managerial record it must not reach."""

from __future__ import annotations

import datetime as dt
import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from app.domain.actions import ActionState
from app.domain.content import Content
from app.domain.errors import AlongsideError
from app.domain.frameworks import Level
from app.domain.kinds import Kind
from app.domain.packs import PackPlan, Purpose
from app.domain.people import Profile, Role
from app.domain.records import Audience, Choice, RecordState, Response
from app.domain.schedule import DueRules
from app.domain.signing import Mark, Part
from tests.team import Team

SECRET = "Time off sick came up and what would help"
OUTSIDE = {"vaults", "checking", "clock", "store"}
"""Opening and checking files need nobody to be signed in; they hold no record."""


def _argument(name: str, team: Team, record_id: str, tmp_path: Path) -> Any:
    """Return a value for a parameter by its name: always one that points at the worker or the managerial record."""
    known: dict[str, Any] = {
        "record_id": record_id, "about_id": team.worker.person_id, "person_id": team.worker.person_id, "leader_id": team.leader.person_id,
        "kind": Kind.SUPERVISION, "to": tmp_path / "out.pdf", "path": tmp_path / "out.pdf", "reason": "because", "text": "A line.",
        "words": "sick", "word": "sick", "pin": "000000", "mark": Mark(typed="x"), "part": Part.WORKER, "content": Content(), "revision": 0,
        "response": Response(choice=Choice.AGREE), "at": dt.datetime(2026, 12, 1, tzinfo=dt.UTC), "audience": Audience.RECORD,
        "rules": DueRules(), "round_": ((team.worker.person_id, dt.datetime(2026, 12, 1, tzinfo=dt.UTC)),), "form_id": "supervision",
        "name": "scan.pdf", "data": b"%PDF-1.7", "title": "x", "profile": Profile(name="New Person", role=Role.OWNER), "skill": "x", "area": "choice",
        "done_on": dt.date(2026, 11, 1), "check_by": None, "by": dt.date(2026, 12, 1), "linked": None, "ref": record_id, "thread_id": "none",
        "session_id": "none", "action_id": "none", "attachment_id": "none", "answers": {}, "off": True, "preview": None, "staff": None, "form": None,
        "key": b"", "closed": True, "framework_id": "cqc_saf_2023", "code": "S6", "record_ids": (record_id,), "begin": dt.date(2026, 1, 1),
        "end": dt.date(2026, 12, 31), "month": dt.date(2026, 11, 1), "purpose": Purpose.INSPECTION, "frameworks": ("cqc_saf_2023",), "number": 1,
        "level": Level.GOOD, "what": "x", "owner_id": team.worker.person_id, "due_on": dt.date(2026, 12, 1), "improvement_id": "none",
        "request_id": "none", "why": "x", "outcome": "x", "received_on": dt.date(2026, 11, 1), "audit_id": "none", "folder": tmp_path / "none",
        "plan": PackPlan(purpose=Purpose.INSPECTION, recipient="", why="", begin=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31),
                         frameworks=("cqc_saf_2023",), records=(record_id,)),
    }  # fmt: skip
    return known.get(name)


@pytest.mark.parametrize("who", ["leader", "other"])
def test_no_method_of_any_service_gives_a_managerial_record_away(
    team: Team, tmp_path: Path, who: str
) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words=SECRET, action="Sick leave meeting"))
    actor = getattr(team, who)
    tried = 0
    for field in fields(team.house):
        if field.name in OUTSIDE:
            continue
        service = getattr(team.house, field.name)
        for name, method in inspect.getmembers(service, inspect.ismethod):
            if name.startswith("_"):
                continue
            parameters = inspect.signature(method).parameters
            values: dict[str, Any] = {}
            for parameter in parameters.values():
                if parameter.name == "actor":
                    values["actor"] = actor
                elif parameter.default is inspect.Parameter.empty:
                    values[parameter.name] = _argument(parameter.name, team, record.id, tmp_path)
            tried += 1
            try:
                answer = method(**values)
            except (AlongsideError, AttributeError, TypeError, ValueError):
                continue
            told = repr(answer)
            assert SECRET not in told, (field.name, name)
            assert "Sick leave meeting" not in told, (field.name, name)
            assert record.number not in told or name == "file_name", (field.name, name)
            for path in tmp_path.glob("out*"):
                assert b"Sick leave" not in path.read_bytes(), (field.name, name)
    assert tried > 70
    after = team.house.records.view(team.worker, record.id)
    assert after.record.state is RecordState.SEALED
    assert [a.state for a in team.house.actions.about(team.worker, team.worker.person_id)] == [
        ActionState.OPEN
    ]
    assert after.comments == ()

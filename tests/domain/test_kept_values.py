"""Values that records hold for ever: a renamed one would make old records unreadable."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.domain.actions import ActionState, ActionStep, Answered
from app.domain.content import Source
from app.domain.forms import AnsweredBy, FieldRole, FieldType, Step, Style
from app.domain.kinds import Line, Sealing
from app.domain.noticed import Route
from app.domain.people import Contract, Pathway, Role, Standing
from app.domain.practice import Linked, Purpose
from app.domain.records import Audience, Choice, RecordState
from app.domain.requests import RequestKind
from app.domain.schedule import Stage
from app.domain.sessions import SessionState, Why
from app.domain.upshots import Whole
from app.domain.working_out import How

KEPT: dict[type[StrEnum], str] = {
    ActionState: "open done dropped",
    ActionStep: "changed carried_on done dropped reopened handed_on",
    Answered: "done carry_on drop",
    Source: "worker action section supervisor carried due praise concern",
    AnsweredBy: "worker supervisor both",
    FieldType: (
        "short long yes_no choice multi scale date time duration period number person initials confirmed action mark files "
        "table grid blocks worked_out"
    ),
    How: "total share average lowest",
    FieldRole: (
        "about how happened next noticed leadership model aim place knows comfortable signed_off assessor supported "
        "task equipment review rating moment went_well speaking_up wellbeing feedback decision own_words"
    ),
    Step: "prepare talk agree consent observe feedback write audit",
    Style: "arranged spot_check competency time_sample",
    Line: "practice managerial",
    Sealing: "both choice attendance service",
    Contract: "permanent temporary bank agency other",
    Pathway: (
        "new_to_care care_or_support_worker enhanced_care_worker supervisor_or_leader practice_leader "
        "personal_assistant deputy_manager registered_manager"
    ),
    Role: "nominated_individual owner deputy team_leader practice_leader worker",
    Standing: "active away leaver",
    Route: "practice safeguarding speaking_up",
    Linked: "record action training",
    Purpose: (
        "again training incident recheck unseen runs_out delegated agreement probation own_practice action "
        "training_ends"
    ),
    Audience: "private person supervision record",
    Choice: "agree agree_and_add do_not_agree declined",
    RecordState: "draft saved ready waiting sealed corrected withdrawn",
    RequestKind: "access complaint",
    SessionState: "planned held moved missed",
    Why: "sick leave leader_away short_staffed needed training not_written not_planned other",
    Stage: "any induction probation confirmed",
}


def test_what_a_record_came_to_stays_as_it_is_kept() -> None:
    assert [one.value for one in Whole] == ["", "met", "not_yet", "unseen", "watched", "stopped"]


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_values_that_are_kept_stay_as_they_are(kind: type[StrEnum]) -> None:
    assert [one.value for one in kind] == KEPT[kind].split()

"""A page of what we expect: what it needs, when it holds, and who may agree to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.access import may_agree_expectation, may_draft_expectation
from app.domain.errors import IncompleteError
from app.domain.expectations import Expectation, Look, Said, Standing, Went
from app.domain.observation import Result
from tests.domain.test_access import TEAM, left

NOW = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
DAY = dt.date(2027, 3, 1)
SAID = Said(title="Choice", well="A", unseen="B", owner_id="leader", review_on=DAY)
PAGE = Expectation(id="page", version=2, said=SAID, by_id="leader", at=NOW)


def look(version: int, next_on: dt.date | None) -> Look:
    return Look(
        id="look", expectation_id="page", version=version, by_id="leader", at=NOW, words="x", next_on=next_on
    )


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        (replace(SAID, title=" "), {"title"}),
        (replace(SAID, well="\n"), {"well"}),
        (replace(SAID, unseen=""), {"unseen"}),
        (replace(SAID, owner_id=None), {"owner"}),
        (replace(SAID, review_on=None), {"review_on"}),
        (replace(SAID, review_on=NOW.date()), {"review_on"}),
        (Said(), {"title", "well", "unseen", "owner", "review_on"}),
    ],
)
def test_what_an_agreed_page_lacks_is_named(said: Said, lacking: set[str]) -> None:
    with pytest.raises(IncompleteError) as fault:
        said.check_whole(NOW.date())
    assert set(fault.value.fields) == lacking
    SAID.check_whole(NOW.date())


def test_a_page_holds_until_its_day_or_until_the_last_look_at_this_version_says_otherwise() -> None:
    standing = Standing(id="page", agreed=PAGE, draft=None)
    later = dt.date(2028, 1, 1)
    assert (standing.used, standing.review_on) == (True, DAY)
    assert replace(standing, looks=(look(2, later), look(2, DAY))).review_on == later
    assert replace(standing, looks=(look(1, None),)).used
    ended = replace(standing, looks=(look(2, None), look(2, later)))
    assert (ended.used, ended.review_on) == (False, None)
    draft = Standing(id="page", agreed=None, draft=replace(PAGE, version=0))
    assert (draft.used, draft.review_on, draft.newest.draft) == (False, None, True)


@pytest.mark.parametrize(
    ("met", "points", "asked", "went"),
    [
        (None, 0, True, Went.NOT_ALL),
        (False, 3, True, Went.NOT_YET),
        (True, 3, True, Went.PARTLY),
        (True, 4, True, Went.AS_EXPECTED),
        (True, 3, False, Went.AS_EXPECTED),
    ],
)
def test_how_it_went_is_as_expected_only_where_all_that_is_asked_was_fully_seen(
    *, met: bool | None, points: int, asked: bool, went: Went
) -> None:
    found = Result(rated=2, neutral=0, unanswered=0, points=points, most=4, critical_unmet=(), met=met)
    assert Went.of(found, asked=asked) is went


def test_the_questions_of_a_form_are_those_named_with_it() -> None:
    said = replace(SAID, items=("meal:seen.choice", "meal:seen.pace", "care:seen.choice"))
    assert said.questions_of("meal") == {"seen.choice", "seen.pace"}
    assert said.questions_of("other") == frozenset()
    assert said.forms == {"meal", "care"}


def test_those_who_lead_practice_write_and_managers_agree_but_no_deputy_to_their_own() -> None:
    assert {one.id for one in TEAM if may_draft_expectation(one)} == {
        *("owner", "deputy", "sees_all", "senior", "leader")
    }
    assert {one.id for one in TEAM if may_agree_expectation(one, "leader")} == {"owner", "sees_all"}
    assert {one.id for one in TEAM if may_agree_expectation(one, one.id)} == {"owner"}
    assert not any(may_draft_expectation(left(one)) or may_agree_expectation(left(one), "") for one in TEAM)

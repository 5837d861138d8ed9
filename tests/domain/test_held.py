"""When something was held, beside when it was written down: what is asked, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.content import Content
from app.domain.held import When, written_late

NOW = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
WHEN = When(at=NOW, recorded_at=NOW, zone=dt.UTC, name="Tomasz", began_on=dt.date(2025, 3, 3))


def held(**ago: float) -> When:
    return replace(WHEN, at=NOW - dt.timedelta(**ago))


@pytest.mark.parametrize(
    ("ago", "late"),
    [({}, False), ({"days": 1}, False), ({"days": 1, "seconds": 1}, True), ({"days": 9}, True)],
)
def test_what_is_written_more_than_a_day_later_is_late(ago: dict[str, float], late: bool) -> None:  # noqa: FBT001
    assert written_late(NOW - dt.timedelta(**ago), NOW) is late


def test_written_late_asks_why_and_a_word_is_enough() -> None:
    when = held(days=3)
    assert when.lacks(Content(), NOW) == {
        "late_because": "Why is it written down 3 days later? A word or two is enough."
    }
    assert "late_because" in when.lacks(Content(late_because=" . "), NOW)
    assert when.lacks(Content(late_because="Sick"), NOW) == {}
    assert held(hours=25).why(held(hours=25).at) == "Why is it written down a day later?"
    assert held(hours=20).lacks(Content(), NOW) == {}


def test_a_moment_that_has_not_come_is_refused_in_a_sentence() -> None:
    when = held(hours=-1)
    (sentence,) = when.lacks(Content(late_because="Sick"), NOW).values()
    assert sentence == "Tue 24 Nov 2026, 15:00 has not come yet. Say when it was, and finish it then."
    assert when.lacks(Content(), when.at) == {}
    assert held(minutes=-4).lacks(Content(), NOW) == {}


def test_a_day_before_somebody_began_asks_why() -> None:
    when = replace(held(days=700), asked_before=False)
    (sentence,) = when.lacks(Content(), NOW).values()
    assert sentence.startswith("Tomasz began here on Mon 3 Mar 2025. Why is this from before?")
    assert when.lacks(Content(late_because="Came from our other home"), NOW) == {}


def test_what_was_on_paper_needs_the_day_that_stands_there_and_no_reason() -> None:
    begun = replace(WHEN, paper="P-0001")
    assert not begun.said
    assert begun.lacks(Content(), NOW)["held_at"].startswith("Which day stands on the paper?")
    said = replace(begun, at=NOW - dt.timedelta(days=9))
    assert (said.said, said.lacks(Content(), NOW)) == (True, {})


def test_what_was_typed_and_is_no_day_is_told() -> None:
    (sentence,) = WHEN.lacks(Content(held_typed="31 Feb"), NOW).values()
    assert sentence.startswith("When was it? “31 Feb” is not a day")


def test_a_corrected_version_asks_nothing_that_was_answered_before() -> None:
    corrected = replace(held(days=300), paper="P-0001", asked_before=True)
    assert corrected.lacks(Content(), NOW) == {}
    assert replace(corrected, at=corrected.recorded_at).said


def test_what_is_kept_of_when_it_was_held_changes_no_content_that_says_nothing_of_it() -> None:
    assert "held_typed" not in Content().as_dict()
    assert "late_because" not in Content().as_dict()
    content = Content(held_typed="31 Feb", late_because="Sick")
    assert Content.from_json(content.to_json()) == content

"""What a sealed record came to: whoever counts what was watched asks here."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.loader import read_form
from app.catalog.registry import Catalog
from app.domain.answers import Answer, Entry
from app.domain.asking import finished, stopped
from app.domain.completing import missing
from app.domain.content import Content
from app.domain.forms import Form, Style
from app.domain.kinds import Kind
from app.domain.observation import items, result
from app.domain.upshots import Scope, Upshot, Whole, upshot_of
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))
MEDICINES = CATALOG.form(Kind.OBSERVATION, "medicines")
DELEGATED = CATALOG.form(Kind.OBSERVATION, "delegated_healthcare")
AGREEMENT = CATALOG.form(Kind.AGREEMENT)
ROUNDS = read_form(Path(__file__).parents[1] / "forms" / "medicines_round.toml")
GRID = read_form(Path(__file__).parents[1] / "forms" / "hoist_grid.toml")
DAY = dt.date(2026, 11, 24)


def rated(form: Form, **levels: str) -> Content:
    """Return a content with every item "yes" but those given; an empty level leaves one out."""
    found: dict[str, Answer] = {}
    for key, item in items(form):
        level = levels.get(item.id, "yes")
        if level:
            found[key] = level
    return Content(answers=found)


def came(form: Form, content: Content) -> Upshot:
    return upshot_of(form, "r", content)


@pytest.mark.parametrize(
    ("levels", "whole", "unmet"),
    [
        ({}, Whole.MET, ()),
        ({"prepares": "partly"}, Whole.MET, ()),
        ({"prepares": "did_not_see"}, Whole.MET, ()),
        ({"prepares": ""}, Whole.MET, ()),
        ({"prepares": "not_yet"}, Whole.NOT_YET, ("Gets ready and is not disturbed",)),
        ({"right_person": "partly"}, Whole.NOT_YET, ("Makes sure it is the right person",)),
        ({"right_person": "not_yet"}, Whole.NOT_YET, ("Makes sure it is the right person",)),
        ({"refusal": "did_not_see"}, Whole.UNSEEN, ("Knows what to do when somebody says no",)),
        ({"refusal": ""}, Whole.UNSEEN, ("Knows what to do when somebody says no",)),
        ({"refusal": "not_applicable"}, Whole.MET, ()),
    ],
)
def test_a_check_is_met_only_with_every_critical_item_seen_and_met(
    levels: dict[str, str], whole: Whole, unmet: tuple[str, ...]
) -> None:
    found = came(MEDICINES, rated(MEDICINES, **levels))
    assert (found.whole, found.unmet, found.is_check, found.months) == (whole, unmet, True, 12)


def test_nothing_rated_is_nothing_met() -> None:
    assert came(MEDICINES, Content()).whole is Whole.UNSEEN
    arranged = CATALOG.form(Kind.OBSERVATION, "observation")
    assert came(arranged, Content()).whole is Whole.UNSEEN
    assert not came(arranged, Content()).is_check


def test_a_time_sample_has_nothing_to_meet_and_counts_as_watched() -> None:
    sample = CATALOG.form(Kind.OBSERVATION, "time_sample")
    assert came(sample, Content()).whole is Whole.WATCHED


def test_only_met_and_watched_count() -> None:
    assert [one for one in Whole if one.counts] == [Whole.MET, Whole.WATCHED]


@given(
    st.lists(
        st.sampled_from(["yes", "partly", "not_yet", "did_not_see", "not_applicable", ""]),
        min_size=len(items(MEDICINES)),
        max_size=len(items(MEDICINES)),
    )
)
def test_whatever_is_rated_a_critical_item_below_the_top_never_counts(levels: list[str]) -> None:
    names = [item.id for _, item in items(MEDICINES)]
    given_ = dict(zip(names, levels, strict=True))
    whole = came(MEDICINES, rated(MEDICINES, **given_)).whole
    critical = [given_[item.id] for _, item in items(MEDICINES) if item.critical]
    if set(critical) - {"yes", "not_applicable"} or "not_yet" in levels:
        assert not whole.counts


def test_a_spot_check_is_looked_at_again_when_it_is_not_met() -> None:
    form = CATALOG.form(Kind.OBSERVATION, "spot_check")
    assert replace(came(form, rated(form, consent="not_yet")), said=()) == Upshot(
        record_id="r", whole=Whole.NOT_YET, is_check=True, unmet=("Asks before touching or starting",)
    )
    unseen = came(form, rated(form, consent="did_not_see"))
    assert (unseen.whole, unseen.unmet) == (Whole.UNSEEN, ("Asks before touching or starting",))
    assert came(form, rated(form, consent="not_applicable")).whole is Whole.MET


NO = [("worker_knows", "no"), ("person_agrees", "no"), ("signed_off", "no")]


@pytest.mark.parametrize("answer", NO, ids=[key for key, _ in NO])
def test_where_somebody_said_no_nothing_was_watched_whatever_was_rated(answer: tuple[str, str]) -> None:
    """And no professional’s sign-off: a delegated task is not rated at all."""
    key, no = answer
    content = rated(DELEGATED)
    assert came(DELEGATED, content).whole is Whole.MET
    content = replace(
        content, answers={**content.answers, f"consent.{key}": no}, notes={"seen.help": "Rang."}
    )
    found = came(DELEGATED, content)
    assert (found.whole, found.whole.counts, found.unmet) == (Whole.STOPPED, False, ())
    assert (result(DELEGATED, content).word, result(DELEGATED, content).rated) == ("Not watched", 0)
    assert missing(DELEGATED, content) == {}
    kept = finished(DELEGATED, content)
    assert set(kept.answers) == {f"consent.{key}"}
    assert kept.notes == {"seen.help": "Rang."}


def test_a_consent_refused_in_an_older_version_of_a_form_stops_it_too() -> None:
    raw = json.loads(CATALOG.form_to_json(MEDICINES))
    fields = raw["sections"][0]["fields"]
    raw["sections"][0]["fields"] = [{**fields[0], "id": "person_fine"}, *fields[4:]]
    for section in raw["sections"]:
        for field in section["fields"]:
            field.pop("role", None)
    form = CATALOG.form_from_json(json.dumps(raw))
    content = Content(answers={**rated(form).answers, "consent.person_fine": "no"})
    assert came(form, content).whole is Whole.STOPPED


def test_somebody_who_cannot_agree_is_watched_once_it_is_said_what_shows_that_they_are_content() -> None:
    content = Content(answers={"consent.worker_knows": "yes", "consent.person_agrees": "cannot"})
    assert not stopped(MEDICINES, content.answers)
    assert {"consent.content", "consent.who_was_asked"} <= set(missing(MEDICINES, content))


def occasions(*went: str) -> Content:
    """Return three rounds as the form of them asks, each as it went, and every check met."""
    entries: tuple[Entry, ...] = tuple(
        {"on": f"2026-11-0{n}", "seen": (level, "PL", "")} for n, level in enumerate(went, 1)
    )
    return Content(answers={"begin.level": "two", "watch.checks": "met", "watch.rounds": entries})


@pytest.mark.parametrize(
    ("went", "whole"),
    [
        (("help", "alone", "alone"), Whole.MET),
        (("no", "help", "alone", "alone"), Whole.MET),
        (("help", "alone"), Whole.UNSEEN),
        (("no", "alone", "alone"), Whole.UNSEEN),
        (("alone", "alone", "no"), Whole.NOT_YET),
        ((), Whole.UNSEEN),
    ],
)
def test_several_occasions_are_met_before_one_sign_off_where_the_form_asks_for_them(
    went: tuple[str, ...], whole: Whole
) -> None:
    assert came(ROUNDS, occasions(*went)).whole is whole


def test_a_grid_with_one_mark_not_met_is_not_met() -> None:
    fine = dict.fromkeys(("plan", "ask", "kit", "back"), ("yes", "PL", ""))
    rows = tuple({"row": row, **fine} for row in ("bed", "hoist", "chair"))
    whole = Content(answers={"seen.overall": "met", "seen.grid": rows})
    assert came(GRID, whole).whole is Whole.MET
    one = (rows[0], {**rows[1], "kit": ("no", "PL", "")}, rows[2])
    found = came(GRID, replace(whole, answers={**whole.answers, "seen.grid": one}))
    assert (found.whole, found.unmet) == (Whole.NOT_YET, ("Principles by task",))


def test_a_delegated_task_is_for_one_task_one_person_and_one_set_of_equipment() -> None:
    said = {"consent.person": " AB ", "consent.task": "Tube  feed", "consent.equipment": "Pump A2"}
    content = rated(DELEGATED)
    content = replace(content, answers={**content.answers, **said, "consent.review_on": "2027-02-01"})
    found = came(DELEGATED, content)
    assert found.scope == Scope(supported="AB", task="Tube feed", equipment="Pump A2")
    assert found.scope.words == "Tube feed · Pump A2 · for AB"
    assert found.scope.key == Scope(supported="ab", task="tube FEED", equipment="pump a2").key
    assert found.until(DAY) == dt.date(2027, 2, 1)
    later = replace(found, review_on=dt.date(2028, 6, 1))
    assert later.until(DAY) == dt.date(2027, 11, 24), "never longer than its form says"


def test_medicines_are_not_limited_to_whom_they_were_watched_with() -> None:
    content = rated(MEDICINES)
    with_whom = replace(content, answers={**content.answers, "consent.person": "AB"})
    assert came(MEDICINES, with_whom).scope == Scope()


def test_what_has_no_length_has_no_end() -> None:
    form = replace(MEDICINES, validity_months=None)
    assert came(form, rated(form)).until(DAY) is None


def test_an_agreement_is_looked_at_again_on_its_day_or_after_a_year() -> None:
    chosen = came(AGREEMENT, Content(answers={"review.review_on": "2027-05-03"}))
    assert (chosen.until(DAY), chosen.whole) == (dt.date(2027, 5, 3), Whole.WATCHED)
    assert came(AGREEMENT, Content()).until(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert came(AGREEMENT, Content(answers={"review.review_on": "soon"})).until(DAY) == dt.date(2027, 11, 24)


def test_a_competency_by_another_name_is_a_check_too() -> None:
    form = replace(MEDICINES, style=Style.ARRANGED)
    assert came(form, rated(form)).is_check

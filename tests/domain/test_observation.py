"""What ratings add up to, and how far two people agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.content import Content, Sample
from app.domain.forms import Field, FieldRole, FieldType, Form, Option, Section, Step, Style
from app.domain.kinds import Kind
from app.domain.observation import Agreement, agreement, items, kappa, moments, percentages, result

LEVELS = (
    Option(id="not_yet", label="Not yet", score=0),
    Option(id="partly", label="Partly", score=1),
    Option(id="yes", label="Yes", score=2),
    Option(id="not_seen", label="Did not see"),
)


def item(name: str, *, critical: bool = False) -> Field:
    """Return something that is rated."""
    return Field(
        id=name,
        label=name.title(),
        type=FieldType.SCALE,
        critical=critical,
        options=LEVELS,
        role=FieldRole.RATING,
    )


FORM = Form(
    id="f",
    version=1,
    kind=Kind.OBSERVATION,
    title="Watching",
    style=Style.ARRANGED,
    sections=(
        Section(
            id="seen",
            title="Seen",
            step=Step.OBSERVE,
            fields=(item("greets"), item("asks", critical=True), item("thanks")),
        ),
        Section(
            id="after",
            title="After",
            step=Step.FEEDBACK,
            fields=(Field(id="mood", label="Mood", type=FieldType.SCALE, options=LEVELS),),
        ),
    ),
)


def rated(greets: str = "", asks: str = "", thanks: str = "") -> Content:
    """Return the ratings of an observation."""
    said = {"seen.greets": greets, "seen.asks": asks, "seen.thanks": thanks}
    return Content(answers={key: value for key, value in said.items() if value})


def test_only_what_has_the_role_is_rated() -> None:
    assert [key for key, _ in items(FORM)] == ["seen.greets", "seen.asks", "seen.thanks"]


@pytest.mark.parametrize(
    ("content", "met", "word", "unmet"),
    [
        (rated(), None, "Nothing rated", ()),
        (rated("not_seen", "not_seen", "not_seen"), None, "Nothing rated", ()),
        (rated("yes", "yes", "yes"), True, "Met", ()),
        (rated("partly", "yes", "partly"), True, "Met", ()),
        (rated("yes", "partly", "yes"), False, "Not yet", ("Asks",)),
        (rated("yes", "not_yet", "yes"), False, "Not yet", ("Asks",)),
        (rated("not_yet", "yes", "yes"), False, "Not yet", ()),
        (rated("yes", "not_seen", "yes"), None, "Not yet complete", ()),
        (rated("yes", "gone", ""), None, "Not yet complete", ()),
        (rated("not_yet", "not_seen", "yes"), False, "Not yet", ()),
    ],
)
def test_one_critical_item_short_or_one_item_at_nothing_makes_it_not_yet(
    content: Content, *, met: bool | None, word: str, unmet: tuple[str, ...]
) -> None:
    found = result(FORM, content)
    assert (found.met, found.word, found.critical_unmet) == (met, word, unmet)


def test_what_was_not_seen_counts_neither_way() -> None:
    found = result(FORM, rated("partly", "yes", "not_seen"))
    assert (found.rated, found.neutral, found.unanswered, found.points, found.most) == (2, 1, 0, 3, 4)
    found = result(FORM, rated("yes"))
    assert (found.rated, found.neutral, found.unanswered, found.points, found.most) == (1, 0, 2, 2, 2)
    found = result(FORM, rated("not_seen", "yes", "not_seen"))
    assert (found.rated, found.neutral, found.unanswered, found.points, found.most) == (1, 2, 0, 2, 2)


def test_two_people_agree_on_what_both_rated() -> None:
    found = agreement(FORM, rated("yes", "partly", "yes"), rated("yes", "yes", "not_seen"))
    assert (found.n, found.agreed, found.percent) == (2, 1, 50)
    assert found.kappa == 0.0
    assert found.differences == (
        ("seen.asks", "Asks", "Partly", "Yes"),
        ("seen.thanks", "Thanks", "Yes", "Did not see"),
    )
    same = agreement(FORM, rated("yes", "yes", "partly"), rated("yes", "yes", "partly"))
    assert (same.n, same.agreed, same.percent, same.differences) == (3, 3, 100, ())
    assert agreement(FORM, rated("yes"), rated("", "yes")).n == 0
    assert agreement(FORM, rated("not_seen"), rated("yes")).n == 0
    assert Agreement(n=0, agreed=0, kappa=None, differences=()).percent is None
    assert Agreement(n=3, agreed=2, kappa=None, differences=()).percent == 67
    assert Agreement(n=100, agreed=57, kappa=None, differences=()).percent == 57


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([], None),
        ([("a", "a")], None),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ],
)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[str, str]], value: float | None) -> None:
    found = kappa(pairs)
    assert found is None if value is None else found == pytest.approx(value)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_the_same_whoever_is_first_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    one, other = kappa(pairs), kappa([(b, a) for a, b in pairs])
    assert (one is None) == (other is None)
    if one is not None:
        assert one == pytest.approx(other)
        assert -1.000001 <= one <= 1.000001


def test_moments_are_shared_out_by_code() -> None:
    codes = Field(
        id="codes",
        label="Codes",
        type=FieldType.MULTI,
        role=FieldRole.MOMENT,
        options=(Option(id="social", label="Social"), Option(id="alone", label="Alone")),
    )
    section = Section(id="codes", title="Codes", step=Step.OBSERVE, fields=(codes,))
    form = Form(
        id="t", version=1, kind=Kind.OBSERVATION, title="T", sections=(section,), style=Style.TIME_SAMPLE
    )
    assert [one.id for one in moments(form)] == ["social", "alone"]
    samples = [Sample(second=n, person="KM", codes=("social",) if n else ()) for n in range(4)]
    assert percentages(samples, ["social", "alone"]) == {"social": 75.0, "alone": 0.0}
    assert percentages([], ["social"]) == {"social": 0.0}

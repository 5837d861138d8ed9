"""Who signs in which order, and the words each confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.content import Content
from app.domain.kinds import Kind
from app.domain.records import UNDO_SECONDS, Audience, Choice, Record, RecordState, RecordSummary, Response
from app.domain.signing import Mark, Part, Verdict, exit_code, next_part, order, statement

AGREED = Response(choice=Choice.AGREE)
DECLINED = Response(choice=Choice.DECLINED, witness_id="w")
NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
PAIRS = [kind for kind in Kind if not kind.is_group]
GROUPS = [kind for kind in Kind if kind.is_group]
SUMMARY = RecordSummary(
    id="r", number="S-1", version=1, kind=Kind.SUPERVISION, about_id="w", about_name="Tomasz Birch", led_by_id="d",
    led_by_name="Dee Rowan", state=RecordState.DRAFT, held_at=NOW, sealed_at=None, choice=None,
)  # fmt: skip


@pytest.mark.parametrize("kind", PAIRS)
@pytest.mark.parametrize("choice", [None, Choice.AGREE, Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE])
def test_the_worker_signs_first_and_then_who_led_it(kind: Kind, choice: Choice | None) -> None:
    response = Response(choice=choice) if choice else None
    assert order(kind, response) == (Part.WORKER, Part.SUPERVISOR)


@pytest.mark.parametrize("kind", PAIRS)
def test_a_witness_signs_in_the_place_of_a_worker_who_declined(kind: Kind) -> None:
    assert order(kind, DECLINED) == (Part.WITNESS, Part.SUPERVISOR)


@pytest.mark.parametrize("kind", GROUPS)
@pytest.mark.parametrize("response", [None, AGREED, DECLINED])
def test_a_group_s_record_is_signed_by_its_leader_alone(kind: Kind, response: Response | None) -> None:
    assert order(kind, response) == (Part.SUPERVISOR,)


def test_the_next_to_sign_is_the_first_who_has_not() -> None:
    kind = Kind.SUPERVISION
    assert next_part(kind, AGREED, ()) is Part.WORKER
    assert next_part(kind, AGREED, (Part.WORKER,)) is Part.SUPERVISOR
    assert next_part(kind, AGREED, (Part.SUPERVISOR,)) is Part.WORKER
    assert next_part(kind, AGREED, (Part.WORKER, Part.SUPERVISOR)) is None
    assert next_part(kind, DECLINED, (Part.WORKER,)) is Part.WITNESS
    assert next_part(Kind.GROUP_SUPERVISION, None, (Part.SUPERVISOR,)) is None


@pytest.mark.parametrize("kind", Kind)
def test_who_led_it_confirms_what_they_did(kind: Kind) -> None:
    did = "watched this practice" if kind is Kind.OBSERVATION else "held this meeting"
    said = statement(Part.SUPERVISOR, kind, AGREED, "Tomasz Birch")
    assert said == f"I {did}. This is my record of it."


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (None, "I have read this record and I agree with it."),
        (AGREED, "I have read this record and I agree with it."),
        (
            Response(choice=Choice.AGREE_AND_ADD),
            "I have read this record and I agree with it. My own words are part of it.",
        ),
        (
            Response(choice=Choice.DO_NOT_AGREE),
            "I have read this record and I do not agree with it. My own words are part of it.",
        ),
        (DECLINED, ""),
    ],
)
def test_the_worker_confirms_what_they_chose(response: Response | None, said: str) -> None:
    assert statement(Part.WORKER, Kind.SUPERVISION, response, "Tomasz Birch") == said


def test_a_witness_confirms_the_offer_and_the_seal_says_that_it_is_nobody_s_signature() -> None:
    assert statement(Part.WITNESS, Kind.SUPERVISION, DECLINED, "Tomasz Birch") == (
        "I saw that Tomasz Birch was offered this record to read and sign, and declined."
    )
    assert statement(Part.SERVICE, Kind.COACHING, None, "") == (
        "Sealed by the service so that any later change can be seen. It is not a person’s signature."
    )


@pytest.mark.parametrize(
    ("mark", "blank"),
    [
        (Mark(), True),
        (Mark(typed="  "), True),
        (Mark(typed="Dee"), False),
        (Mark(strokes=(((0, 0),) * 7,)), True),
        (Mark(strokes=(((0, 0),) * 8,)), False),
        (Mark(strokes=(((0, 0),) * 4, ((0, 0),) * 4)), False),
    ],
)
def test_a_mark_needs_a_name_or_eight_points(mark: Mark, *, blank: bool) -> None:
    assert mark.blank is blank


def test_what_checking_found_is_told_by_the_exit_code() -> None:
    told = [(v.value, exit_code(v, known=True), exit_code(v, known=False)) for v in Verdict]
    assert told == [("unchanged", 0, 3), ("changed", 1, 1), ("could_not_be_checked", 2, 2)]


def test_the_names_of_signature_fields_never_change() -> None:
    assert [part.value for part in Part] == ["Worker", "Witness", "Supervisor", "Countersigner", "Service"]


def test_answers_and_outcomes_have_words() -> None:
    assert [choice.label for choice in Choice] == [
        "I agree",
        "I agree, and want to add…",
        "I do not agree",
        "Declined to sign",
    ]
    assert [choice.outcome for choice in Choice] == [
        "Agreed",
        "Agreed with comments",
        "Not agreed",
        "Declined, witnessed",
    ]
    assert [audience.label for audience in Audience] == [
        "Only you",
        "One person",
        "Your supervisor, for your next supervision",
        "Those who may read your records",
    ]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "Draft"),
        ({"state": RecordState.SAVED}, "Saved"),
        ({"state": RecordState.READY}, "Ready to sign"),
        ({"state": RecordState.READY, "waiting_for": "Tomasz Birch"}, "Waiting for Tomasz Birch"),
        ({"state": RecordState.WAITING, "waiting_for": "Dee Rowan"}, "Waiting for Dee Rowan"),
        ({"state": RecordState.WAITING}, "Waiting"),
        ({"state": RecordState.SEALED}, "Sealed"),
        ({"state": RecordState.SEALED, "choice": Choice.DO_NOT_AGREE}, "Not agreed"),
        ({"state": RecordState.CORRECTED, "choice": Choice.AGREE}, "Corrected"),
        ({"state": RecordState.WITHDRAWN}, "Withdrawn"),
        ({"audience": Audience.PRIVATE}, "Only you"),
        ({"audience": Audience.PERSON, "state": RecordState.SAVED}, "Saved"),
        ({"state": RecordState.DRAFT, "waiting_for": "Dee Rowan"}, "Draft"),
    ],
)
def test_a_list_says_how_a_record_stands(changes: dict[str, object], status: str) -> None:
    assert replace(SUMMARY, **changes).status == status  # type: ignore[arg-type]


def record(**changes: object) -> Record:
    """Return a saved record."""
    base = Record(
        id="r", number="C-0001", version=1, kind=Kind.COACHING, form_id="coaching", form_version=1, about_id="w",
        led_by_id="d", state=RecordState.SAVED, held_at=NOW, recorded_at=NOW, changed_at=NOW, content=Content(),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "over"), [(0, False), (UNDO_SECONDS - 1, False), (UNDO_SECONDS, True), (-1, True)]
)
def test_what_was_saved_can_be_taken_back_for_ten_seconds(seconds: int, *, over: bool) -> None:
    assert UNDO_SECONDS == 10
    assert record().undo_is_over(NOW + dt.timedelta(seconds=seconds)) is over


def test_a_record_is_called_by_kind_number_and_later_version() -> None:
    assert record().title == "Coaching C-0001"
    assert record(version=2).title == "Coaching C-0001, version 2"


def test_a_form_s_own_words_are_what_the_two_people_sign() -> None:
    said = ("I have read this agreement.", "We made this agreement together.")
    assert statement(Part.SUPERVISOR, Kind.AGREEMENT, AGREED, "Tomasz Birch", said) == said[1]
    assert statement(Part.WORKER, Kind.AGREEMENT, AGREED, "Tomasz Birch", said) == (
        "I have read this agreement. I agree with it."
    )
    usual = statement(Part.WORKER, Kind.SUPERVISION, AGREED, "Tomasz Birch", ("I have read this record.", ""))
    assert usual == statement(Part.WORKER, Kind.SUPERVISION, AGREED, "Tomasz Birch")

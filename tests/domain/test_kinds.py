"""Kinds of record: one row each, and nothing about a kind anywhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.domain.kinds import Kind, Line, Sealing, WrittenOn

APP = Path(__file__).resolve().parents[2] / "app"
ALLOWED: frozenset[str] = frozenset()
"""Files that may group kinds by hand. There are none: what a kind is stands in its row."""


def grouped_by_hand(source: str) -> list[int]:
    """Return the lines of every dict keyed by kinds, set of kinds, and list or tuple of nothing but kinds."""

    def is_kind(node: ast.expr | None) -> bool:
        return (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Kind"
        )

    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict) and any(is_kind(key) for key in node.keys):
            found.append(node.lineno)
        if isinstance(node, ast.Set) and any(is_kind(one) for one in node.elts):
            found.append(node.lineno)
        if isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1 and all(map(is_kind, node.elts)):
            found.append(node.lineno)
    return found


def test_no_kind_is_grouped_by_hand_outside_its_row() -> None:
    found = {
        path.relative_to(APP).as_posix(): lines
        for path in sorted(APP.rglob("*.py"))
        if path != APP / "domain" / "kinds.py"
        and (lines := grouped_by_hand(path.read_text(encoding="utf-8")))
    }
    assert {path: lines for path, lines in found.items() if path not in ALLOWED} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'SYMBOLS = {Kind.COACHING: "C"}',
        'x = {"a": 1, Kind.COACHING: 2}.get(kind)',
        "ok = kind in {Kind.COACHING, Kind.OBSERVATION}",
        "KINDS = (Kind.SUPERVISION, Kind.APPRAISAL)",
        "KINDS = [Kind.SUPERVISION, Kind.APPRAISAL]",
    ],
)
def test_a_group_of_kinds_made_by_hand_is_found(planted: str) -> None:
    assert grouped_by_hand(planted) == [1]


def test_record_numbers_of_two_kinds_never_begin_with_the_same_letter() -> None:
    assert len({kind.letter for kind in Kind}) == len(Kind)


def test_labels_of_two_kinds_are_never_the_same() -> None:
    assert len({kind.label for kind in Kind}) == len(Kind)


def test_kinds_keep_their_values_letters_and_seals() -> None:
    kept = {kind.value: (kind.letter, kind.sealing.value) for kind in Kind}
    assert kept == {
        "coaching": ("C", "service"),
        "observation": ("O", "choice"),
        "reflection": ("R", "service"),
        "reflective_session": ("G", "attendance"),
        "supervision": ("S", "both"),
        "practice_supervision": ("P", "both"),
        "group_supervision": ("T", "attendance"),
        "probation_review": ("B", "both"),
        "appraisal": ("Y", "both"),
        "return_to_work": ("W", "both"),
        "agreement": ("A", "both"),
        "debrief": ("D", "both"),
        "supervision_of_supervision": ("V", "both"),
    }


def test_a_practice_leader_leads_these_kinds_and_no_others() -> None:
    assert [kind.value for kind in Kind if kind.is_practice] == [
        "coaching",
        "observation",
        "reflection",
        "reflective_session",
        "practice_supervision",
    ]
    assert all(kind.is_practice == (kind.line is Line.PRACTICE) for kind in Kind)


def test_a_rule_can_say_how_often_for_these_kinds() -> None:
    assert [kind.value for kind in Kind if not kind.row.due] == [
        "reflective_session",
        "group_supervision",
        "return_to_work",
        "agreement",
        "debrief",
    ]


def test_quality_looks_at_the_meetings_two_people_hold_about_the_work() -> None:
    assert [kind.value for kind in Kind if kind.row.audited] == [
        "supervision",
        "practice_supervision",
        "probation_review",
        "appraisal",
    ]


def test_a_group_is_sealed_by_attendance_and_led_by_its_host() -> None:
    groups = [kind for kind in Kind if kind.is_group]
    assert groups == [kind for kind in Kind if kind.sealing is Sealing.ATTENDANCE]
    assert all(kind.row.own and not kind.row.worker and kind.is_meeting for kind in groups)


def test_every_kind_that_is_no_meeting_has_a_screen_of_its_own() -> None:
    others = [kind.screen for kind in Kind if not kind.is_meeting]
    assert sorted(others) == sorted(set(WrittenOn) - {WrittenOn.MEETING})


def test_only_a_reflection_begins_as_its_writers_alone() -> None:
    assert [kind.value for kind in Kind if kind.row.private] == ["reflection"]


def test_a_kind_answers_to_its_value() -> None:
    assert [Kind(kind.value) for kind in Kind] == list(Kind)

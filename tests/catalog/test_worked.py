"""The three worked records agree with the audit they are marked with."""

from __future__ import annotations

from app.catalog.registry import Catalog
from app.system.resources import resource
from tests.catalog.test_help import grade

CATALOG = Catalog(resource("catalog"))
WORKED, AUDIT = CATALOG.worked(), CATALOG.audits()[0]
WORTH = {"yes": 2, "partly": 1, "no": 0}


def test_every_question_of_the_audit_has_a_mark_and_a_reason_for_each_record() -> None:
    choices = {key: {option.id for option in item.options} for key, _, item in AUDIT.keyed}
    for record in WORKED.records:
        assert record.marks.keys() == choices.keys()
        assert all(mark.answer in choices[key] and mark.why for key, mark in record.marks.items())


def test_the_three_are_of_one_event_and_their_marks_rise_from_weak_to_strong() -> None:
    worth = {r.grade: sum(WORTH[mark.answer] for mark in r.marks.values()) for r in WORKED.records}
    assert worth["Weak"] < worth["Fair"] < worth["Strong"]
    assert [record.letter for record in WORKED.records] == ["A", "B", "C"]
    assert all(
        len({part.title for part in r.parts} ^ {p.title for p in WORKED.records[0].parts}) == 0
        for r in WORKED.records
    )


def test_records_and_reasons_can_be_read_at_eleven() -> None:
    texts = [WORKED.event, *(r.why for r in WORKED.records)]
    texts += [part.text for r in WORKED.records for part in r.parts]
    texts += [mark.why for r in WORKED.records for mark in r.marks.values()]
    assert 0 < grade("\n".join(texts)) < 6

"""What a finished audit of supervision says: records by their numbers, nobody by name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.answers import OTHER, YES_NO, shown
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.documents.blocks import Block
    from app.domain.answers import Answer
    from app.domain.forms import Field, Form
    from app.domain.quality import QualityAudit

SIDE_BY_SIDE = 9
"""Questions whose answers stand side by side in one table; the next ones go in a table of their own."""
NUMBER = 0.14
"""The part of the width for a record's number."""
OF_SOME = frozenset({FieldType.YES_NO, FieldType.CHOICE, FieldType.SCALE})
"""Answers that are counted."""
LENGTHY = frozenset(kind for kind in FieldType if kind.is_words or kind.has_entries)
"""Answers that need lines of their own."""
NOT_SAID = "nothing said"


def audit_blocks(
    audit: QualityAudit, form: Form, numbers: Mapping[str, str], finished: str
) -> tuple[Block, ...]:
    """Return what an audit found, question by question and record by record."""
    found = {record: audit.found(form, record).answers for record in audit.sample}
    asked = [(key, item) for key, _, item in form.keyed]
    drawn = (
        f"Records of {audit.month:%B %Y}, drawn by chance with the seed {audit.seed}; the same seed draws "
        "them again."
    )
    looked = (
        f"Looked at by the registered manager and finished on {finished}. It looks at records, never at a "
        "worker."
    )
    rows = tuple(
        (item.label, *_told(item, {numbers.get(one, ""): found[one].get(key, "") for one in audit.sample}))
        for key, item in asked
    )
    return (
        Words(text=drawn),
        Words(text=looked),
        Heading(text="What was found"),
        Grid(headings=("Question", "Answers", "Share"), rows=rows, shares=(0.56, 0.28, 0.16)),
        Heading(text="Record by record"),
        *_side_by_side(asked, found, numbers),
        *_in_words(asked, found, numbers),
        *((Heading(text="In the manager’s words"), Words(text=audit.words)) if audit.words else ()),
    )


def _told(item: Field, given: Mapping[str, Answer]) -> tuple[str, str]:
    """Return how a question was answered over all records, and the share of the best answer.

    What does not apply, or has no points, counts in no share.
    """
    said = {number: answer for number, answer in given.items() if answer}
    if item.type in LENGTHY:
        return f"written for {len(said)} of {len(given)}", "–"
    if item.type not in OF_SOME:
        told = "; ".join(f"{number}: {shown(item, answer)}" for number, answer in said.items())
        return told or NOT_SAID, "–"
    counts = Counter("other" if str(one).startswith(OTHER) else str(one) for one in said.values())
    labels = _labels(item)
    told = ", ".join(
        f"{counts[one]} {label[:1].lower()}{label[1:]}" for one, label in labels.items() if counts[one]
    )
    return told or NOT_SAID, _share(item, counts, labels)


def _labels(item: Field) -> dict[str, str]:
    options = {option.id: option.label for option in item.options} | {"other": "Other"}
    return dict(YES_NO) if item.type is FieldType.YES_NO else options


def _share(item: Field, counts: Counter[str], labels: Mapping[str, str]) -> str:
    points = {option.id: option.score for option in item.options if option.score is not None}
    if item.type is FieldType.YES_NO:
        points = {"yes": 1, "no": 0}
    counted = sum(counts[one] for one in points)
    if not counted:
        return "–"
    best = max(points, key=lambda one: points[one])
    return f"{round(100 * counts[best] / counted)} % {labels[best].lower()}"


def _side_by_side(
    asked: list[tuple[str, Field]], found: Mapping[str, Mapping[str, Answer]], numbers: Mapping[str, str]
) -> Iterator[Block]:
    short = [(key, item) for key, item in asked if item.type not in LENGTHY]
    for begin in range(0, len(short), SIDE_BY_SIDE):
        some = list(enumerate(short[begin : begin + SIDE_BY_SIDE], begin + 1))
        told = "; ".join(f"{n}. {item.label}" for n, (_, item) in some)
        yield Words(text=told, style="small")
        yield Grid(
            headings=("Record", *(str(n) for n, _ in some)),
            rows=tuple(
                (numbers.get(record, ""), *(shown(item, given.get(key, "")) for _, (key, item) in some))
                for record, given in found.items()
            ),
            shares=(NUMBER, *[(1 - NUMBER) / len(some)] * len(some)),
        )


def _in_words(
    asked: list[tuple[str, Field]], found: Mapping[str, Mapping[str, Answer]], numbers: Mapping[str, str]
) -> Iterator[Block]:
    for record, given in found.items():
        rows = tuple(
            (item.label, shown(item, given[key]))
            for key, item in asked
            if item.type in LENGTHY and given.get(key)
        )
        if rows:
            yield Words(text=numbers.get(record, ""))
            yield Grid(headings=("Question", "Answer"), rows=rows, shares=(0.3, 0.7))

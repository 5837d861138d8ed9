"""The theme of the month: a part that asks one of its questions each month, in turn.

Which month it is stands among the answers, like what is known of the person: the services put it there, and
it is sealed with the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import given

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Field, Form, Section

MONTH = "about:month"
"""The key under which the month stands: ``2026-11``. No part of a form has such an id."""


def in_turn(section: Section, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """Return the questions of a part that are asked: of a monthly one, the one whose turn it is.

    While no month is known, all of them.
    """
    month = answers.get(MONTH, "")
    if not section.monthly or not isinstance(month, str) or not month or not section.fields:
        return section.fields
    year, _, number = month.partition("-")
    return (section.fields[(int(year) * 12 + int(number) - 1) % len(section.fields)],)


def month_of(form: Form, day: dt.date) -> dict[str, Answer]:
    """Return the month of a day, as it stands among the answers of a form that asks by the month."""
    return {MONTH: f"{day:%Y-%m}"} if any(one.monthly for one in form.sections) else {}


def month_for(form: Form, answers: Mapping[str, Answer], day: dt.date) -> dict[str, Answer]:
    """Return the month of a draft held on a day. Once its question is answered, the month stays."""
    there = (
        answers.get(f"{part.id}.{one.id}", "")
        for part in form.sections
        if part.monthly
        for one in in_turn(part, answers)
    )
    if MONTH in answers and any(given(answer) for answer in there):
        return {MONTH: answers[MONTH]}
    return month_of(form, day)

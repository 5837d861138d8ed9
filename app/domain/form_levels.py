"""The answers of a question, or the levels of a scale, as they are being changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.forms import Option


def put(options: tuple[Option, ...], number: int, name: str, value: Any) -> tuple[Option, ...]:
    """Return the answers with one setting of one of them changed; its id stays."""
    return tuple(replace(one, **{name: value}) if n == number else one for n, one in enumerate(options))


def added(options: tuple[Option, ...], stem: str = "answer") -> tuple[Option, ...]:
    """Return the answers with one more to write. After levels that count it counts one more."""
    numbers = [0, *(int(n) for one in options if (n := one.id.removeprefix(f"{stem}_")).isdecimal())]
    points = [one.score for one in options if one.score is not None]
    score = max(points) + 1 if points and options[-1].score is not None else None
    return (*options, Option(id=f"{stem}_{max(numbers) + 1}", label="", score=score))


def moved(options: tuple[Option, ...], number: int, by: int) -> tuple[Option, ...]:
    """Return the answers with one of them moved up (-1) or down (1); points stay with their answer."""
    to = number + by
    if not 0 <= to < len(options):
        return options
    left = list(options)
    left.insert(to, left.pop(number))
    return tuple(left)


def without(options: tuple[Option, ...], number: int) -> tuple[Option, ...]:
    """Return the answers without one of them."""
    return tuple(one for n, one in enumerate(options) if n != number)

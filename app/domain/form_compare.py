"""Two versions of a form compared in words: what was added, taken out and changed."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.forms import Field, Form, Section

SAID = {
    "title": "the title",
    "intro": "the words at the top",
    "style": "how it is watched",
    "validity_months": "how many months it lasts",
    "again_after": "what makes it due again",
    "interval_seconds": "the interval",
    "areas": "the areas it counts towards",
    "worker_statement": "what the worker signs",
    "supervisor_statement": "what the supervisor signs",
    "step": "the step",
    "criteria": "what it counts towards",
    "answered_by": "who answers",
    "hint": "the hint",
    "prompts": "the opening words",
    "options": "the answers",
    "role": "what Alongside uses it for",
}
FLAGS = {
    "mandatory": ("must be answered now", "need not be answered any more"),
    "sensitive": ("is sensitive now", "is not sensitive any more"),
    "critical": ("decides the whole now", "does not decide the whole any more"),
    "managerial": ("is line management now", "is not line management any more"),
    "blind": ("is scored apart now", "is not scored apart any more"),
    "apart": ("is filled over several days now", "is not filled over several days any more"),
    "if_needed": ("is opened only if needed now", "is always open now"),
    "monthly": ("asks one of its questions each month now", "asks all of its questions now"),
    "every_time": ("is asked every time now", "is not asked every time any more"),
}


def differences(old: Form, new: Form) -> tuple[str, ...]:
    """Return what changed from one version of a form to another, a sentence each; nothing for the same."""
    return tuple(_told(old, new))


def _told(old: Form, new: Form) -> Iterator[str]:
    yield from _settings("The form", old, new, {"id", "version", "kind", "sections"})
    before, after = ({s.id: s for s in form.sections} for form in (old, new))
    was, now = _questions(old), _questions(new)
    for part_id, part in after.items():
        if part_id not in before:
            yield f"Added the part “{part.title}”."
        else:
            yield from _settings(f"The part “{part.title}”", before[part_id], part, {"id", "fields"})
    for part_id, part in before.items():
        if part_id not in after:
            yield f"Took out the part “{part.title}”."
    moved = _moved(was, now)
    for key, (part, field) in now.items():
        if key in was:
            yield from _settings(f"“{field.label}”", was[key][1], field, {"id"})
        elif key in moved:
            yield f"Moved “{field.label}” to “{part.title}”."
            yield from _settings(f"“{field.label}”", was[moved[key]][1], field, {"id"})
        else:
            yield f"Added “{field.label}” to “{part.title}”."
    for key, (_, field) in was.items():
        if key not in now and key not in moved.values():
            yield f"Took out “{field.label}”."
    if set(was) == set(now) and list(was) != list(now):
        yield "The order is another."


def _questions(form: Form) -> dict[str, tuple[Section, Field]]:
    return {key: (section, field) for key, section, field in form.keyed}


def _moved(was: dict[str, tuple[Section, Field]], now: dict[str, tuple[Section, Field]]) -> dict[str, str]:
    """Return the old key of each question that has gone to another part, by its new key."""
    gone = {f"{field.id} {field.label}": key for key, (_, field) in was.items() if key not in now}
    come = {key: f"{field.id} {field.label}" for key, (_, field) in now.items() if key not in was}
    return {key: gone[same] for key, same in come.items() if same in gone}


def _settings(what: str, old: object, new: object, left_out: set[str]) -> Iterator[str]:
    for one in fields(old):  # type: ignore[arg-type] # a form, a part or a question
        before, after = getattr(old, one.name), getattr(new, one.name)
        if one.name in left_out or before == after:
            continue
        if one.name == "label":
            yield f"“{before}” reads “{after}” now."
        elif one.name == "type":
            yield f"{what}: answered as {_low(after.row.label)} instead of {_low(before.row.label)}."
        elif isinstance(after, bool):
            on, off = FLAGS.get(one.name, (f"{_plain(one.name)} now", f"not {_plain(one.name)} any more"))
            yield f"{what} {on if after else off}."
        else:
            yield f"{what}: {SAID.get(one.name, _plain(one.name))} {_change(before, after)}."


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _change(before: object, after: object) -> str:
    if isinstance(after, tuple) or isinstance(before, tuple):
        return "changed"
    if not after:
        return "was taken out"
    return f"is “{_word(after)}” now" if not before else f"was “{_word(before)}”, is “{_word(after)}” now"


def _word(value: object) -> str:
    return _plain(str(value.value)) if isinstance(value, Enum) else str(value)

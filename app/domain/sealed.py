"""What was sealed against what is kept now: the record inside the signed PDF has the last word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.domain.content import Content
from app.domain.records import as_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.domain.records import Attachment, Attendance, Comment, Record

PARTS = {
    "id": "which record it is",
    "number": "its number",
    "version": "its version",
    "kind": "what kind of record it is",
    "form": "the form it was written with",
    "about": "whom it is about",
    "led_by": "who led it",
    "held_at": "when it was held",
    "recorded_at": "when it was written down",
    "corrects": "what it corrects",
    "reason": "why it was corrected",
    "paper": "the paper it was typed in from",
    "content": "what was written",
    "response": "the worker’s answer",
    "attachments": "the files kept with it",
    "attendance": "who took part",
    "comments": "the lines added to it",
}
"""Each part of ``record.json`` that never changes, in words."""
RENAMED = frozenset({"number", "paper"})
"""What may be called otherwise where records of another service were brought in beside ours."""


class _Anybody(dict[str, str]):
    """Names are not compared here: people are, by their ids."""

    def __missing__(self, key: str) -> str:
        return ""


def kept(
    record: Record,
    attachments: tuple[Attachment, ...],
    attendance: tuple[Attendance, ...],
    comments: tuple[Comment, ...],
) -> dict[str, object]:
    """Return a record as it is kept now, in the shape of ``record.json``."""
    return as_document(
        record,
        form_title="",
        service="",
        people=_Anybody(),
        attachments=attachments,
        attendance=attendance,
        comments=comments,
    )


def unlike(
    inside: Mapping[str, Any],
    now: Mapping[str, Any],
    who: Callable[[str], str] = str,
    *,
    brought: bool = False,
) -> tuple[str, ...]:
    """Return in words each part of a record that is not as its signed PDF holds it.

    Parts that older PDFs lack, and names, are not compared; lines added after sealing are no change.
    ``who`` says whose entry an id is now, where two entries of one person were made one. ``brought``: records
    of another service were brought in here, whose numbers may be called otherwise.
    """
    found = []
    for part, told in PARTS.items():
        if part not in inside:
            continue
        before, after = inside[part], now[part]
        if part == "content":
            before, after = _content(before), _content(after)
        elif part in {"about", "led_by"}:
            before, after = who(before["id"]), who(after["id"])
        elif part == "form":
            before, after = _form(before, brought=brought), _form(after, brought=brought)
        elif part == "attendance":
            before, after = _theirs(before, who), _theirs(after, who)
        elif part == "comments":
            before = _theirs(before, who)
            after = [one for one in _theirs(after, who) if one in before]
        if before != after and not (brought and part in RENAMED and _renamed(before, after)):
            found.append(told)
    return tuple(found)


def _theirs(rows: Iterable[Mapping[str, Any]], who: Callable[[str], str]) -> list[dict[str, Any]]:
    return [{**row, "person": who(row["person"])} for row in rows]


def _content(raw: Mapping[str, Any]) -> dict[str, object]:
    """Return a content in today's shape, whichever program wrote it."""
    return Content.from_json(json.dumps(raw)).as_dict()


def _form(raw: Mapping[str, Any], *, brought: bool) -> tuple[object, ...]:
    return (raw["version"],) if brought else (raw["id"], raw["version"])


def _renamed(before: object, after: object) -> bool:
    """Whether a number is the one before with a part of its own behind it: ``S-0001/2``."""
    return str(after).startswith(f"{before}/")


def told(number: str, version: int) -> str:
    """Return what a record is called in a finding."""
    return number if version == 1 else f"{number}, version {version}"


def sentence(record: str, parts: Iterable[str]) -> str:
    """Return what was changed in a record, as a sentence."""
    return f"{record} was changed after it was sealed: {'; '.join(parts)}."

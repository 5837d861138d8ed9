"""The versions of a form, and what each changed against the one before, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import NotFoundError
from app.domain.form_compare import differences
from app.domain.form_settled import settled

if TYPE_CHECKING:
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.services.house import House

KEPT = "A published version never changes. Every record keeps the version it was written with."
GONE = "There is no such form. Nothing was changed. Go back to the list of forms."
SAME = "Nothing is different from the version before."


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version: what it is called, and its changes a line each."""

    title: str
    about: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """The versions of a form, the newest first; a draft that is not published yet comes before them."""

    title: str
    kept: str
    lines: tuple[VersionLine, ...]


def read(house: House, actor: Actor, form_id: str) -> VersionsPage:
    """Return the versions of a form. Raises NotFoundError when there is no such form."""
    with house.store.read():
        listed = next((one for one in house.own_forms.list(actor) if one.form.id == form_id), None)
        if listed is None:
            raise NotFoundError(GONE)
        versions = house.own_forms.versions(actor, form_id)
        draft = house.own_forms.draft(actor, form_id) if listed.draft else None
    lines = [_line(one, before) for one, before in zip(versions, (None, *versions), strict=False)]
    if draft is not None:
        lines.append(_line(settled(draft), versions[-1] if versions else None, draft=True))
    title = draft.title if draft is not None else versions[-1].title
    return VersionsPage(title=f"Versions of {title}", kept=KEPT, lines=tuple(reversed(lines)))


def _line(form: Form, before: Form | None, *, draft: bool = False) -> VersionLine:
    count = len(form.keyed)
    asked = "1 question" if count == 1 else f"{count} questions"
    changes = differences(before, form) if before is not None else ()
    return VersionLine(
        title=f"Version {form.version}" + (", being changed" if draft else ""),
        about=f"{form.title} · {asked}" + (" · not used yet" if draft else ""),
        changes=changes or ((SAME,) if before is not None else ()),
    )

"""What the privacy step of a pack tells in words: what is beyond what is shown, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.domain.packs import PackPlan
    from app.pages.pack import WordShown
    from app.services.packs.privacy import Looked

MOST_SHOWN = 60
"""Lines of what is left out."""


def beyond_words(beyond: tuple[WordShown, ...]) -> str:
    """Say how many words are not shown, and what becomes of them."""
    if not beyond:
        return ""
    out = sum(one.usual for one in beyond)
    return (
        f"{len(beyond)} more words are not shown. With full names they stay; else {out} are taken out, and "
        f"{len(beyond) - out} ordinary ones stay. Write below what else to take out."
    )


def left_out_words(looked: Looked, plan: PackPlan, *, own_file: bool) -> dict[str, Any]:
    """Return what is left out for what it is, in words; nothing is in a person's own file."""
    if own_file:
        return {"sensitive": "", "asks": False, "left_out": "", "files": ""}
    sensitive = [f"{one.number}: {one.what}" for one in looked.left_out if one.why == "sensitive"]
    files = len(looked.left_out) - len(sensitive)
    some = "1 answer is sensitive" if len(sensitive) == 1 else f"{len(sensitive)} answers are sensitive"
    told = f"{some}. Left out, such a record goes in as an extract, the others as sealed originals."
    none = "Sensitive answers stay in." if plan.sensitive else "No record chosen holds a sensitive answer."
    shown = sensitive[:MOST_SHOWN] + (["…"] if len(sensitive) > MOST_SHOWN else [])
    return {
        "sensitive": told if sensitive else none,
        "asks": bool(sensitive),
        "left_out": "\n".join(shown),
        "files": f"{files} kept files (scans, photos) stay here. Show them on request." if files else "",
    }

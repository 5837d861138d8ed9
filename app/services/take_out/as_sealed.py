"""What leaves or comes in, is it what was sealed? Named when it leaves, refused when it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import TextError
from app.domain.sealed import told
from app.domain.signing import Verdict
from app.services.records.unlike import not_as_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.unit_of_work import Work

SOME, FIRST = 20, 5
"""How many records with their PDFs are held at once, and how many are named in one sentence."""
LIST = "NOT AS SEALED.txt"
ASK = (
    "Nothing was brought in and nothing was changed. Whoever took it out looks their records over in Set up, "
    "restores a backup from before the change, and takes everything out again."
)


def altered(work: Work, ids: Iterable[str], trusted: tuple[bytes, ...] | None = None) -> tuple[str, ...]:
    """Return a sentence for each of some records that is not as it was sealed.

    With certificates (DER) that are trusted the signatures in each PDF are checked too.
    """
    wanted, found = tuple(ids), list[str]()
    for start in range(0, len(wanted), SOME):
        some = wanted[start : start + SOME]
        unlike = not_as_sealed(work, some)
        found += unlike.values()
        if trusted is not None:
            found += _changed(work, tuple(one for one in some if one not in unlike), trusted)
    return tuple(found)


def _changed(work: Work, ids: tuple[str, ...], trusted: tuple[bytes, ...]) -> list[str]:
    from app.documents.verify import check  # noqa: PLC0415 - the PDF library is slow to load

    known, found = work.records.brief(set(ids)), list[str]()
    for one, document in work.signing.documents(ids).items():
        name = told(known[one].number, known[one].version) if one in known else one
        checked = check(document.pdf, name, trusted)
        if checked.verdict is Verdict.CHANGED:
            found.append(f"The PDF of {name} was changed: {checked.sentence}")
    return found


def refuse(found: tuple[str, ...]) -> None:
    """Raise TextError naming what was changed, where anything was."""
    if found:
        rest = len(found) - FIRST
        more = f" And {rest} more." if rest > 0 else ""
        message = f"{' '.join(found[:FIRST])}{more} {ASK}"
        raise TextError(message)

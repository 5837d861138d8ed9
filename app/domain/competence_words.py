"""How somebody stands in what is checked, in words: the same on screen, on paper and in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.clock import days_away, long_date, short_date
from app.domain.competence import State

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.competence import Competence


def stands(one: Competence, now: dt.date) -> str:
    """Return how somebody stands, symbol and words: ``✓ until Sun 14 Nov 2027``."""
    scope = f"{one.scope.words} " if one.scope.words else ""
    until = f"until {long_date(one.until)}" if one.until else ""
    if one.state is State.COMPETENT:
        return f"{one.state.symbol} {until or one.state.word}"
    if one.state is State.RESTRICTED:
        return f"{one.state.symbol} only {scope}{until}".strip()
    if one.state is State.ENDED and one.until is not None:
        return f"{one.state.symbol} {scope}{one.state.word} {long_date(one.until)}"
    by = f", check by {short_date(one.by, now)}" if one.by else ""
    late = f" ({days_away(one.by, now)})" if one.by and one.by < now else ""
    return f"{one.state.symbol} {scope}{one.state.word}{by}{late}"


def explained(one: Competence) -> str:
    """Return in a sentence what decides how somebody stands."""
    said = []
    if one.decided is not None and one.on is not None:
        met = "met" if one.decided.upshot.whole.counts else "not met"
        said.append(f"The check {one.decided.number} of {long_date(one.on)} was {met}.")
    if one.unmet:
        said.append(f"Not met, or not seen: {'; '.join(one.unmet)}.")
    if one.incident is not None:
        why = f": {one.incident.reason}" if one.incident.reason else ""
        said.append(f"After an incident it is asked for again{why}.")
    if one.reviewed:
        said.append("The day was set by whoever delegates the task.")
    return " ".join(said) or "No sealed check stands behind this."

"""What a person is told beside their own file: why it is kept, who got it, how long, their rights.

UK GDPR Art. 15(1) lists what a copy comes with. Data (Use and Access) Act 2025: a complaint goes to the
service first, and is acknowledged within 30 days from the day after (from 19 June 2026). The regulator's
address and number are those of ico.org.uk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_date
from app.domain.packs import Names, Purpose
from app.domain.requests import COMPLAINT_DAYS
from app.domain.retention import SORTS
from app.services.retention import rules_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.documents.blocks import Block
    from app.domain.packs import Made
    from app.domain.retention import Rule
    from app.services.packs.parts import IndexParts
    from app.storage.unit_of_work import Work

WHY = (
    "So that you get the support, training, supervision and appraisal that your job needs, and so that the "
    "service can show that you do. The law asks the service for both: regulations 17 and 18 of the Health "
    "and Social Care Act 2008 (Regulated Activities) Regulations 2014."
)
FROM = (
    "From you, from those who supervise you or watched you at work, and from the service’s staff list. "
    "Nothing here decides about you by itself, and nothing gives you a score."
)
INSIDE = (
    "In the service: you; whoever supervises you or stands in for them; the registered manager, and a deputy "
    "who may see everybody. Whoever leads practice sees coaching, observations and what you shared with "
    "them. My page in Alongside shows who opened your records. It stays on the service’s own PC and its "
    "backups; Alongside sends nothing anywhere."
)
NO_PACK = "Outside the service: no pack with a record about you has been given to anybody."
SAVED = "Whoever may read a record can also print or save it. Ask the service whom they gave such a copy to."
AGAIN = "You can ask for this again, at any time, and it costs nothing."
PUT_RIGHT = (
    "What is wrong can be corrected, and what is missing added. A signed record is not changed: a new "
    "version says what was wrong, and both are kept."
)
STOP = (
    "You can ask for both, or say that you do not agree to how it is used. The service may have a reason to "
    "say no, and then tells you what it is."
)
COMPLAIN = (
    f"In any way you like. The service tells you within {COMPLAINT_DAYS} days that it has your complaint, "
    "and then without delay what came of it."
)
REGULATOR = (
    "The Information Commissioner’s Office (ICO): ico.org.uk, telephone 0303 123 1113. You can also go to a "
    "court."
)
RIGHTS = (
    ("A copy", AGAIN),
    ("Put it right", PUT_RIGHT),
    ("Delete it, or stop using it", STOP),
    ("Complain to the service", COMPLAIN),
    ("Complain to the regulator", REGULATOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is known here of who got something about a person, and how long it is kept."""

    given: tuple[Made, ...]
    rules: tuple[Rule, ...]


def notice_in(work: Work, catalog: Catalog, person_id: str) -> Notice:
    """Return the packs that went out with a record about somebody in them, and how long things are kept."""
    about = {one.id for one in work.records.summaries(about_id=person_id, limit=None)}
    return Notice(
        given=tuple(
            made
            for made in work.packs.all()
            if made.purpose is not Purpose.PERSON and not about.isdisjoint(made.plan.records)
        ),
        rules=tuple(rules_of(work, catalog).values()),
    )


def notice_blocks(parts: IndexParts) -> list[Block]:
    """Return the pages; nothing where it is nobody's own file."""
    notice = parts.notice
    if notice is None:
        return []
    blocks: list[Block] = [
        Heading(text="Why it is kept, and where it comes from"),
        Words(text=f"{WHY}\n{FROM}"),
        Heading(text="Who can read it, and who was given it"),
        Words(text=INSIDE),
    ]
    if notice.given:
        blocks.append(Words(text="Outside the service, or for its own audit, in packs:"))
        blocks.append(
            Grid(
                headings=("When", "Who it was made for", "Why", "Your name"),
                rows=tuple(_given(parts, one) for one in notice.given),
                shares=(0.2, 0.3, 0.3, 0.2),
            )
        )
    else:
        blocks.append(Words(text=NO_PACK))
    return [
        *blocks,
        Words(text=SAVED),
        Heading(text="How long it is kept"),
        *(Words(text=text) for text in _kept(notice.rules)),
        Heading(text="What you can ask for"),
        Grid(headings=("", ""), rows=RIGHTS, shares=(0.24, 0.76)),
    ]


def _given(parts: IndexParts, made: Made) -> tuple[str, ...]:
    plan = made.plan
    return (
        long_date(made.made_at.astimezone(parts.zone).date()),
        parts.say(plan.recipient) or made.purpose.label,
        parts.say(plan.why) or made.purpose.label,
        "in full" if plan.names is Names.FULL else "replaced by a code",
    )


def _kept(rules: tuple[Rule, ...]) -> list[str]:
    """Return how long things are kept, those of one rule together."""
    together: dict[tuple[int, str], list[str]] = {}
    for rule in rules:
        together.setdefault((rule.years, rule.source), []).append(SORTS[rule.sort])
    found = ["It is kept while you work here. The time below begins on your last day."]
    for (years, source), sorts in together.items():
        what = "Everything" if len(together) == 1 else ", ".join(sorts)
        found.append(f"{what}: {years} {'year' if years == 1 else 'years'}. {source}")
    found.append("A court, an inquiry or a claim can make the service keep it longer.")
    return found

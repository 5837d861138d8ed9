"""Evidence: a framework against what was recorded, with its gaps in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_make_packs, may_manage_people, may_see_quality
from app.domain.clock import months_later, today
from app.domain.frameworks import BEYOND, Status, told
from app.pages import places
from app.pages.grid import Column, GridCell, GridRow
from app.pages.pieces import Chip, Option, Verb

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.frameworks import Coverage, Covered
    from app.domain.people import Actor
    from app.pages import House

COLUMNS = (
    Column("Code", 9),
    Column("Item", 26, 3),
    Column("Records", 16),
    Column("Kinds of evidence", 24, 2, spare=True),
    Column("Last", 13, spare=True),
    Column("About", 13, spare=True),
    Column("What is missing", 24, 3),
)
MONTHS = 12
DRAFT = "This is a draft: its publisher may still change it."
NO_FRAMEWORK = "No framework is switched on. Choose one under Frameworks."
PACK = Verb("Make a pack…", places.Pack(), "A folder and a ZIP for an inspector (Ctrl+N, E)")
MANAGED = (Verb("Packs made", places.Packs()), Verb("Requests for data", places.Requests()))
QUALITY = Verb("Quality of supervision", places.Quality())
IMPACT = Verb("Protected time and impact", places.Impact())
FRAMEWORKS = Verb("Frameworks…", places.Frameworks())


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """Everything the page shows. A row's id is the code of its item; ``gaps`` are the rows that have one.

    ``draft`` says that the framework may still change; ``note`` is there when there is room for it.
    """

    frameworks: tuple[Option, ...]
    framework_id: str
    begin: dt.date
    end: dt.date
    told: str
    draft: str
    note: str
    rows: tuple[GridRow, ...]
    gaps: tuple[GridRow, ...]
    ways: tuple[Verb, ...]

    def item(self, code: str) -> places.EvidenceItem:
        """Return the place of an item, over the time that is shown."""
        return places.EvidenceItem(framework_id=self.framework_id, code=code, begin=self.begin, end=self.end)


def read(
    house: House,
    actor: Actor,
    framework_id: str = "",
    begin: dt.date | None = None,
    end: dt.date | None = None,
) -> EvidencePage:
    """Return a framework's coverage: the last twelve months of the first one unless others are given."""
    end = end or today(house.clock)
    begin = begin or months_later(end, -MONTHS)
    with house.store.read():
        on = tuple(one.framework for one in house.frameworks.list(actor) if not one.off)
        chosen = next((one for one in on if one.id == framework_id), on[0] if on else None)
        coverage = house.evidence.coverage(actor, chosen.id, begin, end) if chosen is not None else None
        me = house.people.get(actor, actor.person_id)
    packs = (PACK,) if may_make_packs(me) else ()
    impact = (IMPACT,) if places.Impact.shown_to(me.role) else ()
    managed = MANAGED if may_manage_people(me) else ()
    quality = (QUALITY,) if may_see_quality(me) else ()
    rows = _rows(coverage) if coverage is not None else ()
    return EvidencePage(
        frameworks=tuple(Option(one.id, one.name) for one in on),
        framework_id=chosen.id if chosen is not None else "",
        begin=begin,
        end=end,
        told=told(coverage) if coverage is not None else NO_FRAMEWORK,
        draft=DRAFT if chosen is not None and chosen.status is Status.DRAFT else "",
        note=chosen.note if chosen is not None else "",
        rows=tuple(row for row, _ in rows),
        gaps=tuple(row for row, gap in rows if gap),
        ways=(*packs, *managed, *quality, *impact, FRAMEWORKS),
    )


def _rows(coverage: Coverage) -> tuple[tuple[GridRow, bool], ...]:
    """Return the row of every item, and whether it has a gap."""
    groups = {group.id: group.title for group in coverage.framework.groups}
    return tuple(
        (_row(one, coverage, groups.get(one.item.group, "")), bool(one.gap) and not one.beyond)
        for one in coverage.covered
    )


def _row(one: Covered, coverage: Coverage, group: str) -> GridRow:
    kinds = ", ".join(
        f"{kind.title} {one.by_category[kind.id]}"
        for kind in coverage.categories
        if one.by_category.get(kind.id)
    )
    mapped = f" + {len(one.also)} mapped" if one.also else ""
    audits = f" + {one.audits} audits" if one.audits else ""
    cells = (
        GridCell(text=one.item.code),
        GridCell(text=f"{group}: {one.item.title}" if group else one.item.title),
        GridCell(text=f"{len(one.seen)}{mapped}{audits}", by=len(one.seen)),
        GridCell(text=kinds or "–"),
        GridCell(text=f"{one.last_on:%d/%m/%Y}" if one.last_on else "–", by=one.last_on),
        GridCell(text="1 person" if one.people == 1 else f"{one.people} people", by=one.people),
        _gap(one),
    )
    return GridRow(one.item.code, cells)


def _gap(one: Covered) -> GridCell:
    """Return what is missing, with a symbol before it."""
    if one.beyond:
        return GridCell(chip=Chip("–", ""), text=BEYOND)
    if one.gap:
        return GridCell(chip=Chip("~", "", "soon"), text=one.gap)
    return GridCell(chip=Chip("✓", "", "in_date"), text="nothing")

"""The first page of a pack: what an inspector can read in a minute, and whom they may ask to see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.answers import all_texts
from app.domain.clock import long_date, long_moment, months_later
from app.domain.forms import FieldRole
from app.domain.kinds import SUPERVISION
from app.domain.packs import Names, originals_and_extracts
from app.domain.people import Role, Standing
from app.domain.practice import Linked
from app.domain.records import Choice
from app.services.packs.figures import YEAR
from app.services.packs.person_pages import anchor, with_pages
from app.services.records.forms import answer_to
from app.services.records.gathering import written_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.catalog.registry import Catalog
    from app.documents.blocks import Block
    from app.domain.forms import Form
    from app.domain.packs import PackPlan
    from app.domain.people import Person
    from app.domain.practice import Step
    from app.domain.records import Record, RecordSummary
    from app.services.packs.figures import Figures
    from app.services.packs.parts import IndexParts
    from app.services.threads import Line
    from app.storage.unit_of_work import Work

STEPS, GAPS, STARTER_MONTHS = 4, 3, 12
LONGEST_STEP = 160
TELLING = (FieldRole.WENT_WELL, FieldRole.HAPPENED)
"""The questions whose answer says what the person did."""
NO_CHANGE = "None is told here: whoever made the pack left this out."
GONE = "The change that was chosen cannot be told any more: there is nothing left of it to read."
NOT_ASKED = "This pack was planned before the manager was asked for three sentences."
NOT_WRITTEN = "what the person did is not written there"
NO_GAP = "None is written down: no line of the action plan is open, and nothing that is looked at is missing."
NOBODY = "nobody yet"
BY_CODE = (
    "A starter, a night worker, a senior, somebody re-assessed. Names are replaced in this pack: ask the "
    "manager who it is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the first page is made of beside the rest of the index.

    ``words`` are those of each step of the change that is told, by what the step refers to.
    """

    figures: Figures
    endings: Counter[Choice]
    words: dict[str, str]


def words_of(work: Work, catalog: Catalog, plan: PackPlan, line: Line | None) -> dict[str, str]:
    """Return what the records of a change say was seen, as far as it may stand in the pack.

    Nothing sensitive that is left out; and where names are replaced, only what was looked through for names.
    """
    if line is None:
        return {}
    ids = [step.ref for step in line.steps if step.linked is Linked.RECORD]
    found = dict[str, str]()
    if plan.names is Names.FULL:
        found = {step.ref: _seen(work, step) for step in line.steps if step.linked is Linked.ACTION}
    else:
        ids = [one for one in ids if one in set(plan.records)]
    for record, form in written_with(work, catalog, ids, len(ids)):
        found[record.id] = _told(plan, record, form)
    return found


def _seen(work: Work, step: Step) -> str:
    action = work.actions.get(step.ref)
    return action.seen or action.how_we_will_know


def _told(plan: PackPlan, record: Record, form: Form) -> str:
    sensitive = {
        f"{section.id}.{field.id}"
        for section in form.sections
        for field in section.fields
        if section.sensitive or field.sensitive or section.id in record.content.sensitive
    }
    for role in TELLING:
        key = form.by_role(role)
        if key is not None and (plan.sensitive or key not in sensitive):
            text = " ".join(all_texts(answer_to(form, record, role))).strip()
            if text:
                return text
    return ""


def endings(sealed: tuple[RecordSummary, ...]) -> Counter[Choice]:
    """Return how often workers agreed, added words, did not agree, and declined to sign."""
    return Counter(one.choice for one in sealed if one.choice is not None)


def front_blocks(parts: IndexParts) -> Iterator[Block]:
    """Yield the first page."""
    yield Grid(headings=("", ""), rows=_cover(parts), shares=(0.15, 0.85), tight=True)
    yield from _said(parts)
    yield from _figures(parts)
    yield from _change(parts)
    yield from _voice(parts)
    yield from _gaps(parts)
    yield from _ask(parts)


def _cover(parts: IndexParts) -> tuple[tuple[str, str], ...]:
    plan = parts.plan
    originals = sum(not entry.is_extract for entry in parts.entries)
    held = originals_and_extracts(originals, len(parts.entries) - originals)
    why = f" – {parts.say(plan.why)}" if plan.why else ""
    return (
        ("Time", f"{long_date(plan.begin)} to {long_date(plan.end)}"),
        ("Manager", "; ".join(_managers(parts)) or "No registered manager is noted here."),
        ("Made for", f"{parts.say(plan.recipient) or plan.purpose.label}{why}"),
        ("Made by", f"{parts.made_by}, {long_moment(parts.made_at, parts.zone)}"),
        ("Holds", f"{held}. {plan.names.label}."),
    )


def _managers(parts: IndexParts) -> Iterator[str]:
    """Yield each registered manager, who supervises them, and when they were supervised last."""
    last = {row.person.id: row for row in parts.matrix.rows} if parts.matrix is not None else {}
    for one in parts.people:
        if one.role is Role.OWNER and one.standing is not Standing.LEAVER:
            above = parts.calls.get(one.supervisor_id or "", "")
            cells = last[one.id].cells if one.id in last else ()
            days = [cell.last_on for cell in cells if cell.last_on and cell.kind in SUPERVISION]
            on = f", last met {long_date(max(days))}" if days and above else ""
            told = f"supervised by {above}{on}" if above else "nobody is noted as who supervises them"
            yield f"{parts.calls.get(one.id, '')}, {told}"


def _said(parts: IndexParts) -> Iterator[Block]:
    said, plan = parts.plan.said, parts.plan
    if not said.texts:
        yield Words(text=parts.say(plan.words).strip() or NOT_ASKED)
        return
    rows = tuple((question, parts.say(text.strip())) for question, text in said.sentences)
    yield Heading(text="In the manager’s own words", small=True)
    yield Grid(headings=("", ""), rows=rows, shares=(0.34, 0.66), tight=True)


def _figures(parts: IndexParts) -> Iterator[Block]:
    if parts.front is None:
        return
    figures = parts.front.figures
    yield Heading(text="Four figures, with the year before", small=True)
    yield Grid(
        headings=("", "This time", "A year before"),
        rows=tuple(
            (one.title, one.now.told, one.before.told if one.before else "no records") for one in figures.four
        ),
        shares=(0.4, 0.3, 0.3),
        tight=True,
    )
    if figures.begun_on is not None and figures.begun_on > months_later(parts.plan.begin, -YEAR):
        yield Words(text=f"These records begin {long_date(figures.begun_on)}.", style="small")


def told_line(parts: IndexParts) -> tuple[Person, Line] | None:
    """Return the change that the plan says is told, and whose it is."""
    return next((pair for pair in parts.lines if pair[1].thread.id == parts.plan.said.thread_id), None)


def _change(parts: IndexParts) -> Iterator[Block]:
    found = told_line(parts)
    if found is None or parts.front is None:
        yield Heading(text="One change, step by step", small=True)
        yield Words(text=GONE if parts.plan.said.thread_id else NO_CHANGE, style="small")
        return
    person, line = found
    skill = f"{parts.say(line.thread.skill)}, {parts.calls.get(person.id, '')}"
    yield Heading(text=f"One change, step by step: {skill}", small=True)
    steps = line.steps if len(line.steps) <= STEPS else (line.steps[0], *line.steps[1 - STEPS :])
    rows = tuple(_step(parts, step, last=step is steps[-1]) for step in steps)
    shares, headings = (0.17, 0.29, 0.54), ("When", "What", "In the words of the day")
    yield Grid(headings=headings, rows=rows, shares=shares, tight=True)


def _step(parts: IndexParts, step: Step, *, last: bool) -> tuple[str, str, str]:
    words = parts.front.words.get(step.ref, "") if parts.front is not None else ""
    told = parts.say(" ".join(words.split()))
    if len(told) > LONGEST_STEP:
        told = f"{told[:LONGEST_STEP].rsplit(' ', 1)[0]} …"
    what = f"{step.word}: {parts.say(step.text)}"
    return long_date(step.on), what, told or (NOT_WRITTEN if last else "")


def _voice(parts: IndexParts) -> Iterator[Block]:
    if parts.front is None:
        return
    concerns = parts.noticed.concerns if parts.noticed is not None else ()
    closed = sum(not one.open for one in concerns)
    ends = parts.front.endings
    raised = (
        f"Concerns raised from records: {len(concerns)}. What came of it is written for {closed}; "
        f"{len(concerns) - closed} still open."
        if concerns
        else "Concerns raised from records: none. That may only mean that none was raised."
    )
    yield Heading(text="What staff said", small=True)
    yield Words(
        text=(
            f"{raised} How signed records ended: {ends[Choice.AGREE]} agreed, "
            f"{ends[Choice.AGREE_AND_ADD]} agreed and added their own words, {ends[Choice.DO_NOT_AGREE]} did "
            f"not agree, {ends[Choice.DECLINED]} declined to sign."
        ),
        style="small",
    )


def _gaps(parts: IndexParts) -> Iterator[Block]:
    """Yield three gaps: open lines of the action plan, the soonest first, then what is not planned for."""
    rows = list[tuple[str, str, str]]()
    every = [one for coverage in parts.coverage for one in coverage.covered]
    planned = {line.id: (line, one.item) for one in every for line in one.plan if line.done_on is None}
    for line, item in sorted(planned.values(), key=lambda pair: (str(pair[0].due_on or "none"), pair[0].id)):
        what = line.what if parts.plan.names is Names.FULL else f"{item.code} {item.title}"
        by = long_date(line.due_on) if line.due_on else "no day yet"
        rows.append((parts.say(what), parts.calls.get(line.owner_id, NOBODY), by))
    for coverage in parts.coverage:
        open_ = {one.item.code for one in coverage.covered if one.plan}
        rows += [
            (f"{coverage.framework.name}: {item.code} {item.title}. {gap}", NOBODY, "no day yet")
            for item, gap in coverage.gaps
            if item.code not in open_
        ]
    yield Heading(text="Three gaps we know of", small=True)
    if rows:
        yield Grid(
            headings=("What", "Who sees to it", "By"),
            rows=tuple(rows[:GAPS]),
            shares=(0.66, 0.18, 0.16),
            tight=True,
        )
    else:
        yield Words(text=NO_GAP, style="small")


def _ask(parts: IndexParts) -> Iterator[Block]:
    yield Heading(text="Ask to see", small=True)
    if parts.plan.names is not Names.FULL:
        yield Words(
            text=f"A starter, a night worker, a senior, somebody re-assessed. {BY_CODE}", style="small"
        )
        return
    there = [one for one in with_pages(parts) if one.standing is not Standing.LEAVER]
    found = [(sort, next(iter(some_of), None)) for sort, some_of in _sorts(parts, there)]
    known = [(sort, one) for sort, one in found if one is not None]
    if known:
        yield Grid(
            headings=("", ""),
            rows=tuple((parts.calls.get(one.id, ""), sort) for sort, one in known),
            shares=(0.3, 0.7),
            links=tuple(f"#{anchor(one.id)}" for _, one in known),
            tight=True,
        )
    missing = [sort for sort, one in found if one is None]
    if missing:
        yield Words(text=f"Nobody is noted here as: {'; '.join(missing)}.", style="small")


def _sorts(parts: IndexParts, there: list[Person]) -> Iterator[tuple[str, list[Person]]]:
    since = months_later(parts.plan.end, -STARTER_MONTHS)
    starters = [one for one in there if one.started_on is not None and since <= one.started_on]
    yield "a starter", sorted(starters, key=lambda one: str(one.started_on), reverse=True)
    yield "a night worker", [one for one in there if one.nights]
    yield (
        "a senior",
        [one for one in there if one.role is Role.TEAM_LEADER or "senior" in one.post.lower()],
    )
    again = parts.front.figures.again if parts.front is not None else frozenset()
    yield "somebody checked again after not meeting it", [one for one in there if one.id in again]

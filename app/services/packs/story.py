"""What a pack tells of the service: a story on one page, coverage, what was due, missed and changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.actions import ActionState, late_for
from app.domain.clock import long_date
from app.domain.frameworks import Status, told
from app.domain.packs import Names, some
from app.domain.schedule import DueState
from app.domain.sessions import SessionState

if TYPE_CHECKING:
    import datetime as dt

    from app.documents.blocks import Block
    from app.domain.actions import Action
    from app.domain.competence import Competence
    from app.domain.frameworks import Coverage
    from app.services.packs.parts import IndexParts

MOST_GAPS = 6
AGREED = ("What", "Who", "By", "What became of it", "Who saw it, why, or how we will know")
AGREED_SHARES = (0.3, 0.16, 0.1, 0.18, 0.26)


def story(parts: IndexParts) -> list[str]:
    """Return the story of a pack in a few sentences."""
    records = [entry.record for entry in parts.entries]
    found = list[str]()
    kinds = Counter(record.kind.label.lower() for record in records)
    people, leaders = len({r.about_id for r in records}), len({r.led_by_id for r in records})
    named = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    found.append(
        f"This pack holds {some(len(records), 'record')} ({named}), about {some(people, 'person')} "
        f"and led by {some(leaders, 'person')}."
    )
    if parts.matrix is not None and parts.matrix.in_date is not None:
        found.append(
            f"Of everything that is due by the service’s own rules, {parts.matrix.in_date} % was in "
            f"date on {long_date(parts.matrix.on)}."
        )
    states = Counter(session.state for session in parts.sessions)
    if parts.sessions:
        found.append(
            f"Planned sessions: {states[SessionState.HELD]} held, {states[SessionState.MOVED]} moved, "
            f"{states[SessionState.MISSED]} missed. Each one moved or missed has its reason below."
        )
    if parts.actions:
        done = [(a, at) for a, at in parts.actions if a.state is ActionState.DONE]
        in_time = sum(a.due_on is not None and at.astimezone(parts.zone).date() <= a.due_on for a, at in done)
        still = sum(a.state is ActionState.OPEN for a, _ in parts.actions)
        found.append(
            f"Actions that fell due: {len(parts.actions)}. Done: {len(done)}, by their day: "
            f"{in_time}. Still open: {still}."
        )
    closed = sum(line.thread.closed_on is not None for _, line in parts.lines)
    if parts.lines:
        found.append(
            "Practice threads, each about one skill from training or coaching to being watched "
            f"again: {len(parts.lines)}. Closed: {closed}."
        )
    for coverage in parts.coverage:
        found += _gaps(coverage)
    return found


def _gaps(coverage: Coverage) -> list[str]:
    """Return a coverage in a sentence, and the gaps in what has evidence in another."""
    with_evidence = {one.item.code for one in coverage.covered if one.seen}
    gaps = [f"{i.code} {i.title}: {gap}" for i, gap in coverage.gaps if i.code in with_evidence]
    empty = [f"{item.code} {item.title}" for item, _ in coverage.gaps if item.code not in with_evidence]
    found = [told(coverage) + (f" Nothing counts yet towards: {'; '.join(empty)}." if empty else "")]
    if gaps:
        more = f" And {len(gaps) - MOST_GAPS} more, in the table." if len(gaps) > MOST_GAPS else ""
        found.append("Gaps we know of. " + " ".join(gaps[:MOST_GAPS]) + more)
    return found


def coverage_of(coverage: Coverage) -> list[Block]:
    """Return a framework’s items with their evidence, gaps and plan."""
    titles = {group.id: group.title for group in coverage.framework.groups}
    rows = []
    for one in coverage.covered:
        if one.beyond and not (one.assessment or one.plan):
            continue  # it is said once, in the summary
        kinds = ", ".join(
            f"{c.title.lower()} {count}"
            for c in coverage.categories
            if (count := one.by_category.get(c.id, 0))
        )
        also = f" Also mapped: {len(one.also)}." if one.also else ""
        last = f"– last {one.last_on:%d/%m/%Y}, {some(one.people, 'person')}" if one.last_on else ""
        view = f"{one.assessment.level.label}: {one.assessment.words}" if one.assessment else ""
        plan = "; ".join(
            f"{p.what} (by {p.due_on:%d/%m/%Y})" if p.due_on else p.what
            for p in one.plan
            if p.done_on is None
        )
        said = " ".join(part for part in (one.gap, view, f"Plan: {plan}." if plan else "") if part)
        rows.append(
            (
                f"{one.item.code} {one.item.title}",
                titles.get(one.item.group, ""),
                f"{kinds}{also} {last}".strip(),
                said,
            )
        )
    intro = (
        "One record may be of more than one kind of evidence. What is mapped counts through our own "
        "crosswalk, not the publisher’s."
    )
    if coverage.framework.status is Status.DRAFT:
        intro += " This framework is a draft: its publisher may still change it."
    return [
        Heading(text=f"Coverage: {coverage.framework.name}", page=True),
        Words(text=intro),
        Grid(
            headings=("What is looked at", "Under", "Evidence", "Gaps, our view and plan"),
            rows=tuple(rows),
            shares=(0.28, 0.12, 0.3, 0.3),
        ),
    ]


def due(parts: IndexParts) -> list[Block]:
    """Return who was due for what at the end of the time, and how what is late was worked out."""
    matrix = parts.matrix
    if matrix is None or not matrix.rows:
        return []
    rows, why = [], []
    for row in matrix.rows:
        name = parts.calls.get(row.person.id, "")
        cells = []
        for cell in row.cells:
            last = f"{cell.last_on:%d/%m/%y}" if cell.last_on else "none yet"
            cells.append(
                f"{cell.mark}, last {last}" if cell.state is not DueState.NOT_NEEDED else "– not needed"
            )
            if cell.state is DueState.LATE or cell.mark.startswith("✗"):
                why.append((name, cell.what, parts.say(cell.why)))
        rows.append((name, *cells))
    share = 0.76 / max(len(matrix.columns), 1)
    found: list[Block] = [
        Heading(text=f"What is due, on {long_date(matrix.on)}", page=True),
        Words(
            text=(
                "A date stands here only where a sealed record stands behind it. How often is the "
                "service’s own policy; the law gives no number."
            )
        ),
        Grid(
            headings=("Who", *(c.label for c in matrix.columns)),
            rows=tuple(rows),
            shares=(0.24, *[share] * len(matrix.columns)),
        ),
    ]
    if why:
        found += [Heading(text="What is late, and how that was worked out")]
        found.append(Grid(headings=("Who", "What", "Why"), rows=tuple(why), shares=(0.24, 0.2, 0.56)))
    return found


def competence(parts: IndexParts) -> list[Block]:
    """Return on a page who may do what, without whom a delegated task is for."""
    register = parts.register
    if register is None or not register.rows or not register.columns:
        return []
    rows = tuple(
        (
            parts.calls.get(row.person.id, ""),
            *("; ".join(dict.fromkeys(competence_told(one) for one in cell)) for cell in row.cells),
        )
        for row in register.rows
    )
    share = 0.8 / len(register.columns)
    return [
        Heading(text=f"Who may do what, on {long_date(register.on)}", page=True),
        Words(
            text=(
                "Only sealed checks that were met count. A check that was not met, an incident since, or a "
                "day that has passed ends it until somebody is checked again."
            )
        ),
        Grid(
            headings=("Who", *(one.title for one in register.columns)),
            rows=rows,
            shares=(0.2, *[share] * len(register.columns)),
        ),
    ]


def competence_told(one: Competence) -> str:
    """Return how somebody stands in a thing, with until when."""
    until = f" until {one.until:%d/%m/%y}" if one.until and one.state.may else ""
    return f"{one.state.symbol} {one.state.word}{until}"


def missed(parts: IndexParts) -> list[Block]:
    """Return the sessions that were moved or missed, with their reasons."""
    rows = tuple(
        (
            long_date(s.planned_at.astimezone(parts.zone).date()),
            parts.calls.get(s.person_id, ""),
            f"{s.kind.label} {s.state.label.lower()}",
            parts.say(s.because),
        )
        for s in parts.sessions
        if s.state in {SessionState.MISSED, SessionState.MOVED}
    )
    heading = Heading(text="Sessions moved or missed, with their reasons")
    return [
        heading,
        Grid(headings=("Planned", "Who", "What", "Reason"), rows=rows, shares=(0.2, 0.25, 0.2, 0.35))
        if rows
        else Words(text="None."),
    ]


def agreed(parts: IndexParts) -> list[Block]:
    """Return the actions that fell due in the time, with what became of each and how that is known.

    Where names are replaced, only those of the records that go in, and nothing that was written since: no
    word stands here that was not looked through for names.
    """
    found: list[Block] = [Heading(text="Actions: what was agreed, and what became of it", page=True)]
    rows = action_rows(parts)
    if not rows:
        return [*found, Words(text="No action fell due in this time.")]
    return [*found, Grid(headings=AGREED, rows=rows, shares=AGREED_SHARES)]


def action_rows(parts: IndexParts, about_id: str = "") -> tuple[tuple[str, ...], ...]:
    """Return a row for each action of ``agreed``, of everybody or of one person."""
    named, inside = parts.plan.names is Names.FULL, {entry.record.id for entry in parts.entries}
    on = parts.made_at.astimezone(parts.zone).date()
    shown = [
        pair
        for pair in parts.actions
        if (named or pair[0].record_id in inside) and about_id in {"", pair[0].about_id}
    ]
    return tuple(
        (
            parts.say(action.what),
            parts.calls.get(action.owner_id, ""),
            f"{action.due_on:%d/%m/%y}" if action.due_on else "",
            _became(action, at.astimezone(parts.zone).date(), on),
            parts.say((named and (action.seen or action.reason)) or action.how_we_will_know),
        )
        for action, at in sorted(shown, key=lambda pair: (pair[0].due_on or on, pair[0].id))
    )


def _became(action: Action, at: dt.date, on: dt.date) -> str:
    if action.state is not ActionState.OPEN:
        symbol = "✓" if action.state is ActionState.DONE else "–"
        return f"{symbol} {action.state.label.lower()} {at:%d/%m/%y}"
    return f"! {late_for(action.weeks_late(on))}" if action.is_late(on) else "○ open"


def changed(parts: IndexParts) -> list[Block]:
    """Return the practice threads of more than one step."""
    if not parts.lines:
        return []
    found: list[Block] = [Heading(text="What changed: practice threads", page=True)]
    found.append(
        Words(
            text=(
                "Each thread follows one skill of one person: training, coaching, watching, acting, and "
                "watching again."
            )
        )
    )
    for person, line in parts.lines:
        steps = " → ".join(f"{s.on:%d/%m/%y} {s.word.lower()} {parts.say(s.text)}" for s in line.steps)
        state = f"closed {line.thread.closed_on:%d/%m/%y}" if line.thread.closed_on else "open"
        found.append(
            Grid(
                headings=(f"{parts.say(line.thread.skill)}, {parts.calls.get(person.id, '')} ({state})",),
                rows=((steps,),),
                shares=(1.0,),
            )
        )
    return found

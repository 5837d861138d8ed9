"""What a pack says of itself.

The index read in ten minutes, how to check it, and a person's own file as tables.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.actions import ActionState
from app.domain.clock import long_date, long_moment
from app.domain.frameworks import Status, told
from app.domain.packs import Names, Purpose
from app.domain.schedule import DueState, SessionState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from app.documents.report import Block
    from app.domain.actions import Action
    from app.domain.frameworks import Coverage
    from app.domain.packs import LeftOut, Mask, PackPlan
    from app.domain.people import Person, Service
    from app.domain.records import RecordSummary
    from app.domain.schedule import Session
    from app.services.practice import Line
    from app.services.schedule import Matrix
    from app.storage.unit_of_work import Work

RISKY = ("=", "+", "-", "@", "\t", "\r")
MOST_GAPS = 6
PART = 400
"""The most records one file of the index lists."""
HALF = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexParts:
    """What the index is made of.

    ``say`` takes names out of a text; ``calls`` is what each person is called here, by id.

    ``entries`` are (record, form, path, SHA-256 of the sealed original, why it is an extract, about, led by,
    codes it counts towards).
    """

    plan: PackPlan
    made_at: dt.datetime
    made_by: str
    zone: dt.tzinfo
    calls: Mapping[str, str]
    say: Callable[[str], str]
    entries: tuple[tuple[RecordSummary, str, str, str, str, str, str, tuple[str, ...]], ...]
    coverage: tuple[Coverage, ...]
    matrix: Matrix | None
    sessions: tuple[Session, ...]
    lines: tuple[tuple[Person, Line], ...]
    actions: tuple[tuple[Action, dt.datetime], ...]
    left_out: tuple[LeftOut, ...]
    private: int


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet takes as text.

    A leading sign of a formula gets an apostrophe before it.
    """
    return f"'{text}" if text.startswith(RISKY) else text


def index_blocks(parts: IndexParts) -> tuple[Block, ...]:
    """Return the whole index.

    Cover, the story on a page, coverage, what was due, what changed, the records and how they were chosen.
    """
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - the PDF library is slow to load

    plan = parts.plan
    originals = sum(path.startswith("originals/") for _, _, path, *_ in parts.entries)
    cover = [
        ("For", parts.say(plan.recipient) or plan.purpose.label),
        ("Why", parts.say(plan.why) or plan.purpose.label),
        (
            "Time",
            f"{long_date(plan.begin)} to {long_date(plan.end)}"
            if plan.purpose is not Purpose.PERSON
            else "everything kept",
        ),
        ("Made", f"{long_moment(parts.made_at, parts.zone)} by {parts.made_by}"),
        (
            "Records",
            f"{len(parts.entries)}: {originals} sealed originals, {len(parts.entries) - originals} extracts",
        ),
        ("Names", plan.names.label),
        *(("Framework", c.framework.name) for c in parts.coverage),
    ]
    blocks: list[Block] = [Grid(headings=("", ""), rows=tuple(cover), shares=(0.16, 0.84))]
    if any(c.framework.status is Status.DRAFT for c in parts.coverage):
        blocks.append(
            Words(
                text="A framework marked draft is not in its final form. Its publisher may still change it."
            )
        )
    if plan.purpose is Purpose.PERSON:
        blocks += _own_file(parts)
    else:
        blocks += [Heading(text="The story on one page"), *(Words(text=text) for text in _story(parts))]
        for coverage in parts.coverage:
            blocks += _coverage(coverage)
        blocks += _due(parts)
        blocks += _missed(parts)
        blocks += _changed(parts)
    blocks += record_blocks(parts, 1)
    blocks += [Heading(text="How this was put together"), *(Words(text=text) for text in _method(parts))]
    return tuple(blocks)


def record_blocks(parts: IndexParts, number: int) -> list[Block]:
    """Return one part of the list of records.

    The first stands in index.pdf, the others in files of their own, so that none grows without end.
    """
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - see index_blocks

    entries, of = parts.entries[(number - 1) * PART : number * PART], index_parts(parts)
    blocks: list[Block] = [Heading(text="Records in this pack", page=number == 1)]
    blocks.append(
        Words(
            text=(
                "Click a number to open its file. The SHA-256 is that of the sealed original, also where "
                "an extract stands in for it."
            )
        )
    )
    if of > 1:
        first = (number - 1) * PART + 1
        more = ", ".join(f"index-{n}.pdf" for n in range(2, of + 1))
        blocks.append(
            Words(
                text=(
                    f"Records {first} to {first + len(entries) - 1} of {len(parts.entries)}. The list "
                    f"goes on in {more}."
                )
            )
        )
    rows, links = [], []
    for record, form, path, original, why, about, led_by, codes in entries:
        day = long_date(record.held_at.astimezone(parts.zone).date())
        what = f"{form}, {day}. {about}, led by {led_by}. {record.status}." + (
            f" Extract: {why}" if path.startswith("extracts/") else ""
        )
        digest = f"{original[:HALF]} {original[HALF:]}" if original else "not sealed"
        rows.append((f"{record.number} v{record.version}", what, " ".join(dict.fromkeys(codes)), digest))
        links.append(path)
    grid = Grid(
        headings=("Record", "What it is", "Counts for", "SHA-256"),
        rows=tuple(rows),
        shares=(0.12, 0.4, 0.14, 0.34),
        links=tuple(links),
    )
    blocks.append(grid if rows else Words(text="There are none."))
    here = {record.number for record, *_ in entries}
    left: dict[str, list[str]] = {}
    for one in parts.left_out:
        if one.number in here:
            left.setdefault(one.number, []).append(one.what)
    if left:
        told = tuple((record, "; ".join(dict.fromkeys(what))) for record, what in left.items())
        blocks += [Heading(text="What was left out")]
        blocks.append(
            Grid(headings=("Record", "Left out because it is sensitive"), rows=told, shares=(0.16, 0.84))
        )
    return blocks


def index_parts(parts: IndexParts) -> int:
    """Return how many files the list of records fills, index.pdf included."""
    return max(-(-len(parts.entries) // PART), 1)


def _story(parts: IndexParts) -> list[str]:
    plan, records = parts.plan, [entry[0] for entry in parts.entries]
    found = [parts.say(plan.words)] if plan.words.strip() else []
    kinds = Counter(record.kind.label.lower() for record in records)
    people, leaders = len({r.about_id for r in records}), len({r.led_by_id for r in records})
    named = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    found.append(
        f"This pack holds {_some(len(records), 'record')} ({named}), about {_some(people, 'person')} "
        f"and led by {_some(leaders, 'person')}."
    )
    if parts.matrix is not None and parts.matrix.in_date is not None:
        found.append(
            f"Of everything that is due by the service’s own rules, {parts.matrix.in_date} % was in "
            f"date on {long_date(parts.matrix.on)}."
        )
    states = Counter(session.state for session in parts.sessions)
    if parts.sessions:
        found.append(
            f"Planned sessions: {states[SessionState.HELD]} held, {states[SessionState.MOVED]} moved, {states[SessionState.MISSED]} missed. "
            "Each one moved or missed has its reason below."
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
        gaps = [
            f"{item.code} {item.title}: {gap}"
            for item, gap in coverage.gaps
            if any(covered.item == item and covered.seen for covered in coverage.covered)
        ]
        empty = [
            item.code
            for item, _ in coverage.gaps
            if not any(covered.item == item and covered.seen for covered in coverage.covered)
        ]
        found.append(told(coverage) + (f" Without any: {', '.join(empty)}." if empty else ""))
        if gaps:
            more = f" And {len(gaps) - MOST_GAPS} more, in the table." if len(gaps) > MOST_GAPS else ""
            found.append("Gaps we know of. " + " ".join(gaps[:MOST_GAPS]) + more)
    return found


def _some(count: int, thing: str) -> str:
    """Return a count with its thing: ``1 person``, ``3 people``."""
    return f"{count} {thing}" if count == 1 else f"{count} {'people' if thing == 'person' else thing + 's'}"


def _coverage(coverage: Coverage) -> list[Block]:
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - see index_blocks

    titles = {group.id: group.title for group in coverage.framework.groups}
    rows = []
    for one in coverage.covered:
        kinds = ", ".join(
            f"{c.title.lower()} {count}"
            for c in coverage.categories
            if (count := one.by_category.get(c.id, 0))
        )
        also = f" Also mapped: {len(one.also)}." if one.also else ""
        last = f"– last {one.last_on:%d/%m/%Y}, {_some(one.people, 'person')}" if one.last_on else ""
        view = f"{one.assessment.level.label}: {one.assessment.words}" if one.assessment else ""
        plan = "; ".join(
            f"{p.what} (by {p.due_on:%d/%m/%Y})" if p.due_on else p.what
            for p in one.plan
            if p.done_on is None
        )
        said = " ".join(part for part in (one.gap, view, f"Plan: {plan}." if plan else "") if part)
        rows.append(
            (
                one.item.code,
                f"{titles.get(one.item.group, '')} – {one.item.title}".lstrip(" –"),
                f"{kinds}{also} {last}".strip(),
                said,
            )
        )
    intro = (
        "One record may be of more than one kind of evidence. What is mapped counts through our own "
        "crosswalk, not the publisher’s."
    )
    return [
        Heading(text=f"Coverage: {coverage.framework.name}", page=True),
        Words(text=intro),
        Grid(
            headings=("Code", "Item", "Evidence", "Gaps, our view and plan"),
            rows=tuple(rows),
            shares=(0.11, 0.27, 0.31, 0.31),
        ),
    ]


def _due(parts: IndexParts) -> list[Block]:
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - see index_blocks

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
                f"{cell.state.symbol} {cell.state.word}, last {last}"
                if cell.state is not DueState.NOT_NEEDED
                else "– not needed"
            )
            if cell.state is DueState.LATE:
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


def _missed(parts: IndexParts) -> list[Block]:
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - see index_blocks

    rows = tuple(
        (
            long_date(s.planned_at.astimezone(parts.zone).date()),
            parts.calls.get(s.person_id, ""),
            f"{s.kind.label} {s.state.label.lower()}",
            parts.say(s.reason),
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


def _changed(parts: IndexParts) -> list[Block]:
    from app.documents.report import Grid, Heading, Words  # noqa: PLC0415 - see index_blocks

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


def _own_file(parts: IndexParts) -> list[Block]:
    from app.documents.report import Heading, Words  # noqa: PLC0415 - see index_blocks

    found: list[Block] = [Heading(text="What this is")]
    found.append(
        Words(
            text=(
                "This is everything this service keeps about you in Alongside. Start with about-you.pdf; "
                "your records follow below."
            )
        )
    )
    found.append(
        Words(
            text=(
                "Where a colleague’s name had to be taken out, it says [name removed] and the record is "
                "an extract."
            )
        )
    )
    if parts.private:
        told = (
            f"{parts.private} reflections are private to you. Nobody else can open them: sign in to read "
            "them."
        )
        found.append(Words(text=told))
    found.append(
        Words(
            text=(
                "If you think something is wrong or missing, tell the registered manager. You can also "
                "complain to the service about your data."
            )
        )
    )
    return found


def _method(parts: IndexParts) -> list[str]:
    plan = parts.plan
    chosen = {
        Purpose.PERSON: (
            "Every record about the person is here, and the tables of everything else that is kept about "
            "them."
        ),
    }.get(
        plan.purpose,
        "Records were chosen by hand from those sealed in the time that count towards the frameworks above.",
    )
    names = {
        Names.FULL: "People are named in full.",
        Names.ROLE: "People are told by role, initials and a number. The numbers are drawn anew for each pack.",
        Names.CODE: "People are told by codes. The codes are drawn anew for each pack.",
    }[plan.names]
    return [
        chosen,
        names
        + (
            " Sealed originals are the signed files, byte for byte. Extracts were made from them, are "
            "marked on every page and are not signed."
        ),
        (
            "Coverage counts sealed records only. Dates are those on which things happened. What counts "
            "for which item was decided by the service."
        ),
        (
            "Every pack is written in the service’s disclosure log. How to check this pack is in "
            "how-to-check.pdf."
        ),
    ]


def checking_blocks(service: Service) -> tuple[Block, ...]:
    """Return the one page on how to check a pack with ordinary tools."""
    from app.documents.report import Grid, Words  # noqa: PLC0415 - see index_blocks

    openssl = (
        "openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile service-certificate.pem "
        "-purpose any -out checked.json"
    )
    rows = (
        (
            "With Alongside",
            (
                "Open Check a PDF and choose the ZIP; or type: alongside verify PACK. Every file and "
                "signature is checked."
            ),
        ),
        (
            "One original",
            (
                "Open a file from “originals” in Adobe Reader and look at the signature panel; or type: "
                "pdfsig FILE."
            ),
        ),
        (
            "One file’s hash",
            (
                "manifest.json lists every file with its SHA-256. Windows: certutil -hashfile FILE "
                "SHA256. Else: sha256sum FILE."
            ),
        ),
        ("The list itself", f"manifest.json.p7s is the service’s signature over manifest.json. {openssl}"),
        (
            "Who signed",
            (
                "service-certificate.pem is the service’s certificate. Ask for its fingerprint on paper, "
                "and compare."
            ),
        ),
        (
            "An extract",
            (
                "Extracts are not signed. Ask to see the sealed original: its SHA-256 stands in the "
                "index and at the end of the extract."
            ),
        ),
    )
    return (
        Words(
            text=f"This pack was made by {service.name} with Alongside. Nobody needs Alongside to check it."
        ),
        Grid(headings=("What", "How"), rows=rows, shares=(0.18, 0.82)),
        Words(
            text="A file that was changed by one letter has another SHA-256. The signatures were made with personal keys on the service’s own PC; "
            "times are those of its clock. They have not been assessed by anybody and are not qualified signatures."
        ),
    )


def about_person(
    work: Work, person_id: str, mask: Mask, made_at: dt.datetime, zone: dt.tzinfo
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of what is kept about a person beside their records.

    Readable pages, a CSV for each table and everything as JSON.
    """
    from app.documents.report import Grid, Heading, Words, render_report  # noqa: PLC0415 - see index_blocks

    tables = {
        name: (headings, [[mask.text(str(cell)) if cell is not None else "" for cell in row] for row in rows])
        for name, headings, rows in person_tables(work, person_id, zone)
    }
    blocks: list[Block] = []
    for name, (headings, rows) in tables.items():
        blocks.append(Heading(text=name))
        if rows:
            share = 1 / len(headings)
            blocks.append(
                Grid(
                    headings=headings, rows=tuple(tuple(row) for row in rows), shares=(share,) * len(headings)
                )
            )
        else:
            blocks.append(Words(text="Nothing is kept here."))
        out = io.StringIO(newline="")
        sheet = csv.writer(out)
        sheet.writerows([headings, *([safe_cell(cell) for cell in row] for row in rows)])
        yield f"data/{name.lower().replace(' ', '-')}.csv", out.getvalue().encode()
    person = work.people.get(person_id)
    yield (
        "about-you.pdf",
        render_report(work.service.get(), f"What is kept about {person.name}", tuple(blocks), made_at),
    )
    whole = {
        name: [dict(zip(headings, row, strict=True)) for row in rows]
        for name, (headings, rows) in tables.items()
    }
    yield "data/everything.json", json.dumps(whole, ensure_ascii=False, indent=1).encode()


def person_tables(
    work: Work, person_id: str, zone: dt.tzinfo
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
    """Yield (name, headings, rows) of every table that holds something about a person beside their records."""
    person, names = work.people.get(person_id), {p.id: p.name for p in work.people.all()}
    details = [
        ("Name", person.name),
        ("Role", person.role.label),
        ("Job title", person.job_title),
        ("Supervisor", names.get(person.supervisor_id or "", "")),
        ("Started", person.started_on),
        ("Probation ends", person.probation_ends_on),
        ("Standing", person.standing.label),
        ("Contract", person.contract.label),
        ("Works nights", "yes" if person.nights else "no"),
        ("Reference", person.reference),
        ("Location", person.location),
        ("Job role", person.job_role),
        ("Care Certificate", person.care_certificate),
        ("Pathway category", person.pathway.label if person.pathway else ""),
    ]
    yield "Details", ("What", "Kept"), [(what, kept or "") for what, kept in details]
    yield (
        "Time away",
        ("From", "To", "Reason"),
        [(a.begins_on, a.ends_on, a.reason) for a in work.people.absences(person_id)],
    )
    sessions = work.sessions.for_person(person_id)
    yield (
        "Sessions",
        ("Planned", "Kind", "What became of it", "Reason"),
        [(long_moment(s.planned_at, zone), s.kind.label, s.state.label, s.reason) for s in sessions],
    )
    owned = {a.id: a for a in (*work.actions.all_about(person_id), *work.actions.open_owned(person_id))}
    yield (
        "Actions",
        ("What", "Who", "By when", "How we will know", "State", "From record", "Reason"),
        [
            (
                a.what,
                names.get(a.owner_id, ""),
                a.due_on,
                a.how_we_will_know,
                a.state.label,
                a.record_number,
                a.reason,
            )
            for a in owned.values()
        ],
    )
    yield (
        "Training",
        ("When", "What", "To be seen in practice by"),
        [(t.done_on, t.title, t.check_by) for t in work.practice.trainings(person_id)],
    )
    yield (
        "Practice threads",
        ("Skill", "Begun", "Closed"),
        [(t.skill, t.begun_on, t.closed_on) for t in work.practice.threads(person_id)],
    )
    yield (
        "Asked for early",
        ("Kind", "By", "Reason"),
        [(r.kind.label, r.due_on, r.reason) for r in work.practice.requirements(person_id)],
    )
    records = work.records.summaries(about_id=person_id, limit=None)
    yield (
        "Records",
        ("Number", "Kind", "Held", "Led by", "Where it stands"),
        [
            (f"{s.number} v{s.version}", s.kind.label, long_moment(s.held_at, zone), s.led_by_name, s.status)
            for s in records
        ],
    )
    requests = [r for r in work.evidence.requests() if r.person_id == person_id]
    yield (
        "Requests",
        ("What", "Received", "Sent", "Outcome"),
        [(r.kind.label, r.received_on, r.sent_on, r.outcome) for r in requests],
    )
    subjects = {person_id, *(s.id for s in records)}
    numbers = {s.id: s.number for s in records}
    events = list(work.audit_log.about(subjects, person_id))
    [
        (
            long_moment(e.at, zone),
            e.actor_name,
            e.action,
            numbers.get(e.subject, "you" if e.subject == person_id else "other"),
        )
        for e in events
    ]
    yield (
        "Activity log",
        ("When", "Who", "What", "About"),
        [
            (
                long_moment(e.at, zone),
                e.actor_name,
                e.action,
                numbers.get(e.subject, "you" if e.subject == person_id else "other work"),
            )
            for e in events
        ],
    )

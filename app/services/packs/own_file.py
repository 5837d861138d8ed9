"""A person's own file: everything that is kept about them beside their records, as pages, sheets and data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_moment
from app.domain.file_names import safe_file_name, safe_name
from app.services.packs.sources import maker
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from app.documents.blocks import Block
    from app.domain.packs import Mask
    from app.domain.people import Actor, Service
    from app.services.packs.folder import Entry
    from app.services.packs.sources import Sources
    from app.storage.unit_of_work import Work

    Table = tuple[str, tuple[str, ...], list[tuple[object, ...]]]


FEW_FILES = 8
"""How many kept files are held at once."""


def kept_files(sources: Sources, actor: Actor, entries: tuple[Entry, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the scans and photos kept with records, as they are, a few read at once."""
    numbers = {entry.record.id: entry.record.number for entry in entries}
    with sources.store.read() as work:
        maker(work, actor)
        kept = [one for some in work.attachments.of_many(numbers).values() for one in some]
    for start in range(0, len(kept), FEW_FILES):
        some = kept[start : start + FEW_FILES]
        with sources.store.read() as work:
            maker(work, actor)
            files = work.attachments.files(one.id for one in some)
        for one in some:
            name = safe_file_name(f"{safe_name(numbers[one.record_id])} {one.id[-6:]} {one.name}")
            yield f"attachments/{name}", files[one.id]


def about_person(
    service: Service, person: str, tables: tuple[Table, ...], mask: Mask, made_at: dt.datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of what is kept about a person beside their records.

    Readable pages, a CSV for each table and everything as JSON.
    """
    from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

    said = {
        name: (headings, [[mask.text(str(cell)) if cell is not None else "" for cell in row] for row in rows])
        for name, headings, rows in tables
    }
    blocks: list[Block] = []
    for name, (headings, rows) in said.items():
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
        yield f"data/{name.lower().replace(' ', '-')}.csv", csv_bytes((headings, *rows))
    yield "about-you.pdf", render_report(service, f"What is kept about {person}", tuple(blocks), made_at)
    whole = {
        name: [dict(zip(headings, row, strict=True)) for row in rows]
        for name, (headings, rows) in said.items()
    }
    yield "data/everything.json", json.dumps(whole, ensure_ascii=False, indent=1).encode()


def person_tables(work: Work, person_id: str, zone: dt.tzinfo) -> Iterator[Table]:
    """Yield (name, headings, rows) of every table that holds something about a person."""
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
    requests = [r for r in work.requests.all() if r.person_id == person_id]
    yield (
        "Requests",
        ("What", "Received", "Sent", "Outcome"),
        [(r.kind.label, r.received_on, r.sent_on, r.outcome) for r in requests],
    )
    subjects = {person_id, *(s.id for s in records)}
    numbers = {s.id: s.number for s in records}
    events = list(work.audit_log.about(subjects, person_id))
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

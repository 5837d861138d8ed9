"""Making a pack: read a few records, let go of the vault, write their files, and so on to the ZIP.

It may run on any thread. The vault is held only while one chunk is read, never while a page is drawn, a file
written or a hash taken, so that what somebody types elsewhere never waits for a pack.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import __version__
from app.documents.record import Extract
from app.domain.clock import today
from app.domain.content import canonical
from app.domain.errors import StateError
from app.domain.packs import LeftOut, Made, Names, Purpose, masked, without_sensitive
from app.domain.records import Audience
from app.services.packs.choosing import codes_of, covered
from app.services.packs.folder import Entry, PackFolder, Steps, clear_killed, remove, sheet_of, zip_up
from app.services.packs.index import checking_blocks, index_blocks, index_parts, record_blocks
from app.services.packs.own_file import about_person, kept_files
from app.services.packs.parts import IndexParts
from app.services.packs.privacy import mask_of, records_of, sensitive, texts, why_extract
from app.services.packs.sources import SEALED, maker
from app.services.records.forms import form_of
from app.services.records.reading import openable
from app.services.signing.composing import document_of
from app.system.atomic import whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.documents.record import RecordDocument
    from app.domain.frameworks import Coverage
    from app.domain.packs import Mask, PackPlan
    from app.domain.people import Actor, Person, Service
    from app.domain.records import Record, RecordSummary
    from app.services.packs.sources import Sources
    from app.storage.unit_of_work import Work

SOME = 50
"""How many records with their PDFs are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMade:
    """A finished pack: its folder, its ZIP and its line in the disclosure log."""

    folder: Path
    zip: Path
    made: Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who wants which pack, where, as made when; ``again`` is the number of the pack it repeats."""

    actor: Actor
    plan: PackPlan
    to: Path
    made_at: dt.datetime
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What holds for the whole pack, read before its first file."""

    me: Person
    service: Service
    number: int
    mask: Mask
    calls: Mapping[str, str]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A record as it goes in: ``pdf`` is its sealed original, or ``extract`` what stands in for it."""

    summary: RecordSummary
    form_title: str
    original: str
    why: str
    pdf: bytes
    extract: RecordDocument | None


class PackMaking:
    """One pack being made."""

    def __init__(
        self, sources: Sources, order: Order, progress: Callable[[int, int], bool] | None = None
    ) -> None:
        self._sources = sources
        self._order = order
        self._plan = order.plan
        self._zone = sources.clock.zone()
        self._own = order.plan.purpose is Purpose.PERSON
        self._steps = Steps(len(order.plan.records) * 2 + 6, progress)

    def make(self) -> PackMade:
        """Make the pack and write it in the disclosure log.

        Raises StoppedError when the progress said so, StateError when it cannot be made there. Then, and when
        the program is killed, nothing is left under the pack's name.
        """
        order, ground = self._order, self._read_ground()
        if not self._plan.records and not self._own:
            message = (
                "No record is chosen, so there is nothing to make a pack of. Choose a longer time, or "
                "other records."
            )
            raise StateError(message)
        day = order.made_at.astimezone(self._zone).date().isoformat()
        name = f"Pack-{ground.number}-{self._plan.purpose.value}-{day}"
        folder, archive = order.to / name, order.to / f"{name}.zip"
        if folder.exists() or archive.exists():
            message = (
                f"There is already something called “{name}” in “{order.to}”. Nothing was written. Choose "
                "another folder."
            )
            raise StateError(message)
        clear_killed(order.to)
        with whole_folder(folder, self._steps.ask) as hidden:
            writer = PackFolder(hidden, self._steps)
            entries = self._write_records(ground, writer)
            self._write_audits(writer)
            self._write_own_file(ground, entries, writer)
            manifest = self._write_lists(ground, entries, writer)
            zip_up(hidden, name, archive, self._steps)
        try:
            made = self._log(ground, manifest, len(writer.files))
        except BaseException:
            remove(folder, archive)
            raise
        return PackMade(folder=folder, zip=archive, made=made)

    # --- reading: each in one short transaction -------------------------------------------------------------

    def _read_ground(self) -> _Ground:
        sources, plan = self._sources, self._plan
        ordinary = sources.words.known(self._order.actor).plain
        with sources.store.read() as work:
            me = maker(work, self._order.actor)
            people = work.people.all()
            mask = mask_of(people, plan, ordinary)
            return _Ground(
                me=me,
                service=work.service.get(),
                number=work.packs.next_number(),
                mask=mask,
                calls={person.id: mask.text(person.name) for person in people},
                coverage=covered(sources, work, me, plan),
            )

    def _read_pieces(self, ground: _Ground, some: tuple[str, ...]) -> list[_Piece]:
        plan = self._plan
        as_they_are = plan.names is Names.FULL and plan.sensitive and not plan.hidden
        found = []
        with self._sources.store.read() as work:
            me = maker(work, self._order.actor)
            known = {one.id: one for one in openable(work, me, work.records.brief(set(some)).values())}
            titles = work.forms.titles(some)
            for summary in (known[one] for one in some if one in known):
                whole = as_they_are and summary.state in SEALED
                why, gone = ("", {}) if whole else self._why(work, ground, summary.id)
                kept = work.signing.document(summary.id) if summary.state in SEALED else None
                original = kept.sha256 if kept else ""
                as_extract = kept is None or bool(why)
                record = work.records.get(summary.id) if as_extract else None
                found.append(
                    _Piece(
                        summary=summary,
                        form_title=titles.get(summary.id, ""),
                        original=original,
                        why=why,
                        pdf=kept.pdf if kept and not as_extract else b"",
                        extract=self._extract(work, ground.mask, record, why, gone, original)
                        if record
                        else None,
                    )
                )
        return found

    def _why(self, work: Work, ground: _Ground, record_id: str) -> tuple[str, dict[str, str]]:
        record = work.records.get(record_id)
        form = form_of(work, self._sources.catalog, record)
        gone = {} if self._plan.sensitive else sensitive(record, form)
        return why_extract(self._plan, record, gone, ground.mask, texts(work, record, form)), gone

    def _extract(
        self, work: Work, mask: Mask, record: Record, why: str, gone: Mapping[str, str], original: str
    ) -> RecordDocument:
        """Return a record's document with names replaced and sensitive parts left out, marked as an extract."""
        document = document_of(work, self._sources.catalog, self._sources.clock, record, ())

        def hide(person: Person) -> Person:
            return replace(person, name=mask.text(person.name), job_title=mask.text(person.job_title))

        return replace(
            document,
            record=masked(without_sensitive(record, gone), mask),
            about=hide(document.about),
            led_by=hide(document.led_by),
            witness=hide(document.witness) if document.witness else None,
            people={one: mask.text(name) for one, name in document.people.items()},
            comments=tuple(
                replace(c, name=mask.text(c.name), text=mask.text(c.text)) for c in document.comments
            ),
            canonical=b"",
            extract=Extract(
                why=why,
                original=original or "not sealed yet",
                left_out=(
                    *gone.values(),
                    *(f"the kept file “{mask.text(a.name)}”" for a in document.attachments),
                ),
            ),
        )

    def _read_parts(self, ground: _Ground, entries: tuple[Entry, ...]) -> IndexParts:
        sources, plan, whole = self._sources, self._plan, not self._own
        actor, mask = self._order.actor, ground.mask
        begin = dt.datetime.combine(plan.begin, dt.time(), self._zone)
        after = dt.datetime.combine(plan.end + dt.timedelta(days=1), dt.time(), self._zone)
        with sources.store.read() as work:
            me = maker(work, actor)
            left = [
                LeftOut(number=record.number, what=mask.text(label), why="sensitive")
                for record, _, gone in (() if plan.sensitive else records_of(sources, work, me, plan))
                for label in gone.values()
            ]
            lines = (
                tuple(
                    (person, line)
                    for person in work.people.all()
                    if work.practice.threads(person.id)
                    for line in sources.practice.lines(actor, person.id)
                    if len(line.steps) > 1
                )
                if whole
                else ()
            )
            private = sum(
                s.audience is Audience.PRIVATE
                for s in work.records.summaries(about_id=plan.person_id or "", limit=None)
            )
            on = min(plan.end, today(sources.clock))
            return IndexParts(
                plan=plan,
                made_at=self._order.made_at,
                made_by=ground.calls.get(ground.me.id, ""),
                zone=self._zone,
                calls=ground.calls,
                say=mask.text,
                entries=entries,
                coverage=ground.coverage,
                matrix=sources.schedule.matrix(actor, on=on) if whole else None,
                sessions=work.sessions.between(begin, after) if whole else (),
                lines=lines,
                actions=work.actions.due_between(plan.begin, plan.end) if whole else (),
                left_out=tuple(left),
                private=private,
            )

    # --- writing: the vault is not held ---------------------------------------------------------------------

    def _write_records(self, ground: _Ground, writer: PackFolder) -> tuple[Entry, ...]:
        """Write every record, a few at a time, so that memory does not grow with them."""
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        entries: list[Entry] = []
        counted = codes_of(ground.coverage)
        for start in range(0, len(self._plan.records), SOME):
            for piece in self._read_pieces(ground, self._plan.records[start : start + SOME]):
                summary = piece.summary
                if piece.extract is None:
                    path = writer.write(f"originals/{self._stem(summary)}.pdf", piece.pdf)
                else:
                    path = writer.write(
                        f"extracts/{self._stem(summary)} EXTRACT.pdf", render_record(piece.extract)
                    )
                entries.append(
                    Entry(
                        record=summary,
                        form_title=piece.form_title,
                        path=path,
                        original=piece.original,
                        why=piece.why,
                        about=ground.mask.text(summary.about_name),
                        led_by=ground.mask.text(summary.led_by_name),
                        codes=counted.get(summary.id, ()),
                    )
                )
        return tuple(entries)

    def _write_audits(self, writer: PackFolder) -> None:
        """Write the sealed audits of supervision of the time."""
        plan = self._plan
        if self._own:
            return
        with self._sources.store.read() as work:
            maker(work, self._order.actor)
            files = [
                (
                    f"originals/{audit.sealed_at.date().isoformat()} Audit of supervision {audit.id[:8]}.pdf",
                    work.quality.pdf(audit.id),
                )
                for audit in work.quality.audits()
                if audit.sealed_at is not None
                and plan.begin <= audit.sealed_at.astimezone(self._zone).date() <= plan.end
            ]
        for path, pdf in files:
            writer.write(path, pdf)

    def _write_own_file(self, ground: _Ground, entries: tuple[Entry, ...], writer: PackFolder) -> None:
        if not self._own:
            return
        for path, data in kept_files(self._sources, self._order.actor, entries):
            writer.write(path, data)
        with self._sources.store.read() as work:
            maker(work, self._order.actor)
            files = list(
                about_person(work, self._plan.person_id, ground.mask, self._order.made_at, self._zone)
            )
        for path, data in files:
            writer.write(path, data)

    def _write_lists(self, ground: _Ground, entries: tuple[Entry, ...], writer: PackFolder) -> bytes:
        """Write the index, how to check the pack, and the signed list of its files; return that list."""
        from app.documents.manifest import as_pem, sign_manifest  # noqa: PLC0415 - the signature library is slow
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        seal, made_at, service = self._sources.seal, self._order.made_at, ground.service
        identity, parts = seal.identity(), self._read_parts(ground, entries)
        writer.write("index.csv", sheet_of(entries, self._zone))
        writer.write(
            "how-to-check.pdf",
            render_report(service, "How to check this pack", checking_blocks(service), made_at),
        )
        title = "Everything about you" if self._own else "Evidence pack"
        for number in range(1, index_parts(parts) + 1):
            first = number == 1
            page = render_report(
                service,
                title if first else f"{title}, part {number}",
                index_blocks(parts) if first else tuple(record_blocks(parts, number)),
                made_at,
                seal=True,
                tick=self._steps.ask,
            )
            self._steps.ask()
            name = "index.pdf" if first else f"index-{number}.pdf"
            writer.write(name, seal.sealed(page, made_at, self._zone))
        writer.write("service-certificate.pem", as_pem(identity.ca_certificate))
        manifest = self._manifest(ground, parts, writer.files)
        writer.plain("manifest.json", manifest)
        writer.plain("manifest.json.p7s", sign_manifest(manifest, identity))
        return manifest

    def _manifest(self, ground: _Ground, parts: IndexParts, files: list[dict[str, object]]) -> bytes:
        plan, mask = self._plan, ground.mask
        document: dict[str, object] = {
            "format": "alongside-pack-1",
            "service": ground.service.name,
            "made_with": f"Alongside {__version__}",
            "made_at": self._order.made_at.isoformat(),
            "made_by": parts.made_by,
            "purpose": plan.purpose.value,
            "recipient": mask.text(plan.recipient),
            "why": mask.text(plan.why),
            "begin": plan.begin.isoformat(),
            "end": plan.end.isoformat(),
            "names": plan.names.value,
            "frameworks": [
                {"id": c.framework.id, "version": c.framework.version, "title": c.framework.title}
                for c in parts.coverage
            ],
            "left_out": [{"record": one.number, "what": one.what, "why": one.why} for one in parts.left_out],
            "files": sorted(files, key=lambda one: str(one["path"])),
        }
        return canonical(document) + b"\n"

    def _log(self, ground: _Ground, manifest: bytes, files: int) -> Made:
        """Write the pack in the disclosure log, unless another took its number meanwhile."""
        order, plan = self._order, self._plan
        if order.again:
            plan = replace(plan, why=f"Pack {order.again} made again, to compare it. {plan.why}".strip())
        made = Made(
            number=ground.number,
            made_at=order.made_at,
            made_by=ground.me.name,
            purpose=plan.purpose,
            plan=plan,
            files=files,
            manifest=manifest.decode(),
            sha256=hashlib.sha256(manifest).hexdigest(),
        )
        with self._sources.store.write(order.actor.person_id) as work:
            me = maker(work, order.actor)
            if work.packs.next_number() != made.number:
                message = (
                    "Another pack was made at the same time. Nothing was kept of this one. Make it again."
                )
                raise StateError(message)
            work.packs.add(made, me.id)
            work.audit(
                "pack made",
                plan.person_id or "service",
                f"pack {made.number}, {files} files, manifest {made.sha256}",
            )
        return made

    def _stem(self, summary: RecordSummary) -> str:
        """Return a record's file name without names of people."""
        day = summary.held_at.astimezone(self._zone).date().isoformat()
        return f"{day} {summary.kind.label} {summary.number.replace('/', '-')} v{summary.version}"

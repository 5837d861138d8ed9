"""Evidence packs.

Chosen, looked through for names, made as a folder and a ZIP, written in the disclosure log, made again and
compared.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import random
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import __version__
from app.domain.access import may_make_packs, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, StateError, StoppedError
from app.domain.forms import Kind
from app.domain.packs import (
    REMOVED,
    SUPPORTED,
    LeftOut,
    Made,
    Mask,
    Names,
    PackPlan,
    Purpose,
    codes,
    masked,
    without_sensitive,
)
from app.domain.records import RecordState, canonical
from app.domain.requests import months_later
from app.domain.words import possible_names
from app.services.checking import is_index
from app.services.composing import document_of
from app.services.indexing import written
from app.services.pack_index import (
    IndexParts,
    about_person,
    checking_blocks,
    index_blocks,
    index_parts,
    person_tables,
    record_blocks,
    safe_cell,
)
from app.services.present import present
from app.services.reading import openable
from app.system.atomic import whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.documents.render import RecordDocument
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.frameworks import Coverage
    from app.domain.people import Actor, Person
    from app.domain.records import Record, RecordSummary
    from app.services.evidence import EvidenceService
    from app.services.practice import PracticeService
    from app.services.schedule import ScheduleService
    from app.services.sealing import ServiceSeal
    from app.services.words import WordsService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

SEALED = (RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN)
REFUSED = "Only the registered manager, or a deputy who may see everybody, can make packs."
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
BLOCK, CHUNK = 1 << 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may go into a pack, and the codes of the items it counts towards."""

    record: RecordSummary
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What there is to choose from.

    Records that count, those that count towards nothing yet, and the coverage with its gaps.
    """

    counting: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A word that may be somebody's name.

    How often it stands there, in which records, and whether it is a colleague's.
    """

    word: str
    times: int
    numbers: tuple[str, ...]
    colleague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the privacy pass found: names to decide on, and what is left out of which record."""

    names: tuple[FoundName, ...]
    left_out: tuple[LeftOut, ...]
    originals: int
    extracts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMade:
    """A finished pack: its folder, its ZIP and its line in the disclosure log."""

    folder: Path
    zip: Path
    made: Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A pack made again beside the one of the log.

    Files that are the same, that differ, and that carry a new date or signature.
    """

    pack: PackMade
    same: tuple[str, ...]
    different: tuple[str, ...]
    signed_anew: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One record of a pack as it is listed.

    ``path`` is its file in the pack, ``why`` says why it is an extract.
    """

    record: RecordSummary
    form_title: str
    path: str
    original: str
    why: str
    about: str
    led_by: str
    codes: tuple[str, ...]


class PacksService:
    """Making packs that an inspector can check with ordinary tools."""

    def __init__(
        self,
        store: Store,
        seal: ServiceSeal,
        catalog: Catalog,
        evidence: EvidenceService,
        schedule: ScheduleService,
        practice: PracticeService,
        words: WordsService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._seal = seal
        self._catalog = catalog
        self._evidence = evidence
        self._schedule = schedule
        self._practice = practice
        self._words = words
        self._clock = clock

    def choose(
        self,
        actor: Actor,
        purpose: Purpose,
        begin: dt.date,
        end: dt.date,
        frameworks: tuple[str, ...],
        person_id: str | None = None,
    ) -> Choosing:
        """Return the records of a time that a pack may hold.

        For one person's own file these are all records about them, whatever they count for.
        """
        zone = self._clock.zone()
        with self._store.read() as work:
            me = self._maker(work, actor)
            if purpose is Purpose.PERSON:
                if person_id is None:
                    message = "Choose whose file it is."
                    raise IncompleteError(message, {"person": message})
                mine = work.records.summaries(about_id=person_id, limit=None)
                took_part = [
                    s
                    for kind in Kind
                    if kind.is_group
                    for s in work.records.summaries(kind=kind, states=SEALED, limit=None)
                ]
                all_of_them = {s.id: s for s in (*mine, *(s for s in took_part if person_id in s.readers))}
                readable = openable(work, me, all_of_them.values())
                return Choosing(
                    counting=tuple(Candidate(record=one, codes=()) for one in readable),
                    others=(),
                    coverage=(),
                )
            coverage = tuple(
                self._evidence.cover(work, me, framework, begin, end) for framework in frameworks
            )
            counted = _codes_of(coverage)
            first = dt.datetime.combine(begin, dt.time(), zone)
            after = dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), zone)
            sealed = openable(
                work,
                me,
                work.records.summaries(states=(RecordState.SEALED,), begin=first, end=after, limit=None),
            )
            candidates = [Candidate(record=one, codes=counted.get(one.id, ())) for one in sealed]
            return Choosing(
                counting=tuple(c for c in candidates if c.codes or not frameworks),
                others=tuple(c for c in candidates if frameworks and not c.codes),
                coverage=coverage,
            )

    def plan(
        self,
        actor: Actor,
        purpose: Purpose,
        *,
        recipient: str = "",
        why: str = "",
        begin: dt.date | None = None,
        end: dt.date | None = None,
        frameworks: tuple[str, ...] = (),
        person_id: str = "",
        names: Names = Names.FULL,
        seed: int | None = None,
    ) -> PackPlan:
        """Return a plan with everything as it usually is.

        The last twelve months, every record that counts, what is sensitive left out.
        """
        now = today(self._clock)
        begin, end = begin or months_later(now, -12), end or now
        chosen = self.choose(actor, purpose, begin, end, frameworks, person_id or None)
        draft = PackPlan(
            purpose=purpose,
            recipient=recipient,
            why=why,
            begin=begin,
            end=end,
            frameworks=frameworks,
            records=tuple(candidate.record.id for candidate in chosen.counting),
            names=names,
            sensitive=purpose is Purpose.PERSON,
            person_id=person_id,
            seed=random.SystemRandom().randrange(1 << 30) if seed is None else seed,
        )
        return replace(draft, hidden=tuple(found.word for found in self.look(actor, draft).names))

    def look(self, actor: Actor, plan: PackPlan) -> Looked:
        """Look through a plan's records for names to decide on, and say what will be left out."""
        known = self._words.known(actor)
        found: Counter[str] = Counter()
        where: dict[str, list[str]] = {}
        left, extracts, colleagues = list[LeftOut](), 0, set[str]()
        with self._store.read() as work:
            me = self._maker(work, actor)
            others = self._others(work, plan)
            colleague_mask, mask = Mask(others, ordinary=known.plain), self._mask(work, plan, known.plain)
            for record, form, gone in self._records(work, me, plan):
                texts = _texts(work, record, form)
                for text in texts:
                    if plan.purpose is Purpose.PERSON:
                        words = colleague_mask.names(text)
                        colleagues.update(words)
                    else:
                        words = possible_names(text, known)
                    for word in words:
                        found[word] += 1
                        where.setdefault(word, []).append(record.number)
                left += [
                    LeftOut(number=record.number, what=label, why="sensitive") for label in gone.values()
                ]
                left += [
                    LeftOut(number=record.number, what=a.name, why="kept file")
                    for a in work.records.attachments(record.id)
                ]
                extracts += bool(self._why(plan, record, gone, mask, texts))
            for table, _, rows in (
                person_tables(work, plan.person_id, self._clock.zone())
                if plan.purpose is Purpose.PERSON
                else ()
            ):
                for word in (
                    word for row in rows for cell in row for word in colleague_mask.names(str(cell or ""))
                ):
                    found[word] += 1
                    colleagues.add(word)
                    where.setdefault(word, []).append(table.lower())
        names = tuple(
            FoundName(
                word=word,
                times=times,
                numbers=tuple(dict.fromkeys(where[word])),
                colleague=word in colleagues,
            )
            for word, times in found.most_common()
        )
        return Looked(
            names=names, left_out=tuple(left), originals=len(plan.records) - extracts, extracts=extracts
        )

    def make(
        self, actor: Actor, plan: PackPlan, to: Path, progress: Callable[[int, int], bool] | None = None
    ) -> Outcome[PackMade]:
        """Make a pack as a folder and a ZIP in ``to``, and write it in the disclosure log.

        ``progress(done, of)`` is called after each file; when it returns False the pack is given up and
        StoppedError raised. Then, and when the program is killed, nothing is left under the pack's name.
        """
        return Outcome(self._make(actor, plan, to, self._clock.now(), progress), changed(Topic.EVIDENCE))

    def log(self, actor: Actor) -> tuple[Made, ...]:
        """Return the disclosure log, newest first."""
        with self._store.read() as work:
            self._maker(work, actor)
            return work.evidence.packs()

    def again(
        self, actor: Actor, number: int, to: Path, progress: Callable[[int, int], bool] | None = None
    ) -> Outcome[Compared]:
        """Make a pack of the log again from its plan, on its own date, and compare every file with what the log says."""
        with self._store.read() as work:
            self._maker(work, actor)
            old = work.evidence.pack(number)
        pack = self._make(actor, old.plan, to, old.made_at, progress, again=number)
        before, now = (_hashes(text) for text in (old.manifest, pack.made.manifest))
        anew = tuple(path for path in before if is_index(path) and path in now)
        same = tuple(path for path in before if path not in anew and before[path] == now.get(path))
        different = tuple(
            path for path in sorted({*before, *now}) if path not in anew and before.get(path) != now.get(path)
        )
        return Outcome(
            Compared(pack=pack, same=same, different=different, signed_anew=anew), changed(Topic.EVIDENCE)
        )

    # --- making
    # ----------------------------------------------------------------------------------------------------

    def _make(
        self,
        actor: Actor,
        plan: PackPlan,
        to: Path,
        made_at: dt.datetime,
        progress: Callable[[int, int], bool] | None,
        *,
        again: int = 0,
    ) -> PackMade:
        from app.documents.manifest import as_pem, sign_manifest  # noqa: PLC0415 - the signature library is slow to load
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.read() as work:
            me = self._maker(work, actor)
            number, service = work.evidence.next_pack(), work.service.get()
        if not plan.records and plan.purpose is not Purpose.PERSON:
            message = (
                "No record is chosen, so there is nothing to make a pack of. Choose a longer time, or "
                "other records."
            )
            raise StateError(message)
        name = (
            f"Pack-{number}-{plan.purpose.value}-{made_at.astimezone(self._clock.zone()).date().isoformat()}"
        )
        folder, archive = to / name, to / f"{name}.zip"
        if folder.exists() or archive.exists():
            message = (
                f"There is already something called “{name}” in “{to}”. Nothing was written. Choose "
                "another folder."
            )
            raise StateError(message)
        for left in to.glob(".Pack-*.zip.part"):  # of a pack that was killed
            left.unlink(missing_ok=True)
        steps = _Steps(len(plan.records) * 2 + 6, progress)
        identity = self._seal.identity()
        with whole_folder(folder) as hidden:
            writer = _Writer(hidden, steps)
            coverage = self._coverage(actor, plan)
            entries = self._write_records(actor, plan, writer, coverage)
            with self._store.read() as work:
                mask = self._mask(work, plan, self._words.known(actor).plain)
                calls = {p.id: mask.text(p.name) for p in work.people.all()}
                parts = self._parts(work, actor, me, plan, mask, calls, made_at, entries, coverage)
                for audit in work.quality.audits() if plan.purpose is not Purpose.PERSON else ():
                    if (
                        audit.sealed_at is not None
                        and plan.begin <= audit.sealed_at.astimezone(self._clock.zone()).date() <= plan.end
                    ):
                        day = audit.sealed_at.date().isoformat()
                        writer.write(
                            f"originals/{day} Audit of supervision {audit.id[:8]}.pdf",
                            work.quality.pdf(audit.id),
                        )
                if plan.purpose is Purpose.PERSON:
                    for path, data in _kept_files(work, entries):
                        writer.write(path, data)
                    for path, data in about_person(work, plan.person_id, mask, made_at, self._clock.zone()):
                        writer.write(path, data)
            writer.write("index.csv", _csv(entries, self._clock.zone()))
            writer.write(
                "how-to-check.pdf",
                render_report(service, "How to check this pack", checking_blocks(service), made_at),
            )
            title = {Purpose.PERSON: "Everything about you"}.get(plan.purpose, "Evidence pack")
            index = render_report(service, title, index_blocks(parts), made_at, seal=True, tick=steps.ask)
            steps.ask()
            writer.write("index.pdf", self._seal.sealed(index, made_at, self._clock.zone()))
            for part in range(2, index_parts(parts) + 1):
                more = render_report(
                    service,
                    f"{title}, part {part}",
                    tuple(record_blocks(parts, part)),
                    made_at,
                    seal=True,
                    tick=steps.ask,
                )
                writer.write(f"index-{part}.pdf", self._seal.sealed(more, made_at, self._clock.zone()))
            writer.write("service-certificate.pem", as_pem(identity.ca_certificate))
            manifest = self._manifest(
                plan, service.name, made_at, calls.get(me.id, ""), mask, writer.files, parts
            )
            writer.plain("manifest.json", manifest)
            writer.plain("manifest.json.p7s", sign_manifest(manifest, identity))
            _zip(hidden, name, archive, steps)
        try:
            return self._logged(
                actor, me, plan, number, made_at, folder, archive, manifest, len(writer.files), again
            )
        except BaseException:
            _remove(folder, archive)
            raise

    def _logged(
        self,
        actor: Actor,
        me: Person,
        plan: PackPlan,
        number: int,
        made_at: dt.datetime,
        folder: Path,
        archive: Path,
        manifest: bytes,
        files: int,
        again: int,
    ) -> PackMade:
        if again:
            plan = replace(plan, why=f"Pack {again} made again, to compare it. {plan.why}".strip())
        digest = hashlib.sha256(manifest).hexdigest()
        made = Made(
            number=number,
            made_at=made_at,
            made_by=me.name,
            purpose=plan.purpose,
            plan=plan,
            files=files,
            manifest=manifest.decode(),
            sha256=digest,
        )
        with self._store.write(actor.person_id) as work:
            if work.evidence.next_pack() != number:
                message = (
                    "Another pack was made at the same time. Nothing was kept of this one. Make it again."
                )
                raise StateError(message)
            work.evidence.add_pack(made, me.id)
            work.audit(
                "pack made", plan.person_id or "service", f"pack {number}, {files} files, manifest {digest}"
            )
        return PackMade(folder=folder, zip=archive, made=made)

    def _write_records(
        self, actor: Actor, plan: PackPlan, writer: _Writer, coverage: tuple[Coverage, ...]
    ) -> tuple[_Entry, ...]:
        """Write every record, two hundred at a time, so that memory does not grow with them."""
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        entries: list[_Entry] = []
        plain, counted = self._words.known(actor).plain, _codes_of(coverage)
        as_they_are = plan.names is Names.FULL and plan.sensitive and not plan.hidden
        for start in range(0, len(plan.records), CHUNK):
            some = plan.records[start : start + CHUNK]
            with self._store.read() as work:
                me, mask = self._maker(work, actor), self._mask(work, plan, plain)
                known = {one.id: one for one in openable(work, me, work.records.brief(set(some)).values())}
                titles = work.records.form_titles(some)
                for record_id in (one for one in some if one in known):
                    summary, why, gone = known[record_id], "", dict[str, str]()
                    record = None
                    if not as_they_are or summary.state not in SEALED:
                        record = work.records.get(record_id)
                        form = self._form(work, record)
                        gone = {} if plan.sensitive else _sensitive(record, form)
                        why = self._why(plan, record, gone, mask, _texts(work, record, form))
                    kept = work.records.document(record_id) if summary.state in SEALED else None
                    stem = self._stem(summary)
                    if kept is not None and not why:
                        path = writer.write(f"originals/{stem}.pdf", kept.pdf)
                    else:
                        record = record or work.records.get(record_id)
                        extract = self._extract(
                            work, record, why, gone, mask, kept.sha256 if kept else "not sealed yet"
                        )
                        path = writer.write(f"extracts/{stem} EXTRACT.pdf", render_record(extract))
                    entries.append(
                        _Entry(
                            record=summary,
                            form_title=titles.get(record_id, ""),
                            path=path,
                            original=kept.sha256 if kept else "",
                            why=why,
                            about=mask.text(summary.about_name),
                            led_by=mask.text(summary.led_by_name),
                            codes=counted.get(record_id, ()),
                        )
                    )
        return tuple(entries)

    def _stem(self, summary: RecordSummary) -> str:
        """Return a record's file name without names of people."""
        day = summary.held_at.astimezone(self._clock.zone()).date().isoformat()
        return f"{day} {summary.kind.label} {summary.number.replace('/', '-')} v{summary.version}"

    def _form(self, work: Work, record: Record) -> Form:
        return self._catalog.form_from_json(work.records.form(record.form_id, record.form_version) or "")

    def _extract(
        self, work: Work, record: Record, why: str, gone: Mapping[str, str], mask: Mask, original: str
    ) -> RecordDocument:
        """Return a record's document with names replaced and sensitive parts left out, marked as an extract."""
        from app.documents.render import Extract  # noqa: PLC0415 - see _write_records

        document = document_of(work, self._catalog, self._clock, record, ())

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
                original=original,
                left_out=(
                    *gone.values(),
                    *(f"the kept file “{mask.text(a.name)}”" for a in document.attachments),
                ),
            ),
        )

    def _records(
        self, work: Work, me: Person, plan: PackPlan
    ) -> Iterator[tuple[Record, Form, Mapping[str, str]]]:
        """Yield each record of a plan the maker may read, its form, and the label of what is left out by its key."""
        for start in range(0, len(plan.records), CHUNK):
            some = plan.records[start : start + CHUNK]
            readable = {one.id for one in openable(work, me, work.records.brief(set(some)).values())}
            for record_id in some:
                if record_id in readable:
                    record = work.records.get(record_id)
                    form = self._form(work, record)
                    yield record, form, {} if plan.sensitive else _sensitive(record, form)

    def _why(
        self, plan: PackPlan, record: Record, gone: Mapping[str, str], mask: Mask, texts: tuple[str, ...]
    ) -> str:
        """Return why a record goes in as an extract; empty when its sealed original does."""
        reasons = []
        if record.state not in SEALED:
            reasons.append("It is not finished and not sealed.")
        if plan.names is not Names.FULL:
            reasons.append("Names are replaced in this pack.")
        elif any(mask.names(text) for text in texts):
            reasons.append("Names were taken out.")
        if gone:
            reasons.append("Sensitive parts were left out.")
        return " ".join(reasons)

    def _mask(self, work: Work, plan: PackPlan, ordinary: frozenset[str]) -> Mask:
        people = work.people.all()
        named = {} if plan.names is Names.FULL else _by_name(people, codes(people, plan.names, plan.seed))
        return Mask(
            named,
            plan.hidden,
            ordinary=ordinary,
            instead=REMOVED if plan.purpose is Purpose.PERSON else SUPPORTED,
        )

    def _others(self, work: Work, plan: PackPlan) -> dict[str, str]:
        """Return the colleagues whose names a person's own file asks about.

        Not the person, not who supervises them or led a record about them.
        """
        if plan.purpose is not Purpose.PERSON:
            return {}
        person = work.people.get(plan.person_id)
        known = {
            person.id,
            person.supervisor_id,
            *(s.led_by_id for s in work.records.summaries(about_id=person.id, limit=None)),
        }
        return {p.name: REMOVED for p in work.people.all() if p.id not in known}

    def _coverage(self, actor: Actor, plan: PackPlan) -> tuple[Coverage, ...]:
        with self._store.read() as work:
            me = self._maker(work, actor)
            return tuple(
                self._evidence.cover(work, me, framework, plan.begin, plan.end)
                for framework in plan.frameworks
            )

    def _parts(
        self,
        work: Work,
        actor: Actor,
        me: Person,
        plan: PackPlan,
        mask: Mask,
        calls: Mapping[str, str],
        made_at: dt.datetime,
        entries: tuple[_Entry, ...],
        coverage: tuple[Coverage, ...],
    ) -> IndexParts:
        zone = self._clock.zone()
        whole = plan.purpose is not Purpose.PERSON
        begin = dt.datetime.combine(plan.begin, dt.time(), zone)
        after = dt.datetime.combine(plan.end + dt.timedelta(days=1), dt.time(), zone)
        left = [
            LeftOut(number=record.number, what=mask.text(label), why="sensitive")
            for record, _, gone in (() if plan.sensitive else self._records(work, me, plan))
            for label in gone.values()
        ]
        return IndexParts(
            plan=plan,
            made_at=made_at,
            made_by=calls.get(me.id, ""),
            zone=zone,
            calls=calls,
            say=mask.text,
            entries=tuple(
                (e.record, e.form_title, e.path, e.original, e.why, e.about, e.led_by, e.codes)
                for e in entries
            ),
            coverage=coverage,
            matrix=self._schedule.matrix(actor, on=min(plan.end, today(self._clock))) if whole else None,
            sessions=work.sessions.between(begin, after) if whole else (),
            lines=tuple(
                (person, line)
                for person in work.people.all()
                if work.practice.threads(person.id)
                for line in self._practice.lines(actor, person.id)
                if len(line.steps) > 1
            )
            if whole
            else (),
            actions=work.actions.due_between(plan.begin, plan.end) if whole else (),
            left_out=tuple(left),
            private=sum(
                s.audience is not None and s.audience.value == "private"
                for s in work.records.summaries(about_id=plan.person_id, limit=None)
            )
            if plan.person_id
            else 0,
        )

    def _manifest(
        self,
        plan: PackPlan,
        service: str,
        made_at: dt.datetime,
        made_by: str,
        mask: Mask,
        files: list[dict[str, object]],
        parts: IndexParts,
    ) -> bytes:
        document: dict[str, object] = {
            "format": "alongside-pack-1",
            "service": service,
            "made_with": f"Alongside {__version__}",
            "made_at": made_at.isoformat(),
            "made_by": made_by,
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

    def _maker(self, work: Work, actor: Actor) -> Person:
        me = present(work, actor)
        require(may_make_packs(me), REFUSED)
        return me


class _Steps:
    """Counts files and asks whether to go on."""

    def __init__(self, of: int, progress: Callable[[int, int], bool] | None) -> None:
        self._of, self._done, self._progress = of, 0, progress

    def __call__(self) -> None:
        self._done += 1
        self.ask()

    def ask(self) -> None:
        """Raise StoppedError when somebody wants to stop."""
        if self._progress is not None and not self._progress(min(self._done, self._of), self._of):
            message = "The pack was stopped. Nothing half-made was left behind."
            raise StoppedError(message)


class _Writer:
    """Writes files of a pack and remembers their hashes."""

    def __init__(self, folder: Path, steps: _Steps) -> None:
        self._folder, self._steps = folder, steps
        self.files: list[dict[str, object]] = []

    def write(self, path: str, data: bytes) -> str:
        """Write a file that the manifest lists, and return its path."""
        self.plain(path, data)
        self.files.append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        self._steps()
        return path

    def plain(self, path: str, data: bytes) -> None:
        """Write a file that the manifest does not list: the manifest itself and its signature."""
        target = self._folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


def _zip(folder: Path, name: str, archive: Path, steps: _Steps) -> None:
    """Write the folder's files as a ZIP in a fixed order with a fixed date.

    It stands under its name only when it is whole.
    """
    hidden = archive.with_name(f".{archive.name}.part")
    try:
        with zipfile.ZipFile(hidden, "w") as out:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                info = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", ZIP_DAY)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with path.open("rb") as source, out.open(info, "w") as target:
                    while block := source.read(BLOCK):
                        target.write(block)
                steps()
        hidden.rename(archive)
    finally:
        hidden.unlink(missing_ok=True)


def _remove(folder: Path, archive: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    archive.unlink(missing_ok=True)


def _kept_files(work: Work, entries: tuple[_Entry, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the scans and photos kept with records.

    Only a person's own file holds them, as they are.
    """
    for entry in entries:
        for kept in work.records.attachments(entry.record.id):
            name = re.sub(r"[^\w .()-]", "", kept.name)[-60:].strip(". ") or "file"
            yield (
                f"attachments/{entry.record.number.replace('/', '-')} {kept.id[-6:]} {name}",
                work.records.attachment(kept.id)[1],
            )


def _codes_of(coverage: tuple[Coverage, ...]) -> dict[str, tuple[str, ...]]:
    """Return the codes of the items each record counts towards, by record id."""
    found: dict[str, list[str]] = {}
    for one in coverage:
        for covered in one.covered:
            for seen in covered.seen:
                found.setdefault(seen.record.id, []).append(covered.item.code)
    return {record_id: tuple(codes_) for record_id, codes_ in found.items()}


def _texts(work: Work, record: Record, form: Form) -> tuple[str, ...]:
    """Return everything a record's PDF shows that may hold a name, names of people too."""
    ids = {
        record.about_id,
        record.led_by_id,
        *record.content.attendees,
        *(a.owner_id for a in record.content.new_actions),
    }
    names = [work.people.get(one).name for one in sorted(ids) if one]
    comments = work.records.comments(record.id)
    return (*written(record, form), *names, *(c.text for c in comments), *(c.name for c in comments))


def _sensitive(record: Record, form: Form) -> dict[str, str]:
    """Return the label of each answered field that is sensitive, by its key."""
    found = {}
    for section in form.sections:
        whole = section.sensitive or section.id in record.content.sensitive
        for field in section.fields:
            key = f"{section.id}.{field.id}"
            if (whole or field.sensitive) and (
                record.content.answers.get(key) or record.content.notes.get(key)
            ):
                found[key] = f"{section.title}: {field.label}"
    return found


def _by_name(people: tuple[Person, ...], calls: Mapping[str, str]) -> dict[str, str]:
    """Return codes by name; two people of one name get the code of the first."""
    found: dict[str, str] = {}
    for person in people:
        found.setdefault(person.name, calls[person.id])
    return found


def _csv(entries: tuple[_Entry, ...], zone: dt.tzinfo) -> bytes:
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(
        ["number", "version", "kind", "form", "held_on", "sealed_on", "about", "led_by", "in_pack_as", "file", "why_extract",
         "sha256_of_sealed_original", "counts_towards"]
    )  # fmt: skip
    for e in entries:
        r = e.record
        sealed = r.sealed_at.astimezone(zone).date().isoformat() if r.sealed_at else ""
        kind = "extract" if e.path.startswith("extracts/") else "original"
        row = [
            r.number,
            r.version,
            r.kind.value,
            e.form_title,
            r.held_at.astimezone(zone).date().isoformat(),
            sealed,
            e.about,
            e.led_by,
            kind,
        ]
        sheet.writerow(
            [safe_cell(str(cell)) for cell in (*row, e.path, e.why, e.original, " ".join(e.codes))]
        )
    return out.getvalue().encode()


def _hashes(manifest: str) -> dict[str, str]:
    return {one["path"]: one["sha256"] for one in json.loads(manifest)["files"]}

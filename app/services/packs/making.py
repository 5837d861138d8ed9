"""Making a pack: read a few records, let go of the vault, write their files, and so on to the ZIP.

It may run on any thread. The vault is held only while one chunk is read, never while a page is drawn, a file
written or a hash taken, so that what somebody types elsewhere never waits for a pack.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.errors import StateError
from app.domain.file_names import safe_name
from app.domain.first_page import NOTHING_SAID
from app.domain.going_out import PACK
from app.domain.packs import LeftOut, Made
from app.services.going_out import going_out
from app.services.packs.choosing import codes_of
from app.services.packs.folder import (
    Entry,
    PackFolder,
    Steps,
    remove,
    sheet_of,
    zip_up,
)
from app.services.packs.ground import read_ground
from app.services.packs.index import checking_blocks, index_blocks, index_parts, part_blocks
from app.services.packs.own_file import about_person, kept_files, masked_sheets
from app.services.packs.own_tables import person_sheets
from app.services.packs.parts import manifest_of, read_parts
from app.services.packs.pieces import read_pieces
from app.services.packs.sources import maker
from app.system.atomic import whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.packs import Mask
    from app.services.packs.ground import Ground, Order
    from app.services.packs.own_tables import Sheet
    from app.services.packs.parts import IndexParts
    from app.services.packs.pieces import Piece
    from app.services.packs.sources import Sources

SOME = 50
"""How many records with their PDFs are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMade:
    """A finished pack: its folder, its ZIP and its line in the disclosure log."""

    folder: Path
    zip: Path
    made: Made


class PackMaking:
    """One pack being made."""

    def __init__(
        self, sources: Sources, order: Order, progress: Callable[[int, int], bool] | None = None
    ) -> None:
        self._sources = sources
        self._order = order
        self._zone = sources.clock.zone()
        self._steps = Steps(len(order.plan.records) * 2 + 6, progress)

    def make(self) -> PackMade:
        """Make the pack and write it in the disclosure log.

        Raises StoppedError when the progress said so, StateError when it cannot be made there. Then, and when
        the program is killed, nothing is left under the pack's name.
        """
        order, ground = self._order, read_ground(self._sources, self._order)
        day = order.made_at.astimezone(self._zone).date().isoformat()
        name = f"Pack-{ground.number}-{self._order.plan.purpose.value}-{day}"
        folder, archive = order.to / name, order.to / f"{name}.zip"
        if folder.exists() or archive.exists():
            message = (
                f"There is already something called “{name}” in “{order.to}”. Nothing was written. Choose "
                "another folder."
            )
            raise StateError(message)
        with going_out(self._sources.store, self._sources.clock, order.actor.person_id, PACK, folder):
            try:
                with whole_folder(folder, self._steps.ask) as hidden:
                    manifest, files = self._write(ground, hidden, archive)
                made = self._log(ground, manifest, files)
            except BaseException:
                remove(folder, archive)
                raise
        return PackMade(folder=folder, zip=archive, made=made)

    def _write(self, ground: Ground, hidden: Path, archive: Path) -> tuple[bytes, int]:
        """Write every file and the ZIP; return the manifest, and how many files it lists."""
        order, writer = self._order, PackFolder(hidden, self._steps)
        entries, left_out = self._write_records(ground, writer)
        sheets = self._write_own_file(ground, entries, writer) if order.own else ()
        if not order.own:
            self._write_audits(writer)
        parts = read_parts(self._sources, order, ground, entries, left_out)
        parts = replace(parts, sheets=sheets)
        self._write_lists(ground, parts, writer)
        manifest = self._write_manifest(ground, parts, writer)
        zip_up(hidden, archive.stem, archive, self._steps)
        return manifest, len(writer.files)

    def _write_records(
        self, ground: Ground, writer: PackFolder
    ) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
        """Write every record, a few at a time, so that memory does not grow with them."""
        entries, left, wanted = list[Entry](), list[LeftOut](), self._order.plan.records
        counted, mask = codes_of(ground.coverage), ground.mask
        for start in range(0, len(wanted), SOME):
            self._steps.ask()
            unlike, pieces = read_pieces(self._sources, self._order, ground, wanted[start : start + SOME])
            left += unlike
            for piece in pieces:
                summary = piece.summary
                entries.append(
                    Entry(
                        record=summary,
                        form_title=piece.form_title,
                        path=self._write_piece(piece, mask, writer),
                        original=piece.original,
                        why=piece.why,
                        about=mask.text(summary.about_name),
                        led_by=mask.text(summary.led_by_name),
                        codes=counted.get(summary.id, ()),
                    )
                )
                left += [
                    LeftOut(number=summary.number, what=label, why="sensitive")
                    for label in piece.gone.values()
                ]
        return tuple(entries), tuple(left)

    def _write_piece(self, piece: Piece, mask: Mask, writer: PackFolder) -> str:
        """Write one record under a name without names of people, and return its path."""
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        summary, extract = piece.summary, piece.extract(mask)
        day = summary.held_at.astimezone(self._zone).date().isoformat()
        stem = f"{day} {summary.kind.label} {safe_name(summary.number)} v{summary.version}"
        if extract is None:
            return writer.write(f"originals/{stem}.pdf", piece.pdf)
        return writer.write(f"extracts/{stem} EXTRACT.pdf", render_record(extract))

    def _write_audits(self, writer: PackFolder) -> None:
        """Write the sealed audits of supervision of the time."""
        plan = self._order.plan
        with self._sources.store.read() as work:
            maker(work, self._order.actor)
            sealed = {
                audit.id: audit.sealed_at.astimezone(self._zone).date()
                for audit in work.quality.audits()
                if audit.sealed_at is not None
            }
            pdfs = work.quality.pdfs(one for one, day in sealed.items() if plan.begin <= day <= plan.end)
        for audit_id, pdf in pdfs.items():
            day = sealed[audit_id].isoformat()
            writer.write(f"originals/{day} Audit of supervision {audit_id[:8]}.pdf", pdf)

    def _write_own_file(
        self, ground: Ground, entries: tuple[Entry, ...], writer: PackFolder
    ) -> tuple[Sheet, ...]:
        """Write what is kept about the person beside their records, and the files kept with these."""
        order = self._order
        for path, data in kept_files(self._sources, order.actor, entries, ground.mask):
            writer.write(path, data)
        with self._sources.store.read() as work:
            maker(work, order.actor)
            sheets = person_sheets(
                work,
                self._sources.catalog,
                order.plan.person_id,
                self._zone,
                {entry.record.id for entry in entries},
            )
        sheets = masked_sheets(sheets, ground.mask)
        name = ground.names[order.plan.person_id]
        for path, data in about_person(ground.service, name, sheets, order.made_at):
            writer.write(path, data)
        return sheets

    def _write_lists(self, ground: Ground, parts: IndexParts, writer: PackFolder) -> None:
        """Write the index, sealed by the service, and how to check the pack."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        made_at, service = self._order.made_at, ground.service
        writer.write("index.csv", sheet_of(parts.entries, self._zone))
        writer.write(
            "how-to-check.pdf",
            render_report(service, "How to check this pack", checking_blocks(service), made_at),
        )
        title = "Everything about you" if self._order.own else "Evidence pack"
        for number in range(1, index_parts(parts) + 1):
            first = number == 1
            page = render_report(
                service,
                title if first else f"{title}, part {number}",
                index_blocks(parts) if first else part_blocks(parts, number),
                made_at,
                seal=True,
                tick=self._steps.ask,
                attachments=parts.log.as_file(),
            )
            self._steps.ask()
            name = "index.pdf" if first else f"index-{number}.pdf"
            writer.write(name, self._sources.seal.sealed(page, made_at, self._zone))

    def _write_manifest(self, ground: Ground, parts: IndexParts, writer: PackFolder) -> bytes:
        """Write the signed list of every file, and return it."""
        from app.documents.manifest import as_pem, sign_manifest  # noqa: PLC0415 - the signature library is slow

        identity = self._sources.seal.identity()
        writer.write("service-certificate.pem", as_pem(identity.ca_certificate))
        manifest = manifest_of(ground.service, parts, writer.files)
        writer.plain("manifest.json", manifest)
        writer.plain("manifest.json.p7s", sign_manifest(manifest, identity))
        return manifest

    def _log(self, ground: Ground, manifest: bytes, files: int) -> Made:
        """Write the pack in the disclosure log, unless another took its number meanwhile."""
        order = self._order
        plan = order.plan
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
            if not (order.own or order.again):
                work.packs.keep_draft(NOTHING_SAID)
            work.audit(
                "pack made",
                plan.person_id or "service",
                f"pack {made.number}, {files} files, manifest {made.sha256}",
            )
        return made

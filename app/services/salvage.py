"""Salvage: getting out of damaged records all that is whole, and naming what is not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import StateError, StoppedError
from app.domain.file_names import distinct, safe_name
from app.storage.backups.salvage import repaired
from app.system.atomic import whole_folder
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.storage.backups.salvage import Salvaged
    from app.storage.vault import Vault

    Progress = Callable[[int, int], bool]

FOUND, README, CERTIFICATE = "what-was-found.csv", "README.txt", "service-certificate.cer"
STOPPED = "The salvage was stopped. Nothing was written, and the records are as they were."
HEADINGS = ("Record", "Version", "Kind", "State", "Held", "About", "File", "SHA-256", "From", "Lost")
TOLD = """What could be got out of the records.

records/   sealed records, byte for byte as they were sealed. Each was compared with its hash, and each
           carries its signatures: “alongside verify FILE --certificate {certificate}” checks them.
drafts/    what was not sealed yet, as data.
attached/  scans and photos kept with records.
{found}  every record: the file it is in, its SHA-256, whether it came from a backup, and what is lost.

These files are not encrypted. Keep them safe.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was got out: how many records are whole, which came from a backup, and what is lost of which."""

    folder: Path
    whole: int
    mended: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]


class SalvageService:
    """For the day on which nothing else opens any more. The records themselves are not changed."""

    def __init__(self, vault: Vault) -> None:
        self._rescue = vault.rescue

    def salvage(
        self,
        to: Path,
        *,
        name: str = "",
        passphrase: str = "",
        recovery: str = "",
        progress: Progress | None = None,
    ) -> Found:
        """Write every record that is whole, or whole in a backup, to a new folder, and a list of all.

        Opened by the registered manager's passphrase or the recovery sheet; the records must be closed.
        Raises WrongSecretError, NotAllowedError, StateError, StorageFullError or a vault fault.
        """
        if to.exists():
            message = f"There is already something called “{to.name}” there. Choose a new name."
            raise StateError(message)
        with (
            self._rescue.opened(to, name, passphrase, recovery) as (remains, backups),
            whole_folder(to) as hidden,
        ):
            ids = dict.fromkeys(remains.ids())
            for backup in backups:
                ids.update(dict.fromkeys(backup.ids()) if not ids else {})
            writer = _Writer(hidden)
            for done, record_id in enumerate(ids, 1):
                writer.add(repaired(remains.record(record_id), backups))
                if progress is not None and not progress(done, len(ids)):
                    raise StoppedError(STOPPED)
            for one in (remains, *backups):
                certificate = one.certificate()
                if certificate:
                    (hidden / CERTIFICATE).write_bytes(certificate)
                    break
            writer.end()
        return Found(folder=to, whole=writer.whole, mended=tuple(writer.mended), lost=tuple(writer.lost))


class _Writer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[object, ...]] = []
        self._names: list[str] = []
        self.whole = 0
        self.mended: list[str] = []
        self.lost: list[tuple[str, str]] = []

    def add(self, one: Salvaged) -> None:
        """Write what is whole of one record, and note what is not."""
        called = f"{one.number} v{one.version}" if one.number else one.record_id
        file, digest = "", ""
        if one.pdf is not None and (one.sealed or not one.state):
            file, digest = self._write("records", self._name(one, ".pdf"), one.pdf)
        elif one.words:
            file, digest = self._write("drafts", self._name(one, ".json"), _as_data(one))
        for kept in one.files:
            self._write(f"attached/{safe_name(called)}", safe_name(kept.name) or "file", kept.data)
        if one.lost:
            self.lost.append((called, ", ".join(one.lost)))
        else:
            self.whole += 1
        if one.source:
            self.mended.append(called)
        source = one.source or "the records"
        self._rows.append(
            (one.number, one.version, one.kind, one.state, one.held_at, one.about, file, digest, source,
             ", ".join(one.lost))
        )  # fmt: skip

    def end(self) -> None:
        """Write the list and what it means."""
        (self._folder / FOUND).write_bytes(csv_bytes((HEADINGS, *self._rows)))
        (self._folder / README).write_text(
            TOLD.format(certificate=CERTIFICATE, found=FOUND), encoding="utf-8"
        )

    def _name(self, one: Salvaged, ending: str) -> str:
        parts = (one.held_at[:10], one.kind, safe_name(one.about, 60), safe_name(one.number) or one.record_id)
        self._names.append(f"{' '.join(p for p in parts if p)} v{one.version}{ending}")
        return list(distinct(self._names))[-1]

    def _write(self, room: str, name: str, data: bytes) -> tuple[str, str]:
        (self._folder / room).mkdir(parents=True, exist_ok=True)
        (self._folder / room / name).write_bytes(data)
        return f"{room}/{name}", hashlib.sha256(data).hexdigest()


def _as_data(one: Salvaged) -> bytes:
    body = {"record": one.number, "version": one.version, "kind": one.kind, "state": one.state,
            "held_at": one.held_at, "about": one.about, "content": one.words}  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=1).encode()

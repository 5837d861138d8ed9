"""Take everything out as one folder that needs no Alongside to read, bring it back, or bring another service's records in beside one's own."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import __version__
from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.content import canonical
from app.domain.errors import StateError, StoppedError, TextError
from app.domain.ids import new_id
from app.services.present import present
from app.services.records.indexing import index
from app.storage.gateways.tables import columns
from app.storage.migrate import HEAD
from app.system.atomic import whole_folder
from app.system.sheets import csv_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.signing.sealing import ServiceSeal
    from app.storage.gateways.tables import Value
    from app.storage.restore import Restoring
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

    Row = dict[str, Value]

FORMAT = "alongside-take-out-1"
MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.json.p7s", "keys.sealed"
SECRET_TABLE = "secret"  # noqa: S105 - a table's name
SECRET_COLUMNS = {"service": frozenset({"ca_key", "seal_key"})}
FILES = {
    "document": ("pdf", "records"),
    "attachment": ("data", "attachments"),
    "quality_audit": ("pdf", "records"),
}
"""Which column of a table is a file of its own, and the folder it goes into."""
SAFE = re.compile(r"[A-Za-z0-9 ._()-]+(?:/[A-Za-z0-9 ._()-]+)*")
BIGGEST, BLOCK = 512 * 1024 * 1024, 1 << 20
WRONG = "Nothing was brought in and nothing was changed."
README = """Everything Alongside keeps for {service}, taken out on {day}.

records/      every record's PDF, byte for byte as it was sealed; any PDF reader opens it and shows who signed
attachments/  the scans and photos kept with records
tables/       every table as CSV, for a spreadsheet (a leading sign of a formula has an apostrophe before it)
data/         the same tables as JSON, exactly as they are stored; yes and no are 1 and 0, bytes are base64 or the name of a file
schema/       a JSON Schema for each file in data/
keys.sealed   PINs, passphrases and keys; only the printed recovery sheet opens it. Nothing else here holds a secret.
manifest.json every file with its size and SHA-256; manifest.json.p7s is the service's signature over it

To check it:  openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile service-certificate.pem -purpose any
To bring it back with Alongside:  alongside bring-in THIS-FOLDER --vault NEW-FOLDER --recovery-file SHEET
Without the recovery sheet:       alongside bring-in THIS-FOLDER --vault NEW-FOLDER --as "A registered manager"
(everybody then gets a new PIN, and reflections that were still private stay closed)

These files are not encrypted. Keep them as safe as the records themselves.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What came in.

    Rows by table, rows that were here already, and record numbers that were changed as (old, new).

    ``recovery_key`` is the key of a new recovery sheet when new keys were made.
    """

    service: str
    rows: dict[str, int]
    skipped: int = 0
    renumbered: tuple[tuple[str, str], ...] = ()
    recovery_key: str = ""


class TakeOutService:
    """The exit, always open."""

    def __init__(
        self, store: Store, restoring: Restoring, seal: ServiceSeal, catalog: Catalog, clock: Clock
    ) -> None:
        self._store = store
        self._restoring = restoring
        self._seal = seal
        self._catalog = catalog
        self._clock = clock

    def exists(self) -> bool:
        """Whether there are records here already, so that bringing in means adding to them."""
        return self._restoring.exists

    def take_out(self, actor: Actor, to: Path, progress: Callable[[int, int], bool] | None = None) -> Path:
        """Write everything to a new folder.

        A take-out that is stopped or killed leaves nothing under its name.
        """
        from app.documents.manifest import as_pem, sign_manifest  # noqa: PLC0415 - the signature library is slow to load

        identity = self._seal.identity()
        with self._store.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can take everything out.",
            )
            work.audit("everything taken out", "service", "")
            service = work.service.get()
        if to.exists():
            message = (
                f"There is already something called “{to.name}” there. Nothing was written. Choose a new "
                "name."
            )
            raise StateError(message)
        with whole_folder(to) as hidden, self._store.read() as work:
            tables = [name for name in columns() if name != SECRET_TABLE]
            of = sum(work.tables.count(name) for name in tables)
            writer = _Writer(hidden, of, progress)
            counts = {
                name: writer.table(name, work.tables.rows(name), _file_names(work, name)) for name in tables
            }
            writer.file(KEYS, self._restoring.sealed_keys())
            writer.file("service-certificate.pem", as_pem(identity.ca_certificate))
            day = self._clock.now().astimezone(self._clock.zone()).date().isoformat()
            writer.file("README.txt", README.format(service=service.name, day=day).encode())
            manifest = canonical(
                {
                    "format": FORMAT,
                    "service": service.name,
                    "made_at": self._clock.now().isoformat(),
                    "made_with": f"Alongside {__version__}",
                    "shape": HEAD,
                    "rows": counts,
                    "files": sorted(writer.files, key=lambda one: str(one["path"])),
                }
            )
            (hidden / MANIFEST).write_bytes(manifest + b"\n")
            (hidden / SIGNATURE).write_bytes(sign_manifest(manifest + b"\n", identity))
        return to

    def faults(self, folder: Path) -> tuple[str, ...]:
        """Return everything that is not as it was taken out, each with the file's name.

        Nothing when all is whole.
        """
        from app.documents.manifest import check_manifest  # noqa: PLC0415 - the signature library is slow to load

        try:
            manifest = (folder / MANIFEST).read_bytes()
            whole, _, _ = check_manifest(manifest, (folder / SIGNATURE).read_bytes(), ())
            document = json.loads(manifest)
            listed = {str(one["path"]): (str(one["sha256"]), int(one["size"])) for one in document["files"]}
            if not whole or document["format"] != FORMAT:
                return ("“manifest.json” was changed after it was signed, or is none of ours.",)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return (f"“{folder}” is no folder that was taken out: its manifest cannot be read.",)
        found = [
            f"“{name}” leads out of the folder."
            for name in listed
            if not SAFE.fullmatch(name) or ".." in name.split("/")
        ]
        if found:
            return tuple(found)
        there = {
            one.relative_to(folder).as_posix(): one
            for one in folder.rglob("*")
            if one.is_symlink() or one.is_file()
        }
        found += [f"“{name}” is missing." for name in sorted(listed.keys() - there.keys())]
        found += [
            f"“{name}” was not taken out with the rest."
            for name in sorted(there.keys() - listed.keys() - {MANIFEST, SIGNATURE})
        ]
        for name in sorted(listed.keys() & there.keys()):
            path, (digest, size) = there[name], listed[name]
            if path.is_symlink() or any(
                parent.is_symlink()
                for parent in path.parents
                if parent != folder and folder in parent.parents
            ):
                found.append(f"“{name}” is a link, not a file.")
            elif path.stat().st_size != size or _digest(path) != digest:
                found.append(f"“{name}” differs from what was taken out.")
        return tuple(found)

    def restore(
        self, folder: Path, *, name: str = "", passphrase: str = "", pin: str = "", recovery: str = ""
    ) -> BroughtIn:
        """Make the records anew where there are none, exactly as they were.

        With the recovery key every PIN and passphrase works as before. Without it one registered manager gets
        new ones and everybody else a code.
        """
        manifest = self._whole(folder)
        if manifest["shape"] != HEAD:
            message = (
                f"This was taken out by another version of Alongside. {WRONG} Bring it in with that "
                "version first."
            )
            raise StateError(message)
        counts: dict[str, int] = {}

        def fill(work: Work) -> None:
            work.tables.open_guards()
            for table in columns():
                if table != SECRET_TABLE:
                    room: Row = {"ca_key": b""} if table == "service" else {}  # its keys follow
                    counts[table] = work.tables.insert(
                        table, ({**row, **room} for row in _read(folder, table))
                    )
            work.tables.close_guards()
            for table, count in manifest["rows"].items():
                if counts.get(table) != count:
                    message = f"“{table}” holds {counts.get(table)} rows, not {count}. {WRONG}"
                    raise TextError(message)
            for record in work.records.brief({str(row["id"]) for row in _read(folder, "record")}):
                index(work, self._catalog, record)

        printed = ""
        if recovery:
            self._restoring.with_sheet((folder / KEYS).read_bytes(), recovery, fill)
        else:
            printed = self._restoring.with_new_keys(fill, name, passphrase, pin)
        return BroughtIn(service=str(manifest["service"]), rows=counts, recovery_key=printed)

    def merge(self, actor: Actor, folder: Path) -> Outcome[BroughtIn]:
        """Bring another service's folder in beside what is here.

        What is here stays; numbers that clash get a second part.
        """
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can bring another service’s records in.",
            )
        manifest = self._whole(folder)
        if manifest["shape"] != HEAD:
            message = (
                f"This was taken out by another version of Alongside. {WRONG} Bring it in with that "
                "version first."
            )
            raise StateError(message)
        with self._store.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can bring another service’s records in.",
            )
            merged = _Merge(work, folder, self._clock)
            merged.run()
            for record_id in merged.records:
                index(work, self._catalog, record_id)
            work.audit(
                "another service brought in",
                "service",
                f"{manifest['service']}: {sum(merged.rows.values())} rows",
            )
        done = BroughtIn(
            service=str(manifest["service"]),
            rows=merged.rows,
            skipped=merged.skipped,
            renumbered=tuple(sorted(merged.numbers.items())),
        )
        return Outcome(done, changed(*Topic))

    def _whole(self, folder: Path) -> dict[str, Any]:
        faults = self.faults(folder)
        if faults:
            more = f" And {len(faults) - 3} more." if len(faults) > 3 else ""  # noqa: PLR2004 - three are enough to begin with
            message = f"{' '.join(faults[:3])}{more} {WRONG}"
            raise TextError(message)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        return manifest


class _Writer:
    """Writes the folder file by file and remembers hashes; memory does not grow with the records."""

    def __init__(self, folder: Path, of: int, progress: Callable[[int, int], bool] | None) -> None:
        self._folder, self._of, self._done, self._progress = folder, of, 0, progress
        self.files: list[dict[str, object]] = []

    def file(self, name: str, data: bytes) -> None:
        """Write one file."""
        target = self._folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        self.files.append({"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})

    def table(self, name: str, rows: Iterator[Row], names: Callable[[Row], str]) -> int:
        """Write one table as CSV, JSON and schema, and its files; return how many rows."""
        shape = {
            column: kind
            for column, kind in columns()[name].items()
            if column not in SECRET_COLUMNS.get(name, ())
        }
        own, place = FILES.get(name, ("", ""))
        count = 0
        for folder in ("data", "tables", "schema"):
            (self._folder / folder).mkdir(exist_ok=True)
        data, table = self._folder / "data" / f"{name}.json", self._folder / "tables" / f"{name}.csv"
        with (
            data.open("w", encoding="utf-8", newline="\n") as out,
            csv_file(table) as line,
        ):
            line(tuple(shape))
            out.write("[")
            for row in rows:
                shown: dict[str, object] = {}
                for column in shape:
                    value = row[column]
                    if column == own and isinstance(value, bytes):
                        path = f"{place}/{names(row)}"
                        self.file(path, value)
                        shown[column] = {"file": path}
                    else:
                        shown[column] = (
                            {"base64": base64.b64encode(value).decode()}
                            if isinstance(value, bytes)
                            else value
                        )
                out.write(("," if count else "") + "\n" + json.dumps(shown, ensure_ascii=False))
                line([_cell(value) for value in shown.values()])
                count += 1
                self._step()
            out.write("\n]\n")
        for file in (data, table):
            self.files.append(
                {
                    "path": file.relative_to(self._folder).as_posix(),
                    "size": file.stat().st_size,
                    "sha256": _digest(file),
                }
            )
        self.file(f"schema/{name}.json", (json.dumps(schema(name), indent=1) + "\n").encode())
        return count

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None and not self._progress(self._done, self._of):
            message = "It was stopped. Nothing half-made was left behind."
            raise StoppedError(message)


def schema(table: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a table's file in ``data``."""
    plain = {"text": {"type": "string"}, "integer": {"type": "integer"}, "boolean": {"enum": [0, 1]}}
    held = {
        "oneOf": [
            {
                "type": "object",
                "required": ["base64"],
                "properties": {"base64": {"type": "string"}},
                "additionalProperties": False,
            },
            {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string"}},
                "additionalProperties": False,
            },
        ]
    }
    shape = {
        column: kind
        for column, kind in columns()[table].items()
        if column not in SECRET_COLUMNS.get(table, ())
    }
    properties = {
        column: {"anyOf": [plain.get(kind, held), {"type": "null"}]} if empty else plain.get(kind, held)
        for column, (kind, empty) in shape.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Alongside take-out: {table}",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(shape),
            "additionalProperties": False,
        },
    }


class _Merge:
    """One folder coming in beside what is here.

    Rows keep their ids; what would clash gets another number or id.
    """

    def __init__(self, work: Work, folder: Path, clock: Clock) -> None:
        self._work, self._folder, self._clock = work, folder, clock
        self.rows: dict[str, int] = {}
        self.numbers: dict[str, str] = {}
        self.records: list[str] = []
        self.skipped = 0
        self._forms: dict[str, str] = {}
        self._pack = work.packs.next_number() - 1

    def run(self) -> None:
        """Bring every table in."""
        tables = self._work.tables
        origin = self._origin()
        tables.open_guards()
        for table in columns():
            if table in {SECRET_TABLE, "service", "event"}:
                continue
            taken = tables.keys(table)
            fresh: list[Row] = []
            self.rows[table] = tables.insert(table, self._fitted(table, taken, fresh))
            if table == "person":
                tables.insert(SECRET_TABLE, ({"person_id": row["id"], "tries": 0} for row in fresh))
        if origin:
            self.rows["former_event"] += tables.insert(
                "former_event", ({"origin_id": origin, **row} for row in _read(self._folder, "event"))
            )
        tables.close_guards()

    def _origin(self) -> str:
        """Note which service it came from; nothing when it is this one."""
        (service,) = _read(self._folder, "service")
        certificate, crl = service["ca_certificate"], service["crl"]
        known = {one for _, one in self._work.certificates.origins()} | {
            self._work.certificates.authority()[0]
        }
        if certificate in known or not isinstance(certificate, bytes) or not isinstance(crl, bytes):
            return ""
        made = new_id()
        at = self._clock.now().isoformat(timespec="microseconds")
        row: Row = {
            "id": made,
            "name": service["name"],
            "brought_in_at": at,
            "ca_certificate": certificate,
            "crl": crl,
        }
        self._work.tables.insert("origin", [row])
        return made

    def _fitted(self, table: str, taken: set[tuple[Value, ...]], fresh: list[Row]) -> Iterator[Row]:
        keys = KEYS_OF.get(table, ("id",))
        if table == "record":
            self._number_anew(taken)
        if table in {"form", "own_form"}:
            self._name_forms_anew(table)
        for row in _read(self._folder, table):
            fit = self._fit(table, row)
            if fit is None or (table != "certificate" and tuple(fit[key] for key in keys) in taken):
                self.skipped += 1
                continue
            if table == "person":
                fresh.append({"id": fit["id"]})
            if table == "record":
                self.records.append(str(fit["id"]))
            yield fit

    def _fit(self, table: str, row: Row) -> Row | None:
        """Return a row as it is kept here, or None when it is here in other words already."""
        fit = row
        if table == "record":
            form = self._forms.get(str(row["form_id"]), row["form_id"])
            fit = {
                **row,
                "number": self.numbers.get(str(row["number"]), row["number"]),
                "form_id": form,
                "search_id": None,
            }
        if table in {"form", "own_form"}:
            fit = {**row, "id": self._forms.get(str(row["id"]), row["id"])}
        if table == "action":
            fit = {**row, "record_number": self.numbers.get(str(row["record_number"]), row["record_number"])}
        if table == "certificate":
            here = self._work.certificates.own(str(row["person_id"]))
            return (
                None if here == row["der"] else {k: v for k, v in row.items() if k != "id"} | {"current": 0}
            )
        if table == "pack":
            self._pack += 1
            fit = {**row, "number": self._pack}
        if table == "paper" and (row["number"],) in self._work.tables.keys("paper"):
            fit = {**row, "number": f"{row['number']!s}/2"}
        return fit

    def _number_anew(self, taken: set[tuple[Value, ...]]) -> None:
        here = {str(row["number"]) for row in self._work.tables.rows("record")}
        for row in _read(self._folder, "record"):
            number = str(row["number"])
            if (row["id"],) not in taken and number in here and number not in self.numbers:
                self.numbers[number] = next(
                    one for one in (f"{number}/{n}" for n in range(2, 1000)) if one not in here
                )

    def _name_forms_anew(self, table: str) -> None:
        here = {(row["id"], row["version"]): row["text"] for row in self._work.tables.rows(table)}
        for row in _read(self._folder, table):
            name = str(row["id"])
            if here.get((name, row["version"]), row["text"]) != row["text"] and name not in self._forms:
                ids = {str(one) for one, _ in here}
                self._forms[name] = next(
                    one for one in (f"{name}_{n}" for n in range(2, 1000)) if one not in ids
                )


KEYS_OF = {
    "share": ("record_id", "person_id"),
    "attendance": ("record_id", "person_id"),
    "paper": ("number",),
    "own_form": ("id", "version"),
    "form": ("id", "version"),
    "document": ("record_id",),
    "signature": ("record_id", "part"),
    "preparation": ("person_id",),
    "word": ("word", "kind"),
    "thread_link": ("thread_id", "linked", "ref"),
    "own_framework": ("id", "version"),
    "tag": ("record_id", "framework_id", "code"),
    "pack": ("number",),
    "former_event": ("origin_id", "sequence"),
}
"""The columns that tell a table's rows apart, where these are not ``id``."""


def _read(folder: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table's file, one line each, with their bytes and files.

    The hashes were checked before.
    """
    known = columns()[table]
    with (folder / "data" / f"{table}.json").open(encoding="utf-8") as file:
        for line in file:
            if len(line) < 3:  # noqa: PLR2004 - the brackets around the rows
                continue
            raw = json.loads(line.rstrip().rstrip(","))
            if not isinstance(raw, dict) or raw.keys() - known.keys():
                message = f"“data/{table}.json” holds something that does not belong there. {WRONG}"
                raise TextError(message)
            yield {column: _value(folder, value) for column, value in raw.items()}


def _value(folder: Path, value: object) -> Value:
    if isinstance(value, dict):
        if "file" in value:
            name = str(value["file"])
            if not SAFE.fullmatch(name) or ".." in name.split("/"):
                message = f"“{name}” leads out of the folder. {WRONG}"
                raise TextError(message)
            return (folder / name).read_bytes()
        return base64.b64decode(str(value["base64"]))
    if value is None or isinstance(value, str | int):
        return value
    message = f"A value is of a kind that is not kept. {WRONG}"
    raise TextError(message)


def _file_names(work: Work, table: str) -> Callable[[Row], str]:
    """Return how the files of a table are called.

    By the record's number, and by an id so that no two are alike.
    """
    numbers = (
        {s.id: f"{s.number.replace('/', '-')} v{s.version}" for s in work.records.summaries(limit=None)}
        if table in FILES
        else {}
    )

    def name(row: Row) -> str:
        if table == "attachment":
            ending = re.sub(r"[^A-Za-z0-9.]", "", str(row["name"]))[-12:]
            return f"{numbers.get(str(row['record_id']), 'record')} {row['id']!s} {ending}".strip()
        if table == "quality_audit":
            return f"audit {row['month']!s} {row['id']!s}.pdf"
        return f"{numbers.get(str(row['record_id']), 'record')} {str(row['record_id'])[:8]}.pdf"

    return name


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return value.get("file") or value.get("base64")
    return value


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()

"""Writing everything into a folder: tables as CSV and JSON, files beside them, hashes of all."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

from app.domain.errors import StoppedError
from app.services.take_out.reading import digest_of
from app.storage.whole import leaving
from app.system.sheets import csv_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.storage.gateways.tables import Row
    from app.storage.unit_of_work import Work

README = """Everything Alongside keeps for {service}, taken out on {day}.

records/      every record's PDF, byte for byte as it was sealed; any PDF reader opens it and shows who signed
attachments/  the scans and photos kept with records
pictures/     the pictures of what the service expects
tables/       every table as CSV, for a spreadsheet (a leading sign of a formula has an apostrophe before it)
data/         the same tables as JSON, exactly as they are stored; yes and no are 1 and 0, bytes are base64
              or the name of a file
schema/       a JSON Schema for each file in data/
keys.sealed   PINs, passphrases and keys; only the printed recovery sheet opens it. Nothing else here holds
              a secret.
sealed/       drafts, preparation and reflections shared with one person: their writers' own still. Only the
              printed recovery sheet opens them; in data/ and tables/ their places are empty.
NOT AS SEALED.txt  only where records were changed after they were sealed: their names, and what differs
manifest.json every file with its size and SHA-256; manifest.json.p7s is the service's signature over it

To check it:  openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json \\
                -CAfile service-certificate.pem -purpose any
To bring it back with Alongside:  alongside bring-in THIS-FOLDER --vault NEW-FOLDER --recovery-file SHEET
Without the recovery sheet:  alongside bring-in THIS-FOLDER --vault NEW-FOLDER --as "A registered manager"
(everybody then gets a new PIN; reflections that were still private, and what is in sealed/, stay closed)

These files are not encrypted. Keep them as safe as the records themselves.
"""


class Writer:
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
        shape = leaving()[name]
        count = 0
        for folder in ("data", "tables", "schema"):
            (self._folder / folder).mkdir(exist_ok=True)
        data, table = self._folder / "data" / f"{name}.json", self._folder / "tables" / f"{name}.csv"
        with (
            data.open("w", encoding="utf-8", newline="\n") as out,
            csv_file(table) as line,
        ):
            line(tuple(shape.columns))
            out.write("[")
            for row in rows:
                shown: dict[str, object] = {}
                for column in shape.columns:
                    value = row[column]
                    if column in shape.files and isinstance(value, bytes):
                        path = f"{shape.files[column]}/{names(row)}"
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
                self.step()
            out.write("\n]\n")
        for file in (data, table):
            self.files.append(
                {
                    "path": file.relative_to(self._folder).as_posix(),
                    "size": file.stat().st_size,
                    "sha256": digest_of(file),
                }
            )
        self.file(f"schema/{name}.json", (json.dumps(schema(name), indent=1) + "\n").encode())
        return count

    def step(self) -> None:
        """Note that a row is done. Raises StoppedError when it is to stop."""
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
    shape = leaving()[table].columns
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


def file_names(work: Work, table: str) -> Callable[[Row], str]:
    """Return how the files of a table are called.

    By the record's number where there is one, and by what tells rows apart so that no two are alike.
    """
    numbers = (
        {s.id: f"{_plain(s.number)} v{s.version}" for s in work.records.summaries(limit=None)}
        if leaving()[table].files
        else {}
    )

    def name(row: Row) -> str:
        if table == "attachment":
            ending = re.sub(r"[^A-Za-z0-9.]", "", str(row["name"]))[-12:]
            return f"{numbers.get(str(row['record_id']), 'record')} {row['id']!s} {ending}".strip()
        if table == "quality_audit":
            return f"audit {row['month']!s} {row['id']!s}.pdf"
        if "record_id" not in row:
            return _plain(" ".join((table, *(str(row[column]) for column in leaving()[table].keys))))
        return f"{numbers.get(str(row['record_id']), 'record')} {str(row['record_id'])[:8]}.pdf"

    return name


def _plain(number: str) -> str:
    """Return a record's number as it may stand in a name of this folder (see ``reading.SAFE``)."""
    return re.sub(r"[^A-Za-z0-9 ._()-]", "-", number).strip(". ")


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return value.get("file") or value.get("base64")
    return value

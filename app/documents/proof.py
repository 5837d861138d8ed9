"""What stands at the end of a record.

Its signatures and how to check it, or what an extract stands in for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from app.documents.setting import WIDTH
from app.documents.tagging import SignatureSpace
from app.documents.typography import unprintable
from app.domain.clock import both_clocks, long_moment
from app.domain.form_uses import ELSEWHERE, use_of
from app.domain.letters import mark
from app.domain.signing import Part, statement

if TYPE_CHECKING:
    from app.documents.record import Extract, RecordDocument
    from app.documents.setting import Setting

SIGNATURE_HEIGHT, SEAL_HEIGHT = 32 * mm, 19 * mm
CHECKING = 75 * mm
"""Room for how a record is checked, so that it stands together: less than half a page."""
OPEN_IT = (
    "Open this file in Alongside (Check a PDF) or in Adobe Reader (signature panel). Both say who signed, "
    "when, and whether anything was changed since."
)
DATA = "The record’s data is inside this file as record.json; the content hash is its SHA-256."
HOW_TO_CHECK = (
    OPEN_IT,
    (
        "Each person signed with a key of their own that opens only with a secret they chose. The signature "
        "says since when they have that key; where it was made anew, it says who ordered that and whether a "
        "second person saw it confirmed. The service itself issues the certificates. These are electronic "
        "signatures; nobody has assessed them and they are not qualified signatures."
    ),
    f"Times are those of this PC’s clock. {DATA}",
)


HOW_TO_CHECK_SEAL = (
    OPEN_IT,
    (
        "The person who led it saved it, signed in with a secret of their own, and the service sealed it. "
        "Nobody has assessed the seal and it is not a qualified seal."
    ),
    HOW_TO_CHECK[2],
)


HOW_TO_CHECK_ELSEWHERE = (
    OPEN_IT,
    (
        "The supervision was held and signed outside these records. The signed file is kept with this "
        "record: check that file, it holds the signatures. The seal here says only that this page was not "
        "changed since; nobody has assessed it and it is not a qualified seal."
    ),
    HOW_TO_CHECK[2],
)


def signatures(page: Setting, document: RecordDocument) -> None:
    """Set a space for each signature, or for the service’s seal."""
    record = document.record
    sealed = Part.SERVICE in document.parts
    page.keep((40 if sealed else 20 + 37 * len(document.parts)) * mm)
    page.heading("Seal" if sealed else "Signatures")
    who = {
        Part.WORKER: document.about,
        Part.SUPERVISOR: document.led_by,
        Part.WITNESS: document.witness,
        Part.COUNTERSIGNER: document.countersigner,
    }
    for part in document.parts:
        person = who.get(part)
        name = person.name if person is not None else document.service.name
        page.keep(SIGNATURE_HEIGHT + 16 * mm)
        said = (document.form.worker_statement, document.form.supervisor_statement)
        confirms = statement(part, record.kind, record.response, document.about.name, said)
        page.question(confirms if sealed else f"{part.value}: {name} – {confirms}")
        told = f"Seal of {name}" if sealed else f"Signature of {name} as {part.value.lower()}"
        page.story.append(
            SignatureSpace(part.value, told, WIDTH, SEAL_HEIGHT if sealed else SIGNATURE_HEIGHT, page.root)
        )
        page.space(2 * mm)


def how_to_check(page: Setting, document: RecordDocument) -> None:
    """Set what the record can be checked by, and how."""
    record, zone = document.record, document.zone
    page.keep(CHECKING)
    page.heading("How to check this record")
    page.table(
        ("", ""),
        [
            (
                "Record",
                (
                    f"{record.number}, version {record.version}, {document.form.title} (form version "
                    f"{document.form.version})"
                ),
            ),
            *([("Typed in from", f"the paper form {record.paper}")] if record.paper else []),
            ("Written down", both_clocks(record.recorded_at, zone)),
            ("Content hash", document.content_hash),
            ("Made with", f"Alongside {document.app_version}"),
        ],
        (32 * mm, WIDTH - 32 * mm),
        header=False,
    )
    page.space(2 * mm)
    sealed = HOW_TO_CHECK_ELSEWHERE if use_of(document.form) == ELSEWHERE else HOW_TO_CHECK_SEAL
    for text in HOW_TO_CHECK if Part.SERVICE not in document.parts else sealed:
        page.text(text, "small")
    marked = unprintable(document.canonical.decode("utf-8", "replace"))
    if marked:
        shown = ", ".join(mark(c) for c in marked[:20])
        more = f" and {len(marked) - 20} more" if len(marked) > 20 else ""  # noqa: PLR2004 - twenty are enough to read
        page.text(
            (
                "Characters that cannot be printed are shown as a mark with their number: "
                f"{shown}{more}. They are in record.json."
            ),
            "small",
        )


def instead(page: Setting, document: RecordDocument, extract: Extract) -> None:
    """Set, in place of signatures, what the extract stands in for."""
    record, zone = document.record, document.zone
    page.heading("About this extract")
    page.text(
        (
            "This was made from a sealed record and is not signed. The sealed original stays with "
            "the service and can be asked for."
        ),
        "answer",
    )
    rows = [
        ("Sealed original", f"{record.number}, version {record.version}"),
        ("SHA-256", extract.original),
    ]
    if record.sealed_at is not None:
        rows.insert(1, ("Sealed", long_moment(record.sealed_at, zone)))
    if record.response is not None:
        rows.append(("Worker’s answer", record.response.choice.outcome))
    page.table(
        ("", ""),
        [*rows, ("Left out", "; ".join(extract.left_out) or "nothing")],
        (32 * mm, WIDTH - 32 * mm),
        header=False,
    )

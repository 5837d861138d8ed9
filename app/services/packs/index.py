"""The index of a pack: its cover, its records and how it was put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.clock import long_date, long_moment
from app.domain.packs import UNLIKE, Names, Purpose, originals_and_extracts
from app.services.packs.expected import expected_blocks
from app.services.packs.front import front_blocks
from app.services.packs.noticed import noticed_blocks
from app.services.packs.own_file import contents
from app.services.packs.own_notice import notice_blocks
from app.services.packs.person_pages import person_pages
from app.services.packs.story import agreed, changed, competence, coverage_of, due, missed, story
from app.services.packs.trained import trained

if TYPE_CHECKING:
    from app.documents.blocks import Block
    from app.domain.people import Service
    from app.services.packs.folder import Entry
    from app.services.packs.parts import IndexParts

BY_TODAY = "The year before is counted in the same way, by the rules and of the people of today."
PART = 400
"""The most records one file of the index lists."""


def index_blocks(parts: IndexParts) -> tuple[Block, ...]:
    """Return the whole index.

    Cover, the story on a page, coverage, what was due, what changed, the records and how they were chosen.
    """
    plan = parts.plan
    blocks: list[Block] = []
    if plan.purpose is Purpose.PERSON:
        blocks += [Grid(headings=("", ""), rows=_cover(parts), shares=(0.16, 0.84)), *_what_this_is(parts)]
    else:
        blocks += front_blocks(parts)
        blocks += person_pages(parts)
        blocks += [Heading(text="What else is here", page=True), *(Words(text=one) for one in story(parts))]
        blocks += due(parts)
        blocks += competence(parts)
        blocks += trained(parts)
        blocks += missed(parts)
        blocks += agreed(parts)
        blocks += changed(parts)
        blocks += noticed_blocks(parts)
        blocks += expected_blocks(parts)
        for coverage in parts.coverage:
            blocks += coverage_of(coverage)
    blocks += record_blocks(parts, 1)
    blocks += [Heading(text="Annex: how this was put together", page=True)]
    blocks += [Words(text=text) for text in _method(parts)]
    if parts.front is not None:
        rows = tuple((one.title, one.how) for one in parts.front.figures.four)
        blocks += [Heading(text="Annex: how the four figures are counted")]
        blocks += [Words(text=BY_TODAY), Grid(headings=("", ""), rows=rows, shares=(0.3, 0.7))]
    return (*blocks, *hash_blocks(parts, 1))


def _cover(parts: IndexParts) -> tuple[tuple[str, str], ...]:
    """Return what stands first in a person's own file."""
    originals = sum(not entry.is_extract for entry in parts.entries)
    made = f"{long_moment(parts.made_at, parts.zone)} by {parts.made_by}"
    return (
        ("Whose", parts.calls.get(parts.plan.person_id, "")),
        ("Time", "everything that is kept"),
        ("Made", f"{made}. Ask them when something is not clear."),
        ("Records", originals_and_extracts(originals, len(parts.entries) - originals)),
    )


def record_blocks(parts: IndexParts, number: int) -> list[Block]:
    """Return one part of the list of records.

    The first stands in index.pdf, the others in files of their own, so that none grows without end.
    """
    entries, of = parts.entries[(number - 1) * PART : number * PART], index_parts(parts)
    blocks: list[Block] = [Heading(text="Records in this pack", page=number == 1)]
    blocks.append(
        Words(
            text=(
                "Click a number to open its file. What each counts for stands in index.csv; the hash of each "
                "original is in the annex."
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
    grid = Grid(
        headings=("Record", "What it is"),
        rows=tuple(_row(parts, entry) for entry in entries),
        shares=(0.14, 0.86),
        links=tuple(entry.path for entry in entries),
    )
    blocks.append(grid if entries else Words(text="There are none."))
    unlike = tuple((one.number, one.what) for one in parts.left_out if one.why == UNLIKE)
    if unlike and number == 1:
        blocks += [Heading(text="Records that are not in this pack")]
        blocks.append(Words(text="What is kept of them is not what was signed, so they were left out."))
        blocks.append(Grid(headings=("Record", "Why"), rows=unlike, shares=(0.16, 0.84)))
    here = {entry.record.number for entry in entries}
    left: dict[str, list[str]] = {}
    for one in parts.left_out:
        if one.number in here and one.why != UNLIKE:
            left.setdefault(one.number, []).append(one.what)
    if left:
        told = tuple((record, "; ".join(dict.fromkeys(what))) for record, what in left.items())
        blocks += [Heading(text="What was left out")]
        blocks.append(
            Grid(headings=("Record", "Left out because it is sensitive"), rows=told, shares=(0.16, 0.84))
        )
    return blocks


def part_blocks(parts: IndexParts, number: int) -> tuple[Block, ...]:
    """Return what a further file of the index holds: its records, and their hashes."""
    return (*record_blocks(parts, number), *hash_blocks(parts, number))


def hash_blocks(parts: IndexParts, number: int) -> list[Block]:
    """Return the hash of the sealed original of each record of one part of the list."""
    entries = parts.entries[(number - 1) * PART : number * PART]
    if not entries:
        return []
    rows = tuple((f"{e.record.number} v{e.record.version}", e.original or "not sealed") for e in entries)
    return [
        Heading(text="Annex: the hash of each original"),
        Words(
            text="The SHA-256 is that of the sealed original, also where an extract stands in for it.",
        ),
        Grid(headings=("Record", "SHA-256"), rows=rows, shares=(0.16, 0.84)),
    ]


def index_parts(parts: IndexParts) -> int:
    """Return how many files the list of records fills, index.pdf included."""
    return max(-(-len(parts.entries) // PART), 1)


def _row(parts: IndexParts, entry: Entry) -> tuple[str, ...]:
    record = entry.record
    day = long_date(record.held_at.astimezone(parts.zone).date())
    what = f"{entry.form_title}, {day}. {entry.about}, led by {entry.led_by}. {record.status}."
    return (
        f"{record.number} v{record.version}",
        f"{what} Extract: {entry.why}" if entry.is_extract else what,
    )


def _what_this_is(parts: IndexParts) -> list[Block]:
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
    found.append(
        Words(
            text=(
                "A record that is not finished is listed. What is written in it is its writer’s until it is "
                "finished."
            )
        )
    )
    if parts.private:
        own = "1 reflection is" if parts.private == 1 else f"{parts.private} reflections are"
        told = f"{own} private to you. Nobody else can open what is private: sign in to read it."
        found.append(Words(text=told))
    found += notice_blocks(parts)
    found += [Heading(text="What there is beside your records"), contents(parts.sheets)]
    return found


def _method(parts: IndexParts) -> list[str]:
    plan = parts.plan
    chosen = (
        parts.chosen.told
        if parts.chosen is not None
        else "Every record about the person is here, and a table of everything else kept about them."
    )
    names = {
        Names.FULL: "People are named in full.",
        Names.ROLE: "People are told by role, initials and a number, drawn anew for each pack.",
        Names.CODE: "People are told by codes, drawn anew for each pack.",
    }[plan.names]
    if plan.purpose is Purpose.PERSON and plan.hidden:
        names = "Where a colleague’s name was taken out, it says [name removed]."
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
        (
            f"{parts.log.told} That number stands for every line before it: keep this page, and nobody can "
            "change or take away what was done until then without its being seen."
        ),
    ]


OPENSSL = (
    "openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json "
    "-CAfile service-certificate.pem -purpose any -out checked.json"
)
HOW_TO_CHECK = (
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
    ("The list itself", f"manifest.json.p7s is the service’s signature over manifest.json. {OPENSSL}"),
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


def checking_blocks(service: Service) -> tuple[Block, ...]:
    """Return the one page on how to check a pack with ordinary tools."""
    return (
        Words(
            text=f"This pack was made by {service.name} with Alongside. Nobody needs Alongside to check it."
        ),
        Grid(headings=("What", "How"), rows=HOW_TO_CHECK, shares=(0.18, 0.82)),
        Words(
            text=(
                "A file that was changed by one letter has another SHA-256. The signatures were made with "
                "personal keys on the service’s own PC; times are those of its clock. They have not been "
                "assessed by anybody and are not qualified signatures."
            )
        ),
    )

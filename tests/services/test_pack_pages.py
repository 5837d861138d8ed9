"""The index of a pack as an inspector reads it: a page a person, words beside every code, hashes at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2

from app.catalog.registry import Catalog
from app.domain.packs import Names, Purpose
from app.services.packs.making import PackMade
from app.system.resources import resource
from tests.services.test_packs import planned, story, text_of
from tests.team import Team

STOPS = ",;:.–"
BOTH = ("cqc_asc_2026", "cqc_saf_2023")
DRAFT, IN_FORCE = "CQC adult social care framework, version draft 9", "Framework, version 2023"


def made_with(team: Team, to: Path, **changes: object) -> PackMade:
    plan = replace(planned(team, **changes), frameworks=BOTH)
    return team.house.packs.make(team.owner, plan, to).value


def pages(pdf: Path) -> list[str]:
    """Return the words of each page, each on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def test_everybody_has_a_page_with_their_records_a_click_away(team: Team, tmp_path: Path) -> None:
    story(team)
    made = made_with(team, tmp_path, sensitive=True, hidden=())
    found = pages(made.folder / "index.pdf")
    (his,) = (place for place, page in enumerate(found) if " Tomasz Birch " in page and "1 record in" in page)
    for words in ("Supervised by Dee Rowan.", "How they stand", "Due Supervision ✓"):
        assert words in found[his]
    with pikepdf.open(made.folder / "index.pdf") as pdf:
        opens = [str(link.A.F) for link in pdf.pages[his].Annots]
    assert [(made.folder / path).exists() for path in opens] == [True]


def test_where_names_are_replaced_a_page_tells_no_job_and_no_day_somebody_began(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    text = " ".join(pages(made_with(team, tmp_path, names=Names.CODE).folder / "index.pdf"))
    assert re.search(r"Person-\d+ Supervised by Person-\d+\.", text)
    assert "Started" not in text
    assert "Support worker" not in text


def test_what_is_in_force_comes_before_a_draft_and_no_code_stands_without_its_words(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    made = made_with(team, tmp_path)
    text = " ".join(pages(made.folder / "index.pdf"))
    assert text.index(IN_FORCE) < text.index(DRAFT)
    assert text.index(f"Coverage: CQC Single Assessment {IN_FORCE}") < text.index(f"Coverage: {DRAFT}")
    frameworks = [one for one in Catalog(resource("catalog")).frameworks() if one.id in BOTH]
    titles = {(item.code, item.title.split()[0].strip(STOPS)) for one in frameworks for item in one.items}
    codes = {code for code, _ in titles}
    bare = [
        (code, after)
        for code, after in re.findall(r"\b([SECRW]\d) (\S+)", text)
        if code in codes and (code, after.strip(STOPS)) not in titles
    ]
    assert bare == []
    listed = (made.folder / "index.csv").read_text(encoding="utf-8-sig")
    assert "CQC Single Assessment Framework, version 2023: " in listed
    assert "S6 Safe and effective staffing" in listed


def test_hashes_stand_in_the_annex_only(team: Team, tmp_path: Path) -> None:
    story(team)
    text = " ".join(pages(made_with(team, tmp_path).folder / "index.pdf"))
    hashes = [found.start() for found in re.finditer(r"\b[0-9a-f]{64}\b", text)]
    assert len(hashes) == 3
    assert min(hashes) > text.index("Annex: how this was put together")


def test_how_the_records_were_chosen_is_said_as_it_was(team: Team, tmp_path: Path) -> None:
    story(team)
    plan = planned(team)
    whole = text_of(team.house.packs.make(team.owner, plan, tmp_path / "whole").value.folder / "index.pdf")
    assert "is in: 2 of 2. Nobody picked among them." in " ".join(whole.split())
    fewer = replace(plan, records=plan.records[:1])
    some = text_of(team.house.packs.make(team.owner, fewer, tmp_path / "some").value.folder / "index.pdf")
    told = " ".join(some.split())
    assert "Of the 2 records sealed in this time that count" in told
    assert "1 are in. Whoever made the pack left out 1." in told
    early = replace(plan, end=plan.begin)
    beyond = text_of(team.house.packs.make(team.owner, early, tmp_path / "early").value.folder / "index.pdf")
    told = " ".join(beyond.split())
    assert "No record sealed in this time counts" in told
    assert "Put in by hand, though they count for nothing here: 2." in told
    assert team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=()).records == plan.records

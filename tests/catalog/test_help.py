"""Help can be read from any page to any other."""

from __future__ import annotations

import re

from app.system.resources import resource

PAGES = {path.name: path.read_text(encoding="utf-8") for path in resource("help").glob("*.md")}
LINK = re.compile(r"\]\(([^)]+)\)")


def test_the_first_page_lists_every_topic_by_its_title() -> None:
    topics = {
        name: text.splitlines()[0].removeprefix("# ") for name, text in PAGES.items() if name != "index.md"
    }
    assert {
        target: title for title, target in re.findall(r"\[([^]]+)\]\(([^)]+)\)", PAGES["index.md"])
    } == topics


def test_every_topic_leads_back_to_the_list_and_no_link_leads_nowhere() -> None:
    for name, text in PAGES.items():
        assert set(LINK.findall(text)) <= set(PAGES), name
        assert name == "index.md" or "index.md" in LINK.findall(text), name

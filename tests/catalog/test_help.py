"""Help can be read from any page to any other, and names only what is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.pages.places import Place
from app.system.resources import resource

ROOT = Path(__file__).parents[2]

PAGES = {path.name: path.read_text(encoding="utf-8") for path in resource("help").glob("*.md")}
KEY = re.compile(r"(?:Ctrl|Alt)\+(?:\w+|[=-])")
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


def words_of_the_window() -> frozenset[str]:
    """Return every text the window, its pages, the rules and the forms hold, but for what only explains code."""
    found = set[str]()
    for room in ("ui", "pages", "domain", "services"):
        for path in (ROOT / "app" / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = {
                node.value.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            }
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            } - said
    for path in resource("catalog").rglob("*.toml"):
        found |= set(re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8")))
    return frozenset(bare(one) for text in found for one in (text, *text.split("\n")))


def bare(text: str) -> str:
    """Return a text as it is named: without what a button has besides its words."""
    return text.strip().rstrip("….?:").replace("’", "'").strip()


def named(text: str) -> Iterator[str]:
    """Yield what a topic names on the screen: what stands in italics, in quotes, or in bold but as a heading."""
    for line in text.splitlines():
        heading = re.match(r"\*\*[^*]+\*\*", line)
        rest = line[heading.end() :] if heading else line
        for words in re.findall(r"\*\*([^*]+)\*\*|(?<!\*)\*([^*\n]+)\*(?!\*)|“([^”\n]+)”", rest):
            yield from "".join(words).split(" → ")


WORDS = words_of_the_window()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_help_names_on_the_screen_is_there(name: str) -> None:
    missing = [one for one in named(PAGES[name]) if bare(one) not in WORDS]
    assert missing == []


def test_what_help_names_is_found_and_what_is_not_there_is_missed() -> None:
    told = "**A heading.** Press *Lock now* or **Save their PDFs…**, then “Fly to the moon”."
    assert [one for one in named(told) if bare(one) not in WORDS] == ["Fly to the moon"]


def test_every_key_that_help_names_leads_somewhere() -> None:
    said = (*(one.keys for one in Place.every), *(one for one in WORDS if one.startswith(("Ctrl+", "Alt+"))))
    bound = {key for one in said for key in KEY.findall(one)}
    for name, text in PAGES.items():
        assert [one for one in KEY.findall(text) if one not in bound] == [], name


def test_the_table_of_keys_says_where_each_leads() -> None:
    table = PAGES["index.md"].partition("## Keys")[2]
    menu = {one.keys: one.menu for one in Place.every if one.menu}
    row = re.search(r"\| (Ctrl\+1[^|]*) \| ([^|]*) \|", table)
    assert row is not None
    assert [menu[key] for key in row[1].split(", ")] == row[2].split(", ")
    assert set(re.findall(r"Ctrl\+\d", table)) == {key for key in menu if re.fullmatch(r"Ctrl\+\d", key)}
    letters = re.search(r"Ctrl\+N, then ([A-Z, or]+) \|", table)
    assert letters is not None
    assert set(re.findall(r"[A-Z]", letters[1])) == {one.new for one in Place.every if one.new}


def grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of plain words (Kincaid and others, 1975): add five for an age."""
    words = re.findall(r"[a-z]+(?:['’][a-z]+)?", text.casefold())
    parts = sum(max(len(re.findall(r"[aeiouy]+", word.removesuffix("e"))), 1) for word in words)
    sentences = max(len(re.findall(r"[.?!:](?=\s|$)", text)), 1)
    return 0.39 * len(words) / sentences + 11.8 * parts / len(words) - 15.59


def prose(page: str) -> str:
    """Return the sentences of a topic without its headings, links and the lines of tables."""
    lines = [line for line in page.splitlines() if not re.match(r"#|\[|\|[-|]+$", line)]
    return "\n".join(" ".join(cell.strip() for cell in line.strip("|").split("|")) for line in lines)


COMMANDS = re.compile(r"^\|.*$|`[^`]*`", re.MULTILINE)
"""Tables for IT, and what they type: commands, folders and file names have no reading age."""


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"index.md"}))
def test_a_topic_can_be_read_at_eleven(name: str) -> None:
    """All but the first page, which is a list of titles and a table of keys."""
    page = COMMANDS.sub("", PAGES[name]) if name == "it.md" else PAGES[name]
    assert 0 < grade(prose(page)) < 6.5


def test_the_ten_things_to_understand_have_half_a_page_each() -> None:
    parts = re.findall(r"^## (\d+)\. .*\n([^#]*)", PAGES["understand.md"], re.MULTILINE)
    assert [number for number, _ in parts] == [str(number) for number in range(1, 11)]
    assert all(90 <= len(text.split()) <= 170 and "**Ask yourself:**" in text for _, text in parts)


def test_the_reading_age_rises_with_long_words_and_long_sentences() -> None:
    plain = "You wait. He looks up and points at the tea."
    heavy = (
        "Practitioners demonstrate appropriate communication interventions, facilitating individual autonomy."
    )
    assert grade(plain) < 3
    assert grade(heavy) > 12

"""The topics of help: what each is called, and the words it is found by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

INDEX = "index"
HEADING = "# "
BOLD = "**"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: the name of its file, its title, and its own headings."""

    name: str
    title: str
    headings: tuple[str, ...]


def read_topics(folder: Traversable) -> tuple[Topic, ...]:
    """Return every topic of a folder but the list of them, in the order of their names."""
    files = sorted(folder.iterdir(), key=lambda one: one.name)
    pages = ((one.name.removesuffix(".md"), one.read_text(encoding="utf-8")) for one in files)
    return tuple(_topic(name, text) for name, text in pages if name != INDEX)


def _topic(name: str, text: str) -> Topic:
    lines = text.splitlines()
    said = [line for line in lines[1:] if line.startswith((HEADING, "#" + HEADING))]
    bold = [line.split(BOLD)[1] for line in lines if line.startswith(BOLD) and line.count(BOLD) > 1]
    return Topic(name, lines[0].removeprefix(HEADING), tuple(one.lstrip("# ") for one in (*said, *bold)))

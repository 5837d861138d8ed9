"""Frameworks: which are used here, with their version, source and licence.

Bring one in, take one out, switch one off.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.people import Role
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, clear, words

if TYPE_CHECKING:
    from app.domain.frameworks import Crosswalk, Framework
    from app.services.frameworks import Listed
    from app.ui.context import Context

INTRO = (
    "A framework is a file. When a final text comes out, bring its file in: it takes the place of the "
    "draft with the same id, and every tag stays."
)

HEADINGS = ("Framework", "Version", "Items", "Whose", "Used")


class FrameworksScreen(Screen):
    """The list, and what is known of the one chosen."""

    title = "Frameworks"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._listed: dict[str, Listed] = {}
        self._table = Table("Frameworks", HEADINGS)

    def refresh(self) -> None:
        """Read the list."""
        self.context.run(partial(self.context.house.frameworks.list, self.context.actor), self._show)

    def _show(self, listed: tuple[Listed, ...]) -> None:
        if not self.context.anyone:
            return
        self._listed = {one.framework.id: one for one in listed}
        chosen = self._table.selected() if self._listed else ""
        clear(self.page)
        self.page.addWidget(words(INTRO))
        self._table = Table("Frameworks", HEADINGS)
        self._table.fill(
            [
                (f.id, (f.title, f.version + (" · draft" if f.status.value == "draft" else ""), str(len(f.items)),
                        "our own" if one.own else f.publisher, "– off" if one.off else "✓ on"))
                for one in listed
                for f in (one.framework,)
            ]
        )  # fmt: skip
        self._table.setMinimumHeight(360)
        self.page.addWidget(self._table)
        self._about = words("", "hint")
        self.page.addWidget(card(self._about))
        self.page.addStretch(1)
        self._table.currentCellChanged.connect(self._tell)
        self._table.setCurrentCell(
            next((n for n, one in enumerate(listed) if one.framework.id == chosen), 0), 0
        )
        self._tell()
        take_out = button("Take out…", self._take_out, tip="Write it as a file")
        back = button("Back to evidence", partial(self.context.go, "evidence"))
        if self.context.actor.role is Role.OWNER:
            bring_in = button("Bring in a file…", self._bring_in, "primary")
            self.set_foot(
                flowing(
                    bring_in,
                    button("Switch on or off", self._switch),
                    take_out,
                    button("Remove our own", self._drop),
                    back,
                )
            )
        else:
            self.set_foot(flowing(take_out, back))

    def _tell(self, *_: object) -> None:
        one = self._listed.get(self._table.selected())
        if one is not None:
            f = one.framework
            days = [
                f"Published {f.published_on:%d/%m/%Y}." if f.published_on else "",
                f"Used from {f.begins_on:%d/%m/%Y}." if f.begins_on else "",
            ]
            days.append(f"Used until {f.ends_on:%d/%m/%Y}." if f.ends_on else "")
            self._about.setText(
                "\n".join(
                    part
                    for part in (f.name, f"Source: {f.source}. " + " ".join(days).strip(), f.licence, f.note)
                    if part
                )
            )

    def _bring_in(self) -> None:
        path = self.context.dialogs.open_file("Choose a framework file", "Frameworks (*.toml)")
        if path is not None:
            self.context.run(path.read_bytes, partial(self._read, path.name))

    def _read(self, name: str, data: bytes) -> None:
        self.context.run(
            partial(self.context.house.frameworks.bring_in, self.context.actor, data, name), self._brought
        )

    def _brought(self, found: Framework | Crosswalk) -> None:
        self.context.said.emit(f"{found.title}, version {found.version}, was brought in.")

    def _take_out(self) -> None:
        chosen = self._table.selected()
        path = self.context.dialogs.save_file("Take out a framework", f"{chosen}.toml", "Frameworks (*.toml)")
        if path is not None:
            self.context.run(
                partial(self.context.house.frameworks.take_out, self.context.actor, chosen, path), self._took
            )

    def _took(self, path: object) -> None:
        self.context.said.emit(f"The framework is in {path}.")

    def _switch(self) -> None:
        one = self._listed[self._table.selected()]
        self.context.run(
            partial(
                self.context.house.frameworks.switch, self.context.actor, one.framework.id, off=not one.off
            )
        )

    def _drop(self) -> None:
        self.context.run(
            partial(self.context.house.frameworks.drop, self.context.actor, self._table.selected())
        )

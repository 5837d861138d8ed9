"""Every form by kind: copy one, change one of your own, bring one in, save one as a file, switch one off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import forms, places
from app.ui.kit.more import more
from app.ui.kit.saving import save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, column, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from app.pages.forms import FormLine, FormsPage

FILES = "Forms (*.toml)"


class FormsScreen(Screen):
    """The list."""

    title = "Forms"
    topics = frozenset({Topic.FORMS})
    page_width = 1000

    def refresh(self) -> None:
        """Read the list."""
        self.read(self._show, forms.read)

    def _show(self, shown: FormsPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(shown.intro))
            for kind in shown.kinds:
                self.page.addWidget(words(kind.label, "heading"))
                lines = [self._line(one, may_change=shown.may_change) for one in kind.forms]
                self.page.addWidget(card(*lines))
            self.page.addStretch(1)
        begin = button("Begin a form…", partial(self.context.go, places.NewForm()), "primary")
        bring_in = button("Bring in a form file…", self._bring_in)
        back = button("Back to Set up", partial(self.context.go, places.SetUp()))
        self.set_foot(back, None, *([bring_in, begin] if shown.may_change else []))

    def _line(self, one: FormLine, *, may_change: bool) -> QWidget:
        title = words(one.title, "label")
        title.setWordWrap(True)
        said = column(title, words(one.about, "hint"), spacing=0)
        said.setProperty("grows", True)  # noqa: FBT003 - Qt's property
        marks = [chip(one.chip.symbol, one.chip.word, one.chip.tone)] if one.chip is not None else []
        return row(said, *marks, *self._verbs(one, may_change=may_change))

    def _verbs(self, one: FormLine, *, may_change: bool) -> list[QPushButton]:
        verbs = []
        if may_change and one.own:
            change = partial(self.context.go, places.FormEditor(form_id=one.form_id))
            verbs.append(button("Change", change, tip=f"Change {one.title}"))
        if may_change:
            verbs.append(button("Copy", partial(self._copy, one), tip=f"Copy {one.title}"))
        for verb in verbs:
            verb.setAccessibleName(verb.toolTip())
        others: list[tuple[str, Callable[[], None]]] = [("Save as a file…", partial(self._take_out, one))]
        versions = partial(self.context.go, places.FormVersions(form_id=one.form_id))
        others.insert(0, ("Versions", versions))
        if may_change and one.may_be_usual:
            others.insert(0, ("Make it the usual one", partial(self._make_usual, one)))
        if may_change and one.may_switch:
            others.append(("Switch on" if one.off else "Switch off", partial(self._switch, one)))
        return [*verbs, more(f"More for {one.title}", others)]

    def _copy(self, one: FormLine) -> None:
        self.context.send(self.context.go, forms.copy, one.form_id, one.title)

    def _switch(self, one: FormLine) -> None:
        self.context.send(self.context.said.emit, forms.switch, one.form_id, one.title, off=not one.off)

    def _make_usual(self, one: FormLine) -> None:
        self.context.send(self.context.said.emit, forms.make_usual, one.form_id)

    def _take_out(self, one: FormLine) -> None:
        file = ("Save the form as a file", one.file_name, FILES)
        save_as(self.context, file, forms.take_out, one.form_id, then=self.context.said.emit)

    def _bring_in(self) -> None:
        path = self.context.dialogs.open_file("Choose a form file", FILES)
        if path is not None:
            self.context.send(self.context.go, forms.bring_in, path)

"""Making a pack: why, what, choose, privacy, make.

Every step comes filled in but for what only the manager can say: three sentences of the first page, and
what becomes of sensitive answers in sealed originals.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from app.domain.errors import IncompleteError
from app.domain.packs import Purpose
from app.pages import pack, pack_front, places
from app.ui.context import Heard
from app.ui.kit.pack_forms import ChoiceForm, PrivacyForm, WhatForm, WhyForm
from app.ui.kit.progress import Progress
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.first_page import Said
    from app.pages.pack import Choice, Privacy, Ready, Wizard
    from app.pages.places import Place
    from app.ui.context import Context

P = ParamSpec("P")
WHY, WHAT, CHOOSE, PRIVACY, MAKE = range(5)
LOOKING = "Looking through the records for names…"
LOOKED = "Nothing leaves this PC"


class PackScreen(Screen):
    """Five steps of one wizard. What was said so far is a frozen value that each step replaces."""

    title = "Make a pack"
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wizard: Wizard | None = None
        self._privacy: Privacy | None = None
        self._what: WhatForm | None = None
        self._progress: Progress | None = None
        self._wanted: int | None = None
        self._back_by: Callable[[], object] = self._back_to_why
        self.stepper.chosen.connect(self._step_to)

    def come(self, place: Place) -> None:
        """Begin with the first step."""
        asked = place if isinstance(place, places.Pack) else places.Pack()
        self._wizard = self._privacy = self._progress = self._wanted = None
        clear(self.page)
        self.set_foot()
        self.read(self._begin, pack.begin, Purpose(asked.purpose), asked.person_id)

    def leave(self) -> None:
        """Stop what is being made: nothing half-made stays. What was typed for the first page is kept."""
        self._typed_so_far()
        self._wizard = None
        if self._progress is not None:
            self._progress.stop()

    def _begin(self, wizard: Wizard) -> None:
        self._wizard = wizard
        self._show_why(wizard)

    def _step(self, step: int, shown: QWidget, go_on: Callable[[], None], back: Callable[[], object]) -> None:
        """Show a step between its two buttons, with the focus on the one that goes on."""
        clear(self.page)
        self.set_steps(pack.steps(step))
        self._back_by = back
        if self._wanted is not None and step > self._wanted:
            back()
            return
        self._wanted = None
        self.page.addWidget(shown)
        self.page.addStretch(1)
        label = "Choose a folder and make it…" if step == MAKE else "Next"
        self._next = button(label, go_on, "primary")
        self.set_foot(button("Go back", back), None, self._next)
        self._next.setFocus()

    def _step_to(self, step: int) -> None:
        """Go back to a step that is done, one after the other."""
        self._wanted = step
        self._back_by()

    def _take(
        self, step: Callable[Concatenate[Wizard, P], Wizard], *said: P.args, **more: P.kwargs
    ) -> Wizard | None:
        """Take a step; None when something is missing, which is then said."""
        if self._wizard is None:
            return None
        try:
            self._wizard = step(self._wizard, *said, **more)
        except IncompleteError as error:
            self.context.said.emit(str(error))
            return None
        return self._wizard

    # --- why ------------------------------------------------------------------------------------------------

    def _show_why(self, wizard: Wizard) -> None:
        self._why = WhyForm(wizard)
        self._step(WHY, self._why, self._said_why, partial(self.context.go, places.Evidence()))

    def _said_why(self) -> None:
        wizard = self._take(pack.said_why, self._why.said())
        if wizard is not None and wizard.own_file:
            self._choose(wizard)
        elif wizard is not None:
            self._show_what(wizard)

    # --- what -----------------------------------------------------------------------------------------------

    def _show_what(self, wizard: Wizard) -> None:
        self._what = WhatForm(wizard, self.context.today)
        self._what.typed.connect(self._typed)
        self._step(WHAT, self._what, self._said_what, self._back_to_why)

    def _typed(self, said: Said) -> None:
        """Keep what is typed for the first page."""
        if self._wizard is not None:
            self._wizard = replace(self._wizard, plan=replace(self._wizard.plan, said=said))
        self.context.keep(
            "first page of a pack", Heard(self.context.saved.emit, self._not_kept), pack_front.keep, said
        )

    def _not_kept(self, error: Exception) -> None:
        self.context.saved.emit("Not saved yet")
        self.context.tell_problem(error)

    def _back_to_why(self) -> None:
        self._typed_so_far()
        if self._wizard is not None:
            self._show_why(self._wizard)

    def _typed_so_far(self) -> None:
        if self._what is not None:
            self._what.tell()
            self._what = None

    def _said_what(self) -> None:
        if self._what is None:
            return
        self._what.tell()
        wizard = self._take(pack.said_what, self._what.said())
        if wizard is not None:
            self._what = None
            self._choose(wizard)

    # --- choose ---------------------------------------------------------------------------------------------

    def _choose(self, wizard: Wizard) -> None:
        self.read(partial(self._show_choice, wizard), pack.read_choice, wizard)

    def _show_choice(self, wizard: Wizard, choice: Choice) -> None:
        if wizard is not self._wizard:
            return
        self._choice = ChoiceForm(choice)
        back = self._show_why if wizard.own_file else self._show_what
        self._step(CHOOSE, self._choice, self._said_which, partial(back, wizard))

    def _said_which(self) -> None:
        wizard = self._take(pack.said_which, self._choice.said())
        if wizard is not None:
            self._look(wizard)

    # --- privacy --------------------------------------------------------------------------------------------

    def _look(self, wizard: Wizard) -> None:
        self._wait()
        heard = Heard(partial(self._show_privacy, wizard), self._not_looked)
        self.context.make(heard, pack.look, wizard)

    def _wait(self) -> None:
        self._next.setEnabled(False)
        self.context.saved.emit(LOOKING)

    def _not_looked(self, error: Exception) -> None:
        self._next.setEnabled(True)
        self.context.saved.emit(LOOKED)
        self.context.tell_problem(error)

    def _show_privacy(self, wizard: Wizard, privacy: Privacy) -> None:
        if wizard is not self._wizard:
            return
        self.context.saved.emit(LOOKED)
        self._privacy = privacy
        self._form = PrivacyForm(wizard, privacy)
        self._step(PRIVACY, self._form, self._said_privacy, partial(self._choose, wizard))

    def _said_privacy(self) -> None:
        if self._privacy is None:
            return
        wizard = self._take(pack.said_privacy, self._privacy, self._form.said())
        if wizard is not None:
            self._wait()
            heard = Heard(partial(self._show_facts, wizard), self._not_looked)
            self.context.make(heard, pack.sum_up, wizard)

    # --- make -----------------------------------------------------------------------------------------------

    def _show_facts(self, wizard: Wizard, facts: tuple[tuple[str, str], ...]) -> None:
        if wizard is not self._wizard:
            return
        self.context.saved.emit(LOOKED)
        shown = card(*(row(words(name, "label"), words(value)) for name, value in facts))
        self._step(MAKE, shown, self._make, partial(self._look, wizard))
        self._safe = words(pack.SAFE_KEEPING, "hint")
        self.page.insertWidget(self.page.count() - 1, self._safe)

    def _make(self) -> None:
        folder = self.context.dialogs.choose_folder("Where shall the pack go?")
        if folder is None or self._wizard is None:
            return
        self._next.setEnabled(False)
        self._progress = Progress("Making the pack")
        self.page.insertWidget(self.page.indexOf(self._safe) + 1, self._progress)
        wizard, heard = self._wizard, Heard(partial(self._made, self._wizard), self._not_made)
        self.context.make(heard, pack.make, wizard, folder, self._progress.step)

    def _not_made(self, error: Exception) -> None:
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
        self._progress = None
        self._next.setEnabled(True)
        self.context.tell_problem(error)

    def _made(self, wizard: Wizard, ready: Ready) -> None:
        self._progress = None
        if wizard is not self._wizard:
            self.context.said.emit(f"{ready.title}. {ready.folder}")
            return
        clear(self.page)
        self.page.addWidget(words(ready.title, "big"))
        self.page.addWidget(card(words(ready.folder), words(ready.zip), words(ready.files, "hint")))
        self.page.addWidget(words(pack.READY, "hint"))
        self.page.addStretch(1)
        show = button("Show it to a reviewer here…", partial(self.context.go, ready.show))
        done = button("Done", partial(self.context.go, places.Evidence()), "primary")
        self.set_foot(show, None, done)
        done.setFocus()

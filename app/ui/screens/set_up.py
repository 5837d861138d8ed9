"""Set up: the look for everybody; service, due rules and activity log for the registered manager."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import places, set_up
from app.pages.parts import SetUpPart
from app.pages.set_up import Secrets
from app.ui.context import Heard
from app.ui.kit.fields import Count, Picker, TextBox
from app.ui.kit.flow import flowing
from app.ui.kit.parts import Parts
from app.ui.kit.progress import Progress
from app.ui.kit.rules import RulesEditor
from app.ui.kit.screen import Screen
from app.ui.kit.tick import Tick
from app.ui.kit.widgets import button, card, chip, field, line, row, words
from app.ui.theme.style import SCALES, THEMES, Look

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.pages.set_up import LookedOver, Managed, SetUpPage
    from app.ui.context import Context

STARTS = "Offer words for starting (“Need a start?”) and small questions beside what is written"
STARTS_HERE = (
    "Offer words for starting and small questions to everybody here; each can still switch them off for "
    "themself"
)
PLACES_HINT = "One a line. They are never taken for the name of a person, and not underlined."


class SetUpScreen(Screen):
    """Settings in parts: everybody's own, and the service's for who manages it."""

    title = "Set up"
    topics = frozenset({Topic.SERVICE, Topic.BACKUPS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._progress: Progress | None = None
        self._part = ""

    def come(self, place: Place) -> None:
        """Show the settings, one part of them first where it is named."""
        if isinstance(place, places.SetUp):
            self._part = place.part or self._part
        super().come(place)

    def refresh(self) -> None:
        """Read the settings, unless everything is being taken out: its progress stands here."""
        if self._progress is None:
            self.read(self._show, set_up.read)

    def leave(self) -> None:
        """Stop what is being taken out: nothing half-made stays."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _show(self, page: SetUpPage) -> None:
        with self.drawn_afresh(of=self.title):
            self._parts = Parts(page.parts, self._part)
            self._parts.chosen.connect(self._remember)
            self.page.addWidget(self._parts)
            self._show_look(page)
            self._show_secrets(page)
            if page.backups:
                self._show_backups(page)
            if page.managed is not None:
                self._show_service(page.managed)
                self._show_routes(page.managed)
                self._show_rules(page.managed)
                self._show_second(page.managed)
                self._show_moving()
                self._show_forms()
                self._show_log(page.managed)
            self.page.addStretch(1)

    def _remember(self, part: str) -> None:
        self._part = part

    # --- what is there for everybody ------------------------------------------------------------------------

    def _show_look(self, page: SetUpPage) -> None:
        look = self.context.look
        self._theme = Picker(tuple(THEMES.items()), look.theme)
        self._scale = Picker([(str(scale), f"{scale} %") for scale in SCALES], str(look.scale))
        self._theme.currentIndexChanged.connect(self._look)
        self._scale.currentIndexChanged.connect(self._look)
        self._parts.put(
            SetUpPart.LOOK, row(field("Colours", self._theme), field("Text size", self._scale), None)
        )
        self._starts = Tick(STARTS, checked=look.starts)
        self._starts.toggled.connect(self._look)
        self._parts.put(SetUpPart.LOOK, self._starts if page.starts else words(set_up.STARTS_OFF, "hint"))

    def _look(self, *_: object) -> None:
        look = self.context.look
        theme, scale = self._theme.value() or look.theme, int(self._scale.value() or look.scale)
        self.context.look_changed.emit(Look(theme=theme, scale=scale, starts=self._starts.isChecked()))

    def _show_secrets(self, page: SetUpPage) -> None:
        self._old, self._new, self._phrase = line(secret=True), line(secret=True), line(secret=True)
        self._parts.put(SetUpPart.PIN, row(field("PIN now", self._old), field("New PIN", self._new), None))
        if page.passphrase:
            keep = "Leave it empty to keep the one you have."
            self._parts.put(SetUpPart.PIN, field("New passphrase", self._phrase, keep))
        self._parts.put(SetUpPart.PIN, row(button("Change my PIN", self._change_secrets), None))

    def _change_secrets(self) -> None:
        secrets = Secrets(old_pin=self._old.text(), new_pin=self._new.text(), passphrase=self._phrase.text())
        self.context.send(self._secrets_changed, set_up.change_secrets, secrets)

    def _secrets_changed(self, said: str) -> None:
        for box in (self._old, self._new, self._phrase):
            box.clear()
        self.context.said.emit(said)

    def _show_backups(self, page: SetUpPage) -> None:
        for told in page.backups:
            self._parts.put(SetUpPart.BACKUPS, words(told))
        look = button("See and make backups…", partial(self.context.go, places.Backups()))
        self._parts.put(SetUpPart.BACKUPS, row(look, None))

    # --- the service ----------------------------------------------------------------------------------------

    def _show_service(self, managed: Managed) -> None:
        self._name = line(managed.name)
        self._minutes = Count((set_up.LEAST_MINUTES, set_up.MOST_MINUTES), managed.minutes, " minutes")
        self._parts.put(
            SetUpPart.SERVICE,
            row(field("Name of the service", self._name), field("Lock after", self._minutes)),
        )
        self._starts_here = Tick(STARTS_HERE, checked=managed.starts)
        self._places = TextBox(managed.places, "For example: Rose Room", lines=3)
        self._parts.put(SetUpPart.SERVICE, self._starts_here)
        self._parts.put(SetUpPart.SERVICE, field(set_up.PLACES, self._places, PLACES_HINT))
        save = button("Save", self._save_service, "primary")
        self._parts.put(SetUpPart.SERVICE, row(save, button("Choose a logo…", self._choose_logo), None))

    def _show_forms(self) -> None:
        forms = button("Your own forms…", partial(self.context.go, places.Forms()))
        sheet = button("A new recovery sheet…", partial(self.context.go, places.NewSheet()))
        self._parts.put(SetUpPart.FORMS, row(forms, sheet, None))

    def _save_service(self) -> None:
        said, name, minutes = self.context.said.emit, self._name.text(), self._minutes.value()
        starts, there = self._starts_here.isChecked(), self._places.toPlainText()
        self.context.send(said, set_up.save_service, name, minutes, starts=starts, places=there)

    def _show_routes(self, managed: Managed) -> None:
        self._values = TextBox(managed.care_values, "For example: Dignity", lines=3)
        self._safeguarding = TextBox(
            managed.safeguarding, "Who, how, and who else when they are away", lines=3
        )
        self._speaking_up = TextBox(managed.speaking_up, "Who, how, and whom outside the service", lines=3)
        self._parts.put(SetUpPart.ROUTES, field(set_up.VALUES, self._values, "One a line. " + set_up.ROUTES))
        self._parts.put(SetUpPart.ROUTES, field(set_up.SAFEGUARDING, self._safeguarding))
        self._parts.put(SetUpPart.ROUTES, field(set_up.SPEAKING_UP, self._speaking_up))
        self._parts.put(SetUpPart.ROUTES, row(button("Save values and routes", self._save_routes), None))

    def _save_routes(self) -> None:
        texts = [box.toPlainText() for box in (self._values, self._safeguarding, self._speaking_up)]
        self.context.send(self.context.said.emit, set_up.save_routes, *texts)

    def _choose_logo(self) -> None:
        path = self.context.dialogs.open_file("Choose a logo", "Pictures (*.png *.jpg *.jpeg)")
        if path is not None:
            self.context.send(self.context.said.emit, set_up.save_logo, path)

    # --- taking everything out, and bringing it in ----------------------------------------------------------

    def _show_moving(self) -> None:
        self._parts.put(SetUpPart.MOVING, words(set_up.MOVING, "hint"))
        self._take = button("Take everything out…", self._take_out)
        self._parts.put(
            SetUpPart.MOVING, row(self._take, button("Bring another service in…", self._bring_in), None)
        )

    def _take_out(self) -> None:
        self.context.send(self._take_out_knowing, set_up.before_taking_out)

    def _take_out_knowing(self, told: str) -> None:
        if told and not self.context.dialogs.confirm(told, "Take it out"):
            return
        folder = self.context.dialogs.choose_folder("Where shall it go?")
        if folder is not None:
            self._take.setEnabled(False)
            self._progress = Progress("Taking everything out")
            self._parts.put(SetUpPart.MOVING, self._progress)
            heard = Heard(self._taken_out, self._not_taken_out)
            self.context.make(heard, set_up.take_out, folder, self._progress.step)

    def _taken_out(self, away: set_up.Away) -> None:
        self._progress = None
        self.refresh()
        self.context.tell_saved(away.folder)
        if away.altered:
            self.context.said.emit(away.altered)

    def _not_taken_out(self, error: Exception) -> None:
        self._progress = None
        self.refresh()
        self.context.tell_problem(error)

    def _bring_in(self) -> None:
        folder = self.context.dialogs.choose_folder("Which folder was taken out of the other service?")
        if folder is not None and self.context.dialogs.confirm(set_up.BRING_IN, "Bring it in"):
            self.context.saved.emit("Bringing in…")
            heard = Heard(self._brought_in, self._not_brought_in)
            self.context.send(heard, set_up.bring_in, folder)

    def _brought_in(self, said: str) -> None:
        self.context.saved.emit("Brought in")
        self.context.said.emit(said)

    def _not_brought_in(self, error: Exception) -> None:
        self.context.saved.emit("Nothing was brought in")
        self.context.tell_problem(error)

    # --- how often, and what was done -----------------------------------------------------------------------

    def _show_rules(self, managed: Managed) -> None:
        self._rules = RulesEditor(managed.rules, managed.forms)
        self._parts.put(SetUpPart.RULES, self._rules)
        self._parts.put(SetUpPart.RULES, row(button("Save how often", self._save_rules), None))

    def _save_rules(self) -> None:
        self.context.send(self.context.said.emit, set_up.save_rules, self._rules.value())

    def _show_second(self, managed: Managed) -> None:
        self._parts.put(SetUpPart.SECOND, words(set_up.SECOND, "hint"))
        self._second = {one.id: Tick(one.label, checked=asked) for one, asked in managed.second}
        for tick in self._second.values():
            self._parts.put(SetUpPart.SECOND, tick)
        self._parts.put(SetUpPart.SECOND, row(button("Save the second signer", self._save_second), None))

    def _save_second(self) -> None:
        kinds = tuple(kind for kind, tick in self._second.items() if tick.isChecked())
        self.context.send(self.context.said.emit, set_up.save_second, kinds)

    def _show_log(self, managed: Managed) -> None:
        self._parts.put(SetUpPart.LOG, words(managed.log, "hint"))
        look = button("Look through the log…", partial(self.context.go, places.Activity()))
        self._parts.put(SetUpPart.LOG, words(set_up.LOOK_OVER, "hint"))
        self._over = button("Look the records over", self._look_over)
        keep = button("Keeping and deleting…", partial(self.context.go, places.Keeping()))
        self._parts.put(SetUpPart.LOG, flowing(look, self._over, keep))

    def _look_over(self) -> None:
        self._over.setEnabled(False)
        self._progress = Progress("Looking the records over")
        self._parts.put(SetUpPart.LOG, self._progress)
        self.context.make(
            Heard(self._looked_over, self._not_taken_out), set_up.look_over, self._progress.step
        )

    def _looked_over(self, found: LookedOver) -> None:
        if self._progress is not None:
            self._progress.setVisible(False)
            self._progress = None
        self._over.setEnabled(True)
        lines = [words(one) for one in found.lines]
        mark = row(chip(found.chip.symbol, found.chip.word, found.chip.tone), None)
        told = card(mark, words(found.told, "big"), *lines)
        self._parts.put(SetUpPart.LOG, told)
        told.setFocus()

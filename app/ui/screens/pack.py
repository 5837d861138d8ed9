"""Making a pack: why, what, choose, privacy, make.

Every page comes filled in, so that Enter goes all the way to the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from secrets import randbelow
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from app.domain.clock import long_date, today
from app.domain.packs import Names, PackPlan, Purpose
from app.domain.requests import months_later
from app.ui.kit.person_box import PersonBox
from app.ui.kit.progress import Progress
from app.ui.kit.screen import Screen
from app.ui.kit.tick import Tick
from app.ui.kit.widgets import (
    Choices,
    DayField,
    TextBox,
    button,
    card,
    clear,
    column,
    field,
    line,
    row,
    words,
)

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.services.frameworks import Listed
    from app.services.packs.choosing import Choosing
    from app.services.packs.making import PackMade
    from app.services.packs.privacy import Looked
    from app.ui.context import Context

STEPS = ("Why", "What", "Choose", "Privacy", "Make")
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the first page needs."""

    people: tuple[Person, ...]
    frameworks: tuple[Listed, ...]
    usual: tuple[str, ...]


class PackScreen(Screen):
    """Five pages of one wizard."""

    title = "Make a pack"
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._step = 0
        self._known: Known | None = None
        self._choosing: Choosing | None = None
        self._looked: Looked | None = None
        self._progress: Progress | None = None
        now = today(context.house.clock)
        self._plan = PackPlan(
            purpose=Purpose.INSPECTION, recipient="", why="", begin=now, end=now, frameworks=(), records=()
        )

    def enter(self, **arguments: Any) -> None:
        """Begin with the first page."""
        end = today(self.context.house.clock)
        person_id = str(arguments.get("person_id") or "")
        purpose = Purpose(arguments.get("purpose") or Purpose.INSPECTION)
        self._plan = PackPlan(
            purpose=purpose,
            recipient="",
            why="",
            begin=months_later(end, -12),
            end=end,
            frameworks=(),
            records=(),
            person_id=person_id,
        )
        self._progress = None
        self.context.run(self._read, self._begin)

    def leave(self) -> None:
        """Stop what is being made: nothing half-made stays."""
        if self._progress is not None:
            self._progress.stop()

    def _read(self) -> Known:
        house, actor = self.context.house, self.context.actor
        on = tuple(one for one in house.frameworks.list(actor) if not one.off)
        return Known(people=house.people.list(actor), frameworks=on, usual=house.frameworks.usual(actor))

    def _begin(self, known: Known) -> None:
        if not self.context.anyone:
            return
        self._known = known
        self._plan = replace(self._plan, frameworks=known.usual)
        self._why()

    def _page(self, step: int, next_text: str, go_on: Any, back: Any) -> None:
        self._step = step
        clear(self.page)
        told = "   ".join(
            f"{'●' if n == step else '✓' if n < step else '○'} {n + 1} {name}" for n, name in enumerate(STEPS)
        )
        self.page.addWidget(words(told, "hint"))
        self._next = button(next_text, go_on, "primary")
        self.set_foot(button("Go back", back), None, self._next)
        self._next.setFocus()

    # --- why ------------------------------------------------------------------------------------------------
    # -------------

    def _why(self) -> None:
        self._page(0, "Next", self._to_what, partial(self.context.go, "evidence"))
        self._purpose = Choices(
            "What is it for?", [(p.value, p.label) for p in Purpose], self._plan.purpose.value, upright=True
        )
        self._purpose.chosen.connect(self._purpose_chosen)
        self.page.addWidget(words("What is it for?", "heading"))
        self.page.addWidget(self._purpose)
        people = [(p.id, p.name) for p in self._known.people] if self._known else []
        self._person = PersonBox(people, self._plan.person_id or None)
        self._person_field = field("Whose file is it?", self._person)
        self.page.addWidget(self._person_field)
        self._recipient = line(self._plan.recipient, "For example: the inspector, the council")
        self._reason = line(self._plan.why, "For example: announced inspection in May")
        self.page.addWidget(
            field(
                "Who asked for it?",
                self._recipient,
                "It goes into the log of packs, so that you can say later what went to whom.",
            )
        )
        self.page.addWidget(field("Why?", self._reason))
        self.page.addStretch(1)
        self._purpose_chosen(self._plan.purpose.value)

    def _purpose_chosen(self, value: str) -> None:
        self._person_field.setVisible(value == Purpose.PERSON.value)

    def _to_what(self) -> None:
        purpose = Purpose(self._purpose.value())
        person_id = self._person.value() if purpose is Purpose.PERSON else ""
        if purpose is Purpose.PERSON and not person_id:
            self.context.said.emit("Choose whose file it is.")
            return
        self._plan = replace(
            self._plan,
            purpose=purpose,
            person_id=person_id,
            recipient=self._recipient.text().strip(),
            why=self._reason.text().strip(),
            sensitive=purpose is Purpose.PERSON,
        )
        if purpose is Purpose.PERSON:
            self._plan = replace(self._plan, frameworks=(), names=Names.FULL)
            self._read_choice()
        else:
            self._what()

    # --- what -----------------------------------------------------------------------------------------------
    # -------------

    def _what(self) -> None:
        self._page(1, "Next", self._to_choose, self._why)
        self._begin_day, self._end_day = DayField(self._plan.begin), DayField(self._plan.end)
        self.page.addWidget(words("Which time, and looked at by which framework?", "heading"))
        self.page.addWidget(row(field("From", self._begin_day), field("To", self._end_day), None))
        self._boxes: list[tuple[str, Tick]] = []
        for one in self._known.frameworks if self._known else ():
            box = Tick(one.framework.name, checked=one.framework.id in self._plan.frameworks)
            self._boxes.append((one.framework.id, box))
            self.page.addWidget(box)
        self._words = TextBox(
            self._plan.words, "In a few sentences, if you like: what should be seen first?", lines=3
        )
        self.page.addWidget(field("Your own words on the first page", self._words))
        self.page.addStretch(1)
        self._next.setFocus()

    def _to_choose(self) -> None:
        begin, end = self._begin_day.value(), self._end_day.value()
        chosen = tuple(framework_id for framework_id, box in self._boxes if box.isChecked())
        if begin is None or end is None or begin > end:
            self.context.said.emit("Choose a first and a last day, the first before the last.")
            return
        if not chosen:
            self.context.said.emit("Choose at least one framework.")
            return
        self._plan = replace(
            self._plan, begin=begin, end=end, frameworks=chosen, words=self._words.toPlainText().strip()
        )
        self._read_choice()

    def _read_choice(self) -> None:
        plan = self._plan
        choose = self.context.house.packs.choose
        self.context.run(
            partial(
                choose,
                self.context.actor,
                plan.purpose,
                plan.begin,
                plan.end,
                plan.frameworks,
                plan.person_id or None,
            ),
            self._choose,
        )

    # --- choose ---------------------------------------------------------------------------------------------
    # -------------

    def _choose(self, choosing: Choosing) -> None:
        if not self.context.anyone:
            return
        self._choosing = choosing
        self._page(
            2, "Next", self._to_privacy, self._why if self._plan.purpose is Purpose.PERSON else self._what
        )
        self._count = words("", "label")
        self.page.addWidget(self._count)
        for coverage in choosing.coverage:
            gaps = coverage.gaps
            if gaps:
                shown = "  ".join(f"{item.code}: {gap}" for item, gap in gaps[:4])
                more = f"  And {len(gaps) - 4} more." if len(gaps) > 4 else ""  # noqa: PLR2004 - four are shown
                self.page.addWidget(words(f"Gaps by {coverage.framework.name}: {shown}{more}", "hint"))
        zone = self.context.house.clock.zone()
        every = [(one, True) for one in choosing.counting] + [(one, False) for one in choosing.others]
        self._table = QTableWidget(len(every), 5)
        self._table.setAccessibleName("Records to choose from")
        self._table.setHorizontalHeaderLabels(["Record", "Held", "About", "Led by", "Counts for"])
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for number, (one, ticked) in enumerate(every):
            r = one.record
            cells = (
                f"{r.kind.label} {r.number}",
                f"{r.held_at.astimezone(zone):%d/%m/%Y}",
                r.about_name,
                r.led_by_name,
                " ".join(one.codes) or "–",
            )
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, r.id)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(cells))
                item.setToolTip(text)
                if not place:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self._table.setItem(number, place, item)
        self._table.setMinimumHeight(380)
        self._table.itemChanged.connect(self._counted)
        self.page.addWidget(self._table, 1)
        self.page.addWidget(words("Tick with the space bar or a click what goes in.", "hint"))
        self._counted()
        self._next.setFocus()

    def _ticked(self) -> tuple[str, ...]:
        items = [self._table.item(number, 0) for number in range(self._table.rowCount())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item and item.checkState() is Qt.CheckState.Checked
        )

    def _counted(self, *_: object) -> None:
        self._count.setText(f"{len(self._ticked())} of {self._table.rowCount()} records are in.")

    def _to_privacy(self) -> None:
        self._plan = replace(self._plan, records=self._ticked(), hidden=())
        if not self._plan.records and self._plan.purpose is not Purpose.PERSON:
            self.context.said.emit("Tick at least one record.")
            return
        self._look(self._privacy)

    def _look(self, then: Any) -> None:
        self.context.saved.emit("Looking through the records for names…")
        self.context.run(partial(self.context.house.packs.look, self.context.actor, self._plan), then)

    # --- privacy --------------------------------------------------------------------------------------------
    # -------------

    def _privacy(self, looked: Looked) -> None:
        if not self.context.anyone:
            return
        self._looked = looked
        own = self._plan.purpose is Purpose.PERSON
        self.context.saved.emit("Nothing leaves this PC")
        self._page(3, "Next", self._to_make, self._read_choice)
        self._names = Choices(
            "How people are named", [(n.value, n.label) for n in Names], self._plan.names.value, upright=True
        )
        leave_out = "Leave out what is sensitive: how people are, health, conduct"
        self._sensitive = Tick(leave_out, checked=not self._plan.sensitive)
        if not own:
            self.page.addWidget(words("How people are named", "heading"))
            self.page.addWidget(self._names)
            self.page.addWidget(self._sensitive)
            left = [one for one in looked.left_out if one.why == "sensitive"]
            files = [one for one in looked.left_out if one.why != "sensitive"]
            told = (
                f"{len(left)} sensitive answers are left out. A record with such an answer goes in as an "
                "extract, the others as sealed originals."
            )
            self.page.addWidget(words(told if left else "No record chosen holds a sensitive answer.", "hint"))
            if left:
                shown = "\n".join(f"{one.number}: {one.what}" for one in left[:MOST_SHOWN])
                self.page.addWidget(
                    _fold("See what is left out", shown + ("\n…" if len(left) > MOST_SHOWN else ""))
                )
            if files:
                self.page.addWidget(
                    words(f"{len(files)} kept files (scans, photos) stay here. Show them on request.", "hint")
                )
        heading = "Colleagues named in it" if own else "Words that may be names of people you support"
        self.page.addWidget(words(heading, "heading"))
        self._words_boxes: list[tuple[str, Tick]] = []
        if looked.names:
            hint = (
                (
                    "Ticked names are truly taken out; the record then goes in as an extract. Leave a "
                    "name in where the person would be fine with it."
                )
                if own
                else "Ticked words are truly taken out. Take the tick away where it is no name."
            )
            self.page.addWidget(words(hint, "hint"))
        else:
            self.page.addWidget(words("None were found.", "hint"))
        for found in looked.names[:MOST_SHOWN]:
            where = ", ".join(found.numbers[:5]) + ("…" if len(found.numbers) > 5 else "")  # noqa: PLR2004 - five are enough
            box = Tick(f"{found.word} – {found.times} times, in {where}", checked=True)
            self._words_boxes.append((found.word, box))
            self.page.addWidget(box)
        self._more = line("", "Further words, with commas between")
        self.page.addWidget(field("Also take out", self._more))
        self.page.addStretch(1)
        self._next.setFocus()

    def _to_make(self) -> None:
        shown = {word for word, _ in self._words_boxes}
        ticked = [word for word, box in self._words_boxes if box.isChecked()]
        beyond = (
            [found.word for found in self._looked.names if found.word not in shown] if self._looked else []
        )
        more = [word.strip() for word in self._more.text().split(",") if word.strip()]
        own = self._plan.purpose is Purpose.PERSON
        self._plan = replace(
            self._plan,
            names=Names.FULL if own else Names(self._names.value()),
            sensitive=own or not self._sensitive.isChecked(),
            hidden=(*ticked, *beyond, *more),
        )
        self._look(self._make_page)

    # --- make -----------------------------------------------------------------------------------------------
    # -------------

    def _make_page(self, looked: Looked) -> None:
        if not self.context.anyone:
            return
        self.context.saved.emit("Nothing leaves this PC")
        self._page(4, "Choose a folder and make it…", self._make, partial(self._look, self._privacy))
        plan = self._plan
        facts = [
            ("For", plan.recipient or plan.purpose.label),
            ("Records", f"{looked.originals} sealed originals, {looked.extracts} extracts"),
        ]
        if plan.purpose is not Purpose.PERSON:
            facts.insert(1, ("Time", f"{long_date(plan.begin)} to {long_date(plan.end)}"))
            facts.append(("Names", plan.names.label))
        facts.append(("Taken out", ", ".join(plan.hidden) or "nothing"))
        self.page.addWidget(card(*(row(words(name, "label"), words(value)) for name, value in facts)))
        told = (
            "You get a folder and a ZIP, with a page on how to check them. Outside Alongside they are "
            "not encrypted: keep them safe."
        )
        self.page.addWidget(words(told, "hint"))
        self._progress_place = column()
        self.page.addWidget(self._progress_place)
        self.page.addStretch(1)
        self._next.setFocus()

    def _make(self) -> None:
        folder = self.context.dialogs.choose_folder("Where shall the pack go?")
        if folder is None:
            return
        self._next.setEnabled(False)
        self._progress = Progress("Making the pack")
        layout = self._progress_place.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self._progress)
        plan = replace(self._plan, seed=randbelow(1 << 30))
        make = partial(self.context.house.packs.make, self.context.actor, plan, folder, self._progress.step)
        self.context.run(make, self._made, self._not_made)

    def _not_made(self, error: Exception) -> None:
        self._progress = None
        if self.context.anyone:
            clear_layout = self._progress_place.layout()
            if clear_layout is not None:
                clear(clear_layout)
            self._next.setEnabled(True)
            self.context.tell_problem(error)

    def _made(self, made: PackMade) -> None:
        self._progress = None
        if not self.context.anyone:
            return
        clear(self.page)
        self.page.addWidget(words(f"Pack {made.made.number} is ready", "big"))
        self.page.addWidget(
            card(
                words(f"Folder: {made.folder}"),
                words(f"ZIP: {made.zip}"),
                words(f"{made.made.files} files", "hint"),
            )
        )
        self.page.addWidget(
            words("Begin with index.pdf. The pack is written in the log of packs made.", "hint")
        )
        self.page.addStretch(1)
        show = button("Show it to a reviewer here…", partial(self.context.go, "packs", show=str(made.folder)))
        done = button("Done", partial(self.context.go, "evidence"), "primary")
        self.set_foot(show, None, done)
        done.setFocus()


def _fold(title: str, text: str) -> QFrame:
    """Return words that are shown when a button is pressed."""
    inside = words(text, "hint")
    inside.hide()
    return card(row(button(title, lambda: inside.setVisible(not inside.isVisible()), "quiet"), None), inside)

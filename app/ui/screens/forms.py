"""The service's own forms: a list, and an editor with one row a question."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.changes import Topic
from app.domain.forms import Field, FieldType, Form, Option, Section
from app.domain.ids import new_id
from app.ui.kit.answers import Answers
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.flow import flowing
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, column, field, line, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.own_forms import Listed
    from app.ui.context import Context

TYPES = (
    (FieldType.LONG, "Words, several lines"),
    (FieldType.SHORT, "Words, one line"),
    (FieldType.YES_NO, "Yes or no"),
    (FieldType.CHOICE, "One of several"),
    (FieldType.MULTI, "Some of several"),
    (FieldType.SCALE, "Levels"),
    (FieldType.DATE, "A date"),
    (FieldType.DURATION, "Minutes"),
)
WITH_OPTIONS = frozenset({FieldType.CHOICE, FieldType.MULTI, FieldType.SCALE})
OPTIONS_HINT = (
    "One a line: label | what it looks like | points (leave the points out for an answer that does not count)"
)


class FormsScreen(Screen):
    """List and editor."""

    title = "Forms"
    topics = frozenset({Topic.FORMS})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form: Form | None = None
        self._drawn = False  # every question of the form is on the screen
        self._kept: Form | None = None  # the form as it was last read or stored
        self._pdf = PdfView(context, "The form as it is printed")

    def enter(self, **arguments: Any) -> None:
        """Show the list."""
        del arguments
        self._form = None
        self.refresh()

    def leave(self) -> None:
        """Store the draft."""
        self._store()

    def refresh(self) -> None:
        """Read the list, unless somebody is editing."""
        if self._form is None:
            self.context.run(partial(self.context.house.own_forms.list, self.context.actor), self._show_list)

    # --- list -----------------------------------------------------------------------------------------------
    # -----------

    def _show_list(self, forms: tuple[Listed, ...]) -> None:
        if not self.context.anyone or self._form is not None:
            return
        self._fresh("Forms")
        self.page.addWidget(
            words(
                "Copy a form, change the copy and publish it. Records keep the version they were "
                "written with."
            )
        )
        self.set_foot(button("Bring in a form file…", self._bring_in), None)
        for heading, own in (("Your own", True), ("Came with Alongside", False)):
            chosen = [one for one in forms if one.own is own]
            if chosen:
                self.page.addWidget(words(heading, "heading"))
            for one in chosen:
                self.page.addWidget(self._listed(one))
        self.page.addStretch(1)

    def _listed(self, one: Listed) -> QWidget:
        state = "off" if one.off else "being changed" if one.draft else f"version {one.form.version}"
        name = words(f"{one.form.title}", "label")
        ends = [button("Copy", partial(self._copy, one.form), tip=f"Copy {one.form.title}")]
        ends.append(
            button(
                "Save as a file…",
                partial(self._take_out, one.form),
                "quiet",
                f"Save {one.form.title} as a file",
            )
        )
        if one.own:
            ends.insert(0, button("Change", partial(self._edit, one.form.id), tip=f"Change {one.form.title}"))
            switch = partial(
                self.context.house.own_forms.switch, self.context.actor, one.form.id, off=not one.off
            )
            ends.append(
                button("Switch on" if one.off else "Switch off", partial(self.context.run, switch), "quiet")
            )
        return card(row(name, words(f"{one.form.kind.label} · {state}", "hint"), None, *ends))

    def _copy(self, form: Form) -> None:
        copy = partial(self.context.house.own_forms.copy, self.context.actor, form.id, f"{form.title} – ours")
        self.context.run(copy, self._show_editor)

    def _edit(self, form_id: str) -> None:
        self.context.run(
            partial(self.context.house.own_forms.draft, self.context.actor, form_id), self._show_editor
        )

    def _take_out(self, form: Form) -> None:
        path = self.context.dialogs.save_file("Save the form as a file", f"{form.id}.toml", "Forms (*.toml)")
        if path is not None:
            self.context.run(
                partial(self.context.house.own_forms.take_out, self.context.actor, form.id, path),
                self._taken_out,
            )

    def _taken_out(self, path: Path) -> None:
        self.context.said.emit(f"Saved to {path}.")

    def _bring_in(self) -> None:
        path = self.context.dialogs.open_file("Choose a form file", "Forms (*.toml)")
        if path is not None:
            bring_in, actor = self.context.house.own_forms.bring_in, self.context.actor
            self.context.run(lambda: bring_in(actor, path.read_bytes(), path.name), self._show_editor)

    # --- editor
    # --------------------------------------------------------------------------------------------------------

    def _fresh(self, title: str) -> None:
        self._pdf.hide()
        self._pdf.setParent(None)
        clear(self.page)
        self.show_title(title)

    def _show_editor(self, form: Form) -> None:
        """Show a form as it is kept."""
        if self.context.anyone:
            self._draw(form)
            self._kept = self.gathered()

    def _draw(self, form: Form) -> None:
        self._drawn = False
        self._form = form
        self._fresh(f"Change: {form.title}")
        self._title, self._intro = line(form.title), line(form.intro)
        self.page.addWidget(row(field("Title", self._title), field("A sentence at the top", self._intro)))
        self._sections: list[tuple[Section, Any, list[_Question]]] = []
        for place, section in enumerate(form.sections):
            heading = line(section.title)
            heading.setAccessibleName(f"Part {place + 1}: its title")
            rows = [_Question(self, item) for item in section.fields]
            self._sections.append((section, heading, rows))
            add = button(
                "Add a question",
                partial(self._add_question, place),
                "quiet",
                f"Add a question to {section.title}",
            )
            self.page.addWidget(card(heading, *rows, row(add, None)))
        throw = button("Throw the draft away", self._discard, "quiet")
        looks = [button("See it as a page", self._as_page), button("See it as a PDF", self._as_pdf)]
        self.page.addWidget(flowing(button("Add a part", self._add_section, "quiet"), throw))
        self._preview = QWidget()
        self.page.addWidget(self._preview)
        self.page.addStretch(1)
        self.set_foot(
            button("Back to the list", self._back), None, *looks, button("Publish", self._publish, "primary")
        )
        self._title.setFocus()
        self._drawn = True

    def gathered(self) -> Form:
        """Return the form as it is on the screen."""
        form = self._form
        if form is None:
            message = "no form is open"
            raise RuntimeError(message)
        sections = []
        for section, heading, rows in self._sections:
            fields = tuple(question.value() for question in rows if not question.gone)
            sections.append(replace(section, title=heading.text().strip() or section.title, fields=fields))
        title = " ".join(self._title.text().split()) or form.title
        return replace(
            form, title=title, intro=self._intro.text(), sections=tuple(s for s in sections if s.fields)
        )

    def again(self, form: Form | None = None) -> None:
        """Draw the editor once more."""
        self._draw(form or self.gathered())

    def _add_question(self, place: int) -> None:
        form = self.gathered()
        fresh = Field(id=_id(), label="New question", type=FieldType.LONG)
        sections = [
            replace(s, fields=(*s.fields, fresh)) if n == place else s for n, s in enumerate(form.sections)
        ]
        self.again(replace(form, sections=tuple(sections)))

    def _add_section(self) -> None:
        form = self.gathered()
        step = form.sections[-1].step
        fresh = Section(
            id=_id(),
            title="New part",
            step=step,
            fields=(Field(id=_id(), label="New question", type=FieldType.LONG),),
        )
        self.again(replace(form, sections=(*form.sections, fresh)))

    def _store(self) -> None:
        """Store what was changed. Nothing is stored of a form not fully on the screen, or without a part."""
        if self._form is None or not self._drawn or not self.context.anyone:
            return
        form = self.gathered()
        if form.sections and form != self._kept:
            self._form = self._kept = form
            self.context.run(partial(self.context.house.own_forms.store, self.context.actor, form))

    def _back(self) -> None:
        self._store()
        self._form = None
        self.set_foot()
        self.refresh()

    def _publish(self) -> None:
        if self._form is not None and self._drawn:
            form = self.gathered()
            if not form.sections:
                self.context.said.emit("A form needs a question. Add one, then publish it.")
                return
            self._form = self._kept = form
            self.context.run(partial(self.context.house.own_forms.store, self.context.actor, form))
            publish = partial(self.context.house.own_forms.publish, self.context.actor, self._form.id)
            self.context.run(publish, self._published)

    def _published(self, form: Form) -> None:
        self._form = None
        self.context.said.emit(
            f"“{form.title}”, version {form.version}, is published. New records can use it now."
        )
        self.set_foot()
        self.refresh()

    def _discard(self) -> None:
        if self._form is not None and self.context.dialogs.confirm(
            "Throw this draft away? Published versions stay.", "Throw it away"
        ):
            form_id, self._form = self._form.id, None
            self.context.run(partial(self.context.house.own_forms.discard, self.context.actor, form_id))
            self.refresh()

    # --- looking at it
    # -------------------------------------------------------------------------------------------------

    def _as_page(self) -> None:
        form, answers = self.gathered(), Answers(self.context)
        parts: list[QWidget] = []
        for section in form.sections:
            parts.append(words(section.title, "heading"))
            parts += [answers.field(f"{section.id}.{item.id}", item, "") for item in section.fields]
        self._put_preview(column(words("As a page", "label"), card(*parts)))

    def _as_pdf(self) -> None:
        self.context.run(
            partial(self.context.house.own_forms.preview, self.context.actor, self.gathered()), self._show_pdf
        )

    def _show_pdf(self, pdf: bytes) -> None:
        self._pdf.setMinimumHeight(520)
        self._put_preview(self._pdf)
        self._pdf.show()
        self._pdf.show_pdf(pdf)

    def _put_preview(self, widget: QWidget) -> None:
        layout = self._preview.layout()
        if layout is None:
            self._preview = column(widget)
            self.page.insertWidget(self.page.count() - 1, self._preview)
        else:
            while layout.count():
                item = layout.takeAt(0)
                old = item.widget() if item else None
                if old is not None:
                    old.hide()
                    old.setParent(None)
            layout.addWidget(widget)


class _Question(QWidget):
    """One question being changed."""

    def __init__(self, screen: FormsScreen, item: Field) -> None:
        super().__init__()
        self._item, self._screen, self.gone = item, screen, False
        self._label = line(item.label)
        self._label.setAccessibleName("Question")
        self._type = Picker([(kind.value, label) for kind, label in TYPES], item.type.value)
        self._type.setAccessibleName(f"How “{item.label}” is answered")
        self._type.currentIndexChanged.connect(self._retyped)
        self._must, self._sensitive = QCheckBox("Must be answered"), QCheckBox("Sensitive")
        for tick, on in ((self._must, item.mandatory), (self._sensitive, item.sensitive)):
            tick.setChecked(on)
            tick.setAccessibleName(f"{tick.text()}: {item.label}")
        text = "\n".join(
            " | ".join([o.label, o.meaning, "" if o.score is None else str(o.score)]).rstrip(" |")
            for o in item.options
        )
        self._options = TextBox(text, lines=3)
        options = field(f"Answers to “{item.label}”", self._options, OPTIONS_HINT)
        options.setVisible(item.type in WITH_OPTIONS)
        remove = button("Take out", self._take_out, "quiet", f"Take out {item.label}")
        outer = QVBoxLayout(self)  # owned by this row: a layout out of another widget goes when that one does
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        for part in (
            row(self._label, self._type, remove),
            row(self._must, self._sensitive, None),
            options,
        ):
            outer.addWidget(part)

    def value(self) -> Field:
        """Return the question as it is on the screen."""
        kind = FieldType(self._type.value() or "long")
        options = self._read_options(kind) if kind in WITH_OPTIONS else ()
        label = " ".join(self._label.text().split()) or self._item.label
        critical = self._item.critical and kind is FieldType.SCALE
        return replace(
            self._item,
            label=label,
            type=kind,
            mandatory=self._must.isChecked(),
            sensitive=self._sensitive.isChecked(),
            options=options,
            critical=critical,
        )

    def _read_options(self, kind: FieldType) -> tuple[Option, ...]:
        before = {option.label: option.id for option in self._item.options}
        made = []
        for number, text in enumerate(
            part for part in self._options.toPlainText().split("\n") if part.strip()
        ):
            label, meaning, score = ([piece.strip() for piece in text.split("|")] + ["", ""])[:3]
            points = int(score) if score.isdecimal() and kind is FieldType.SCALE else None
            made.append(
                Option(
                    id=before.get(label, f"answer_{number + 1}_{_id()[-4:]}"),
                    label=label,
                    meaning=meaning,
                    score=points,
                )
            )
        return tuple(made) or (
            Option(id="answer_1", label="First answer"),
            Option(id="answer_2", label="Second answer"),
        )

    def _retyped(self, *_: object) -> None:
        self._screen.again()

    def _take_out(self) -> None:
        self.gone = True
        self._screen.again()


def _id() -> str:
    return f"own_{new_id()[-8:]}"

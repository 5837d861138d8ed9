"""What must be answered is said before it is asked for: of every kind of answer, on screen, by name and on paper."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from app.documents.blank import Blank, render_blank
from app.domain.forms import Field, FieldType, Form, Option, Section, Step, When
from app.domain.kinds import Kind
from app.domain.needed import NEEDED, TOLD, titled
from app.domain.people import Service
from app.domain.working_out import How, WorkOut
from app.pages.observe import rows_of
from app.ui.kit.answers import Answers
from app.ui.kit.rating import Rating
from app.ui.shell.window import Window
from tests.ui.person import Person

Home = tuple[Person, Window]
OPTIONS = (Option(id="low", label="Low", score=0), Option(id="high", label="High", score=1))
CELLS = [kind for kind in FieldType if kind.row.cell]


def asked(kind: FieldType, *, mandatory: bool = True) -> Field:
    """Return a question of a kind, with what the kind cannot do without."""
    item = Field(id=f"the_{kind.value}", label=f"Say the {kind.value}", type=kind, mandatory=mandatory)
    if "options" in kind.row.takes:
        item = replace(item, options=OPTIONS)
    if kind.has_entries:
        item = replace(item, columns=tuple(asked(cell, mandatory=mandatory) for cell in CELLS))
    if kind is FieldType.WORKED_OUT:
        item = replace(item, works_out=WorkOut(how=How.TOTAL, of=("part.the_number",)))
    return item


def form(kind: FieldType, *, when: When | None = None) -> Form:
    first = Field(id="first", label="Anything?", type=FieldType.YES_NO)
    part = Section(id="part", title="Part", step=Step.TALK, fields=(first, replace(asked(kind), when=when)))
    return Form(id="ours", version=1, kind=Kind.SUPERVISION, title="Ours", sections=(part,))


def silent(shown: QWidget) -> list[str]:
    """Return every place the cursor can go to that does not say that an answer is needed."""
    return [
        f"{type(one).__name__}: {one.accessibleName()}"
        for one in shown.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and NEEDED.strip() not in one.accessibleName()
        and TOLD not in one.accessibleDescription()
        and one.focusProxy() is None
    ]


@pytest.mark.parametrize("kind", [one for one in FieldType if one is not FieldType.WORKED_OUT])
@pytest.mark.parametrize("hangs", [False, True], ids=["always", "sometimes"])
def test_a_question_that_must_be_answered_says_so_on_screen_and_by_name(
    at_home: Home, kind: FieldType, *, hangs: bool
) -> None:
    whole = form(kind, when=When(question="part.first", answers=("yes",)) if hangs else None)
    answers = Answers(at_home[1]._context)
    answers.follow(whole, {"part.first": "yes"})
    shown = answers.field("part.it", whole.sections[0].fields[1], "")
    at_home[0].bot.addWidget(shown)
    words = [one.text() for one in shown.findChildren(QLabel)]
    assert words[0] == f"Say the {kind.value} (needed)"
    if not kind.has_entries:
        assert not silent(shown)
        return
    quiet = silent(shown)
    for cell in CELLS:
        assert any(one == f"Say the {cell.value} (needed)" for one in words), cell
        there = [w for w in shown.findChildren(QWidget) if f": Say the {cell.value}" in w.accessibleName()]
        assert there, cell
        assert not [one for one in quiet if f": Say the {cell.value}" in one], cell


def test_what_need_not_be_answered_and_what_nobody_types_say_nothing(at_home: Home) -> None:
    answers = Answers(at_home[1]._context)
    for item in (asked(FieldType.WORKED_OUT), asked(FieldType.TABLE, mandatory=False)):
        shown = answers.field(item.id, item, "")
        at_home[0].bot.addWidget(shown)
        said = [one.text() for one in shown.findChildren(QLabel)]
        said += [one.accessibleName() + one.accessibleDescription() for one in shown.findChildren(QWidget)]
        assert not [one for one in said if "eeded" in one]


def test_a_row_to_be_rated_says_so_in_its_words_and_at_every_level(at_home: Home) -> None:
    item = replace(asked(FieldType.SCALE), critical=True)
    part = Section(id="seen", title="Seen", step=Step.OBSERVE, fields=(item,))
    bare = Form(id="ours", version=1, kind=Kind.OBSERVATION, title="Ours", sections=(part,))
    watched = replace(bare, sections=(replace(part, fields=(part.implied(item),)),))
    (row,) = rows_of(watched)
    assert row.words == "Say the scale (needed)  · critical"
    rating = Rating(row, "", "", standing=False)
    at_home[0].bot.addWidget(rating)
    for level in rating.findChildren(QRadioButton):
        assert "(needed)" in level.accessibleName()


@pytest.mark.parametrize("kind", list(FieldType))
def test_a_question_that_must_be_answered_says_so_on_paper(kind: FieldType) -> None:
    pdf = render_blank(
        Blank(
            number="B-0001",
            form=form(kind),
            service=Service(name="Oakview"),
            about_name="T",
            leader_name="D",
        )
    )
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = " ".join("\n".join(p.get_textpage().get_text_range() for p in document).split())
    document.close()
    if kind is FieldType.WORKED_OUT:
        assert "(needed)" not in text
        return
    assert f"Say the {kind.value} (needed)" in text
    if kind.has_entries:
        assert text.count("needed") > len(CELLS)


def test_there_is_one_word_for_it() -> None:
    assert titled(asked(FieldType.NUMBER)) == "Say the number (needed)"
    assert titled(replace(asked(FieldType.NUMBER), unit="mg"), unit=True) == "Say the number (mg) (needed)"

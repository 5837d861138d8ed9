"""The list and the editor of the service's own forms, by keys and clicks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.catalog.registry import Catalog
from app.domain.form_uses import ELSEWHERE
from app.domain.forms import Form
from app.domain.kinds import Kind
from app.pages import places
from app.system.resources import resource
from app.ui.kit.form_outline import FormOutline
from app.ui.kit.levels import Levels
from app.ui.shell.window import Window
from tests.ui.person import Person, ScriptedDialogs

Home = tuple[Person, Window]
SHIPPED = tuple(form.id for form in Catalog(resource("catalog")).all())


def copied(home: Home, form_id: str = "gibbs") -> Form:
    """Copy a form by its button and return the copy, open in the editor."""
    person, window = home
    window._context.go(places.Forms())
    person.settle()
    house, actor = window._context.house, window._context.actor
    source = next(one.form for one in house.own_forms.list(actor) if one.form.id == form_id)
    person.choose(f"Copy {source.title}")
    return next(one.form for one in house.own_forms.list(actor) if one.own)


def kept(home: Home) -> Form | None:
    """Return the draft of the only form of the service's own, as it is kept; None when there is none."""
    home[0].settle()
    house, actor = home[1]._context.house, home[1]._context.actor
    own = next(one for one in house.own_forms.list(actor) if one.own)
    return house.own_forms.draft(actor, own.form.id) if own.draft else None


def outline(home: Home) -> FormOutline:
    return next(one for one in home[1].findChildren(FormOutline) if one.isVisible())


def lines(home: Home) -> list[str]:
    shown = outline(home)
    return [shown.item(row).text().removeprefix("! ") for row in range(shown.count())]


def press(home: Home, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    outline(home).setFocus()
    home[0].bot.keyClick(outline(home), key, modifier)
    home[0].settle()


def stand_on(home: Home, words: str) -> None:
    """Choose a line by the arrow keys."""
    press(home, Qt.Key.Key_Home)
    row = lines(home).index(words)
    while outline(home).currentRow() < row:
        press(home, Qt.Key.Key_Down)


def box(home: Home, name: str) -> QWidget:
    return next(w for w in home[1].findChildren(QWidget) if w.isVisible() and w.accessibleName() == name)


def pick(home: Home, menu: str, words: str) -> None:
    """Choose from the menu behind a button, by the button's name or how it begins."""
    home[0].settle()
    buttons = [
        b for b in home[1].findChildren(QPushButton) if b.isVisible() and b.accessibleName().startswith(menu)
    ]
    behind = min(buttons, key=lambda b: len(b.accessibleName())).menu()
    next(action for action in behind.actions() if action.text().startswith(words)).trigger()
    home[0].settle()


def leave(home: Home) -> None:
    home[1]._context.go(places.Today())
    home[0].settle()


@pytest.mark.no_cover
def test_every_shipped_form_is_opened_by_copy_with_every_part_and_question(at_home: Home) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    shipped = [one for one in house.own_forms.list(actor) if not one.own]
    assert {one.form.id for one in shipped} == set(SHIPPED) - {ELSEWHERE}
    for listed in shipped:
        window._context.go(places.Forms())
        person.settle()
        person.choose(f"Copy {listed.form.title}")
        shown, form = lines(at_home), replace(listed.form, title=f"{listed.form.title} – ours")
        assert shown[0] == form.title
        at = 0
        for words in (w for s in form.sections for w in (s.title, *(f.label for f in s.fields))):
            at = shown.index(words, at) + 1
        place = window._going.place
        assert isinstance(place, places.FormEditor)
        leave(at_home)
        assert house.own_forms.draft(actor, place.form_id) == replace(form, id=place.form_id, version=1)
    assert len([one for one in house.own_forms.list(actor) if one.own]) == len(shipped)


def test_a_copied_form_is_published_and_looking_at_it_and_leaving_stores_nothing(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home)
    person.press("Publish version 1")
    assert person.says("is published")
    person.press("Change")
    person.bot.wait(900)
    leave(at_home)
    assert kept(at_home) is None
    house, actor = window._context.house, window._context.actor
    assert house.own_forms.draft(actor, form.id).sections == form.sections


def test_leaving_before_the_form_is_drawn_stores_nothing(at_home: Home) -> None:
    form = copied(at_home)
    window = at_home[1]
    window._context.go(places.FormEditor(form_id=form.id))
    window._context.go(places.Today())
    at_home[0].settle()
    assert kept(at_home) == form


def test_what_is_typed_is_kept_a_moment_after_the_last_key_and_undone_in_one(at_home: Home) -> None:
    person, _ = at_home
    form = copied(at_home)
    stand_on(at_home, form.sections[0].fields[0].label)
    person.type("Question", "Really: ")
    person.bot.wait(600)
    draft = kept(at_home)
    assert draft is not None
    assert draft.sections[0].fields[0].label == f"Really: {form.sections[0].fields[0].label}"
    person.press("Undo")
    leave(at_home)
    assert kept(at_home) == form


def test_a_question_taken_out_by_delete_comes_back_by_undo_from_the_snackbar(at_home: Home) -> None:
    form = copied(at_home)
    stand_on(at_home, form.sections[0].fields[1].label)
    press(at_home, Qt.Key.Key_Delete)
    assert form.sections[0].fields[1].label not in lines(at_home)
    assert at_home[0].says("is taken out")
    press(at_home, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.sections[0].fields[1].label in lines(at_home)
    press(at_home, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert form.sections[0].fields[1].label not in lines(at_home)


def test_questions_are_moved_doubled_and_added_by_keys_and_buttons(at_home: Home) -> None:
    person, _ = at_home
    form = copied(at_home)
    first, second = (field.label for field in form.sections[0].fields[:2])
    stand_on(at_home, first)
    press(at_home, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert lines(at_home)[2:4] == [second, first]
    press(at_home, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lines(at_home)[2:4] == [first, second]
    press(at_home, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert lines(at_home)[2:5] == [first, first, second]
    person.press("+ Question")
    person.type("Question", "Who else was there?")
    assert lines(at_home)[2:5] == [first, first, "Who else was there?"]
    person.press("+ Part")
    person.type("Title of this part", "Afterwards")
    assert "Afterwards" in lines(at_home)
    picker = box(at_home, "Move it to another part") if _moves(at_home) else None
    assert picker is None
    stand_on(at_home, "Who else was there?")
    chosen = box(at_home, "Move it to another part")
    assert isinstance(chosen, QComboBox)
    chosen.setFocus()
    person.bot.keyClick(chosen, Qt.Key.Key_End)
    chosen.activated.emit(chosen.currentIndex())
    assert lines(at_home)[-1] == "Who else was there?"


def _moves(home: Home) -> bool:
    return any(
        w.isVisible() and w.accessibleName() == "Move it to another part"
        for w in home[1].findChildren(QComboBox)
    )


def test_trying_another_kind_of_answer_keeps_the_levels_and_the_place_on_the_page(at_home: Home) -> None:
    person, _ = at_home
    form = copied(at_home, "medicines")
    rated = next(field for _, _, field in form.keyed if field.critical)
    stand_on(at_home, rated.label)
    kinds = box(at_home, "How it is answered")
    assert isinstance(kinds, QComboBox)
    levels = next(w for w in at_home[1].findChildren(Levels) if w.isVisible())
    assert levels.value() == rated.options
    kinds.setFocus()
    kinds.setCurrentIndex(kinds.findData("long"))
    assert not [w for w in at_home[1].findChildren(Levels) if w.isVisible()]
    again = box(at_home, "How it is answered")
    assert isinstance(again, QComboBox)
    assert again.hasFocus()
    again.setCurrentIndex(again.findData("scale"))
    person.bot.wait(500)
    leave(at_home)
    assert kept(at_home) == form


def test_levels_are_reworded_added_moved_and_taken_out(at_home: Home) -> None:
    person, _ = at_home
    form = copied(at_home, "medicines")
    rated = next(field for _, _, field in form.keyed if field.critical)
    stand_on(at_home, rated.label)
    person.type("What answer 1 looks like", "Never. ")
    person.type("Points of answer 2", "0")
    person.choose("Down: answer 1")
    person.choose("Take out: answer 3")
    person.press("Add: answer")
    person.type("Answer 5", "Cannot say")
    person.bot.wait(500)
    draft = kept(at_home)
    assert draft is not None
    made = next(field for _, _, field in draft.keyed if field.id == rated.id).options
    assert [one.label for one in made] == ["Partly", "Not yet", "Did not see", "Does not apply", "Cannot say"]
    assert (made[0].score, made[1].meaning) == (10, f"Never. {rated.options[0].meaning}")
    assert made[1].id == rated.options[0].id


def test_publishing_with_something_missing_leads_to_it_and_says_what(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home)
    stand_on(at_home, form.sections[0].fields[0].label)
    question = box(at_home, "Question")
    assert isinstance(question, QPlainTextEdit)
    question.clear()
    stand_on(at_home, form.sections[0].title)
    title = box(at_home, "Title of this part")
    assert isinstance(title, QPlainTextEdit)
    title.clear()
    assert "Publish – 2 things left" in [b.text() for b in window.findChildren(QPushButton) if b.isVisible()]
    stand_on(at_home, form.title)
    person.press("Publish")
    assert person.says("Give this part a title.")
    assert box(at_home, "Title of this part").hasFocus()
    person.type("Title of this part", "Then")
    person.press("Publish")
    assert box(at_home, "Question").hasFocus()
    person.type("Question", "What happened?")
    person.press("Publish version 1")
    assert person.says("is published")


def test_the_form_is_seen_on_the_screen_on_paper_and_as_a_pdf(at_home: Home) -> None:
    person, window = at_home
    window.resize(1920, 1000)
    form = copied(at_home)
    stand_on(at_home, form.sections[0].fields[0].label)
    person.bot.wait(900)
    assert person.says(form.sections[0].fields[0].label)
    for look in ("Paper", "PDF"):
        person.choose(f"Look at it: {look}")
        person.bot.waitUntil(
            lambda: any(w.accessibleName().startswith("Page 1 of") and not w.pixmap().isNull()
                        for w in window.findChildren(QLabel) if w.isVisible()), timeout=15000,
        )  # fmt: skip
    person.choose("Look at it: Screen")
    window.resize(1024, 640)
    person.press("Look at it")
    assert not outline_settings(at_home)
    person.press("Back to the questions")
    assert outline_settings(at_home)


def outline_settings(home: Home) -> bool:
    return any(
        w.isVisible() and w.accessibleName() == "Question" for w in home[1].findChildren(QPlainTextEdit)
    )


def test_a_draft_is_thrown_away_and_a_form_is_switched_off_and_on(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home)
    person.press("Publish")
    person.press("Change")
    stand_on(at_home, form.sections[0].fields[0].label)
    person.type("Question", "Really: ")
    pick(at_home, "More to do with the form", "Throw the draft away")
    assert kept(at_home) is None
    pick(at_home, f"More for {form.title}", "Switch off")
    assert "Make another the usual one first" in window._problem.text
    pick(at_home, "More for What? So what? Now what?", "Make it the usual one")
    for title in (form.title, "Gibbs cycle"):
        pick(at_home, f"More for {title}", "Switch off")
        assert person.says("– off")
        pick(at_home, f"More for {title}", "Switch on")
        assert not person.says("– off")
    person.press("Back to Set up")
    assert window._going.place == places.SetUp()


def test_a_form_is_saved_as_a_file_and_brought_in_again(at_home: Home) -> None:
    person, window = at_home
    window._context.go(places.Forms())
    person.settle()
    pick(at_home, "More for Gibbs cycle", "Save as a file")
    dialogs = window._context.dialogs
    assert isinstance(dialogs, ScriptedDialogs)
    assert dialogs.folder is not None
    (dialogs.file,) = dialogs.folder.glob("*.toml")
    person.press("Bring in a form file")
    assert lines(at_home)[0] == "Gibbs cycle"


def test_a_published_form_is_what_a_new_record_is_written_with(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home)
    stand_on(at_home, form.sections[0].fields[0].label)
    person.press("+ Question")
    person.type("Question", "Who else was there?")
    person.press("Publish version 1")
    window._context.go(places.Reflect())
    person.settle()
    person.choose(f"Begin {form.title}")
    assert person.says("Question 1 of 7")
    person.press("Next")
    assert person.says("Who else was there?")


def test_a_form_is_begun_from_a_table_on_the_clipboard_and_seen_before_it_is_taken(at_home: Home) -> None:
    person, window = at_home
    window._context.go(places.Forms())
    person.press("Begin a form")
    QApplication.clipboard().setText(" ")
    person.press("Paste a table of questions")
    assert person.says("No questions were found")
    copied_ = QMimeData()
    copied_.setText("ignored")
    copied_.setHtml(
        "<table><tr><td>Question</td><td>Answer</td></tr><tr><td>How was the night?</td><td></td></tr>"
        "<tr><td>Lights low</td><td>Yes/No</td></tr><tr><td>Who said so?</td><td></td></tr></table>"
    )
    QApplication.clipboard().setMimeData(copied_)
    person.press("Paste a table of questions")
    QApplication.clipboard().clear()  # what lies there must not outlive the test
    person.press("Begin with 3 questions")
    assert person.says("Give the form a title")
    person.choose("Take row 3")
    kinds = box(at_home, "How row 1 is answered")
    assert isinstance(kinds, QComboBox)
    assert kinds.currentData() == "long"
    kinds.setCurrentIndex(kinds.findData("choice"))
    person.type("Answers of row 1", "Quiet")
    use = box(at_home, "What it is for")
    assert isinstance(use, QComboBox)
    use.setCurrentIndex(use.findData("debrief"))
    person.type("Title", "After the night")
    person.press("Begin with 3 questions")
    assert lines(at_home) == ["After the night", "Talk", "Questions", "How was the night?", "Lights low"]
    person.press("Publish version 1")
    assert person.says("is published")


def test_a_form_is_begun_with_nothing_and_needs_its_first_words(at_home: Home) -> None:
    person, window = at_home
    window._context.go(places.NewForm())
    person.settle()
    person.type("Title", "Handover")
    person.press("Begin with nothing")
    assert lines(at_home)[0] == "Handover"
    assert any(
        b.text().startswith("Publish version 1") for b in window.findChildren(QPushButton) if b.isVisible()
    )
    person.press("Back to forms")
    person.press("Begin a form")
    person.press("Back to forms")


def test_a_table_a_condition_and_a_sum_are_set_by_hand(at_home: Home) -> None:
    person, _ = at_home
    form = copied(at_home, "supervision")
    stand_on(at_home, form.sections[-1].fields[-1].label)
    person.press("+ Question")
    person.type("Question", "Stock")
    kinds = box(at_home, "How it is answered")
    assert isinstance(kinds, QComboBox)
    kinds.setCurrentIndex(kinds.findData("table"))
    person.press("Add what is asked")
    person.type("Question", "Tablets left")
    column = box(at_home, "How it is answered")
    assert isinstance(column, QComboBox)
    column.setCurrentIndex(column.findData("number"))
    person.type("Unit", "tablets")
    person.type("Most", "90")
    stand_on(at_home, "Stock")
    person.press("Add: row")
    person.type("Row 1", "Paracetamol")
    person.press("+ Question")
    person.type("Question", "All of them")
    sums = box(at_home, "How it is answered")
    assert isinstance(sums, QComboBox)
    sums.setCurrentIndex(sums.findData("worked_out"))
    person.choose("Worked out of: Stock: Tablets left")
    way = box(at_home, "How it is worked out")
    assert isinstance(way, QComboBox)
    way.setCurrentIndex(way.findData("average"))
    way.activated.emit(way.currentIndex())
    hangs = box(at_home, "Asked only if: which question")
    assert isinstance(hangs, QComboBox)
    place = hangs.findText("Stock")
    hangs.setCurrentIndex(place)
    hangs.activated.emit(place)
    person.bot.wait(600)
    draft = kept(at_home)
    assert draft is not None
    stock, total = draft.sections[-1].fields[-2:]
    assert (stock.columns[0].unit, stock.columns[0].most, stock.rows[0].label) == (
        "tablets",
        90,
        "Paracetamol",
    )
    assert total.works_out is not None
    assert (total.works_out.how.value, len(total.works_out.of)) == ("average", 1)
    assert total.when is not None
    assert total.when.question.endswith(f".{stock.id}")
    person.press("Publish version 1")
    assert person.says("is published")


def test_versions_are_compared_and_another_form_becomes_the_usual_one(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home, "coaching")
    person.press("Publish version 1")
    person.press("Change")
    stand_on(at_home, "What happened?")
    person.type("Question", "So: ")
    person.press("Publish version 2")
    pick(at_home, f"More for {form.title}", "Versions")
    assert person.says("• “What happened?” reads “So: What happened?” now.")
    assert person.says("Version 1")
    person.press("Back to forms")
    pick(at_home, "More for Coaching", "Make it the usual one")
    assert person.says("“Coaching” is the usual coaching form now.")
    house, actor = window._context.house, window._context.actor
    assert house.records.forms(actor, Kind.COACHING)[0].id == "coaching"

"""Lines of a form are dragged with the mouse: pressed, moved and let go, as a hand does it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.ui.kit.form_outline import FormOutline
from app.ui.shell.window import Window
from tests.ui.person import Person
from tests.ui.test_forms import copied, kept, lines, outline, press, stand_on

Home = tuple[Person, Window]
LEFT = Qt.MouseButton.LeftButton


def row_of(shown: FormOutline, words: str) -> int:
    """Return the last line with some words: a part often has the words of its step above it."""
    return max(n for n in range(shown.count()) if shown.item(n).text() == words)


def middle(shown: FormOutline, words: str) -> QPoint:
    row = row_of(shown, words)
    shown.scrollToItem(shown.item(row))
    return shown.visualItemRect(shown.item(row)).center()


def upper(shown: FormOutline, words: str) -> QPoint:
    row = row_of(shown, words)
    return QPoint(20, shown.visualItemRect(shown.item(row)).top() + 2)


def drag(home: Home, words: str, to: QPoint, *, let_go: bool = True) -> None:
    """Take a line, move the pointer there in small steps, and let go."""
    shown = outline(home)
    begin = middle(shown, words)
    QTest.mousePress(shown.viewport(), LEFT, pos=begin)
    for step in range(1, 11):
        QTest.mouseMove(shown.viewport(), begin + (to - begin) * (step / 10))
        home[0].bot.wait(5)
    if let_go:
        QTest.mouseRelease(shown.viewport(), LEFT, pos=to)
        home[0].settle()


def roomy(home: Home) -> None:
    outline(home).setFixedHeight(3000)
    home[0].bot.wait(200)  # lines are as high as they stay


def test_a_question_is_dragged_before_another_and_into_another_part_and_taken_back(at_home: Home) -> None:
    form = copied(at_home)
    roomy(at_home)
    part, other = form.sections[0], form.sections[-1]
    first, second = (field.label for field in part.fields[:2])
    drag(at_home, second, upper(outline(at_home), first))
    assert lines(at_home)[2:4] == [second, first]
    assert outline(at_home).currentItem().text() == second
    drag(at_home, second, QPoint(20, 2900))
    assert lines(at_home)[-1] == second
    at_home[0].bot.wait(600)
    draft = kept(at_home)
    assert draft is not None
    assert draft.sections[-1].id == other.id
    assert draft.sections[-1].fields[-1].label == second
    press(at_home, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(at_home, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lines(at_home)[2:4] == [first, second]


def test_a_part_is_dragged_with_its_questions_into_another_step(at_home: Home) -> None:
    form = copied(at_home, "mealtime")
    roomy(at_home)
    last = form.sections[-1]
    drag(at_home, last.title, QPoint(20, upper(outline(at_home), form.sections[0].fields[0].label).y()))
    at_home[0].bot.wait(600)
    draft = kept(at_home)
    assert draft is not None
    assert [one.id for one in draft.sections] == [
        form.sections[0].id,
        last.id,
        *(s.id for s in form.sections[1:-1]),
    ]
    assert draft.sections[1].step == form.sections[0].step
    assert draft.sections[1].fields == last.fields


def test_a_line_in_hand_is_put_back_by_esc_and_a_click_or_a_shaky_hand_moves_nothing(at_home: Home) -> None:
    form = copied(at_home)
    roomy(at_home)
    before = lines(at_home)
    first, second = (field.label for field in form.sections[0].fields[:2])
    drag(at_home, second, upper(outline(at_home), first), let_go=False)
    assert outline(at_home)._drag.before is not None
    at_home[0].bot.keyClick(outline(at_home), Qt.Key.Key_Escape)
    QTest.mouseRelease(outline(at_home).viewport(), LEFT, pos=upper(outline(at_home), first))
    assert lines(at_home) == before
    there = middle(outline(at_home), second)
    QTest.mousePress(outline(at_home).viewport(), LEFT, pos=there)
    QTest.mouseMove(outline(at_home).viewport(), there + QPoint(0, 2))
    QTest.mouseRelease(outline(at_home).viewport(), LEFT, pos=there + QPoint(0, 2))
    assert lines(at_home) == before
    drag(at_home, form.title, QPoint(20, 2900))
    assert lines(at_home) == before


def test_a_long_form_scrolls_while_a_line_is_held_at_its_edge(at_home: Home) -> None:
    copied(at_home, "medicines")
    shown = outline(at_home)
    stand_on(at_home, lines(at_home)[2])
    bar = shown.verticalScrollBar()
    begun = bar.value()
    drag(at_home, lines(at_home)[2], QPoint(20, shown.viewport().height() - 3), let_go=False)
    at_home[0].bot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=15000)
    assert bar.value() > begun
    QTest.mouseRelease(shown.viewport(), LEFT, pos=QPoint(20, shown.viewport().height() - 3))
    at_home[0].settle()
    assert not shown._scroll.isActive()

"""Confirming a row with a PIN in the real window, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.ui.kit.confirm_field import CHANGED, ConfirmField
from app.ui.kit.entries import EntriesField
from app.ui.shell.window import Window
from tests.pages.test_confirming import FORM
from tests.ui.filling import answer, screen_of
from tests.ui.person import Person
from tests.ui.test_every_answer import put_to_use
from tests.ui.test_rebuilt_forms import begun


def test_somebody_confirms_a_row_with_their_pin_and_a_changed_row_asks_again(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    form = put_to_use(window, FORM)
    begun(person, window, form)
    person.press("Next: Talk")
    screen = screen_of(window)
    table = screen._answers._inputs["part.tasks"].named
    assert isinstance(table, EntriesField)
    answer(person, form.keyed[0][2], screen._answers._inputs["part.tasks"])
    person.settle()
    (sure,) = (one for one in table.findChildren(ConfirmField) if one.isVisible())
    initials, name = sure.value()[:2]
    assert person.says(f"✓ {initials} · {name}")
    house, owner = window._context.house, window._context.actor
    (draft,) = house.records.drafts(owner)
    screen._store_now()
    person.settle()
    kept = house.writing.draft(owner, draft.id).record.content.answers["part.tasks"]
    assert kept == table.value()
    task = table._inputs[0][1]["task"].named
    person.bot.keyClicks(task, " again")
    person.settle()
    assert sure.value() == ()
    assert person.says(CHANGED)


def test_a_wrong_pin_confirms_nothing_and_does_not_stay_in_the_box(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    begun(person, window, put_to_use(window, FORM))
    person.press("Next: Talk")
    whole = screen_of(window)._answers._inputs["part.whole"].named
    assert isinstance(whole, ConfirmField)
    (ask,) = whole.findChildren(QPushButton)
    person.bot.keyClick(ask, Qt.Key.Key_Space)
    (pin,) = (one for one in whole.findChildren(QLineEdit) if one.echoMode() is QLineEdit.EchoMode.Password)
    person.bot.keyClick(pin, Qt.Key.Key_Return)
    person.settle()
    assert "type their own PIN" in window._problem.text
    person.bot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    pin.setFocus()
    whole._who.setCurrentIndex(1)  # type: ignore[union-attr]  # it is open
    person.bot.keyClicks(pin, "999999")
    person.bot.keyClick(pin, Qt.Key.Key_Return)
    person.settle()
    assert whole.value() == ()
    assert pin.text() == ""
    assert window._problem.isVisible()

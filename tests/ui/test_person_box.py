"""The box that finds a person, by real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.person_box import PersonBox

PEOPLE = (("a", "Tomasz Birch"), ("b", "Tom Larch"))


def test_enter_takes_the_first_fitting_name_and_typing_on_forgets_it(qtbot: QtBot) -> None:
    box = PersonBox(PEOPLE)
    qtbot.addWidget(box)
    box.show()
    chosen: list[str] = []
    box.chosen.connect(chosen.append)
    qtbot.keyClicks(box, "tom l")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.text(), chosen) == ("b", "Tom Larch", ["b"])
    qtbot.keyClicks(box, "x")
    assert box.value() == ""
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen == ["b"]


def test_what_was_typed_and_entered_before_the_names_came_still_counts(qtbot: QtBot) -> None:
    box = PersonBox(())
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "birch")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == ""
    box.offer(PEOPLE)
    assert (box.value(), box.text()) == ("a", "Tomasz Birch")


def test_a_chosen_person_is_shown_and_one_who_is_not_offered_is_not_kept(qtbot: QtBot) -> None:
    box = PersonBox(PEOPLE, "b")
    qtbot.addWidget(box)
    assert box.text() == "Tom Larch"
    box.offer(PEOPLE[:1])
    assert (box.value(), box.text()) == ("", "")


def test_a_name_chosen_from_the_list_is_taken(qtbot: QtBot) -> None:
    box = PersonBox(PEOPLE)
    qtbot.addWidget(box)
    box.completer().activated.emit("Tomasz Birch")
    assert box.value() == "a"
    box.completer().activated.emit("Nobody")
    assert box.value() == "a"

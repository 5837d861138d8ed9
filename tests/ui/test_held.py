"""When it happened, typed in the real window on every page that is written on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.domain.kinds import Kind
from app.domain.records import Record
from app.pages import places
from app.pages.places import Place
from app.ui.kit.writing import AUTOSAVE_MS
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of

Home = tuple[Person, Window]
WHY = "Why is it written down 4 days later?"
ONWARD = ("Next", "Finish and give feedback")


def lines(window: Window) -> dict[str, QLineEdit]:
    """Return the lines one can see, by name."""
    return {b.accessibleName(): b for b in window.findChildren(QLineEdit) if b.isVisible()}


def write(person: Person, window: Window, name: str, text: str) -> None:
    """Put a text into a line in the place of what stands there, and go on to the next field."""
    box = lines(window)[name]
    box.setFocus()
    box.selectAll()
    person.bot.keyClicks(box, text)
    person.bot.keyClick(box, Qt.Key.Key_Tab)
    person.bot.wait(AUTOSAVE_MS + 50)  # where the window is not active, no field is ever left
    person.settle()


def go_on_to(person: Person, window: Window, question: str) -> None:
    """Go on, step by step, until a question is asked."""
    person.settle()
    while question not in lines(window):
        onward = [
            b
            for b in window.findChildren(QPushButton)
            if b.isVisible() and b.text().startswith(ONWARD) and b.text() != "Next: Read back"
        ]
        assert onward, question
        person.press(onward[0].text())


def kept(window: Window) -> Record:
    """Return what is kept of the only draft."""
    house, actor = window._context.house, window._context.actor
    (draft,) = house.records.drafts(actor)
    return house.writing.draft(actor, draft.id).record


def place_of(kind: Kind, window: Window) -> Place:
    chipo = team_of(window).other.person_id
    form_id = "observation" if kind is Kind.OBSERVATION else "reflection" if kind is Kind.REFLECTION else ""
    return places.writing(kind, person_id=chipo, form_id=form_id)


@pytest.mark.parametrize("kind", [Kind.SUPERVISION, Kind.COACHING, Kind.OBSERVATION, Kind.REFLECTION])
def test_when_it_was_is_typed_what_is_late_says_why_and_both_come_back(at_home: Home, kind: Kind) -> None:
    person, window = at_home
    question = kind.row.when
    window.go(place_of(kind, window))
    go_on_to(person, window, question)
    assert lines(window)[question].text() == "24 Nov 2026, 14:00"
    assert WHY not in lines(window)
    write(person, window, question, "20/11/2026 10.30am")
    write(person, window, WHY, "No PC was free")
    record = kept(window)
    assert record.held_at == dt.datetime(2026, 11, 20, 10, 30, tzinfo=dt.UTC)
    assert record.recorded_at == dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    assert record.content.late_because == "No PC was free"
    write(person, window, question, "31 Feb")
    assert (kept(window).held_at, kept(window).content.held_typed) == (record.held_at, "31 Feb")
    window.go(places.Today())
    person.settle()
    window.go(places.writing(kind, record_id=record.id))
    go_on_to(person, window, question)
    assert lines(window)[question].text() == "31 Feb"
    write(person, window, question, "20/11/2026 10.30am")
    assert lines(window)[WHY].text() == "No PC was free"


def test_a_day_that_has_not_come_is_refused_at_the_field(at_home: Home) -> None:
    person, window = at_home
    window.go(place_of(Kind.COACHING, window))
    go_on_to(person, window, "When was it?")
    before = kept(window).held_at
    write(person, window, "When was it?", "26/11/2026")
    assert person.says("Thu 26 Nov 2026 has not come yet")
    assert kept(window).held_at == before


def test_an_emptied_field_goes_back_to_what_it_was(at_home: Home) -> None:
    person, window = at_home
    window.go(place_of(Kind.COACHING, window))
    go_on_to(person, window, "When was it?")
    box = lines(window)["When was it?"]
    box.clear()
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert box.text() == "24 Nov 2026, 14:00"


def test_the_title_and_what_is_read_back_say_the_day_that_was_typed(at_home: Home) -> None:
    person, window = at_home
    window.go(place_of(Kind.SUPERVISION, window))
    go_on_to(person, window, "When did you meet?")
    write(person, window, "When did you meet?", "20/11/2026 10.30am")
    person.press("Next: Read back")
    assert person.says("Supervision with Chipo Maple · Fri 20 Nov 2026")
    assert person.says("Fri 20 Nov 2026, 10:30")


def test_paper_is_typed_in_with_the_day_that_stands_on_it(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    team = team_of(window)
    number = team.house.paper.print_blank(
        team.owner, Kind.COACHING, "coaching", team.other.person_id, tmp_path / "blank.pdf"
    ).value
    team.clock.turn(days=3)
    window.go(places.Coaching(person_id=team.other.person_id, paper=number))
    go_on_to(person, window, "When was it?")
    assert lines(window)["When was it?"].text() == ""
    assert person.says("Which day stands on the paper?")
    write(person, window, "When was it?", "25/11/2026 9:15")
    assert not [name for name in lines(window) if name.startswith("Why is it")]
    assert kept(window).held_at == dt.datetime(2026, 11, 25, 9, 15, tzinfo=dt.UTC)

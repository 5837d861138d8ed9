"""What somebody types and has not sent stays when another action draws the page afresh."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.domain.requests import RequestKind
from app.pages import places
from app.pages.parts import PersonPart, SetUpPart
from app.ui.kit.person_box import PersonBox
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of

Home = tuple[Person, Window]
DAY = dt.date(2026, 12, 8)
ITEM = places.EvidenceItem(
    framework_id="cqc_saf_2023", code="S6", begin=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31)
)


def box(window: Window, name: str) -> QWidget:
    """Return a box by its name."""
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    return next(
        b
        for b in window.findChildren(QWidget)
        if isinstance(b, kinds) and b.isVisible() and b.accessibleName() == name
    )


def said(window: Window, name: str) -> str:
    """Return what stands in a box."""
    found = box(window, name)
    if isinstance(found, QPlainTextEdit):
        return found.toPlainText()
    if isinstance(found, QComboBox):
        return found.currentText()
    assert isinstance(found, QLineEdit)
    return found.text()


def test_a_line_of_the_plan_stays_while_the_view_is_kept_and_the_other_way_round(at_home: Home) -> None:
    person, window = at_home
    window.go(ITEM)
    person.settle()
    person.type("What", "Two choices at tea")
    owner = box(window, "Who")
    assert isinstance(owner, QComboBox)
    owner.setCurrentIndex(owner.findText("Dee Rowan"))
    levels = [b for b in window.findChildren(QRadioButton) if b.isVisible()]
    levels[0].click()
    chosen = levels[0].text()
    person.type("Why", "Not every evening yet.")
    person.press("Keep this view")
    assert person.says("Not every evening yet.")
    assert said(window, "Why") == ""
    assert (said(window, "What"), said(window, "Who")) == ("Two choices at tea", "Dee Rowan")
    person.type("Why", "Half a thought")
    window._context.house.evidence.improve(
        window._context.actor, ITEM.framework_id, ITEM.code, "Ask", window._context.actor.person_id, DAY
    )
    window._going.screens[places.EvidenceItem].refresh()
    person.settle()
    assert (said(window, "Why"), said(window, "What")) == ("Half a thought", "Two choices at tea")
    checked = [b.text() for b in window.findChildren(QRadioButton) if b.isVisible() and b.isChecked()]
    assert checked == [chosen]


def test_what_is_typed_about_one_item_is_not_put_into_another(at_home: Home) -> None:
    person, window = at_home
    window.go(ITEM)
    person.type("Why", "Half a thought")
    window.go(places.EvidenceItem(framework_id=ITEM.framework_id, code="S5", begin=ITEM.begin, end=ITEM.end))
    person.settle()
    assert said(window, "Why") == ""


def test_a_skill_being_typed_stays_while_an_action_is_done(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    team.sign(team.write(team.owner, team.other, action="Two choices at tea"))
    window.go(places.Person(person_id=team.other.person_id))
    person.press(PersonPart.THREADS)
    person.type("A skill to follow", "Offering a real choice")
    person.press(PersonPart.PLAN)
    person.press("Done")
    assert person.says("No open actions.")
    person.press(PersonPart.THREADS)
    assert said(window, "A skill to follow") == "Offering a real choice"
    person.press("Begin a thread")
    assert said(window, "A skill to follow") == ""
    window.go(places.Person(person_id=team.worker.person_id, part=PersonPart.THREADS))
    person.settle()
    assert said(window, "A skill to follow") == ""


def test_a_request_being_written_down_stays_while_another_is_answered(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    asked_on = dt.date(2026, 11, 20)
    team.house.requests.receive(team.owner, RequestKind.ACCESS, team.worker.person_id, asked_on)
    window.go(places.Requests())
    person.settle()
    who = box(window, "Who (needed)")
    assert isinstance(who, PersonBox)
    person.bot.keyClicks(who, "chi")
    person.bot.keyClick(who, "\r")
    person.type("In their words", "It was late.")
    window._going.screens[places.Requests].refresh()
    person.settle()
    assert (said(window, "Who (needed)"), said(window, "In their words")) == ("Chipo Maple", "It was late.")
    person.press("Write it down")
    assert len(team.house.requests.list(team.owner)) == 2
    assert (said(window, "Who (needed)"), said(window, "In their words")) == ("", "")


@pytest.mark.parametrize("name", ["PIN now", "New PIN", "New passphrase"])
def test_a_secret_is_never_put_back(at_home: Home, name: str) -> None:
    person, window = at_home
    window.go(places.SetUp(SetUpPart.SERVICE))
    person.settle()
    person.type("Name of the service", " Two")
    person.press(SetUpPart.PIN)
    person.type(name, "402817")
    window._going.screens[places.SetUp].refresh()
    person.settle()
    assert said(window, name) == ""
    person.press(SetUpPart.SERVICE)
    assert said(window, "Name of the service") == "Oakview House Two"


def test_a_line_about_a_record_stays_while_the_record_is_read_again(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    record = team.sign(team.write(team.owner, team.other))
    window.go(places.Record(record_id=record.id))
    person.type("Add a line of your own", "We go on.")
    window._going.screens[places.Record].refresh()
    person.settle()
    assert said(window, "Add a line of your own to this record") == "We go on."
    person.press("Add it")
    assert person.says("We go on.")
    assert said(window, "Add a line of your own to this record") == ""

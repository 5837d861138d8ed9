"""The service's own audit of supervision through the window: copied, changed, published, answered, sealed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.forms import FieldType
from app.pages import places
from app.ui.kit.fields import Choices
from app.ui.screens.quality_audit import QualityAuditScreen
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of
from tests.ui.test_forms import box, copied, pick, stand_on

Home = tuple[Person, Window]


def screen(window: Window) -> QualityAuditScreen:
    return next(one for one in window.findChildren(QualityAuditScreen) if one.isVisible())


def test_a_manager_makes_their_own_audit_and_looks_at_records_with_it(at_home: Home) -> None:
    person, window = at_home
    team = team_of(window)
    for _ in range(2):
        team.sign(team.write(team.deputy, team.worker))
    form = copied(at_home, "audit")
    stand_on(at_home, form.sections[0].fields[-1].label)
    person.press("+ Question")
    box(at_home, "Question").setFocus()
    person.bot.keyClicks(box(at_home, "Question"), "How long did it take to read?")
    picker = box(at_home, "How it is answered")
    picker.setCurrentIndex(picker.findData(FieldType.DURATION.value))  # type: ignore[attr-defined]
    assert not [
        one for one in ("Who answers", "Sensitive", "What Alongside uses it for") if _there(window, one)
    ]
    person.press("Publish version 1")
    assert person.says("New records use it from now on") or person.says("is published")
    window.go(places.Quality())
    person.settle()
    person.press("Draw records and begin")
    page = screen(window)
    assert len(page._asked) == 2
    names = set()
    for answers in page._asked.values():
        for one in answers._inputs.values():
            names.add(one.named.accessibleName())
            if isinstance(one.named, Choices):
                one.named.buttons()[0].click()
    assert len(names) == 20
    person.type("S-0001: How long did it take to read?", "12")
    person.settle()
    person.bot.wait(600)
    window.go(places.Today())
    person.settle()
    (kept,) = team.house.quality.audits(team.owner)
    assert sorted(len(found) for found in kept.answers.values()) == [9, 10]
    window.go(places.QualityAudit(audit_id=kept.id))
    person.settle()
    person.press("Print it…")
    person.press("Save as PDF")
    assert person.says("Print it once for each record")
    person.press("Seal the audit")
    assert team.house.quality.audits(team.owner)[0].sealed_at is not None


def _there(window: Window, name: str) -> bool:
    return any(one.isVisible() and one.accessibleName() == name for one in window.findChildren(QWidget))


def test_the_preview_shows_an_audit_of_records_that_are_made_up(at_home: Home) -> None:
    person, window = at_home
    copied(at_home, "audit")
    window.resize(1700, 900)
    person.settle()
    for look in ("Look at it: Paper", "Look at it: PDF"):
        person.choose(look)
        assert not window._problem.isVisible(), window._problem.text
    pick(at_home, "More to do with the form", "Double")

"""What the editor shows as the screen is what the screen shows: the same widgets, row by row and level by level."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton, QWidget

from app.domain.forms import Form
from app.domain.kinds import WrittenOn
from app.pages import places
from app.ui.kit.area_chips import AreaChips
from app.ui.kit.form_preview import FormPreview
from app.ui.kit.rating import Rating
from app.ui.kit.sampling import Sampling
from app.ui.kit.section import SectionPart
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of
from tests.ui.test_forms import copied, stand_on

Home = tuple[Person, Window]


def preview(home: Home) -> FormPreview:
    home[1].resize(1700, 900)
    home[0].settle()
    home[0].bot.wait(800)
    home[0].settle()
    return next(one for one in home[1].findChildren(FormPreview) if one.isVisible())


def rows(inside: QWidget) -> list[tuple[str, list[str]]]:
    """Return each row to be rated: its words, and its levels with what each looks like."""
    return [
        (
            one.item.words,
            [f"{r.text()} – {r.accessibleDescription()}" for r in one.findChildren(QRadioButton)],
        )
        for one in inside.findChildren(Rating)
        if one.isVisible()
    ]


def used(home: Home, form: Form) -> None:
    """Publish the form and come to the step of its screen in which is watched."""
    person, window = home
    team = team_of(window)
    team.house.own_forms.publish(team.owner, form.id)
    window.go(places.Observe(person_id=team.worker.person_id, form_id=form.id))
    person.settle()
    person.press("Next: Watch")


@pytest.mark.parametrize("form_id", ["mealtime", "medicines", "spot_check", "active_support"])
def test_what_is_watched_is_shown_as_rows_with_levels_as_the_screen_shows_it(
    at_home: Home, form_id: str
) -> None:
    form = copied(at_home, form_id)
    stand_on(at_home, next(s.fields[0].label for s in form.sections if s.step == "observe"))
    drawn = rows(preview(at_home))
    assert len(drawn) > 2
    used(at_home, form)
    assert rows(at_home[1]) == drawn


@pytest.mark.parametrize(("form_id", "step"), [("mealtime", "observe"), ("supervision", "talk")])
def test_the_question_somebody_is_at_is_brought_into_view(at_home: Home, form_id: str, step: str) -> None:
    form = copied(at_home, form_id)
    section = max((s for s in form.sections if s.step == step), key=lambda s: len(s.fields))
    stand_on(at_home, section.fields[-1].label)
    shown = preview(at_home)
    assert shown._chosen is not None
    assert section.fields[-1].label.startswith(shown._chosen.accessibleName()[:20])
    assert not shown._chosen.visibleRegion().isEmpty()


def test_a_time_sample_is_shown_with_its_beep_and_no_key_reaches_it(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home, "time_sample")
    stand_on(at_home, next(s.fields[0].label for s in form.sections if s.step == "observe"))
    shown = preview(at_home)
    (sampling,) = shown.findChildren(Sampling)
    codes = [one.text() for one in sampling.findChildren(QCheckBox)]
    person.bot.keyClick(window, Qt.Key.Key_1)
    assert not any(one.isChecked() for one in sampling.findChildren(QCheckBox))
    used(at_home, form)
    (real,) = (one for one in window.findChildren(Sampling) if one.isVisible())
    assert [one.text() for one in real.findChildren(QCheckBox)] == codes


@pytest.mark.no_cover
@pytest.mark.parametrize("form_id", ["supervision", "coaching", "gibbs", "preparation", "audit"])
def test_what_is_chosen_is_shown_with_its_words(at_home: Home, form_id: str) -> None:
    form = copied(at_home, form_id)
    section = form.sections[-1]
    stand_on(at_home, section.title)
    shown = preview(at_home)
    asked = section.fields[0].label
    said = [one.text() for one in shown.findChildren(QLabel) if one.isVisible()]
    assert any(one.startswith(asked) for one in said), said
    assert bool(shown.findChildren(SectionPart)) == (
        form.kind.screen is WrittenOn.MEETING and form_id == "supervision"
    )


def chips(inside: QWidget) -> list[str]:
    return [
        box.text()
        for one in inside.findChildren(AreaChips)
        if one.isVisible()
        for _, box in one.boxes
        if box.isVisible()
    ]


def test_what_coaching_is_about_is_shown_as_the_chips_of_its_card(at_home: Home) -> None:
    person, window = at_home
    form = copied(at_home, "coaching")
    drawn = chips(preview(at_home))
    assert len(drawn) > 5
    team = team_of(window)
    team.house.own_forms.publish(team.owner, form.id)
    window.go(places.Coaching(person_id=team.worker.person_id, form_id=form.id))
    person.settle()
    assert chips(window) == drawn

"""Every place the window has, in three themes, two text sizes and two window sizes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from app.domain.actions import Answered
from app.domain.kinds import Kind
from app.domain.noticed import Said
from app.domain.records import RecordState
from app.pages import places
from app.pages.places import Place
from app.system.resources import resource
from app.ui.kit.parts import Parts
from app.ui.shell.window import Window
from app.ui.theme.style import Look
from tests.team import filled
from tests.ui import seen
from tests.ui.person import Person

SIZES = (QSize(1366, 768), QSize(1024, 640))
MOST_STEPS = 4
DAY = dt.date(2026, 11, 1)


@dataclass(frozen=True)
class World:
    """Ids of one of each in the demo."""

    manager: str
    person: str
    record: str
    ready: str
    action: str
    audit: str
    form: str
    concern: str
    page: str


EXAMPLES: dict[type[Place], Callable[[World], Place]] = {
    places.Today: lambda _: places.Today(),
    places.MyPage: lambda _: places.MyPage(),
    places.OwnKey: lambda _: places.OwnKey(),
    places.Aside: lambda _: places.Aside(),
    places.NewSheet: lambda _: places.NewSheet(),
    places.People: lambda _: places.People(),
    places.Due: lambda _: places.Due(),
    places.Records: lambda _: places.Records(),
    places.Evidence: lambda _: places.Evidence(),
    places.Find: lambda _: places.Find(),
    places.Check: lambda _: places.Check(),
    places.SetUp: lambda _: places.SetUp(),
    places.Help: lambda _: places.Help(),
    places.Worked: lambda _: places.Worked(),
    places.Person: lambda w: places.Person(person_id=w.person),
    places.PersonForm: lambda w: places.PersonForm(person_id=w.person),
    places.Moving: lambda w: places.Moving(person_id=w.person),
    places.Double: lambda w: places.Double(person_id=w.person),
    places.StandingIn: lambda w: places.StandingIn(person_id=w.manager),
    places.HeldElsewhere: lambda w: places.HeldElsewhere(person_id=w.manager),
    places.BringIn: lambda _: places.BringIn(),
    places.Codes: lambda _: places.Codes(),
    places.Coaching: lambda w: places.Coaching(person_id=w.person),
    places.Observe: lambda w: places.Observe(person_id=w.person, form_id="active_support"),
    places.Reflect: lambda _: places.Reflect(),
    places.NewMeeting: lambda w: places.NewMeeting(person_id=w.person),
    places.Meeting: lambda w: places.Meeting(person_id=w.person),
    places.Prepare: lambda _: places.Prepare(),
    places.Actions: lambda _: places.Actions(),
    places.Action: lambda w: places.Action(action_id=w.action),
    places.Sign: lambda w: places.Sign(record_id=w.ready),
    places.Record: lambda w: places.Record(record_id=w.record),
    places.Noticed: lambda _: places.Noticed(),
    places.Notice: lambda w: places.Notice(record_id=w.record, concern=True),
    places.Concern: lambda w: places.Concern(concern_id=w.concern),
    places.Expectations: lambda _: places.Expectations(),
    places.Expectation: lambda w: places.Expectation(expectation_id=w.page),
    places.ExpectationForm: lambda w: places.ExpectationForm(expectation_id=w.page),
    places.Expected: lambda w: places.Expected(record_id=w.record),
    places.Counting: lambda w: places.Counting(record_id=w.record),
    places.Paper: lambda _: places.Paper(),
    places.Forms: lambda _: places.Forms(),
    places.NewForm: lambda _: places.NewForm(),
    places.FormVersions: lambda w: places.FormVersions(form_id=w.form),
    places.FormEditor: lambda w: places.FormEditor(form_id=w.form),
    places.LookingBack: lambda _: places.LookingBack(),
    places.Calendar: lambda _: places.Calendar(),
    places.PlanAhead: lambda _: places.PlanAhead(),
    places.Competence: lambda _: places.Competence(),
    places.Training: lambda _: places.Training(),
    places.NoteTraining: lambda _: places.NoteTraining(),
    places.EvidenceItem: lambda _: places.EvidenceItem(
        framework_id="cqc_saf_2023", code="S6", begin=DAY.replace(year=2025), end=DAY
    ),
    places.Frameworks: lambda _: places.Frameworks(),
    places.Pack: lambda _: places.Pack(),
    places.Packs: lambda _: places.Packs(),
    places.Requests: lambda _: places.Requests(),
    places.Impact: lambda _: places.Impact(),
    places.Activity: lambda _: places.Activity(),
    places.Backups: lambda _: places.Backups(),
    places.Keeping: lambda _: places.Keeping(),
    places.KeepingOf: lambda w: places.KeepingOf(person_id=w.person),
    places.Deletions: lambda _: places.Deletions(),
    places.Quality: lambda _: places.Quality(),
    places.QualityAudit: lambda w: places.QualityAudit(audit_id=w.audit),
}


def test_every_place_is_walked() -> None:
    assert set(EXAMPLES) == set(Place.every)


def _world(window: Window) -> World:
    context = window._context
    house, actor = context.house, context.actor
    people = [p for p in house.people.list(actor) if p.id != actor.person_id and not p.role.opens_vault]
    sealed = house.records.list(actor, kind=Kind.SUPERVISION, states=(RecordState.SEALED,))[0]
    draft = house.writing.start(actor, Kind.SUPERVISION, people[-1].id).value
    content = filled(draft.form, draft.record.content, "We talked about breakfast choices.")
    answered = tuple(replace(one, choice=Answered.DONE) for one in content.old_actions)
    content = replace(content, old_actions=answered)
    house.writing.store(actor, draft.record.id, content, draft.record.revision)
    ready = house.writing.finish(actor, draft.record.id).value
    audit = house.quality.begin_audit(actor, DAY).value
    form = house.own_forms.copy(actor, "medicines", "Our medicines check").value
    action = next(one for one in house.actions.all(actor)[0] if one.about_id == people[0].id)
    said = Said(what="The plan was not read", next_step="Read it together", next_by=DAY)
    concern = house.noticed.raise_concern(actor, sealed.id, said).value
    page = next(one.id for one in house.expectations.all(actor).pages if one.used)
    return World(
        page=page,
        concern=concern.id,
        action=action.id,
        manager=actor.person_id,
        person=people[0].id,
        record=sealed.id,
        ready=ready.id,
        audit=audit.id,
        form=form.id,
    )


def _steps(person: Person, look: Callable[[str], None]) -> None:
    """Look at a page, at each of its parts, and at each page that Next leads to."""
    look("")
    for parts in (one for one in person.window.findChildren(Parts) if one.isVisible()):
        for tab in [one for one in parts.findChildren(QPushButton) if one.objectName() == "tab"]:
            tab.click()
            look(f" {tab.text()}")
    for step in range(MOST_STEPS):
        onward = next(
            (
                b
                for b in person.window.findChildren(QPushButton)
                if b.isVisible() and b.isEnabled() and b.text().startswith("Next")
            ),
            None,
        )
        if onward is None:
            return
        onward.click()
        person.settle()
        look(f" after {step + 1} × Next")


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("theme", "scale"), [("light", 100), ("light", 150), ("dark", 150), ("contrast", 150)]
)
def test_every_place_is_named_fits_and_can_be_read(
    demo_window: tuple[Person, Window], theme: str, scale: int
) -> None:
    person, window = demo_window
    world = _world(window)
    window._looks.choose(Look(theme=theme, scale=scale))
    faults: list[Any] = []
    for example in EXAMPLES.values():
        place = example(world)
        window.resize(SIZES[0])
        window.go(place)
        person.settle()

        def look(step: str, place: Place = place) -> None:
            for size in SIZES:
                window.resize(size)
                person.bot.wait(1)
                where = f"{place.screen()}{step} {size.width()}"
                found = [*seen.unnamed(window), *seen.squeezed(window), *seen.faint(window)]
                if window.size() != size:
                    found.append(f"the window needs {window.size()}")
                if found:
                    faults.append((where, found))

        _steps(person, look)
    assert not faults, "\n".join(map(str, faults))


def test_every_place_is_walked_by_tab_alone(demo_window: tuple[Person, Window]) -> None:
    person, window = demo_window
    world = _world(window)
    faults: list[Any] = []
    for example in EXAMPLES.values():
        place = example(world)
        window.go(place)
        person.settle()
        window.activateWindow()
        window._menu.findChildren(QPushButton)[0].setFocus()
        found = seen.unreached(window)
        if found:
            faults.append((place.screen(), found))
    assert not faults, "\n".join(map(str, faults))


def test_every_place_in_the_menu_or_begun_by_a_key_has_its_icon() -> None:
    wanted = [place for place in Place.every if place.menu or place.new]
    assert wanted
    assert [one.screen() for one in wanted if not resource("icons", f"{one.screen()}.svg").is_file()] == []

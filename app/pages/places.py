"""Everywhere one can go, each a frozen value: the one register of places.

A place is a class here and a screen of the same name in ``app/ui/screens``: ``PersonForm`` is drawn by
``person_form.PersonFormScreen``. The class says what menu, keys and Esc need to know, as ``Place`` takes it.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from typing import ClassVar

from app.domain.access import HEADS, LEADS_PRACTICE, MANAGES
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.packs import Purpose
from app.domain.people import Role
from app.pages.parts import PersonPart, SetUpPart  # noqa: TC001 - read at run time by dataclass tools
from app.pages.place import Place as Place  # noqa: PLC0414 - every screen asks for it here

LEADERS = frozenset(Role) - {Role.WORKER}
IMPACT = frozenset({Role.OWNER, Role.PRACTICE_LEADER})
CONFIRM = HEADS | {Role.DEPUTY}
"""Who can be led to a deletion that waits: a deputy only from Today, once they may see everybody."""


class Today(Place, menu="Today", keys="Ctrl+1", helps="start"):
    """What needs me, what to carry on with, what comes next."""


class MyPage(Place, menu="My page", keys="Ctrl+8", only=frozenset(Role) - {Role.NOMINATED}, helps="start"):
    """One’s own supervisor, dates, plan and records. Nobody here supervises the nominated individual."""


class OwnKey(Place, under=Today, do="My PIN", helps="sign-in"):
    """One’s own PINs: who ordered each, whether it was oneself, and confirming it beside a colleague."""


class Aside(Place, under=Today, do="Words you kept somewhere else", helps="where"):
    """Words the records could not take, in a file elsewhere: bring them back in."""


class People(Place, menu="People", keys="Ctrl+2", only=LEADERS, helps="people"):
    """The team."""


class Due(Place, menu="Due", keys="Ctrl+3", do="Who is due", only=LEADERS, helps="due"):
    """Who is due for what."""


class Records(Place, menu="Records", keys="Ctrl+4", helps="records"):
    """The records one may read; only those about somebody, where they are named."""

    about_id: str = ""


class Evidence(Place, menu="Evidence", keys="Ctrl+5", only=LEADERS, helps="evidence"):
    """What the records show of a framework."""

    framework_id: str = ""


class Find(Place, menu="Find", keys="Ctrl+K", helps="records"):
    """Find or do, over the page one is on."""

    over: ClassVar[bool] = True


class Check(Place, menu="Check a PDF", keys="Ctrl+7", helps="check"):
    """Check a PDF."""

    aside: ClassVar[bool] = True


class SetUp(Place, menu="Set up", keys="Ctrl+6", helps="start"):
    """The service’s own settings; without a ``part`` the one that was looked at last."""

    aside: ClassVar[bool] = True
    part: SetUpPart | None = None


class NewSheet(Place, under=SetUp, only=MANAGES, do="A new recovery sheet", helps="lost"):
    """A new recovery sheet in place of one that was lost."""


class Help(Place, menu="Help", keys="F1", helps="start"):
    """Help inside the app; without a ``topic`` the list of them."""

    aside: ClassVar[bool] = True
    topic: str = ""


class Worked(Place, under=Help, do="Three records to mark"):
    """Made-up records to mark as in the monthly audit, alone or together."""


class Person(Place, under=People):
    """One person’s page. ``code`` is a one-time code to hand over, shown once."""

    person_id: str
    code: str = ""
    part: PersonPart | None = None


class PersonForm(Place, under=People, only=MANAGES):
    """Add a person, or change one."""

    person_id: str = ""


class Moving(Place, under=People, only=LEADERS):
    """Somebody leaves, is away or hands on. ``change`` is which; ``absence_id`` time away to change."""

    person_id: str
    change: str = Change.LEAVES.value
    absence_id: str = ""


class StandingIn(Place, under=People, only=LEADERS):
    """Say who stands in for a supervisor."""

    person_id: str


class Double(Place, under=People, only=MANAGES):
    """Say that somebody is here twice. ``double_id`` is the other entry."""

    person_id: str
    double_id: str = ""


class HeldElsewhere(Place, under=People, only=LEADERS):
    """Bring in the signed file of a registered manager’s supervision that was held elsewhere."""

    person_id: str


class BringIn(Place, under=People, only=MANAGES, helps="bring-in"):
    """Bring in people from a file, or their ``training``. The ASC-WDS training file is known either way."""

    training: bool = False


class Codes(Place, under=People, only=MANAGES, helps="sign-in"):
    """New one-time codes for those who have no PIN yet."""


class Coaching(Place, under=Today, new="C", do="Log coaching", only=LEADS_PRACTICE, helps="coaching"):
    """Log coaching: a new one, or a draft of one’s own."""

    record_id: str = ""
    person_id: str = ""
    form_id: str = ""
    paper: str = ""


class Observe(Place, under=Today, new="O", do="Observe", only=LEADS_PRACTICE, helps="observe"):
    """Watch practice. ``pair_id`` is another’s observation of the same practice."""

    record_id: str = ""
    person_id: str = ""
    form_id: str = ""
    paper: str = ""
    pair_id: str = ""


class Reflect(Place, under=Today, new="R", do="Reflect", helps="reflect"):
    """Reflect for oneself."""

    record_id: str = ""
    person_id: str = ""
    form_id: str = ""
    paper: str = ""


class NewMeeting(Place, under=Today, new="S", do="Start a meeting", only=LEADERS, helps="supervision"):
    """Choose a kind of meeting and with whom."""

    person_id: str = ""


class Meeting(Place, under=Today, helps="supervision"):
    """Write a meeting: prepare, talk, agree, read back."""

    record_id: str = ""
    person_id: str = ""
    form_id: str = ""
    paper: str = ""
    kind: Kind = Kind.SUPERVISION


class Prepare(Place, under=Today, do="Prepare for my supervision", helps="supervision"):
    """One’s own points for the next supervision; with a record, one’s own scores before that meeting.

    ``paper`` is the number of a printed sheet that is typed in.
    """

    record_id: str = ""
    kind: Kind = Kind.SUPERVISION
    paper: str = ""


class Actions(Place, under=Today, do="Follow up actions", helps="actions"):
    """What was agreed: late, open, closed lately. ``show`` is which of them."""

    show: str = ""


class Action(Place, under=Actions):
    """One action: what became of it, what shows it, another day."""

    action_id: str


class Sign(Place, under=Today, helps="signing"):
    """Sign a finished record."""

    record_id: str


class Record(Place, under=Records):
    """Read a record."""

    record_id: str


class Noticed(Place, under=Records, do="Good practice and concerns", helps="noticed"):
    """What was kept from records: done well, or to be seen to."""


class Notice(Place, under=Records, helps="noticed"):
    """Keep something of a record as good practice, or as a concern."""

    record_id: str
    concern: bool = False


class Concern(Place, under=Noticed):
    """One concern: what comes next, what came of it."""

    concern_id: str


class Expectations(Place, under=Records, do="What we expect: a page for each standard", helps="expectations"):
    """What the service expects to see, a page each."""


class Expectation(Place, under=Expectations):
    """One page, and who was watched on it. ``version`` 0 is its draft; None is the one in use."""

    expectation_id: str
    version: int | None = None


class ExpectationForm(Place, under=Expectations, only=LEADS_PRACTICE):
    """Write a page, or a new version of one."""

    expectation_id: str = ""


class Expected(Place, under=Records, helps="expectations"):
    """Which pages of what we expect a record is about."""

    record_id: str


class Counting(Place, under=Records):
    """What a record counts towards."""

    record_id: str


class Paper(Place, under=Records, do="Paper forms", helps="forms"):
    """Forms on paper, with a number."""


class Forms(Place, under=SetUp, helps="forms"):
    """Every form, the service’s own and ours."""


class FormEditor(Place, under=Forms, only=MANAGES):
    """Change a form of the service’s own."""

    form_id: str


class NewForm(Place, under=Forms, only=MANAGES):
    """Begin a form of the service’s own."""


class FormVersions(Place, under=Forms):
    """The versions of a form, compared."""

    form_id: str


class Activity(Place, under=SetUp, do="Activity log", only=MANAGES, helps="it"):
    """Who did what and when."""


class Backups(Place, under=SetUp, do="Backups", only=LEADERS, helps="where"):
    """Where backups go, how old they are, and putting one back."""


class Keeping(Place, under=SetUp, do="Keeping and deleting", only=HEADS, helps="keeping"):
    """How long things are kept, what may go now, and confirming what somebody asked to be deleted."""


class KeepingOf(Place, under=Keeping, only=MANAGES):
    """What is kept about one person, until when, and what holds it."""

    person_id: str


class Deletions(Place, under=Keeping, do="Log of deletions", only=HEADS):
    """What was deleted: numbers, kinds and people, and no text."""


class LookingBack(Place, under=Due, do="Looking back", only=LEADERS):
    """Charts over the last months."""


class Calendar(Place, under=Due, do="Calendar of meetings"):
    """What is planned, month by month. ``month`` is any of its days; None is this month."""

    month: dt.date | None = None


class PlanAhead(Place, under=Due, do="Plan ahead", only=LEADERS):
    """Plan sessions with several people, again and again."""


class Competence(Place, under=Due, do="Who may do what: the register of competence", only=LEADERS):
    """Who stands how in what is checked, and who may do something today."""


class Training(Place, under=Due, do="Training: who did what, and until when", only=LEADERS):
    """Who was trained in which subject, and until when it counts."""


class NoteTraining(Place, under=Training, do="Note training", only=LEADS_PRACTICE):
    """Note training that one or several people did; a person and a subject may be chosen already."""

    person_id: str = ""
    subject: str = ""


class EvidenceItem(Place, under=Evidence):
    """One item of a framework: records, view and plan."""

    framework_id: str
    code: str
    begin: dt.date
    end: dt.date


class Frameworks(Place, under=Evidence):
    """Frameworks in use."""


class Pack(Place, under=Evidence, new="E", only=frozenset({Role.OWNER, Role.DEPUTY}), helps="packs"):
    """Make an evidence pack, or one person’s own file."""

    purpose: Purpose = Purpose.INSPECTION
    person_id: str = ""


class Packs(Place, under=Evidence, helps="packs"):
    """Packs made, and showing one to a reviewer: ``show`` is its folder."""

    show: str = ""


class Requests(Place, under=Evidence, helps="requests"):
    """Requests for one’s own data, and complaints."""


class Impact(Place, under=Evidence, do="Protected time and impact", only=IMPACT):
    """A practice leader’s time by day, and what practice leading came to."""


class Quality(Place, under=Evidence, helps="quality"):
    """The quality of supervision itself."""


class QualityAudit(Place, under=Quality):
    """One monthly audit."""

    audit_id: str


def writing(
    kind: Kind, *, record_id: str = "", person_id: str = "", form_id: str = "", paper: str = ""
) -> Place:
    """Return the place that writes a kind of record; every kind without one of its own is a meeting."""
    for own in (Coaching, Observe, Reflect):
        if kind.screen.value == own.screen():
            return own(record_id=record_id, person_id=person_id, form_id=form_id, paper=paper)
    return Meeting(record_id=record_id, person_id=person_id, form_id=form_id, paper=paper, kind=kind)

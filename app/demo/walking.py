"""Walking the arcs: each step is done through the service that people would use for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.demo.arcs import dated
from app.domain.actions import Answered, NewAction
from app.domain.clock import today
from app.domain.content import Content
from app.domain.forms import FieldType
from app.domain.ids import new_id
from app.domain.kinds import Kind, Sealing
from app.domain.noticed import Route, Said
from app.domain.observation import items
from app.domain.practice import Linked
from app.domain.records import Audience, Choice, Response
from app.domain.sessions import Reason, Why
from app.domain.stopping import STOPS
from app.domain.training import Course

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.demo.arcs import Step
    from app.demo.cast import Member
    from app.demo.making import StoryClock
    from app.demo.pen import Pen
    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.services.house import House
    from app.services.records.desk import Draft

SAFE: Mapping[str, Answer] = {
    "safe.not_right": "nothing",
    "safe.speaking_up": "yes",
    "safe.candour": "no",
}
"""What stands under safety where a step says nothing of it."""


class Walk:
    """Does what the steps say. A step's ``key`` is what later steps call its record, concern or thread."""

    def __init__(self, house: House, clock: StoryClock, cast: Mapping[str, Member], pen: Pen) -> None:
        self._house = house
        self._clock = clock
        self._cast = cast
        self._pen = pen
        self._owner = next(iter(cast.values())).actor
        self._known: dict[str, str] = {}
        self._telling = {
            "missed": self._missed,
            "away": self._away,
            "stand_in": self._stand_in,
            "training": self._training,
            "thread": self._thread,
            "praise": self._praise,
            "concern": self._concern,
            "concern_goes_on": self._concern_goes_on,
            "concern_closed": self._concern_closed,
            "time": self._time,
            "corrected": self._corrected,
        }

    def tell(self, step: Step) -> None:
        """Do one step, at the story's present instant."""
        said, who = step.said, self._cast[step.who]
        lead = self._cast[said.get("by", who.supervisor)]
        telling = self._telling.get(said["what"])
        if telling is None:
            made = self._record(Kind(said["what"]), said, who, lead)
        else:
            made = telling(said, who, lead)
        if made and "key" in said:
            self._known[said["key"]] = made
        if made and "thread" in said:
            linked = Linked.TRAINING if said["what"] == "training" else Linked.RECORD
            self._house.practice.link(lead.actor, self._known[said["thread"]], linked, made)

    # --- records --------------------------------------------------------------------------------------------

    def _record(self, kind: Kind, said: Mapping[str, Any], who: Member, lead: Member) -> str:
        now = self._clock.now()
        if kind is Kind.SUPERVISION:
            self._pen.planned(lead, who, now)
        if kind.row.own:
            return self._reflection(said, who, now)
        if "prepared" in said:
            sheet = self._house.preparing.sheet(who.actor, kind).form.sections[0]
            first = f"{sheet.id}.{sheet.fields[0].id}"
            self._house.preparing.store(who.actor, {first: said["prepared"]}, kind)
        about = lead if kind.is_group else who
        draft = self._house.writing.start(lead.actor, kind, about.id, now, form_id=said.get("form")).value
        content = self._content(draft, said, who, lead)
        if kind.sealing is Sealing.ATTENDANCE:
            self._pen.gather(lead, draft, content, [self._cast[name] for name in self._came(said, lead)])
        elif kind.sealing is Sealing.BOTH:
            self._pen.finish(lead, draft, content)
            choice = Choice(said.get("choice", Choice.AGREE))
            witness = self._cast[said["witness"]].id if "witness" in said else None
            answer = Response(choice=choice, words=said.get("words", ""), witness_id=witness)
            self._pen.sign(lead, draft.record.id, answer)
        else:
            self._pen.seal(lead, draft, content)
            self._done(said, who, content)
        return draft.record.id

    def _reflection(self, said: Mapping[str, Any], who: Member, now: dt.datetime) -> str:
        self._house.vaults.unlock(who.id, who.pin)
        draft = self._house.writing.start(
            who.actor, Kind.REFLECTION, who.id, now, form_id=said.get("form")
        ).value
        self._house.writing.store(
            who.actor, draft.record.id, Content(answers=said["answers"]), draft.record.revision
        )
        if said.get("shared"):
            self._house.sharing.share(who.actor, draft.record.id, Audience.SUPERVISION)
            self._house.signing.seal_saved(who.actor, at_once=True)
        self._house.vaults.sign_out()
        return draft.record.id

    def _content(self, draft: Draft, said: Mapping[str, Any], who: Member, lead: Member) -> Content:
        day, content = today(self._clock), draft.record.content
        next_days = said.get("next_days")
        answered = Answered(said.get("old", Answered.DONE))
        again = day + dt.timedelta(days=28)
        return replace(
            content,
            answers={**content.answers, **self._answers(draft.form, said, day)},
            notes=said.get("notes", {}),
            minutes=said.get("minutes", 45 if draft.form.kind.is_meeting else 20),
            place=said.get("place", "Small office" if draft.form.kind.is_meeting else ""),
            attendees=tuple(self._cast[name].id for name in self._came(said, lead)),
            old_actions=tuple(
                replace(old, choice=answered, due_on=again if answered is Answered.CARRY_ON else old.due_on)
                for old in content.old_actions
            ),
            new_actions=tuple(_action(one, who, lead, day) for one in said.get("actions", ())),
            next_on=day + dt.timedelta(days=next_days) if next_days else None,
        )

    def _answers(self, form: Form, said: Mapping[str, Any], day: dt.date) -> dict[str, Answer]:
        """Return what the step answers; safety, consent and ratings stand as usual where it says nothing."""
        usual: dict[str, Answer] = {key: answer for key, answer in SAFE.items() if _asks(form, key)}
        usual |= {key: "yes" for role in STOPS if (key := form.by_role(role)) is not None}
        usual |= {key: "yes" for key, item in items(form) if item.type is FieldType.SCALE}
        told = {**said.get("answers", {}), **said.get("ratings", {})}
        return usual | {key: dated(answer, day) for key, answer in told.items()}

    def _came(self, said: Mapping[str, Any], lead: Member) -> list[str]:
        return [name for name in said.get("came", ()) if name in self._cast and name != lead.name]

    def _done(self, said: Mapping[str, Any], who: Member, content: Content) -> None:
        if said.get("tried"):
            for action in content.new_actions:
                self._house.actions.done(who.actor, action.id)

    def _corrected(self, said: Mapping[str, Any], _who: Member, lead: Member) -> str:
        """Correct a record: the new version is signed again, the old one stays."""
        draft = self._house.correcting.correct(lead.actor, self._known[said["of"]], said["why"]).value
        content = draft.record.content
        content = replace(content, answers={**content.answers, **said["answers"]})
        self._pen.finish(lead, draft, content)
        answer = Response(choice=Choice(said.get("choice", Choice.AGREE)), words=said.get("words", ""))
        self._pen.sign(lead, draft.record.id, answer)
        return draft.record.id

    # --- what leaves no record of its own -------------------------------------------------------------------

    def _missed(self, said: Mapping[str, Any], who: Member, lead: Member) -> str:
        why, now = Reason(Why(said["why"]), said.get("words", "")), self._clock.now()
        if why.why is Why.NOT_PLANNED:
            return self._house.sessions.never_planned(lead.actor, who.id, Kind.SUPERVISION, now, why).value.id
        planned = self._pen.planned(lead, who, now)
        return self._house.sessions.missed(lead.actor, planned, why).value.id

    def _away(self, said: Mapping[str, Any], who: Member, _lead: Member) -> str:
        begins = today(self._clock)
        ends = begins + dt.timedelta(days=said["days"] - 1)
        return self._house.absences.note(self._owner, who.id, begins, ends, said["reason"]).value.id

    def _stand_in(self, said: Mapping[str, Any], _who: Member, lead: Member) -> str:
        away = self._cast[said["for"]]
        begins = today(self._clock)
        ends = begins + dt.timedelta(days=said["days"] - 1)
        return self._house.standing_in.begin(self._owner, away.id, lead.id, begins, ends).value.id

    def _training(self, said: Mapping[str, Any], who: Member, lead: Member) -> str:
        course = Course(title=said["title"], area=said["area"], done_on=today(self._clock))
        return self._house.training.note(lead.actor, (who.id,), course).value[0].id

    def _thread(self, said: Mapping[str, Any], who: Member, lead: Member) -> str:
        return self._house.practice.begin(lead.actor, who.id, said["skill"], said["area"]).value.id

    def _praise(self, said: Mapping[str, Any], who: Member, lead: Member) -> str:
        record = self._known[said["of"]]
        good = self._house.noticed.praise(lead.actor, record, said["text"], said.get("area", "")).value
        if said.get("shown"):
            self._house.noticed.show(who.actor, good.id, agreed=True)
        return good.id

    def _concern(self, said: Mapping[str, Any], _who: Member, lead: Member) -> str:
        day = today(self._clock)
        raised = Said(
            what=said["text"],
            next_step=said["next"],
            next_by=day + dt.timedelta(days=said["next_days"]),
            route=Route(said.get("route", Route.PRACTICE)),
            area=said.get("area", ""),
            told=said.get("told", ""),
            told_on=day if said.get("told") else None,
        )
        return self._house.noticed.raise_concern(lead.actor, self._known[said["of"]], raised).value.id

    def _concern_goes_on(self, said: Mapping[str, Any], _who: Member, lead: Member) -> str:
        by = today(self._clock) + dt.timedelta(days=said["next_days"])
        noticed = self._house.noticed
        return noticed.carry_on(lead.actor, self._known[said["of"]], said["next"], by, said["why"]).value.id

    def _concern_closed(self, said: Mapping[str, Any], _who: Member, lead: Member) -> str:
        return self._house.noticed.close(lead.actor, self._known[said["of"]], said["outcome"]).value.id

    def _time(self, said: Mapping[str, Any], who: Member, _lead: Member) -> str:
        """Plan a practice leader's protected time for a day; lose some of it, or log what it was used for."""
        impact, day = self._house.impact, today(self._clock)
        impact.plan(who.actor, who.id, (day,), said["planned"])
        if "lost" in said:
            impact.lose(who.actor, who.id, day, said["lost"], said["took"], said.get("words", ""))
        if "work" in said:
            impact.log(who.actor, said["work"], said["area"], said["minutes"], day)
        return ""


def _asks(form: Form, key: str) -> bool:
    """Whether a form has a question."""
    return form.field(key) is not None


def _action(said: Mapping[str, Any], who: Member, lead: Member, day: dt.date) -> NewAction:
    return NewAction(
        id=new_id(),
        what=said["what"],
        owner_id=lead.id if said.get("owner") == "leader" else who.id,
        due_on=day + dt.timedelta(days=said["days"]),
        how_we_will_know=said.get("how", ""),
    )

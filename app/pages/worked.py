"""Three worked records to mark with the questions of the monthly audit. What is marked is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.answers import shown
from app.domain.changes import Outcome, changed
from app.pages.writing import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Form
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.worked import WorkedRecord
    from app.pages import House

HOW = (
    "Read a record and mark it, then look at our marks. Alone, or together in a team: everybody marks first, "
    "then you say where you differ and why. What you mark is kept nowhere and seen by nobody else. "
    "Nobody in these records is real."
)
OURS = "Our marks are our view. You may see it another way: say why."


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedPage:
    """Everything the page shows. The same is asked of each record."""

    event: str
    form: Form
    questions: tuple[Question, ...]
    records: tuple[WorkedRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Our mark of one question beside the reader’s own."""

    question: str
    told: str
    why: str


def read(house: House, actor: Actor) -> WorkedPage:
    """Return the records and the questions of the audit that came with Alongside, none of them needed."""
    del actor
    worked, form = house.quality.worked()
    return WorkedPage(
        event=worked.event,
        form=form,
        questions=tuple(
            Question(key, replace(item, mandatory=False), section.title) for key, section, item in form.keyed
        ),
        records=worked.records,
    )


def compared(page: WorkedPage, record: WorkedRecord, answers: Mapping[str, Answer]) -> tuple[Compared, ...]:
    """Return our marks of a record beside those somebody gave it; what they left open is no mark."""
    found = []
    for question in page.questions:
        mark, given = record.marks[question.key], answers.get(question.key, "")
        ours = shown(question.item, mark.answer)
        told = f"✓ {ours}, as you say" if given == mark.answer else f"≠ We say {ours}; you say"
        if not given:
            told = f"○ We say {ours}"
        elif given != mark.answer:
            told = f"{told} {shown(question.item, given)}"
        found.append(Compared(question=question.item.label, told=told, why=mark.why))
    return tuple(found)


def paper(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write the records and our marks as a PDF: one for each reader."""
    return Outcome(house.quality.worked_paper(actor, to), changed())

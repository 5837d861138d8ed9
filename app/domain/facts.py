"""What a form may know of the person a record is about, so that a part is asked of some people only.

A fact stands among the answers under a key that no question has. The services put it there afresh whenever a
draft is kept, and it is sealed with the record: who somebody was then decides, not who they are later.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.monthly import in_turn
from app.domain.people import Pathway, Person, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Form, When

BEGINS = "about:"


class Fact(StrEnum):
    """A key that stands for what is known of the person. The values are what is kept and never change."""

    ROLE = "about:role"
    LEVEL = "about:level"
    JOB = "about:job"
    HOLDS = "about:holds"

    @property
    def label(self) -> str:
        """The fact in plain words, as a condition begins."""
        return {
            Fact.ROLE: "The person’s role here",
            Fact.LEVEL: "The person’s level (Care Workforce Pathway)",
            Fact.JOB: "A word in the person’s job title",
            Fact.HOLDS: "A competency that the person holds",
        }[self]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The values there are, as (what is kept, what is read); none where words are written."""
        if self is Fact.ROLE:
            return tuple((one.value, one.label) for one in Role)
        return tuple((one.value, one.label) for one in Pathway) if self is Fact.LEVEL else ()


def conditions(form: Form) -> tuple[When, ...]:
    """Return every condition of a form, of parts and of questions."""
    whens = [*(one.when for one in form.sections), *(field.when for _, _, field in form.keyed)]
    return tuple(when for when in whens if when is not None)


def wanted(form: Form) -> frozenset[Fact]:
    """Return what a form asks of the person."""
    return frozenset(fact for fact in Fact if any(one.question == fact for one in conditions(form)))


def known(form: Form, person: Person, holds: Iterable[str] = ()) -> dict[str, Answer]:
    """Return what a form asks of a person. ``holds`` are the titles of the competencies they hold."""
    said: dict[Fact, Answer] = {
        Fact.ROLE: person.role.value,
        Fact.LEVEL: person.pathway.value if person.pathway else "",
        Fact.JOB: " ".join(person.job_title.casefold().split()),
        Fact.HOLDS: tuple(sorted(one.casefold() for one in holds)),
    }
    return {fact.value: said[fact] for fact in Fact if fact in wanted(form) and said[fact]}


def fitting(form: Form) -> dict[str, Answer]:
    """Return facts that fit every condition: of somebody made up, to whom all of a form is shown."""
    found: dict[str, Answer] = {}
    for fact in wanted(form):
        answers = (one.answers for one in conditions(form) if one.question == fact)
        found[fact.value] = tuple(answer for some in answers for answer in some)
    return found


def with_facts(content: Content, facts: Mapping[str, Answer]) -> Content:
    """Return a content with these facts in the place of those it had."""
    return replace(content, answers={**without_facts(content.answers), **facts})


def without_facts(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return answers without the facts among them."""
    return {key: answer for key, answer in answers.items() if not is_fact(key)}


def facts_in(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the facts among some answers."""
    return {key: answer for key, answer in answers.items() if is_fact(key)}


def is_fact(key: str) -> bool:
    """Whether a key stands for what is known of the person; no part of a form has such an id."""
    return key.startswith(BEGINS)


def fits(when: When, answer: Answer) -> bool:
    """Whether a condition on the person holds."""
    said = (answer,) if isinstance(answer, str) else tuple(one for one in answer if isinstance(one, str))
    wanted_words = [" ".join(one.casefold().split()) for one in when.answers]
    if when.question == Fact.JOB:
        return any(word in one for one in said for word in wanted_words)
    return any(one.casefold() in wanted_words for one in said)


def only_for(when: When) -> str:
    """Return in words whom something is for; nothing when it does not hang on the person."""
    if not is_fact(when.question):
        return ""
    fact = Fact(when.question)
    labels = dict(fact.choices)
    begins = {Fact.JOB: "whose job title has the word ", Fact.HOLDS: "who holds "}.get(fact, "")
    words = (labels.get(one, f"“{one}”") for one in when.answers)
    return f"Only for somebody {begins or 'who is '}" + " or ".join(words) + "."


def of_person(form: Form, facts: Mapping[str, Answer]) -> Form:
    """Return the form as it is printed for somebody: without what is not for them, or not this month."""

    def there(when: When | None) -> bool:
        return when is None or not is_fact(when.question) or fits(when, facts.get(when.question, ""))

    parts = (
        replace(part, fields=tuple(field for field in in_turn(part, facts) if there(field.when)))
        for part in form.sections
        if there(part.when)
    )
    return replace(form, sections=tuple(part for part in parts if part.fields))

"""What an observation adds up to: levels, critical items, time samples and how far two observers agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.asking import asked, stopped
from app.domain.content import Sample
from app.domain.errors import IncompleteError
from app.domain.forms import FieldRole
from app.domain.stopping import NOT_WATCHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.content import Content
    from app.domain.forms import Field, Form, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the ratings say together.

    ``met`` is None while it cannot be said: nothing was rated, something critical was not seen, or nothing
    was watched. Neutral answers are in neither count.

    ``points`` of ``most`` are the scores of rated items only: what was not seen is never counted as zero.
    ``stopped`` says why nothing was watched.
    """

    rated: int
    neutral: int
    unanswered: int
    points: int
    most: int
    critical_unmet: tuple[str, ...]
    met: bool | None
    critical_unseen: tuple[str, ...] = ()
    stopped: str = ""

    @property
    def word(self) -> str:
        """The whole in words."""
        if self.stopped:
            return NOT_WATCHED
        if self.met is None:
            return "Not yet complete" if self.rated else "Nothing rated"
        return "Met" if self.met else "Not yet"

    @property
    def critical(self) -> tuple[str, ...]:
        """What is critical and was not met, and what is still to be seen, in a sentence each."""
        said = (("Critical and not yet met", self.critical_unmet), ("Still to be seen", self.critical_unseen))
        return tuple(f"{begins}: {'; '.join(labels)}." for begins, labels in said if labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two observers agree.

    ``n`` counts the items both rated; ``kappa`` is Cohen's (1960), None when it has no value.

    ``differences`` are (key, label, first, second) of every item on which they differ.
    """

    n: int
    agreed: int
    kappa: float | None
    differences: tuple[tuple[str, str, str, str], ...]

    @property
    def percent(self) -> int | None:
        """The share of items on which they agree, or None when there are none."""
        return round(100 * self.agreed / self.n) if self.n else None


def items(form: Form, content: Content | None = None) -> tuple[tuple[str, Field], ...]:
    """Return the rated items of an observation with their keys, in order.

    With a content, only those that are asked, or that were answered all the same.
    """
    rated = form.all_by_role(FieldRole.RATING)
    if content is None:
        return rated
    there = {key for key, _, _ in asked(form, content.answers)} | set(content.answers)
    return tuple((key, item) for key, item in rated if key in there)


def moments(form: Form) -> tuple[Option, ...]:
    """Return what can be happening at the beep of a time sample."""
    return tuple(option for _, item in form.all_by_role(FieldRole.MOMENT) for option in item.options)


def result(form: Form, content: Content, only: frozenset[str] | None = None) -> Result:
    """Return what the ratings add up to, or those of some questions ``only``.

    A critical item that was rated and not fully met makes the whole "not yet"; one that was not seen, or not
    rated, leaves it "not yet complete". Where nothing was watched nothing counts.
    """
    rated = neutral = unanswered = points = most = 0
    critical: list[str] = []
    unseen: list[str] = []
    below = False
    halted = stopped(form, content.answers)
    for key, item in () if halted else items(form, content):
        if only is not None and key not in only:
            continue
        chosen = _option(item, str(content.answers.get(key, "")))
        if chosen is None:
            unanswered += 1
        elif chosen.score is None:
            neutral += 1
        else:
            top = _top(item)
            rated, points, most = rated + 1, points + chosen.score, most + top
            below = below or chosen.score == 0
            if item.critical and chosen.score < top:
                critical.append(item.label)
        if item.critical and is_unseen(item, chosen):
            unseen.append(item.label)
    failed = bool(critical) or below
    met = None if not rated or (unseen and not failed) else not failed
    return Result(
        rated=rated,
        neutral=neutral,
        unanswered=unanswered,
        points=points,
        most=most,
        critical_unmet=tuple(critical),
        met=met,
        critical_unseen=tuple(unseen),
        stopped=halted,
    )


def is_unseen(item: Field, chosen: Option | None) -> bool:
    """Whether an item was not seen, or not rated. What does not apply is no gap.

    Of the levels without a score the first says that it was not seen (see ``digits``).
    """
    return chosen in {None, next((option for option in item.options if option.score is None), None)}


def agreement(form: Form, first: Content, second: Content) -> Agreement:
    """Return how far two people agree on the items both of them rated; neutral answers are left out."""
    pairs: list[tuple[str, str]] = []
    differences: list[tuple[str, str, str, str]] = []
    for key, item in items(form):
        one, two = (_option(item, str(content.answers.get(key, ""))) for content in (first, second))
        if one is not None and two is not None and one.score is not None and two.score is not None:
            pairs.append((one.id, two.id))
        if one is not None and two is not None and one.id != two.id:
            differences.append((key, item.label, one.label, two.label))
    agreed = sum(a == b for a, b in pairs)
    return Agreement(n=len(pairs), agreed=agreed, kappa=kappa(pairs), differences=tuple(differences))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa (1960): agreement beyond chance.

    None without pairs, or when both only ever used one and the same level.
    """
    if not pairs:
        return None
    n = len(pairs)
    seen = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[level] * second[level] for level in first) / (n * n)
    return None if chance == 1 else (seen - chance) / (1 - chance)


def percentages(samples: Sequence[Sample], codes: Sequence[str]) -> Mapping[str, float]:
    """Return for each code the percentage of moments at which it was seen."""
    if not samples:
        return dict.fromkeys(codes, 0.0)
    return {code: 100 * sum(code in sample.codes for sample in samples) / len(samples) for code in codes}


def digits(item: Field) -> Mapping[int, str]:
    """Return the level each digit chooses.

    Levels with a score are 1, 2, 3 … in order. Of those without one, the first is 0 and the second 9: not
    seen, and not applicable.
    """
    scored = [option.id for option in item.options if option.score is not None]
    neutral = [option.id for option in item.options if option.score is None]
    return dict(enumerate(scored, 1)) | dict(zip((0, 9), neutral, strict=False))


def note_moment(content: Content, second: int, person: str, codes: Sequence[str]) -> Content:
    """Note what is happening at this moment.

    Raises IncompleteError without the code of the person or without anything that is happening.
    """
    person = person.strip()
    if not person or not codes:
        message = "Write the code of the person and choose what is happening. Nothing was noted yet."
        raise IncompleteError(message, {"moment": message})
    sample = Sample(second=max(second, 0), person=person, codes=tuple(codes))
    return replace(content, samples=(*content.samples, sample))


def undo_moment(content: Content) -> Content:
    """Take the last moment back."""
    return replace(content, samples=content.samples[:-1])


def last_second(content: Content) -> int:
    """Return how far the time sample has come, in seconds: a timer started again goes on from there."""
    return max((sample.second for sample in content.samples), default=0)


def _option(item: Field, option_id: str) -> Option | None:
    return next((option for option in item.options if option.id == option_id), None)


def _top(item: Field) -> int:
    return max(option.score for option in item.options if option.score is not None)

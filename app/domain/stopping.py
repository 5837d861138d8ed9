"""When practice is not watched at all: somebody said no, or no professional has signed a task off.

What was written is kept as a note that nothing was watched. It counts for nothing, for nobody and against
nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.forms import FieldRole, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Field, Section

    Asked = tuple[str, Section, Field]

NO = "no"
"""The answer that stops: of yes-or-no questions, and the id of an option."""
STOPS: Mapping[FieldRole, str] = {
    FieldRole.KNOWS: (
        "The worker does not know yet, so nothing is watched now. Tell them first why you would like to "
        "watch, and find another time."
    ),
    FieldRole.COMFORTABLE: (
        "The person is not comfortable with it, so nothing is watched now. That is their right. Ask again "
        "another day, or watch something else."
    ),
    FieldRole.ASSESSOR: (
        "Whoever watches is not signed off for this themself, so nothing is rated. Ask somebody who is, and "
        "whose own check is in date."
    ),
    FieldRole.SIGNED_OFF: (
        "No professional has signed this off for this worker and this person, so nothing is rated. Ask "
        "whoever delegates it to teach and sign off first."
    ),
}
"""What is said when one of these is answered with no."""
KEPT = "You can keep what is written here as a note that nothing was watched."
NOT_WATCHED = "Not watched"
"""The whole of an observation that was stopped."""


def why_stopped(there: Iterable[Asked], answers: Mapping[str, Answer]) -> str:
    """Return why nothing is watched, in a sentence; nothing when it may go on."""
    said_no = (item.role for key, _, item in there if answers.get(key) == NO)
    return next((STOPS[role] for role in said_no if role is not None and role in STOPS), "")


def without_watching(there: Iterable[Asked], answers: Mapping[str, Answer]) -> Iterator[Asked]:
    """Yield what is asked once it is stopped: nothing is needed, and nothing is asked of what was seen.

    Words that were written already stay.
    """
    for key, section, item in there:
        if section.step is Step.CONSENT or (item.type.is_words and answers.get(key)):
            yield key, section, replace(item, mandatory=False)

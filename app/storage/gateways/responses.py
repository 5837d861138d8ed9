"""The worker's answer to a record as it is kept, and who signs beside the two people."""

from __future__ import annotations

import json

from app.domain.records import Choice, Response
from app.domain.signing import Part

COUNTERSIGNED = "countersigner_id"
"""What an answer names the second signer by, and only where there is one."""


def response_json(response: Response | None) -> str | None:
    """Return an answer as it is kept."""
    if response is None:
        return None
    value = {"choice": response.choice.value, "words": response.words, "witness_id": response.witness_id}
    if response.countersigner_id is not None:
        value[COUNTERSIGNED] = response.countersigner_id
    return json.dumps(value, ensure_ascii=False)


def response_of(text: str | None) -> Response | None:
    """Return an answer as it was kept."""
    if text is None:
        return None
    raw = json.loads(text)
    return Response(
        choice=Choice(raw["choice"]),
        words=raw["words"],
        witness_id=raw["witness_id"],
        countersigner_id=raw.get(COUNTERSIGNED),
    )


def others_of(answer: Response) -> dict[Part, str]:
    """Return who signs beside the two people of a record: the witness, the second signer."""
    both = ((Part.WITNESS, answer.witness_id), (Part.COUNTERSIGNER, answer.countersigner_id))
    return {part: person_id for part, person_id in both if person_id}

"""The database itself refuses every way round a seal, not only the plain ones."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.storage.vault import Vault
from tests.storage.test_vault import vault_of
from tests.team import Team

RECORD = (
    "id, number, version, kind, form_id, form_version, about_id, led_by_id, state, held_at, recorded_at, changed_at, "
    "revision, response, sealed_at, corrects_id, corrected_by_id, reason, withdrawn_because"
)
ROUND = {
    "a sealed record put in place of itself": f"INSERT OR REPLACE INTO record ({RECORD}, content) SELECT {RECORD}, '{{}}' FROM record WHERE state = 'sealed'",
    "a sealed record brought back by number": (
        "INSERT OR REPLACE INTO record SELECT 'other', number, version, kind, form_id, form_version, about_id, led_by_id, 'draft', held_at, recorded_at, "
        "changed_at, content, revision, response, sealed_at, corrects_id, corrected_by_id, reason, withdrawn_because FROM record WHERE state = 'sealed'"
    ),
    "an event put in place of another": "INSERT OR REPLACE INTO event SELECT sequence, at, actor_id, action, subject, 'x', previous, hash FROM event LIMIT 1",
    "a form put in place of another": "INSERT OR REPLACE INTO form SELECT id, version, '{}' FROM form",
    "a draft's signature moved into a sealed record": (
        "UPDATE OR REPLACE signature SET record_id = (SELECT id FROM record WHERE state = 'sealed') "
        "WHERE record_id = (SELECT id FROM record WHERE state = 'waiting')"
    ),
    "a waiting record's document moved into a sealed one": (
        "UPDATE OR REPLACE document SET record_id = (SELECT id FROM record WHERE state = 'sealed') "
        "WHERE record_id = (SELECT id FROM record WHERE state = 'waiting')"
    ),
    "a sealed record made to look withdrawn without its reason": "UPDATE record SET withdrawn_because = 'x' WHERE state = 'sealed'",
    "a sealed record pointed at another": "UPDATE record SET corrected_by_id = 'x' WHERE state = 'sealed'",
}


@pytest.mark.parametrize("way", ROUND)
def test_there_is_no_way_round_the_seal(team: Team, way: str) -> None:
    from app.domain.records import Choice, Response  # noqa: PLC0415
    from app.domain.signing import Mark, Part  # noqa: PLC0415
    from tests.team import PINS  # noqa: PLC0415

    sealed = team.sign(team.write(team.deputy, team.worker))
    waiting = team.write(team.owner, team.other)
    team.house.signing.respond(team.owner, waiting.id, Response(choice=Choice.AGREE))
    team.house.signing.sign(
        waiting.id, Part.WORKER, team.other.person_id, PINS["Chipo Maple"], Mark(typed="Chipo Maple")
    )
    with pytest.raises(DBAPIError):
        _go(vault_of(team), ROUND[way])
    assert team.house.records.view(team.worker, sealed.id).record.content == sealed.content


def _go(vault: Vault, way: str) -> None:
    with vault.write("x") as work:
        done: Any = work.session.execute(text(way))
        assert done.rowcount  # a way that changes nothing proves nothing


KEYS = {
    "a key made after a reset made to look like the first": "UPDATE signing_key SET why = 'first' WHERE why = 'reset'",
    "who ordered it changed": "UPDATE signing_key SET ordered_by = 'x' WHERE why = 'reset'",
    "a key taken away": "DELETE FROM signing_key WHERE why = 'reset'",
    "a key put in place of itself": "INSERT OR REPLACE INTO signing_key SELECT * FROM signing_key",
    "a no taken back": "UPDATE signing_key SET answer = 'yes' WHERE answer = 'no'",
    "a second witness": "UPDATE signing_key SET witness = 'x' WHERE confirmed_at IS NOT NULL",
}


def test_where_a_key_comes_from_is_never_written_anew(team: Team) -> None:
    from tests.team import PINS  # noqa: PLC0415

    worker = team.reset(team.worker)
    other = team.reset(team.other, by=team.owner)
    own = team.house.own_keys.mine(worker)
    assert own.current is not None
    team.house.own_keys.answer(worker, own.current.id, mine=False)
    witness = team.house.own_keys.mine(other).witnesses[0]
    team.house.own_keys.confirm(other, PINS[team.other.name], witness.id, PINS[witness.name])
    for way in KEYS.values():
        with pytest.raises(DBAPIError):
            _go(vault_of(team), way)

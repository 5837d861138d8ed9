"""What an older program indexed with letters in it that nobody sees is found, once somebody has signed in."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.domain.content import Content
from app.storage.search import MADE, cuts_words
from tests.counting import counting
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team


def made_long_ago(team: Team, record_id: str) -> None:
    """Index a record as a program did that took a soft hyphen for the end of a word."""
    with vault_of(team).write("x") as work:
        session = work.session
        number = session.execute(
            text("SELECT search_id FROM record WHERE id = :id"), {"id": record_id}
        ).scalar_one()
        who = f"open managerial ksupervision a{team.worker.person_id.replace('-', '')}"
        session.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})
        session.execute(
            text("INSERT INTO search (rowid, text, who) VALUES (:n, :said, :who)"),
            {"n": number, "said": "he chose his break\u00adfast", "who": who},
        )
        session.execute(text("PRAGMA user_version = 0"))


def found(team: Team) -> list[str]:
    return [one.summary.number for one in team.house.finding.search(team.owner, "breakfast")]


def test_older_rows_of_the_search_are_made_anew_once(team: Team) -> None:
    hidden = team.sign(team.write(team.deputy, team.worker, words="He chose his break\u00adfast alone."))
    plain = team.sign(team.write(team.owner, team.other, words="She chose her breakfast."))
    made_long_ago(team, hidden.id)
    assert found(team) == [plain.number]
    team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    assert sorted(found(team)) == sorted([hidden.number, plain.number])
    with vault_of(team).read() as work:
        assert work.session.execute(text("PRAGMA user_version")).scalar_one() == MADE
        assert not work.search.is_older()


def test_an_index_that_is_as_it_is_made_now_is_read_through_no_more(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="break\u00adfast"))
    team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    with counting() as later:
        team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    assert not [one for one in later.statements if "search_id IS NOT NULL" in one]


@pytest.mark.parametrize("letter", ["\u00ad", "\u200b", "\ufe0f", "\uf0b7", "\x1f", "\x1e"])
def test_every_letter_that_cut_words_is_looked_for_in_what_is_kept(letter: str) -> None:
    kept = Content(answers={"part.one": f"break{letter}fast"}).to_json()
    assert cuts_words(kept)
    assert not cuts_words(Content(answers={"part.one": "Łucja’s “tea” – 3 €\n\tcafé 😀"}).to_json())

"""One-time codes are made anew for those without a PIN, and printed as slips, also after a lock."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import IncompleteError, WrongSecretError
from app.domain.people import Profile, Role
from tests.team import Team


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf.read_bytes()))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_after_a_lock_new_codes_are_made_printed_and_used_and_the_old_ones_stop(
    team: Team, tmp_path: Path
) -> None:
    names = [f"Ewa Sorrel{letter}" for letter in "abcdefghij"]
    old = {
        name: team.house.people.add(team.owner, Profile(name=name, role=Role.WORKER)).value for name in names
    }
    team.house.vaults.sign_out()
    waiting = team.house.codes.waiting(team.owner)
    assert [one.name for one in waiting] == names
    codes = team.house.codes.renew(team.owner, [one.id for one in waiting]).value
    to = team.house.codes.print_slips(team.owner, codes, tmp_path / "slips.pdf")
    printed = words_of(to)
    assert all(name in printed and code in printed for name, code in codes)
    first = old[names[0]]
    with pytest.raises(WrongSecretError):
        team.house.vaults.enrol(first.person.id, first.code, "530917", None)
    team.house.vaults.enrol(first.person.id, dict(codes)[names[0]], "530917", None)
    assert names[0] not in [one.name for one in team.house.codes.waiting(team.owner)]


def test_a_code_never_stops_the_pin_of_somebody_who_has_one(team: Team) -> None:
    with pytest.raises(IncompleteError, match="no PIN yet"):
        team.house.codes.renew(team.owner, [team.worker.person_id])
    team.house.vaults.unlock(team.worker.person_id, "290471")

"""Setting up, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import NotAllowedError, StoppedError, TextError, WrongSecretError
from app.domain.schedule import DueRules, usual_weeks
from app.pages import set_up
from app.pages.set_up import Managed, Secrets
from tests.counting import counting
from tests.scans import picture
from tests.team import PINS, Team


def managed(team: Team) -> Managed:
    page = set_up.read(team.house, team.owner)
    assert page.managed is not None
    return page.managed


def test_only_the_manager_sees_the_service_its_rules_and_the_log(team: Team) -> None:
    assert set_up.read(team.house, team.deputy).managed is None
    assert set_up.read(team.house, team.deputy).passphrase
    page = set_up.read(team.house, team.worker)
    assert page.managed is None
    assert not page.passphrase
    assert managed(team).log == set_up.WHOLE


def test_the_competencies_a_rule_can_ask_for_leave_out_the_plain_observation(team: Team) -> None:
    ids = {one.id for one in managed(team).forms}
    assert "medicines" in ids
    assert "observation" not in ids


def test_the_name_and_the_lock_time_are_saved_and_an_empty_name_changes_nothing(team: Team) -> None:
    assert set_up.save_service(team.house, team.owner, "  Oak   House ", 9).value == "Saved."
    assert (managed(team).name, managed(team).minutes) == ("Oak House", 9)
    set_up.save_service(team.house, team.owner, "  ", 3)
    assert (managed(team).name, managed(team).minutes) == ("Oak House", 3)
    with pytest.raises(NotAllowedError):
        set_up.save_service(team.house, team.deputy, "Mine", 3)


def test_a_logo_is_a_picture_and_stays_when_the_name_is_changed_later(team: Team, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture())
    set_up.save_logo(team.house, team.owner, logo)
    set_up.save_service(team.house, team.owner, "Oak House", 5)
    assert team.house.vaults.service().logo == logo.read_bytes()


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n cut", b"%PDF-1.4 cut"])
def test_a_logo_that_cannot_be_shown_is_refused_and_the_old_one_stays(
    team: Team, tmp_path: Path, data: bytes
) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(data)
    with pytest.raises(TextError, match="The logo stays as it was"):
        set_up.save_logo(team.house, team.owner, logo)
    assert team.house.vaults.service().logo == b""


def test_a_pdf_is_no_logo(team: Team, tmp_path: Path) -> None:
    sheet = team.sign(team.write(team.deputy, team.worker))
    logo = tmp_path / "logo.png"
    logo.write_bytes(team.house.records.view(team.owner, sheet.id).pdf or b"")
    with pytest.raises(TextError, match="A logo is a picture"):
        set_up.save_logo(team.house, team.owner, logo)


def test_ones_own_pin_is_changed_with_the_one_that_holds_now(team: Team) -> None:
    secrets = Secrets(old_pin=PINS["Tomasz Birch"], new_pin="604913", passphrase="")
    with pytest.raises(WrongSecretError):
        set_up.change_secrets(team.house, team.worker, replace(secrets, old_pin="111222"))
    assert set_up.change_secrets(team.house, team.worker, secrets).value == set_up.PIN_CHANGED
    assert "604913" not in repr(secrets)


def test_how_often_what_is_due_is_saved(team: Team) -> None:
    rules = DueRules(rules=managed(team).rules.rules[:2])
    set_up.save_rules(team.house, team.owner, rules)
    assert managed(team).rules == rules


def test_a_new_rule_begins_with_a_year_for_a_competency_and_eight_weeks_else() -> None:
    assert usual_weeks("medicines") == 52
    assert usual_weeks("") == 8


def test_everything_goes_out_to_a_folder_of_the_day_and_nothing_stays_when_it_is_stopped(
    team: Team, tmp_path: Path
) -> None:
    with pytest.raises(StoppedError):
        set_up.take_out(team.house, team.owner, tmp_path, lambda _done, _of: False)
    assert not list(tmp_path.glob("Alongside*"))
    to = set_up.take_out(team.house, team.owner, tmp_path, lambda _done, _of: True).value.folder
    assert to == tmp_path / "Alongside take-out 2026-11-24"
    assert to.is_dir()


def test_what_was_taken_out_here_is_not_brought_in_twice(team: Team, tmp_path: Path) -> None:
    assert set_up.before_taking_out(team.house, team.owner).value == ""
    to = set_up.take_out(team.house, team.owner, tmp_path, lambda _done, _of: True).value.folder
    said = set_up.bring_in(team.house, team.owner, to).value
    assert said.startswith("Oakview House: 0 records and 0 people came in.")


def test_setting_up_is_read_in_one_snapshot(team: Team) -> None:
    with counting() as counted:
        set_up.read(team.house, team.owner)
    assert counted.transactions == 1


def test_the_records_are_looked_over_and_it_says_what_came_of_it(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    found = set_up.look_over(team.house, team.owner, lambda _done, _of: True).value
    assert (found.chip.word, found.lines) == ("Unchanged", ())
    assert found.told == ("Everything is as it was sealed: 1 sealed record was held against its signed PDF.")
    with team.house.vaults._vault.write("") as work:
        work.tables.open_guards()
        work.session.execute(text("UPDATE record SET sealed_at = '2026-01-01T10:00:00.000000+00:00'"))
        work.tables.close_guards()
    found = set_up.look_over(team.house, team.owner, lambda _done, _of: True).value
    assert found.chip.word == "Changed"
    assert "The day or time on which S-0001 was sealed was changed." in found.lines
    with pytest.raises(NotAllowedError):
        set_up.look_over(team.house, team.deputy, lambda _done, _of: True)

"""Words the records could not take: sealed to whoever typed them, kept in a file, brought back in."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.aside import Goes
from app.domain.content import Content
from app.domain.errors import NotAllowedError, StorageFullError, TextError
from app.domain.first_page import Said
from app.domain.forms import FieldType
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.pages import aside, coaching, form_editor, pack_front, prepare, sign, writing
from app.services.records.desk import Draft
from app.system import kept_aside
from tests.storage.test_vault import vault_of
from tests.team import PINS, Team

WORDS = "He chose the blue cup."


def come(team: Team, name: str) -> Actor:
    """Sign somebody in with their PIN."""
    person = next(one for one in team.house.people.list(team.owner) if one.name == name)
    return team.house.vaults.unlock(person.id, PINS[name])


def begun(team: Team, kind: Kind = Kind.COACHING) -> tuple[Actor, Draft]:
    """Let the deputy come in and begin a draft; return both."""
    deputy = come(team, "Dee Rowan")
    about = deputy.person_id if kind.row.own else team.worker.person_id
    return deputy, team.house.writing.start(deputy, kind, about).value


def typed(draft: Draft, words: str = WORDS) -> Content:
    """Return what somebody typed into a draft."""
    key = next(key for key, _, item in draft.form.keyed if item.type is FieldType.LONG)
    return replace(draft.record.content, answers={**draft.record.content.answers, key: words})


def kept(team: Team, who: Actor, draft: Draft, to: Path) -> Path:
    """Keep what somebody typed in a file, while the records are gone; return it."""
    (file,) = team.house.vaults.folder.glob("vault-*.db")
    away = file.rename(to / "away")
    pen = writing.sheet(draft).pen
    sealed = aside.seal(team.house, who, writing.store, (pen, typed(draft), None))
    assert sealed is not None
    aside.keep(team.house, to / "words", ((who.person_id, sealed),))
    away.rename(file)
    return to / "words"


@pytest.mark.parametrize("kind", [Kind.COACHING, Kind.REFLECTION])
def test_words_go_back_into_their_draft_once_the_records_are_back(
    team: Team, tmp_path: Path, kind: Kind
) -> None:
    deputy, draft = begun(team, kind)
    path = kept(team, deputy, draft, tmp_path)
    assert WORDS.encode() not in path.read_bytes()
    page = aside.read(team.house, deputy)
    assert (page.path, page.may_bring, page.words[0].chip) == (path, True, aside.CHIPS[Goes.BACK])
    after = aside.bring_back(team.house, deputy, path).value
    assert (after.intro, after.words) == (aside.BROUGHT, ())
    assert WORDS in team.house.writing.draft(deputy, draft.record.id).record.content.answers.values()
    assert "words brought back in" in [one.action for one in team.house.audit.events(team.owner)]
    assert team.house.aside.waiting(deputy) == ()
    assert aside.read(team.house, deputy).intro == aside.NONE


def test_what_was_written_since_is_not_written_over_and_the_words_are_there_to_copy(
    team: Team, tmp_path: Path
) -> None:
    deputy, draft = begun(team)
    path = kept(team, deputy, draft, tmp_path)
    team.clock.turn(minutes=5)
    newer = typed(draft, "Typed anew.")
    team.house.writing.store(deputy, draft.record.id, newer, draft.record.revision)
    page = aside.bring_back(team.house, deputy, path).value
    assert page.intro == aside.SOME_LEFT
    assert WORDS in page.words[0].text
    assert page.words[0].what == f"{draft.form.title}, Tomasz Birch"
    assert "Typed anew." in team.house.writing.draft(deputy, draft.record.id).record.content.answers.values()
    assert team.house.aside.waiting(deputy) == (path,), (
        "it is offered until somebody says that they do not need it"
    )
    aside.forget(team.house, deputy, path)
    assert team.house.aside.waiting(deputy) == ()
    assert path.is_file()


def test_words_of_a_draft_that_is_gone_are_there_to_copy(team: Team, tmp_path: Path) -> None:
    deputy, draft = begun(team)
    path = kept(team, deputy, draft, tmp_path)
    team.house.writing.discard(deputy, draft.record.id)
    (found,) = team.house.aside.look(deputy, path)
    assert (found.goes, WORDS in found.words.texts) == (Goes.COPY, True)


def test_words_that_were_kept_after_all_are_not_offered(team: Team, tmp_path: Path) -> None:
    deputy, draft = begun(team)
    path = kept(team, deputy, draft, tmp_path)
    team.house.writing.store(deputy, draft.record.id, typed(draft), draft.record.revision)
    assert team.house.aside.look(deputy, path)[0].goes is Goes.THERE
    assert team.house.aside.waiting(deputy) == ()
    assert kept_aside.noted() == (), "it is not looked for any more"


def test_nobody_else_opens_them_not_even_with_the_vault_key(team: Team, tmp_path: Path) -> None:
    deputy, draft = begun(team)
    path = kept(team, deputy, draft, tmp_path)
    owner = come(team, "Ruth Alder")
    with pytest.raises(NotAllowedError, match="no words of yours"):
        team.house.aside.look(owner, path)
    raw = json.loads(path.read_bytes())
    raw["words"][0]["for"] = owner.person_id
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(NotAllowedError):
        team.house.aside.look(owner, path)
    with pytest.raises(NotAllowedError, match="signed in with their own PIN"):
        vault_of(team).secrets.seal_own(deputy.person_id, b"in somebody else's name")


@pytest.mark.parametrize(
    "written", [b"", b"[]", b'{"alongside": "words kept aside", "format": 9}', b"\xff\xfe"]
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(team: Team, tmp_path: Path, written: bytes) -> None:
    (tmp_path / "words").write_bytes(written)
    with pytest.raises(TextError, match="no file of words"):
        team.house.aside.look(team.owner, tmp_path / "words")


def test_a_place_without_room_is_said_and_nothing_is_remembered(team: Team, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFullError):
        aside.keep(team.house, tmp_path / "file" / "words", (("somebody", b"sealed"),))
    assert kept_aside.noted() == ()


def test_words_that_belong_to_no_draft_are_kept_too(team: Team) -> None:
    deputy = come(team, "Dee Rowan")
    form = team.house.own_forms.list(team.owner)[0].form
    for intent, args in (
        (prepare.store, ({"a.b": WORDS}, "", Kind.SUPERVISION, "")),
        (sign.begin_answer, ("record", "agree", WORDS)),
        (form_editor.store, (replace(form, title=WORDS),)),
        (pack_front.keep, (Said(set_out=WORDS),)),
    ):
        sealed = aside.seal(team.house, deputy, intent, args)
        assert sealed is not None
        assert WORDS.encode() in vault_of(team).secrets.open_own(deputy.person_id, sealed)
    assert aside.seal(team.house, deputy, coaching.read, ()) is None


def test_every_screen_that_keeps_what_is_typed_can_keep_it_elsewhere() -> None:
    kept = set[str]()
    for path in Path("app/ui").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("context.keep"):
                kept.add(ast.unparse(call.args[2]).rpartition(".")[2])
    assert kept == {name.rpartition(".")[2] for name in aside.TYPED}

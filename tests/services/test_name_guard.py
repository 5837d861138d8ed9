"""The name guard: whole names first, and nothing that is a day, a month, a medicine or a place."""

from __future__ import annotations

import pytest

from app.domain.words import initial, misspelt, names_in, possible_names
from app.pages import set_up
from tests.team import Team


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sarah Jones went to the shop. Then Sarah ate.", ("Sarah Jones", "Sarah")),
        ("Today Sarah Jones was calm.", ("Sarah Jones",)),
        ("Rose Smith went.", ("Rose Smith",)),
        ("We sat with Rose outside.", ("Rose",)),
        ("Rose from the chair without help.", ()),
        ("We saw Mrs Patel and Dr Khan.", ("Mrs Patel", "Dr Khan")),
        ("with Wilhelmina van der Berg today", ("Wilhelmina van der Berg",)),
        ("Sarah Jones’s bed", ("Sarah Jones",)),
        ("However Nadia Shah said so", ("Nadia Shah",)),
        ("Yes. Next week Łucja comes", ("Łucja",)),
        ("- Maureen ate\n1. Then we went\n• Will you go?", ("Maureen",)),
        ("He said “Well done” to her.", ()),
        ("On Monday in February, at Easter.", ()),
        ("She took Paracetamol, then Keppra and Laxido.", ()),
        ("We read the Care Plan and the Risk Assessment.", ()),
        ("We met at Oakview House and in Elm Park, then Station Road.", ()),
        ("Grace Hill sang.", ("Grace Hill",)),
        ("Afterwards. Before: After lunch! Could she? Everyone…", ()),
        ("AB-07 chose the blue cup and KM laughed.", ()),
        ("After lunch Tomasz Birch helped.", ()),
        ("Will you try again?", ()),
        ("", ()),
    ],
)
def test_whole_names_are_found_first_and_nothing_that_only_has_a_capital(
    team: Team, text: str, names: tuple[str, ...]
) -> None:
    assert names_in(text, team.house.words.known(team.owner)) == names


def test_a_word_that_is_no_name_is_never_found_again(team: Team) -> None:
    team.house.words.add(team.worker, "Skegness", name=True)
    assert names_in("We went to Skegness.", team.house.words.known(team.owner)) == ()


def test_the_houses_and_rooms_of_the_service_are_no_names_and_not_misspelt(team: Team) -> None:
    said = "We sat in Ty Coed with Nadia Shah, then went to Wilson Ward 2 and Rose Wilson sang."
    before = team.house.words.known(team.owner)
    assert set(names_in(said, before)) == {"Ty Coed", "Nadia Shah", "Wilson Ward", "Rose Wilson"}
    set_up.save_service(team.house, team.owner, "", 5, places="Ty   Coed \n\nWilson Ward 2\nTy Coed")
    assert team.house.vaults.service().places == "Ty Coed\nWilson Ward 2"
    known = team.house.words.known(team.owner)
    assert set(names_in(said, known)) == {"Nadia Shah", "Rose Wilson"}
    assert "Ty" in [said[begin:end] for begin, end in misspelt(said, before)]
    assert "Ty" not in [said[begin:end] for begin, end in misspelt(said, known)]
    assert "Coed" in possible_names(said, before)
    assert "Coed" not in possible_names(said, known)


def test_medicines_are_spelt_right(team: Team) -> None:
    known = team.house.words.known(team.owner)
    assert known.spells("paracetamol")
    assert known.spells("Levetiracetam")


def test_ten_million_letters_are_not_looked_at_while_somebody_types(team: Team) -> None:
    known = team.house.words.known(team.owner)
    assert names_in("a " * 5_000_000, known) == ()


def test_initials_stand_for_a_whole_name() -> None:
    assert (initial("Sarah"), initial("Sarah Jones"), initial("Mrs Patel")) == ("S.", "SJ", "P.")
    assert initial("Wilhelmina van der Berg") == "WB"

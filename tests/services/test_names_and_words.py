"""The privacy pass measured: a hundred records, five hundred names planted, five hundred ordinary words with a capital."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.domain.packs import Names, Purpose
from app.domain.words import Known, possible_names
from app.pages import pack
from tests.services.test_packs import SAF
from tests.team import Team

FIRST = [
    "Maureen",
    "Nadia",
    "Łucja",
    "Siân",
    "Oyelaran",
    "Tadeusz",
    "Wilhelmina",
    "Kwabena",
    "Priyanka",
    "Dilys",
    "Gwendoline",
    "Ruaridh",
    "Anneliese",
    "Chukwuemeka",
    "Bronwyn",
    "Zuzanna",
    "Ottoline",
    "Fatoumata",
    "Ignatius",
    "Marguerite",
    "Edwina",
    "Ethelred",
    "Hyacintha",
    "Jerzy",
    "Magdalena",
    "Olufemi",
    "Patrycja",
    "Quintin",
    "Rosalind",
    "Svetlana",
    "Theodora",
    "Ursula",
    "Vikram",
    "Winifred",
    "Xanthe",
    "Yevgenia",
    "Zbigniew",
    "Aoife",
    "Beatriz",
    "Cedric",
    "Deirdre",
    "Elspeth",
    "Fionnuala",
    "Gethin",
    "Hortense",
    "Ingeborg",
    "Jadwiga",
    "Kirsty",
    "Leofric",
    "Mohamed",
]
ALSO_WORDS = [
    "Rose",
    "Grace",
    "Will",
    "Hope",
    "Ivy",
    "Violet",
    "Mark",
    "Bill",
    "Frank",
    "Pearl",
    "Daisy",
    "Jack",
    "Joy",
    "Faith",
    "Heather",
]
"""First names that are words like any other."""
SURNAMES = [
    "Okonkwo",
    "Szymański",
    "Prendergast",
    "Adeyemi",
    "Featherstonehaugh",
    "Llewellyn",
    "O'Sullivan",
    "Bhattacharya",
]
WORD_SURNAMES = ["Baker", "Young", "Wood", "Green", "Carter", "Walker", "King", "Brown"]
WITH_NAME = (
    "Then {0} chose the blue cup.",
    "{0} was pleased with it.",
    "She said “{0} wants tea first”.",
    "- {0} likes the window seat",
    "We sat down: {0} had asked for it.",
    "The lunch was late – {0} said so.",
    "It was {0}’s birthday.",
    "• {0} came to the garden",
    "Later on, {0} and a neighbour sang.",
    "1. {0} went first",
)
ORDINARY = [
    "Breakfast",
    "Dignity",
    "Choice",
    "Tuesday",
    "Hoover",
    "Velcro",
    "Tesco",
    "Horlicks",
    "Nurse",
    "Kitchen",
    "Garden",
    "Blanket",
    "Hoist",
    "Sling",
    "Kettle",
    "Wheelchair",
    "Physiotherapist",
    "Social",
    "Activities",
    "Lounge",
    "Thursday",
    "Laundry",
    "Evening",
    "Afternoon",
    "Doctor",
    "Family",
    "Daughter",
    "Pudding",
    "Porridge",
    "Television",
    "Newspaper",
    "Bingo",
    "Music",
    "Chapel",
    "Minibus",
    "Rota",
    "Handover",
    "Induction",
    "Competence",
    "Feedback",
    "Nutrition",
    "Hydration",
    "Wellbeing",
    "Restraint",
    "Capacity",
    "Consent",
    "Advocate",
    "Complaint",
    "Compliment",
    "Incident",
]
WITH_WORD = (
    "She said “{0} comes first” to us.",
    "- {0} at seven, as in the plan",
    "The point was clear: {0} matters here.",
    "We tried again – {0} this time.",
    "We tried again — {0} this time.",
    "We tried again - {0} this time.",
    "The new {0} is in the hall.",
    "• {0} as agreed",
    "{0} again tomorrow.",
    "We spoke about {0} and what it means.",
)


def planted(chance: random.Random) -> tuple[str, str]:
    """Return a sentence and the part of a name in it."""
    kind = chance.random()
    if kind < 0.12:
        return f"We saw Mrs {(name := chance.choice(WORD_SURNAMES))} on the landing.", name
    if kind < 0.24:
        first, name = chance.choice(FIRST), chance.choice((*SURNAMES, *WORD_SURNAMES))
        return f"After lunch {first} {name} sang.", name
    name = chance.choice(ALSO_WORDS if kind < 0.36 else FIRST)
    return chance.choice(WITH_NAME).format(name), name


def test_all_of_five_hundred_names_are_found_and_few_of_five_hundred_ordinary_words(team: Team) -> None:
    """All names; of ordinary words one in a hundred at most, so that nobody stops reading the list."""
    known, chance = team.house.words.known(team.owner), random.Random(13)
    missed: list[str] = []
    asked: list[str] = []
    for _ in range(100):
        names = [planted(chance) for _ in range(5)]
        plain = [(chance.choice(WITH_WORD).format(word), word) for word in chance.sample(ORDINARY, 5)]
        lines = [*names, *plain]
        chance.shuffle(lines)
        found = set(possible_names("\n".join(line for line, _ in lines), known))
        missed += [f"{name}: {line}" for line, name in names if name not in found]
        asked += [f"{word}: {line}" for line, word in plain if word in found]
    assert missed == []
    assert len(asked) <= 5, asked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He said “Well done” – Then we left: Nothing else.", ()),
        ("- Breakfast\n* Lunch\n• Tea\n1. Supper\na) Bed", ()),
        ("You did it. We asked You and the Manager.", ()),
        ("will you? Will you? It was Will.", ("Will",)),
        ("The rose, the Rose garden.", ("Rose",)),
        ("Rose from the chair. Rose was up.", ("Rose",)),
        ("Mr Young and Sarah Baker.", ("Young", "Sarah", "Baker")),
        ("Maureen Plan", ("Maureen",)),
    ],
)
def test_where_a_capital_stands_and_what_the_word_is_decide(
    team: Team, text: str, names: tuple[str, ...]
) -> None:
    assert possible_names(text, team.house.words.known(team.owner)) == names


def test_with_full_names_nothing_is_taken_out_until_somebody_chose_it(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="Then Maureen chose the blue cup."))
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7)
    shown = {}
    for names in (Names.FULL, Names.CODE):
        wizard = pack.Wizard(plan=replace(plan, names=names), people=(), frameworks=(), usual=())
        privacy = pack.look(team.house, team.owner, wizard).value
        shown[names] = [(one.word, one.hidden, one.usual) for one in privacy.words]
    assert shown == {
        Names.FULL: [("Maureen", False, True)],
        Names.CODE: [("Maureen", True, True)],
    }


def test_a_word_the_service_does_not_know_is_asked_about_and_a_code_is_not() -> None:
    known = Known(plain=frozenset({"we", "saw"}), capitals=frozenset())
    assert possible_names("We saw Zork and KM-02.", known) == ("Zork",)

"""Every shipped framework is whole, in plain words, and counts only what exists."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

CATALOG = Path(__file__).parents[2] / "resources" / "catalog"


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


NUMBER_OF_ITEMS = {
    "active_support": 4,
    "care_certificate_2015": 15,
    "care_certificate_2025": 16,
    "care_workforce_pathway": 15,
    "cqc_asc_2026": 24,
    "cqc_saf_2023": 34,
    "kss_practice_leaders": 6,
    "level_5_diploma": 21,
    "pbs_competence": 3,
    "practice_leader_areas": 3,
    "practice_leadership_tasks": 5,
    "regulations_2014": 16,
}
IN_EACH_GROUP = {
    "care_workforce_pathway": [8, 7],
    "cqc_asc_2026": [7, 4, 3, 4, 6],
    "cqc_saf_2023": [8, 6, 5, 7, 8],
    "level_5_diploma": [4, 3, 4, 2, 2, 3, 1, 2],
}
KINDS = {
    "agreement",
    "appraisal",
    "coaching",
    "debrief",
    "group_supervision",
    "observation",
    "practice_supervision",
    "probation_review",
    "quality_audit",
    "reflection",
    "reflective_session",
    "return_to_work",
    "supervision",
    "supervision_of_supervision",
}
AREAS = {f"area:{area['id']}" for area in toml(CATALOG / "areas.toml")["areas"]}
FORMS = {f"form:{path.stem}" for path in (CATALOG / "forms").glob("*.toml")}
SPOT_CHECK = toml(CATALOG / "forms" / "spot_check.toml")
RATED = {f"rated:{part['id']}.{one['id']}" for part in SPOT_CHECK["sections"] for one in part["fields"]}
SAID = RATED | {"answered:speaking_up", "answered:wellbeing", "answered:feedback"}
"""What counts only where it was answered in a meeting, or rated in a spot check."""
SAID_BEFORE = {"rated:seen.speaking_up", "rated:seen.record"}
"""What earlier versions of our forms asked: the records of then still count for what they say."""
HEAD = {
    "id",
    "version",
    "title",
    "status",
    "publisher",
    "source",
    "published_on",
    "dates",
    "licence",
    "note",
    "off",
    "groups",
    "items",
}
ITEM = ["code", "group", "title", "gist", "prompt", "words", "counts"]
FRAMEWORKS = {path.stem: toml(path) for path in sorted((CATALOG / "frameworks").glob("*.toml"))}
CROSSWALKS = {path.stem: toml(path) for path in sorted((CATALOG / "crosswalks").glob("*.toml"))}
EVIDENCE = toml(CATALOG / "evidence.toml")
NOT_OUR_WORDS = re.compile(
    r"\b(?:please|overdue|service users?|clients?|individuals?|challenging behaviour|implement\w*|facilitat\w*|utilis\w*)\b|!|'",
    re.IGNORECASE,
)
LONGEST = 26
"""Words a reader of about ten follows in one sentence."""


@pytest.fixture(params=list(FRAMEWORKS.values()), ids=list(FRAMEWORKS))
def framework(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param  # type: ignore[no-any-return]


def test_each_framework_is_there_with_all_its_items() -> None:
    assert {name: len(framework["items"]) for name, framework in FRAMEWORKS.items()} == NUMBER_OF_ITEMS


def test_each_group_holds_as_many_items_as_its_publisher_gave_it() -> None:
    for name, numbers in IN_EACH_GROUP.items():
        groups = [item["group"] for item in FRAMEWORKS[name]["items"]]
        assert [groups.count(group["id"]) for group in FRAMEWORKS[name]["groups"]] == numbers, name


def test_a_framework_says_what_it_is_where_it_comes_from_and_under_which_licence(
    framework: dict[str, Any],
) -> None:
    assert set(framework) - {"begins_on", "ends_on"} == HEAD
    assert framework["id"] == next(name for name, other in FRAMEWORKS.items() if other is framework)
    assert re.fullmatch(r"[a-z0-9_]+", framework["id"])
    assert framework["status"] in {"final", "draft"}
    for key in ("version", "title", "publisher", "source", "licence", "note"):
        assert isinstance(framework[key], str)
        assert framework[key] == framework[key].strip() != ""
        assert "\n" not in framework[key]
    assert isinstance(framework["off"], bool)


def test_days_are_days_and_in_order(framework: dict[str, Any]) -> None:
    days = [framework[key] for key in ("published_on", "begins_on", "ends_on") if key in framework]
    assert all(type(day) is dt.date for day in days)
    assert days == sorted(days)


def test_a_first_of_the_month_that_stands_in_for_an_unknown_day_is_owned_up_to(
    framework: dict[str, Any],
) -> None:
    if framework["published_on"].day == 1:
        assert re.search(r"stands in|as the role page bears none", framework["note"])


def test_each_date_says_whether_it_was_read_at_the_source_or_taken_second_hand(
    framework: dict[str, Any],
) -> None:
    days = [key for key in ("published_on", "begins_on", "ends_on") if key in framework]
    assert list(framework["dates"]) == days
    assert set(framework["dates"].values()) <= {"read", "second hand"}
    stands_in = re.search(r"stands in|as the role page bears none", framework["note"]) is not None
    assert not stands_in or framework["dates"]["published_on"] == "second hand"


def test_the_dates_that_were_read_at_their_source_are_these() -> None:
    """Where each was read stands in the file beside it."""
    read = {
        name: {
            key: framework[key].isoformat() for key, known in framework["dates"].items() if known == "read"
        }
        for name, framework in FRAMEWORKS.items()
        if "read" in framework["dates"].values()
    }
    assert read == {
        "care_workforce_pathway": {"published_on": "2025-04-09"},
        "cqc_asc_2026": {"published_on": "2026-03-24"},
        "kss_practice_leaders": {"published_on": "2015-11-19"},
        "regulations_2014": {"published_on": "2014-11-06", "begins_on": "2015-04-01"},
    }


def test_nothing_says_final_that_is_not() -> None:
    """A draft is called one by its status, version, source and note; nothing else here speaks of a final text."""
    for name, framework in FRAMEWORKS.items():
        said = " ".join(framework[key] for key in ("version", "title", "source", "note"))
        draft = re.search(r"\bdraft\b", f"{framework['version']} {framework['title']}", re.IGNORECASE)
        assert (framework["status"] == "draft") is (draft is not None), name
        assert not re.search(r"\bfinal\b", said, re.IGNORECASE), name
    for name, crosswalk in CROSSWALKS.items():
        drafts = [one for one in (crosswalk["from"], crosswalk["to"]) if FRAMEWORKS[one]["status"] == "draft"]
        assert not drafts or "draft" in crosswalk["title"], name
    root = CATALOG.parents[1]
    told = [
        root / "README.md",
        *sorted((CATALOG.parent / "help").glob("*.md")),
        *(CATALOG / "forms").glob("*"),
    ]
    for path in told:
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\bfinal\b", line, re.IGNORECASE):
                assert "publishes its final text" in line, (path.name, line)


def test_codes_are_unique_and_each_group_is_known_and_used(framework: dict[str, Any]) -> None:
    codes = [item["code"] for item in framework["items"]]
    groups = [group["id"] for group in framework["groups"]]
    assert len(set(codes)) == len(codes)
    assert len(set(groups)) == len(groups)
    assert {item["group"] for item in framework["items"]} == set(groups)
    assert [item["group"] for item in framework["items"]] == sorted(
        (item["group"] for item in framework["items"]), key=groups.index
    ) or (framework["id"] == "regulations_2014"), (
        "items stand in the order of their groups; regulations keep the order of the law"
    )


def test_each_item_is_whole_and_says_more_than_its_title(framework: dict[str, Any]) -> None:
    for item in framework["items"]:
        assert list(item) == ITEM, item["code"]
        assert item["title"].strip() != ""
        assert item["gist"].rstrip(".").casefold() != item["title"].casefold()
        assert item["gist"].endswith(".")
        assert item["prompt"].endswith("?")
        assert item["gist"][0].isupper()
        assert item["prompt"][0].isupper()


def test_gists_and_prompts_are_one_plain_sentence_each(framework: dict[str, Any]) -> None:
    for item in framework["items"]:
        for text in (item["gist"], item["prompt"]):
            assert NOT_OUR_WORDS.search(text) is None, text
            assert len(text.split()) <= LONGEST, text
            assert len(re.findall(r"[.?](?:\s|$)", text)) == 1, text


def test_no_gist_or_title_is_given_twice_in_a_framework(framework: dict[str, Any]) -> None:
    for key in ("title", "gist"):
        given = [item[key] for item in framework["items"]]
        assert len(set(given)) == len(given), key


def test_words_that_hint_are_lower_case_and_long_enough_not_to_hide_in_others(
    framework: dict[str, Any],
) -> None:
    for item in framework["items"]:
        words = item["words"]
        assert 4 <= len(words) <= 10, item["code"]
        assert len(set(words)) == len(words), item["code"]
        assert [word for word in words if word != word.lower() or word != word.strip() or len(word) < 4] == []


def test_what_counts_by_default_exists(framework: dict[str, Any]) -> None:
    for item in framework["items"]:
        assert set(item["counts"]) <= KINDS | AREAS | FORMS | SAID | SAID_BEFORE, item["code"]
        assert len(set(item["counts"])) == len(item["counts"]), item["code"]


def test_only_the_draft_is_a_draft_and_only_the_children_s_one_comes_switched_off() -> None:
    assert [name for name, framework in FRAMEWORKS.items() if framework["status"] == "draft"] == [
        "cqc_asc_2026"
    ]
    assert "2017" in FRAMEWORKS["cqc_asc_2026"]["note"]
    assert [name for name, framework in FRAMEWORKS.items() if framework["off"]] == ["kss_practice_leaders"]


def test_a_title_that_comes_in_two_editions_can_be_told_apart_by_its_version() -> None:
    shown = [(framework["title"], framework["version"]) for framework in FRAMEWORKS.values()]
    assert len(set(shown)) == len(shown)


def test_the_share_alike_licence_is_named_and_credited() -> None:
    licence = FRAMEWORKS["pbs_competence"]["licence"]
    assert all(part in licence for part in ("CC BY-SA 4.0", "PBS Coalition UK", "2015", "shared alike"))


@pytest.mark.parametrize("name", ["cqc_saf_2023", "cqc_asc_2026", "regulations_2014"])
def test_a_supervision_counts_towards_staffing_in_whatever_an_inspector_holds_up(name: str) -> None:
    staffing = next(item for item in FRAMEWORKS[name]["items"] if item["code"] in {"S6", "Reg 18"})
    assert {"supervision", "appraisal", "observation", "coaching"} <= set(staffing["counts"])


@pytest.mark.parametrize("crosswalk", CROSSWALKS.values(), ids=CROSSWALKS)
def test_a_crosswalk_leads_from_every_code_to_codes_that_exist(crosswalk: dict[str, Any]) -> None:
    assert set(crosswalk) == {"id", "version", "title", "from", "to", "note", "maps"}
    assert crosswalk["id"] == f"{crosswalk['from']}_to_{crosswalk['to']}"
    assert crosswalk["id"] in CROSSWALKS
    assert "ours, not CQC’s" in crosswalk["note"]
    there = {item["code"] for item in FRAMEWORKS[crosswalk["to"]]["items"]}
    assert [row["from"] for row in crosswalk["maps"]] == [
        item["code"] for item in FRAMEWORKS[crosswalk["from"]]["items"]
    ]
    for row in crosswalk["maps"]:
        assert set(row["to"]) <= there, row["from"]
        assert len(set(row["to"])) == len(row["to"]), row["from"]
        assert set(row.get("same", [])) <= set(row["to"]), row["from"]


def test_the_new_draft_is_reached_everywhere_and_only_the_environment_goes_nowhere() -> None:
    maps = CROSSWALKS["cqc_saf_2023_to_cqc_asc_2026"]["maps"]
    assert [row["from"] for row in maps if not row["to"]] == ["W8"]
    assert {code for row in maps for code in row["to"]} == {
        item["code"] for item in FRAMEWORKS["cqc_asc_2026"]["items"]
    }


def test_the_six_kinds_of_evidence_count_known_records() -> None:
    assert [category["id"] for category in EVIDENCE["categories"]] == [
        "people",
        "staff",
        "partners",
        "observation",
        "processes",
        "outcomes",
    ]
    for category in EVIDENCE["categories"]:
        assert set(category) == {"id", "title", "counts"}
        assert set(category["counts"]) <= KINDS | FORMS
    assert {count for category in EVIDENCE["categories"] for count in category["counts"]} == KINDS

"""Search, matrix, list and timeline over a hundred thousand records, against a floor of the same run."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert, text

WORDS = [
    "breakfast",
    "choice",
    "drink",
    "hoist",
    "sling",
    "chair",
    "garden",
    "swimming",
    "bath",
    "medicine",
    "record",
    "handover",
    "plan",
    "sign",
    "calm",
    "early",
    "moment",
    "help",
    "wait",
    "asked",
    "showed",
    "laughed",
    "quiet",
    "loud",
    "morning",
    "evening",
    "night",
    "team",
    "shift",
    "safe",
    "clean",
    "hands",
    "gloves",
    "label",
    "round",
    "door",
    "towel",
    "walk",
    "kitchen",
    "bread",
    "table",
    "card",
    "photo",
]
RARE = "nasogastric"
STAFF = 100


def fill(vault: object, people: list[str], leader: str, count: int, first: int = 0) -> None:
    """Put sealed-looking records straight into the vault: this measures reading, not writing."""
    from app.domain.content import Content  # noqa: PLC0415
    from app.models.practice import UpshotRow  # noqa: PLC0415
    from app.models.records import RecordRow  # noqa: PLC0415

    chance = random.Random(7)
    kinds = [
        ("supervision", "supervision", "S", "managerial"),
        ("coaching", "coaching", "C", "practice"),
        ("observation", "observation", "O", "practice"),
    ]
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    for begin in range(first, count, 5000):
        rows, index = [], []
        for n in range(begin, min(begin + 5000, count)):
            kind, form, letter, sort = kinds[n % 3]
            about, held = people[n % len(people)], now - dt.timedelta(minutes=26 * (count - n) + first)
            words = " ".join(chance.choices(WORDS, k=40)) + (f" {RARE}" if n % 9973 == 5 else "")
            key = {
                "supervision": "practice.gone_well",
                "coaching": "log.happened",
                "observation": "feedback.went_well",
            }[kind]
            number = round(held.timestamp() * 1_000_000)
            rows.append(
                {
                    "id": f"r{n:07d}", "number": f"{letter}-{n:06d}", "version": 1, "kind": kind, "form_id": form, "form_version": 1, "about_id": about,
                    "led_by_id": leader, "state": "sealed", "held_at": held, "recorded_at": held, "changed_at": held,
                    "content": Content(answers={key: words}, minutes=10).to_json(), "revision": 1, "sealed_at": held, "reason": "",
                    "withdrawn_because": "", "topics": "", "paper": "", "search_id": number, "minutes": 10,
                }
            )  # fmt: skip
            who = f"a{about.replace('-', '')} l{leader.replace('-', '')} k{kind} {sort} open"
            index.append({"id": number, "text": words, "who": who})
        seen = [row for row in rows if row["kind"] == "observation"]
        came = [
            {
                "record_id": row["id"], "whole": "met", "is_check": not n % 5, "supported": "", "task": "", "equipment": "", "unmet": "",
                "asked": not n % 5, "about_id": row["about_id"], "form_id": row["form_id"], "pair_id": "", "held_at": row["held_at"],
            }
            for n, row in enumerate(seen)
        ]  # fmt: skip
        with vault.write(leader) as work:  # type: ignore[attr-defined]
            work.session.execute(insert(RecordRow), rows)
            work.session.execute(insert(UpshotRow), came)
            work.session.execute(
                text("INSERT INTO search (rowid, text, who) VALUES (:id, :text, :who)"), index
            )


def measure(
    row: Callable[[str, float, float], None], only: Callable[[str, float], None], count: int = 100_000
) -> None:
    """Fill a vault and tell each figure: median, or the 95th of a hundred where keys are pressed."""
    from app.bootstrap import build  # noqa: PLC0415
    from app.catalog.registry import Catalog  # noqa: PLC0415
    from app.domain.kinds import Kind  # noqa: PLC0415
    from app.domain.people import Profile, Role, Service  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415
    from app.system.resources import resource  # noqa: PLC0415

    house = build(Path(tempfile.mkdtemp()) / "vault", kdf=FLOOR)
    owner = house.vaults.set_up(
        Service(name="Bench"), Profile(name="Ruth Alder", role=Role.OWNER), "lantern meadow copper", "402817"
    ).actor
    leader = house.people.add(
        owner, Profile(name="Priya Larch", role=Role.PRACTICE_LEADER, supervisor_id=owner.person_id)
    ).value.person
    people = [
        house.people.add(
            owner, Profile(name=f"Worker {n:03d}", role=Role.WORKER, supervisor_id=owner.person_id)
        ).value.person.id
        for n in range(STAFF)
    ]
    vault, catalog = house.vaults._vault, Catalog(resource("catalog"))
    with vault.write(owner.person_id) as work:
        for kind in (Kind.SUPERVISION, Kind.COACHING, Kind.OBSERVATION):
            form = catalog.form(kind)
            work.forms.keep(form.id, 1, catalog.form_to_json(form))
    fill(vault, people, leader.id, count)
    from app.services.present import actor_for  # noqa: PLC0415

    def p95(action: Callable[[str], object], typed: list[str]) -> float:
        taken = []
        for word in typed:
            begin = time.perf_counter()
            action(word)
            taken.append((time.perf_counter() - begin) * 1000)
        return sorted(taken)[int(len(taken) * 0.95) - 1]

    keys = [
        part
        for word in ("breakfast", "choice dri", "sling", RARE, "garden swim")
        for part in (word[:n] for n in range(1, len(word) + 1))
    ] * 3

    def bare(word: str) -> None:
        with vault.read() as work:
            work.session.execute(
                text("SELECT rowid FROM search WHERE search MATCH :q ORDER BY rowid DESC LIMIT 50"),
                {"q": f'"{word}" *'},
            ).fetchall()

    floor = p95(bare, [k for k in keys if " " not in k])
    row(
        f"search as you type, {count:,} records, manager, p95 / bare index",
        p95(lambda word: house.finding.search(owner, word), keys),
        floor,
    )
    mine = actor_for(leader)
    row(
        f"search as you type, {count:,} records, practice leader, p95 / bare index",
        p95(lambda word: house.finding.search(mine, word), keys),
        floor,
    )

    def median(action: Callable[[], object]) -> float:
        return sorted(p95(lambda _: action(), ["x"] * 1 + ["y"]) for _ in range(9))[4]

    only(f"due matrix, {STAFF} staff, {count:,} records", median(lambda: house.schedule.matrix(owner)))
    only(f"months matrix, {STAFF} staff × 24 months", median(lambda: house.schedule.months(owner, 24)))
    only("newest 500 records to list", median(lambda: house.finding.newest(owner, limit=500)))
    only(
        f"one person’s timeline ({count // STAFF:,} records)",
        median(lambda: house.records.list(owner, about_id=people[3])),
    )
    house.vaults.close()

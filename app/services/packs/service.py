"""Evidence packs, as screens and the command line ask for them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import months_later, today
from app.domain.first_page import NOTHING_SAID
from app.domain.packs import PackPlan, Purpose
from app.services.checking import is_index
from app.services.packs.choosing import choose
from app.services.packs.ground import Order
from app.services.packs.making import PackMaking
from app.services.packs.planning import usual
from app.services.packs.privacy import look
from app.services.packs.sources import maker
from app.services.threads import told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.first_page import Said
    from app.domain.packs import Made
    from app.domain.people import Actor, Person
    from app.services.packs.choosing import Choosing
    from app.services.packs.making import PackMade
    from app.services.packs.privacy import Looked
    from app.services.packs.sources import Sources
    from app.services.threads import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A pack made again beside the one of the log.

    Files that are the same, that differ, and that carry a new date or signature.
    """

    pack: PackMade
    same: tuple[str, ...]
    different: tuple[str, ...]
    signed_anew: tuple[str, ...]


class PacksService:
    """Making packs that an inspector can check with ordinary tools."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def choose(
        self,
        actor: Actor,
        purpose: Purpose,
        begin: dt.date,
        end: dt.date,
        frameworks: tuple[str, ...],
        person_id: str | None = None,
    ) -> Choosing:
        """Return the records of a time that a pack may hold.

        For one person's own file these are all records about them, whatever they count for.
        """
        plan = PackPlan(
            purpose=purpose,
            recipient="",
            why="",
            begin=begin,
            end=end,
            frameworks=frameworks,
            records=(),
            person_id=person_id or "",
        )
        return choose(self._sources, actor, plan)

    def plan(
        self,
        actor: Actor,
        purpose: Purpose,
        *,
        begin: dt.date | None = None,
        end: dt.date | None = None,
        frameworks: tuple[str, ...] = (),
        person_id: str = "",
        seed: int | None = None,
    ) -> PackPlan:
        """Return a plan with everything as it usually is; whatever else it says is replaced in it.

        The last twelve months, every record that counts, full names, what is sensitive left out. No word is
        taken out yet that may only be a word: ``look`` finds those, ``undecided`` says of which nobody has
        said yet whether they are names, and a plan keeps the answer (``hidden``, ``kept``).
        """
        now = today(self._sources.clock)
        draft = PackPlan(
            purpose=purpose,
            recipient="",
            why="",
            begin=begin or months_later(now, -12),
            end=end or now,
            frameworks=frameworks,
            records=(),
            sensitive=purpose is Purpose.PERSON,
            person_id=person_id,
            seed=random.SystemRandom().randrange(1 << 30) if seed is None else seed,
            said=NOTHING_SAID if purpose is Purpose.PERSON else self.said(actor),
        )
        return usual(self._sources, actor, draft)

    def said(self, actor: Actor) -> Said:
        """Return what is typed so far for the first page of the next pack."""
        with self._sources.store.read() as work:
            maker(work, actor)
            return work.packs.draft()

    def say(self, actor: Actor, said: Said) -> Outcome[None]:
        """Keep what is typed for the first page until the pack is made. It may be half a sentence."""
        for text in said.texts:
            check_text("What stands on the first page", text)
        with self._sources.store.write(actor.person_id) as work:
            maker(work, actor)
            work.packs.keep_draft(said)
        return Outcome(None, changed())

    def changes(self, actor: Actor) -> tuple[tuple[Person, Line], ...]:
        """Return the practice threads of two steps or more: the changes that the first page can tell."""
        with self._sources.store.read() as work:
            return told(work, maker(work, actor), self._sources.clock.zone())

    def look(self, actor: Actor, plan: PackPlan) -> Looked:
        """Look through a plan's records for names to decide on, and say what will be left out."""
        return look(self._sources, actor, plan)

    def make(
        self, actor: Actor, plan: PackPlan, to: Path, progress: Callable[[int, int], bool] | None = None
    ) -> Outcome[PackMade]:
        """Make a pack as a folder and a ZIP in ``to``, and write it in the disclosure log.

        Only words the plan hides are taken out of what people wrote: ask ``look`` first what is undecided. It
        may run on any thread and holds the vault for one chunk of records at a time.

        Raises IncompleteError while one of the manager's three sentences is missing: an own file needs none.
        ``progress(done, of)`` is called after each file and page; when it returns False the pack is given up
        and StoppedError raised. Then, and when the program is killed, nothing is left under the pack's name.
        """
        if plan.purpose is not Purpose.PERSON:
            plan.said.check()
        order = Order(actor=actor, plan=plan, to=to, made_at=self._sources.clock.now())
        return Outcome(PackMaking(self._sources, order, progress).make(), changed(Topic.EVIDENCE))

    def log(self, actor: Actor) -> tuple[Made, ...]:
        """Return the disclosure log, newest first."""
        with self._sources.store.read() as work:
            maker(work, actor)
            return work.packs.all()

    def again(
        self, actor: Actor, number: int, to: Path, progress: Callable[[int, int], bool] | None = None
    ) -> Outcome[Compared]:
        """Make a pack of the log again from its plan, on its own date.

        Every file is compared with what the log says.
        """
        with self._sources.store.read() as work:
            maker(work, actor)
            old = work.packs.get(number)
        order = Order(actor=actor, plan=old.plan, to=to, made_at=old.made_at, again=number)
        pack = PackMaking(self._sources, order, progress).make()
        before, now = _hashes(old.manifest), _hashes(pack.made.manifest)
        anew = tuple(path for path in before if is_index(path) and path in now)
        same = tuple(path for path in before if path not in anew and before[path] == now.get(path))
        different = tuple(
            path for path in sorted({*before, *now}) if path not in anew and before.get(path) != now.get(path)
        )
        return Outcome(
            Compared(pack=pack, same=same, different=different, signed_anew=anew), changed(Topic.EVIDENCE)
        )


def _hashes(manifest: str) -> dict[str, str]:
    return {one["path"]: one["sha256"] for one in json.loads(manifest)["files"]}

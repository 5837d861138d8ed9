"""The frameworks a service is looked at by.

Ours, its own, switched on or off, brought in from a file and taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.frameworks import framework_file, parse
from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import NotFoundError, StateError, TextError
from app.domain.frameworks import Crosswalk, Framework
from app.domain.limits import TOML_BYTES
from app.services.going_out import file_out
from app.services.present import present

if TYPE_CHECKING:
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A framework as it is listed: the service's own or ours, switched on or off."""

    framework: Framework
    own: bool
    off: bool


class FrameworksService:
    """Knowing which frameworks count here."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def list(self, actor: Actor) -> tuple[Listed, ...]:
        """Return the newest version of every framework, those switched on first."""
        with self._store.read() as work:
            present(work, actor)
            return self.all(work)

    def all(self, work: Work) -> tuple[Listed, ...]:
        """Return the newest version of every framework.

        A file the service brought in takes the place of ours with the same id.
        """
        own = {f.id: f for f in self._own(work) if isinstance(f, Framework)}
        switches = work.frameworks.switches()
        newest = {f.id: f for f in self._catalog.frameworks()} | own
        now = today(self._clock)
        over = {
            f.id for f in newest.values() if f.ends_on is not None and f.ends_on < now
        }  # a version whose time is over comes switched off
        found = [
            Listed(framework=f, own=f.id in own, off=switches.get(f.id, f.off or f.id in over))
            for f in newest.values()
        ]
        return tuple(
            sorted(
                found, key=lambda one: (one.off, ORDER.get(one.framework.id, len(ORDER)), one.framework.title)
            )
        )

    def find(self, work: Work, framework_id: str) -> Framework:
        """Return one framework. Raises NotFoundError."""
        found = next((one.framework for one in self.all(work) if one.framework.id == framework_id), None)
        if found is None:
            message = f"There is no framework called “{framework_id}” here. Bring its file in first."
            raise NotFoundError(message)
        return found

    def usual(self, actor: Actor) -> tuple[str, ...]:
        """Return the frameworks a pack shows unless others are chosen.

        Those of the CQC that are switched on, else the first that is.
        """
        on = tuple(one.framework.id for one in self.list(actor) if not one.off)
        return tuple(one for one in on if one.startswith("cqc")) or on[:1]

    def crosswalks(self, work: Work) -> tuple[Crosswalk, ...]:
        """Return every crosswalk; one the service brought in takes the place of ours with the same id."""
        own = {c.id: c for c in self._own(work) if isinstance(c, Crosswalk)}
        return tuple(({c.id: c for c in self._catalog.crosswalks()} | own).values())

    def bring_in(self, actor: Actor, data: bytes, name: str) -> Outcome[Framework | Crosswalk]:
        """Bring in a framework or crosswalk from a file.

        Raises CatalogError with a line for each fault; nothing is kept then.
        """
        if len(data) > TOML_BYTES:
            message = (
                f"“{name}” is far larger than any framework. Nothing was brought in. Choose the right file."
            )
            raise TextError(message)
        found = parse(name, data)
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            work.frameworks.store(found.id, found.version, data.decode("utf-8-sig"), self._clock.now())
            if isinstance(found, Framework):
                work.frameworks.switch(found.id, off=False)
            work.audit("framework brought in", "service", f"{found.id} version {found.version}")
        return Outcome(found, changed(Topic.EVIDENCE))

    def take_out(self, actor: Actor, framework_id: str, to: Path) -> Path:
        """Write a framework as a file that another service can bring in."""
        with self._store.read() as work:
            present(work, actor)
            framework = self.find(work, framework_id)
        return file_out(self._store, self._clock, actor.person_id, to, framework_file(framework))

    def switch(self, actor: Actor, framework_id: str, *, off: bool) -> Outcome[None]:
        """Switch a framework off or on. Tags stay."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            self.find(work, framework_id)
            work.frameworks.switch(framework_id, off=off)
            work.audit("framework switched off" if off else "framework switched on", "service", framework_id)
        return Outcome(None, changed(Topic.EVIDENCE))

    def drop(self, actor: Actor, framework_id: str) -> Outcome[None]:
        """Forget a framework the service brought in; ours with the same id comes back. Tags stay."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            if framework_id not in {one for one, _, _ in work.frameworks.own()}:
                message = "A framework that came with Alongside is not removed. Switch it off instead."
                raise StateError(message)
            work.frameworks.drop(framework_id)
            work.audit("framework removed", "service", framework_id)
        return Outcome(None, changed(Topic.EVIDENCE))

    def _own(self, work: Work) -> tuple[Framework | Crosswalk, ...]:
        return tuple(parse(f"{one}.toml", text.encode()) for one, _, text in work.frameworks.own())

    def _manager(self, work: Work, actor: Actor) -> None:
        require(
            may_manage_people(present(work, actor)), "Only the registered manager can change the frameworks."
        )


ORDER = {name: place for place, name in enumerate(("cqc_asc_2026", "cqc_saf_2023", "regulations_2014"))}
"""Which frameworks are listed first: those an inspector looks by."""

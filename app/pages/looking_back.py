"""Looking back: figures over the last months, to look at and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed

if TYPE_CHECKING:
    from app.domain.charts import Chart
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House

INTRO = "Figures about the service and its supervision. Nobody is scored."


def read(house: House, actor: Actor) -> tuple[Chart, ...]:
    """Return every chart the actor may see, all of one moment."""
    with house.store.read():
        return house.charts.all(actor)


def to_print(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write every chart with its table as a PDF."""
    return Outcome(house.charts.pdf(actor, to), changed())

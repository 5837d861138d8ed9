"""The register of competence: who stands how in what is checked, and who may do something today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.competence import State
from app.domain.competence_words import explained, stands
from app.domain.kinds import Kind
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.competence import Competence
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.pages import House
    from app.pages.places import Place
    from app.services.competence import Checked
    from app.services.competence import Row as RegisterRow

TONES = {
    State.NOT_ASSESSED: "neutral",
    State.NOT_YET: "late",
    State.SUSPENDED: "late",
    State.ENDED: "late",
    State.COMPETENT: "in_date",
    State.RESTRICTED: "soon",
}
ALL = Option("", "All of them")
EVERYBODY = Option("", "Everybody")
NOTE = (
    "✓ competent · ◐ only for what it says · ✗ not yet, or suspended after an incident: not alone · "
    "! ran out · – not assessed. Only sealed checks that were met count."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How somebody stands in one thing. ``lines`` are shown one after the other."""

    person_id: str
    form_id: str
    lines: tuple[str, ...]
    tone: str
    told: str
    explained: str
    record_id: str
    check: Place

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return "; ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A person's row. ``team`` is the id of who supervises them."""

    name: str
    team: str
    cells: tuple[Cell, ...]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MayLine:
    """One person on the list of who may do something today."""

    name: str
    team: str
    may: bool
    text: str
    tone: str
    why: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """Everything the register shows."""

    checked: tuple[Option, ...]
    teams: tuple[Option, ...]
    rows: tuple[RowShown, ...]
    may: dict[str, tuple[MayLine, ...]]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return ("Person", *(one.label for one in self.checked))

    def wanted(self, team: str, part: str) -> tuple[RowShown, ...]:
        """Return the rows of a team, or of everybody, with a part of a name in them."""
        return tuple(
            one for one in self.rows if team in {"", one.team} and part.casefold() in one.name.casefold()
        )

    def may_do(self, form_id: str, team: str, part: str) -> tuple[MayLine, ...]:
        """Return who may do something today and who may not, those who may first."""
        return tuple(
            one
            for one in self.may.get(form_id, ())
            if team in {"", one.team} and part.casefold() in one.name.casefold()
        )


def read(house: House, actor: Actor) -> RegisterPage:
    """Return the register of everybody the actor leads."""
    with house.store.read():
        register = house.competence.register(actor)
        names = {one.id: one.name for one in house.people.list(actor)}
    rows = tuple(_row(one, register.columns, register.on) for one in register.rows)
    leaders = {one.team for one in rows if one.team}
    return RegisterPage(
        checked=tuple(Option(one.form_id, one.title) for one in register.columns),
        teams=(
            EVERYBODY,
            *(Option(id_, f"{name}’s team") for id_, name in names.items() if id_ in leaders),
        ),
        rows=rows,
        may={
            checked.form_id: tuple(
                sorted(
                    (
                        _may(row, one, place, register.on)
                        for row, one in zip(rows, register.rows, strict=True)
                    ),
                    key=lambda line: not line.may,
                )
            )
            for place, checked in enumerate(register.columns)
        },
    )


def to_excel(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write the register as a workbook."""
    return Outcome(house.competence_files.workbook(actor, to), changed())


def to_print(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write the register as a PDF."""
    return Outcome(house.competence_files.pdf(actor, to), changed())


def wall_sheet(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write a blank sheet for the wall: names and what is checked, to be filled in by hand."""
    return Outcome(house.competence_files.wall_sheet(actor, to), changed())


def lines(
    found: tuple[tuple[Checked, tuple[Competence, ...]], ...], actor: Actor, person_id: str, now: dt.date
) -> tuple[Line, ...]:
    """Return how one person stands, a line for each thing that was ever checked or asked for."""
    shown = []
    for checked, stood in found:
        for one in stood:
            if one.state is State.NOT_ASSESSED:
                continue
            symbol, _, word = stands(one, now).partition(" ")
            place = places.Record(record_id=one.decided.upshot.record_id) if one.decided else None
            own = actor.person_id == person_id
            verb = Verb("Read it", place, f"Read it: the check of {checked.title}") if place else None
            title = checked.title if own or one.state.may else f"{checked.title}: not alone"
            shown.append(Line(title, explained(one), Chip(symbol, word, TONES[one.state]), verb))
    return tuple(shown)


def _row(row: RegisterRow, columns: tuple[Checked, ...], now: dt.date) -> RowShown:
    cells = tuple(
        _cell(row.person, checked, stood, now) for checked, stood in zip(columns, row.cells, strict=True)
    )
    return RowShown(
        name=row.person.name,
        team=row.person.supervisor_id or "",
        cells=cells,
        told=f"{row.person.name}: " + "; ".join(cell.told for cell in cells),
    )


def _cell(person: Person, checked: Checked, stood: tuple[Competence, ...], now: dt.date) -> Cell:
    worst = min(stood, key=lambda one: (one.state.may, list(State).index(one.state)))
    said = tuple(stands(one, now) for one in stood)
    decided = worst.decided.upshot.record_id if worst.decided else ""
    return Cell(
        person_id=person.id,
        form_id=checked.form_id,
        lines=said,
        tone=TONES[worst.state],
        told=f"{checked.title} {', '.join(said)}",
        explained=f"{person.name}, {checked.title}: " + " ".join(explained(one) for one in stood),
        record_id=decided,
        check=places.writing(Kind.OBSERVATION, person_id=person.id, form_id=checked.form_id),
    )


def _not_alone(stood: tuple[Competence, ...]) -> str:
    return "neutral" if all(one.state is State.NOT_ASSESSED for one in stood) else "late"


def _may(row: RowShown, of: RegisterRow, place: int, now: dt.date) -> MayLine:
    stood, cell = of.cells[place], row.cells[place]
    may = [one for one in stood if one.state.may]
    not_ = [one for one in stood if not one.state.may]
    told = [stands(one, now) for one in may] + [f"{stands(one, now)}. {explained(one)}" for one in not_]
    whole = all(one.state is State.COMPETENT for one in may)
    return MayLine(
        name=row.name,
        team=row.team,
        may=bool(may),
        text=("✓ Yes" if whole else "◐ Only this") if may else "✗ Not alone",
        tone=("in_date" if whole else "soon") if may else _not_alone(stood),
        why="; ".join(told),
        cell=cell,
    )

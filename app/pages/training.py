"""The training matrix: who did what in which subject, and until when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import long_date
from app.domain.names import full_names
from app.domain.people import Role
from app.domain.training import Stand, stand, stands
from app.pages import places
from app.pages.pieces import Option

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.training import Training
    from app.pages import House
    from app.pages.places import Place
    from app.services.training import Row

TONES = {Stand.IN_DATE: "in_date", Stand.SOON: "soon", Stand.OUT: "late", Stand.NOT_DONE: "neutral"}
ALL = Option("", "All of them")
EVERYBODY = Option("", "Everybody")
ANY = Option("", "However it stands")
STANDS = (ANY, *(Option(one.value, f"{one.symbol} {one.label}") for one in Stand))
NOTE = (
    "✓ in date · ~ runs out within eight weeks · ! ran out · – not done, as far as it is noted here. In each "
    "subject the training done last counts."
)
EMPTY = "No training is noted yet. Note some, or bring in a list such as the ASC-WDS training file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How somebody stands in one subject; ``note`` is where it is noted that they did it."""

    person_id: str
    subject: str
    state: Stand
    text: str
    tone: str
    told: str
    explained: str
    note: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A person's row. ``team`` is the id of who supervises them."""

    name: str
    team: str
    cells: tuple[Cell, ...]

    @property
    def told(self) -> str:
        """The whole row in words."""
        return f"{self.name}: " + "; ".join(cell.told for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the matrix is looked through for: a subject, how it stands, a team, part of a name."""

    subject: str = ""
    state: str = ""
    team: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is left of the matrix, and what it is narrowed to, in words."""

    headings: tuple[str, ...]
    rows: tuple[RowShown, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPage:
    """Everything the matrix shows. ``may_bring_in``: a list may be brought in from here."""

    subjects: tuple[Option, ...]
    teams: tuple[Option, ...]
    rows: tuple[RowShown, ...]
    may_bring_in: bool

    def shown(self, sought: Sought) -> Shown:
        """Return the people and subjects that are sought."""
        kept = [place for place, one in enumerate(self.subjects) if sought.subject in {"", one.id}]
        rows = []
        for row in self.rows:
            cells = tuple(row.cells[place] for place in kept)
            fits = sought.team in {"", row.team} and sought.part.casefold() in row.name.casefold()
            if fits and (not sought.state or any(one.state.value == sought.state for one in cells)):
                rows.append(RowShown(name=row.name, team=row.team, cells=cells))
        return Shown(
            headings=("Person", *(self.subjects[place].label for place in kept)),
            rows=tuple(rows),
            said=self._said(sought, len(rows)),
        )

    def _said(self, sought: Sought, count: int) -> str:
        if not self.subjects:
            return EMPTY
        parts = [
            *_called(self.subjects, sought.subject),
            *_called(STANDS, sought.state),
            *_called(self.teams, sought.team),
            *([f"“{sought.part.strip()}”"] if sought.part.strip() else []),
        ]
        narrowed = f"Shown: {' · '.join(parts)}. " if parts else ""
        return f"{narrowed}{count} of {len(self.rows)} people." if parts else ""


def read(house: House, actor: Actor) -> TrainingPage:
    """Return the matrix of everybody the actor leads."""
    with house.store.read():
        matrix = house.training.matrix(actor)
        people = house.people.list(actor)
    names = full_names(people)
    rows = tuple(_row(one, matrix.subjects, names, matrix.on) for one in matrix.rows)
    leaders = {one.team for one in rows if one.team}
    return TrainingPage(
        subjects=tuple(Option(one, one) for one in matrix.subjects),
        teams=(
            EVERYBODY,
            *(Option(one.id, f"{names[one.id]}’s team") for one in people if one.id in leaders),
        ),
        rows=rows,
        may_bring_in=actor.role is Role.OWNER,
    )


def to_excel(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write the matrix as a workbook."""
    return Outcome(house.training_files.workbook(actor, to), changed())


def to_print(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write the matrix as a PDF."""
    return Outcome(house.training_files.pdf(actor, to), changed())


def wall_sheet(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write a blank sheet for the wall: names and subjects, to be filled in by hand."""
    return Outcome(house.training_files.wall_sheet(actor, to), changed())


def _called(options: tuple[Option, ...], chosen: str) -> list[str]:
    return [one.label for one in options if chosen and one.id == chosen]


def _row(row: Row, subjects: tuple[str, ...], names: dict[str, str], now: dt.date) -> RowShown:
    name = names.get(row.person.id, row.person.name)
    cells = (
        _cell(row.person, name, subject, one, now) for subject, one in zip(subjects, row.cells, strict=True)
    )
    return RowShown(name=name, team=row.person.supervisor_id or "", cells=tuple(cells))


def _cell(person: Person, name: str, subject: str, one: Training | None, now: dt.date) -> Cell:
    state, said = stand(one, now), stands(one, now)
    return Cell(
        person_id=person.id,
        subject=subject,
        state=state,
        text=said,
        tone=TONES[state],
        told=f"{subject} {said}",
        explained=f"{name}, {subject}: {explained(one)}",
        note=places.NoteTraining(person_id=person.id, subject=subject),
    )


def explained(one: Training | None) -> str:
    """Return what stands behind a cell in words."""
    if one is None:
        return "no training in this is noted here."
    until = f"It counts until {long_date(one.expires_on)}." if one.expires_on else "It has no end."
    return f"“{one.title}” on {long_date(one.done_on)}. {until}"

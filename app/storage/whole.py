"""Everything as rows: what leaves, filling an empty vault, and another service's coming in beside ours.

What each table is, its model says; nothing here is a list of tables.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.ids import new_id
from app.models.base import declared
from app.storage.gateways.tables import columns, primary_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from app.storage.gateways.tables import Row, Value
    from app.storage.unit_of_work import Work

    Source = Callable[[str], Iterator[Row]]

MOST_NAMES = 1000
PERSON, SECRET, SERVICE, EVENT, FORMER = "person", "secret", "service", "event", "former_event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What leaves of a table: each column's type and whether it may be empty; which are files, and where.

    ``keys`` tell its rows apart.
    """

    columns: dict[str, tuple[str, bool]]
    files: dict[str, str]
    keys: tuple[str, ...]


def leaving() -> dict[str, Shape]:
    """Return every table that leaves, in an order foreign keys allow; secrets are left out."""
    shapes = columns()
    return {
        table: Shape(
            columns={name: kind for name, kind in shapes[table].items() if name not in holds.secret},
            files=holds.files,
            keys=primary_key(table),
        )
        for table, holds in declared().items()
        if not holds.stays
    }


def fill(work: Work, source: Source) -> dict[str, int]:
    """Write every table of a folder into an empty vault; return how many rows each has.

    Secrets follow: whoever makes the vault writes them.
    """
    counts: dict[str, int] = {}
    work.tables.open_guards()
    for table in leaving():
        room = _room(table)
        counts[table] = work.tables.insert(table, ({**row, **room} for row in source(table)))
    work.tables.close_guards()
    return counts


def _room(table: str) -> Row:
    """Return something for secrets that may not be empty until they follow."""
    shape = columns()[table]
    return {name: b"" for name in declared()[table].secret if not shape[name][1]}


@dataclass(kw_only=True)
class Merge:
    """One folder coming in beside what is here.

    Rows keep their ids; one that is here already is skipped; a name that clashes gets another, and whatever
    names it follows.
    """

    work: Work
    source: Source
    at: dt.datetime
    rows: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    records: list[str] = field(default_factory=list)
    _renamed: dict[str, dict[Value, Value]] = field(default_factory=dict)

    @property
    def renumbered(self) -> dict[str, str]:
        """The record numbers that clashed, and what they are here."""
        return {str(old): str(new) for old, new in self._renamed["record.number"].items() if old != new}

    def run(self) -> None:
        """Bring every table in that comes in beside ours."""
        tables = self.work.tables
        origin = self._origin()
        tables.open_guards()
        for table, holds in declared().items():
            if holds.anew:
                self._renamed[f"{table}.{holds.anew}"] = self._name_anew(table, holds.anew)
        for table, holds in declared().items():
            if not holds.apart:
                self.rows[table] = tables.insert(table, self._fitted(table))
        if origin:
            former = ({"origin_id": origin, **row} for row in self.source(EVENT))
            self.rows[FORMER] += tables.insert(FORMER, former)
        for double_id, kept_id in self.work.people.doubles().items():
            tables.hand_over(double_id, kept_id)
        tables.close_guards()

    def _origin(self) -> str:
        """Note which service it came from; nothing when it is this one or one that is known."""
        (service,) = self.source(SERVICE)
        certificate, crl = service["ca_certificate"], service["crl"]
        known = {one for _, one in self.work.certificates.origins()}
        known.add(self.work.certificates.authority()[0])
        if certificate in known or not isinstance(certificate, bytes) or not isinstance(crl, bytes):
            return ""
        made = new_id()
        row: Row = {
            "id": made,
            "name": service["name"],
            "brought_in_at": self.at.isoformat(timespec="microseconds"),
            "ca_certificate": certificate,
            "crl": crl,
        }
        self.work.tables.insert("origin", [row])
        return made

    def _fitted(self, table: str) -> Iterator[Row]:
        """Yield a table's rows as they are kept here, without those that are here already."""
        keys = self._keys(table)
        here = {_values(row, keys) for row in self.work.tables.rows(table, keys)}
        for row in self.source(table):
            fit = self._fit(table, row)
            if _values(fit, keys) in here:
                self.skipped += 1
                continue
            yield fit
            if table == PERSON:
                self.work.tables.insert(SECRET, [{"person_id": fit["id"], "tries": 0}])
            if table == "record":
                self.records.append(str(fit["id"]))

    def _fit(self, table: str, row: Row) -> Row:
        holds = declared()[table]
        follows = {**holds.follows, **({holds.anew: f"{table}.{holds.anew}"} if holds.anew else {})}
        taken = {column: self._renamed[of].get(row[column], row[column]) for column, of in follows.items()}
        return {**row, **taken, **holds.resets}

    def _keys(self, table: str) -> tuple[str, ...]:
        """Return the columns that tell whether a row is here already."""
        holds = declared()[table]
        if not holds.keys:
            return primary_key(table)
        named = [column for column in primary_key(table) if column in {holds.anew, *holds.follows}]
        return (*named, *(key for key in holds.keys if key not in named))

    # --- names that clash
    # ----------------------------------------------------------------------------------------------

    def _name_anew(self, table: str, column: str) -> dict[Value, Value]:
        """Return what each name of a table that came in is called here.

        Other tables whose key follows it (a form as it was, a form of the service's own) must fit too.
        """
        group = f"{table}.{column}"
        members = [(table, column)] + [
            (other, own)
            for other, holds in declared().items()
            for own, of in holds.follows.items()
            if of == group and own in primary_key(other)
        ]
        clashes = [_Clashes.of(self.work, self.source, name, own) for name, own in members]
        came = {value: None for one in clashes for value in one.came}
        named: dict[Value, Value] = {}
        for value in came:
            taken = set(named.values())
            named[value] = next(
                name
                for name in _candidates(value, clashes)
                if name not in taken and all(one.fits(value, name) for one in clashes)
            )
        return named


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clashes:
    """The rows of one table under each name, those that came and those that are here.

    ``part`` are the columns that with the name are a row's place; ``keys`` say which row it is.
    """

    part: tuple[str, ...]
    keys: tuple[str, ...]
    came: dict[Value, list[Row]]
    here: dict[Value, list[Row]]

    @classmethod
    def of(cls, work: Work, source: Source, table: str, column: str) -> _Clashes:
        part = tuple(key for key in primary_key(table) if key != column and column in primary_key(table))
        keys = declared()[table].keys
        wanted = tuple(dict.fromkeys((column, *part, *keys)))
        came: dict[Value, list[Row]] = defaultdict(list)
        here: dict[Value, list[Row]] = defaultdict(list)
        for row in source(table):
            came[row[column]].append({name: row[name] for name in wanted})
        for row in work.tables.rows(table, wanted):
            here[row[column]].append(row)
        return cls(part=part, keys=keys, came=dict(came), here=dict(here))

    def fits(self, value: Value, name: Value) -> bool:
        """Whether the rows that came under a value may be called a name here."""
        ours, theirs = self.here.get(name, []), self.came.get(value, [])
        if not ours or not theirs:
            return True
        if self.part:  # versions of one thing: only the same version in other words clashes
            places = {_values(row, self.part): _values(row, self.keys) for row in ours}
            return all(
                places.get(_values(row, self.part), _values(row, self.keys)) == _values(row, self.keys)
                for row in theirs
            )
        known = {_values(row, self.keys) for row in ours}
        return any(_values(row, self.keys) in known for row in theirs)


def _candidates(value: Value, clashes: list[_Clashes]) -> Iterator[Value]:
    """Yield names for what is called something: as it is, then others."""
    yield value
    if isinstance(value, int):
        # one that is here already under another number is found before a free one is taken
        numbers = [int(name) for one in clashes for name in one.here if isinstance(name, int)]
        yield from sorted(numbers)
        yield from range(max(numbers, default=0) + 1, max(numbers, default=0) + MOST_NAMES)
        return
    between = "_" if any(one.part for one in clashes) else "/"
    for number in range(2, MOST_NAMES):
        yield f"{value!s}{between}{number}"


def _values(row: Row, names: tuple[str, ...]) -> tuple[Value, ...]:
    return tuple(row[name] for name in names)

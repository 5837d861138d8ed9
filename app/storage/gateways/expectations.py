"""What the service expects to see."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from app.domain.errors import NotFoundError
from app.domain.expectations import DRAFT, Expectation, Link, Look, Said, Standing
from app.models.expectations import ExpectationLinkRow, ExpectationLookRow, ExpectationRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

LISTS = ("items", "frameworks")


class ExpectationsGateway:
    """Rows of pages, looks at them and links as values. A picture is read by itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Standing, ...]:
        """Return every page as it stands, by title."""
        rows = self._session.execute(
            select(ExpectationRow, ExpectationRow.picture.is_not(None))
            .options(defer(ExpectationRow.picture, raiseload=True))
            .order_by(ExpectationRow.version)
        )
        versions: dict[str, list[Expectation]] = {}
        for row, picture in rows:
            versions.setdefault(row.id, []).append(_value(row, picture=picture))
        if not versions:
            return ()
        looks: dict[str, list[Look]] = {}
        newest = ExpectationLookRow.at.desc(), ExpectationLookRow.id.desc()
        for look in self._session.scalars(select(ExpectationLookRow).order_by(*newest)):
            looks.setdefault(look.expectation_id, []).append(_look(look))
        found = (_standing(one, kept, looks.get(one, ())) for one, kept in versions.items())
        return tuple(sorted(found, key=lambda one: (one.newest.said.title.casefold(), one.id)))

    def get(self, expectation_id: str) -> Standing:
        """Return one. Raises NotFoundError."""
        found = next((one for one in self.all() if one.id == expectation_id), None)
        if found is None:
            message = "This page is not here any more. Go back to the list."
            raise NotFoundError(message)
        return found

    def versions(self, expectation_id: str) -> tuple[Expectation, ...]:
        """Return the agreed versions of a page, the newest first."""
        rows = self._session.execute(
            select(ExpectationRow, ExpectationRow.picture.is_not(None))
            .options(defer(ExpectationRow.picture, raiseload=True))
            .where(ExpectationRow.id == expectation_id, ExpectationRow.version > DRAFT)
            .order_by(ExpectationRow.version.desc())
        )
        return tuple(_value(row, picture=picture) for row, picture in rows)

    def picture(self, expectation_id: str, version: int) -> bytes:
        """Return the picture of a version; nothing where there is none."""
        query = select(ExpectationRow.picture).where(
            ExpectationRow.id == expectation_id, ExpectationRow.version == version
        )
        return self._session.scalar(query) or b""

    def keep(self, kept: Expectation, picture: bytes) -> None:
        """Add a version, or store the draft as it is now. The database refuses to change another."""
        said = {one.name: getattr(kept.said, one.name) for one in fields(Said)}
        said |= {name: "\n".join(said[name]) for name in LISTS}
        more = ("id", "version", "by_id", "at", "asked_at", "note", "agreed_by_id", "agreed_at")
        held = {name: getattr(kept, name) for name in more}
        self._session.merge(ExpectationRow(**said, **held, picture=picture or None))
        self._session.flush()

    def drop_draft(self, expectation_id: str) -> None:
        """Throw the draft of a page away."""
        self._session.execute(
            delete(ExpectationRow).where(ExpectationRow.id == expectation_id, ExpectationRow.version == DRAFT)
        )

    def keep_look(self, look: Look) -> None:
        """Keep that somebody looked at a page again."""
        self._session.add(ExpectationLookRow(**{one.name: getattr(look, one.name) for one in fields(Look)}))
        self._session.flush()

    # --- records --------------------------------------------------------------------------------------------

    def link(self, link: Link) -> None:
        """Keep that a record is about a page."""
        self._session.merge(ExpectationLinkRow(**{one.name: getattr(link, one.name) for one in fields(Link)}))
        self._session.flush()

    def unlink(self, record_id: str, expectation_id: str) -> None:
        """Take a record off a page."""
        self._session.execute(
            delete(ExpectationLinkRow).where(
                ExpectationLinkRow.record_id == record_id,
                ExpectationLinkRow.expectation_id == expectation_id,
            )
        )

    def links_of(self, record_id: str) -> tuple[Link, ...]:
        """Return which pages a record is about by somebody's word."""
        return self._links(ExpectationLinkRow.record_id == record_id)

    def links_to(self, expectation_ids: Iterable[str]) -> tuple[Link, ...]:
        """Return the records that are about some pages by somebody's word."""
        return self._links(ExpectationLinkRow.expectation_id.in_(tuple(expectation_ids)))

    def _links(self, condition: object) -> tuple[Link, ...]:
        rows = self._session.scalars(
            select(ExpectationLinkRow).where(condition).order_by(ExpectationLinkRow.at)  # type: ignore[arg-type]
        )
        return tuple(Link(**{one.name: getattr(row, one.name) for one in fields(Link)}) for row in rows)


def _value(row: ExpectationRow, *, picture: bool) -> Expectation:
    said = {one.name: getattr(row, one.name) for one in fields(Said)}
    said |= {name: tuple(said[name].split("\n")) if said[name] else () for name in LISTS}
    return Expectation(
        id=row.id,
        version=row.version,
        said=Said(**said),
        by_id=row.by_id,
        at=row.at,
        picture=picture,
        asked_at=row.asked_at,
        note=row.note,
        agreed_by_id=row.agreed_by_id,
        agreed_at=row.agreed_at,
    )


def _look(row: ExpectationLookRow) -> Look:
    return Look(**{one.name: getattr(row, one.name) for one in fields(Look)})


def _standing(expectation_id: str, versions: Iterable[Expectation], looks: Iterable[Look]) -> Standing:
    by_version = {one.version: one for one in versions}
    newest = max(by_version)
    return Standing(
        id=expectation_id,
        agreed=by_version[newest] if newest > DRAFT else None,
        draft=by_version.get(DRAFT),
        looks=tuple(looks),
    )

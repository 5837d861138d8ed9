"""What is being written outside of the records, until it is there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class GoingOutRow(Base):
    """Something readable that is being written somewhere: its path, what it is, and when it was begun.

    A row that is still there at the next start tells of a program that was killed over it.
    """

    __tablename__ = "going_out"
    holds = Holds(
        nobody="a place on this PC",
        stays="a place on this PC says nothing elsewhere",
        apart="another PC’s places are not ours",
    )

    path: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str]
    begun_at: Mapped[dt.datetime]

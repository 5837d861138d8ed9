"""Forms of the service's own, and every form version that a record was written with."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class OwnFormRow(Base):
    """A form of the service's own (JSON). ``version`` 0 is the draft being edited."""

    __tablename__ = "own_form"
    holds = Holds(nobody="questions, not answers", keys=("version", "text"), follows={"id": "form.id"})

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[dt.datetime]
    off: Mapped[bool]


class FormRow(Base):
    """A form version as it was when a record was written with it (JSON)."""

    __tablename__ = "form"
    holds = Holds(nobody="questions, not answers", keys=("version", "text"), anew="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class UsualFormRow(Base):
    """Which form is the usual one of a kind, or of the preparation sheet, where the service chose one."""

    __tablename__ = "usual_form"
    holds = Holds(nobody="questions, not answers", follows={"form_id": "form.id"})

    kind: Mapped[str] = mapped_column(primary_key=True)
    form_id: Mapped[str]


class FormOffRow(Base):
    """A form that came with Alongside and is not offered here."""

    __tablename__ = "form_off"
    holds = Holds(
        nobody="questions, not answers", apart="each service says itself which forms it does not use"
    )

    form_id: Mapped[str] = mapped_column(primary_key=True)

"""What the records know of the key file beside them, so that an older one put back there is noticed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class KeyFileRow(Base):
    """The newest key file: its generation, and all of it as JSON, so that it can be written again."""

    __tablename__ = "key_file"
    holds = Holds(
        nobody="the key file beside the records",
        stays="belongs to this folder and its key only",
        apart="another folder has a key file of its own",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    generation: Mapped[int]
    ring: Mapped[str]

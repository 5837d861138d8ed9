"""Practice leaders' time day by day, and figures of the service that are typed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0012"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "practice_time",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("spent", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "area", "words", "by_id", "at")),
        sa.PrimaryKeyConstraint("id", name="pk_practice_time"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_practice_time_person_id_person"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_practice_time_by_id_person"),
    )
    op.create_index("ix_practice_time_person_id", "practice_time", ["person_id"])
    op.create_table(
        "typed_figure",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "sort")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("begins_on", "ends_on")),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("words", "by_id", "at")),
        sa.PrimaryKeyConstraint("id", name="pk_typed_figure"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_typed_figure_by_id_person"),
    )

"""Good practice and concerns kept from records, and the service's own values and routes in words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
KEPT = ("id", "about_id", "by_id", "record_id", "record_number", "at", "what", "area")


def upgrade() -> None:
    """Add two tables, and columns of the service."""
    for name in ("care_values", "safeguarding", "speaking_up"):
        op.add_column("service", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _kept("good_practice", ("value",), sa.Column("shown", sa.Boolean()))
    _kept(
        "concern",
        ("route", "told", "next_step", "so_far", "outcome", "held_back"),
        sa.Column("told_on", sa.Date()),
        sa.Column("next_by", sa.Date()),
        sa.Column("closed_at", sa.Text()),
    )


def _kept(table: str, texts: tuple[str, ...], *more: sa.Column[object]) -> None:
    op.create_table(
        table,
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*KEPT, *texts)),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=f"fk_{table}_about_id_person"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=f"fk_{table}_by_id_person"),
    )
    op.create_index(f"ix_{table}_about_id", table, ["about_id"])

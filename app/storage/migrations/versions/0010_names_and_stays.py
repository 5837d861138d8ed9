"""What somebody was called before, and when they worked here before they left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make two empty tables: of what was before, only the activity log knows."""
    for name, columns in (
        ("former_name", (sa.Column("name", sa.Text(), nullable=False), sa.Column("until_on", sa.Date(), nullable=False))),
        ("stay", (sa.Column("begun_on", sa.Date()), sa.Column("ended_on", sa.Date(), nullable=False))),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("person_id", sa.Text(), nullable=False),
            *columns,
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{name}_person_id_person"),
        )
        op.create_index(f"ix_{name}_person_id", name, ["person_id"])

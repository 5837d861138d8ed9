"""Two entries of one person are made one: which was kept, who said so, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "double",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("double_id", "kept_id", "by_id", "at")),
        sa.PrimaryKeyConstraint("double_id", name="pk_double"),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_double_{name}_person")
            for name in ("double_id", "kept_id", "by_id")
        ),
    )
    op.create_index("ix_double_kept_id", "double", ["kept_id"])

"""What the records know of the key file beside them. Filled in by the first thing that is written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "key_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("ring", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_file"),
    )

"""What is typed for the first page of a pack is kept until that pack is made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Make the draft of the first page."""
    op.create_table(
        "pack_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_out", sa.Text(), nullable=False),
        sa.Column("came", sa.Text(), nullable=False),
        sa.Column("not_right", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack_draft"),
    )

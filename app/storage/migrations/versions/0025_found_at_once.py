"""What the register asks for, and what is open, is found without reading every record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

NEWEST = ("asked", "about_id", "form_id", "pair_id", "whole", "supported", "task", "equipment", "held_at")


def upgrade() -> None:
    """Let each row of what a record came to say whose it is and when it was, as the record does."""
    op.add_column("upshot", sa.Column("asked", sa.Boolean(), nullable=False, server_default="0"))
    for name in ("about_id", "form_id", "pair_id", "held_at"):
        op.add_column("upshot", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE upshot SET (about_id, form_id, pair_id, held_at, asked) = (SELECT about_id, form_id, "
        "coalesce(pair_id, ''), held_at, state = 'sealed' AND (upshot.is_check OR kind = 'agreement') "
        "FROM record WHERE record.id = upshot.record_id)"
    )
    op.create_index("ix_upshot_newest", "upshot", list(NEWEST))
    op.create_index("ix_record_sealed_at", "record", ["sealed_at"])

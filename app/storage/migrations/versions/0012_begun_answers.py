"""An answer somebody began and has not given yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "begun_answer",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_begun_answer"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_begun_answer_record_id_record"),
    )

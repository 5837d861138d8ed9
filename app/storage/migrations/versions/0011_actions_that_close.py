"""What happened to each action, who saw it done, and the record that shows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add columns and a table. What happened to an action before was not kept."""
    op.add_column("action", sa.Column("seen", sa.Text(), nullable=False, server_default=""))
    op.add_column("action", sa.Column("evidence_id", sa.Text()))
    op.create_table(
        "action_change",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "action_id", "step", "by_id", "at", "what")),
        sa.Column("due_on", sa.Date()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("how_we_will_know", "reason")),
        sa.Column("record_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_action_change"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_action_change_action_id_action"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_action_change_by_id_person"),
    )
    op.create_index("ix_action_change_action_id", "action_change", ["action_id"])

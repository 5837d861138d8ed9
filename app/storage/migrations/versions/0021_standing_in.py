"""Who stands in for a supervisor, what a second signer signs, and sheets of workers on numbered paper.

No table changes for the return-to-work talk: an older program does not know that kind.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the table, and columns: no second signer is asked for until the service says so."""
    op.add_column("service", sa.Column("countersigned", sa.Text(), nullable=False, server_default=""))
    op.add_column("paper", sa.Column("answers", sa.Text()))
    op.add_column("paper", sa.Column("typed_in_at", sa.Text()))
    op.create_table(
        "stand_in",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "for_id", "by_id")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("begins_on", "ends_on")),
        sa.PrimaryKeyConstraint("id", name="pk_stand_in"),
        sa.ForeignKeyConstraint(["for_id"], ["person.id"], name="fk_stand_in_for_id_person"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_stand_in_by_id_person"),
    )
    op.create_index("ix_stand_in_for_id", "stand_in", ["for_id"])

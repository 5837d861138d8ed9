"""Where each signing key comes from, and when a one-time code was given out and by whom.

Keys from before have no row: nobody wrote down why they were made. Codes from before have run out.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the table, and two columns beside each person's code."""
    op.add_column("secret", sa.Column("ordered_at", sa.Text()))
    op.add_column("secret", sa.Column("ordered_by_id", sa.Text()))
    op.create_table(
        "signing_key",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "person_id", "made_at", "why")),
        sa.Column("ordered_by_id", sa.Text()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ordered_by", "sat_before")),
        *(sa.Column(name, sa.Text()) for name in ("answer", "answered_at")),
        sa.Column("answered_with", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("confirmed_at", "witness_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("witness", "proof")),
        sa.PrimaryKeyConstraint("id", name="pk_signing_key"),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_signing_key_{name}_person")
            for name in ("person_id", "ordered_by_id", "witness_id")
        ),
    )
    op.create_index("ix_signing_key_person_id", "signing_key", ["person_id"])

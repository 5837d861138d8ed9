"""Which form is the usual one of its kind, where the service chose another than ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "usual_form",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_usual_form"),
    )

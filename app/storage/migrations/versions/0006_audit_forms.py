"""Which form an audit was begun with, which of our forms a service does not use, its words for starting and its places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns and the table. Before, there was only the audit that came with Alongside."""
    op.add_column("quality_audit", sa.Column("form_id", sa.Text(), nullable=False, server_default="audit"))
    op.add_column(
        "quality_audit", sa.Column("form_version", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("service", sa.Column("starts", sa.Boolean(), nullable=False, server_default="1"))
    op.add_column("service", sa.Column("places", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "form_off",
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form_id", name="pk_form_off"),
    )

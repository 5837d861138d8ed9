"""Training counts in a subject, and one that was noted by mistake keeps why it was taken off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add two columns; what is there counts in the subject of its title."""
    for name in ("subject", "off_because"):
        op.add_column("training", sa.Column(name, sa.Text(), nullable=False, server_default=""))

"""Who leads a planned session, which form, why it was missed, and what calendars know it by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; a session of before is led by whoever supervises the person."""
    for column in (
        "led_by_id TEXT CONSTRAINT fk_session_led_by_id_person REFERENCES person (id)",
        "form_id TEXT NOT NULL DEFAULT ''",
        "why TEXT NOT NULL DEFAULT 'other'",
        "uid TEXT NOT NULL DEFAULT ''",
        "sequence INTEGER NOT NULL DEFAULT 0",
    ):
        op.execute(f"ALTER TABLE session ADD COLUMN {column}")
    op.execute("UPDATE session SET uid = id")
    op.create_table(
        "calendar_entry",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "uid", name="pk_calendar_entry"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_entry_person_id_person"),
    )

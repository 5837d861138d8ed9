"""How long things are kept, what stops their deletion, and the log of what was deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def _text(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _maybe(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text()) for name in names)


def _people(table: str, *names: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}_person") for name in names
    )


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "retention_rule",
        *_text("id", "sort"),
        sa.Column("years", sa.Integer(), nullable=False),
        *_text("reason", "by_id", "at"),
        sa.PrimaryKeyConstraint("id", name="pk_retention_rule"),
        *_people("retention_rule", "by_id"),
    )
    op.create_table(
        "hold",
        *_text("id", "person_id", "number"),
        sa.Column("until", sa.Date()),
        *_text("reason", "asked_by", "by_id", "at"),
        *_maybe("lifted_at", "lifted_by_id"),
        *_text("lifted_because"),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        *_people("hold", "person_id", "by_id", "lifted_by_id"),
    )
    op.create_index("ix_hold_person_id", "hold", ["person_id"])
    op.create_table(
        "deletion",
        *_text("id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_text("person_id", "whose", "statement", "asked_by_id", "asked_by", "asked_at", "ask", "asker"),
        *_maybe("taken_back_at", "confirmed_by_id"),
        *_text("confirmed_by"),
        *_maybe("confirmed_at"),
        *_text("confirmation", "confirmer"),
        sa.PrimaryKeyConstraint("id", name="pk_deletion"),
        *_people("deletion", "person_id", "asked_by_id", "confirmed_by_id"),
    )
    op.create_index("ix_deletion_person_id", "deletion", ["person_id"])

"""What the service expects to see: pages in versions, looks at them, and the records about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add three tables."""
    _table(
        "expectation",
        ("id", "version"),
        ("id", "title", "well", "unseen", "area", "items", "training", "frameworks", "note", "by_id", "at"),
        ("owner_id", "asked_at", "agreed_by_id", "agreed_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date()),
        sa.Column("picture", sa.LargeBinary()),
        people=("owner_id", "by_id", "agreed_by_id"),
    )
    _table(
        "expectation_look",
        ("id",),
        ("id", "expectation_id", "by_id", "at", "words"),
        (),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date()),
        people=("by_id",),
    )
    _table(
        "expectation_link",
        ("record_id", "expectation_id"),
        ("record_id", "expectation_id", "by_id", "at"),
        (),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name="fk_expectation_link_record_id_record"
        ),
        people=("by_id",),
    )
    for table in ("expectation_look", "expectation_link"):
        op.create_index(f"ix_{table}_expectation_id", table, ["expectation_id"])


def _table(
    table: str,
    keys: tuple[str, ...],
    texts: tuple[str, ...],
    may_be_empty: tuple[str, ...],
    *more: sa.schema.SchemaItem,
    people: tuple[str, ...],
) -> None:
    op.create_table(
        table,
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Text()) for name in may_be_empty),
        *more,
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}_person")
            for name in people
        ),
    )

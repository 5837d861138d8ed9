"""What sealed records came to; what must happen by a day says why, since when and who sees to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    """Add columns and a table. What was sealed before is read when somebody next signs in."""
    op.add_column("training", sa.Column("expires_on", sa.Date()))
    with op.batch_alter_table("requirement") as table:
        table.add_column(sa.Column("purpose", sa.Text(), nullable=False, server_default="incident"))
        table.add_column(sa.Column("owner_id", sa.Text()))
        table.add_column(sa.Column("asked_at", sa.Text()))
        table.add_column(sa.Column("ref", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("area", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("dropped_because", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key("fk_requirement_owner_id_person", "person", ["owner_id"], ["id"])
    op.create_table(
        "upshot",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("whole", sa.Text(), nullable=False),
        sa.Column("is_check", sa.Boolean(), nullable=False),
        sa.Column("months", sa.Integer()),
        sa.Column("review_on", sa.Date()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("supported", "task", "equipment", "unmet")),
        sa.PrimaryKeyConstraint("record_id", name="pk_upshot"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_upshot_record_id_record"),
    )
    for column in ("whole", "is_check"):
        op.create_index(f"ix_upshot_{column}", "upshot", [column])
    op.execute(
        "INSERT INTO upshot (record_id, whole, is_check, supported, task, equipment, unmet) "
        "SELECT id, '', 1, '', '', '', '' FROM record "
        "WHERE kind IN ('observation', 'agreement') AND state IN ('sealed', 'corrected', 'withdrawn')"
    )
    _purposes()


def _purposes() -> None:
    """Read why each thing was asked for from the sentence that the program wrote then."""
    op.execute(
        "UPDATE requirement SET purpose = 'again', ref = coalesce((SELECT record.id FROM record WHERE record.about_id = "
        "requirement.person_id AND requirement.reason = 'to be watched again after ' || record.number || '.' "
        "ORDER BY record.version DESC LIMIT 1), '') WHERE reason LIKE 'to be watched again after %.'"
    )
    op.execute(
        "UPDATE requirement SET asked_at = (SELECT record.held_at FROM record WHERE record.id = requirement.ref), owner_id = "
        "(SELECT record.led_by_id FROM record WHERE record.id = requirement.ref) WHERE purpose = 'again' AND ref <> ''"
    )
    named = "requirement.reason = 'to see how “' || training.title || '” works in practice.'"
    of = f"FROM training WHERE training.person_id = requirement.person_id AND {named} ORDER BY training.done_on DESC LIMIT 1"
    op.execute(
        f"UPDATE requirement SET purpose = 'training', ref = coalesce((SELECT training.id {of}), ''), "  # noqa: S608 - constants only
        f"area = coalesce((SELECT training.area {of}), '') WHERE form_id = '' AND reason LIKE 'to see how “%” works in practice.'"
    )

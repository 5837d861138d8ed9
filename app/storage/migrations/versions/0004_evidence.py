"""Evidence: frameworks, tags, self-assessment, packs given out, requests, audits of quality and records from another service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def text(name: str, *, null: bool = False) -> sa.Column[str]:
    """Return a text column."""
    return sa.Column(name, sa.Text(), nullable=null)


def day(name: str, *, null: bool = False) -> sa.Column[object]:
    """Return a column of days."""
    return sa.Column(name, sa.Date(), nullable=null)


def yes_no(name: str) -> sa.Column[bool]:
    """Return a column of yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def whole(name: str) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=False)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """Return a primary key."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def upgrade() -> None:
    """Add tables."""
    op.create_table("own_framework", text("id"), text("version"), text("text"), text("changed_at"), key("own_framework", "id", "version"))
    op.create_table("framework_switch", text("id"), yes_no("off"), key("framework_switch", "id"))
    op.create_table(
        "tag", text("record_id"), text("framework_id"), text("code"), yes_no("off"), text("by_id"), text("at"),
        key("tag", "record_id", "framework_id", "code"), refers("tag", "record_id", "record"), refers("tag", "by_id", "person"),
    )
    op.create_index("ix_tag_framework_id_code", "tag", ["framework_id", "code"])
    op.create_table(
        "assessment", text("id"), text("framework_id"), text("framework_version"), text("code"), text("level"), text("words"), text("by_id"),
        text("at"), key("assessment", "id"), refers("assessment", "by_id", "person"),
    )
    op.create_index("ix_assessment_framework_id_code", "assessment", ["framework_id", "code"])
    op.create_table(
        "improvement", text("id"), text("framework_id"), text("code"), text("what"), text("owner_id"), day("due_on", null=True),
        day("done_on", null=True), text("at"), key("improvement", "id"), refers("improvement", "owner_id", "person"),
    )
    op.create_index("ix_improvement_framework_id", "improvement", ["framework_id"])
    op.create_table(
        "pack", whole("number"), text("made_at"), text("made_by_id"), text("purpose"), text("recipient"), text("why"), text("plan"), whole("files"),
        text("manifest"), text("sha256"), key("pack", "number"), refers("pack", "made_by_id", "person"),
    )
    op.create_table(
        "request", text("id"), text("kind"), text("person_id"), day("received_on"), text("words"), yes_no("longer"), text("pauses"),
        day("acknowledged_on", null=True), day("sent_on", null=True), text("outcome"), text("at"),
        key("request", "id"), refers("request", "person_id", "person"),
    )
    op.create_index("ix_request_person_id", "request", ["person_id"])
    op.create_table(
        "quality_audit", text("id"), day("month"), whole("seed"), text("sample"), text("answers"), text("by_id"), text("at"),
        text("sealed_at", null=True), sa.Column("pdf", sa.LargeBinary()), text("sha256"),
        key("quality_audit", "id"), refers("quality_audit", "by_id", "person"),
    )
    op.create_table(
        "origin", text("id"), text("name"), text("brought_in_at"), sa.Column("ca_certificate", sa.LargeBinary(), nullable=False),
        sa.Column("crl", sa.LargeBinary(), nullable=False), key("origin", "id"),
    )
    op.create_table(
        "former_event", text("origin_id"), whole("sequence"), text("at"), text("actor_id"), text("action"), text("subject"), text("detail"),
        text("previous"), text("hash"), key("former_event", "origin_id", "sequence"), refers("former_event", "origin_id", "origin"),
    )

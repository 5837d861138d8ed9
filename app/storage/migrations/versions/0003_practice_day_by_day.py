"""Practice day by day: coaching, observation, reflection, threads, attendance, paper, own forms and search."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def text(name: str, *, null: bool = False, default: str | None = None) -> sa.Column[str]:
    """Return a text column."""
    return sa.Column(name, sa.Text(), nullable=null, server_default=default)


def whole(name: str, *, null: bool = False, default: str | None = None) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=null, server_default=default)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    """Add columns and tables."""
    for column in (
        text("reference", default=""), text("location", default=""), text("contract", default="permanent"),
        sa.Column("nights", sa.Boolean(), nullable=False, server_default="0"), text("job_role", default=""), text("care_certificate", default=""),
        whole("protected_minutes", default="0"), sa.Column("sees_everyone", sa.Boolean(), nullable=False, server_default="0"),
    ):
        op.add_column("person", column)
    op.add_column("secret", sa.Column("private_public", sa.LargeBinary()))
    op.add_column("service", sa.Column("seal_key", sa.LargeBinary()))
    op.add_column("service", sa.Column("seal_certificate", sa.LargeBinary()))
    op.add_column("session", text("kind", default="supervision"))
    for column in (
        sa.Column("private", sa.LargeBinary()), text("audience", null=True), whole("minutes", null=True), text("topics", default=""),
        text("pair_id", null=True), text("paper", default=""), whole("search_id", null=True),
    ):
        op.add_column("record", column)
    op.create_index("ix_record_search_id", "record", ["search_id"], unique=True)
    op.drop_index("ix_record_about_id_kind_held_at", "record")
    op.create_index("ix_record_about_id_kind_state_held_at", "record", ["about_id", "kind", "state", "held_at"])
    op.create_index("ix_record_about_id_form_id_state_held_at", "record", ["about_id", "form_id", "state", "held_at"])
    op.create_index("ix_record_kind_state_held_at_about_id", "record", ["kind", "state", "held_at", "about_id"])
    op.drop_index("ix_record_held_at", "record")
    op.create_index("ix_record_held_at_number_version", "record", ["held_at", "number", "version"])
    op.create_index("ix_record_pair_id", "record", ["pair_id"])
    _tables()
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, who, content='', contentless_delete=1, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4', detail='full')"
    )
    _rules()


def _tables() -> None:
    op.create_table(
        "absence", text("id"), text("person_id"), sa.Column("begins_on", sa.Date(), nullable=False), sa.Column("ends_on", sa.Date()), text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"), refers("absence", "person_id", "person"),
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id"])
    op.create_table("word", text("word"), text("kind"), sa.PrimaryKeyConstraint("word", "kind", name="pk_word"))
    op.create_table(
        "share", text("record_id"), text("person_id"), text("at"),
        sa.PrimaryKeyConstraint("record_id", "person_id", name="pk_share"),
        refers("share", "record_id", "record"), refers("share", "person_id", "person"),
    )
    op.create_table(
        "comment", text("id"), text("record_id"), text("person_id"), text("text"), text("at"), sa.PrimaryKeyConstraint("id", name="pk_comment"),
        refers("comment", "record_id", "record"), refers("comment", "person_id", "person"),
    )
    op.create_index("ix_comment_record_id", "comment", ["record_id"])
    op.create_table(
        "attendance", text("record_id"), text("person_id"), text("signed_at"), text("content_hash"), text("proof"),
        sa.PrimaryKeyConstraint("record_id", "person_id", name="pk_attendance"),
        refers("attendance", "record_id", "record"), refers("attendance", "person_id", "person"),
    )
    op.create_table(
        "attachment", text("id"), text("record_id"), text("name"), text("type"), whole("size"), text("sha256"),
        sa.Column("data", sa.LargeBinary(), nullable=False), text("at"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"), refers("attachment", "record_id", "record"),
    )
    op.create_index("ix_attachment_record_id", "attachment", ["record_id"])
    op.create_table(
        "paper", text("number"), text("kind"), text("form_id"), whole("form_version"), text("about_id"), text("printed_by_id"), text("printed_at"),
        text("record_id", null=True),
        sa.PrimaryKeyConstraint("number", name="pk_paper"), refers("paper", "about_id", "person"), refers("paper", "printed_by_id", "person"),
    )
    op.create_index("ix_paper_about_id", "paper", ["about_id"])
    op.create_table(
        "own_form", text("id"), whole("version"), text("text"), text("changed_at"), sa.Column("off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_own_form"),
    )
    op.create_table(
        "thread", text("id"), text("person_id"), text("skill"), text("area"), sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_thread"), refers("thread", "person_id", "person"),
    )
    op.create_index("ix_thread_person_id", "thread", ["person_id"])
    op.create_table(
        "thread_link", text("thread_id"), text("linked"), text("ref"),
        sa.PrimaryKeyConstraint("thread_id", "linked", "ref", name="pk_thread_link"), refers("thread_link", "thread_id", "thread"),
    )
    op.create_index("ix_thread_link_ref", "thread_link", ["ref"])
    op.create_table(
        "training", text("id"), text("person_id"), text("title"), text("area"), sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("check_by", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_training"), refers("training", "person_id", "person"),
    )
    op.create_index("ix_training_person_id", "training", ["person_id"])
    op.create_table(
        "requirement", text("id"), text("person_id"), text("kind"), text("form_id"), sa.Column("due_on", sa.Date(), nullable=False), text("reason"),
        text("met_by_id", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_requirement"), refers("requirement", "person_id", "person"),
    )
    op.create_index("ix_requirement_person_id", "requirement", ["person_id"])


def _rules() -> None:
    """Turn the five numbers of the first shape into a list of rules; what the service chose stays."""
    connection = op.get_bind()
    for row_id, kept in connection.execute(sa.text("SELECT id, due_rules FROM service")).fetchall():
        old = json.loads(kept)
        if not isinstance(old, dict) or "worker_weeks" not in old:
            continue
        grace = old["grace_days"]

        def rule(name: str, weeks: int, **more: object) -> dict[str, object]:
            usual = {"form_id": "", "stage": "any", "roles": [], "contracts": [], "nights": None}
            return {"id": name, "kind": "supervision", "weeks": weeks, "grace_days": grace, **usual, **more}  # noqa: B023 - used at once

        rules = [
            rule("supervision-induction", old["induction_weeks"], stage="induction"),
            rule("supervision-probation", old["probation_weeks"], stage="probation"),
            rule("supervision", old["worker_weeks"], roles=["worker"]),
            rule("supervision-practice-leader", old["practice_leader_weeks"], roles=["practice_leader"]),
            rule("supervision-deputy", old["deputy_weeks"], roles=["deputy"]),
        ]
        connection.execute(sa.text("UPDATE service SET due_rules = :rules WHERE id = :id"), {"rules": json.dumps({"rules": rules}), "id": row_id})

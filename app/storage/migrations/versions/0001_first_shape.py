"""The first shape: people, records, signatures, actions, sessions and the activity log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def text(name: str, *, null: bool = False) -> sa.Column[str]:
    """Return a text column."""
    return sa.Column(name, sa.Text(), nullable=null)



def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "person",
        text("id"), text("name"), text("role"), text("job_title"), text("supervisor_id", null=True),
        sa.Column("started_on", sa.Date()), sa.Column("probation_ends_on", sa.Date()),
        text("pathway", null=True), text("standing"), sa.Column("away_until", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name="fk_person_supervisor_id_person"),
    )
    op.create_table(
        "secret",
        text("person_id"), text("pin_slot", null=True), text("code_slot", null=True), sa.Column("signing_key", sa.LargeBinary()),
        sa.Column("tries", sa.Integer(), nullable=False), text("wait_until", null=True),
        sa.PrimaryKeyConstraint("person_id", name="pk_secret"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_secret_person_id_person"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False), text("person_id"), sa.Column("der", sa.LargeBinary(), nullable=False),
        text("made_at"), sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_certificate_person_id_person"),
    )
    op.create_index("ix_certificate_person_id", "certificate", ["person_id"])
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False), text("name"), sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False), sa.Column("lock_after_minutes", sa.Integer(), nullable=False), text("due_rules"),
        sa.Column("ca_key", sa.LargeBinary(), nullable=False), sa.Column("ca_certificate", sa.LargeBinary(), nullable=False),
        sa.Column("crl", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
    )
    op.create_table(
        "event",
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False), text("at"), text("actor_id"), text("action"),
        text("subject"), text("detail"), text("previous"), text("hash"),
        sa.PrimaryKeyConstraint("sequence", name="pk_event"),
    )
    op.create_index("ix_event_subject", "event", ["subject"])
    op.create_table(
        "record",
        text("id"), text("number"), sa.Column("version", sa.Integer(), nullable=False), text("kind"), text("form_id"),
        sa.Column("form_version", sa.Integer(), nullable=False), text("about_id"), text("led_by_id"), text("state"), text("held_at"),
        text("recorded_at"), text("changed_at"), text("content"), sa.Column("revision", sa.Integer(), nullable=False),
        text("response", null=True), text("sealed_at", null=True), text("corrects_id", null=True), text("corrected_by_id", null=True),
        text("reason"), text("withdrawn_because"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("number", "version", name="uq_record_number_version"),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name="fk_record_about_id_person"),
        sa.ForeignKeyConstraint(["led_by_id"], ["person.id"], name="fk_record_led_by_id_person"),
    )
    op.create_index("ix_record_about_id_kind_held_at", "record", ["about_id", "kind", "held_at"])
    op.create_index("ix_record_led_by_id_state", "record", ["led_by_id", "state"])
    op.create_index("ix_record_held_at", "record", ["held_at"])
    op.create_table(
        "form",
        text("id"), sa.Column("version", sa.Integer(), nullable=False), text("text"),
        sa.PrimaryKeyConstraint("id", "version", name="pk_form"),
    )
    op.create_table(
        "document",
        text("record_id"), sa.Column("pdf", sa.LargeBinary(), nullable=False), text("sha256"),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_document"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_document_record_id_record"),
    )
    op.create_table(
        "signature",
        text("record_id"), text("part"), text("person_id"), text("name"), text("role"), text("statement"), text("signed_at"),
        text("mark"), text("fingerprint"),
        sa.PrimaryKeyConstraint("record_id", "part", name="pk_signature"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_signature_record_id_record"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_signature_person_id_person"),
    )
    op.create_table(
        "preparation",
        text("person_id"), text("answers"), text("changed_at"),
        sa.PrimaryKeyConstraint("person_id", name="pk_preparation"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_preparation_person_id_person"),
    )
    op.create_table(
        "action",
        text("id"), text("about_id"), text("owner_id"), text("what"), sa.Column("due_on", sa.Date()), text("how_we_will_know"),
        text("state"), text("record_id", null=True), text("record_number"), text("reason"), text("changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name="fk_action_about_id_person"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_action_owner_id_person"),
    )
    op.create_index("ix_action_about_id", "action", ["about_id"])
    op.create_index("ix_action_owner_id", "action", ["owner_id"])
    op.create_table(
        "session",
        text("id"), text("person_id"), text("planned_at"), text("state"), text("reason"), text("record_id", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person_id_person"),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])
    op.create_index("ix_session_planned_at", "session", ["planned_at"])

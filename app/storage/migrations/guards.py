"""Triggers: the database itself refuses to change what is sealed, whatever the program asks."""

from __future__ import annotations

KEPT = "('sealed', 'corrected', 'withdrawn')"
FIXED = (
    "id, number, version, kind, form_id, form_version, about_id, led_by_id, held_at, recorded_at, content, revision, response, "
    "sealed_at, corrects_id, reason, private, audience, minutes, topics, pair_id, paper"
)


def _refuse(name: str, when: str, table: str, condition: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def _of_sealed(name: str, when: str, table: str, row: str) -> str:
    rows = " OR ".join(
        f"(SELECT state FROM record WHERE id = {one}.record_id) IN {KEPT}"  # noqa: S608 - constants only
        for one in row.split()
    )
    return _refuse(name, when, table, f"WHEN {rows}", "sealed")


def _not_replaced(name: str, table: str, same: str, why: str) -> str:
    """Refuse INSERT OR REPLACE, which deletes the row it replaces without asking the triggers that guard deletion."""
    return _refuse(name, "INSERT", table, f"WHEN EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})", why)  # noqa: S608 - constants only


GUARDS = {
    "record_kept": _refuse(
        "record_kept", f"UPDATE OF {FIXED}", "record", f"WHEN OLD.state IN {KEPT}", "sealed"
    ),
    "record_state": _refuse(
        "record_state",
        "UPDATE OF state",
        "record",
        "WHEN (OLD.state = 'sealed' AND NEW.state NOT IN ('sealed', 'corrected', 'withdrawn'))"
        " OR (OLD.state IN ('corrected', 'withdrawn') AND NEW.state <> OLD.state)",
        "sealed",
    ),
    "record_reason": _refuse(
        "record_reason",
        "UPDATE OF corrected_by_id, withdrawn_because",
        "record",
        f"WHEN OLD.state IN {KEPT} AND NEW.state = OLD.state",
        "sealed",
    ),
    "record_not_replaced": _not_replaced(
        "record_not_replaced",
        "record",
        f"kept.state IN {KEPT} AND (kept.id = NEW.id OR (kept.number = NEW.number AND kept.version = NEW.version))",
        "sealed",
    ),
    "record_not_deleted": _refuse(
        "record_not_deleted", "DELETE", "record", "WHEN OLD.state <> 'draft'", "sealed"
    ),
    "document_kept": _of_sealed("document_kept", "UPDATE", "document", "OLD NEW"),
    "document_not_deleted": _of_sealed("document_not_deleted", "DELETE", "document", "OLD"),
    "document_not_added": _of_sealed("document_not_added", "INSERT", "document", "NEW"),
    "signature_kept": _of_sealed("signature_kept", "UPDATE", "signature", "OLD NEW"),
    "signature_not_deleted": _of_sealed("signature_not_deleted", "DELETE", "signature", "OLD"),
    "signature_not_added": _of_sealed("signature_not_added", "INSERT", "signature", "NEW"),
    "attendance_kept": _of_sealed("attendance_kept", "UPDATE", "attendance", "OLD NEW"),
    "attendance_not_deleted": _of_sealed("attendance_not_deleted", "DELETE", "attendance", "OLD"),
    "attendance_not_added": _of_sealed("attendance_not_added", "INSERT", "attendance", "NEW"),
    "attachment_kept": _of_sealed("attachment_kept", "UPDATE", "attachment", "OLD NEW"),
    "attachment_not_deleted": _of_sealed("attachment_not_deleted", "DELETE", "attachment", "OLD"),
    "attachment_not_added": _of_sealed("attachment_not_added", "INSERT", "attachment", "NEW"),
    "comment_kept": _refuse("comment_kept", "UPDATE", "comment", "", "a line that was added never changes"),
    "comment_not_deleted": _refuse(
        "comment_not_deleted", "DELETE", "comment", "", "a line that was added never changes"
    ),
    "comment_not_replaced": _not_replaced(
        "comment_not_replaced", "comment", "kept.id = NEW.id", "a line that was added never changes"
    ),
    "own_form_kept": _refuse(
        "own_form_kept",
        "UPDATE OF id, version, text",
        "own_form",
        "WHEN OLD.version > 0",
        "a published form never changes",
    ),
    "own_form_not_deleted": _refuse(
        "own_form_not_deleted", "DELETE", "own_form", "WHEN OLD.version > 0", "a published form never changes"
    ),
    "expectation_kept": _refuse(
        "expectation_kept", "UPDATE", "expectation", "WHEN OLD.version > 0", "an agreed page never changes"
    ),
    "expectation_not_deleted": _refuse(
        "expectation_not_deleted",
        "DELETE",
        "expectation",
        "WHEN OLD.version > 0",
        "an agreed page never changes",
    ),
    "expectation_not_replaced": _not_replaced(
        "expectation_not_replaced",
        "expectation",
        "kept.version > 0 AND kept.id = NEW.id AND kept.version = NEW.version",
        "an agreed page never changes",
    ),
    "expectation_look_kept": _refuse(
        "expectation_look_kept", "UPDATE", "expectation_look", "", "a look at a page never changes"
    ),
    "expectation_look_not_deleted": _refuse(
        "expectation_look_not_deleted", "DELETE", "expectation_look", "", "a look at a page never changes"
    ),
    "double_kept": _refuse("double_kept", "UPDATE", "double", "", "two entries made one stay one"),
    "double_not_deleted": _refuse(
        "double_not_deleted", "DELETE", "double", "", "two entries made one stay one"
    ),
    "double_not_replaced": _not_replaced(
        "double_not_replaced", "double", "kept.double_id = NEW.double_id", "two entries made one stay one"
    ),
    "event_kept": _refuse("event_kept", "UPDATE", "event", "", "the activity log only grows"),
    "event_not_deleted": _refuse("event_not_deleted", "DELETE", "event", "", "the activity log only grows"),
    "event_not_replaced": _not_replaced(
        "event_not_replaced", "event", "kept.sequence = NEW.sequence", "the activity log only grows"
    ),
    "form_kept": _refuse("form_kept", "UPDATE", "form", "", "a kept form never changes"),
    "form_not_deleted": _refuse("form_not_deleted", "DELETE", "form", "", "a kept form never changes"),
    "form_not_replaced": _not_replaced(
        "form_not_replaced",
        "form",
        "kept.id = NEW.id AND kept.version = NEW.version",
        "a kept form never changes",
    ),
    "pack_kept": _refuse("pack_kept", "UPDATE", "pack", "", "the disclosure log only grows"),
    "pack_not_deleted": _refuse("pack_not_deleted", "DELETE", "pack", "", "the disclosure log only grows"),
    "pack_not_replaced": _not_replaced(
        "pack_not_replaced", "pack", "kept.number = NEW.number", "the disclosure log only grows"
    ),
    "assessment_kept": _refuse(
        "assessment_kept", "UPDATE", "assessment", "", "a self-assessment never changes"
    ),
    "assessment_not_deleted": _refuse(
        "assessment_not_deleted", "DELETE", "assessment", "", "a self-assessment never changes"
    ),
    "quality_audit_kept": _refuse(
        "quality_audit_kept", "UPDATE", "quality_audit", "WHEN OLD.sealed_at IS NOT NULL", "sealed"
    ),
    "quality_audit_not_deleted": _refuse(
        "quality_audit_not_deleted", "DELETE", "quality_audit", "WHEN OLD.sealed_at IS NOT NULL", "sealed"
    ),
    "request_not_deleted": _refuse(
        "request_not_deleted", "DELETE", "request", "", "the log of requests only grows"
    ),
    "former_event_kept": _refuse(
        "former_event_kept", "UPDATE", "former_event", "", "the activity log only grows"
    ),
    "former_event_not_deleted": _refuse(
        "former_event_not_deleted", "DELETE", "former_event", "", "the activity log only grows"
    ),
    "signing_key_kept": _refuse(
        "signing_key_kept",
        "UPDATE OF id, person_id, made_at, why, ordered_by_id, ordered_by, sat_before",
        "signing_key",
        "",
        "where a key comes from never changes",
    ),
    "signing_key_confirmed_once": _refuse(
        "signing_key_confirmed_once",
        "UPDATE OF confirmed_at, witness_id, witness, proof",
        "signing_key",
        "WHEN OLD.confirmed_at IS NOT NULL",
        "where a key comes from never changes",
    ),
    "signing_key_denied_once": _refuse(
        "signing_key_denied_once",
        "UPDATE OF answer, answered_at, answered_with",
        "signing_key",
        "WHEN OLD.answer = 'no'",
        "where a key comes from never changes",
    ),
    "signing_key_not_deleted": _refuse(
        "signing_key_not_deleted", "DELETE", "signing_key", "", "where a key comes from never changes"
    ),
    "signing_key_not_replaced": _not_replaced(
        "signing_key_not_replaced",
        "signing_key",
        "kept.id = NEW.id",
        "where a key comes from never changes",
    ),
    "hold_kept": _refuse(
        "hold_kept",
        "UPDATE OF id, person_id, until, reason, asked_by, by_id, at",
        "hold",
        "",
        "a hold is lifted, never changed",
    ),
    "hold_lifted_once": _refuse(
        "hold_lifted_once",
        "UPDATE OF lifted_at, lifted_by_id, lifted_because",
        "hold",
        "WHEN OLD.lifted_at IS NOT NULL",
        "a hold is lifted once",
    ),
    "hold_not_deleted": _refuse("hold_not_deleted", "DELETE", "hold", "", "a hold is lifted, never deleted"),
    "deletion_kept": _refuse(
        "deletion_kept",
        "UPDATE OF id, number, person_id, whose, statement, asked_by_id, asked_by, asked_at, ask, asker",
        "deletion",
        "",
        "the log of deletions only grows",
    ),
    "deletion_ended_once": _refuse(
        "deletion_ended_once",
        "UPDATE OF taken_back_at, confirmed_by_id, confirmed_by, confirmed_at, confirmation, confirmer",
        "deletion",
        "WHEN OLD.confirmed_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL",
        "the log of deletions only grows",
    ),
    "deletion_not_deleted": _refuse(
        "deletion_not_deleted", "DELETE", "deletion", "", "the log of deletions only grows"
    ),
    "deletion_not_replaced": _not_replaced(
        "deletion_not_replaced", "deletion", "kept.id = NEW.id", "the log of deletions only grows"
    ),
}

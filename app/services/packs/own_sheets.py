"""How the tables of a person's own file are shown: which columns, and what stands above them."""

from __future__ import annotations

Columns = tuple[tuple[str, str], ...]
SHEETS: dict[str, tuple[str, Columns]] = {
    "stand_in": (
        "Standing in",
        (("For", "for_id"), ("By", "by_id"), ("From", "begins_on"), ("To", "ends_on")),
    ),
    "absence": ("Time away", (("From", "begins_on"), ("To", "ends_on"), ("Reason", "reason"))),
    "former_name": ("Former names", (("Name", "name"), ("Until", "until_on"))),
    "stay": ("Worked here", (("From", "begun_on"), ("To", "ended_on"))),
    "session": (
        "Sessions",
        (
            ("Planned", "planned_at"),
            ("Kind", "kind"),
            ("What became of it", "state"),
            ("Why", "why"),
            ("Reason", "reason"),
            ("Record", "record_id"),
        ),
    ),
    "action": (
        "Actions",
        (
            ("What", "what"),
            ("Who", "owner_id"),
            ("By when", "due_on"),
            ("How we will know", "how_we_will_know"),
            ("State", "state"),
            ("From record", "record_number"),
            ("Reason", "reason"),
            ("Who saw it", "seen"),
            ("Record that shows it", "evidence_id"),
        ),
    ),
    "action_change": (
        "What happened to actions",
        (
            ("When", "at"),
            ("Action", "action_id"),
            ("Step", "step"),
            ("Who", "by_id"),
            ("Why", "reason"),
            ("It said before", "what"),
            ("Its day before", "due_on"),
        ),
    ),
    "good_practice": (
        "Good practice",
        (
            ("When", "at"),
            ("From record", "record_number"),
            ("What", "what"),
            ("Value", "value"),
            ("Kept by", "by_id"),
            ("Shown to the team", "shown"),
        ),
    ),
    "concern": (
        "Concerns",
        (
            ("When", "at"),
            ("From record", "record_number"),
            ("What", "what"),
            ("Route", "route"),
            ("Raised by", "by_id"),
            ("Who was told", "told"),
            ("When they were told", "told_on"),
            ("Next step", "next_step"),
            ("By when", "next_by"),
            ("So far", "so_far"),
            ("What came of it", "outcome"),
            ("Closed", "closed_at"),
        ),
    ),
    "training": (
        "Training",
        (
            ("When", "done_on"),
            ("What", "title"),
            ("Subject", "subject"),
            ("Area", "area"),
            ("To be seen in practice by", "check_by"),
            ("Lasts to", "expires_on"),
            ("Taken off because", "off_because"),
        ),
    ),
    "thread": (
        "Practice threads",
        (("Skill", "skill"), ("Area", "area"), ("Begun", "begun_on"), ("Closed", "closed_on")),
    ),
    "thread_link": ("What practice threads join", (("Thread", "thread_id"), ("What it joins", "ref"))),
    "requirement": (
        "What had to happen by a day",
        (
            ("Why", "purpose"),
            ("Kind", "kind"),
            ("By", "due_on"),
            ("Reason", "reason"),
            ("Who sees to it", "owner_id"),
            ("Asked for", "asked_at"),
            ("Done in", "met_by_id"),
            ("Taken off because", "dropped_because"),
        ),
    ),
    "upshot": (
        "What checks came to",
        (
            ("Record", "record_id"),
            ("Came to", "whole"),
            ("Months it lasts", "months"),
            ("To be looked at again", "review_on"),
            ("Task", "task"),
            ("Equipment", "equipment"),
            ("Not met, or not seen", "unmet"),
        ),
    ),
    "record": (
        "Records",
        (
            ("Number", "number"),
            ("Kind", "kind"),
            ("Held", "held_at"),
            ("Led by", "led_by_id"),
            ("Where it stands", "status"),
            ("Why withdrawn", "withdrawn_because"),
        ),
    ),
    "request": (
        "Requests",
        (
            ("What", "kind"),
            ("Received", "received_on"),
            ("What was asked", "words"),
            ("Sent", "sent_on"),
            ("Outcome", "outcome"),
        ),
    ),
    "event": (
        "Activity log",
        (("When", "at"), ("Who", "actor_id"), ("What", "action"), ("About", "subject")),
    ),
    "former_event": (
        "Activity log of another service",
        (("When", "at"), ("Who", "actor_id"), ("What", "action"), ("About", "subject")),
    ),
    "attachment": (
        "Files kept with records",
        (
            ("Record", "record_id"),
            ("Name", "name"),
            ("Size in bytes", "size"),
            ("SHA-256", "sha256"),
            ("Where", "where"),
        ),
    ),
    "signature": (
        "Signatures",
        (
            ("Record", "record_id"),
            ("Signed as", "part"),
            ("Name", "name"),
            ("Role", "role"),
            ("What it confirms", "statement"),
            ("When", "signed_at"),
        ),
    ),
    "secret": ("PIN and passphrase", (("Wrong tries", "tries"), ("Wait until", "wait_until"))),
    "comment": (
        "Lines added to records",
        (("Record", "record_id"), ("Who", "person_id"), ("When", "at"), ("What", "text")),
    ),
    "attendance": (
        "Who took part",
        (("Record", "record_id"), ("Who", "person_id"), ("Signed", "signed_at")),
    ),
    "share": ("Who a record is shared with", (("Record", "record_id"), ("Who", "person_id"), ("When", "at"))),
    "document": (
        "PDFs of records",
        (("Record", "record_id"), ("SHA-256", "sha256"), ("Signatures", "parts")),
    ),
    "tag": (
        "What records count towards",
        (
            ("Record", "record_id"),
            ("Framework", "framework_id"),
            ("Item", "code"),
            ("Taken off", "off"),
            ("By", "by_id"),
            ("When", "at"),
        ),
    ),
    "expectation_link": (
        "What records are about of what is expected",
        (
            ("Record", "record_id"),
            ("Page", "expectation_id"),
            ("Version", "version"),
            ("By", "by_id"),
            ("When", "at"),
        ),
    ),
    "improvement": (
        "Lines of the action plan",
        (
            ("What", "what"),
            ("Framework", "framework_id"),
            ("Item", "code"),
            ("By when", "due_on"),
            ("Done", "done_on"),
        ),
    ),
    "paper": (
        "Paper forms",
        (
            ("Number", "number"),
            ("Kind", "kind"),
            ("Printed", "printed_at"),
            ("By", "printed_by_id"),
            ("Typed in as", "record_id"),
            ("Typed in on", "typed_in_at"),
            ("Typed so far", "answers"),
        ),
    ),
}
"""How the tables we know are shown: title, and each column's heading. Others are shown with every column."""

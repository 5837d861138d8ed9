"""The registered manager's own supervision, and roles that an older program does not know.

No table changes. How often team leaders and the registered manager are supervised becomes a rule of the service;
the manager's counts once somebody is named who supervises them.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

USUAL = {"kind": "supervision", "form_id": "", "grace_days": 7, "stage": "any", "contracts": [], "nights": None}
NEW = (
    USUAL | {"id": "supervision-team-leader", "weeks": 6, "roles": ["team_leader"]},
    USUAL | {"id": "supervision-registered-manager", "weeks": 8, "roles": ["owner"]},
)


def upgrade() -> None:
    """Add the rules behind the service's own, so that none of those moves."""
    connection = op.get_bind()
    for text in connection.execute(sa.text("SELECT due_rules FROM service")).scalars().all():
        kept = json.loads(text)
        known = {rule["id"] for rule in kept["rules"]}
        kept["rules"] += [rule for rule in NEW if rule["id"] not in known]
        connection.execute(sa.text("UPDATE service SET due_rules = :rules"), {"rules": json.dumps(kept)})

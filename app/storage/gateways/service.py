"""The service's details and due rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.kinds import Kind
from app.domain.people import Contract, Role, Service
from app.domain.schedule import USUAL_TELL_WEEKS, DueRules, Rule, Stage
from app.models.service import ServiceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def rules_json(rules: DueRules) -> str:
    """Return the policy as text to keep."""
    return json.dumps(
        {
            "rules": [
                {
                    "id": r.id,
                    "kind": r.kind.value,
                    "form_id": r.form_id,
                    "weeks": r.weeks,
                    "grace_days": r.grace_days,
                    "stage": r.stage.value,
                    "roles": sorted(r.roles),
                    "contracts": sorted(r.contracts),
                    "nights": r.nights,
                }
                for r in rules.rules
            ],
            "tell_weeks": rules.tell_weeks,
        }
    )


def rules_from_json(text: str) -> DueRules:
    """Read what ``rules_json`` wrote."""
    kept = json.loads(text)
    return DueRules(
        rules=tuple(
            Rule(
                id=r["id"],
                kind=Kind(r["kind"]),
                form_id=r["form_id"],
                weeks=r["weeks"],
                grace_days=r["grace_days"],
                stage=Stage(r["stage"]),
                roles=frozenset(Role(role) for role in r["roles"]),
                contracts=frozenset(Contract(contract) for contract in r["contracts"]),
                nights=r["nights"],
            )
            for r in kept["rules"]
        ),
        tell_weeks=kept.get("tell_weeks", USUAL_TELL_WEEKS),
    )


class ServiceGateway:
    """The one row of the service."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> Service:
        """Return the service."""
        row = self._row()
        return Service(
            name=row.name,
            logo=row.logo,
            demo=row.demo,
            lock_after_minutes=row.lock_after_minutes,
            starts=row.starts,
            places=row.places,
            care_values=row.care_values,
            safeguarding=row.safeguarding,
            speaking_up=row.speaking_up,
            countersigned=frozenset(Kind(kind) for kind in row.countersigned.split()),
        )

    def store(self, service: Service) -> None:
        """Store what can be set of it. Whether it is a demo never changes."""
        row = self._row()
        row.name, row.logo, row.lock_after_minutes = service.name, service.logo, service.lock_after_minutes
        row.starts, row.places = service.starts, service.places
        row.care_values, row.safeguarding, row.speaking_up = (
            service.care_values,
            service.safeguarding,
            service.speaking_up,
        )
        row.countersigned = " ".join(sorted(service.countersigned))

    def due_rules(self) -> DueRules:
        """Return how often supervision is due."""
        return rules_from_json(self._row().due_rules)

    def store_due_rules(self, rules: DueRules) -> None:
        """Store how often supervision is due."""
        self._row().due_rules = rules_json(rules)

    def _row(self) -> ServiceRow:
        return self._session.scalars(select(ServiceRow)).one()

"""The service's details and due rules."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.people import Service
from app.domain.schedule import DueRules
from app.models.service import ServiceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ServiceGateway:
    """The one row of the service."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> Service:
        """Return the service."""
        row = self._row()
        return Service(name=row.name, logo=row.logo, demo=row.demo, lock_after_minutes=row.lock_after_minutes)

    def store(self, service: Service) -> None:
        """Store name, logo and lock time. Whether it is a demo never changes."""
        row = self._row()
        row.name, row.logo, row.lock_after_minutes = service.name, service.logo, service.lock_after_minutes

    def due_rules(self) -> DueRules:
        """Return how often supervision is due."""
        return DueRules(**json.loads(self._row().due_rules))

    def store_due_rules(self, rules: DueRules) -> None:
        """Store how often supervision is due."""
        self._row().due_rules = json.dumps(asdict(rules))

    def _row(self) -> ServiceRow:
        return self._session.scalars(select(ServiceRow)).one()

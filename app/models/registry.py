"""Every table, loaded, for whoever needs them all at once (the test that migrations and models agree)."""

from __future__ import annotations

from app.models import actions, evidence, people, records, service, sessions
from app.models.base import Base

ROOMS = (actions, evidence, people, records, service, sessions)
metadata = Base.metadata

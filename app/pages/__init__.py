"""What a screen shows and what may be done there, as plain values; no Qt."""

from __future__ import annotations

from app.services.house import House

__all__ = ["House"]

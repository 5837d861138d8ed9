"""Times are kept as text in UTC, whatever zone they came in."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from app.models.base import Utc

BERLIN = dt.timezone(dt.timedelta(hours=1))


def test_an_instant_is_kept_as_text_in_utc_and_comes_back_as_the_same() -> None:
    kept, dialect = Utc(), SQLiteDialect()
    instant = dt.datetime(2026, 11, 30, 13, 5, tzinfo=BERLIN)
    text = kept.process_bind_param(instant, dialect)
    assert text == "2026-11-30T12:05:00.000000+00:00"
    assert kept.process_result_value(text, dialect) == instant
    assert kept.process_bind_param(None, dialect) is None
    assert kept.process_result_value(None, dialect) is None


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="an instant needs a zone"):
        Utc().process_bind_param(dt.datetime(2026, 11, 30, 13, 5), SQLiteDialect())  # noqa: DTZ001 - what is refused

"""The date that newspapers go by out: today in Beijing, wherever this program runs."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def today() -> date:
    """The date in Beijing."""
    return datetime.now(BEIJING).date()

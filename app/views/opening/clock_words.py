"""When somebody was here last, said as briefly as it can be."""

from __future__ import annotations

from datetime import timedelta

from app.domain.dates import clock_time, day_of, short_date
from app.domain.ids import now_ms
from app.shop import ShopSettings


def here_at(at_ms: int, settings: ShopSettings, now: int = 0) -> str:
    """ "10:46" today, "yesterday 18:02", else the day: "12 Feb". ``now`` is for tests (ms).

    What is still to come is said likewise: "tomorrow 10:46".
    """
    today = day_of(now or now_ms(), settings.zone)
    day = day_of(at_ms, settings.zone)
    at = clock_time(at_ms, settings.zone)
    if day == today:
        return at
    if day == today - timedelta(days=1):
        return f"yesterday {at}"
    if day == today + timedelta(days=1):
        return f"tomorrow {at}"
    return short_date(day, settings.locale)

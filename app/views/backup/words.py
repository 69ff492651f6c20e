"""Sizes, moments and outcomes of backups, as briefly as they can be said."""

from __future__ import annotations

from app.domain.ids import now_ms
from app.services.backups import Run
from app.shop import ShopSettings
from app.views.opening.clock_words import here_at

_STEPS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))


def size(count: int) -> str:
    """ "1.4 GB", "12 MB", "900 bytes": as disks are sold."""
    for unit, one in _STEPS:
        if count >= one:
            number = count / one
            return f"{number:.1f} {unit}" if number < 10 else f"{number:,.0f} {unit}"
    return f"{count} bytes"


def proven_words(run: Run | None, settings: ShopSettings) -> str:
    """When the last proven backup of a place was made."""
    if run is None:
        return "Never yet"
    return f"{here_at(run.at, settings)} · {size(run.database_bytes + run.file_bytes)}"


def last_words(run: Run | None, settings: ShopSettings) -> str:
    """How the last attempt went."""
    if run is None:
        return ""
    return f"{here_at(run.at, settings)} · {run.error_title or 'made and proven'}"


def title_words(run: Run | None, settings: ShopSettings) -> str:
    """The one fact of the page."""
    if run is None:
        return "No backup is proven yet"
    hours = (now_ms() - run.at) // 3_600_000
    ago = "less than an hour ago" if hours < 1 else "an hour ago" if hours < 2 else ""
    ago = ago or (f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago")
    return f"Last proven backup {here_at(run.at, settings)}, {ago}"

"""Going to a passport, or to what lay in a place, at a moment that another page asked about."""

from __future__ import annotations

from app.views.frame.desk import Desk

_WANTED = "moment_wanted"


def open_at(desk: Desk, key: str, record_id: int, at: int) -> None:
    """Go to the passport of a piece ("passport") or to a place ("place_moment") at a moment, UTC ms."""
    desk.setProperty(_WANTED, (key, record_id, at))
    desk.navigate(key, record_id)


def wanted_at(desk: Desk, key: str, record_id: int) -> int:
    """The moment at which that page is to open; 0 where nobody asked for one. It is told once."""
    wanted = desk.property(_WANTED)
    desk.setProperty(_WANTED, None)
    if wanted and tuple(wanted)[:2] == (key, record_id):
        return int(wanted[2])
    return 0

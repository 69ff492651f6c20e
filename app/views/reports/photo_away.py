"""What is said of a photo that is not on this PC, and when it will come."""

from __future__ import annotations

from app.views.frame.desk import Desk

ASK, AWAY = "Ask for the photo again", "The photo is not on this PC yet"


def away_words(desk: Desk) -> str:
    """When the photo comes, in one sentence that promises no more than is known."""
    status = desk.sync.status
    if status is None or not status.has_hub:
        return "No other PC has it to give: it may be in a backup or with whoever took it."
    if not status.reachable:
        return "The hub does not answer: the photo comes by itself when it does again."
    return "The PC that took it has not sent it yet: it comes by itself when that PC meets the hub."

"""What all spoolers have in common: queues, the jobs in them, and what may be said of both."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.transports.base import (
    AWAY,
    HEAD_OPEN,
    PAPER_OUT,
    PAUSED,
    READY,
    PrinterStatus,
)

WAITS, DONE, GIVEN_UP, GONE = "waits", "done", "given_up", "gone"
_REASONS = {
    "media-empty": (PAPER_OUT, "Out of paper", "bad"),
    "media-needed": (PAPER_OUT, "Wants its paper", "bad"),
    "media-jam": ("jam", "Paper jam", "bad"),
    "door-open": (HEAD_OPEN, "A door is open", "bad"),
    "cover-open": (HEAD_OPEN, "Cover open", "bad"),
    "toner-empty": ("toner_out", "Out of toner", "bad"),
    "marker-supply-empty": ("toner_out", "Out of ink", "bad"),
    "offline": (AWAY, "Offline", "bad"),
    "shutdown": (AWAY, "Switched off", "bad"),
    "timed-out": (AWAY, "Does not answer", "bad"),
    "connecting-to-device": (AWAY, "Not reached yet", "warn"),
    "paused": (PAUSED, "Paused", "warn"),
    "moving-to-paused": (PAUSED, "Paused", "warn"),
    "media-low": (READY, "Paper low", "warn"),
    "toner-low": (READY, "Toner low", "warn"),
    "marker-supply-low": (READY, "Ink low", "warn"),
    "other": ("other", "Wants somebody", "warn"),
}


@dataclass(frozen=True)
class OsQueue:
    """A printer of the system: its queue's name, what it is, and whether bytes go through untouched.

    ``tells`` is whether the system hears from the printer itself that a page is out.
    """

    name: str
    title: str
    model: str
    uri: str
    raw: bool
    tells: bool
    is_usual: bool = False


@dataclass(frozen=True)
class OsJob:
    """A job in the system's queue: where it is, what it waits for, how many sheets are told."""

    state: str
    words: str = ""
    sheets: int = 0


def in_words(reasons: list[str], message: str = "") -> tuple[str, str, str]:
    """(code, words, tone) of a printer's or job's reasons; ("", "", "") where nothing is wrong.

    A reason may end in how bad it is: ``media-empty-error``, ``media-low-report``.
    """
    found = [
        _REASONS[name]
        for reason in reasons
        for name in _REASONS
        if reason in (name, f"{name}-error", f"{name}-warning", f"{name}-report")
    ]
    worst = sorted(found, key=lambda one: ("bad", "warn").index(one[2]))
    if worst:
        return worst[0]
    return ("other", message, "warn") if message else ("", "", "")


def queue_status(queue: OsQueue, reasons: list[str], stopped: bool, says: str) -> PrinterStatus:
    """How a queue stands; a raw one is never called ready, for its printer tells nothing back."""
    if stopped:
        return PrinterStatus(PAUSED, "The queue is stopped", "bad", says)
    code, words, tone = in_words(reasons)
    if code:
        return PrinterStatus(code, words, tone, says)
    if queue.tells:
        return PrinterStatus(READY, "Ready", "ok", says)
    return PrinterStatus(READY, "Spooler takes jobs", "info", "device tells nothing back")

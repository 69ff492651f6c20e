"""The scans of one hand, as they add up: pieces then a place, or a place then pieces."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.services.scanning import Scan

LASTS_MS = 60_000
"""How long a scan is remembered for the next one to add to it."""


@dataclass(frozen=True)
class Heard:
    """What a scan came to. ``action``: open (show this record), added (to the basket), twice,
    move (these pieces to this place, now), place (a place is set for the pieces to come), undone,
    ended or unknown."""

    action: str
    scan: Scan
    sentence: str
    piece_ids: tuple[int, ...] = ()
    place_id: int = 0


@dataclass
class ScanSession:
    """Pieces scanned and not yet put anywhere, and the place set for those to come."""

    pieces: list[Scan] = field(default_factory=list)
    place: Scan | None = None
    last_at: int = 0

    def hear(self, scan: Scan, at_ms: int) -> Heard:
        """Take one scan in and say what it comes to."""
        raise NotImplementedError

    def forget(self) -> None:
        """Begin anew."""
        raise NotImplementedError

"""The scans of one hand, as they add up: pieces then a place, or a place then pieces."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.services.scanning import Scan

LASTS_MS = 60_000
"""How long a scan is remembered for the next one to add to it."""
NAMED = 4
"""So many of the pieces that are remembered are named."""


@dataclass(frozen=True)
class Heard:
    """What a scan came to, and the sentence for the toast.

    ``action``: open (show this record), added (to the basket), twice, move (put these pieces into
    this place now), place (it is set for the pieces to come), undone, ended, command or unknown.
    """

    action: str
    scan: Scan
    sentence: str
    piece_ids: tuple[int, ...] = ()
    place_id: int = 0


@dataclass
class ScanSession:
    """Pieces scanned and not yet put anywhere, and the place set for those to come.

    Nothing is saved here: a ``move`` that is heard is carried out by whoever listens. A session
    knows no clock; it is told the time of each scan in ms.
    """

    pieces: list[Scan] = field(default_factory=list)
    place: Scan | None = None
    last_at: int = 0

    def hear(self, scan: Scan, at_ms: int) -> Heard:
        """Take one scan in and say what it comes to."""
        if at_ms - self.last_at > LASTS_MS:
            self.forget()
        self.last_at = at_ms
        if scan.kind == "command":
            return self._command(scan)
        if scan.kind == "place":
            return self._place(scan)
        if scan.kind in ("piece", "item"):
            return self._piece(scan)
        if not scan.known:
            return Heard("unknown", scan, f"{scan.sentence} {scan.remedy}".strip())
        self.forget()
        return Heard("open", scan, scan.title)

    def forget(self) -> None:
        """Begin anew."""
        self.pieces.clear()
        self.place = None

    @property
    def piece_ids(self) -> tuple[int, ...]:
        """The pieces of the basket, in the order in which they were scanned."""
        return tuple(scan.piece_id for scan in self.pieces)

    def _piece(self, scan: Scan) -> Heard:
        if scan.piece_id in self.piece_ids:
            sentence = f"{scan.title} was scanned already; scan a place to move it there."
            return Heard("twice", scan, sentence, self.piece_ids)
        self.pieces.append(scan)
        if self.place is not None:
            sentence = f"{scan.title} is set down for {self.place.title}."
            return Heard("added", scan, sentence, self.piece_ids, self.place.target_id)
        if len(self.pieces) == 1:
            return Heard("open", scan, scan.title, self.piece_ids)
        return Heard("added", scan, f"{self.in_hand}; scan a place.", self.piece_ids)

    @property
    def in_hand(self) -> str:
        """What is remembered for a place to come: "2 pieces: Ring, Chain"; the last ones by name."""
        names = [scan.title or scan.text for scan in self.pieces]
        first = "" if len(names) <= NAMED else "…, "
        return f"{_count(self.pieces)}: {first}{', '.join(names[-NAMED:])}"

    def _place(self, scan: Scan) -> Heard:
        if self.pieces:
            target = self.place or scan
            if self.place is not None and scan.target_id != self.place.target_id:
                self.place = scan
                return Heard(
                    "place",
                    scan,
                    f"{_count(self.pieces)} will go to {scan.title} instead.",
                    self.piece_ids,
                    scan.target_id,
                )
            return self._move(target)
        if self.place is not None and scan.target_id == self.place.target_id:
            return Heard("twice", scan, f"{scan.title} is set already; scan its pieces.")
        self.place = scan
        return Heard("place", scan, f"Scan the pieces for {scan.title}.", (), scan.target_id)

    def _move(self, place: Scan) -> Heard:
        heard = Heard(
            "move",
            place,
            f"{_count(self.pieces)} to {place.title}.",
            self.piece_ids,
            place.target_id,
        )
        self.forget()
        return heard

    def _command(self, scan: Scan) -> Heard:
        if scan.value == "DONE" and self.place is not None and self.pieces:
            return self._move(self.place)
        if scan.value == "UNDO" and self.pieces:
            last = self.pieces.pop()
            return Heard("undone", last, f"{last.title} is out of the basket.", self.piece_ids)
        if scan.value in ("END", "DONE"):
            self.forget()
            return Heard("ended", scan, "The basket is empty.")
        return Heard("command", scan, scan.sentence, self.piece_ids)


def _count(pieces: list[Scan]) -> str:
    return pieces[0].title if len(pieces) == 1 else f"{len(pieces)} pieces"

"""A scan basket: what was scanned in a mode, row by row. Nothing of it is saved before DONE.

Modes: OUT and IN put pieces (and trays) into the target place; COUNT looks whether a tray holds what
the book says, or an order's parcel what belongs to it; PRINT prints tags. Plain values, told the time; the keeper listens, the page shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.codes import spaced
from app.services.scan_basket import CARRIED, LOOKED_THROUGH, BasketFacts, Booked
from app.services.scanning import Near, Scan

MODES = ("OUT", "IN", "COUNT", "PRINT")
MOVES = ("OUT", "IN")
LASTS_MS = 60_000
OK, TWICE, WRONG, UNKNOWN, REFUSED, ALREADY = (
    "ok",
    "twice",
    "wrong",
    "unknown",
    "refused",
    "already",
)
TO_SETTLE = (WRONG, UNKNOWN, REFUSED)


@dataclass(frozen=True)
class Row:
    """One scan: its number (the newest is the highest), when, what, and what came of it.

    ``taken`` says that a doubtful one goes along because somebody decided so.
    """

    number: int
    at: int
    scan: Scan
    result: str
    sentence: str = ""
    taken: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is moved at DONE."""
        return self.result == OK

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.result in TO_SETTLE


@dataclass
class Basket:
    """The rows, newest first, with mode, where from and where to."""

    mode: str = ""
    source: Scan | None = None
    target: Scan | None = None
    rows: list[Row] = field(default_factory=list)
    ends_at: int = 0
    begun_at: int = 0
    by_hand: int = 0
    """How many pieces a hand counted in the tray, said by a QTY card; 0 for not said."""

    # -- scans

    def begin(self, mode: str, at: int, place: Scan | None = None) -> None:
        """Enter a mode. A place scanned just before is the target, or the source of another one."""
        self.mode, self.ends_at = mode, at + LASTS_MS
        self.begun_at = self.begun_at or at
        if place is not None:
            self.source, self.target = None, place
        elif mode == "PRINT" or (self.target is not None and self.target.kind != "place"):
            self.source = self.target = None

    def hear(self, scan: Scan, at: int) -> str:
        """Take a scan in; returns what came of it: a row's result, "place", or "open" for others."""
        self.ends_at = at + LASTS_MS
        self.begun_at = self.begun_at or at
        if scan.kind == "place":
            return self._place(scan, at)
        if self.mode == "COUNT" and scan.kind in LOOKED_THROUGH:
            self.target = scan
            return "place"
        if scan.kind in ("piece", "item"):
            return self._piece(scan, at)
        if not scan.known:
            self._add(scan, at, UNKNOWN, unknown_words(scan)[1])
            return UNKNOWN
        return "open"

    def undo(self) -> Scan | None:
        """Take the last scan out again."""
        return self.rows.pop(0).scan if self.rows else None

    def _piece(self, scan: Scan, at: int) -> str:
        before = next((row for row in self.rows if row.scan.piece_id == scan.piece_id), None)
        if before is not None:
            self._add(scan, at, TWICE, "Already in this basket, counted once")
            return TWICE
        self._add(scan, at, OK, scan.detail)
        return OK

    def _place(self, scan: Scan, at: int) -> str:
        if self.mode == "PRINT":
            self._add(scan, at, OK, "The tag of this place")
            return OK
        if self.target is None:
            self.target = scan
        elif scan.target_id == self.target.target_id:
            return "place"
        elif not self.rows and self.source is None and not self._is_thing(scan):
            self.source, self.target = self.target, scan
        elif self._is_thing(scan) and self.mode in MOVES:
            words = f"Carried with all that lies in it to {place_words(self.target)}"
            self._add(scan, at, OK, words)
            return OK
        else:
            self.target = scan
        return "place"

    def _is_thing(self, scan: Scan) -> bool:
        return scan.value == CARRIED

    def _add(self, scan: Scan, at: int, result: str, sentence: str) -> None:
        number = self.rows[0].number + 1 if self.rows else 1
        self.rows.insert(0, Row(number, at, scan, result, sentence))

    # -- answers

    def settle(self, number: int, answer: str) -> None:
        """Answer a doubtful row: "take" it along, or "leave" it out."""
        if answer == "leave":
            self.rows = [row for row in self.rows if row.number != number]
        else:
            self.rows = [
                replace(row, result=OK, taken=True) if row.number == number else row
                for row in self.rows
            ]

    def resolve_again(self, number: int, scan: Scan) -> None:
        """What a row's code stands for was asked again."""
        result = OK if scan.kind in ("piece", "item") else UNKNOWN
        self.rows = [
            replace(row, scan=scan, result=result, sentence=scan.sentence)
            if row.number == number
            else row
            for row in self.rows
        ]

    def judge(self, facts: BasketFacts) -> None:
        """Say of each piece what the book knows, and whether it can go."""
        refused = dict(facts.plan.refused) if facts.plan else {}
        already = set(facts.plan.already) if facts.plan else set()
        expected = {row.id for row in facts.expected}
        judged = (
            _judged(row, facts, refused, already, expected, self.mode, self.target)
            for row in self.rows
        )
        # What is as it was stays the very same row, so that it need not be drawn again.
        self.rows = [
            before if after == before else after
            for before, after in zip(self.rows, judged, strict=True)
        ]

    # -- what it holds

    @property
    def piece_ids(self) -> list[int]:
        """Every piece in it, in the order of scanning."""
        found = [row.scan.piece_id for row in reversed(self.rows) if row.scan.piece_id]
        return list(dict.fromkeys(found))

    @property
    def place_ids(self) -> list[int]:
        """Trays that are carried along."""
        rows = [row for row in reversed(self.rows) if row.scan.kind == "place"]
        return [row.scan.target_id for row in rows if row.counts]

    @property
    def going_ids(self) -> list[int]:
        """The pieces that move at DONE."""
        rows = [row for row in reversed(self.rows) if row.scan.kind != "place"]
        return [row.scan.piece_id for row in rows if row.counts]

    def counted(self, result: str) -> int:
        """How many rows came to this result."""
        return sum(1 for row in self.rows if row.result == result)

    @property
    def to_settle(self) -> int:
        """How many rows wait for an answer."""
        return sum(1 for row in self.rows if row.open)

    def unseen(self, facts: BasketFacts) -> list[int]:
        """Pieces that the book has in the tray and that were not scanned."""
        seen = set(self.piece_ids)
        return [row.id for row in facts.expected if row.id not in seen]

    def clear(self) -> None:
        """Empty it and leave the mode."""
        self.mode, self.source, self.target = "", None, None
        self.rows = []
        self.ends_at = self.begun_at = self.by_hand = 0

    # -- kept on this PC

    def content(self) -> dict[str, Any]:
        """The basket as JSON values, for a draft."""
        # By hand: ``asdict`` copies each value of each row, at every scan of a quick hand.
        return {
            **vars(self),
            "source": _plain(self.source),
            "target": _plain(self.target),
            "rows": [{**vars(row), "scan": _plain(row.scan)} for row in self.rows],
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Basket:
        """A basket from its draft; KeyError or TypeError where it is not one."""
        return cls(
            content["mode"],
            _scan(content["source"]),
            _scan(content["target"]),
            [Row(**{**row, "scan": _scan(row["scan"])}) for row in content["rows"]],
            content["ends_at"],
            content["begun_at"],
            content.get("by_hand", 0),
        )


def _plain(scan: Scan | None) -> dict[str, Any] | None:
    return {**vars(scan), "near": [vars(near) for near in scan.near]} if scan else None


def _scan(content: Mapping[str, Any] | None) -> Any:
    if content is None:
        return None
    near = tuple(Near(**one) for one in content["near"])
    return Scan(**{**content, "near": near, "offers": tuple(content["offers"])})


def _judged(
    row: Row,
    facts: BasketFacts,
    refused: Mapping[int, str],
    already: set[int],
    expected: set[int],
    mode: str,
    target: Scan | None,
) -> Row:
    booked = facts.pieces.get(row.scan.piece_id)
    if row.result in (TWICE, UNKNOWN) or booked is None:
        return row
    if booked.row.id in refused:
        return replace(row, result=REFUSED, sentence=refused[booked.row.id], taken=False)
    if mode == "PRINT":
        if booked.row.code:
            return replace(row, result=OK, sentence=near_words(booked))
        return replace(row, result=REFUSED, sentence="It has no tag code yet")
    if mode == "COUNT":
        if booked.row.id in expected:
            known = target is not None and target.kind != "place"
            words = "Belongs to it" if known else "Lies where the book has it"
            return replace(row, result=OK, sentence=words)
        return replace(row, result=WRONG, sentence=_book_says(booked))
    if booked.row.id in already:
        return replace(row, result=ALREADY, sentence="Lies there already")
    if not row.taken and (booked.away or not booked.inside):
        return replace(row, result=WRONG, sentence=_book_says(booked))
    way = f"{near_words(booked)} → {place_words(target)}" if target else near_words(booked)
    return replace(row, result=OK, sentence=way)


def _book_says(booked: Booked) -> str:
    return f"The book says {near_words(booked) or 'nowhere'}. It is in your hand"


def near_words(booked: Booked) -> str:
    """Where the book has a piece: the place and what it stands in, without the whole way."""
    return " / ".join(part.strip() for part in booked.row.place.split("/")[-2:])


def place_words(scan: Scan) -> str:
    """A place as people call it: its title, else its name without the way to it; an order's number."""
    if scan.kind != "place":
        return f"{scan.kind} {scan.title}"
    return scan.detail or scan.title.rpartition("/")[2].strip() or scan.title


def code_words(scan: Scan) -> str:
    """The code of a scan as people read it."""
    digits = scan.text
    return spaced(digits) if len(digits) == 10 and digits.isdigit() else digits


def unknown_words(scan: Scan) -> tuple[str, str]:
    """A scan that stands for nothing here: what is said of it, and what is said below; nothing twice."""
    code, said = code_words(scan), scan.sentence.removesuffix(".")
    title = f"{code} is not known here"
    if said == title:
        return title, scan.remedy
    if "claim" in scan.offers:  # it is known for what it is: a tag that hangs on nothing yet
        return said, scan.remedy
    return title, f"{scan.sentence} {scan.remedy}".strip()

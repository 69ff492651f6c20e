"""Numbers for people: ``J10-26-00031`` is job 31 of station 10 in 2026.

A counter runs per kind, station and year; it is taken inside the unit of work, so that a refused
write leaves no gap.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.domain.errors import InputError

KINDS: dict[str, str] = {
    "P": "piece",
    "C": "consigned item",
    "A": "agreement",
    "T": "take-in receipt",
    "CR": "condition report",
    "DR": "difference report",
    "J": "job",
    "R": "repair",
    "O": "order",
    "L": "loan",
    "N": "count",
    "H": "hand-over",
    "S": "shipment",
    "I": "invoice",
    "V": "credit note",
    "Y": "payout statement",
    "PO": "purchase order",
    "X": "return",
    "B": "sales receipt",
    "D": "packing slip",
    "G": "gift receipt",
    "M": "transfer list",
    "W": "sheet of cards",
    "K": "case",
    "Q": "piece's passport",
    "E": "statement of a place",
}
STATIONS = range(10, 99)
"""Stations of PCs; 00–09 are printed command cards, 99 is never given (some writers drop it)."""

_NUMBER = re.compile(r"([A-Z]{1,3})(\d{2})-(\d{2})-(\d{5,})")
_LOOSE = re.compile(r"([A-Z]{1,3})(\d{2})[ ./-](\d{2})[ ./-](\d{1,9})")


class DocumentNumber(NamedTuple):
    """The parts of a number for people; ``year`` has four digits."""

    kind: str
    station: int
    year: int
    counter: int

    def __str__(self) -> str:
        return document_number(self.kind, self.station, self.year, self.counter)


def document_number(kind: str, station: int, year: int, counter: int) -> str:
    """``document_number("J", 10, 2026, 31)`` is "J10-26-00031"; ValueError for impossible parts."""
    if kind not in KINDS:
        raise ValueError(f"no such kind of number: {kind!r}")
    if station not in STATIONS or counter < 1:
        raise ValueError(f"station {station} or counter {counter} out of range")
    return f"{kind}{station:02d}-{year % 100:02d}-{counter:05d}"


def is_number(text: str) -> bool:
    """Whether ``text`` is a number as Parure prints it."""
    found = _NUMBER.fullmatch(text)
    return bool(found and found[1] in KINDS and int(found[2]) in STATIONS)


def parse_number(text: str) -> DocumentNumber:
    """Read a number as a person types it: lower case, blanks or dots for hyphens, zeros left out.

    Years 00–99 are 2000–2099. InputError says what a number looks like.
    """
    clean = unicodedata.normalize("NFKC", text).strip().upper().replace("‑", "-").replace("–", "-")
    found = _LOOSE.fullmatch(clean)
    if not found or found[1] not in KINDS or int(found[2]) not in STATIONS or not int(found[4]):
        raise InputError(
            "Not a document number",
            f"“{text.strip()}” is not a number of a job, an order or another paper.",
            "Such numbers look like J10-26-00031: kind and station, year, counter.",
        )
    return DocumentNumber(found[1], int(found[2]), 2000 + int(found[3]), int(found[4]))

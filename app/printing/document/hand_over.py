"""What stands on papers that go with goods: loan and hand-over form, transfer list, count sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.printing.document.content import LATER, Fact, PaperHead, Photo, Signature

ENTRUSTED, MIXED = "entrusted", "mixed"
"""Whose pieces they are: others' who entrusted them to the house, or some of them its own."""
LOAN, TRANSFER, COUNT = "loan-1", "transfer-1", "count-1"


@dataclass(frozen=True)
class HandedPiece:
    """A piece that changes hands: as it is described, weighed and valued, with its condition report.

    ``not_weighed``: it came back as it went out; it has no weight of now, and the paper says so.
    ``weighed_on`` and ``reported_on`` are the days (ISO) of a weight and of a report of before, "" where
    they are of the paper's own day: neither is to be taken for one of the hand-over.
    ``news`` are the lines of a return that say what is new or worse since the piece went out.
    """

    number: str
    description: str
    detail: str = ""
    marks: str = ""
    code: str = ""
    weight_mg: int | None = None
    value_minor: int | None = None
    report: str = ""
    photo: Photo | None = None
    not_weighed: bool = field(default=False, metadata=LATER)
    weighed_on: str = field(default="", metadata=LATER)
    reported_on: str = field(default="", metadata=LATER)
    news: tuple[str, ...] = field(default=(), metadata=LATER)


def weighed_together(items: Sequence[HandedPiece]) -> int:
    """The weight of all pieces (mg); 0 where some were not weighed on the paper's day: a sum of old
    weights, or of some alone, would be taken for what was weighed."""
    if any(item.not_weighed or item.weighed_on for item in items):
        return 0
    return sum(item.weight_mg or 0 for item in items)


@dataclass(frozen=True)
class HandOverForm(PaperHead):
    """A loan or hand-over, to be signed by who receives. ``loan``: the goods come back by ``due_on``.
    ``back``: they came back from ``to`` into the house. ``owners`` says whose they are: ENTRUSTED, MIXED,
    or "" for the house's own.

    ``terms`` say purpose, insurance, transport and credit line, in the order in which they are read.
    """

    loan: bool
    to: tuple[str, ...]
    out_on: str
    currency: str
    items: tuple[HandedPiece, ...]
    due_on: str = ""
    identity: str = ""
    terms: tuple[Fact, ...] = ()
    statements: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    back: bool = field(default=False, metadata=LATER)
    template: str = LOAN
    owners: str = field(default="", metadata=LATER)

    @property
    def value_minor(self) -> int:
        """What all pieces are worth together."""
        return sum(item.value_minor or 0 for item in self.items)


@dataclass(frozen=True)
class TransferList(PaperHead):
    """Pieces carried from places to a place at a moment (UTC ms); ``seal`` is the bag's number."""

    from_places: tuple[str, ...]
    to_place: str
    moved_at: int
    currency: str
    items: tuple[HandedPiece, ...]
    seal: str = ""
    statements: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    template: str = TRANSFER

    @property
    def value_minor(self) -> int:
        """What all pieces are worth together."""
        return sum(item.value_minor or 0 for item in self.items)

    @property
    def weight_mg(self) -> int:
        """All pieces together, where each was weighed that day; else 0."""
        return weighed_together(self.items)


@dataclass(frozen=True)
class CountedPlace:
    """A place to be counted: its name, what it is called, its scan code."""

    name: str
    title: str = ""
    code: str = ""


@dataclass(frozen=True)
class CountSheet(PaperHead):
    """A sheet to count by. A blind one says of no place what or how much should be in it.

    ``expected`` is what the book has there, only on sheets that are not blind; ``rows`` empty lines are
    ruled for what is found.
    """

    scope: str
    places: tuple[CountedPlace, ...]
    snapshot_at: int
    blind: bool = True
    counters: tuple[str, ...] = ()
    expected: tuple[HandedPiece, ...] = ()
    rows: int = 24
    statements: tuple[str, ...] = ()
    template: str = COUNT

"""A piece's passport and the statement of what lay in a place, as plain values for paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.printing.document.content import LATER, PaperHead, Photo

PASSPORT = "passport-1"
PLACE = "place-statement-1"


@dataclass(frozen=True)
class PassportStay:
    """A stretch of its life: from ``since`` to ``until`` (UTC ms; 0 = it still lasted)."""

    since: int
    until: int
    place: str
    hands: str


@dataclass(frozen=True)
class PassportValue:
    """A value said at a moment: ``what`` is its kind (insured, agreed, price, declared …)."""

    at: int
    what: str
    amount_minor: int
    currency: str


@dataclass(frozen=True)
class PassportPaper:
    """A report or paper of its life: number, what it is in words, its digest, when (UTC ms)."""

    at: int
    number: str
    words: str
    sha256: str = ""


@dataclass(frozen=True)
class PassportEventLine:
    """Something that happened: when (UTC ms), what, who did it."""

    at: int
    what: str
    who: str


@dataclass(frozen=True)
class PiecePassport(PaperHead):
    """What was known of a piece at ``asked_at`` (UTC ms), and the chosen parts of its life till then.

    ``known`` False: nothing was known of it yet. ``worth`` holds each value as it stood; ``facts``
    counts those that tell the answer, ``changed`` and ``unchecked`` what the proof found. Parts that
    were not chosen are empty; ``left_out`` names those of them of which the answer would tell (moves,
    worth, reports). ``insurer`` marks the short one: worth and custody alone. ``more_photos`` counts
    those for which there is no room.
    """

    piece: str
    piece_number: str
    detail: str
    tag: str
    asked_at: int
    known: bool
    state: str = ""
    place: str = ""
    hands: str = ""
    since: int = 0
    worth: tuple[PassportValue, ...] = ()
    condition: str = ""
    weight: str = ""
    stones: str = ""
    fingerprint: str = ""
    last_seen: str = ""
    last_seen_at: int = 0
    facts: int = 0
    changed: int = 0
    unchecked: int = 0
    insurer: bool = False
    photos: tuple[Photo, ...] = ()
    stays: tuple[PassportStay, ...] = ()
    values: tuple[PassportValue, ...] = ()
    reports: tuple[PassportPaper, ...] = ()
    papers: tuple[PassportPaper, ...] = ()
    events: tuple[PassportEventLine, ...] = ()
    statements: tuple[str, ...] = ()
    template: str = PASSPORT
    left_out: tuple[str, ...] = field(default=(), metadata=LATER)
    more_photos: int = field(default=0, metadata=LATER)
    put_days: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True)
class StatedPiece:
    """A piece of a place's statement; ``worth_minor`` None where nothing was said by then.

    ``stands_for`` is the kind of value that its worth is (insured, agreed, price, declared), ``since``
    when it came there (UTC ms).
    """

    number: str
    description: str
    place: str
    hands: str
    worth_minor: int | None
    currency: str
    stands_for: str = field(default="", metadata=LATER)
    since: int = field(default=0, metadata=LATER)


@dataclass(frozen=True)
class StatedPlace:
    """One of several places of a statement: how many pieces, worth what (currency, minor units)."""

    place: str
    pieces: int
    totals: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PlaceStatement(PaperHead):
    """What lay in a place and all below it at ``asked_at`` (UTC ms), worth what.

    ``totals`` are (currency, minor units); ``valueless`` counts pieces without any value. Of several
    places together ``parts`` are each of them.
    """

    place: str
    asked_at: int
    pieces: tuple[StatedPiece, ...]
    totals: tuple[tuple[str, int], ...]
    valueless: int = 0
    statements: tuple[str, ...] = ()
    template: str = PLACE
    parts: tuple[StatedPlace, ...] = field(default=(), metadata=LATER)

"""What lay where at a moment, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io

from app.domain.dates import local_time
from app.domain.money import plain
from app.domain.vocabulary import PRICE_KINDS
from app.models.database import Database
from app.models.work import Work
from app.services.house_rules import house_rules
from app.services.passport_place import LyingPiece, PlaceMoment

_HEAD = (
    "Number",
    "Piece",
    "Place",
    "In the hands of",
    "State",
    "There since",
    "Insured",
    "Agreed",
    "Asking",
    "Worth",
    "Currency",
    "Worth is the",
)
_VALUES = ("insured", "agreed", "price")


def place_table(db: Database | Work, lying: PlaceMoment) -> bytes:
    """The list as CSV (UTF-8 with a mark, so that spreadsheets read it), the totals below.

    A value in another currency than the piece's worth carries its own: ``EUR 4100.00``. Of several
    places together the sums of each stand before the totals.
    """
    zone = house_rules(db).zone
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    moment = local_time(lying.at, zone).strftime("%Y-%m-%d %H:%M")
    table.writerow(("What was where", _safe(lying.place), f"{moment} {zone}"))
    table.writerow(_HEAD)
    for piece in lying.pieces:
        table.writerow(
            (
                *map(_safe, (piece.number, piece.description, piece.place, piece.hands)),
                piece.state,
                local_time(piece.since, zone).strftime("%Y-%m-%d %H:%M"),
                *(_value(piece, what) for what in (*_VALUES, piece.stands_for)),
                piece.currency,
                PRICE_KINDS.word(piece.stands_for) if piece.stands_for else "",
            )
        )
    for part in lying.parts:
        for nth, (currency, total) in enumerate(part.totals):
            row = ("Of it", "" if nth else pieces_words(part.pieces), _safe(part.place), *[""] * 6)
            table.writerow((*row, plain(total, currency), currency))
    for currency, total in lying.totals:
        count = sum(piece.currency == currency for piece in lying.pieces)
        row = ("Total", pieces_words(count), *[""] * 7)
        table.writerow((*row, plain(total, currency), currency))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _value(piece: LyingPiece, what: str) -> str:
    if what not in piece.values:
        return ""
    minor, currency = piece.values[what]
    said = plain(minor, currency)
    return said if currency == piece.currency else f"{currency} {said}"


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def pieces_words(count: int) -> str:
    """ "1 piece", "1,204 pieces"."""
    return "1 piece" if count == 1 else f"{count:,} pieces"

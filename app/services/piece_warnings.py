"""What to know of a piece before it is sold, a sentence each."""

from __future__ import annotations

from datetime import date

from app.domain.chips import chip
from app.domain.dates import long_date, parse_day
from app.services.piece_consignment import Consignment
from app.services.pieces import GONE, PieceRow

SOON_DAYS = 30


def warnings_of(
    row: PieceRow,
    consignment: Consignment | None,
    no_export: bool,
    species_note: str,
    today: str,
    locale: str = "en_US",
) -> tuple[str, ...]:
    """The warnings of a piece that is still with us; ``today`` is the shop's date, ISO."""
    if row.availability in GONE:
        return ()
    found = []
    if row.quality != "ok":
        found.append(f"The piece is not for sale: {chip('quality', row.quality).text.lower()}.")
    if row.hold_until and today < row.hold_until and row.availability != "free":
        found.append(
            f"Held until {_day(row.hold_until, locale)}: it may not be sold, changed or leave before."
        )
    if row.whereabouts == "bench":
        found.append("It is at the bench: it can be promised, but not handed over today.")
    elif row.whereabouts in ("out", "transit", "missing"):
        found.append("It is not in the house: it can be promised, but not handed over today.")
    if no_export:
        found.append(f"{species_note or 'Protected material'}: no export without a permit.")
    if row.open_cases:
        found.append("Two records disagree about it; settle the case first.")
    if consignment is not None:
        found.extend(_consigned(row, consignment, today, locale))
    if row.missing:
        found.append(f"To complete: {', '.join(row.missing)}.")
    return tuple(found)


def _consigned(row: PieceRow, item: Consignment, today: str, locale: str) -> list[str]:
    found = []
    apart = item.reserve_minor is not None and row.price_currency != item.currency
    if row.price_minor and (apart or item.reserve_apart):
        found.append("Price and reserve are in two currencies: ask the owner before any discount.")
    elif item.agreed_minor and item.reserve_minor is not None and row.price_minor:
        room = row.price_minor - item.reserve_minor
        if room <= 0:
            found.append("No discount: the price is at the consignor's reserve.")
        else:
            percent = room * 1000 // row.price_minor
            found.append(
                f"More than {percent // 10}.{percent % 10} % off needs the owner's consent."
            )
    if item.expires_on:
        days = (date.fromisoformat(item.expires_on) - date.fromisoformat(today)).days
        if days < 0:
            found.append(
                f"The agreement ended on {_day(item.expires_on, locale)}: renew it before selling,"
                " or return the piece."
            )
        elif days <= SOON_DAYS:
            found.append(
                f"The agreement ends on {_day(item.expires_on, locale)}:"
                " renew it by phone, or return the piece."
            )
    elif item.state == "taken_in":
        found.append(f"The agreement {item.agreement_number} is not signed yet.")
    return found


def _day(iso: str, locale: str) -> str:
    return long_date(parse_day(iso), locale)

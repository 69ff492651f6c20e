"""Cells of an orders export to values: what cannot be read is told, what repeats is remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from app.domain.errors import InputError
from app.exchange.addresses import country_code
from app.exchange.amounts import AmountError, Amounts
from app.exchange.dates import AmbiguousDateError, DateError, Dates
from app.exchange.doubts import Doubts
from app.exchange.note_attributes import hints, is_service, is_tip
from app.exchange.orders import FileAddress, FilePayment
from app.exchange.phones import is_destroyed

_FLAGS = {
    **dict.fromkeys(("true", "TRUE", "True", "yes", "1", "WAHR", "VRAI"), True),
    **dict.fromkeys(("false", "FALSE", "False", "no", "0", "FALSCH", "FAUX"), False),
}
_RATE = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%")
_MOST = 100_000


class QuantityError(ValueError):
    """The text is no number of pieces."""


class Quantities(dict[str, int]):
    """Text → whole number from 1, remembered; raises QuantityError."""

    def __missing__(self, text: str) -> int:
        whole, _, rest = text.strip().partition(".")
        if not (whole.isascii() and whole.isdecimal()) or rest.strip("0") or len(whole) > 9:
            raise QuantityError(text)
        if not 0 < int(whole) < _MOST:
            raise QuantityError(text)
        made = self[text] = int(whole)
        return made


class Values:
    """The readers of one file, each with what it has read before."""

    def __init__(self, dates: Dates, shop_currency: str) -> None:
        self.dates = dates
        self.quantities = Quantities()
        self.shop_currency = shop_currency
        self._amounts: dict[str, Amounts] = {}

    def amounts(self, text: str, row: int, stated: bool, doubts: Doubts) -> Amounts:
        """The reader for an order's currency; the shop's where the file has no such column."""
        currency = text.upper() if stated else self.shop_currency
        known = self._amounts.get(currency)
        if known is not None:
            return known
        try:
            known = self._amounts[currency] = Amounts(currency)
        except InputError:
            doubts.refuse(
                row,
                "currency",
                "currency",
                f"Currency “{text}” is not known" if text else "The currency is empty",
                "Use the three letters, such as USD; the rest of the row is in order.",
            )
            return self.amounts("", row, False, doubts)
        return known

    def amount(
        self,
        amounts: Amounts,
        text: str,
        field: str,
        row: int,
        doubts: Doubts,
        needed: bool = False,
    ) -> int:
        """An amount in minor units; 0 for an empty cell, unless the amount is ``needed``."""
        try:
            if text or not needed:
                return amounts[text]
        except AmountError:
            pass
        heading = doubts.headings.get(field, field)
        said = f"“{text[:40]}” is no amount of {amounts.currency}" if text else "the cell is empty"
        doubts.refuse(
            row,
            field,
            "amount",
            f"{heading}: {said}",
            f"Put a plain number such as 1628.00 into “{heading}” and import again.",
        )
        return 0

    def time(
        self, text: str, field: str, row: int, doubts: Doubts, needed: bool = False
    ) -> int | None:
        """A moment in UTC milliseconds; None for an empty cell that may be empty."""
        if not text and not needed:
            return None
        heading = doubts.headings.get(field, field)
        try:
            return self.dates[text]
        except AmbiguousDateError:
            doubts.refuse(
                row,
                field,
                "date_order",
                f"{heading}: “{text}” may be day/month or month/day",
                "Say which of the two this file uses and read it again.",
            )
        except DateError:
            doubts.refuse(
                row,
                field,
                "date",
                f"{heading}: “{text[:40]}” is no date" if text else f"{heading}: the date is empty",
                "Write it as in Shopify's own export: 2026-03-02 14:05:00 +0000.",
            )
        return None

    def quantity(self, text: str, row: int, doubts: Doubts) -> int:
        """The number of pieces of a line."""
        try:
            return self.quantities[text]
        except QuantityError:
            bare = text.strip()
            doubts.refuse(
                row,
                "quantity",
                "quantity",
                f"The quantity “{bare[:40]}” is no whole number from 1"
                if bare
                else "The quantity is empty",
                "Put a whole number into “Lineitem quantity” and import again.",
            )
            return 0


def flag(text: str) -> bool | None:
    """true/false as Shopify and spreadsheets in several languages write it; None if it is neither."""
    return _FLAGS.get(text) if text else None


@lru_cache(maxsize=65_536)
def about(name: str, requires_shipping: bool | None) -> tuple[bool, bool, str, str]:
    """What a line's name tells: (tip, service, ring size, metal)."""
    return (
        is_tip(name, requires_shipping),
        is_service(name, requires_shipping),
        *hints(name[:400]),
    )


@lru_cache(maxsize=4096)
def rate_of(name: str) -> int | None:
    """The rate in ppm that a tax's name tells ("KDV 20%" → 200 000), if any."""
    found = _RATE.search(name)
    return int(found[1]) * 10_000 + int((found[2] or "0").ljust(4, "0")) if found else None


def payments(methods: str, references: str) -> tuple[FilePayment, ...]:
    """Ways of payment, which the export joins: "Shop Pay + Gift Card"."""
    if not methods and not references:
        return ()
    if " + " not in methods:
        return (FilePayment(methods, references),)
    ways = [part.strip() for part in methods.split(" + ")]
    refs = [part.strip() for part in references.split(" + ")]
    if len(refs) > len(ways):
        refs = [*refs[: len(ways) - 1], " + ".join(refs[len(ways) - 1 :])]
    return tuple(FilePayment(way, ref) for way, ref in zip_longest(ways, refs, fillvalue=""))


def phone(text: str, field: str, row: int, doubts: Doubts) -> str:
    """A phone as it was written, without the apostrophe that spreadsheets like before a plus."""
    text = text.removeprefix("'")
    if is_destroyed(text):
        doubts.hold(
            row,
            field,
            "phone_destroyed",
            f"A spreadsheet destroyed the phone number: {text}",
            "Look the number up in Shopify and type it in; it was not stored.",
        )
        return ""
    return text


def address(cells: Sequence[str], phone_field: str, row: int, doubts: Doubts) -> FileAddress:
    """A snapshot of an address out of its cells, in the order in which the columns are named."""
    name, street, street2, joined, company, city, postcode, region, country, number, long = cells
    return FileAddress(
        name,
        company,
        street or joined,
        street2,
        city,
        region.removeprefix("'"),
        long,
        postcode.removeprefix("'"),
        country_code(country) if country else "",
        country,
        phone(number, phone_field, row, doubts) if number else "",
    )

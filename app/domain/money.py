"""Money: an integer of minor units and an ISO 4217 code; rates in ppm; one rounding, per line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_symbol, is_currency

from app.domain.decimals import (
    ascii_digits,
    parse_decimal,
    plain_fixed,
    shown_fixed,
)
from app.domain.errors import InputError
from app.domain.rounding import divided

_EXPONENTS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
"""ISO 4217 exponents that are not 2. Babel's own differ: it has the decimals people still use."""
PPM = 1_000_000
LARGEST_MINOR = 10**15

_SYMBOLS = "$€£¥₣₤₩₹₺₽₪₫฿₴₦₱"
_WORDS = re.compile(r"[A-Za-z]{3}(?![A-Za-z])|(?<![A-Za-z])[A-Za-z]{3}")


@dataclass(frozen=True)
class Money:
    """An amount in minor units of a currency; amounts of two currencies never add up."""

    amount_minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount_minor - other.amount_minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount_minor, self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {plain(self.amount_minor, self.currency)}"

    def _same(self, other: Money) -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")


@lru_cache(maxsize=256)
def exponent(currency: str) -> int:
    """Decimals of a currency by ISO 4217: USD 2, JPY 0, KWD 3; InputError for an unknown code."""
    if not (len(currency) == 3 and currency.isascii() and is_currency(currency)):
        raise InputError(
            "Unknown currency",
            f"“{currency[:40]}” is not a currency code.",
            "Use the three letters of ISO 4217, such as USD or EUR.",
            field="currency",
        )
    return _EXPONENTS.get(currency, 2)


def parse_amount(text: str, currency: str, *, field: str = "") -> int:
    """What a person typed as minor units: "1.2k", "1,200.00", "1.200,00", "$1 200", "1'200.-".

    InputError where it is no amount, has more decimals than the currency, or names another one.
    """
    places = exponent(currency)
    bare = _without_currency(ascii_digits(text).strip(), currency, field)
    bare = re.sub(r"[.,]\s*[-–—]+$", "", bare)  # "120.-", "120,--"
    thousands = bare[-1:] in ("k", "K")
    value = parse_decimal(bare[:-1], field=field) if thousands else None
    if value is None:
        value = parse_decimal(bare, places=places, field=field)
    scaled = (value * 1000 if thousands else value).scaleb(places)
    if scaled != scaled.to_integral_value():
        raise InputError(
            "Too many decimals",
            f"{currency} has {places or 'no'} decimals, and “{text.strip()}” has more.",
            "Round it yourself, so that it is the amount you mean.",
            field=field,
        )
    if abs(scaled) > LARGEST_MINOR:
        raise InputError(
            "Too large",
            f"“{text.strip()}” is larger than any amount here can be.",
            "Check the digits.",
            field=field,
        )
    return int(scaled)


def _without_currency(text: str, currency: str, field: str) -> str:
    bare = "".join(c for c in text if c not in _SYMBOLS)
    named = {w.upper() for w in _WORDS.findall(bare)}
    if any(code != currency and is_currency(code) for code in named):
        raise InputError(
            "Another currency",
            f"“{text}” is not in {currency}.",
            f"Type the amount in {currency}.",
            field=field,
        )
    return _WORDS.sub("", bare).strip() if currency in named else bare.strip()


def plain(amount_minor: int, currency: str) -> str:
    """The amount as a decimal string for files: "1628.00"."""
    return plain_fixed(amount_minor, exponent(currency))


def figure(amount_minor: int, currency: str, locale: str = "en_US") -> str:
    """The number alone, as a cell shows it: "1,628.00", "−148.00"."""
    return shown_fixed(amount_minor, exponent(currency), locale)


def shown(amount_minor: int, currency: str, locale: str = "en_US") -> str:
    """Currency and number, as a total shows it: "USD 1,628.00"."""
    return f"{currency} {figure(amount_minor, currency, locale)}"


def said(amount: Money, house: str, locale: str = "en_US") -> str:
    """The number alone where it is in the ``house``'s currency, else with its own: "EUR 90.00"."""
    write = figure if amount.currency == house else shown
    return write(amount.amount_minor, amount.currency, locale)


def symbol(currency: str, locale: str = "en_US") -> str:
    """The currency's sign in a locale ("$"), its code where it has none."""
    return str(get_currency_symbol(currency, locale=locale))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` over ``weights`` by largest remainder, ties to the earlier line; sums up exactly.

    Weights are not negative; if all are 0 the total is spread evenly. ValueError when there is
    something to spread and nobody to take it.
    """
    if not weights:
        if total:
            raise ValueError("nothing to spread the amount over")
        return []
    if min(weights) < 0:
        raise ValueError("a weight is negative")
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(shares)
    sign = -1 if total < 0 else 1
    found = [abs(total) * w // whole for w in shares]
    left = abs(total) - sum(found)
    order = sorted(range(len(shares)), key=lambda i: (-(abs(total) * shares[i] % whole), i))
    for i in order[:left]:
        found[i] += 1
    return [sign * value for value in found]


def part(amount_minor: int, rate_ppm: int) -> int:
    """A rate's part of an amount, half away from zero: 4,560.00 at 8.875 % is 404.70."""
    return divided(amount_minor * rate_ppm, PPM)


def tax_of(net_minor: int, rate_ppm: int) -> int:
    """Tax that is added to a line's net amount."""
    return part(net_minor, rate_ppm)


def tax_within(gross_minor: int, rate_ppm: int) -> int:
    """Tax that a gross amount already includes."""
    return divided(gross_minor * rate_ppm, PPM + rate_ppm)


def tax_per_line(nets_minor: Sequence[int], rate_ppm: int) -> list[int]:
    """Tax of each line, rounded once per line."""
    return [tax_of(net, rate_ppm) for net in nets_minor]


def price_of(quantity: int, unit_minor: int, per: int = 1) -> int:
    """``quantity`` at ``unit_minor`` for ``per`` of them: 7 390 mg at 62.00 per 1 000 mg → 458.18."""
    return divided(quantity * unit_minor, per)


def parse_rate(text: str, *, field: str = "") -> int:
    """A percentage as ppm: "8.875 %" → 88 750; InputError beyond 0–100 % or finer than ppm."""
    value = parse_decimal(text.replace("%", ""), field=field) * 10_000
    if value != value.to_integral_value() or not 0 <= value <= PPM:
        raise InputError(
            "Not a percentage",
            f"“{text.strip()}” is not a percentage from 0 to 100 with at most four decimals.",
            "Type for example 8.875.",
            field=field,
        )
    return int(value)


def rate_words(rate_ppm: int) -> str:
    """A rate as people read it: 88 750 → "8.875 %", 600 000 → "60 %"."""
    percent = (Decimal(rate_ppm) / 10_000).normalize()
    return f"{percent:f} %"

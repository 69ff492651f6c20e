"""What pieces are worth, by currency, and the one rule by which a limit of the house judges it.

Two currencies are never added up, and the house keeps no exchange rate. So a value in another
currency than the limit's cannot be compared with it: it is not known, and counts as above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.domain.money import Money, shown


class Against(IntEnum):
    """How a worth stands to a limit. All but ``BELOW`` ask for what the limit asks for, and are true."""

    BELOW = 0
    UNKNOWN = 1
    ABOVE = 2


@dataclass(frozen=True)
class Worth:
    """Amounts in minor units of their currencies, one of each, in the order of the codes."""

    amounts: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, said: Iterable[Money]) -> Worth:
        """What these come to; an amount of nothing is none."""
        sums: dict[str, int] = {}
        for one in said:
            sums[one.currency] = sums.get(one.currency, 0) + one.amount_minor
        return cls(tuple(sorted((code, minor) for code, minor in sums.items() if minor)))

    def __add__(self, other: Worth) -> Worth:
        both = (*self.amounts, *other.amounts)
        return Worth.of(Money(minor, code) for code, minor in both)

    def minor(self, currency: str) -> int:
        """What is said in this currency, in its minor units."""
        return dict(self.amounts).get(currency, 0)

    def beside(self, currency: str) -> Worth:
        """What is said in other currencies than this one."""
        return Worth(tuple(one for one in self.amounts if one[0] != currency))

    def words(self, currency: str, locale: str = "en_US") -> str:
        """As a sentence says it, the house's ``currency`` first: "USD 90.00 and JPY 900,000"."""
        there = self.beside(currency).amounts
        first = [(currency, self.minor(currency))] if self.minor(currency) or not there else []
        return " and ".join(shown(minor, code, locale) for code, minor in (*first, *there))


def against(worth: Worth, limit_minor: int, currency: str, *, beyond: bool = False) -> Against:
    """How a worth stands to a limit in the house's ``currency``: the rule of all limits.

    From the limit on it is above; with ``beyond`` the limit itself is still below. What is said in
    another currency makes it unknown, however small its figure is, unless the rest is above anyhow.
    """
    known = worth.minor(currency)
    if known > limit_minor or (known == limit_minor and not beyond):
        return Against.ABOVE
    return Against.UNKNOWN if worth.beside(currency).amounts else Against.BELOW


def doubt_words(worth: Worth, limit_minor: int, currency: str, locale: str = "en_US") -> str:
    """Why a worth counts as above a limit though nobody knows: its values in other currencies."""
    said = worth.beside(currency).words(currency, locale)
    limit = shown(limit_minor, currency, locale)
    return f"{said} cannot be compared with the limit of {limit} and counts as above it"

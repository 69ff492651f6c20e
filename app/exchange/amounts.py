"""Amounts of money in files: text to minor units of the row's currency, exactly or not at all."""

from __future__ import annotations

import re
from decimal import Decimal

from app.domain.errors import InputError
from app.domain.money import LARGEST_MINOR, exponent, parse_amount

_PLAIN = re.compile(r"([+-]?)(\d{1,18})(?:\.(\d{1,30}))?", re.ASCII)
_NOISE = Decimal("0.0001")


class AmountError(ValueError):
    """The text is no amount of this currency."""


class Amounts(dict[str, int]):
    """Text → minor units, remembered: ``Amounts("USD")["1628.00"] == 162800``.

    An empty cell is 0. Raises AmountError; InputError from the start when the currency is unknown. What people and
    spreadsheets write ("1.628,00 €") is read too, but "1.628" is refused: nobody can tell whether
    it is sixteen hundred dollars or less than two.
    """

    def __init__(self, currency: str) -> None:
        super().__init__({"": 0})
        self.currency = currency
        self.exponent = exponent(currency)

    def __missing__(self, text: str) -> int:
        made = self[text] = self._read(text)
        return made

    def _read(self, text: str) -> int:
        found = _PLAIN.fullmatch(text)
        if found is None:
            return self._written(text)
        sign, whole, part = found[1], found[2], found[3] or ""
        if len(part) == 3 > self.exponent and whole != "0":
            raise AmountError(text)
        if part[self.exponent :].strip("0"):
            minor = self._without_noise(whole, part)
        else:
            minor = int(whole + part[: self.exponent].ljust(self.exponent, "0"))
        if minor > LARGEST_MINOR:
            raise AmountError(text)
        return -minor if sign == "-" else minor

    def _written(self, text: str) -> int:
        if len(text) > 40:
            raise AmountError(text)
        try:
            return parse_amount(text, self.currency)
        except InputError as error:
            raise AmountError(text) from error

    def _without_noise(self, whole: str, part: str) -> int:
        """What a calculation left behind ("19.989999999998") brought back; "1.2345" refused."""
        exact = Decimal(f"{whole}.{part}").scaleb(self.exponent)
        near = exact.to_integral_value()
        if abs(exact - near) > _NOISE:
            raise AmountError(f"{whole}.{part}")
        return int(near)

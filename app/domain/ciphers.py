"""The house cipher: amounts and dates in letters, so that a tag tells the clerk and not the client.

A word of ten different letters stands for 1234567890. Where the same digit follows itself, many
houses write an eleventh letter, so that 5500 does not show its zeros.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import InputError
from app.domain.money import exponent
from app.domain.rounding import divided

_DIGITS = "1234567890"


@dataclass(frozen=True)
class Cipher:
    """Ten letters for 1 … 9 and 0, and the letter for a digit that comes again ("" = none)."""

    word: str
    repeat: str = ""

    def letters(self, number: int) -> str:
        """A whole number in letters; "" for a negative one, which no tag shows."""
        return self._of(str(number)) if number >= 0 else ""

    def amount(self, amount_minor: int, currency: str) -> str:
        """An amount in letters, in whole units of its currency, rounded half up."""
        return self.letters(divided(amount_minor, 10 ** exponent(currency)))

    def month(self, day: str) -> str:
        """An ISO date as month in letters and year in figures: ``2026-09-14`` is "HQ26"."""
        return f"{self._of(day[5:7])}{day[2:4]}" if len(day) >= 7 else ""

    def number(self, letters: str) -> int:
        """The number that letters stand for; InputError where one of them is not in the cipher."""
        digits = ""
        for letter in letters.strip().upper():
            if letter == self.repeat and digits:
                digits += digits[-1]
            elif letter in self.word:
                digits += _DIGITS[self.word.index(letter)]
            else:
                raise InputError(
                    "Not in the cipher",
                    f"The letter {letter} is not in the house’s cipher.",
                    "Read the tag again.",
                )
        return int(digits or "0")

    def _of(self, digits: str) -> str:
        found, before = "", ""
        for digit in digits:
            again = digit == before and self.repeat and not found.endswith(self.repeat)
            found += self.repeat if again else self.word[_DIGITS.index(digit)]
            before = digit
        return found


def cipher_of(text: str) -> Cipher | None:
    """A cipher as it is set: ``BLACKHORSE`` or ``BLACKHORSE X``; None for an empty text.

    InputError where it has not ten different letters.
    """
    word, _, repeat = text.strip().upper().partition(" ")
    repeat = repeat.strip()
    if not word:
        return None
    right = len(word) == len(set(word)) == len(_DIGITS) and word.isalpha()
    if not right or len(repeat) > 1 or (repeat and (repeat in word or not repeat.isalpha())):
        raise InputError(
            "Not a cipher",
            "A house’s cipher is a word of ten different letters, and one more for a doubled digit.",
            "Take a word such as BLACKHORSE, or BLACKHORSE X.",
            field="cipher",
        )
    return Cipher(word, repeat)

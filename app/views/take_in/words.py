"""How numbers and amounts are written at take-in, where there is little room."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.money import figure
from app.domain.vocabulary import CATEGORIES


def short_number(number: str) -> str:
    """A number beside its list: "C10-26-00010" is "C-10"."""
    return f"{number[:1]}-{number.rpartition('-')[2].lstrip('0').rjust(2, '0')}"


def worth_words(minor: int | None, currency: str, locale: str) -> str:
    """An amount without its cents where there are none: "5,200", "1,650.50"."""
    if minor is None:
        return ""
    zeros = figure(0, currency, locale)[1:]
    words = figure(minor, currency, locale)
    return words.removesuffix(zeros) if zeros else words


def short_words(typed: Mapping[str, str]) -> str:
    """A piece as it is typed, in a few words: what it is called, else its category."""
    if words := typed["description"].strip():
        return words
    return CATEGORIES.title(typed["category"]) if typed["category"] else "New piece"

"""The columns of a list that the house edits: how each is typed, judged and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.dates import medium_date, parse_date, parse_day
from app.domain.errors import InputError
from app.domain.money import figure, parse_amount


@dataclass(frozen=True)
class ListColumn:
    """``read`` makes a value of what was typed or pasted (InputError says why it is none), ``show``
    what stands in the cell, ``typed`` what is typed over it. ``part`` is the name of it in a fault.

    With ``options`` one of them is chosen. ``fixed`` is only read, and so are its rows: the list has
    no others. ``width`` in px is what it needs; a wide window gives more to those that ``stretch``.
    """

    part: str
    title: str
    read: Callable[[str], Any]
    show: Callable[[Any], str] = str
    typed: Callable[[Any], str] | None = None
    blank: Any = ""
    options: tuple[tuple[Any, str], ...] = ()
    numeric: bool = False
    fixed: bool = False
    width: int = 120
    stretch: bool = False
    hint: str = ""

    def text(self, value: Any) -> str:
        """What is typed over in the cell."""
        return (self.typed or self.show)(value)


def words(
    part: str, title: str, *, width: int = 160, hint: str = "", fixed: bool = False
) -> ListColumn:
    """Plain words."""
    return ListColumn(part, title, _plain, width=width, stretch=True, hint=hint, fixed=fixed)


def choice(
    part: str, title: str, options: Sequence[tuple[Any, str]], *, width: int = 130
) -> ListColumn:
    """One of a few; its words are understood where they are pasted."""
    there = {said.casefold(): value for value, said in options}
    said_of = dict(options)

    def read(text: str) -> Any:
        typed = _plain(text).casefold()
        found = {value for said, value in there.items() if typed and said.startswith(typed)}
        if typed in there:
            return there[typed]
        if len(found) == 1:
            return found.pop()
        ways = [said for _, said in options]
        raise InputError(
            "Not one of them",
            f"“{_plain(text)}” is none of them.",
            f"Choose {', '.join(ways[:-1])} or {ways[-1]}.",
            field=part,
        )

    first = options[0][0]
    return ListColumn(
        part, title, read, said_of.__getitem__, blank=first, options=tuple(options), width=width
    )


def money(part: str, title: str, currency: str, locale: str, most_minor: int) -> ListColumn:
    """An amount in the house's currency, from 0 on; nothing typed is 0."""

    def read(text: str) -> int:
        minor = parse_amount(text, currency, field=part) if text.strip() else 0
        if not 0 <= minor <= most_minor:
            raise InputError(
                "Not a value limit",
                f"{_plain(text)} is no limit.",
                f"Type an amount from 0 to {figure(most_minor, currency, locale)}.",
                field=part,
            )
        return minor

    def show(minor: int) -> str:
        return figure(minor, currency, locale)

    return ListColumn(part, f"{title} ({currency})", read, show, blank=0, numeric=True, width=150)


def mass(part: str, title: str, parse: Callable[[str], int], blank_mg: int) -> ListColumn:
    """A small weight in mg."""
    return ListColumn(
        part,
        title,
        parse,
        lambda mg: f"{mg:,} mg",
        str,
        blank=blank_mg,
        numeric=True,
        width=96,
        hint="In mg, or with its unit: 1, 20 mg, 0.01 g.",
    )


def day(part: str, title: str, today: Callable[[], date], locale: str) -> ListColumn:
    """A day as ISO text, or none."""

    def read(text: str) -> str:
        typed = text.strip()
        return parse_date(typed, today(), locale=locale, field=part).isoformat() if typed else ""

    def show(iso: str) -> str:
        return medium_date(parse_day(iso), locale) if iso else ""

    return ListColumn(
        part,
        title,
        read,
        show,
        str,
        width=130,
        hint="A day: 2026-11-02, 2 Nov 2026 or today; empty for none.",
    )


def _plain(text: str) -> str:
    return " ".join(text.split())

"""Tag stock: what a roll of tags measures and where it may be printed.

Stock is data that a shop can edit (a roll is measured, not believed), so it comes as plain JSON:
lengths in micrometres from the upper left corner of the tag as it lies in the feed direction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.domain.errors import InputError, NotFoundError
from app.resources import resource

UM_PER_INCH = 25_400
CARRIES = ("code", "spec", "digits", "price", "more")
"""What a panel can carry: the symbol, the terse spec, the digits, the price, the other lines."""
LONGEST_UM = 200_000


@dataclass(frozen=True)
class Area:
    """A rectangle on the tag, in µm."""

    x_um: int
    y_um: int
    width_um: int
    height_um: int


@dataclass(frozen=True)
class Panel(Area):
    """A printable side of the tag and what stands on it."""

    name: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class KeepOut(Area):
    """Where nothing may be printed, and why (tail, fold, hole)."""

    why: str


@dataclass(frozen=True)
class Stock:
    """A kind of tag: its size, its panels and the printers' resolutions it is used with."""

    key: str
    name: str
    width_um: int
    height_um: int
    gap_um: int
    dpi: tuple[int, ...]
    panels: tuple[Panel, ...]
    keep_out: tuple[KeepOut, ...]
    measured: bool
    note: str

    def size_dots(self, dpi: int) -> tuple[int, int]:
        """Width and height of the tag in the printer's dots."""
        return dots(self.width_um, dpi), dots(self.height_um, dpi)


def dots(length_um: int, dpi: int) -> int:
    """A length in whole dots of a printer, half away from zero."""
    return (2 * length_um * dpi + UM_PER_INCH) // (2 * UM_PER_INCH)


def stock_from(data: Mapping[str, Any]) -> Stock:
    """A stock from its JSON; InputError says which measure cannot be."""
    try:
        stock = Stock(
            key=str(data["key"]),
            name=str(data["name"]),
            width_um=int(data["width_um"]),
            height_um=int(data["height_um"]),
            gap_um=int(data["gap_um"]),
            dpi=tuple(int(one) for one in data["dpi"]),
            panels=tuple(
                Panel(**_area(one), name=str(one["name"]), carries=tuple(one["carries"]))
                for one in data["panels"]
            ),
            keep_out=tuple(KeepOut(**_area(one), why=str(one["why"])) for one in data["keep_out"]),
            measured=bool(data["measured"]),
            note=str(data.get("note", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            "Not a tag stock",
            f"The description of this tag stock is not complete: {error}.",
            "Choose another stock or measure the roll again.",
        ) from error
    _check(stock)
    return stock


@lru_cache(maxsize=1)
def shipped_stocks() -> tuple[Stock, ...]:
    """The stocks that come with Parure, by name."""
    files = sorted(resource("stocks").glob("*.json"))
    stocks = [stock_from(json.loads(file.read_text("utf-8"))) for file in files]
    return tuple(sorted(stocks, key=lambda stock: stock.name))


def shipped_stock(key: str) -> Stock:
    """One shipped stock by its key, e.g. ``barbell-56x13``."""
    for stock in shipped_stocks():
        if stock.key == key:
            return stock
    raise NotFoundError(
        "No such tag stock", f"There is no tag stock “{key}”.", "Choose one in the settings."
    )


def _area(data: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(data[name]) for name in ("x_um", "y_um", "width_um", "height_um")}


def _check(stock: Stock) -> None:
    """Refuse a stock whose panels leave the tag, meet a keep-out or carry nothing known."""
    wrong = next(_faults(stock), "")
    if wrong:
        raise InputError(
            "This tag stock cannot be",
            f"The tag stock “{stock.name}” cannot be used: {wrong}.",
            "Measure the roll again.",
        )


def _faults(stock: Stock) -> Iterator[str]:
    if not (0 < stock.width_um <= LONGEST_UM and 0 < stock.height_um <= LONGEST_UM):
        yield "the tag measures more than 200 mm or nothing"
    if not stock.dpi or not all(150 <= one <= 1200 for one in stock.dpi):
        yield "a printer has between 150 and 1,200 dpi"
    if sum(panel.carries.count("code") for panel in stock.panels) != 1:
        yield "exactly one panel carries the code"
    for panel in stock.panels:
        if (
            min(panel.x_um, panel.y_um, panel.width_um - 1, panel.height_um - 1) < 0
            or panel.x_um + panel.width_um > stock.width_um
            or panel.y_um + panel.height_um > stock.height_um
        ):
            yield f"the panel “{panel.name}” is larger than the tag"
        if set(panel.carries) - set(CARRIES):
            yield f"the panel “{panel.name}” carries something unknown"
        if any(_overlap(panel, keep) for keep in stock.keep_out):
            yield f"the panel “{panel.name}” lies on a fold or tail"


def _overlap(one: Area, other: Area) -> bool:
    return (
        one.x_um < other.x_um + other.width_um
        and other.x_um < one.x_um + one.width_um
        and one.y_um < other.y_um + other.height_um
        and other.y_um < one.y_um + one.height_um
    )

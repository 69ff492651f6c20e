"""Tag stock as JSON: the shipped ones, the shop's own, and those inside an exported template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from app.domain.errors import InputError, NotFoundError
from app.printing.tag.stock import Fold, Grid, KeepOut, Panel, Stock, checked_stock
from app.resources import resource

VERSION = 2


def stock_from(data: Mapping[str, Any]) -> Stock:
    """A stock from its JSON; InputError says which measure cannot be, or that a newer Parure made it."""
    try:
        if int(data.get("version", VERSION)) > VERSION:
            raise InputError(
                "A newer tag stock",
                "This tag stock was made by a newer Parure.",
                "Update Parure on this PC.",
            )
        stock = Stock(
            key=str(data["key"]),
            name=str(data["name"]),
            kind=str(data.get("kind", "flat")),
            width_um=_whole(data["width_um"]),
            height_um=_whole(data["height_um"]),
            panels=tuple(
                Panel(**_area(one), name=str(one["name"]), turned=_whole(one.get("turned", 0)))
                for one in data["panels"]
            ),
            keep_out=tuple(
                KeepOut(**_area(one), why=str(one["why"])) for one in data.get("keep_out", ())
            ),
            folds=tuple(
                Fold(bool(one["upright"]), _whole(one["at_um"])) for one in data.get("folds", ())
            ),
            outline=tuple((_whole(x), _whole(y)) for x, y in data.get("outline", ())),
            corner_um=_whole(data.get("corner_um", 0)),
            grid=Grid(**{name: _whole(value) for name, value in data.get("grid", {}).items()}),
            gap_um=_whole(data["gap_um"]),
            media=str(data.get("media", "gap")),
            feed=str(data.get("feed", "left")),
            dpi=tuple(_whole(one) for one in data["dpi"]),
            maker=str(data.get("maker", "")),
            part=str(data.get("part", "")),
            measured=bool(data.get("measured", False)),
            note=str(data.get("note", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InputError(
            "Not a tag stock",
            f"The description of this tag stock is not complete: {str(error)[:80]}.",
            "Choose another stock or measure the roll again.",
        ) from error
    return checked_stock(stock)


def stock_data(stock: Stock) -> dict[str, Any]:
    """A stock as JSON values; ``stock_from`` gives the same stock back."""
    data = asdict(stock)
    for name in ("panels", "keep_out", "folds", "outline", "dpi"):
        data[name] = [list(one) if isinstance(one, tuple) else one for one in data[name]]
    if stock.grid == Grid():
        del data["grid"]
    return {"version": VERSION, **data}


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
        "No such tag stock", f"There is no tag stock “{key[:60]}”.", "Choose one in the settings."
    )


def _area(data: Mapping[str, Any]) -> dict[str, int]:
    return {name: _whole(data[name]) for name in ("x_um", "y_um", "width_um", "height_um")}


def _whole(value: object) -> int:
    """A whole number; a ValueError for anything that only looks like one."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{str(value)[:20]!r} is not a whole number")
    return value

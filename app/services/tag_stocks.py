"""Tag stock that a shop has: shipped, copied, measured, edited, put away.

A row with only a key stands for the shipped stock; a row with panels is the shop's own measure of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, UserError
from app.domain.ids import derived_id
from app.models.chain import canonical
from app.models.database import Database
from app.models.work import Work
from app.printing.tag.stock import Stock, checked_stock
from app.printing.tag.stock_json import shipped_stocks, stock_data, stock_from
from app.services.settings import TAG_STOCK, get

_ROWS = "SELECT id, code, specification, removed FROM tag_stock ORDER BY id"


@dataclass(frozen=True)
class StockLine:
    """A stock in the list. ``origin``: shipped, own (made or copied here) or measured (changed here)."""

    stock: Stock
    origin: str
    in_use: bool


def list_stocks(db: Database | Work) -> list[StockLine]:
    """The stocks that the shop has, by name; those that were put away are not there."""
    used = get(db, TAG_STOCK)
    shipped = {stock.key for stock in shipped_stocks()}
    found, own = _all(db)
    return [
        StockLine(
            stock,
            "shipped" if key not in own else "measured" if key in shipped else "own",
            key == used,
        )
        for key, stock in sorted(found.items(), key=lambda item: item[1].name.casefold())
    ]


def stock_by_key(db: Database | Work, key: str) -> Stock:
    """A stock by its key: the shop's own measures, else as shipped, else one that was put away (a
    printer may still have it)."""
    rows = db.rows(
        "SELECT removed, specification FROM tag_stock WHERE code = ? ORDER BY id DESC", (key,)
    )
    own = [(bool(gone), one) for gone, text in rows if "panels" in (one := json.loads(text))]
    shipped = [stock for stock in shipped_stocks() if stock.key == key]
    kept = [_readable(one) for gone, one in own if not gone]
    for stock in (*kept, *shipped, *(_readable(one) for _, one in own)):
        if stock is not None:
            return stock
    raise NotFoundError(
        "No such tag stock", f"There is no tag stock “{key[:60]}”.", "Choose one in the settings."
    )


def save_stock(w: Work, stock: Stock) -> Changes:
    """Save a stock under its key: a new one, or new measures of a known one."""
    w.require("settings.update")
    checked_stock(stock)
    for line in list_stocks(w):
        if line.stock.name.casefold() == stock.name.casefold() and line.stock.key != stock.key:
            raise InputError(
                "Name is taken",
                f"There is a stock called “{stock.name}” already.",
                "Give it another name.",
                field="name",
            )
    from app.models.shopwide import TagStock  # here: a start reads stocks, and loads no tables

    text = canonical(stock_data(stock))
    known = w.rows("SELECT id, removed FROM tag_stock WHERE code = ?", (stock.key,))
    if known:
        row_id = max(known, key=lambda row: (not row[1], row[0]))[0]
        w.edit(TagStock, row_id, specification=text, removed=0)
    else:
        row_id = derived_id("tag_stock", stock.key)
        w.add(TagStock, id=row_id, code=stock.key, specification=text)
    return Changes.of(f"Stock saved: {stock.name}", w.id, tag_stock=row_id)


def copy_stock(w: Work, key: str, name: str) -> Changes:
    """A copy of a stock under a new name: ``first("tag_stock")``; its key is made of the name."""
    stock = stock_by_key(w, key)
    return save_stock(w, replace(stock, key=new_key(w, name), name=name.strip(), measured=False))


def remove_stock(w: Work, key: str) -> Changes:
    """Put a stock away; it stays known for what was printed on it. The one in use cannot go."""
    w.require("settings.update")
    if get(w, TAG_STOCK) == key:
        raise InputError(
            "This stock is in use",
            "The shop’s tags are printed on this stock.",
            "Choose another stock in the settings first.",
        )
    from app.models.shopwide import TagStock  # here: as above

    stock = stock_by_key(w, key)
    rows = w.rows("SELECT id FROM tag_stock WHERE code = ?", (key,))
    if not rows:
        rows = [(w.add(TagStock, code=key, specification=canonical({"key": key})),)]
    for (row_id,) in rows:
        w.remove(TagStock, row_id)
    return Changes.of(f"Stock put away: {stock.name}", w.id, tag_stock=rows[0][0])


def new_key(db: Database | Work, name: str, taken: set[str] | None = None) -> str:
    """A key made of a name that no stock has yet (or that is not in ``taken``)."""
    words = "".join(char if char.isalnum() and char.isascii() else "-" for char in name.lower())
    stem = "-".join(part for part in words.split("-") if part)[:48] or "own"
    if taken is None:
        taken = {stock.key for stock in shipped_stocks()}
        taken |= {str(row[0]) for row in db.rows("SELECT code FROM tag_stock")}
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, 10_000) if f"{stem}-{n}" not in taken)


def _readable(data: dict[str, Any]) -> Stock | None:
    """A stock's own measures; None for those of a newer Parure on another PC."""
    try:
        return stock_from(data)
    except UserError:
        return None


def _all(db: Database | Work) -> tuple[dict[str, Stock], set[str]]:
    """All stocks that are not put away, by their keys, and which of them are the shop's own."""
    found = {stock.key: stock for stock in shipped_stocks()}
    own: set[str] = set()
    removed: dict[str, bool] = {}
    for _id, key, text, gone in db.rows(_ROWS):
        removed[key] = bool(gone) and removed.get(key, True)
        data = json.loads(text)
        stock = _readable(data) if not gone and "panels" in data else None
        if stock is not None:
            found[key] = stock
            own.add(key)
    for key, gone in removed.items():
        if gone:
            found.pop(key, None)
    return found, own

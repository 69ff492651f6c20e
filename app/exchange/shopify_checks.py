"""What a person must look at in an order that can be read: the reasons for which it is held."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.domain.money import plain
from app.exchange.addresses import cannot_ship
from app.exchange.arithmetic import Sum
from app.exchange.doubts import Doubts
from app.exchange.orders import FileAddress, FileLine
from app.exchange.shopify_rows import Group
from app.exchange.table import Row
from app.exchange.text_file import looks_mojibake

_COLLECTED = ("pick", "collect", "in store", "abholung", "retrait", "click &", "ritiro")
_SHIPPED = frozenset({"fulfilled", "shipped"})
_ROW_FAULTS = {
    "too_many_cells": "The row has more cells than there are headings",
    "cut_off": "The file ends in the middle of this row",
    "quote_open": "A quotation mark in this row is never closed",
    "cell_too_long": "A cell of this row is far too long",
}


def check_rows(group: Group, row: int, has_heads: bool, doubts: Doubts) -> None:
    """Refuse an order whose rows are damaged, have no key or lack the first; tell of repeats."""
    again = "Export the orders again, or put the row right, and import the file once more."
    for number, _, fault in group.rows:
        if fault:
            doubts.refuse(number, "", f"row_{fault}", _ROW_FAULTS[fault], again)
    if not group.key:
        doubts.refuse(
            row,
            "name",
            "no_key",
            "The row has neither Name nor Id",
            "Fill in the order's Name.",
        )
    elif group.head < 0 and has_heads:
        doubts.refuse(
            row, "name", "head_missing", "The order's first row is not in the file", again
        )
    if group.spoilt_id:
        doubts.remark(
            row,
            "id",
            "id_destroyed",
            f"A spreadsheet destroyed the Id ({group.spoilt_id}); the order is known by its Name",
        )
    for number in group.repeats:
        doubts.hold(
            number,
            "name",
            "repeated",
            f"The order stands in the file again in row {number}, and otherwise",
            f"Row {row} was taken. Compare it with row {number}, then release the order.",
        )


def check_sum(found: Sum, total: int, currency: str, row: int, doubts: Doubts) -> None:
    """Hold the order when our arithmetic differs from what the file says."""
    if found.difference:
        doubts.hold(
            row,
            "total",
            "arithmetic",
            f"The lines make {plain(found.total, currency)}, the file says {plain(total, currency)}"
            f" ({'+' if found.difference > 0 else ''}{plain(found.difference, currency)})",
            "The file's total is kept. Compare the order in Shopify, then release it.",
        )
    elif found.subtotal_off:
        doubts.hold(
            row,
            "subtotal",
            "arithmetic",
            f"The subtotal is {plain(abs(found.subtotal_off), currency)} "
            f"{'less' if found.subtotal_off > 0 else 'more'} than the lines make",
            "The total is right. Compare the lines in Shopify, then release the order.",
        )


def check_address(
    address: FileAddress,
    lines: Sequence[FileLine],
    stated: frozenset[str],
    method: str,
    status: str,
    resaved: bool,
    row: int,
    doubts: Doubts,
) -> None:
    """Hold the order when goods must be sent to an address that no carrier takes.

    An order without any address was perhaps collected: it is held only if a way of shipping is
    named. Columns that the file lacks are not held against the order.
    """
    if not any(line.requires_shipping is not False and not line.is_tip for line in lines):
        return
    if not _tells_address(stated):
        return
    if address.is_empty:
        collected = not method or any(word in method.casefold() for word in _COLLECTED)
        if collected or status.casefold() in _SHIPPED:
            return
    part, reason = cannot_ship(address, resaved)
    if part:
        doubts.hold(
            row,
            f"Shipping {part}",
            "address",
            reason,
            "Ask the client for the address and put it right in the order.",
        )


_NEEDED_FOR_ADDRESS = frozenset({"shipping_city", "shipping_country", "shipping_postcode"})


@lru_cache(maxsize=64)
def _tells_address(stated: frozenset[str]) -> bool:
    """Whether a file with these columns can say where to send an order."""
    return stated >= _NEEDED_FOR_ADDRESS and bool({"shipping_street", "shipping_joined"} & stated)


def check_letters(rows: Sequence[Row], doubts: Doubts) -> None:
    """Remark on letters that were damaged before the file was made."""
    source, row = "\n".join(cell for _, cells, _ in rows for cell in cells), rows[0][0]
    if looks_mojibake(source):
        doubts.remark(
            row,
            "name",
            "mojibake",
            "Some letters are damaged, such as “Ã©” for “é”",
            "Read the names.",
        )
    if "\ufffd" in source:
        doubts.remark(
            row,
            "name",
            "letters_lost",
            "Some letters could not be read and show as “�”",
            "Read them.",
        )

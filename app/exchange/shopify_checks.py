"""What a person must look at in an order that can be read: the reasons for which it is held."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.money import plain
from app.exchange.addresses import cannot_ship
from app.exchange.arithmetic import Sum
from app.exchange.doubts import Doubts
from app.exchange.orders import FileAddress, FileLine
from app.exchange.table import Row
from app.exchange.text_file import looks_mojibake

_COLLECTED = ("pick", "collect", "in store", "abholung", "retrait", "click &", "ritiro")
_SHIPPED = frozenset({"fulfilled", "shipped"})


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
    if not stated >= _NEEDED_FOR_ADDRESS or not {"shipping_street", "shipping_joined"} & stated:
        return
    if address.is_empty:
        collected = not method or any(word in method.casefold() for word in _COLLECTED)
        if collected or status in _SHIPPED:
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

"""The result of ``import orders`` for programs: the counts, the sums and every problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.money import plain
from app.exchange.orders import FileOrder, OrdersFile, Problem

OUTCOMES = ("new", "unchanged", "changed", "held", "refused")


def of_import(
    orders_file: OrdersFile,
    counts: Mapping[str, int],
    *,
    saved: bool,
    problems: Iterable[Problem] | None = None,
) -> dict[str, Any]:
    """What ``import orders --json`` prints.

    ``counts`` are the orders by outcome; they add up to the orders in the file. Lines, units and
    totals are over all orders that are not refused, cancelled and refunded ones included, each
    total once and per currency. ``problems`` are the file's unless the shop has found more.
    """
    taken = [order for order in orders_file.orders if not order.refusals]
    lines = [line for order in taken for line in order.lines]
    return {
        "orders": {outcome: counts.get(outcome, 0) for outcome in OUTCOMES},
        "lines": len(lines),
        "units": sum(line.quantity for line in lines),
        "totals": totals(taken),
        "problems": [
            {
                "row": problem.row,
                "field": problem.field,
                "code": problem.code,
                "reason": problem.reason,
                "remedy": problem.remedy,
                "order": problem.order_name,
            }
            for problem in (orders_file.problems if problems is None else problems)
        ],
        "notices": [notice.text for notice in orders_file.notices],
        "saved": saved,
    }


def totals(orders: Iterable[FileOrder]) -> dict[str, str]:
    """Per currency the sum of the totals that the file states, as decimal strings."""
    sums: dict[str, int] = {}
    for order in orders:
        if order.total_minor is not None:
            sums[order.currency] = sums.get(order.currency, 0) + order.total_minor
    return {currency: plain(sums[currency], currency) for currency in sorted(sums)}

"""The columns of the preview: what becomes of each order of the file, and why."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.chips import Chip
from app.services.imports import PreviewRow
from app.views.orders.words import Words
from app.views.widgets.list_view.columns import Cell, Column

OUTCOME_CHIPS = {
    "new": Chip("New", "ok"),
    "unchanged": Chip("Unchanged", "neutral"),
    "changed": Chip("Changed", "info"),
    "held": Chip("Held", "warn"),
    "refused": Chip("Refused", "bad"),
}
TABS = ("new", "unchanged", "changed", "held", "refused")
"""Outcomes in the order of their filters."""
TAKEN = frozenset({"new", "changed", "held"})
"""Outcomes of orders that an import would write."""


def columns(words: Words, takes: Callable[[PreviewRow], bool]) -> tuple[Column, ...]:
    """``takes`` says whether the clerk leaves an order in."""

    def tick(row: PreviewRow) -> Cell:
        if row.outcome not in TAKEN:
            return Cell(spoken="nothing to take")
        taken = takes(row)
        return Cell(box=taken, spoken="taken" if taken else "left out")

    def client(row: PreviewRow) -> Cell:
        return Cell(row.order.client_name or "No name")

    def placed(row: PreviewRow) -> Cell:
        at = row.order.ordered_at
        return Cell(words.date_of(at) if at is not None else "?", "muted")

    def total(row: PreviewRow) -> Cell:
        minor, currency = row.order.total_minor, row.order.currency
        refused = row.outcome == "refused" and not minor  # it could not be read, and is no nothing
        known = minor is not None and len(currency) == 3 and not refused
        return Cell(words.amount(minor or 0, currency) if known else "?", "medium")

    def ours(row: PreviewRow) -> Cell:
        order = row.order
        if order.our_total_minor is None or order.total_minor is None or row.outcome == "refused":
            return Cell("")
        if not order.difference_minor:
            return Cell(words.figure(0, order.currency), "muted")
        return Cell(words.signed(order.difference_minor, order.currency), "warn")

    return (
        Column("", tick, width=32, spoken_title="Taken"),
        Column("Order", lambda row: Cell(row.order.name, "strong"), width=74),
        Column("Client", client, stretch=5),
        Column("Placed", placed, width=70, hide_below=700),
        Column("File total", total, width=118, numeric=True),
        Column("Differs by", ours, width=84, numeric=True, spoken_title="Our sum differs by"),
        Column("Outcome", lambda row: Cell(status=OUTCOME_CHIPS[row.outcome]), width=116),
        Column("Why", lambda row: Cell(row.why, "soft"), stretch=8),
    )

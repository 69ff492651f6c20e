"""The columns of the orders list."""

from __future__ import annotations

from app.services.order_lists import OrderRow
from app.views.orders.words import Words
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column


def columns(words: Words) -> tuple[Column, ...]:
    """Order, client, item, status, placed, due, total."""

    def due(row: OrderRow) -> Cell:
        text = words.iso(row.due_on)
        spoken = ", ".join(
            part
            for part in (
                "rush" if row.rush else "",
                f"overdue since {text}" if row.overdue else text,
            )
            if part
        )
        look = "bad" if row.overdue else "body"
        return Cell(text, look, icon="flame" if row.rush else "", spoken=spoken)

    def total(row: OrderRow) -> Cell:
        text = words.amount(row.total_minor, row.currency)
        return Cell(text, "medium")

    return (
        Column("Order", lambda row: Cell(row.number, "strong"), width=84, sort="placed"),
        Column("Client", lambda row: Cell(row.client or "No name"), stretch=7, sort="client"),
        Column("Item", _item, stretch=9),
        Column("Status", _status, width=116, sort="state"),
        Column(
            "Placed",
            lambda row: Cell(words.date_of(row.placed_at), "muted"),
            width=DAY_WIDTH,
            sort="placed",
            hide_below=800,
        ),
        Column("Due", due, width=DAY_WIDTH, sort="due"),
        Column("Total", total, width=104, numeric=True, sort="total"),
    )


def _item(row: OrderRow) -> Cell:
    more = f" and {row.more_lines} more" if row.more_lines else ""
    return Cell(f"{row.what or 'No lines'}{more}", "body" if row.what else "muted")


def _status(row: OrderRow) -> Cell:
    words = f"{row.chip.text}, {row.hold_reason}" if row.hold_reason else row.chip.text
    return Cell(status=row.chip, spoken=words)

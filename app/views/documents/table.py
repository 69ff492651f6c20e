"""The columns of the list of documents."""

from __future__ import annotations

from app.services.document_lists import KINDS, REPORT, DocumentRow
from app.views.orders.words import Words
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column

ICONS = {
    "job_bag": "hammer",
    "take_in_receipt": "package-open",
    REPORT: "clipboard-check",
    "repair_ticket": "hammer",
    "packing_slip": "package",
    "sales_receipt": "receipt",
    "gift_receipt": "sparkles",
    "invoice": "file-check",
    "credit_note": "undo-2",
    "transfer_list": "arrow-right",
    "count_sheet": "clipboard-list",
    "difference_report": "columns-3",
    "price_cards": "tag",
    "command_cards": "scan-barcode",
    "place_labels": "map-pin",
    "passport": "book-open",
    "place_statement": "map-pin",
}


def icon_of(kind: str) -> str:
    """The sign of a kind of paper."""
    return ICONS.get(kind, "file-text")


def columns(words: Words) -> tuple[Column, ...]:
    """Number, kind, about, printed, made, by."""
    return (
        Column("Number", _number, width=172, sort="number"),
        Column("Kind", lambda row: KINDS.title(row.kind), width=142),
        Column("About", lambda row: Cell(row.about or "", "body"), stretch=6),
        Column("Printed", _printed, width=96),
        Column(
            "Made",
            lambda row: Cell(words.moment(row.at), "muted", spoken=words.when(row.at)),
            width=DAY_WIDTH,
            sort="made",
        ),
        Column("By", lambda row: Cell(row.by, "muted"), width=128, hide_below=780),
    )


def _number(row: DocumentRow) -> Cell:
    icon = icon_of(row.kind)
    version = f" v{row.version}" if row.version > 1 else ""
    return Cell(f"{row.number}{version}", "strong", icon=icon)


def _printed(row: DocumentRow) -> Cell:
    if not row.printed:
        return Cell("not yet", "muted", spoken="not printed yet")
    return Cell("once" if row.printed == 1 else f"{row.printed} times")

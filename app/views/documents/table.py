"""The columns of the list of documents."""

from __future__ import annotations

from app.services.document_lists import KINDS, REPORT, DocumentRow
from app.views.orders.words import Words
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column

ICONS = {"job_bag": "hammer", "take_in_receipt": "package-open", REPORT: "clipboard-check"}


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
    icon = ICONS.get(row.kind, "file-text")
    version = f" v{row.version}" if row.version > 1 else ""
    return Cell(f"{row.number}{version}", "strong", icon=icon)


def _printed(row: DocumentRow) -> Cell:
    if not row.printed:
        return Cell("not yet", "muted", spoken="not printed yet")
    return Cell("once" if row.printed == 1 else f"{row.printed} times")

"""Bringing a channel's orders file in: what it would do, then doing it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.wording import arithmetic_words
from app.exchange.orders import FileOrder, OrdersFile
from app.exchange.summary import of_import
from app.models.database import Database
from app.services.import_apply import apply
from app.services.import_classify import SLICE, classify, house_of
from app.services.import_outcomes import (
    FATES,
    OUTCOMES,
    Choices,
    FieldChange,
    ImportPreview,
    ImportResult,
    PreviewRow,
    SumRow,
    UndoneImport,
    all_problems,
    counted,
)
from app.services.import_undo import undo_import

__all__ = [
    "FATES",
    "OUTCOMES",
    "Choices",
    "FieldChange",
    "ImportPreview",
    "ImportResult",
    "PreviewRow",
    "SumRow",
    "UndoneImport",
    "apply",
    "arithmetic",
    "arithmetic_words",
    "import_json",
    "preview",
    "undo_import",
]


def preview(
    db: Database, orders_file: OrdersFile, progress: Callable[[int, int], None] | None = None
) -> ImportPreview:
    """Compare a file with what is stored; reads only.

    The rows are in the order of urgency: refused, held, changed, new, unchanged; within each as in
    the file.
    """
    house = house_of(db)
    orders = orders_file.orders
    rows: list[PreviewRow] = []
    for start in range(0, len(orders), SLICE):
        rows += classify(db, orders[start : start + SLICE], house).rows
        if progress is not None:
            progress(min(start + SLICE, len(orders)), len(orders))
    rank = {outcome: at for at, outcome in enumerate(OUTCOMES)}
    ordered = tuple(sorted(rows, key=lambda row: rank[row.outcome]))
    return ImportPreview(orders_file, ordered, counted(rows), all_problems(orders_file, rows))


def arithmetic(order: FileOrder) -> tuple[SumRow, ...]:
    """How the order's total comes about: goods, services, tips, discount, shipping, tax, ours, file's."""
    goods = sum(line.gross_minor for line in order.lines if not line.is_tip and not line.is_service)
    services = sum(line.gross_minor for line in order.lines if line.is_service and not line.is_tip)
    off = -sum(line.discount_minor for line in order.lines)
    tax = order.tax_minor or 0
    rows = [SumRow("Lines", goods)]
    rows += [SumRow("Services", services)] if services else []
    rows += [SumRow(f"Discount {order.discount_code}".strip(), off)] if off else []
    rows += [SumRow("Tip", order.tip_minor)] if order.tip_minor else []
    rows += [SumRow("Shipping", order.shipping_minor or 0)]
    rows += [SumRow("Duties", order.duties_minor)] if order.duties_minor else []
    rows += [SumRow("Tax included", tax, muted=True)] if tax and order.tax_included else []
    rows += [SumRow("Tax", tax)] if tax and not order.tax_included else []
    if order.our_total_minor is None or order.total_minor is None:
        return (*rows, SumRow("The file's total", order.total_minor or 0, total=True))
    if not order.difference_minor:
        return (*rows, SumRow("Ours = file", order.total_minor, total=True))
    return (
        *rows,
        SumRow("Ours", order.our_total_minor, total=True),
        SumRow("The file's", order.total_minor, total=True),
        SumRow("Difference", order.difference_minor),
    )


def import_json(done: ImportPreview | ImportResult) -> dict[str, Any]:
    """What ``import orders --json`` prints of a preview (a dry run) or of an import."""
    return of_import(
        done.file,
        done.counts,
        saved=isinstance(done, ImportResult),
        problems=done.problems,
    )

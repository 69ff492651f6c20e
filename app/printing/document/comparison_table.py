"""What was weighed and counted on two days, side by side: of reports and of their differences."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.document.condition_report import Comparison
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.lettering import MEDIUM, SEMIBOLD


def comparison_table(
    sheet: Sheet,
    labels: Labels,
    days: tuple[str, str],
    compared: Sequence[Comparison],
    *,
    pad: float,
) -> None:
    """The rows with their difference and what it means; ``days`` are the labels of the two columns."""
    table, rows = comparison_rows(sheet, labels, days, compared, pad=pad)
    table.rows(rows)


def comparison_rows(
    sheet: Sheet,
    labels: Labels,
    days: tuple[str, str],
    compared: Sequence[Comparison],
    *,
    pad: float,
) -> tuple[Table, list[list[Cell]]]:
    """The same as a table and its rows, for who must know how high they are."""
    columns = [
        Column(labels["what"], 104),
        Column(labels[days[0]], 66, RIGHT),
        Column(labels[days[1]], 56, RIGHT),
        Column(labels["difference"], 76, RIGHT),
        Column(labels["judgement"], 214),
    ]
    rows = [
        [
            Cell(row.what, MEDIUM),
            Cell(row.then),
            Cell(row.now),
            Cell(row.difference, SEMIBOLD),
            Cell(row.judgement),
        ]
        for row in compared
    ]
    return Table(sheet, columns, size=8.2, pad=pad, gap=14), rows

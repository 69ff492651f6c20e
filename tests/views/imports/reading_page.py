"""What the tests of the import page read from it, and do to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.imports.page import READING, ImportPage
from app.views.widgets.sentence_bar import SentenceBar

K = Qt.Key
ORDERS = "SELECT count(*) FROM sales_order WHERE removed = 0"
Write = Callable[..., Path]


def read(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    """Have a file read and compared."""
    page.read_file(path)
    qtbot.waitUntil(lambda: page.stage != READING)


def bars(page: ImportPage) -> list[str]:
    """What the sentence bars over the page say."""
    return [
        f"{bar.title.text()}: {bar.sentence.text()}"
        for bar in page.findChildren(SentenceBar)
        if bar.isVisible() and page.bars.indexOf(bar) >= 0
    ]


def outcomes(page: ImportPage) -> list[str]:
    """The outcomes of the rows that are shown, from top to bottom."""
    model = page.preview.list.model
    return [model.record(row).outcome for row in range(model.rowCount())]


def mark(page: ImportPage, outcome: str) -> None:
    """Mark the first row of an outcome."""
    page.preview.list.view.mark_row(outcomes(page).index(outcome))
    page.preview._on_settled(0)

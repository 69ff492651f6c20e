"""The hand that writes a condition report, and what it looks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.evidence_fixtures import click, write_name
from tests.views.order_fixtures import Keys


class Counted:
    """Counts the keys that are pressed."""

    def __init__(self, keys: Keys) -> None:
        self.keys, self.pressed = keys, 0

    def __call__(self, key: Qt.Key) -> None:
        self.keys(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.keys.type(text)
        self.pressed += len(text)


def focused() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def wait_focus(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: focused().startswith(name))


def errors(page: ReportPage) -> list[str]:
    bars = page.findChildren(SentenceBar, "refusal")
    return [bar.title.text() for bar in bars if not bar.isHidden()]


def written(page: ReportPage, keys: Keys) -> None:
    """Write a report with one finding, so that it may be signed."""
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.editing.stones.found.setFocus()
    keys.type("15")
    page.editing.grade.grades.focus_chosen()
    keys.type("3")


def finished(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    """Write and sign a report with one finding."""
    written(page, keys)
    closed(qtbot, page, keys)


def closed(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    """Sign for the house what is written."""
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(page.window())
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)


def opened(qtbot: QtBot, window: MainWindow, record_id: int) -> ReportPage:
    window.navigate("report", record_id)
    page = window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.canvas.has_photo and page.writing.piece is not None)
    return page

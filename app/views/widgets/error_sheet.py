"""The sheet that owns up to a mistake of ours, with a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.views import theme
from app.views.bug_report import BugReport
from app.views.widgets.sheet import Sheet


class ErrorSheet(Sheet):
    """Says that nothing half-saved is left, and shows the report before it is copied."""

    def __init__(self, host: QWidget, report: BugReport) -> None:
        super().__init__(
            host,
            "Something went wrong in Parure",
            "This is our mistake, not yours. Nothing was half-saved. The report below names no "
            "client and no piece; it is also in the log.",
            width=560,
        )
        self.report = report
        self.text = QPlainTextEdit(report.text())
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Report")
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font(12))
        self.text.setMinimumHeight(180)
        self.body.addWidget(self.text)
        self.add_way("Copy report", self.copy, closes=False)
        self.add_way("Go on", kind="primary")
        self.closed.connect(self.deleteLater)

    def copy(self) -> None:
        """Put the report into the clipboard."""
        QGuiApplication.clipboard().setText(self.report.text())

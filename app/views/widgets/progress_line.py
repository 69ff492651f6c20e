"""How far something slow is, in words and as a line, and a button to end it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.views import theme
from app.views.pool import Job, Progress
from app.views.widgets.button import Button
from app.views.widgets.text import Text


class ThinBar(QProgressBar):
    """A thin line; a bar without an end runs while the total is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line2"))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, 3, 3)
        whole = self.maximum() - self.minimum()
        part = (self.value() - self.minimum()) / whole if whole else 0.15
        painter.setBrush(theme.color("accent"))
        if part > 0:
            box.setWidth(max(6.0, box.width() * part))
            painter.drawRoundedRect(box, 3, 3)


class ProgressLine(QWidget):
    """Follows one job at a time; hidden when none runs."""

    cancelled = Signal()

    def __init__(self, name: str = "Progress") -> None:
        super().__init__()
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(5)
        self.words = Text("", "small", elide=True)
        self.bar = ThinBar()
        self.bar.setAccessibleName(name)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        self.cancel = Button("Cancel", small=True)
        self.cancel.clicked.connect(self._on_cancel)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show how far a job is until it ends."""
        self._job = job
        self.cancel.setEnabled(True)
        self.words.setText(job.title)
        self.bar.setRange(0, 0)
        job.progressed.connect(self.show_progress)
        job.ended.connect(self._on_ended)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """So far it is."""
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        words = progress.words or (self._job.title if self._job else "")
        if progress.total:
            words = f"{words} {progress.done:,} of {progress.total:,}".strip()
        self.words.setText(words)
        self.bar.setAccessibleDescription(words)

    def _on_cancel(self) -> None:
        if self._job:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.words.setText("Stopping")
        self.cancelled.emit()

    def _on_ended(self) -> None:
        self._job = None
        self.hide()

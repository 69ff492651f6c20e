"""A group of the side: its title, what is typed, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.views import theme
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import Input
from app.views.widgets.text import SectionLabel, Text

LABEL_AT, LABEL_GAP = 12, 8
"""Where a name stands inside its field, and how far from the figure, px."""
TONES = {"pass": "ok", "reason": "warn", "stop": "bad"}
"""How the verdicts of counts and weights look."""


class InsetInput(Input):
    """A figure with its name inside the field at the left."""

    def __init__(self, label: str, suffix: str = "") -> None:
        super().__init__(numeric=True, suffix=suffix)
        self._label = label
        self.setAccessibleName(label)

    def set_label(self, label: str) -> None:
        """Another short name inside the field; a screen reader keeps the whole one."""
        if label != self._label:
            self._label = label
            self.update()

    @property
    def label_is_small(self) -> bool:
        """Whether the figure needs the label's room: then the name stands small over it."""
        label = QFontMetrics(theme.font(12)).horizontalAdvance(self._label)
        figure = self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - 2 * LABEL_AT - self.textMargins().right()
        return label + LABEL_GAP + figure > room

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.color("muted"))
        small = self.label_is_small
        painter.setFont(theme.font(9 if small else 12))
        up = Qt.AlignmentFlag.AlignTop if small else Qt.AlignmentFlag.AlignVCenter
        room = self.rect().adjusted(LABEL_AT, 2 if small else 0, 0, 0)
        painter.drawText(room, int(up | Qt.AlignmentFlag.AlignLeft), self._label)


class Panel(QWidget):
    """A group of the side: a small title, something at its right, and what is below."""

    def __init__(self, title: str, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(SectionLabel(title))
        self.aside = Text("", "muted")
        row.addStretch(1)
        row.addWidget(self.aside)
        self.column.addLayout(row)
        self.error = Text("", "error", wrap=True)
        self.error.hide()

    def refuse(self, field: Input, error: UserError | None) -> None:
        """Say what is wrong with a field, or that it is mended."""
        field.set_wrong(error is not None)
        self.error.setText(error.sentence() if error else "")
        self.error.setVisible(error is not None)
        field.setAccessibleDescription(self.error.text())

"""Where a file is dropped or chosen, before there is one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.button import Button
from app.views.widgets.empty_state import IconTile
from app.views.widgets.text import Text


class DropArea(QWidget):
    """A dashed field with one button. ``chosen`` when the button is pressed."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self.setMinimumHeight(248)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(9)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconTile("file-up"), 0, centre)
        column.addSpacing(2)
        self.title = Text("Drop the orders export here", "panel")
        column.addWidget(self.title, 0, centre)
        self.sentence = Text(
            "Shopify: Orders, Export, “Plain CSV file”. Nothing is saved before you have seen "
            "what it would do.",
            "soft",
            wrap=True,
        )
        self.sentence.setAlignment(centre)
        self.sentence.setFixedWidth(380)
        column.addWidget(self.sentence, 0, centre)
        column.addSpacing(4)
        self.button = Button("Choose a file", "primary", icon="folder-open", key="Ctrl+O")
        self.button.clicked.connect(self.chosen)
        column.addWidget(self.button, 0, centre)
        column.addStretch(1)

    def set_over(self, over: bool) -> None:
        """A file is held over the page, or not any more."""
        self._over = over
        self.title.setText("Let go to read it" if over else "Drop the orders export here")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("focus" if self._over else "field"), 2 if self._over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if self._over else "surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.CARD_RADIUS, theme.CARD_RADIUS)

"""Nothing here: an icon, a sentence, and one button that says what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.button import Button
from app.views.widgets.text import Text


class IconTile(QWidget):
    """An icon on a soft square."""

    def __init__(self, icon: str, size: int = 52) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(size, size)

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 11, 11)
        side = self.width() // 2
        inner = self.rect().adjusted(side // 2, side // 2, -side // 2, -side // 2)
        theme.paint_icon(painter, inner, self._icon, "accent")


class EmptyState(QWidget):
    """Title, sentence and at most one button."""

    def __init__(self, icon: str, title: str, sentence: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._tile = IconTile(icon)
        column.addWidget(self._tile, 0, centre)
        column.addSpacing(2)
        self.title = Text(title, "panel")
        column.addWidget(self.title, 0, centre)
        self.sentence = Text(sentence, "soft", wrap=True)
        self.sentence.setAlignment(centre)
        self.sentence.setMinimumWidth(300)
        self.sentence.setMaximumWidth(340)
        column.addWidget(self.sentence, 0, centre)
        self._column = column
        column.addStretch(3)
        self.button: Button | None = None

    def set_words(self, title: str, sentence: str = "", icon: str = "") -> None:
        """Say why there is nothing in other words (a search that found nothing)."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        if icon:
            self._tile.set_icon(icon)

    def set_button(
        self, words: str, run: Callable[[], object], *, icon: str = "", key: str = ""
    ) -> Button:
        """The one button."""
        if self.button:
            self._column.removeWidget(self.button)
            self.button.deleteLater()
        self.button = Button(words, "primary", icon=icon, key=key)
        self.button.clicked.connect(lambda: run())
        at = self._column.count() - 1
        self._column.insertWidget(at, self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        return self.button

"""An icon with a few words behind it, in a tone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class IconLine(QWidget):
    """An icon and a few words in a tone; hidden while there is nothing to say."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._icon = IconLabel(icon, f"c_{tone}", 16)
        self._words = Text("", "small", tone=tone, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str, icon: str = "", tone: str = "") -> None:
        """Say something, in another tone if given; "" hides the line."""
        self._words.setText(words)
        if icon:
            self._icon.set_icon(icon, f"c_{tone}")
            self._words.set_tone(tone)
        self.setVisible(bool(words))

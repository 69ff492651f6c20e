"""A card: a quiet frame around what belongs together, with an optional head line."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.views.widgets.text import Line, Text


class Card(QFrame):
    """Content goes into ``body``; ``head`` holds the title (left) and what is added to it (right)."""

    def __init__(
        self,
        title: str = "",
        *,
        padding: int = 14,
        spacing: int = 10,
        well: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("well" if well else "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.head = QHBoxLayout()
        self.title = Text(title, "strong")
        if title:
            self.setAccessibleName(title)
            self.head.setContentsMargins(padding, 9, padding, 9)
            self.head.setSpacing(8)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            outer.addLayout(self.head)
            outer.addWidget(Line())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        outer.addLayout(self.body, 1)

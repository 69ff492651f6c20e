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
            top = QWidget()
            top.setFixedHeight(40)
            top.setLayout(self.head)
            self.head.setContentsMargins(padding, 0, padding, 0)
            self.head.setSpacing(8)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            outer.addWidget(top)
            outer.addWidget(Line())
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        outer.addWidget(inner, 1)

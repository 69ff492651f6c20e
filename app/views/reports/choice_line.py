"""A question with a drop-down beside it, in line with those above and below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views.widgets.inputs import Choice
from app.views.widgets.text import Text

LABEL, LEAST = 56, 190
"""Room for the question, and the least for its answer, px."""


class ChoiceLine(QWidget):
    """``choice`` is the drop-down; the question is its accessible name."""

    def __init__(self, words: str, options: Sequence[tuple[str, str]], *, hint: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = Text(words, "label")
        label.setMinimumWidth(LABEL)
        row.addWidget(label)
        self.choice = Choice(options, hint=hint)
        self.choice.setAccessibleName(words)
        self.choice.setMinimumWidth(LEAST)
        row.addWidget(self.choice)
        row.addStretch(1)

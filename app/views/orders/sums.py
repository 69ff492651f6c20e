"""Sums as a bill shows them: what it is at the left, the figure at the right, the total strong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.views.widgets.text import Text

Sum = tuple[str, str, str]
"""Label, figure, and how it looks: "" usual, "total", "grand" (larger), "muted"."""


FIGURES = {"total": "strong", "grand": "panel", "muted": "soft"}


class Sums(QWidget):
    """Rows of label and figure."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[Text, Text]] = []

    def show_sums(self, sums: Sequence[Sum]) -> None:
        """Show these rows."""
        while len(self._rows) < len(sums):
            pair = Text("", "soft", elide=True), Text("", "medium", numbers=True)
            self._grid.addWidget(pair[0], len(self._rows), 0)
            self._grid.addWidget(pair[1], len(self._rows), 1)
            self._rows.append(pair)
        for at, (label, figure) in enumerate(self._rows):
            label.setVisible(at < len(sums))
            figure.setVisible(at < len(sums))
            if at < len(sums):
                words, amount, look = sums[at]
                label.setText(words)
                figure.setText(amount)
                figure.setAccessibleName(f"{words} {amount}")
                label.set_look("strong" if look in ("total", "grand") else "soft")
                figure.set_look(FIGURES.get(look, "medium"))

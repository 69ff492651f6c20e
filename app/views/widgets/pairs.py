"""Figures of a record: labels at the left, values at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.widgets.text import Text


class Pairs(QWidget):
    """Labels at the left, values right-aligned in tabular figures."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)
        self._rows: list[tuple[QWidget, Text, Text]] = []

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these."""
        while len(self._rows) < len(pairs):
            self._add()
        for at, (row, label, value) in enumerate(self._rows):
            row.setVisible(at < len(pairs))
            if at < len(pairs):
                label.setText(pairs[at][0])
                value.setText(pairs[at][1])
                row.setAccessibleName(f"{pairs[at][0]} {pairs[at][1]}".strip())

    def _add(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        label, value = Text("", "muted", wrap=True), Text("", "medium", numbers=True)
        layout.addWidget(label, 1)
        layout.addWidget(value)
        self._column.addWidget(row)
        self._rows.append((row, label, value))

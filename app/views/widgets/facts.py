"""Facts of a record in two columns: what it is called, and what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.views.widgets.text import Text

Fact = tuple[str, str]


class Facts(QWidget):
    """Label and value rows; ``numbers`` right-aligns the values in tabular figures."""

    def __init__(
        self, name: str, *, label_width: int = 104, numbers: bool = False, spacing: int = 7
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._label_width = label_width
        self._numbers = numbers
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(spacing)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[Text, Text]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; one with an empty value is left out."""
        wanted = [(label, value) for label, value in facts if value]
        while len(self._rows) < len(wanted):
            self._add_row()
        for at, (label, value) in enumerate(self._rows):
            there = at < len(wanted)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(wanted[at][0])
                value.setText(wanted[at][1])
                value.setAccessibleName(f"{wanted[at][0]} {wanted[at][1]}".strip())

    def _add_row(self) -> None:
        label = Text("", "muted")
        label.setFixedWidth(self._label_width)
        label.setContentsMargins(0, 2, 0, 0)
        value = Text("", "medium", wrap=not self._numbers, numbers=self._numbers)
        row = len(self._rows)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row, 0, top)
        self._grid.addWidget(value, row, 1)
        self._rows.append((label, value))

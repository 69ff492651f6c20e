"""Fields side by side, as many in a row as have room for their labels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from app.views.widgets.field import Field


class FieldGrid(QWidget):
    """``least`` is the width that a field needs, px; ``columns`` the most that stand in a row.

    A row that is not full keeps the columns of the others, so that fields stand under each other.
    """

    def __init__(self, fields: Sequence[Field], *, columns: int, least: int = 132) -> None:
        super().__init__()
        self._fields = tuple(fields)
        self._most = columns
        self._least = least
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._set_columns(columns)

    @property
    def columns(self) -> int:
        """How many stand in a row now."""
        return self._columns

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.horizontalSpacing()
        room = (self.width() + gap) // (self._least + gap)
        self._set_columns(max(1, min(self._most, room)))

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(self._most):
            self._grid.setColumnStretch(column, int(column < columns))
        for at, field in enumerate(self._fields):
            self._grid.removeWidget(field)
            self._grid.addWidget(field, at // columns, at % columns)
        self.updateGeometry()

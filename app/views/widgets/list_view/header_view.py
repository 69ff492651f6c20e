"""The head of a list: titles, and an arrow on the column that it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.views import theme
from app.views.widgets.list_view.columns import Column
from app.views.widgets.list_view.painting import PAD


class ColumnHeader(QHeaderView):
    """Painted from the columns; a click on a column with a sort key is told by the table."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self.sorted_by = ""
        self.descending = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.ROW)
        self.setMinimumSectionSize(0)
        self.setAccessibleName("Columns")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.ROW)

    def _sorted_section(self) -> int:
        """The column that the list is sorted by, -1 for none that is shown."""
        return max(
            (
                at
                for at, column in enumerate(self._columns)
                if column.sort and column.sort == self.sorted_by and self.sectionSize(at)
            ),
            default=-1,
        )

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._columns[section]
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        on = section == self._sorted_section()
        font = theme.font(12, "semibold" if on else "medium")
        painter.setFont(font)
        painter.setPen(theme.color("ink" if on else "ink2"))
        room = rect.adjusted(PAD, 0, -PAD + 4, 0)
        arrow = 15 if on else 0
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font)
        words = metrics.elidedText(
            column.title, Qt.TextElideMode.ElideRight, max(0, room.width() - arrow)
        )
        text_room = room.adjusted(0, 0, -arrow if column.numeric else 0, 0)
        painter.drawText(text_room, int(Qt.AlignmentFlag.AlignVCenter | side), words)
        if on:
            left = room.right() - 12
            if not column.numeric:
                left = room.left() + metrics.horizontalAdvance(words) + 3
            spot = QRect(left, rect.center().y() - 6, 13, 13)
            theme.paint_icon(painter, spot, "arrow-down" if self.descending else "arrow-up")
        painter.restore()

"""The tools that mark a photo, on a white plate over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from app.views import theme
from app.views.reports.canvas_overlays import ACCENT, INK, WHITE, paint_plate
from app.views.theme.tokens import LIGHT


@dataclass(frozen=True)
class Tool:
    """A tool of the palette: its value, icon, letter, and what it is called."""

    value: str
    icon: str
    letter: str
    words: str


class _ToolButton(QToolButton):
    """Icon and letter, dark on white, white on green when chosen."""

    def __init__(self, tool: Tool, parent: QWidget) -> None:
        super().__init__(parent)
        self.tool = tool
        self.setCheckable(True)
        self.setAccessibleName(tool.words)
        self.setAccessibleDescription(f"Key {tool.letter}")
        self.setToolTip(f"{tool.words} ({tool.letter})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(54, 29)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ACCENT if on else QColor(LIGHT["hover"]))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ink = WHITE if on else INK
        theme.paint_icon_in(painter, QRect(10, 6, 17, 17), self.tool.icon, ink.name())
        painter.setFont(theme.font(11, "semibold"))
        painter.setPen(WHITE if on else INK)
        painter.drawText(
            self.rect().adjusted(34, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.tool.letter
        )


class ToolPalette(QWidget):
    """The tools, one of them chosen."""

    chosen = Signal(str)

    def __init__(self, tools: Sequence[Tool], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tools")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(2)
        self._buttons = [_ToolButton(tool, self) for tool in tools]
        self._columns = 0
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
        self.arrange(1_000)
        self.move(14, 14)

    def arrange(self, height: int) -> None:
        """One below the other, or in two columns where there is not so much height (px)."""
        wanted = 8 + 31 * len(self._buttons)
        columns = 1 if wanted <= height else 2
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._buttons) // columns)
        for at, button in enumerate(self._buttons):
            self._grid.addWidget(button, at % rows, at // rows)
        self._grid.activate()
        self.adjustSize()

    def show_tool(self, value: str) -> None:
        """Which tool is chosen."""
        for button in self._buttons:
            button.setChecked(button.tool.value == value)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _ToolButton):
            self.chosen.emit(button.tool.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)

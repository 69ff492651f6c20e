"""The setting from above, as worn: centre stone, claws and the stones around it, with the findings."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.report_form import Mark
from app.views import theme
from app.views.reports.severity import severity_tone

MOST_AROUND = 40


class StoneMap(QWidget):
    """Numbered as findings number them; ``pressed(code)`` when a stone or claw is clicked."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._prongs = self._around = 0
        self._found: dict[str, Mark] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(146)
        self.setMouseTracking(True)
        self.setAccessibleName("Stone map")

    def sizeHint(self) -> QSize:
        return QSize(210, 146)

    def show_setting(self, prongs: int, around: int, marks: tuple[Mark, ...]) -> None:
        """So many claws, so many stones around the centre, and the findings at them."""
        self._prongs, self._around = prongs, min(around, MOST_AROUND)
        self._found = {}
        for mark in sorted(marks, key=lambda m: m.severity):
            if mark.change != "repaired":
                self._found[mark.location] = mark
        known = {code for code, *_ in self._spots()} & self._found.keys()
        said = ", ".join(f"{code} severity {self._found[code].severity}" for code in sorted(known))
        self.setAccessibleDescription(said or "no findings at stones or prongs")
        self.update()

    def _oval(self) -> tuple[QPointF, float, float, float]:
        """Middle, half width and height of the centre stone, radius of the stones around it."""
        middle = QRectF(self.rect()).center()
        tall = self.height()
        small = min(11.0, math.pi * tall * 0.36 / max(self._around, 8) * 0.95)
        return middle, tall * 0.34, tall * 0.25, small

    def _spots(self) -> Iterator[tuple[str, QPointF, float]]:
        """Code, middle and radius of every stone and claw that can be clicked; claws first."""
        middle, rx, ry, small = self._oval()
        for n in range(1, self._prongs + 1):
            turn = -math.pi / 2 + math.tau * (n - 0.5) / self._prongs
            at = middle + QPointF(rx * math.cos(turn), ry * math.sin(turn))
            yield f"PR-{n}", at, 4.5
        for n in range(self._around):
            turn = -math.pi / 2 + math.tau * n / self._around
            far = small + 5
            at = middle + QPointF((rx + far) * math.cos(turn), (ry + far) * math.sin(turn))
            yield f"ST-{n + 2}", at, small

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        for code, middle, radius in self._spots():
            if math.hypot(at.x() - middle.x(), at.y() - middle.y()) <= radius + 2:
                self.pressed.emit(code)
                return
        middle, rx, ry, _ = self._oval()
        if math.hypot((at.x() - middle.x()) / rx, (at.y() - middle.y()) / ry) <= 1:
            self.pressed.emit("ST-1")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        middle, rx, ry, small = self._oval()
        painter.setPen(QPen(theme.color("field"), 1))
        for side in (-1, 1):
            for up in (-7, 7):
                start = middle + QPointF(side * (rx + 2 * small + 8), up)
                painter.drawLine(start, middle + QPointF(side * (self.width() / 2 - 4), up * 1.4))
        self._centre(painter, middle, rx, ry)
        for code, at, radius in self._spots():
            if code.startswith("PR"):
                self._claw(painter, code, middle, at, radius)
            else:
                self._stone(painter, code, at, radius)

    def _ink(self, code: str) -> str:
        mark = self._found.get(code)
        return f"c_{severity_tone(mark.severity)}" if mark else "field"

    def _centre(self, painter: QPainter, middle: QPointF, rx: float, ry: float) -> None:
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color(self._ink("ST-1")), 2 if "ST-1" in self._found else 1))
        painter.drawEllipse(middle, rx, ry)
        painter.setPen(QPen(theme.color("line2"), 1))
        turns = [math.tau * n / 8 + math.pi / 8 for n in range(8)]
        inner = [middle + QPointF(rx * 0.55 * math.cos(t), ry * 0.55 * math.sin(t)) for t in turns]
        painter.drawPolygon(QPolygonF(inner))
        for t, at in zip(turns, inner, strict=True):
            painter.drawLine(at, middle + QPointF(rx * math.cos(t), ry * math.sin(t)))
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(11, "semibold"))
        painter.drawText(_around(middle), Qt.AlignmentFlag.AlignCenter, "1")

    def _claw(
        self, painter: QPainter, code: str, middle: QPointF, at: QPointF, radius: float
    ) -> None:
        there = code in self._found
        ink = theme.color(self._ink(code))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if there else theme.color("surface"))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(theme.color(self._ink(code) if there else "muted"))
        painter.setFont(theme.font(9, "semibold"))
        inward = middle + (at - middle) * 0.72
        painter.drawText(_around(inward), Qt.AlignmentFlag.AlignCenter, f"P{code[3:]}")

    def _stone(self, painter: QPainter, code: str, at: QPointF, radius: float) -> None:
        mark = self._found.get(code)
        ink = theme.color(self._ink(code))
        dashed = mark is not None and mark.severity >= 4
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 2 if mark else 1, style))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(at, radius, radius)
        if radius >= 6:
            painter.setPen(theme.color("ink" if mark is None else self._ink(code)))
            painter.setFont(theme.font(9 if radius < 9 else 10, "medium"))
            painter.drawText(_around(at), Qt.AlignmentFlag.AlignCenter, code[3:])


def _around(at: QPointF) -> QRectF:
    return QRectF(at.x() - 20, at.y() - 10, 40, 20)

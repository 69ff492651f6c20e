"""The setting as a drawn plan: every stone and claw with its number and its state."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.setting_plan import (
    FOUND,
    LOOSE,
    MISSING,
    REPLACED,
    SOUND,
    Plan,
    Spot,
    stone_states,
)
from app.services.report_form import Mark
from app.views import theme
from app.views.reports.severity import severity_tone

TALL = 146
LARGEST_SCALE = 0.36
"""Pixels of a thousandth: a single stone does not fill the map."""
STATE_WORDS = {FOUND: "finding", LOOSE: "loose", MISSING: "missing", REPLACED: "replaced"}


class StoneMap(QWidget):
    """Numbered as findings number them; ``pressed(code)`` when a stone or claw is clicked."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.plan: Plan | None = None
        self.states: dict[str, str] = {}
        self._found: dict[str, Mark] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TALL)
        self.setMouseTracking(True)
        self.setAccessibleName("Stone map")

    def sizeHint(self) -> QSize:
        return QSize(210, TALL)

    def show_plan(self, plan: Plan | None, marks: tuple[Mark, ...]) -> None:
        """The plan of the piece, and the findings at its stones and claws."""
        self.plan = plan
        self._found = {
            mark.location: mark
            for mark in sorted(marks, key=lambda m: m.severity)
            if mark.change != "repaired"
        }
        self.states = stone_states((m.location, m.type, m.change) for m in marks)
        spots = plan.spots if plan else ()
        said = ", ".join(
            f"{spot.code} {STATE_WORDS.get(self.state_of(spot), '')}"
            for spot in spots
            if self.state_of(spot) != SOUND
        )
        self.setAccessibleDescription(said or "every stone and prong sound")
        self.update()

    def state_of(self, spot: Spot) -> str:
        """How a stone or claw is: sound, finding, loose, missing, replaced."""
        return self.states.get(spot.code, SOUND)

    def _scale(self) -> tuple[float, QPointF]:
        """Pixels of a thousandth, and where the plan begins."""
        if self.plan is None:
            return 1.0, QPointF()
        left, top, right, bottom = self.plan.extent
        wide, tall = right - left, bottom - top
        scale = min((self.width() - 12) / wide, (self.height() - 12) / tall, LARGEST_SCALE)
        middle = QPointF(left + wide / 2, top + tall / 2) * scale
        return scale, QPointF(self.width() / 2, self.height() / 2) - middle

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scale, start = self._scale()
        at = (event.position() - start) / scale
        for spot in reversed(self.plan.spots if self.plan else ()):  # claws lie over stones
            far = math.hypot((at.x() - spot.x) / spot.rx, (at.y() - spot.y) / spot.ry)
            if far <= 1 + 3 / (spot.ry * scale):
                self.pressed.emit(spot.code)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self.plan is None:
            return
        scale, start = self._scale()
        painter.setPen(QPen(theme.color("field"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self.plan.lines:
            painter.drawPolyline(QPolygonF([start + QPointF(x, y) * scale for x, y in line]))
        for spot in self.plan.spots:
            middle = start + QPointF(spot.x, spot.y) * scale
            if spot.is_claw:
                self._claw(painter, spot, middle, scale)
            else:
                self._stone(painter, spot, middle, spot.rx * scale, spot.ry * scale)

    def _ink(self, code: str) -> str:
        mark = self._found.get(code)
        return f"c_{severity_tone(mark.severity)}" if mark else "field"

    def _stone(self, painter: QPainter, spot: Spot, middle: QPointF, rx: float, ry: float) -> None:
        state = self.state_of(spot)
        ink = theme.color(self._ink(spot.code))
        dashed = state in (MISSING, LOOSE)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush if state == MISSING else theme.color("surface"))
        painter.setPen(QPen(ink, 2 if state != SOUND and ry > 4 else 1, style))
        painter.drawEllipse(middle, rx, ry)
        if ry > 20:
            self._facets(painter, middle, rx, ry)
        if state == MISSING:
            painter.setPen(QPen(ink, 1.5))
            for side in (-1, 1):
                corner = QPointF(rx * 0.62, side * ry * 0.62)
                painter.drawLine(middle - corner, middle + corner)
        elif ry >= 6:
            painter.setPen(theme.color("ink" if state == SOUND else self._ink(spot.code)))
            painter.setFont(theme.font(11 if ry > 20 else 10 if ry >= 9 else 9, "medium"))
            painter.drawText(_around(middle), Qt.AlignmentFlag.AlignCenter, spot.code[3:])

    def _facets(self, painter: QPainter, middle: QPointF, rx: float, ry: float) -> None:
        painter.setPen(QPen(theme.color("line2"), 1))
        turns = [math.tau * n / 8 + math.pi / 8 for n in range(8)]
        inner = [middle + QPointF(rx * 0.55 * math.cos(t), ry * 0.55 * math.sin(t)) for t in turns]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(inner))
        for t, at in zip(turns, inner, strict=True):
            painter.drawLine(at, middle + QPointF(rx * math.cos(t), ry * math.sin(t)))

    def _claw(self, painter: QPainter, spot: Spot, at: QPointF, scale: float) -> None:
        there = self.state_of(spot) != SOUND
        ink = theme.color(self._ink(spot.code))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if there else theme.color("surface"))
        painter.drawEllipse(at, 4.5, 4.5)
        holder = next((s for s in self.plan.spots if _holds(s, spot)), None) if self.plan else None
        if holder is None or holder.ry * scale < 22:
            return
        _, start = self._scale()
        middle = start + QPointF(holder.x, holder.y) * scale
        painter.setPen(theme.color(self._ink(spot.code) if there else "muted"))
        painter.setFont(theme.font(9, "semibold"))
        inward = middle + (at - middle) * 0.72
        painter.drawText(_around(inward), Qt.AlignmentFlag.AlignCenter, f"P{spot.code[3:]}")


def _holds(stone: Spot, claw: Spot) -> bool:
    """Whether a claw stands at a stone's edge."""
    if stone.is_claw:
        return False
    far = math.hypot((claw.x - stone.x) / stone.rx, (claw.y - stone.y) / stone.ry)
    return abs(far - 1) < 0.05


def _around(at: QPointF) -> QRectF:
    return QRectF(at.x() - 20, at.y() - 10, 40, 20)

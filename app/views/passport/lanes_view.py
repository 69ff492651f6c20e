"""Place, hands, worth and reports of a piece as lanes over one axis of time, with a date cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.domain.money import figure
from app.services.passport_lanes import Bar, Lanes, Step
from app.views import theme
from app.views.passport.axis import Axis, axis_over, ticks
from app.views.passport.passport_words import PassportWords

HEIGHT = 202
LABELS = 104
EDGE = 14
LOW_HEIGHT = 136
LANE_Y = {"place": 36, "hands": 68, "worth": 100, "reports": 166}
LOW_Y = {"place": 36, "hands": 68, "reports": 100}
"""Where a window is low the values have no lane: list and answer tell them."""
BAR = 23
WORTH_HIGH = 56
DOT = 9
LEAST_WORDS = 26
"""A narrower bar (px) says its words in its tooltip alone."""
NAMES = {"insured": "insured", "agreed": "agreed net", "price": "asking", "declared": "stated"}


@dataclass(frozen=True)
class _Box:
    """A painted bar or point, for its tooltip."""

    rect: QRectF
    words: str


class LanesView(QWidget):
    """``moved(at)`` when the cursor is dragged or put somewhere (UTC ms)."""

    moved = Signal(object)

    def __init__(self, words: PassportWords) -> None:
        super().__init__()
        self._words = words
        self._lanes = Lanes()
        self._first = self._last = self._cursor = self._laid_from = 0
        self._axis = Axis(0, 1, LABELS, 1)
        self._at_y = LANE_Y
        self._ticks: list[tuple[int, str]] = []
        self._boxes: list[_Box] = []
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(420)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")

    def sizeHint(self) -> QSize:
        return QSize(772, HEIGHT)

    def set_low(self, low: bool) -> None:
        """Be lower, without the lane of values."""
        self._at_y = LOW_Y if low else LANE_Y
        self.setFixedHeight(LOW_HEIGHT if low else HEIGHT)
        self.update()

    # -- what is shown

    @property
    def cursor_at(self) -> int:
        """Where the cursor stands, UTC ms."""
        return self._cursor

    def show_lanes(self, lanes: Lanes, first: int, last: int) -> None:
        """Show a life from its first fact to now."""
        self._lanes, self._first, self._last = lanes, first, last
        self._lay()

    def set_cursor(self, at: int) -> None:
        """Put the cursor at a moment; the axis reaches back to it where it must."""
        self._cursor = at
        self.setAccessibleName(f"Timeline, cursor {self._words.long_moment(at)}")
        if min(self._first, at) != self._laid_from:
            self._lay()
        self.update()

    def _lay(self) -> None:
        """Compute axis and ticks anew."""
        if not self._last:
            return
        first = min(self._first, self._cursor) if self._cursor else self._first
        self._laid_from = first
        width = self.width() - LABELS - 2 * EDGE
        self._axis = axis_over(first, self._last, LABELS + EDGE, width)
        settings = self._words.settings
        self._ticks = ticks(self._axis, settings.zone, settings.locale)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._put(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._put(event)

    def _put(self, event: QMouseEvent) -> None:
        if self._last and event.position().x() >= LABELS:
            self.moved.emit(min(self._axis.at(event.position().x()), self._last))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = [box for box in self._boxes if box.rect.contains(QPointF(event.pos()))]
            QToolTip.showText(event.globalPos(), under[-1].words if under else "", self)
            return True
        return super().event(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._boxes = []
        self._paint_ground(painter)
        if self._last:
            self._paint_bars(painter, "place", self._lanes.place)
            self._paint_bars(painter, "hands", self._lanes.hands)
            if "worth" in self._at_y:
                self._paint_worth(painter)
            self._paint_reports(painter)
            self._paint_cursor(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setFont(theme.font(11, "medium"))
        for at, name in self._ticks:
            x = self._axis.x(at)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, 28), QPointF(x, self.height() - 10))
            painter.setPen(theme.color("muted"))
            if x + 24 < self.width():
                painter.drawText(QRectF(x + 4, 8, 90, 18), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font(11, "semibold"))
        painter.setPen(theme.color("muted"))
        for lane, y in self._at_y.items():
            painter.drawText(QRectF(EDGE, y, LABELS, BAR), _MIDDLE, lane.capitalize())
        if "worth" not in self._at_y:
            return
        painter.setFont(theme.font(11, "regular"))
        for row, (what, _) in enumerate(self._lanes.worth[:3]):
            painter.setPen(theme.color("accent" if row == 0 else "muted"))
            room = QRectF(EDGE, self._at_y["worth"] + 17 + row * 13, LABELS, 14)
            painter.drawText(room, _MIDDLE, NAMES.get(what, what))

    def _paint_bars(self, painter: QPainter, lane: str, bars: Sequence[Bar]) -> None:
        painter.setFont(theme.font(11, "medium"))
        metrics = QFontMetrics(painter.font())
        for bar in bars:
            left = self._axis.x(bar.since)
            right = self._axis.x(bar.until or self._last)
            box = QRectF(left, self._at_y[lane], max(3.0, right - left - 2), BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"b_{bar.tone}"))
            painter.drawRoundedRect(box, 4, 4)
            self._boxes.append(_Box(box, f"{bar.whole}, from {self._words.moment(bar.since)}"))
            if box.width() < LEAST_WORDS:
                continue
            painter.setPen(theme.color(f"c_{bar.tone}"))
            room = box.adjusted(5, 0, -3, 0)
            said = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _MIDDLE, said)

    def _paint_worth(self, painter: QPainter) -> None:
        amounts: dict[str, list[int]] = {}
        for _, steps in self._lanes.worth:
            for step in steps:
                amounts.setdefault(step.currency, []).append(step.amount_minor)

        def y(step: Step) -> float:
            """Its height among the values of its own currency: others are no measure for it."""
            low, high = min(amounts[step.currency]), max(amounts[step.currency])
            part = (step.amount_minor - low) / (high - low) if high > low else 0.5
            return self._at_y["worth"] + WORTH_HIGH - 6 - part * (WORTH_HIGH - 26)

        for row, (what, steps) in reversed(list(enumerate(self._lanes.worth))):
            strong = row == 0
            ink = theme.color("accent" if strong else "muted")
            style = Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine
            painter.setPen(QPen(ink, 2 if strong else 1.4, style))
            self._paint_steps(painter, [(self._axis.x(s.at), y(s)) for s in steps])
            for step in steps:
                spot = QPointF(self._axis.x(step.at), y(step))
                near = QRectF(spot.x() - 6, spot.y() - 6, 12, 12)
                words = f"{NAMES.get(what, what)} {step.words}, from {self._words.moment(step.at)}"
                self._boxes.append(_Box(near, words))
                if strong:
                    painter.setPen(QPen(ink, 2))
                    painter.setBrush(theme.color("surface"))
                    painter.drawEllipse(spot, 3.5, 3.5)
            if strong:
                self._name_steps(painter, steps, y)

    def _paint_steps(self, painter: QPainter, points: Sequence[tuple[float, float]]) -> None:
        end = self._axis.x(self._last)
        for at, (x, height) in enumerate(points):
            until = points[at + 1][0] if at + 1 < len(points) else end
            painter.drawLine(QPointF(x, height), QPointF(until, height))
            if at + 1 < len(points):
                painter.drawLine(QPointF(until, height), QPointF(until, points[at + 1][1]))

    def _name_steps(self, painter: QPainter, steps: Sequence[Step], y) -> None:  # type: ignore[no-untyped-def]
        """Each value over its step, as far as they do not stand on each other."""
        painter.setFont(theme.font(11, "semibold"))
        painter.setPen(theme.color("ink"))
        metrics, free_from = QFontMetrics(painter.font()), 0.0
        several = len({one.currency for _, said in self._lanes.worth for one in said}) > 1
        for step in steps:
            said = figure(step.amount_minor, step.currency, self._words.settings.locale)
            said = said.removesuffix(".00").removesuffix(",00")
            said = f"{step.currency} {said}" if several else said
            wide = metrics.horizontalAdvance(said)
            x = min(self._axis.x(step.at) + 7, self.width() - EDGE - wide)
            if x >= free_from:
                painter.drawText(QPointF(x, y(step) - 6), said)
                free_from = x + wide + 8

    def _paint_reports(self, painter: QPainter) -> None:
        painter.setFont(theme.font(11, "semibold"))
        middle = self._at_y["reports"] + BAR / 2
        for point in self._lanes.reports:
            spot = QPointF(self._axis.x(point.at), middle)
            painter.setPen(QPen(theme.color("surface"), 1.5))
            painter.setBrush(theme.color(f"c_{point.tone}"))
            painter.drawEllipse(spot, DOT, DOT)
            painter.setPen(theme.color("surface"))
            box = QRectF(spot.x() - DOT, middle - DOT, 2 * DOT, 2 * DOT)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(point.nth))
            self._boxes.append(_Box(box, f"{point.words}, {self._words.moment(point.at)}"))

    def _paint_cursor(self, painter: QPainter) -> None:
        if not self._cursor:
            return
        x = self._axis.x(self._cursor)
        ink: QColor = theme.color("accent")
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, 32), QPointF(x, self.height() - 10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        top = [QPointF(x - 6, 25), QPointF(x + 6, 25), QPointF(x, 33)]
        painter.drawPolygon(QPolygonF(top))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter

"""The bar of the mode: the one solid block of the program, so that a mode is never missed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views import theme
from app.views.keys import caps
from app.views.scan.basket import LASTS_MS, Basket, place_words
from app.views.widgets.key_caps import caps_width, paint_caps
from app.views.widgets.toast import announce

HEIGHT = 64
GROUNDS = {"OUT": "accent", "IN": "c_ok", "COUNT": "c_vio", "PRINT": "c_info"}
VERBS = {"OUT": "set down for", "IN": "put back into", "COUNT": "looked for in"}
ANNOUNCED = (30, 10, 0)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _EndButton(QPushButton):
    """End now, in the colours of the bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("End now", parent)
        self.setAccessibleName("End now")
        self.setAccessibleDescription("Key Esc")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(13, "semibold")).horizontalAdvance("End now")
        return QSize(text + caps_width(caps("Escape")) + 38, 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.color("on_accent")
        painter.setPen(QPen(ink, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(ink)
        painter.drawText(QRect(15, 0, self.width(), self.height()), _LEFT, "End now")
        left = 15 + painter.fontMetrics().horizontalAdvance("End now") + 8
        at = QRect(left, self.height() // 2, 0, 0).topLeft()
        paint_caps(painter, at, caps("Escape"), "on_accent", "on_accent")


class ModeBar(QWidget):
    """Verb, from → to, what each scan means, seconds left as words and as a draining line."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._basket: Basket | None = None
        self._seconds = LASTS_MS // 1000
        self._end = _EndButton(self)
        self._end.clicked.connect(self.ended)
        self.hide()

    def show_basket(self, basket: Basket) -> None:
        """Show the mode of a basket, or nothing where none is on."""
        self._basket = basket
        self.setVisible(bool(basket.mode))
        self._name()
        self.update()

    def show_seconds(self, left: int) -> None:
        """So many seconds until the mode ends by itself; said aloud at 30, 10 and 0."""
        self._seconds = left
        self._name()
        if left in ANNOUNCED:
            announce(self, self.accessibleName())
        self.update()

    @property
    def words(self) -> str:
        """What each scan means now."""
        basket = self._basket
        if basket is None or not basket.mode:
            return ""
        if basket.mode == "PRINT":
            return "The tag of each piece and place you scan is printed at DONE"
        if basket.target is None:
            return (
                "Scan the tray or the order first"
                if basket.mode == "COUNT"
                else "Scan the place first"
            )
        verb = VERBS.get(basket.mode, "set down for")
        return f"Each piece you scan is {verb} {place_words(basket.target)}"

    def _name(self) -> None:
        basket = self._basket
        if basket is None:
            return
        to = f" to {place_words(basket.target)}" if basket.target else ""
        self.setAccessibleName(f"Mode {basket.mode}{to}, ends in {self._seconds} seconds")

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        size = self._end.sizeHint()
        self._end.setGeometry(
            self.width() - 26 - size.width(), (HEIGHT - 4 - size.height()) // 2, *size.toTuple()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        basket = self._basket
        if basket is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color(GROUNDS.get(basket.mode, "accent")))
        ink = theme.color("on_accent")
        painter.setPen(QPen(ink, 1))
        painter.setFont(theme.font(15, "semibold"))
        middle = (HEIGHT - 4) // 2
        width = painter.fontMetrics().horizontalAdvance(basket.mode) + 26
        box = QRectF(26.5, middle - 15.5, width, 32)
        painter.drawRoundedRect(box, 6, 6)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, basket.mode)
        left = int(box.right()) + 15
        right = self._paint_clock(painter, self._end.x() - 16, middle)
        left = self._paint_way(painter, basket, left, right, middle)
        painter.setFont(theme.font(13))
        room = QRect(left + 12, 0, right - left - 24, HEIGHT - 4)
        if room.width() > 80:
            words = painter.fontMetrics().elidedText(
                self.words, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, _LEFT, words)
        drained = round(self.width() * self._seconds * 1000 / LASTS_MS)
        line = QColor(theme.color("on_accent"))
        line.setAlphaF(0.45)
        painter.fillRect(QRect(0, HEIGHT - 4, min(drained, self.width()), 4), line)

    def _paint_way(
        self, painter: QPainter, basket: Basket, left: int, right: int, middle: int
    ) -> int:
        painter.setFont(theme.font(18, "semibold"))
        metrics = painter.fontMetrics()
        ends = [place_words(one) for one in (basket.source, basket.target) if one]
        for at, words in enumerate(ends):
            if at:
                icon = QRect(left + 2, middle - 8, 17, 17)
                theme.paint_icon(painter, icon, "arrow-right", "on_accent")
                left += 30
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(60, right - left))
            painter.drawText(QRect(left, 0, right - left, HEIGHT - 4), _LEFT, shown)
            left += metrics.horizontalAdvance(shown) + 10
        return left

    def _paint_clock(self, painter: QPainter, right: int, middle: int) -> int:
        painter.setFont(theme.font(18, "semibold", numbers=True))
        words = f"{self._seconds} s"
        width = painter.fontMetrics().horizontalAdvance("00 s")
        painter.drawText(QRect(right - width, 0, width + 4, HEIGHT - 4), _LEFT, words)
        right -= width + 8
        painter.setFont(theme.font(13, "medium"))
        width = painter.fontMetrics().horizontalAdvance("ends in")
        painter.drawText(QRect(right - width, 0, width + 2, HEIGHT - 4), _LEFT, "ends in")
        right -= width + 9
        theme.paint_icon(painter, QRect(right - 17, middle - 8, 17, 17), "clock", "on_accent")
        return right - 30

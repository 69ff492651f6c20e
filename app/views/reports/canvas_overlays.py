"""What lies over the photo: scale, zoom, the ghost, the frame. White and ink in both themes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from app.domain.lengths import short_mm
from app.views import theme
from app.views.theme.tokens import LIGHT
from app.views.widgets.key_caps import CAP, caps_width

LINE, INK, MUTED = QColor(LIGHT["line"]), QColor(LIGHT["ink"]), QColor(LIGHT["muted"])
ACCENT, WHITE = QColor(LIGHT["accent"]), QColor("#FFFFFF")
GROUND = QColor(255, 255, 255, 242)
STEPS_UM = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


class OverlayButton(QToolButton):
    """A plate with an icon, words and a key cap ("Ghost of last report off", G)."""

    def __init__(self, icon: str, words: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._key = icon, key
        self._short = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Key {self._key}")
        self.adjustSize()

    def set_short(self, short: bool) -> None:
        """Icon and key alone, where words would hide too much of the photo; the tip says them."""
        self._short = short
        self.setToolTip(self.text() if short else "")
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(12, "semibold")).horizontalAdvance(self.text())
        if self._short:
            words = -9
        return QSize(10 + 16 + 8 + words + 9 + caps_width([self._key]) + 8, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _icon(painter, QRect(10, 6, 16, 16), self._icon, INK)
        painter.setPen(INK)
        painter.setFont(theme.font(12, "semibold"))
        if not self._short:
            words = self.rect().adjusted(34, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        wide = caps_width([self._key])
        cap = QRectF(self.width() - wide - 8, (self.height() - CAP) / 2, wide, CAP)
        painter.setPen(QPen(QColor(LIGHT["line2"]), 1))
        painter.setBrush(QColor(LIGHT["sunken"]))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(LIGHT["ink2"]))
        painter.setFont(theme.font(11, "medium"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


class ScaleBar(QWidget):
    """A line of round length on the photo, and where the scale is from; hidden without one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._um, self._px, self._about = 0, 0.0, ""
        self.hide()

    def show_scale(self, um_per_px: float, about: str) -> None:
        """So many µm a screen pixel; 0 hides it."""
        self.setVisible(um_per_px > 0)
        if um_per_px <= 0:
            return
        self._um = max((um for um in STEPS_UM if um / um_per_px <= 110), default=STEPS_UM[0])
        self._px, self._about = self._um / um_per_px, about
        words = f"{short_mm(self._um)} mm"
        self.setAccessibleName(f"Scale, {words} {about}".strip())
        bold, small = theme.font(12, "semibold"), theme.font(11)
        width = 12 + self._px + 10 + QFontMetrics(bold).horizontalAdvance(words) + 12
        if about:
            width += QFontMetrics(small).horizontalAdvance(about) + 9
        self.resize(int(width), 28)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(INK, 2))
        middle, left, right = self.height() / 2, 12.0, 12 + self._px
        path = QPainterPath()
        path.moveTo(left, middle)
        path.lineTo(right, middle)
        for x in (left, (left + right) / 2, right):
            tall = 4.0 if x != (left + right) / 2 else 2.5
            path.moveTo(x, middle - tall)
            path.lineTo(x, middle + tall)
        painter.drawPath(path)
        painter.setFont(theme.font(12, "semibold"))
        words = f"{short_mm(self._um)} mm"
        at = self.rect().adjusted(int(right) + 10, 0, 0, 0)
        painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), words)
        at.setLeft(at.left() + painter.fontMetrics().horizontalAdvance(words) + 9)
        painter.setFont(theme.font(11))
        painter.setPen(MUTED)
        painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), self._about)


class ZoomBar(QWidget):
    """− 164 % + Fit 1:1."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ["−", "100 %", "+", "Fit", "1:1"]
        self._names = {"−": "Zoom out", "+": "Zoom in", "Fit": "Fit the photo", "1:1": "One to one"}
        self._buttons: dict[str, QToolButton] = {}
        for word, name in self._names.items():
            button = QToolButton(self)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setStyleSheet("background: transparent; border: 0; min-height: 0; padding: 0;")
            button.setProperty("word", word)
            button.clicked.connect(self._on_clicked)
            self._buttons[word] = button
        self.show_zoom(1.0)

    def show_zoom(self, zoom: float) -> None:
        """How many screen pixels a pixel of the photo takes."""
        self._words[1] = f"{round(zoom * 100)} %"
        self.setAccessibleName(f"Zoom {self._words[1]}")
        x = 4
        self._places = []
        for word in self._words:
            width = max(26, QFontMetrics(theme.font(12, "semibold")).horizontalAdvance(word) + 16)
            self._places.append(QRect(x, 0, width, 28))
            if word in self._buttons:
                self._buttons[word].setGeometry(x, 0, width, 28)
            x += width
        self.resize(x + 4, 28)
        self.update()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.pressed.emit(str(button.property("word")))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)
        painter = QPainter(self)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(INK)
        for word, place in zip(self._words, self._places, strict=True):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), word)


class PhotoFrame(QWidget):
    """Rounds the photo's corners off and frames it: 2 px in the focus colour while it has the keys."""

    def __init__(self, parent: QWidget, outside: str = "canvas") -> None:
        super().__init__(parent)
        self._outside = outside
        self.focused = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inner = QPainterPath()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        inner.addRoundedRect(box, 10, 10)
        painter.fillPath(whole - inner, theme.color(self._outside))
        painter.setPen(QPen(theme.color("focus" if self.focused else "line2"), 2))
        painter.drawRoundedRect(box, 10, 10)


def paint_plate(widget: QWidget) -> None:
    """The white plate under an overlay."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(LINE, 1))
    painter.setBrush(GROUND)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)


def _icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    theme.paint_icon_in(painter, rect, name, colour.name())

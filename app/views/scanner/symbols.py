"""Codes on the screen for a scanner to read: black on white whatever the theme, whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.scan_report import LONG, ROUNDED, SQUARE
from app.views.widgets.text import Text

QUIET = {SQUARE: 2, ROUNDED: 4, LONG: 10}
"""White around each kind, in modules."""
BAR_HEIGHT = 30


def code_image(kind: str, text: str) -> QImage:
    """A code, a pixel a module, with its quiet zone."""
    import zxingcpp  # here: encoders load when a code is drawn

    formats = {
        SQUARE: zxingcpp.BarcodeFormat.DataMatrix,
        LONG: zxingcpp.BarcodeFormat.Code128,
        ROUNDED: zxingcpp.BarcodeFormat.QRCode,
    }
    drawn = zxingcpp.create_barcode(text, formats[kind]).to_image(scale=1, add_quiet_zones=False)
    view = memoryview(drawn)
    rows, columns = view.shape or (0, 0)
    grey = view.tobytes()
    lines = 1 if kind == LONG else rows
    quiet = QUIET[kind]
    above = 0 if kind == LONG else quiet
    image = QImage(columns + 2 * quiet, lines + 2 * above, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for row in range(lines):
        for column in range(columns):
            if not grey[row * columns + column]:
                image.setPixel(column + quiet, row + above, 0xFF000000)
    return image


class CodeOnScreen(QWidget):
    """One code and what it is called; ``set_heard`` ticks it off."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        self.kind = kind
        self.text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.picture = _Picture(kind, text)
        self._words = Text(kind, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.picture)
        column.addWidget(self._words)
        self.set_heard(False)

    def set_heard(self, heard: bool) -> None:
        """It was read, or nobody has tried yet."""
        self._words.setText(f"{self.kind} · read" if heard else self.kind)
        self.picture.setAccessibleName(f"Test code {self.kind}{', read' if heard else ''}")


class _Picture(QWidget):
    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        self._image = code_image(kind, text)
        self._factor = 2 if kind == LONG else 4
        height = BAR_HEIGHT * 3 if kind == LONG else self._image.height() * self._factor
        self.setFixedSize(self._image.width() * self._factor, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(255, 255, 255))
        image = self.drawn(self.devicePixelRatioF())
        size = image.deviceIndependentSize()
        painter.drawImage(QPointF(0, (self.height() - size.height()) / 2), image)

    def drawn(self, ratio: float) -> QImage:
        """Every module as many whole pixels of the screen wide as fit, also at 125 %."""
        module = max(1, int(self._factor * ratio))
        image = self._image
        high = image.height() * module if image.height() > 1 else round(self.height() * ratio)
        drawn = image.scaled(
            image.width() * module,
            high,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.FastTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        return drawn

"""The engraving as it will be cut: the very stored characters, drawn in the engraver's own face."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.printing.lettering import ENGRAVING_FACES, font_path
from app.views import theme

HEIGHT = 66
LARGEST, SMALLEST = 36, 9
SIDE = 16


@lru_cache(maxsize=8)
def engraving_family(code: str) -> str:
    """The family of an engraving font by its code, loaded when it is first shown."""
    face = ENGRAVING_FACES.get(code, ENGRAVING_FACES["script"])[0]
    made = QFontDatabase.addApplicationFont(font_path(face))
    families = QFontDatabase.applicationFontFamilies(made)
    return families[0] if families else "Inter"


class EngravingView(QWidget):
    """Scaled down to fit, never cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._text, self._font_code = "", ""

    def show_engraving(self, text: str, font_code: str) -> None:
        """Show a text in the font of a code (``ENGRAVING_FACES``)."""
        self._text, self._font_code = text, font_code
        name = ENGRAVING_FACES.get(font_code, ENGRAVING_FACES["script"])[1]
        self.setAccessibleName(f"Engraving, {text}, in {name}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def fitting(self, width: float) -> QFont:
        """The largest font in which the whole text has room."""
        made = QFont(engraving_family(self._font_code))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for size in range(LARGEST, SMALLEST - 1, -1):
            made.setPixelSize(size)
            if QFontMetricsF(made).horizontalAdvance(self._text) <= width:
                break
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("sunken"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.setPen(theme.color("ink"))
        painter.setFont(self.fitting(self.width() - 2 * SIDE))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)

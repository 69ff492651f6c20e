"""The dashed place where the next photo goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.views import theme
from app.views.keys import Key
from app.views.widgets.key_caps import caps_width, paint_caps


class AddPhotoTile(QAbstractButton):
    """Camera and F7; ``busy`` says how many pictures are on their way."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size
        self._busy = 0
        self._over = False
        self._watched = ""
        self.setAccessibleName("Add a photo")
        self.setAccessibleDescription(
            "F7 chooses files, Shift F7 says the other ways; or drop, paste"
        )
        self.setToolTip("From files, by phone, by camera, from a folder; or drop or paste one here")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_busy(self, count: int) -> None:
        """So many are being taken in."""
        self._busy = count
        self._name()

    def set_watched(self, folder: str) -> None:
        """The photos that arrive in a folder come here; "" when no more."""
        self._watched = folder
        self._name()

    def _name(self) -> None:
        busy = f", {self._busy} on the way" if self._busy else ""
        watched = f"; “{self._watched}” is watched" if self._watched else ""
        self.setAccessibleName(f"Add a photo{busy}{watched}")
        self.update()

    def set_over(self, over: bool) -> None:
        """Something that can be dropped hangs over the form."""
        self._over = over
        self.update()

    def set_size(self, size: QSize) -> None:
        """Another size: large while there is no photo."""
        self._size = size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self._over
        pen = QPen(theme.color("focus" if lit else "field"), 2 if lit else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ground = "sel" if self._over else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        middle = self.rect().center()
        icon = "hourglass" if self._busy else "folder-open" if self._watched else "camera"
        theme.paint_icon(painter, QRect(middle.x() - 9, middle.y() - 22, 18, 18), icon)
        caps = [str(Key.PHOTO)]
        at = QPoint(middle.x() - caps_width(caps) // 2, middle.y() + 14)
        paint_caps(painter, at, caps, "ink2", "line2", "sunken")
        if self.width() > 120:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            room = self.rect().adjusted(8, 0, -8, -12)
            words = "or drop, or paste"
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), words
            )

"""Pictures of a drawn tag: as large as it is, enlarged dot by dot, and folded as it hangs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.printing.tag.stock import UM_PER_INCH, Stock
from app.views import theme
from app.views.designer.canvas_ground import area_rect, shape_of

EDGE = 10
USUAL_SCREEN_DPI = 96.0


def screen_dpi(widget: QWidget) -> float:
    """How many of the widget's pixels are an inch on this screen; a screen that lies is taken for 96."""
    screen = widget.screen()
    told = screen.physicalDotsPerInch() if screen else 0.0
    return told if 50 <= told <= 400 else USUAL_SCREEN_DPI


def life_size(image: QImage, dpi: int, widget: QWidget) -> QSizeF:
    """How large a raster is on the screen where a millimetre is a millimetre."""
    per = screen_dpi(widget) / dpi
    return QSizeF(image.width() * per, image.height() * per)


class TagWell(QWidget):
    """A tag in its own size on a quiet ground; ``bad`` frames it in red."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._dpi = 300
        self._stock: Stock | None = None
        self.bad = False
        self._name = name
        self.setAccessibleName(name)
        self.setMinimumHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_tag(self, image: QImage | None, stock: Stock, dpi: int, wrong: str = "") -> None:
        """Show a tag; ``wrong`` says why it does not fit."""
        self._image, self._stock, self._dpi, self.bad = image, stock, dpi, bool(wrong)
        self.setToolTip(wrong)
        self.setAccessibleDescription(wrong)
        self.updateGeometry()
        self.update()

    @property
    def shown_size(self) -> QSizeF:
        """How large the tag is shown where there is room for it, px."""
        return life_size(self._image, self._dpi, self) if self._image else QSizeF()

    def sizeHint(self) -> QSize:
        size = self.shown_size
        return QSize(int(size.width()) + 2 * EDGE, min(260, int(size.height()) + 2 * EDGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("c_bad" if self.bad else "line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._image is None or self._stock is None:
            return
        self.paint_tag(painter, self._image, self._stock)

    def paint_tag(self, painter: QPainter, image: QImage, stock: Stock) -> None:
        """The tag in the middle, smaller only where the room is."""
        size = self.shown_size
        room = QSizeF(self.width() - 2 * EDGE, self.height() - 2 * EDGE)
        times = min(1.0, room.width() / size.width(), room.height() / size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(
            (self.width() - size.width() * times) / 2, (self.height() - size.height() * times) / 2
        )
        scale = size.width() * times / image.width()
        painter.scale(scale, scale)
        painter.setPen(Qt.PenStyle.NoPen)
        shape = shape_of(stock, self._dpi)
        painter.fillPath(shape, Qt.GlobalColor.white)
        painter.setClipPath(shape)
        _draw_fine(painter, image, scale * self.devicePixelRatioF())


class FoldedWell(TagWell):
    """Each panel on its own, as the folded tag shows it, on a string."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), min(260, hint.height() + 12))

    def paint_tag(self, painter: QPainter, image: QImage, stock: Stock) -> None:
        per = screen_dpi(self) / self._dpi
        boxes = [area_rect(panel, self._dpi) for panel in stock.panels]
        turned = [panel.turned for panel in stock.panels]
        flat = [
            QSizeF(b.height(), b.width()) if t % 180 else b.size()
            for b, t in zip(boxes, turned, strict=True)
        ]
        gap, loop = 26.0, 12.0
        wide = sum(one.width() for one in flat) * per + gap * (len(flat) - 1)
        high = max(one.height() for one in flat) * per + loop
        times = min(
            1.0, (self.width() - 2 * EDGE) / wide, (self.height() - 2 * EDGE + 4) / max(1.0, high)
        )
        left = (self.width() - wide * times) / 2
        top = (self.height() - high * times) / 2 + loop * times
        for box, turn, size in zip(boxes, turned, flat, strict=True):
            width, height = size.width() * per * times, size.height() * per * times
            spot = QRectF(left, top, width, height)
            string = QPainterPath(QPointF(spot.left() - 12, spot.top() - 5))
            string.quadTo(spot.left() + 2, spot.top() - 8, spot.left() + 6, spot.top() + 3)
            painter.setPen(QPen(theme.color("field"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(string)
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRoundedRect(spot.adjusted(-2, -2, 2, 2), 4, 4)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(spot.center())
            painter.rotate(-turn)
            painter.scale(per * times, per * times)
            painter.translate(-box.width() / 2, -box.height() / 2)
            part = image.copy(box.toAlignedRect())
            _draw_fine(painter, part, per * times * self.devicePixelRatioF())
            painter.restore()
            left += width + gap * times


class PanelZoom(QWidget):
    """A panel four times as large, dot by dot; what runs past the edge is red beyond a dashed line."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._inside = QSize()
        self._dpi = 300
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def runs_over(self) -> bool:
        """Whether something runs past the panel's edge."""
        return self._image is not None and self._image.size() != self._inside

    def show_panel(self, image: QImage, inside: QSize, dpi: int) -> None:
        """Show a panel; ``inside`` is its own size in dots, what lies beyond runs over."""
        self._image, self._inside, self._dpi = image, inside, dpi
        self.setFixedHeight(self._height())
        self.update()

    def _scale(self) -> float:
        """Pixels of the window a dot: four to one, or less where the room is."""
        if self._image is None:
            return 1.0
        wanted = 4 * screen_dpi(self) / self._dpi
        return min(wanted, (self.width() - 2) / self._image.width())

    def _height(self) -> int:
        if self._image is None:
            return 60
        return max(24, min(420, int(self._image.height() * self._scale()) + 2))

    def resizeEvent(self, event: object) -> None:
        self.setFixedHeight(self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        scale = min(self._scale(), (self.height() - 2) / self._image.height())
        whole = QRectF(1, 1, self._image.width() * scale, self._image.height() * scale)
        painter.fillRect(whole, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=scale < 1)
        painter.drawImage(whole, self._image)
        painter.setPen(QPen(theme.color("c_bad" if self.runs_over else "line2"), 1))
        painter.drawRect(whole)
        if self.runs_over:
            pen = QPen(theme.color("c_bad"), 1)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            right, below = self._inside.width() * scale + 1, self._inside.height() * scale + 1
            if self._image.width() > self._inside.width():
                painter.drawLine(QPointF(right, 1), QPointF(right, whole.bottom()))
            if self._image.height() > self._inside.height():
                painter.drawLine(QPointF(1, below), QPointF(whole.right(), below))


def _draw_fine(painter: QPainter, image: QImage, scale: float) -> None:
    """Draw a raster smaller without losing its thin strokes: Qt looks at four dots only."""
    if scale >= 0.75:
        painter.drawImage(QPointF(0, 0), image)
        return
    small = image.scaled(
        max(1, round(image.width() * scale)),
        max(1, round(image.height() * scale)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage(QRectF(0, 0, image.width(), image.height()), small)


def mm(dots: int, dpi: int) -> str:
    """So many dots in millimetres, with one decimal."""
    return f"{dots * UM_PER_INCH / dpi / 1000:.1f}"

"""What lies around and over the dots of a tag: its shape, a ruler in mm, panels, folds, handles."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.printing.tag.stock import UM_PER_INCH, Area, Stock
from app.views import theme

GROUND_PX = (44, 40, 16, 34)
"""Room left of, above, right of and below the tag on the screen, px."""
HANDLE_PX = 8
_ARROWS = {"left": (1, 0), "right": (-1, 0), "up": (0, 1), "down": (0, -1)}


def in_dots(um: int, dpi: int) -> float:
    """A length in dots, not rounded: for lines that are not printed."""
    return um * dpi / UM_PER_INCH


def area_rect(area: Area, dpi: int) -> QRectF:
    """A rectangle of the stock in dots."""
    return QRectF(
        in_dots(area.x_um, dpi),
        in_dots(area.y_um, dpi),
        in_dots(area.width_um, dpi),
        in_dots(area.height_um, dpi),
    )


def shape_of(stock: Stock, dpi: int) -> QPainterPath:
    """The outline of the tag in dots."""
    path = QPainterPath()
    if stock.outline:
        corners = [QPointF(in_dots(x, dpi), in_dots(y, dpi)) for x, y in stock.outline]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
        return path
    corner = in_dots(stock.corner_um, dpi)
    box = QRectF(0, 0, in_dots(stock.width_um, dpi), in_dots(stock.height_um, dpi))
    path.addRoundedRect(box, corner, corner)
    return path


def paint_ground(painter: QPainter, stock: Stock, dpi: int, scale: float) -> None:
    """Paper, keep-outs and ruler. A tag is white in both themes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = shape_of(stock, dpi)
    painter.setPen(_pen("field", 1.4))
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawPath(shape)
    hatch = QBrush(QColor(theme.LIGHT["c_bad"]), Qt.BrushStyle.BDiagPattern)
    # The hatch keeps its weight on the screen, however large the tag is shown.
    hatch.setTransform(painter.transform().inverted()[0])
    painter.setOpacity(0.45)
    for keep in stock.keep_out:
        inside = QPainterPath()
        inside.addRect(area_rect(keep, dpi))
        painter.fillPath(inside.intersected(shape), hatch)
    painter.restore()
    _paint_ruler(painter, stock, dpi, scale)


def _paint_ruler(painter: QPainter, stock: Stock, dpi: int, scale: float) -> None:
    painter.save()
    mm = in_dots(1_000, dpi) * scale
    _paint_ticks(painter, stock, dpi, scale, every=1 if mm >= 4 else 2 if mm >= 2 else 10)
    at = painter.transform()
    painter.resetTransform()
    _paint_figures(painter, stock, dpi, at, every=10 if mm * 10 >= 34 else 50)
    _paint_feed(
        painter, stock, QPointF(at.map(QPointF(0, 0))), at.m11() * in_dots(stock.height_um, dpi)
    )
    painter.restore()


def _paint_ticks(painter: QPainter, stock: Stock, dpi: int, scale: float, *, every: int) -> None:
    """A tick each ``every`` mm along the tag's upper and left edge, a longer one each five."""
    painter.setPen(_pen("muted", 1))
    many = stock.width_um // 1000
    down = stock.height_um // 1000
    long = {True: 9, False: 4}
    ticks = [
        QLineF(
            in_dots(1000 * n, dpi),
            -3 / scale,
            in_dots(1000 * n, dpi),
            -(3 + long[n % 5 == 0]) / scale,
        )
        for n in range(0, many + 1, every)
    ]
    ticks += [
        QLineF(
            -3 / scale,
            in_dots(1000 * n, dpi),
            -(3 + long[n % 5 == 0]) / scale,
            in_dots(1000 * n, dpi),
        )
        for n in range(0, down + 1, every)
    ]
    painter.drawLines(ticks)


def _paint_figures(
    painter: QPainter, stock: Stock, dpi: int, at: QTransform, *, every: int
) -> None:
    """The millimetres in figures of one size on the screen; ``at`` is where the tag's dots stand."""
    painter.setFont(theme.font(11, numbers=True))
    painter.setPen(theme.color("muted"))
    for n in range(0, stock.width_um // 1000 + 1, every):
        spot = at.map(QPointF(in_dots(1000 * n, dpi), 0))
        painter.drawText(
            QRectF(spot.x() - 20, spot.y() - 31, 40, 16), int(Qt.AlignmentFlag.AlignCenter), str(n)
        )
    for n in range(every, stock.height_um // 1000 + 1, every):
        spot = at.map(QPointF(0, in_dots(1000 * n, dpi)))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(spot.x() - 42, spot.y() - 8, 28, 16), int(flags), str(n))


def _paint_feed(painter: QPainter, stock: Stock, corner: QPointF, high: float) -> None:
    """An arrow from where the tag leaves the printer."""
    right, down = _ARROWS.get(stock.feed, (1, 0))
    middle = QPointF(corner.x() - 28, corner.y() + min(high / 2, 60) + 6)
    tip = middle + QPointF(6 * right, 6 * down)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("ink2"), 1.4))
    painter.drawLine(middle - QPointF(6 * right, 6 * down), tip)
    for side in (-1, 1):
        back = QPointF(-4 * right + 4 * side * down, -4 * down + 4 * side * right)
        painter.drawLine(tip, tip + back)


def paint_over(
    painter: QPainter,
    stock: Stock,
    dpi: int,
    scale: float,
    *,
    chosen: QRect | None,
    bad: Collection[str],
    focus: bool,
) -> None:
    """Panels, folds, their names, and the frame of the chosen field with its handles."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    light = theme.LIGHT
    for one in stock.panels:
        ink = light["c_bad"] if one.name in bad else light["focus"]
        painter.setPen(_pen_of(ink, 1.2, dashed=True))
        painter.drawRect(area_rect(one, dpi))
    width, height = in_dots(stock.width_um, dpi), in_dots(stock.height_um, dpi)
    painter.setPen(_pen_of(light["c_bad"], 1.5, dashed=True))
    for fold in stock.folds:
        at = in_dots(fold.at_um, dpi)
        line = QLineF(at, 0, at, height) if fold.upright else QLineF(0, at, width, at)
        painter.drawLine(line)
    if chosen is not None:
        _paint_chosen(painter, chosen, scale, focus)
    seen = painter.transform()
    painter.resetTransform()
    painter.setFont(theme.font(11, "medium"))
    under = seen.map(QPointF(0, height)).y() + 6
    for one in stock.panels:
        box = seen.mapRect(area_rect(one, dpi))
        if any(
            other.y_um > one.y_um and other.x_um < one.right_um and one.x_um < other.right_um
            for other in stock.panels
        ):
            continue  # another panel lies beneath: its name would stand on it
        painter.setPen(theme.color("c_bad" if one.name in bad else "ink2"))
        words = f"{one.name.capitalize()}, {one.width_um / 1000:g} × {one.height_um / 1000:g}"
        if one.turned:
            words += f", turned {one.turned}°"
        room = QRectF(box.center().x() - 130, under, 260, 18)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.setPen(theme.color("c_bad"))
    for fold in stock.folds:
        if fold.upright:
            spot = seen.map(QPointF(in_dots(fold.at_um, dpi), 0)).x()
            room = QRectF(spot - 60, under, 120, 18)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), "fold, keep out")
    painter.restore()


def _paint_chosen(painter: QPainter, box: QRect, scale: float, focus: bool) -> None:
    frame = QRectF(box)
    painter.setPen(_pen_of(theme.LIGHT["focus"], 2.6 if focus else 1.4))
    painter.drawRect(frame)
    half = HANDLE_PX / 2 / scale
    painter.setBrush(Qt.GlobalColor.white)
    painter.setPen(_pen_of(theme.LIGHT["focus"], 1.6))
    for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
        painter.drawRect(QRectF(corner.x() - half, corner.y() - half, 2 * half, 2 * half))


def _pen(token: str, width: float) -> QPen:
    return _pen_of(theme.color(token).name(), width)


def _pen_of(ink: str, width: float, *, dashed: bool = False) -> QPen:
    pen = QPen(QColor(ink), width)
    pen.setCosmetic(True)
    if dashed:
        pen.setDashPattern([4, 3])
    return pen

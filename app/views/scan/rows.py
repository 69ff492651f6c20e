"""The scans of a basket, newest first; doubtful ones are taller and offer one-key answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.chips import Chip as Status
from app.domain.dates import local_time
from app.shop import ShopSettings
from app.views import theme
from app.views.frame.entries import Index
from app.views.scan.basket import (
    ALREADY,
    OK,
    REFUSED,
    TWICE,
    UNKNOWN,
    WRONG,
    Row,
    code_words,
    unknown_words,
)
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.key_caps import caps_width, paint_caps

ROW = Qt.ItemDataRole.UserRole
LOW, TALL, HEAD = 50, 80, 34
TIME_LEFT, THUMB_LEFT, WORDS_LEFT = 14, 86, 138
CHIPS = {
    OK: Status("OK", "ok"),
    TWICE: Status("Twice", "neutral"),
    WRONG: Status("Wrong place", "warn"),
    UNKNOWN: Status("Unknown", "bad"),
    REFUSED: Status("Cannot go", "bad"),
    ALREADY: Status("There already", "neutral"),
}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True)
class Offer:
    """A way on for a doubtful row: its letter, its words, what it is called inside."""

    letter: str
    words: str
    answer: str


def offers_of(row: Row) -> tuple[Offer, ...]:
    """What can be done with a row that waits for an answer."""
    if row.result == WRONG:
        return (Offer("K", "Take it along", "take"), Offer("X", "Leave out", "leave"))
    if row.result == REFUSED:
        return (Offer("O", "Open it", "open"), Offer("X", "Leave out", "leave"))
    if row.result == UNKNOWN:
        near = tuple(
            Offer(str(nth), f"{one.title}?", f"near {nth - 1}")
            for nth, one in enumerate(row.scan.near[:2], 1)
        )
        other = (Offer("T", "Another code of …", "alias"),) if "alias" in row.scan.offers else ()
        return (
            *near,
            *other,
            Offer("L", "Look again", "again"),
            Offer("F", "Find it", "find"),
            Offer("X", "Leave out", "leave"),
        )
    return ()


class ScansModel(QAbstractListModel):
    """Rows of a basket; ``code`` and time in the shop's zone."""

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self._settings = settings
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows. Where new ones only came on top, the others stay as they are drawn."""
        new, before = tuple(rows), self.rows
        more = len(new) - len(before)
        if more < 0 or [row.number for row in new[more:]] != [row.number for row in before]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        if more:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self.rows = (*new[:more], *before)
            self.endInsertRows()
        self.rows = new
        others = [at for at, row in enumerate(before, more) if new[at] is not row]
        if others:
            self.dataChanged.emit(self.index(others[0]), self.index(others[-1]))
            if any(new[at].open != before[at - more].open for at in others):
                self.layoutChanged.emit()  # a doubtful row is taller

    def clock(self, row: Row) -> str:
        """When it was scanned, with seconds."""
        return f"{local_time(row.at, self._settings.zone):%H:%M:%S}"

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            offers = ", ".join(f"{offer.words} key {offer.letter}" for offer in offers_of(row))
            parts = (title_of(row), CHIPS[row.result].text, row.sentence, self.clock(row), offers)
            return ", ".join(part for part in parts if part)
        return None


def title_of(row: Row) -> str:
    """What a row is about."""
    if row.result == UNKNOWN:
        return unknown_words(row.scan)[0]
    return row.scan.detail or row.scan.title if row.scan.kind == "place" else row.scan.title


class ScanDelegate(QStyledItemDelegate):
    """Time, picture, title and code, what happened, the answers, the chip."""

    def __init__(self, thumbs: Callable[[str], QPixmap | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW)
        return QSize(100, TALL if row.open else LOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, ScansModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, theme.color("sel" if marked else "surface"))
        if marked:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        top = QRect(box.left(), box.top(), box.width(), LOW)
        painter.setFont(theme.font(12, numbers=True))
        painter.setPen(theme.color("muted"))
        painter.drawText(top.adjusted(TIME_LEFT, 0, 0, 0), _LEFT, model.clock(row))
        self._picture(painter, QRect(box.left() + THUMB_LEFT, box.top() + 6, 38, 38), row)
        status = CHIPS[row.result]
        width = chip_width(status)
        chip = QRectF(box.right() - 14 - width, box.top() + 13, width, 24)
        paint_chip(painter, chip, status)
        self._words(painter, box, row, int(chip.left()) - 12)
        for offer, place in offer_rects(row, box):
            _paint_offer(painter, offer, place)
        if bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    def _picture(self, painter: QPainter, box: QRect, row: Row) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 6, 6)
        picture = self._thumbs(row.scan.photo_sha256) if row.scan.photo_sha256 else None
        if picture is not None:
            painter.save()
            painter.setClipPath(path)
            side = min(picture.width(), picture.height())
            source = QRect(
                (picture.width() - side) // 2, (picture.height() - side) // 2, side, side
            )
            painter.drawPixmap(box, picture, source)
            painter.restore()
            return
        unknown = row.result == UNKNOWN
        painter.fillPath(path, theme.color("b_bad" if unknown else "skeleton"))
        icon = "circle-help" if unknown else "box" if row.scan.kind == "place" else "gem"
        inner = box.adjusted(10, 10, -10, -10)
        theme.paint_icon(painter, inner, icon, "c_bad" if unknown else "muted")

    def _words(self, painter: QPainter, box: QRect, row: Row, right: int) -> None:
        left = box.left() + WORDS_LEFT
        room = QRect(left, box.top() + 7, right - left, 18)
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title_of(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        used = metrics.horizontalAdvance(shown) + 10
        painter.setFont(theme.font(12))
        if row.result != UNKNOWN and room.width() - used > 60:
            painter.setPen(theme.color("muted"))
            painter.drawText(room.adjusted(used, 0, 0, 0), _LEFT, code_words(row.scan))
        painter.setPen(theme.color("ink2"))
        under = room.translated(0, 18)
        words = painter.fontMetrics().elidedText(
            row.sentence, Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(under, _LEFT, words)


def offer_rects(row: Row, box: QRect) -> list[tuple[Offer, QRect]]:
    """Where the answers of a row stand in it."""
    metrics = QFontMetrics(theme.font(12, "medium"))
    left, found = box.left() + WORDS_LEFT, []
    for offer in offers_of(row):
        words = metrics.elidedText(offer.words, Qt.TextElideMode.ElideRight, 190)
        width = metrics.horizontalAdvance(words) + caps_width([offer.letter]) + 24
        if left + width > box.right() - 10:
            break
        found.append((offer, QRect(left, box.top() + 50, width, 24)))
        left += width + 7
    return found


def _paint_offer(painter: QPainter, offer: Offer, box: QRect) -> None:
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    at = QPoint(box.left() + 5, box.center().y() + 1)
    paint_caps(painter, at, [offer.letter], "ink2", "line2", "sunken")
    left = box.left() + 5 + caps_width([offer.letter]) + 7
    painter.setFont(theme.font(12, "medium"))
    painter.setPen(theme.color("ink"))
    room = QRect(left, box.top(), box.right() - left - 4, box.height())
    words = painter.fontMetrics().elidedText(offer.words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, words)

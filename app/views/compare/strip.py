"""The pairs of photos below the large ones: each view out and in, and how many marks changed on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from app.domain.vocabulary import VIEWS
from app.services.report_difference import PhotoPair
from app.views import theme
from app.views.widgets.photo import Thumbs

TILE = QSize(120, 66)
_WORDS = 20


def changes_words(pair: PhotoPair) -> str:
    """How many of its marks changed, which photo is missing, or that both reports show one photo."""
    if pair.out is None:
        return "not out"
    if pair.into is None:
        return "not in"
    if not pair.changes:
        return "one photo" if pair.out.sha256 == pair.into.sha256 else "same"
    return f"{pair.changes} change{'s' if pair.changes > 1 else ''}"


class _Tile(QAbstractButton):
    def __init__(self, pair: PhotoPair, thumbs: Thumbs) -> None:
        super().__init__()
        self.pair, self._thumbs = pair, thumbs
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(TILE.width(), TILE.height() + _WORDS)
        title = VIEWS.title(pair.view)
        self.setAccessibleName(f"{title}, {changes_words(pair)}")
        self.setToolTip(f"{title}, {changes_words(pair)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(1, 1, TILE.width() - 2, TILE.height() - 2)
        path = QPainterPath()
        path.addRoundedRect(box, 8, 8)
        painter.setClipPath(path)
        half = box.width() / 2
        for at, photo in enumerate((self.pair.out, self.pair.into)):
            room = QRectF(box.left() + at * (half + 1), box.top(), half - 1, box.height())
            painter.fillRect(room, theme.color("skeleton"))
            picture = self._thumbs(photo.sha256) if photo else None
            if picture is not None:
                _fill(painter, picture, room)
        painter.setClipping(False)
        on = self.isChecked() or self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus" if on else "line2"), 2 if on else 1))
        painter.drawRoundedRect(box, 8, 8)
        below = self.rect().adjusted(2, TILE.height() + 2, -2, 0)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color("ink"))
        title = VIEWS.title(self.pair.view)
        painter.drawText(below, 0, title)
        left = painter.fontMetrics().horizontalAdvance(title) + 8
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("muted"))
        right = int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(below.adjusted(left, 0, 0, 0), right, changes_words(self.pair))


def _fill(painter: QPainter, picture: QPixmap, room: QRectF) -> None:
    size = picture.size().scaled(
        room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
    )
    wide = room.width() * picture.width() / max(1, size.width())
    high = room.height() * picture.height() / max(1, size.height())
    source = QRectF((picture.width() - wide) / 2, (picture.height() - high) / 2, wide, high)
    painter.drawPixmap(room, picture, source)


class PairStrip(QScrollArea):
    """One tile a pair. ``chosen(at)`` tells which one is to be shown large."""

    chosen = Signal(int)

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._thumbs = thumbs
        self.setAccessibleName("Pairs of photos")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TILE.height() + _WORDS + 4)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addStretch(1)
        self.setWidget(inner)
        self.tiles: list[_Tile] = []
        thumbs.arrived.connect(self._on_arrived)

    def show_pairs(self, pairs: Sequence[PhotoPair], at: int) -> None:
        """Show these; the one at ``at`` is marked."""
        for tile in self.tiles:
            self._row.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [_Tile(pair, self._thumbs) for pair in pairs]
        for place, tile in enumerate(self.tiles):
            tile.setChecked(place == at)
            tile.clicked.connect(self._on_clicked)
            self._row.insertWidget(place, tile)
        self.setVisible(bool(pairs))

    def mark(self, at: int) -> None:
        """Mark the one that is shown large."""
        if 0 <= at < len(self.tiles):
            self.tiles[at].setChecked(True)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Tile):
            self.chosen.emit(self.tiles.index(sender))

    def _on_arrived(self) -> None:
        for tile in self.tiles:
            tile.update()

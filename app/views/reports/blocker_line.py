"""The line over the buttons that says what still stands before signing, and goes there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.services.report_gate import Blocker
from app.views import theme
from app.views.widgets.key_caps import caps_width, paint_caps

_HEIGHT, _AROUND = 34, 18
_MOST_LINES = 4
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_NAMED = 3
"""So many of the questions that come after the first are named."""
_FIELDS = {
    "photos": "a photo",
    "stones_found": "the stones",
    "parts_found": "the parts",
    "weight_before": "the weight",
    "weight_after": "the weight",
    "weight_reason": "why the weight differs",
    "shown_to_client": "whether the client saw it",
    "grade": "the grade",
    "findings": "the numbers of the findings",
    "reason": "the reason",
}


class BlockerLine(QPushButton):
    """Pressed, it goes to what is missing. Amber: before signing; red: a manager decides; else told."""

    def __init__(self) -> None:
        super().__init__()
        self.blocker: Blocker | None = None
        self._then: list[str] = []
        self._more = 0
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_blockers(self, blockers: tuple[Blocker, ...]) -> None:
        """Say the first one that blocks, else the first that is only told: what differs before what lacks."""
        blocking = [one for one in blockers if one.blocks]
        told = blocking or sorted(blockers, key=lambda one: one.field == "photos")
        first = self.blocker = told[0] if told else None
        waiting = told[1:]
        self._more = len(waiting)
        self._then = list(dict.fromkeys(_named(one) for one in waiting))
        self.setVisible(first is not None)
        words = self.words
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip("\n".join(one.sentence for one in told))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What the line says."""
        if self.blocker is None:
            return ""
        if not self.blocker.blocks:
            rest = f" And {self._more} more." if self._more else ""
            return f"May be signed. {self.blocker.sentence}{rest}"
        then, more = ", ".join(self._then[:_NAMED]), len(self._then) - _NAMED
        rest = f" and {more} more" if more > 0 else ""
        return f"Before signing: {self.blocker.sentence}{f' Then {then}{rest}.' if then else ''}"

    @property
    def _tone(self) -> str:
        if self.blocker is None or not self.blocker.blocks:
            return "info"
        return "bad" if self.blocker.stop else "warn"

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the sentence needs, up to four: its end is what is to be done."""
        metrics = QFontMetrics(theme.font(12, "medium"))
        room = QRect(0, 0, self._room(width).width(), 10_000)
        needed = metrics.boundingRect(room, int(_WRAPPED), self.words).height()
        return max(_HEIGHT, min(needed, _MOST_LINES * metrics.lineSpacing()) + _AROUND)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, _HEIGHT)

    def _room(self, width: int) -> QRect:
        """Where the words stand: between the icon and the key."""
        right = width - 10
        if self.blocker and self.blocker.field == "photos":
            right -= caps_width(["F7"]) + 8
        return QRect(35, 0, right - 35, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._tone
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{tone}"))
        inset = 1 if self.hasFocus() else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        icon = "info" if tone == "info" else "triangle-alert"
        middle = self.height() // 2
        theme.paint_icon(painter, QRect(11, middle - 8, 16, 16), icon, f"c_{tone}")
        room = self._room(self.width())
        if self.blocker and self.blocker.field == "photos":
            at = QPoint(room.right() + 9, middle)
            paint_caps(painter, at, ["F7"], f"c_{tone}", f"c_{tone}", f"b_{tone}")
        painter.setFont(theme.font(12, "medium"))
        painter.setPen(theme.color(f"c_{tone}"))
        painter.drawText(room, int(_WRAPPED), self._shown(room))

    def _shown(self, room: QRect) -> str:
        """The words that are painted: all of them, unless they are more than the most lines."""
        metrics = QFontMetrics(theme.font(12, "medium"))
        if metrics.boundingRect(room, int(_WRAPPED), self.words).height() <= room.height():
            return self.words
        most = room.width() * _MOST_LINES - 60
        return metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, most)


def _named(blocker: Blocker) -> str:
    """What a question is about, in a few words: "the grade", "mark 3"."""
    kind, _, n = blocker.field.partition(" ")
    return f"mark {n}" if kind == "finding" else _FIELDS.get(blocker.field, blocker.field)

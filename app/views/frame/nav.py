"""The navigation: every desk of the shop with what waits there, and who works at this PC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.views import theme
from app.views.frame.page import PageSpec
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.button import IconButton
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import SectionLabel, Text

WIDTH = 204
COMPACT_WIDTH = 188
ITEM, LOW_ITEM, LOWEST_ITEM = 36, 27, 22
"""Height of a line: as drawn, in a window that is low, and on a small screen at 150 %."""


class NavItem(QPushButton):
    """One line of the navigation: icon, words, and how many wait (0 shows nothing)."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__(words)
        self._icon = icon
        self._count = 0
        self.setCheckable(True)
        self.setFixedHeight(ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)

    def set_count(self, count: int) -> None:
        """How many are there or wait."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(f"{count}" if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(theme.color("surface") if on else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        elif on or self.underMouse():
            painter.setPen(QPen(theme.color("line"), 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface" if on else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        theme.paint_icon(
            painter,
            QRect(11, self.height() // 2 - 9, 18, 18),
            self._icon,
            "accent" if on else "ink2",
        )
        painter.setFont(theme.font(13, "semibold" if on else "medium"))
        painter.setPen(theme.color("ink" if on else "ink2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        count = f"{self._count:,}" if self._count else ""
        room = self.rect().adjusted(36, 0, -8, 0)
        painter.drawText(room, middle, self.text())
        if count:
            painter.setFont(theme.font(11, "medium", numbers=True))
            painter.setPen(theme.color("muted" if not on else "ink2"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, count)


class FootItem(QPushButton):
    """A line at the foot of the navigation; ``tone`` warn makes it a block that is not missed."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__(words)
        self._icon = icon
        self._second = ""
        self._tone = ""
        self._initials = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words(icon, words)

    def show_words(
        self, icon: str, words: str, second: str = "", tone: str = "", initials: str = ""
    ) -> None:
        """Say something else. ``initials`` show a person instead of the icon."""
        self._icon, self._second, self._tone, self._initials = icon, second, tone, initials
        self.setText(words)
        self.setAccessibleName(f"{words}. {second}" if second else words)
        self.setFixedHeight(46 if second else 34)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(140, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = f"b_{self._tone}" if self._tone else "hover" if self.underMouse() else ""
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("focus"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 8, 8)
        ink = f"c_{self._tone}" if self._tone else "ink"
        middle = self.height() // 2
        if self._initials:
            paint_avatar(painter, QRectF(8, middle - 11, 22, 22), self._initials, ground="raised")
        else:
            token = ink if self._tone else "ink2"
            theme.paint_icon(painter, QRect(11, middle - 8, 16, 16), self._icon, token)
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(12, "semibold" if self._second else "medium"))
        room = self.rect().adjusted(36, 0, -6, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        if not self._second:
            painter.drawText(room, left, words)
            return
        painter.drawText(room.adjusted(0, 0, 0, -room.height() // 2 + 2), left, words)
        painter.setFont(theme.font(12))
        painter.drawText(room.adjusted(0, room.height() // 2 - 4, 0, -2), left, self._second)


class Nav(QWidget):
    """The left column. ``chosen(key)`` when a line is pressed."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Navigation")
        self._items: dict[str, NavItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(0)
        self._labels: list[SectionLabel] = []
        brand = self._brand = QHBoxLayout()
        brand.setSpacing(9)
        self._name = (IconLabel("gem", "accent", 20), Text("Parure", "value"))
        for part in self._name:
            brand.addWidget(part)
        brand.addStretch(1)
        column.addLayout(brand)
        section = ""
        for spec in specs:
            if spec.section is None:
                continue
            if spec.section != section:
                section = spec.section
                label = SectionLabel(section)
                self._labels.append(label)
                column.addWidget(label)
            item = NavItem(spec.icon, spec.title)
            item.clicked.connect(self._chooser(spec.key))
            self._items[spec.key] = item
            column.addWidget(item)
        column.addStretch(1)
        self.sync = FootItem("monitor", "This PC only")
        self.theme_switch = FootItem("moon", "Dark theme")
        column.addWidget(self.sync)
        column.addWidget(self.theme_switch)
        who = QHBoxLayout()
        who.setSpacing(2)
        self.person = FootItem("user", "Nobody signed in")
        self.lock = IconButton("lock", "Lock", small=True)
        who.addWidget(self.person, 1)
        who.addWidget(self.lock)
        column.addLayout(who)
        self.arrange(compact=False)
        self._fit()

    def arrange(self, *, compact: bool) -> None:
        """A little narrower in a small window."""
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window lines stand closer, then headings give way, at last the program's name."""
        foot = 3 * 34 + 22 + 8
        roomy, tight, bare, least = (53, 41, ITEM), (40, 25, LOW_ITEM), (40, 0, 24), (0, 0, 0)
        for brand, label, lowest in (roomy, tight, bare, least):
            room = self.height() - foot - brand - label * len(self._labels)
            item = min(ITEM, room // max(1, len(self._items)))
            if item >= lowest:
                break
        self._brand.setContentsMargins(9, *((9, 0, 17) if brand == roomy[0] else (5, 0, 8)))
        if not brand:
            self._brand.setContentsMargins(0, 0, 0, 0)
        for part in self._name:
            part.setVisible(bool(brand))
        for heading in self._labels:
            heading.setVisible(bool(label))
            heading.setContentsMargins(14, *((16, 0, 8) if label == roomy[1] else (6, 0, 4)))
        for line in self._items.values():
            line.setFixedHeight(max(item, LOWEST_ITEM))

    def mark(self, key: str) -> None:
        """Mark the line of the page that is shown."""
        for its_key, item in self._items.items():
            item.setChecked(its_key == key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """What waits where, by page key."""
        for key, count in counts.items():
            if key in self._items:
                self._items[key].set_count(count)

    def keys(self) -> list[str]:
        """The keys of the lines from top to bottom."""
        return list(self._items)

    def _chooser(self, key: str) -> Callable[[], None]:
        def choose() -> None:
            self._items[key].setChecked(True)
            self.chosen.emit(key)

        return choose

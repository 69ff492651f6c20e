"""One of a few ways to go on: a title and what follows from it, chosen as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.views import theme

LEFT, EDGE, GAP = 40, 12, 3


class WayCard(QRadioButton):
    """A radio button that says under its title what follows from it."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(title)
        self.sentence = sentence
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._below(width).bottom() + 1 + EDGE

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def _on_toggled(self, on: bool) -> None:
        """Tab comes to the one that is chosen; the arrows go to the others."""
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if on else policy.ClickFocus)

    def _above(self, width: int) -> QRect:
        return _room(
            theme.font(weight="semibold"), self.text(), QRect(LEFT, EDGE, width - LEFT - EDGE, 0)
        )

    def _below(self, width: int) -> QRect:
        above = self._above(width)
        box = QRect(LEFT, above.bottom() + 1 + GAP, width - LEFT - EDGE, 0)
        return _room(theme.font(), self.sentence, box)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focus = self.isChecked(), self.hasFocus()
        pen = 2 if focus else 1
        painter.setPen(QPen(theme.color("focus" if focus else "accent" if on else "line2"), pen))
        painter.setBrush(theme.color("accent_soft" if on else "surface"))
        inset = pen / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        above = self._above(self.width())
        middle = EDGE + QFontMetrics(theme.font(weight="semibold")).height() / 2
        ring = QRectF(14, middle - 8, 16, 16)
        painter.setPen(QPen(theme.color("accent" if on else "field"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.setPen(theme.color("ink" if self.isEnabled() else "muted"))
        painter.setFont(theme.font(weight="semibold"))
        painter.drawText(above, wrap, self.text())
        painter.setPen(theme.color("ink2" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        painter.drawText(self._below(self.width()), wrap, self.sentence)


def _room(font: Any, words: str, box: QRect) -> QRect:
    wanted = QFontMetrics(font).boundingRect(
        QRect(0, 0, max(80, box.width()), 10_000), int(Qt.TextFlag.TextWordWrap), words
    )
    return QRect(box.left(), box.top(), box.width(), wanted.height())


class Ways(QWidget):
    """A few ways under one another; ``chosen(value)`` when another one is."""

    chosen = Signal(object)

    def __init__(self, name: str, ways: Sequence[tuple[object, str, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self.cards: dict[object, WayCard] = {}
        self.show_ways(ways)

    def show_ways(self, ways: Sequence[tuple[object, str, str]]) -> None:
        """Offer these: (value, title, what follows); the first one is chosen."""
        for card in self.cards.values():
            self._group.removeButton(card)
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = {}
        for value, title, sentence in ways:
            card = WayCard(title, sentence)
            self._group.addButton(card)
            self._column.addWidget(card)
            self.cards[value] = card
        for card in list(self.cards.values())[:1]:
            card.setChecked(True)
            self.setFocusProxy(card)

    @property
    def value(self) -> Any:
        """The one that is chosen, None where there is none."""
        return next((value for value, card in self.cards.items() if card.isChecked()), None)

    def choose(self, value: object) -> None:
        """Choose one."""
        self.cards[value].setChecked(True)
        self.setFocusProxy(self.cards[value])

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)

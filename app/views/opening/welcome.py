"""The first page of all: look around in a sample shop, begin for real, or join a shop that is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app import __version__
from app.views import theme
from app.views.opening.frame import OpeningPage
from app.views.widgets.button import Button
from app.views.widgets.empty_state import IconTile
from app.views.widgets.key_caps import KeyCap
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Line, Text


class ChoiceCard(QWidget):
    """One way to begin. Its button is its one control; a click anywhere on the card presses it."""

    focused = Signal()

    def __init__(
        self, icon: str, title: str, sentence: str, points: Sequence[str], verb: str, number: str
    ) -> None:
        super().__init__()
        self.setMinimumWidth(250)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(25, 24, 25, 22)
        column.setSpacing(9)
        top = QHBoxLayout()
        top.addWidget(IconTile(icon, 44))
        top.addStretch(1)
        top.addWidget(KeyCap(number))
        column.addLayout(top)
        column.addSpacing(4)
        column.addWidget(Text(title, "panel"))
        words = Text(sentence, "soft", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setMinimumHeight(60)
        column.addWidget(words)
        column.addSpacing(4)
        column.addWidget(Line())
        column.addSpacing(3)
        for point in points:
            row = QHBoxLayout()
            row.setSpacing(9)
            row.addWidget(IconLabel("check", "accent", 15))
            row.addWidget(Text(point, "small"), 1)
            column.addLayout(row)
        column.addSpacing(10)
        self.button = Button(verb)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.installEventFilter(self)
        column.addWidget(self.button)
        self._description = f"{sentence} Key {number}"
        self._chosen = False
        self.setFocusProxy(self.button)
        self.set_chosen(False)

    def set_chosen(self, chosen: bool) -> None:
        """Frame it as the one that Enter takes."""
        self._chosen = chosen
        self.button.set_kind("primary" if chosen else "plain")
        self.button.set_key("Return" if chosen else "")
        self.button.setAccessibleDescription(self._description)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.button.setFocus()
            self.button.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._chosen
        inset = 1.0 if on else 0.5
        painter.setPen(QPen(theme.color("focus" if on else "line"), 2 if on else 1))
        painter.setBrush(theme.color("surface"))
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, theme.CARD_RADIUS, theme.CARD_RADIUS)


def _cards(sample_is_there: bool) -> tuple[ChoiceCard, ChoiceCard, ChoiceCard]:
    """The three ways to begin, in the order of their keys."""
    sample = ChoiceCard(
        "sparkles",
        "Look around first",
        "A sample shop with drawn jewels and invented people. Nothing in it is real, so "
        "nothing can go wrong.",
        ("2,000 pieces, 2,000 orders", "40 consignors, jobs, reports", _kept(sample_is_there)),
        "Open the sample shop",
        "1",
    )
    begin = ChoiceCard(
        "store",
        "Begin for real",
        "An empty shop on this PC, sealed with a key of its own. Takes about two minutes.",
        ("Name, currency, time zone", "One, two or three, or more people", "A recovery phrase"),
        "Start my shop",
        "2",
    )
    join = ChoiceCard(
        "monitor",
        "My shop is there already",
        "It lives on other PCs of yours, and this one is to be one of them. Ready in minutes; "
        "photos follow.",
        ("The address or its file", "A code that is good once", "Goes on if interrupted"),
        "Join a shop",
        "3",
    )
    return sample, begin, join


class WelcomePage(OpeningPage):
    """Three cards: ``sample_chosen``, ``begin_chosen``, ``join_chosen``; the keys 1, 2, 3 too."""

    sample_chosen = Signal()
    begin_chosen = Signal()
    join_chosen = Signal()
    other_chosen = Signal()
    licences_asked = Signal()
    restore_asked = Signal()

    def __init__(self, *, sample_is_there: bool = False) -> None:
        super().__init__(
            "Welcome page",
            "Welcome to Parure",
            "The back office of a fine-jewelry boutique. How would you like to begin?",
            wide=1014,
        )
        row = QHBoxLayout()
        row.setSpacing(18)
        self.cards = _cards(sample_is_there)
        for card, chosen in zip(self.cards, self._signals(), strict=True):
            row.addWidget(card, 1)
            card.button.clicked.connect(chosen)
            card.focused.connect(self._on_focused)
        self.middle.addLayout(row)
        self.add_note(
            "shield-check",
            "Everything stays on your own PCs. No account, no cloud, works for days without a "
            "network.",
        )
        self.add_words(f"Parure {__version__}")
        self.add_link("Open another shop", self.other_chosen.emit)
        self.add_link("Restore from a backup", self.restore_asked.emit)
        self.add_link("Licences", self.licences_asked.emit)
        self.add_hint("Left Right", "choose")
        self.add_hint("Return", "go on")
        self.setFocusProxy(self.cards[0])
        self.cards[0].set_chosen(True)

    def _on_focused(self) -> None:
        for card in self.cards:
            card.set_chosen(card is self.sender())

    def _signals(self) -> tuple[SignalInstance, ...]:
        return self.sample_chosen, self.begin_chosen, self.join_chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        buttons = [card.button for card in self.cards]
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), 0)
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            buttons[(at + 1) % 3].setFocus()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            buttons[(at - 1) % 3].setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[at].click()
        elif event.text() in ("1", "2", "3"):
            buttons[int(event.text()) - 1].setFocus()
            buttons[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)


def _kept(is_there: bool) -> str:
    return "It is on this PC already" if is_there else "Thrown away when you like"

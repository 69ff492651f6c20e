"""The frame of every page before somebody has come in: a quiet middle, a foot with links and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views.widgets.button import Button
from app.views.widgets.gem_mark import GemMark
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.sentence_bar import IconLabel, SentenceBar
from app.views.widgets.text import Text

CENTRE = Qt.AlignmentFlag.AlignHCenter
LOW = 600
"""In a window lower than this the gem makes room, px."""


class OpeningPage(QWidget):
    """Gem, title and sentence over ``middle``; ``note`` under it; links and key hints in the foot.

    The middle scrolls where the window is low, so that nothing is ever out of reach.
    """

    def __init__(self, name: str, title: str, sentence: str = "", *, wide: int = 760) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scrolled_middle(title, sentence, wide), 1)
        outer.addLayout(self._foot())
        self._bar: SentenceBar | None = None

    def _scrolled_middle(self, title: str, sentence: str, wide: int) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(2)
        self._gem = GemMark(48)
        column.addWidget(self._gem, 0, CENTRE)
        column.addSpacing(12)
        self.title = Text(title, "welcome", wrap=True)
        self.title.setAlignment(CENTRE)
        column.addWidget(self.title)
        column.addSpacing(6)
        self.sentence = Text(sentence, "soft", wrap=True)
        self.sentence.setAlignment(CENTRE)
        column.addWidget(self.sentence)
        column.addSpacing(26)
        holder = QWidget()
        holder.setMaximumWidth(wide)
        self.middle = QVBoxLayout(holder)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.middle.setSpacing(12)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        scroll.setWidget(inner)
        return scroll

    def _foot(self) -> QHBoxLayout:
        """Links at the left, the page's keys at the right."""
        foot = QHBoxLayout()
        foot.setContentsMargins(26, 6, 26, 12)
        foot.setSpacing(8)
        self._links = QHBoxLayout()
        self._links.setSpacing(8)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(16)
        foot.addLayout(self._links)
        foot.addStretch(1)
        foot.addLayout(self._hints)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self._gem.setVisible(not low)
        self._column.setContentsMargins(24, 0 if low else 24, 24, 8 if low else 24)

    def add_words(self, words: str) -> Text:
        """Muted words in the foot at the left."""
        text = Text(words, "muted")
        self._links.addWidget(text)
        return text

    def add_link(self, words: str, run: Callable[[], object]) -> Button:
        """A link in the foot, after what stands there."""
        if self._links.count():
            self._links.addWidget(Text("·", "muted"))
        link = Button(words, "link", small=True)
        link.clicked.connect(lambda: run())
        self._links.addWidget(link)
        return link

    def add_hint(self, keys: str, words: str) -> KeyHint:
        """A key that works on this page, in the foot at the right."""
        hint = KeyHint(keys, words)
        self._hints.addWidget(hint)
        return hint

    def add_note(self, icon: str, words: str) -> Text:
        """A quiet sentence under the middle."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 14, 0, 0)
        row.setSpacing(9)
        row.addStretch(1)
        row.addWidget(IconLabel(icon, "muted", 16))
        text = Text(words, "muted")
        row.addWidget(text)
        row.addStretch(1)
        self.middle.addLayout(row)
        return text

    def show_bar(self, bar: SentenceBar) -> SentenceBar:
        """A sentence over the middle; a newer one takes its place."""
        self.clear_bar()
        self._bar = bar
        bar.destroyed.connect(self._forget_bar)
        self.middle.insertWidget(0, bar)
        return bar

    def clear_bar(self) -> None:
        """What the bar said holds no more."""
        if self._bar is not None:
            self._bar.destroyed.disconnect(self._forget_bar)  # that of the one that goes, later
            self._bar.dismiss()
            self._bar = None

    def _forget_bar(self) -> None:
        self._bar = None

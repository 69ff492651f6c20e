"""A sentence over the page that says what is wrong, doubtful or kept, with answers of one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.views import theme
from app.views.widgets.button import Button, IconButton
from app.views.widgets.text import Text

ICONS = {
    "bad": "circle-x",
    "warn": "triangle-alert",
    "info": "history",
    "ok": "circle-check",
    "neutral": "info",
}


class IconLabel(QLabel):
    """An icon of the set on a page, following the theme; it says nothing to a screen reader."""

    def __init__(
        self, name: str, token: str = "ink2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = (name, token)
        self.setFixedSize(QSize(size, size))

    def set_icon(self, name: str, token: str = "ink2") -> None:
        """Another icon or colour."""
        self._icon = (name, token)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme.paint_icon(painter, self.rect(), *self._icon)


class SentenceBar(QFrame):
    """A coloured bar: ``tone`` bad, warn, info, ok or neutral; a title, a sentence, answers.

    An answer's key works while the bar is shown and no text is being typed.
    """

    dismissed = Signal()

    def __init__(
        self,
        title: str,
        sentence: str = "",
        tone: str = "info",
        *,
        icon: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._by_key: dict[str, Callable[[], None]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{title}. {sentence}".strip(". ") + ".")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 11, 12, 11)
        row.setSpacing(10)
        self._icon = IconLabel(icon or ICONS[tone], f"c_{tone}")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        self.title = Text(title, "strong", tone=tone, wrap=True)
        self.sentence = Text(sentence, "small", tone=tone, wrap=True)
        if not sentence:
            self.sentence.hide()
        self._answers = QHBoxLayout()
        self._answers.setContentsMargins(0, 5, 0, 0)
        self._answers.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        words.addLayout(self._answers)
        row.addLayout(words, 1)
        self._answers.addStretch(1)
        if closable:
            close = IconButton("x", "Dismiss", small=True)
            close.clicked.connect(self.dismiss)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @classmethod
    def of(cls, error: UserError, parent: QWidget | None = None) -> SentenceBar:
        """The bar of a refusal: what is wrong and how to go on."""
        return cls(error.title, error.sentence(), "bad", closable=True, parent=parent)

    def add_answer(
        self,
        words: str,
        run: Callable[[], object],
        key: str = "",
        *,
        closes: bool = True,
        shortcut: bool = True,
    ) -> Button:
        """Add a way on; it takes the bar away first unless ``closes`` is False.

        Without ``shortcut`` the key only stands on it: a command of the page has it, and asks ``take``.
        """

        def take() -> None:
            if closes:
                self.dismiss()
            run()

        button = Button(words, small=True, key=key)
        button.clicked.connect(take)
        self._answers.insertWidget(self._answers.count() - 1, button)
        if key:
            self._by_key[key] = take
        if key and shortcut:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(take)
            self.addAction(action)
        return button

    def take(self, key: str) -> bool:
        """Give the answer with this key; False where none has it."""
        run = self._by_key.get(key)
        if run is not None:
            run()
        return run is not None

    @property
    def has_answers(self) -> bool:
        """Whether it offers a way on."""
        return self._answers.count() > 1

    def set_words(self, title: str, sentence: str = "") -> None:
        """Say something else in the same tone."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{title}. {sentence}".strip(". ") + ".")

    def dismiss(self) -> None:
        """Take the bar away."""
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def sizeHint(self) -> QSize:
        """No higher than its words need at the width that it has."""
        hint = super().sizeHint()
        if self.isVisible():
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{self._tone}"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)

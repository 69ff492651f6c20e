"""The sheet that asks "Sure?", and everything else that is asked or told over the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.button import Button
from app.views.widgets.overlay import Overlay
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.text import Text

EDGE = 16
"""Room that stays between a sheet and the window's edge, px."""
BORDER = 1


class Sheet(Overlay):
    """A raised card in the middle of the window: title, sentence, ``body``, buttons.

    In a low window what is over the buttons scrolls; the buttons stay. It is ``width`` px wide, and
    wider where the buttons need it.

    Buttons are added with ``add_way``; Enter presses the main one, Esc the one that keeps things,
    and each is pressed by the key that stands on it.
    """

    def __init__(self, host: QWidget, title: str, sentence: str = "", *, width: int = 380) -> None:
        super().__init__(host, title)
        self._width = width
        self._main: Button | None = None
        self._keys: dict[str, Button] = {}
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollBody(squeeze=True)
        inner = self._scroll.column
        inner.setContentsMargins(24, 22, 24, 10)
        inner.setSpacing(10)
        self.title = Text(title, "panel", wrap=True)
        inner.addWidget(self.title)
        self.sentence = Text(sentence, "soft", wrap=True)
        if not sentence:
            self.sentence.hide()
        inner.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        inner.addLayout(self.body)
        outer.addWidget(self._scroll, 1)
        self._scroll.asked_room.connect(self._place)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(24, 8, 24, 20)
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        outer.addLayout(self._foot)

    def add_way(
        self,
        words: str,
        run: Callable[[], object] | None = None,
        kind: str = "plain",
        *,
        key: str = "",
        closes: bool = True,
    ) -> Button:
        """Add a button: verb and object. It closes the sheet, then does ``run``."""
        button = Button(words, kind, key=key)

        def take() -> None:
            if closes:
                self.dismiss()
            if run:
                run()

        button.clicked.connect(take)
        self._foot.addWidget(button)
        if key and key != "Esc":  # that one closes every overlay
            self.press_by(key, button)
        if kind in ("primary", "danger"):
            self._main = button
        return button

    def press_by(self, key: str, button: Button) -> None:
        """Let a key press a button that stands within the sheet: no shortcut fires over one."""
        self._keys[QKeySequence(key).toString()] = button

    def open(self) -> None:
        super().open()
        self._place()

    def focus_first(self) -> None:
        """Give the keys to what is asked first; where nothing is asked, to the main button."""
        asked = [stop for stop in self._stops() if not isinstance(stop, Button)]
        if asked or not (self._main and self._main.isEnabled()):
            super().focus_first()
        else:
            self._main.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if way is not None:
            if way.isEnabled() and not event.isAutoRepeat():
                way.click()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._main:
            if self._main.isEnabled():
                self._main.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        asked = max(self._width, self._foot.sizeHint().width() + 2 * BORDER)  # no button is cut
        width = min(asked, self.width() - 48)
        inner = self._scroll.column
        # The hint alone would be as high as the narrowest arrangement of what wraps.
        wraps = inner.hasHeightForWidth()
        height = (
            inner.totalHeightForWidth(width - 2 * BORDER) if wraps else inner.sizeHint().height()
        )
        height += self._foot.sizeHint().height() + 2 * BORDER
        height = min(height, self.height() - 2 * EDGE)
        top = max(EDGE, (self.height() - height) * 2 // 5)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_shadow(QPainter(self), QRectF(self.card.geometry()))


def paint_shadow(painter: QPainter, box: QRectF, radius: float = theme.CARD_RADIUS) -> None:
    """A soft shadow around a card, in a few strokes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    base = QColor(theme.color("shadow"))
    for step in range(1, 11):
        base.setAlphaF(theme.color("shadow").alphaF() * (1 - step / 11) ** 2)
        painter.setPen(QPen(base, 2))
        grown = box.adjusted(-step, -step, step, step).translated(QPointF(0, 2))
        painter.drawRoundedRect(grown, radius + step, radius + step)


def confirm(
    host: QWidget,
    title: str,
    sentence: str,
    verb: str,
    run: Callable[[], object],
    *,
    keep: str = "Keep it",
    danger: bool = True,
) -> Sheet:
    """Ask before what cannot be undone. ``verb`` says what is done to what: "Write off locket"."""
    sheet = Sheet(host, title, sentence)
    sheet.add_way(keep, key="Esc").setFocus()
    sheet.add_way(verb, run, "danger" if danger else "primary")
    sheet.closed.connect(sheet.deleteLater)
    sheet.open()
    return sheet

"""A column of widgets that scrolls where the window is too low for it; never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid


class ScrollBody(QScrollArea):
    """Fill ``column``. What takes the keys is brought into view.

    With ``squeeze`` its widgets first become as low as they can: a page of lists scrolls only where
    they would lie over each other.
    """

    asked_room = Signal()
    """Its content asks for another height."""

    _left_below: QWidget | None = None

    def __init__(self, *, squeeze: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = _Least() if squeeze else QWidget()
        inner.setObjectName("scrolled")
        if squeeze:
            inner.setMinimumWidth(1)  # narrower than its words it is elided, not cut at the right
        self.column = QVBoxLayout(inner)
        self.setWidget(inner)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_focus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def stay_at_top(self) -> None:
        """Begin at the top, although what has the keys may lie below: its first key brings it up."""
        focus = self.window().focusWidget()  # also while another window is in front
        self.verticalScrollBar().setValue(0)
        self._forget()
        if focus is not None and self.isAncestorOf(focus):
            self._left_below = focus
            focus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._left_below and event.type() == QEvent.Type.KeyPress:
            self._bring_up()
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.asked_room.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # arrows and page keys are the page's own

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or (before is None and now is self._left_below):
            return  # the window itself goes and comes
        self._forget()
        if self.isAncestorOf(now):
            self._reveal.start()

    def _bring_up(self) -> None:
        self._forget()
        self._reveal.start()

    def _forget(self) -> None:
        if self._left_below is not None and isValid(self._left_below):
            self._left_below.removeEventFilter(self)
        self._left_below = None

    def _show_focus(self) -> None:
        """Scroll to what has the keys: a page may have put them below the fold."""
        focus, inner = QApplication.focusWidget(), self.widget()
        if focus is not None and focus is self._left_below:
            return
        if focus is not None and inner is not None and inner.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, 40)


class _Least(QWidget):
    """Asks for the least height at which everything in it can be read."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(1, 0)  # else as high as the words are in the narrowest arrangement
        return super().minimumSizeHint()

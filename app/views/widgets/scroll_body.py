"""A column of widgets that scrolls where the window is too low for it; never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollBody(QScrollArea):
    """Fill ``column``. What takes the keys is brought into view.

    With ``squeeze`` its widgets first become as low as they can: a page of lists scrolls only where
    they would lie over each other.
    """

    asked_room = Signal()
    """Its content asks for another height."""

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.asked_room.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # arrows and page keys are the page's own

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._reveal.start()

    def _show_focus(self) -> None:
        """Scroll to what has the keys: a page may have put them below the fold."""
        focus, inner = QApplication.focusWidget(), self.widget()
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

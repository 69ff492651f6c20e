"""Noticing that nobody is at this PC, so that it can lock itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """``idle`` once nobody has pressed a key or a button for so long. A scan counts as keys."""

    idle = Signal()

    def __init__(self, app: QGuiApplication, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """Another patience; 0 never locks."""
        self._timer.setInterval(round(minutes * 60_000))
        self.touch()

    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.interval():
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Watch no longer (nobody is signed in)."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS and self._timer.isActive():
            self._timer.start()
        return False

    def _on_window(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

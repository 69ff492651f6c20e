"""Where the window stood and what was seen last, kept for the next start on this PC."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

WANTED = (1440, 900)


class Geometry:
    """Restores the window's place, or begins with 1440×900 or what fits the screen."""

    def __init__(self, window: QMainWindow, settings: QSettings) -> None:
        self._window = window
        self._settings = settings
        kept = settings.value("window/geometry")
        if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            window.resize(min(WANTED[0], screen.width()), min(WANTED[1], screen.height()))

    def keep(self) -> None:
        """Write the place down; called when the window closes."""
        self._settings.setValue("window/geometry", self._window.saveGeometry())
        self._settings.sync()

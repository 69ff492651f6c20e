"""How Parure looks: tokens, fonts, icons and the style made from them.

Everything that paints asks here: ``theme.color("ink")``, ``theme.font(12, "medium")``,
``theme.icon("tag")``. ``theme.signals.changed`` tells that another theme is on.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.views.theme import palette
from app.views.theme.fonts import font, load_fonts, load_other_scripts, script_font
from app.views.theme.icons import icon, paint_icon, paint_icon_in, pixmap
from app.views.theme.palette import color, is_dark, signals, tokens
from app.views.theme.stylesheet import stylesheet
from app.views.theme.tokens import (
    CARD_RADIUS,
    CONTROL,
    DARK,
    LIGHT,
    RADIUS,
    ROW,
    TONES,
    contrast,
)

__all__ = [
    "CARD_RADIUS",
    "CONTROL",
    "DARK",
    "LIGHT",
    "RADIUS",
    "ROW",
    "TONES",
    "Theme",
    "color",
    "contrast",
    "font",
    "icon",
    "is_dark",
    "load_fonts",
    "load_other_scripts",
    "paint_icon",
    "paint_icon_in",
    "pixmap",
    "prepare",
    "script_font",
    "signals",
    "tokens",
]

MODES = ("system", "light", "dark")


def prepare() -> None:
    """What must be set before the QApplication exists: fractional scaling is passed through."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )


class Theme(QObject):
    """Dresses the application and keeps it dressed: by the system's colour scheme or by choice."""

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode = ""
        self._shown: bool | None = None
        app.setStyle("Fusion")
        load_fonts()
        app.setFont(font())
        app.styleHints().colorSchemeChanged.connect(self._on_system)
        self.set_mode(mode)

    @property
    def mode(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose a theme, or follow the system again; an unknown word follows the system."""
        self._mode = mode if mode in MODES else "system"
        self._dress()

    def toggle(self) -> None:
        """The other theme than the one that is on, as a choice of its own."""
        self.set_mode("light" if is_dark() else "dark")

    def _on_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = system_dark if self._mode == "system" else self._mode == "dark"
        if dark == self._shown:
            return
        self._shown = dark
        palette.put_on(dark)
        self._app.setPalette(palette.qt_palette())
        self._app.setStyleSheet(stylesheet(tokens()))
        signals.changed.emit()

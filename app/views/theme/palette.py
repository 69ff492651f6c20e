"""Which theme is on: the tokens of the moment, as text and as colours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette

from app.views.theme.tokens import DARK, LIGHT


class ThemeSignals(QObject):
    """Told once after the whole program has been repainted in another theme."""

    changed = Signal()


_now: Mapping[str, str] = LIGHT
signals = ThemeSignals()


def tokens() -> Mapping[str, str]:
    """The tokens of the theme that is on."""
    return _now


def is_dark() -> bool:
    """Whether the dark theme is on."""
    return _now is DARK


def put_on(dark: bool) -> None:
    """Make one palette the current one (the application's style follows in ``apply``)."""
    global _now
    _now = DARK if dark else LIGHT


@lru_cache(maxsize=256)
def _colour(value: str) -> QColor:
    if len(value) == 9:  # the tokens write the opacity last, as CSS does; Qt wants it first
        return QColor(f"#{value[7:]}{value[1:7]}")
    return QColor(value)


def color(token: str) -> QColor:
    """The colour of a token in the current theme."""
    return _colour(_now[token])


def qt_palette() -> QPalette:
    """Qt's own palette from the current tokens, for everything that no style sheet reaches."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, token in {
        role.Window: "canvas",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.PlaceholderText: "muted",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "danger",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "toast",
        role.ToolTipText: "on_toast",
        role.Light: "raised",
        role.Midlight: "line",
        role.Mid: "line2",
        role.Dark: "field",
        role.Shadow: "line2",
    }.items():
        made.setColor(which, color(token))
    off = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(off, which, color("muted"))
    return made

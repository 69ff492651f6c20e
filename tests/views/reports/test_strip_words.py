"""The words on the tile that takes a photo have room at the narrowest width of the strip."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.reports.strip_tiles import TAKE_WORDS

NARROW_PX = 105
"""What a tile has for words where six stand side by side in a window of 1366 px."""


def test_the_ways_to_take_a_photo_are_not_shortened(qtbot: QtBot, dressed: theme.Theme) -> None:
    assert QFontMetrics(theme.font(11)).horizontalAdvance(TAKE_WORDS) <= NARROW_PX

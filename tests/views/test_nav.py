"""The navigation in windows of every height: no line lies over another, nothing is cut off."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.views.frame.nav import COMPACT_WIDTH, Nav
from app.views.pages import PAGES
from app.views.widgets.text import Text


@pytest.mark.parametrize("height", [1080, 900, 768, 700, 620, 580, 512])
def test_every_line_has_room_of_its_own(qtbot: QtBot, height: int) -> None:
    nav = Nav(PAGES)
    qtbot.addWidget(nav)
    nav.arrange(compact=True)
    nav.resize(COMPACT_WIDTH, height)
    nav.show()
    qtbot.waitExposed(nav)
    layout = nav.layout()
    assert layout is not None
    layout.activate()
    lines = sorted(
        (
            w.geometry()
            for w in nav.findChildren(QPushButton)
            if w.isVisible() and w is not nav.lock
        ),
        key=lambda box: box.top(),
    )
    assert len(lines) == len(nav.keys()) + 3
    assert all(over.bottom() < under.top() for over, under in pairwise(lines))
    assert lines[-1].bottom() < height
    words = [w for w in nav.findChildren(Text) if w.isVisible()]
    assert all(w.height() >= w.fontMetrics().height() for w in words)
    assert bool(words) == (height > 560)

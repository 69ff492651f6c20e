"""The foot of a page and the foot of a box: words before hints, every key on a cap of its own."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.frame.hint_bar import HintBar
from app.views.frame.palette import Palette
from app.views.theme import Theme
from app.views.widgets.key_caps import KeyHint


def test_the_words_in_the_foot_go_before_the_hints(qtbot: QtBot, dressed: Theme) -> None:
    bar = HintBar()
    qtbot.addWidget(bar)
    for key in ("F4", "F5", "F6"):
        bar.add_fixed(key, "do something here")
    bar.resize(960, 36)
    bar.show()
    qtbot.waitUntil(lambda: len(bar._hints) == 4 and not bar._hints[2].isHidden())
    bar.say("This line needs no reading back: it is a ready piece at its price")
    assert [hint.isHidden() for hint in bar._hints] == [False, False, True, False]
    bar.say("")
    assert not any(hint.isHidden() for hint in bar._hints)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("+ −", ["+", "−"]),
        ("Alt+1 … 6", ["Alt", "1 … 6"]),
        ("Alt 1 2", ["Alt", "1", "2"]),
        ("Ctrl+Return", ["Ctrl", "↵"]),
        ("/", ["/"]),
    ],
)
def test_a_hint_parts_its_keys(qtbot: QtBot, keys: str, shown: list[str]) -> None:
    hint = KeyHint(keys, "do it")
    qtbot.addWidget(hint)
    assert hint._caps == shown


def test_the_palette_says_when_nothing_is_called_so(qtbot: QtBot, dressed: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    palette = Palette(host, lambda: [QAction("Print tag", host)])
    palette.open()
    assert palette.note.text() == ""
    palette.field.setText("zzz")
    assert palette.note.text() == "No such command here. F3 finds records."

"""What a passport's paper asks: a tick for each part, and what has none is not on it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.views.documents.making import AskSheet
from app.views.passport.asking import ask_passport
from app.views.passport.tick_field import TickField
from app.views.theme import Theme
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.passport.conftest import Hands


def test_each_part_is_a_tick(hands: Hands, dressed: Theme) -> None:
    page = hands.passport()
    assert page.moment is not None
    ask_passport(page.desk, hands.lived.piece, page.moment.at, page.words)
    (sheet,) = hands.window.findChildren(AskSheet)
    ticks = {key: field for key, field in sheet.fields.items() if isinstance(field, TickField)}
    assert [key for key, field in ticks.items() if field.value] == [
        "photos",
        "reports",
        "moves",
        "worth",
        "documents",
    ]
    assert not ticks["events"].value
    ticks["worth"].tick.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert not ticks["worth"].value
    check_names(sheet)
    check_nothing_clipped(page)

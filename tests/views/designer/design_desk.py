"""What the tests of the tag designer read from its page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.designer.page import DesignerPage
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet
from tests.views.designer.conftest import drawn

K = Qt.Key


def read(page: DesignerPage, question: Callable[[Any], Any]) -> Any:
    with closing(page.desk.shop.reader()) as db:
        return question(db)


def raster(page: DesignerPage) -> bytes:
    assert page.sketch is not None
    return page.sketch.drawn.image.tobytes()


def sheet_of(page: DesignerPage, kind: type[Sheet]) -> Any:
    found = [one for one in page.window().findChildren(kind) if one.is_open]
    return found[0] if found else None


def refusals(page: DesignerPage) -> list[str]:
    return [bar.sentence.text() for bar in page.findChildren(SentenceBar, "refusal")]


def pin(qtbot: QtBot, page: DesignerPage, name: str) -> Any:
    """Give a field a place of its own, and say where it stands."""
    from app.views.designer.moves import moved

    page.design.choose(name)
    assert page.sketch is not None
    page.design.change(moved(page.design.template, page.sketch.drawn, name, 0, 0))
    qtbot.waitUntil(lambda: drawn(page))
    return page.canvas.box_of(name)


def overlong(page: DesignerPage) -> None:
    """Give the back a line that cannot fit."""
    from app.printing.tag.template import TagField, Word

    words = (Word("text", "Fourteen diamonds in a cluster around an oval sapphire, claw set"),)
    field = TagField("boast", "back", "line", words, short=False)
    page.design.change(page.design.template.with_field(field))


def _people(page: DesignerPage) -> list[Any]:
    from app.services.people import people_list

    return list(read(page, people_list))

"""Files that are named after a view show it, where no photo shows it yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.views.pieces.piece_page import PiecePage
from tests.views.pieces.conftest import Stock
from tests.views.pieces.test_missing_views import ask, page, roles

__all__ = ["page"]
Make = Callable[[str], Path]


def dropped(*files: Path) -> QMimeData:
    """Files as a file manager drops them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def test_named_files_land_under_their_views(stock: Stock, page: PiecePage, jpeg: Make) -> None:
    names = ("hallmark", "img_7", "side", "side 2", "detail")
    assert page.photos.ways.take_mime(dropped(*map(jpeg, names)))
    stock.until(lambda: len(page.photos.photos) == 5)
    assert roles(page) == ["hallmark", "", "side", "", "detail"]
    assert page.photos.ways.take_mime(dropped(jpeg("side again"), jpeg("oben")))
    stock.until(lambda: len(page.photos.photos) == 7)
    assert roles(page)[5:] == ["", "top"], "what is there is not laid over"


@pytest.mark.parametrize("names", [("front", "side"), ("img_7", "side"), ("side", "front")])
def test_what_was_asked_for_is_the_file_that_is_named_so(
    stock: Stock, page: PiecePage, jpeg: Make, names: tuple[str, str]
) -> None:
    sheet = ask(stock, page, "side")
    sheet.dismiss()
    page.photos.ways.take_mime(dropped(*map(jpeg, names)), "side")
    stock.until(lambda: len(page.photos.photos) == 2)
    assert roles(page) == ["" if name == "img_7" else name for name in names]


def test_what_was_asked_for_wins_over_the_name_of_a_single_file(
    stock: Stock, page: PiecePage, jpeg: Make
) -> None:
    page.photos.ways.take_mime(dropped(jpeg("front")), "inside")
    stock.until(lambda: roles(page) == ["inside"])

"""Going to a passport, or to what lay in a place, at a moment that another page asked about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key

_WANTED = "moment_wanted"
NONE_MARKED = "Mark a piece first, then F2 opens its passport"


def declare_passport(page: Page, piece_of: Callable[[], int], words: str = "Passport") -> QAction:
    """F2 on a page opens the passport of the piece that is shown or marked there (0: none is)."""

    def go() -> None:
        piece_id = piece_of()
        if piece_id:
            page.desk.navigate("passport", piece_id)
        else:
            page.desk.toast(NONE_MARKED)

    return page.command(words, go, Key.PASSPORT, icon="book-open")


def open_at(desk: Desk, key: str, record_id: int, at: int) -> None:
    """Go to the passport of a piece ("passport") or to a place ("place_moment") at a moment, UTC ms."""
    desk.setProperty(_WANTED, (key, record_id, at))
    desk.navigate(key, record_id)


def wanted_at(desk: Desk, key: str, record_id: int) -> int:
    """The moment at which that page is to open; 0 where nobody asked for one. It is told once."""
    wanted = desk.property(_WANTED)
    desk.setProperty(_WANTED, None)
    if wanted and tuple(wanted)[:2] == (key, record_id):
        return int(wanted[2])
    return 0

"""Moving pieces from any page: the place by a few letters or a scan, a second person where asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction

from app.domain.wording import pieces_words
from app.services.move_rules import leaving
from app.services.moves import move
from app.services.scanning import Scan
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.scan.place_chooser import PlaceChooser
from app.views.widgets.second_person import work_confirmed


def declare_move(page: Page, piece_of: Callable[[], int]) -> QAction:
    """F4 on a page moves the piece that it is about: to the bench, into a tray, to the safe."""

    def go() -> None:
        piece_id = piece_of()
        ask_and_move(page.desk, (piece_id,) if piece_id else ())

    action = page.command("Move the piece", go, Key.MOVE, icon="arrow-right")
    permit(action, page.desk.session, "moves.create")
    return action


def ask_and_move(desk: Desk, piece_ids: Sequence[int]) -> PlaceChooser | None:
    """Ask where to, then move; with nothing chosen say so."""
    if not piece_ids:
        desk.toast("Mark a piece first, then F4 moves it")
        return None
    what = "piece" if len(piece_ids) == 1 else pieces_words(len(piece_ids))
    chooser = PlaceChooser(desk, f"Move {what}")
    chooser.picked.connect(partial(_move, desk, tuple(piece_ids)))
    chooser.open()
    return chooser


def _move(desk: Desk, piece_ids: tuple[int, ...], scan: Scan) -> None:
    place_id = scan.target_id
    for page in desk.frame.host().findChildren(Page):
        if page.isVisible():
            page.clear_refusals()  # of a move before: its ways on would go on with that one
    work_confirmed(
        desk,
        "move",
        lambda w: move(w, piece_ids, place_id),
        "moves.create",
        claims=lambda shop: leaving(shop, piece_ids, place_id),
    )

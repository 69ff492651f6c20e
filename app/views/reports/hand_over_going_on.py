"""Going on with a hand-over that was typed and not signed: what is still so of it, and giving it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.wording import pieces_words
from app.services.hand_over_kept import DRAFT_KIND, still_so
from app.services.hand_over_ready import HandOverReady, hand_over_ready
from app.views.frame.asking import read_for_sheet
from app.views.reports.hand_over_opening import KEY
from app.views.reports.hand_over_typed import Typed, keep_typed, known_typed, typed_before
from app.views.shop_words import ShopWords
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.models.database import Database
    from app.views.frame.desk import Desk
    from app.views.reports.hand_over_sheet import HandOverSheet

NOTHING_WAITS = "No hand-over waits any more"


@dataclass(frozen=True)
class Found:
    """A hand-over as it is opened: ``typed`` is put back into it, ``words`` tell what is no longer so.

    ``other`` waits and is of other pieces. ``ready`` is None where nothing can be gone on with.
    """

    ready: HandOverReady | None = None
    typed: Typed | None = None
    words: str = ""
    other: Typed | None = None


def found_for(db: Database, user_id: int, ids: Sequence[int], waits: Typed | None) -> Found:
    """These pieces, or those of what ``waits`` where it is of them (or ``ids`` is empty)."""
    words = ""
    if waits is not None and waits.is_of(ids):
        stay, words = still_so(db, waits.piece_ids, waits.document_id)
        if stay:
            ready = hand_over_ready(db, stay, user_id)
            return Found(ready, replace(waits, piece_ids=stay), words)
        waits = None
    if not ids:
        return Found(words=words)
    other = waits if waits is not None and waits.says else None
    return Found(hand_over_ready(db, ids, user_id), words=words, other=other)


def going_on_bar(
    desk: Desk, found: Found, begin_anew: Callable[[], object], go_on: Callable[[], object]
) -> SentenceBar | None:
    """What is told of it over the sheet, with the ways on; None where there is nothing to tell."""
    typed, other = found.typed, found.other
    if typed is not None:
        words = ShopWords(desk.settings)
        when = f"{words.date_of(typed.at)}, {words.clock(typed.at)}"
        old = "" if typed.weighs else "That is long ago: weigh and count anew."
        bar = SentenceBar(f"As you left it at {when}", " ".join(filter(None, (found.words, old))))
        bar.add_answer("Throw it away, begin anew", begin_anew, closes=False)
        return bar
    if other is not None:
        title = f"Your hand-over of {pieces_words(len(other.piece_ids))} is not signed yet"
        bar = SentenceBar(title, "What you type here takes its place.", "warn")
        bar.add_answer("Go on with that one", go_on, closes=False)
        return bar
    return SentenceBar("What you typed before", found.words) if found.words else None


def ask_hand_over(desk: Desk, piece_ids: Sequence[int]) -> None:
    """Read how these pieces stand, then hand them over, or take them back where they are out.

    A hand-over that was left to write a report of one of them goes on with all of its pieces.
    """
    if piece_ids:
        open_hand_over(desk, tuple(dict.fromkeys(piece_ids)))
    else:
        desk.toast(f"Mark a piece first, then {KEY} hands it over")


def open_hand_over(desk: Desk, ids: Sequence[int], typed: Typed | None = None) -> None:
    """Ask for these pieces, with what was ``typed`` of them just now; no pieces: what waits is gone on with."""
    user = desk.session.actor.user_id
    known, waits = (True, typed) if typed else known_typed(desk, user)

    def read(db: Database) -> Found:
        before = waits if known else typed_before(db, user)
        return found_for(db, user, ids, before)

    def show(found: Found) -> None:
        if found.ready is None:
            keep_typed(desk, user, None)
            desk.drafts.drop(DRAFT_KIND, 0)
            desk.toast(found.words or NOTHING_WAITS)
            return
        from app.views.reports.hand_over_sheet import HandOverSheet  # here: it asks anew itself

        sheet = HandOverSheet(desk, found.ready)
        if found.typed is not None:
            sheet.put_back(found.typed)
        if typed is None:
            _tell(desk, sheet, found, ids)
        sheet.open()

    read_for_sheet(desk, read, show, f"hand-over {tuple(ids)[:1]}")


def _tell(desk: Desk, sheet: HandOverSheet, found: Found, ids: Sequence[int]) -> None:
    """Say over the sheet what was gone on with, and what is no longer so of it."""

    def begin_anew() -> None:
        sheet.keeper.give_up()
        sheet.dismiss()
        if ids:
            open_hand_over(desk, ids)

    def go_on() -> None:
        sheet.dismiss()
        open_hand_over(desk, ())

    bar = going_on_bar(desk, found, begin_anew, go_on)
    if bar is not None:
        sheet.body.insertWidget(0, bar)
        for button in bar.findChildren(Button):  # Enter in a field goes past it
            QWidget.setTabOrder(sheet.verb, button)

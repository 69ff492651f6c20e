"""A piece that is in the books is in no draft: gone on with, it would be taken in a second time."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.shop import Shop
from app.views.drafts import Drafts
from app.views.widgets.button import Button
from tests.views.floor import CTRL
from tests.views.take_in.conftest import CONSIGNOR, PIECES, TakeIn

DRAFTS = "SELECT count(*) FROM draft WHERE draft_kind = 'take_in'"
PIECES_SO_FAR = "SELECT count(*) FROM consignment_item"


def to_report_and_back(take_in: TakeIn) -> None:
    """F6, and from the report back to take-in."""
    take_in.press(Qt.Key.Key_F6)
    take_in.until(lambda: take_in.floor.window.page is not take_in.page)
    take_in.floor.window.navigate("take_in")
    take_in.until(lambda: take_in.floor.window.page is take_in.page)


def test_a_piece_that_goes_to_its_report_leaves_nothing_that_waits(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    take_in.ring("Grandmother's ring")
    take_in.page.keeper.keep_now()
    to_report_and_back(take_in)
    pieces = take_in.page.pieces
    take_in.until(lambda: take_in.editor.known and take_in.lines() == ["Grandmother's ring"])
    assert pieces.taken.model.rows[1].title == "Next piece"
    assert pieces.taken.model.rows[1].second == "not begun"
    assert pieces.draft() is None
    take_in.page.keeper.keep_now()
    take_in.until(lambda: take_in.floor.ask(DRAFTS) == 0)
    take_in.save_next()
    take_in.until(lambda: take_in.editor.known is None)
    assert take_in.editor.is_empty
    take_in.save_next()
    assert "Choose what it is" in take_in.editor.fields._category_error.text()
    assert take_in.floor.ask(PIECES_SO_FAR) == 1


def test_the_piece_that_was_begun_waits_while_another_goes_to_its_report(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.correct_beside(agreement, "A bracelet that was begun")
    to_report_and_back(take_in)
    taken = take_in.page.pieces.taken.model
    take_in.until(lambda: taken.rows[1].title == "A bracelet that was begun")
    take_in.save_next()
    take_in.until(lambda: take_in.editor.fields.description.text == "A bracelet that was begun")


def test_what_is_typed_while_a_saved_piece_is_read_waits(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    take_in.ring("First ring")
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["First ring"])
    pieces = take_in.page.pieces
    pieces.open_saved(pieces.taken.model.rows[0].piece_id)
    take_in.editor.fields.description.set_text("Typed meanwhile")
    take_in.until(lambda: take_in.editor.known)
    assert pieces.taken.model.rows[1].title == "Typed meanwhile"


def test_the_draft_ends_in_the_unit_that_stores_the_piece(
    take_in: TakeIn, agreement: int, house: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the program were killed as soon as the piece is stored: nothing comes behind the unit."""
    take_in.go_on_with(agreement)
    take_in.ring("A ring")
    take_in.page.keeper.keep_now()
    take_in.until(lambda: take_in.floor.ask(DRAFTS) == 1)
    seen: list[tuple[int, int]] = []

    def look() -> None:
        seen.append((take_in.floor.ask(PIECES_SO_FAR), take_in.floor.ask(DRAFTS)))

    monkeypatch.setattr(house, "on_saved", look)  # behind the commit, before the window hears of it
    monkeypatch.setattr(Drafts, "drop", lambda *_: None)
    take_in.save_next()
    take_in.editor.fields.changed.emit()  # a key that is hit while the piece is on its way
    take_in.page.keeper.keep_now()
    take_in.until(lambda: take_in.lines() == ["A ring"])
    assert seen == [(1, 0)]
    assert take_in.floor.ask(DRAFTS) == 0


def test_what_waits_beside_a_correction_stays_kept_in_the_same_unit(
    take_in: TakeIn, agreement: int, house: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in.correct_beside(agreement, "A bracelet that was begun")
    take_in.editor.fields.description.set_text("First ring, resized")
    take_in.editor.fields.changed.emit()
    seen: list[Any] = []
    draft = "SELECT content FROM draft WHERE draft_kind = 'take_in'"
    monkeypatch.setattr(house, "on_saved", lambda: seen.append(take_in.floor.ask(draft)))
    take_in.save_next()
    take_in.until(lambda: seen)
    assert '"piece_id": 0' in seen[0]
    assert "A bracelet that was begun" in seen[0]
    assert "First ring" not in seen[0]


def test_a_refused_piece_is_kept_again(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    take_in.ring("A ring")
    take_in.editor.fields.tag.set_text("1234567890")
    take_in.save_next()
    assert take_in.page.pieces.draft() is None, "on its way"
    take_in.until(lambda: not take_in.editor.is_saving)
    assert take_in.page.pieces.draft() is not None
    take_in.until(lambda: take_in.floor.ask(DRAFTS) == 1)
    assert take_in.floor.ask(PIECES_SO_FAR) == 0


def test_a_bar_that_is_older_than_its_draft_brings_nothing_back(
    take_in: TakeIn, agreement: int
) -> None:
    page = take_in.page
    take_in.go_on_with(agreement)
    take_in.enter("R", "Half a ring")
    take_in.press(Qt.Key.Key_Escape)
    take_in.until(lambda: take_in.step == CONSIGNOR and page.kept.bars)
    bar = page.kept.bars[0]
    take_in.floor.desk.drafts.drop("take_in", agreement)
    bar.findChildren(Button)[0].click()
    take_in.until(lambda: take_in.floor.ask(DRAFTS) == 0 and not page.kept.bars)
    assert take_in.step == CONSIGNOR


def test_a_draft_that_is_there_is_found_when_its_batch_is_gone_on_with_at_once(
    take_in: TakeIn, agreement: int
) -> None:
    page = take_in.page
    take_in.go_on_with(agreement)
    take_in.enter("R", "Half a ring")
    page.can.pause.trigger()
    page.open_record(agreement)  # before anything has answered which drafts there are
    take_in.until(lambda: take_in.step == PIECES)
    take_in.until(lambda: take_in.editor.fields.description.text == "Half a ring")
    take_in.press(Qt.Key.Key_Return, CTRL)
    take_in.until(lambda: take_in.lines() == ["Half a ring"])
    take_in.until(lambda: take_in.floor.ask(DRAFTS) == 0)

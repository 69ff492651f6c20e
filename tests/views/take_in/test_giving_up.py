"""What was begun at take-in and is not gone on with: given up with a reason, and nothing hides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.actors import Actor
from app.services.agreements import draft_agreement
from app.shop import Shop
from app.views.frame.entries import ENTRY, Entry
from app.views.take_in.giving_up import GIVE_UP
from app.views.widgets.button import Button
from app.views.widgets.reason_sheet import ReasonSheet
from tests.views.take_in.conftest import CONSIGNOR, PIECES, TakeIn

STATE = "SELECT state FROM state_now WHERE machine = 'agreement' AND subject_id = ?"


def begun(take_in: TakeIn) -> list[Entry]:
    model = take_in.page.consignor.begun.list.model()
    return [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]


def asked(take_in: TakeIn) -> ReasonSheet:
    sheets = take_in.floor.window.findChildren
    take_in.until(lambda: any(one.is_open for one in sheets(ReasonSheet)))
    return next(one for one in sheets(ReasonSheet) if one.is_open)


def buttons(take_in: TakeIn) -> list[Button]:
    found = take_in.page.findChildren(Button)
    return [one for one in found if one.text() == GIVE_UP and one.isVisible()]


def test_an_empty_draft_is_given_up_where_it_is_offered_by_keys_alone(
    take_in: TakeIn, agreement: int
) -> None:
    page, floor = take_in.page, take_in.floor
    page.kept.ask()
    take_in.until(lambda: begun(take_in))
    (button,) = buttons(take_in)
    assert not button.isEnabled()  # none is marked
    page.consignor.begun.list.setFocus()
    take_in.press(Qt.Key.Key_Down)
    assert page.consignor.begun.marked is not None
    take_in.until(button.isEnabled)
    take_in.press(Qt.Key.Key_Delete)
    sheet = asked(take_in)
    assert "with Clara Whitcombe up?" in sheet.title.text()
    take_in.keys("C")
    take_in.press(Qt.Key.Key_Return)
    take_in.until(lambda: floor.ask(STATE, agreement) == "cancelled")
    take_in.until(lambda: not begun(take_in))
    reason = "SELECT reason_code FROM transition WHERE subject_id = ? AND to_state = 'cancelled'"
    assert floor.ask(reason, agreement) == "client"


def test_the_one_in_work_is_given_up_while_it_has_no_piece(take_in: TakeIn, agreement: int) -> None:
    page, floor = take_in.page, take_in.floor
    take_in.go_on_with(agreement)
    take_in.enter("R", "Typed for somebody who went away")
    page.keeper.keep_now()
    take_in.until(lambda: floor.ask("SELECT count(*) FROM draft") == 1)
    (button,) = buttons(take_in)
    button.click()
    assert "thrown away" in asked(take_in).sentence.text()
    take_in.keys("X")
    take_in.press(Qt.Key.Key_Return)
    take_in.keys("She came to the wrong shop")
    take_in.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    take_in.until(lambda: floor.ask(STATE, agreement) == "cancelled")
    take_in.until(lambda: take_in.step == CONSIGNOR and not begun(take_in))
    take_in.until(lambda: floor.ask("SELECT count(*) FROM draft") == 0)
    note = "SELECT content FROM note WHERE subject_id = ? AND subject_kind = 'agreement'"
    assert floor.ask(note, agreement) == "She came to the wrong shop"


def test_a_draft_with_pieces_says_why_it_is_not_given_up(take_in: TakeIn, agreement: int) -> None:
    page, floor = take_in.page, take_in.floor
    take_in.go_on_with(agreement)
    take_in.enter("R", "Half a ring")
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["Half a ring"])
    take_in.until(lambda: not buttons(take_in))
    page.pause()
    take_in.until(lambda: begun(take_in))
    page.consignor.begun.list.setFocus()
    take_in.press(Qt.Key.Key_Down)
    take_in.press(Qt.Key.Key_Delete)
    asked(take_in)
    take_in.keys("M")
    take_in.press(Qt.Key.Key_Return)
    take_in.until(lambda: "1 piece was taken in" in floor.window.notice.words or page.bars.count())
    assert floor.ask(STATE, agreement) == "draft"


def brings(take_in: TakeIn, party: int, words: str) -> None:
    """A client's own piece comes in, and the clerk turns to something else."""
    page = take_in.page
    page.consignor.way.choose("customer_property")
    page.consignor.show_party(party)
    take_in.until(lambda: page.consignor.party)
    page.can.forward.trigger()
    take_in.begun()
    take_in.enter("W", words)
    take_in.save_next()
    take_in.until(lambda: page.batch.piece_ids)
    take_in.begun()
    take_in.enter("R", f"Half typed, {words}")
    page.can.pause.trigger()
    take_in.until(lambda: take_in.step == CONSIGNOR)


def test_two_batches_of_one_client_are_both_gone_on_with(take_in: TakeIn, clara: int) -> None:
    page = take_in.page
    for words in ("Gold watch", "Steel watch"):
        brings(take_in, clara, words)
    take_in.until(lambda: len(begun(take_in)) == 2 and len(page.kept.bars) == 2)
    assert [row.words for row in begun(take_in)] == ["Clara Whitcombe"] * 2
    for at, words in ((1, "Gold watch"), (0, "Steel watch")):
        take_in.until(lambda: len(begun(take_in)) == 2)
        run = begun(take_in)[at].run
        assert run is not None
        run()
        take_in.until(lambda said=words: take_in.step == PIECES and take_in.lines() == [said])
        take_in.until(
            lambda said=words: take_in.editor.fields.description.text == f"Half typed, {said}"
        )
        page.can.pause.trigger()
        take_in.until(lambda: take_in.step == CONSIGNOR and len(page.kept.bars) == 2)


def test_a_first_piece_that_was_only_typed_is_not_typed_over(take_in: TakeIn, clara: int) -> None:
    page = take_in.page
    for _ in range(2):
        page.consignor.way.choose("customer_property")
        page.consignor.show_party(clara)
        take_in.until(lambda: page.consignor.party)
        page.can.forward.trigger()
        take_in.until(lambda: take_in.step == PIECES)
        if not take_in.editor.fields.description.text:
            take_in.begun()
            take_in.enter("R", "Her mother's ring")
            page.can.pause.trigger()
            take_in.until(lambda: take_in.step == CONSIGNOR and page.kept.bars)
    take_in.until(lambda: take_in.editor.fields.description.text == "Her mother's ring")


@pytest.mark.parametrize("many", [12])
def test_every_draft_is_reached_however_many_were_left(
    take_in: TakeIn, clara: int, house: Shop, staff: dict[str, Actor], many: int
) -> None:
    with house.work(staff["mia"], "draft_agreement") as w:
        for _ in range(many):
            draft_agreement(w, clara)
    take_in.page.kept.ask()
    take_in.until(lambda: len(begun(take_in)) == many)

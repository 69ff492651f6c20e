"""A batch that is being taken in: what is wrong is said, it is paused, scanned, signed, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.actors import Actor
from app.services.agreements import draft_agreement
from app.services.parties import add_party
from app.services.party_forms import IdCheck, PartyForm
from app.services.scanning import resolve
from app.services.take_in_batch import CONSIGNED
from app.shop import Shop
from app.views.frame.entries import ENTRY, Entry
from app.views.parties.party_sheets import PaperSheet
from tests.views.floor import CTRL
from tests.views.take_in.conftest import CONSIGNOR, PIECES, SIGN, TakeIn


def test_what_blocks_signing_is_said_and_leads_to_where_it_is_mended(
    take_in: TakeIn, agreement: int
) -> None:
    page = take_in.page
    take_in.go_on_with(agreement)
    take_in.ring()
    take_in.save_next()
    take_in.until(take_in.lines)
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == SIGN and page.sign.blocks)
    page.sign.take()
    assert "Without a photo" in page.sign._error.text()
    page.sign.mend_asked.emit("photo")
    take_in.until(lambda: take_in.step == PIECES and take_in.editor.known)
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == SIGN)
    page.sign.later.setChecked(True)
    assert page.sign.blocks == []


def test_the_paper_is_seen_without_leaving_the_signature(
    take_in: TakeIn, house: Shop, staff: dict[str, Actor]
) -> None:
    page = take_in.page
    with house.work(staff["mia"], "add_party") as w:
        form = PartyForm(given="Hugo", family="Brandt", roles=frozenset({"consignor"}))
        party = add_party(w, form).first("party")
        agreement = draft_agreement(w, party).first("agreement")
    take_in.go_on_with(agreement)
    take_in.ring()
    take_in.save_next()
    take_in.until(take_in.lines)
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == SIGN and page.sign.blocks)
    assert any("paper" in block.lower() for block in page.sign.blocks)
    page.sign.mend_asked.emit("paper")
    (sheet,) = page.window().findChildren(PaperSheet)
    assert sheet.isVisible()
    sheet.form.seen.emit(IdCheck("passport", "DE"))
    take_in.until(lambda: not any("paper" in block.lower() for block in page.sign.blocks))
    assert take_in.step == SIGN
    assert page.batch.agreement_id == agreement


def test_an_unsigned_batch_is_paused_and_gone_on_with(take_in: TakeIn, agreement: int) -> None:
    page = take_in.page
    take_in.go_on_with(agreement)
    take_in.enter("R", "Half a ring")
    take_in.press(Qt.Key.Key_Escape)
    take_in.until(lambda: take_in.step == CONSIGNOR)
    take_in.until(lambda: page.kept.bars)
    bar = page.kept.bars[0]
    assert "Piece 1, Half a ring" in bar.sentence.text()
    bar.findChildren(type(page.sign.button))[0].click()
    take_in.until(lambda: take_in.step == PIECES)
    take_in.until(lambda: take_in.editor.fields.description.text == "Half a ring")
    assert page.batch.agreement_id == agreement
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["Half a ring"])
    take_in.until(lambda: take_in.floor.ask("SELECT count(*) FROM draft") == 0)


def begun_rows(take_in: TakeIn) -> list[Entry]:
    """What is offered below the consignor to be gone on with."""
    model = take_in.page.consignor.begun.list.model()
    return [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]


def test_a_paused_batch_of_a_clients_own_pieces_is_gone_on_with(
    take_in: TakeIn, clara: int
) -> None:
    page = take_in.page
    take_in.first_of_own(clara, "W", "Gold watch, her grandfather's")
    pieces = list(page.batch.piece_ids)
    take_in.begun()
    take_in.enter("R", "Half a ring")
    page.can.pause.trigger()
    take_in.until(lambda: take_in.step == CONSIGNOR and begun_rows(take_in) and page.kept.bars)
    (row,) = begun_rows(take_in)
    assert row.words == "Clara Whitcombe"
    assert row.detail.endswith("1 piece")
    assert row.run is not None
    row.run()
    take_in.until(lambda: take_in.step == PIECES and len(take_in.lines()) == 1)
    take_in.until(lambda: take_in.editor.fields.description.text == "Half a ring")
    assert page.batch.ownership == "customer_property"
    assert (page.batch.party_id, page.batch.piece_ids) == (clara, pieces)
    take_in.save_next()
    take_in.until(lambda: len(page.batch.piece_ids) == 2)
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == CONSIGNOR and not begun_rows(take_in))


def test_nothing_typed_is_lost_when_the_program_is_killed(
    take_in: TakeIn, agreement: int, house: Shop, sit: Callable[..., object]
) -> None:
    take_in.go_on_with(agreement)
    take_in.ring("A ring typed before the crash")
    take_in.page.keeper.keep_now()
    take_in.until(lambda: take_in.floor.ask("SELECT count(*) FROM draft") == 1)
    db = house.reader()
    try:
        content = db.value("SELECT content FROM draft")
    finally:
        db.close()
    for said in ("A ring typed before the crash", "4.620", "4,400.00", "PLAT", "diamond"):
        assert said in content
    assert CONSIGNED in content


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("stones", "1 kryptonite", "not understood"),
        ("ring_size", "huge", "Not a ring size"),
        ("weight", "heavy", "not a weight"),
        ("agreed", "dear", "dear"),
        ("reserve", "6000", "lowest price"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(
    take_in: TakeIn, agreement: int, what: str, text: str, said: str
) -> None:
    take_in.go_on_with(agreement)
    take_in.ring()
    fields = {field.name: field for field in take_in.editor.fields.fields}
    field = fields[what]
    if what == "stones":
        take_in.editor.fields.stones.line.setText(text)
    else:
        field.set_text(text)  # type: ignore[attr-defined]
    take_in.save_next()
    take_in.until(lambda: said in field.error)
    assert take_in.floor.ask("SELECT count(*) FROM consignment_item") == 0
    focus = QApplication.focusWidget()
    assert focus is not None
    assert field.isAncestorOf(focus)


def test_a_piece_without_category_is_asked_what_it_is(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    take_in.editor.fields.description.control.setFocus()
    take_in.keys("Something")
    take_in.save_next()
    assert "one letter" in take_in.editor.fields._category_error.text()
    assert take_in.focus == "Ring"


def test_what_was_taken_in_is_taken_back_by_undo(take_in: TakeIn, agreement: int) -> None:
    page = take_in.page
    take_in.go_on_with(agreement)
    take_in.enter("R", "Taken in by mistake")
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["Taken in by mistake"])
    take_in.until(lambda: take_in.floor.window.notice.can_undo)
    take_in.press(Qt.Key.Key_Z, CTRL)
    take_in.until(lambda: take_in.lines() == [])
    page.pause()
    page.consignor.way.choose("owned")
    page.can.forward.trigger()
    take_in.begun()
    take_in.enter("R", "Bought by mistake")
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["Bought by mistake"])
    take_in.until(lambda: "Ring taken in" in take_in.floor.window.notice.words)
    take_in.press(Qt.Key.Key_Z, CTRL)
    take_in.until(lambda: take_in.lines() == [])


def test_a_scan_opens_a_piece_of_the_batch_sets_the_place_or_stays_as_its_tag(
    take_in: TakeIn, agreement: int
) -> None:
    page, floor = take_in.page, take_in.floor
    take_in.go_on_with(agreement)
    take_in.enter("R", "Scanned ring")
    take_in.save_next()
    take_in.until(take_in.lines)
    db = floor.house.reader()
    try:
        code = db.value("SELECT code FROM piece_now WHERE description = 'Scanned ring'")
        own, place, strange = (
            resolve(db, code),
            resolve(db, floor.place_codes["TRAY-09"]),
            resolve(db, "4006381333931"),
        )
    finally:
        db.close()
    assert page.take_scan(place)
    take_in.until(lambda: "9" in take_in.editor.place_button.text())
    assert page.take_scan(strange)
    assert take_in.editor.fields.tag.text == "4006381333931"
    take_in.editor.fields.tag.set_text("")
    assert page.take_scan(own)
    take_in.until(lambda: take_in.editor.known)
    take_in.page.pieces.open_piece(0)
    take_in.until(lambda: take_in.editor.known is None)
    take_in.enter("B", "Into the tray")
    take_in.save_next()
    take_in.until(lambda: len(take_in.lines()) == 2)
    sql = "SELECT id FROM piece_now WHERE description = 'Into the tray'"
    assert floor.place_of(floor.ask(sql)) == "TRAY-09"

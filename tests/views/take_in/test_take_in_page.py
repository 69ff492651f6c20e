"""Take-in by keyboard alone: whose, on which terms, piece after piece, signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.agreements import draft_agreement
from app.services.parties import add_party
from app.services.party_forms import IdCheck, PartyForm
from app.services.scanning import resolve
from app.services.take_in_batch import CONSIGNED
from app.shop import Shop
from app.views.parties.party_sheets import PaperSheet
from app.views.take_in.page import TakeInPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.floor import CTRL, Floor
from tests.views.page_checks import check_page
from tests.views.take_in.conftest import CONSIGNOR, PIECES, SIGN, TERMS, TakeIn


def test_a_consigned_batch_from_three_letters_to_the_signed_receipt(
    take_in: TakeIn, jpeg: Callable[[str], Path]
) -> None:
    page, floor = take_in.page, take_in.floor
    take_in.keys("whi")
    take_in.until(lambda: page.consignor.finder.list.currentIndex().isValid())
    take_in.press(Qt.Key.Key_Return)
    take_in.until(lambda: take_in.focus == "Go on to the terms")
    take_in.save_next()
    take_in.until(lambda: take_in.step == TERMS and take_in.focus == "Pieces announced")
    take_in.enter("2")
    take_in.save_next()
    take_in.begun()
    take_in.ring()
    assert take_in.focus == "As new"
    take_in.enter("G")
    assert take_in.focus == "Save and next"
    take_in.editor.photos.intake.take_files([jpeg("one")])
    take_in.until(lambda: len(take_in.editor.photos.photos) == 1)
    take_in.until(
        lambda: page.pieces.editor.tag.picture.tag and page.pieces.editor.tag.picture.tag.reads_back
    )
    take_in.save_next()
    take_in.until(
        lambda: take_in.lines() == ["Platinum solitaire ring"] and take_in.focus == "Ring"
    )
    saved = floor.house.reader()
    try:
        row = saved.row(
            "SELECT weight_mg, agreed_minor, availability, missing, item_number FROM piece_now"
            " WHERE description = 'Platinum solitaire ring'"
        )
    finally:
        saved.close()
    assert row == (4_620, 520_000, "intake", "report", "C10-26-00001")
    assert take_in.editor.fields.metals.metal.value == "platinum"
    assert take_in.editor.fields.description.text == ""
    assert page.pieces.taken.view.accessibleName() == "Pieces taken in, 1"
    take_in.press(Qt.Key.Key_F10)
    take_in.until(lambda: take_in.step == SIGN and page.sign.consignor_pad.hasFocus())
    take_in.press(Qt.Key.Key_F10)
    assert "has not signed" in page.sign._error.text()
    take_in.sign_on(page.sign.consignor_pad)
    take_in.sign_on(page.sign.house_pad)
    take_in.press(Qt.Key.Key_F10)
    take_in.until(lambda: take_in.step == CONSIGNOR)
    take_in.until(lambda: floor.ask("SELECT count(*) FROM print_job") == 1)
    assert floor.ask("SELECT document_kind FROM document") == "take_in_receipt"
    assert floor.ask("SELECT state FROM state_now WHERE machine = 'agreement'") == "signed"
    assert floor.ask("SELECT availability FROM piece_now WHERE item_number <> ''") == "hold"
    bars = [bar for bar in page.findChildren(SentenceBar) if bar.isVisible()]
    assert any("signed, 1 piece taken in" in bar.title.text() for bar in bars)


def test_terms_are_changed_and_those_that_cannot_be_are_refused(
    take_in: TakeIn, clara: int
) -> None:
    page = take_in.page
    page.open_record(clara)
    take_in.until(lambda: page.consignor.party)
    page.can.forward.trigger()
    take_in.until(lambda: take_in.step == TERMS and take_in.focus == "Pieces announced")
    page.terms.term.set_text("9")
    page.can.forward.trigger()
    assert take_in.step == TERMS
    assert "30 to 730 days" in page.terms.term.error
    page.terms.term.set_text("90")
    page.terms.base.set_text("eighty")
    page.can.forward.trigger()
    assert page.terms.base.error
    page.terms.base.set_text("45")
    page.can.forward.trigger()
    take_in.until(lambda: take_in.step == PIECES)
    agreement = page.batch.agreement_id
    sql = "SELECT base_share_ppm, term_days FROM agreement WHERE id = ?"
    db = take_in.floor.house.reader()
    try:
        assert db.row(sql, (agreement,)) == (450_000, 90)
        page.can.terms.trigger()
        assert take_in.step == TERMS
        page.terms.photo_fee.set_text("20")
        page.can.forward.trigger()
        take_in.until(lambda: take_in.step == PIECES)
        assert db.value("SELECT photo_fee_minor FROM agreement WHERE id = ?", (agreement,)) == 2_000
        assert db.value("SELECT count(*) FROM agreement") == 1
    finally:
        db.close()


def test_somebody_new_is_added_here_and_a_known_one_is_offered_instead(take_in: TakeIn) -> None:
    page = take_in.page
    take_in.keys("hugo brandt")
    take_in.until(lambda: page.consignor.finder.model.rowCount() == 1)
    take_in.press(Qt.Key.Key_Return)
    take_in.until(lambda: take_in.focus == "E-mail")
    assert page.consignor.fields.family.text == "Brandt"
    take_in.enter("CLARA@whitcombe.example")
    take_in.until(lambda: len(page.consignor.fields._bars) == 1)
    assert "Clara Whitcombe is known" in page.consignor.fields._bars[0].accessibleName()
    page.consignor.fields.email.set_text("hugo")
    page.can.forward.trigger()
    take_in.until(lambda: page.consignor.fields.email.error)
    page.consignor.fields.email.set_text("hugo@brandt.example")
    page.can.forward.trigger()
    take_in.until(lambda: page.consignor.party and page.consignor.party.display == "Hugo Brandt")
    assert page.consignor.party is not None
    assert page.consignor.party.roles == ("consignor",)
    take_in.until(lambda: take_in.focus == "Passport")
    take_in.enter("P", "Germany", "C01X")
    page.consignor.check.button.click()
    take_in.until(lambda: page.consignor.party and page.consignor.party.id_seen)
    take_in.until(lambda: take_in.focus == "Go on to the terms")


def test_the_likely_double_is_taken_by_a_press(take_in: TakeIn, clara: int) -> None:
    page = take_in.page
    page.can.new.trigger()
    page.consignor.fields.email.control.setFocus()
    take_in.enter("clara@whitcombe.example")
    take_in.until(lambda: page.consignor.fields._bars)
    page.consignor.fields.same_as.emit(clara)
    take_in.until(lambda: page.consignor.party and page.consignor.party.id == clara)


def test_what_is_bought_needs_nobody_and_a_clients_own_needs_its_owner(
    take_in: TakeIn, clara: int
) -> None:
    page, floor = take_in.page, take_in.floor
    page.consignor.way.choose("customer_property")
    page.can.forward.trigger()
    assert take_in.step == CONSIGNOR
    page.consignor.show_party(clara)
    take_in.until(lambda: page.consignor.party)
    page.can.forward.trigger()
    take_in.begun()
    take_in.enter("W", "Gold watch, her grandfather's")
    take_in.editor.fields.weight.control.setFocus()
    take_in.enter("61.2", "900")
    take_in.save_next()
    take_in.until(lambda: len(page.batch.piece_ids) == 1)
    owner = "SELECT owner_id FROM piece WHERE id = ?"
    assert floor.ask(owner, page.batch.piece_ids[0]) == clara
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == CONSIGNOR)
    page.consignor.way.choose("owned")
    page.can.forward.trigger()
    take_in.begun()
    take_in.ring("Ring of the house")
    take_in.save_next()
    take_in.until(lambda: len(page.batch.piece_ids) == 1)
    prices = (
        "SELECT group_concat(what || ' ' || amount_minor, ', ') FROM priced WHERE subject_id = ?"
    )
    assert "cost 440000" in floor.ask(prices, page.batch.piece_ids[0])
    assert floor.ask("SELECT ownership FROM piece WHERE id = ?", page.batch.piece_ids[0]) == "owned"


def test_each_step_passes_what_every_page_must(take_in: TakeIn, agreement: int, clara: int) -> None:
    page = take_in.page
    page.consignor.show_party(clara)
    take_in.until(lambda: page.consignor.party)
    check_page(take_in.qtbot, page)
    page.consignor.begin_new("Hugo Brandt")
    check_page(take_in.qtbot, page)
    take_in.go_on_with(agreement)
    check_page(take_in.qtbot, page)
    page.can.terms.trigger()
    check_page(take_in.qtbot, page)
    page.pause()
    take_in.go_on_with(agreement)
    take_in.ring()
    take_in.save_next()
    take_in.until(take_in.lines)
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == SIGN)
    take_in.until(lambda: page.sign.receipt._photos is not None)
    check_page(take_in.qtbot, page)


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


# -- who may what


def test_an_order_clerk_hears_at_once_who_makes_agreements(
    qtbot: QtBot, sit: Callable[[str], Floor], clara: int
) -> None:
    window = sit("olga").window
    window.navigate("take_in")
    page = window.page
    assert isinstance(page, TakeInPage)
    step = page.consignor
    assert step.ownership == "customer_property", "what she may take in is offered first"
    assert step.go_button.isEnabled()
    page.open_record(clara)
    qtbot.waitUntil(lambda: step.party is not None)
    assert step.ownership == "consigned_in"
    assert "Only a specialist or manager may make consignment agreements" in (
        step._way_sentence.text()
    )
    assert not step.go_button.isEnabled()
    page.go_on()
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert "Only a specialist or manager" in bar.accessibleName()
    assert page.stack.currentIndex() == CONSIGNOR


def test_who_may_take_nothing_in_hears_it_at_once(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    window = sit("emma").window
    window.navigate("take_in")
    page = window.page
    assert page is not None
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert "may not take in pieces" in bar.accessibleName()


def test_the_name_that_was_typed_goes_along_to_the_new_person(take_in: TakeIn) -> None:
    take_in.keys("hugo brandt")
    take_in.press(Qt.Key.Key_N, CTRL)
    fields = take_in.page.consignor.fields
    assert take_in.page.consignor.adding
    assert (fields.given.text, fields.family.text) == ("Hugo", "Brandt")

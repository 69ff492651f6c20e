"""Take-in by keyboard alone: whose, on which terms, piece after piece, and who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

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
    said = [bar.accessibleName() for bar in page.findChildren(SentenceBar, "refusal")]
    assert any("never for sale" in words for words in said), said
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

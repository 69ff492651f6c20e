"""A piece's page: three answers, facts changed in place, its photos, its custody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.models.pieces import Piece, Priced
from app.models.records import Report
from app.services.piece_states import hold
from app.views.pieces.custody_list import ENTRY
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.floor import ALT, CTRL, SHIFT
from tests.views.page_checks import check_page
from tests.views.pieces.conftest import Stock


def test_everything_about_the_piece_is_shown(stock: Stock) -> None:
    page = stock.piece_page()
    stock.until(lambda: page.panel.tag.tag)
    assert page.title == "Signet ring, crest"
    assert [chip.accessibleName() for chip, _ in page.answers._answers] == [
        "Availability, Being taken in",
        "Whereabouts, In the house, HOUSE / SAFE-1 / TRAY-07",
        "Quality, Not examined, no condition report yet",
    ]
    assert page.panel.tag.tag is not None
    assert page.panel.tag.tag.reads_back
    assert page.panel.tag.tag.code == stock.floor.codes["Signet ring, crest"]
    assert page.hint_bar.state == "Piece 1 of 5 in TRAY-07"
    kinds = [entry.kind for entry in page.custody.list.facts.rows]
    assert {"move", "state", "price", "weight", "tag"} <= set(kinds)
    check_page(stock.qtbot, page)


def test_each_value_stands_in_its_own_currency(stock: Stock) -> None:
    floor = stock.floor
    with floor.house.work(floor.desk.session.actor, "values") as w:
        for what in ("insured", "cost"):
            w.add(Priced, subject_kind="piece", subject_id=floor.pieces["Curb chain"], what=what,
                  amount_minor=90_000, currency="EUR")  # fmt: skip
    page = stock.piece_page("Curb chain")
    stock.until(lambda: page.panel.tag.tag)
    said = {part.accessibleName() for part in page.panel.findChildren(QWidget)}
    assert {"Price 540.00", "Insured value EUR 900.00", "Cost EUR 900.00"} <= said


def test_custody_is_filtered_and_nothing_is_hidden(stock: Stock) -> None:
    page = stock.piece_page()
    all_facts = len(page.custody.list.facts.rows)
    page.custody.filter.choose("price")
    assert {entry.group for entry in page.custody.list.facts.rows} == {"price"}
    assert page.custody.count_words.startswith(
        f"{len(page.custody.list.facts.rows)} of {all_facts} facts"
    )
    first = page.custody.list.facts.index(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).endswith("by Mia Delacroix")
    assert first.data(ENTRY).kind == "price"


def test_neighbours_in_the_tray_are_one_key_away(stock: Stock) -> None:
    page = stock.piece_page()
    stock.press(Qt.Key.Key_Right, ALT)
    stock.until(lambda: page.title == "Opal pendant")
    stock.press(Qt.Key.Key_Left, ALT)
    stock.until(lambda: page.title == "Signet ring, crest")
    stock.press(Qt.Key.Key_Left, ALT)
    stock.until(lambda: "no other piece" in stock.floor.window.notice.words)


def test_its_condition_is_what_the_last_report_says_and_what_it_was_described_as_is_said_so(
    stock: Stock,
) -> None:
    page = stock.piece_page()

    def shown() -> dict[str, str]:
        rows = page.facts_card._facts._rows
        return {label.text(): value.text() for label, value in rows if not label.isHidden()}

    def reported(grade: str) -> None:
        desk, piece = stock.floor.desk, stock.floor.pieces["Signet ring, crest"]
        with stock.floor.house.work(desk.session.actor, "sign_report") as w:
            w.add(Report, piece_id=piece, number=w.number("CR"), grade=grade, reason="check",
                  content="{}")  # fmt: skip
        page.refresh(Changes.of(piece=piece, report=1))

    with stock.floor.house.work(stock.floor.desk.session.actor, "edit_piece") as w:
        w.edit(Piece, stock.floor.pieces["Signet ring, crest"], condition="as_new")
    page.refresh(Changes.of(piece=stock.floor.pieces["Signet ring, crest"]))
    stock.until(lambda: shown().get("Described") == "as new")
    assert "Last report" not in shown()
    reported("good")
    today = page.words.date_of(now_ms())
    stock.until(lambda: shown().get("Last report") == f"good, {today}")
    assert shown()["Described"] == "as new"
    reported("as_new")
    stock.until(lambda: shown().get("Last report") == f"as new, {today}")
    assert "Described" not in shown()  # the two say the same
    check_page(stock.qtbot, page)


def test_facts_are_changed_in_their_place(stock: Stock) -> None:
    page = stock.piece_page()
    stock.press(Qt.Key.Key_E, CTRL)
    stock.until(lambda: stock.focus == "Description")
    assert page.form.isVisible()
    assert not page.answers.isVisible()
    check_page(stock.qtbot, page)
    page.form.fields.description.control.setFocus()
    page.form.fields.description.input.selectAll()
    stock.keys("Signet ring, lion")
    page.form.fields.stones.line.setText("1 kryptonite")
    stock.press(Qt.Key.Key_Return, CTRL)
    assert "not understood" in page.form.fields.stones.error
    page.form.fields.stones.line.setText("1 carnelian cabochon 9x7")
    stock.press(Qt.Key.Key_Return, CTRL)
    stock.until(lambda: page.title == "Signet ring, lion" and page.answers.isVisible())
    assert stock.floor.ask("SELECT species FROM stone") == "carnelian"
    assert stock.floor.ask("SELECT count(*) FROM draft") == 0


def test_escape_gives_the_change_up_and_goes_back_only_then(stock: Stock) -> None:
    stock.list_page()
    page = stock.piece_page()
    page.edit()
    stock.until(lambda: stock.focus == "Description")
    stock.keys("x")
    stock.press(Qt.Key.Key_Escape)
    stock.until(lambda: page.answers.isVisible())
    assert stock.floor.window.here[0] == "piece"
    stock.press(Qt.Key.Key_Escape)
    assert stock.floor.window.here[0] == "pieces"


def test_a_change_that_was_not_saved_is_offered_again(stock: Stock) -> None:
    page = stock.piece_page()
    page.edit()
    stock.until(lambda: stock.focus == "Description")
    page.form.fields.description.input.selectAll()
    stock.keys("Typed before the crash")
    page.form.keeper.keep_now()
    stock.until(lambda: stock.floor.ask("SELECT count(*) FROM draft") == 1)
    other = stock.piece_page("Opal pendant")
    assert other.answers.isVisible()
    page = stock.piece_page()
    stock.until(lambda: page.kept.bar)
    bar = page.kept.bar
    assert isinstance(bar, SentenceBar)
    page._go_on_with(_first_draft(stock))
    stock.until(lambda: page.form.fields.description.text == "Typed before the crash")


def test_a_photo_stays_with_the_piece_it_was_chosen_for(
    stock: Stock, jpeg: Callable[[str], Path]
) -> None:
    page = stock.piece_page()
    crest = page._piece_id
    other = next(piece for piece in stock.floor.pieces.values() if piece != crest)
    page.photos.intake.take_files([jpeg("slow")])
    page.open_record(other)  # before the picture was decoded
    stock.until(lambda: page.view is not None and page.photos.intake.on_their_way == 0)
    page.open_record(crest)
    stock.until(lambda: len(page.photos.photos) == 1)
    page.open_record(other)
    stock.until(lambda: page.view is not None and page.view.card.row.id == other)
    assert page.photos.photos == ()


def test_photos_are_added_ordered_and_taken_off(stock: Stock, jpeg: Callable[[str], Path]) -> None:
    page = stock.piece_page()
    page.photos.intake.take_files([jpeg("a"), jpeg("bb"), jpeg("ccc")])
    stock.until(lambda: len(page.photos.photos) == 3)
    first = page.photos.photos[0].sha256
    page.photos.choose(0)
    stock.press(Qt.Key.Key_Right, SHIFT)
    stock.press(Qt.Key.Key_Right, SHIFT)
    stock.press(Qt.Key.Key_Left, SHIFT)
    assert page.photos.photos[1].sha256 == first
    assert page.photos.at == 1
    stock.press(Qt.Key.Key_Delete)
    stock.until(lambda: len(page.photos.photos) == 2)
    assert first not in [photo.sha256 for photo in page.photos.photos]
    stock.press(Qt.Key.Key_Z, CTRL)
    stock.until(lambda: len(page.photos.photos) == 3)


def test_a_piece_that_is_not_here_says_so(stock: Stock) -> None:
    page = stock.piece_page()
    stock.floor.window.navigate("piece", 424242)
    stock.until(lambda: page.findChildren(SentenceBar, "refusal"))
    assert "no such piece" in page.findChildren(SentenceBar, "refusal")[0].accessibleName()


def test_what_another_did_meanwhile_is_shown_and_the_marked_fact_stays(stock: Stock) -> None:
    page = stock.piece_page()
    page.custody.list.setCurrentIndex(page.custody.list.facts.index(2))
    marked = page.custody.list.marked
    piece = stock.floor.pieces["Signet ring, crest"]
    with stock.floor.house.work(stock.floor.desk.session.actor, "hold", reason_code="check") as w:
        changes = hold(w, piece, "check")
    stock.floor.desk.writer.changed.emit(changes)
    stock.until(lambda: page.view and page.view.card.row.availability == "hold")
    assert page.custody.list.marked == marked
    assert QApplication.focusWidget() is not None


def _first_draft(stock: Stock):  # type: ignore[no-untyped-def]
    from app.services.drafts import open_drafts

    db = stock.floor.house.reader()
    try:
        return open_drafts(db, stock.floor.desk.session.actor.user_id, "piece")[0]
    finally:
        db.close()


def test_a_piece_is_shown_from_its_top_in_a_low_window(stock: Stock) -> None:
    stock.floor.window.resize(911, 512)
    page = stock.piece_page()
    stock.until(lambda: page._area.verticalScrollBar().maximum() > 40)
    stock.until(lambda: not page._area._reveal.isActive())
    assert page._area.verticalScrollBar().value() == 0
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.custody.isAncestorOf(focused)
    stock.press(Qt.Key.Key_Down)
    stock.until(lambda: page._area.verticalScrollBar().value() > 0)

"""What was where at a moment: a place and all below it, its total, its table, its paper."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.services.scanning import Scan
from app.views import theme
from app.views.documents.document_page import DocumentPage
from app.views.passport import place_page
from app.views.passport.passport_words import PassportWords
from app.views.passport.place_list import SINCE_WIDTH, WORTH_WIDTH
from app.views.passport.place_page import PlaceMomentPage
from app.views.scan.place_page import PlacePage
from app.views.widgets.list_view.painting import PAD
from tests.services.passport_fixtures import DAY, insured
from tests.views.floor import CTRL
from tests.views.page_checks import check_nothing_clipped, check_page
from tests.views.passport.conftest import Hands


def _page(hands: Hands, place: str, day: int) -> PlaceMomentPage:
    db = hands.house.reader()
    place_id = db.value("SELECT id FROM place WHERE name = ?", (place,))
    db.close()
    hands.window.navigate("place_moment", place_id)
    page = hands.window.page
    assert isinstance(page, PlaceMomentPage)
    page.put(hands.lived.day(day))
    _answered(hands, page)
    return page


def _answered(hands: Hands, page: PlaceMomentPage) -> None:
    hands.until(
        lambda: page.lying and (page.lying.at, page.lying.place_ids) == (page.at, page.places.ids)
    )


def test_a_place_is_asked_for_a_day_and_leads_to_the_passport_at_that_moment(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    assert page.place.text() == "Vitrine A"
    assert page.total.accessibleName() == "Total USD 5,750.00"
    assert page.hint_bar.state.startswith("1 piece at ")
    check_page(hands.qtbot, page)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    _answered(hands, page)
    assert page.lying is not None
    assert page.lying.pieces == ()  # it went to the bench on the eighth day
    assert page.nothing.isVisible()
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Left)
    _answered(hands, page)
    page.list.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: hands.window.here[0] == "passport")
    passport = hands.window.page
    hands.until(lambda: passport.shown)  # type: ignore[union-attr]
    assert passport.at == hands.lived.day(7)  # type: ignore[union-attr]


def test_the_whole_house_and_its_table(hands: Hands, tmp_path: Path) -> None:
    page = _page(hands, "VIT-A", 9)
    hands.press(Qt.Key.Key_A)
    _answered(hands, page)
    assert page.lying is not None
    assert [piece.place for piece in page.lying.pieces] == ["Bench 1"]
    page.ask_path = lambda _parent, _name: str(tmp_path / "table")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: (tmp_path / "table.csv").exists())
    rows = list(csv.reader((tmp_path / "table.csv").read_text("utf-8-sig").splitlines()))
    assert rows[2][2] == "Bench 1"
    assert rows[-1][0] == "Total"


def test_it_is_reached_from_the_places_page(hands: Hands) -> None:
    hands.window.navigate("place")
    places = hands.window.page
    assert isinstance(places, PlacePage)
    hands.until(lambda: places._card)
    hands.press(Qt.Key.Key_H, CTRL)
    hands.until(lambda: hands.window.here[0] == "place_moment")
    page = hands.window.page
    assert isinstance(page, PlaceMomentPage)
    _answered(hands, page)
    assert page.places.ids == (places._card.id,)  # type: ignore[union-attr]


def test_it_becomes_a_paper_with_a_number(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_A)
    _answered(hands, page)
    hands.press(Qt.Key.Key_F5)
    hands.until(lambda: hands.focus == "Language of the paper")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: hands.window.here[0] == "document")
    db = hands.house.reader()
    kind, content = db.rows(
        "SELECT document_kind, content FROM document ORDER BY hlc DESC LIMIT 1"
    )[0]
    db.close()
    assert kind == "place_statement"
    assert json.loads(content)["asked_at"] == hands.lived.day(7)
    paper = hands.window.page
    assert isinstance(paper, DocumentPage)
    hands.until(lambda: "E10-26" in paper.title)
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: hands.window.page is page)
    assert page.at == hands.lived.day(7)  # it still stands at the moment that was asked about


def test_a_day_that_has_not_come_is_refused_beside_the_field(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_T)
    hands.type("2999-12-31")
    hands.press(Qt.Key.Key_Return)
    assert "has not come yet" in page.fields.date.error
    assert page.at == hands.lived.day(7)


def test_a_scanned_place_is_asked_about(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 3)
    assert page.nothing.isVisible()
    with closing(hands.house.reader()) as db:
        tray = db.value("SELECT id FROM place WHERE name = 'TRAY-07'")
    assert page.take_scan(Scan("place", "x", target_id=tray))
    _answered(hands, page)
    assert page.place.text() == "Safe, Tray 7"  # as it hung then
    assert not page.take_scan(Scan("order", "x", target_id=1))


def test_a_scanned_piece_is_marked_or_its_passport_says_where_it_was(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    page.search.setText("nothing like it")
    assert page.nothing.isVisible()
    tag = Scan("piece", "x", target_id=hands.lived.piece)
    assert page.take_scan(tag)
    assert page.search.text() == ""  # it is shown, whatever was searched
    assert page.list.view.current_id == hands.lived.piece
    page.put(hands.lived.day(9))  # it went to the bench on the eighth day
    _answered(hands, page)
    assert page.take_scan(tag)
    hands.until(lambda: hands.window.here == ("passport", hands.lived.piece))
    assert hands.window.page.at == hands.lived.day(9)  # type: ignore[union-attr]


def test_it_is_searched_and_sorted_and_the_foot_says_what_was_found(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_Slash)
    hands.until(lambda: hands.focus == "Search pieces, places and hands")
    hands.type("solit tray")
    assert page.hint_bar.state == "1 of 1 piece found, worth USD 5,750.00"
    hands.type("x")
    assert page.hint_bar.state.startswith("0 of 1 piece found")
    assert page.nothing.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.here[0] == "place_moment"  # Esc clears what is typed before it leaves
    assert page.list.isVisible()
    page.list.view.sort_asked.emit("worth", True)
    assert page.list.view.current_id == hands.lived.piece
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("sort by since")
    hands.press(Qt.Key.Key_Return)
    assert (page._sort, page._descending) == ("since", False)


def test_a_change_elsewhere_is_asked_for_again(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 30)
    page.put(now_ms())
    hands.press(Qt.Key.Key_A)
    _answered(hands, page)
    with hands.house.work(page.desk.session.actor, "price") as w:
        insured(w, hands.lived.piece, 610_000)
    page.put(now_ms())
    _answered(hands, page)
    page.refresh(Changes.of(piece=hands.lived.piece))
    assert page._later.isActive()
    hands.until(lambda: not page._later.isActive())
    hands.until(lambda: page.total.text() == "USD 6,100.00")


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de_DE", "fr_FR", "it_IT", "es_ES"])
def test_a_moment_of_another_year_and_millions_have_room(hands: Hands, locale: str) -> None:
    words = PassportWords(replace(hands.passport().desk.settings, locale=locale))
    metrics = QFontMetrics(theme.font(13, "regular"))
    for month in range(12):
        moment = words.moment(1_700_000_000_000 + month * 31 * DAY)
        assert metrics.horizontalAdvance(moment) + 2 * PAD <= SINCE_WIDTH, moment
    bold = QFontMetrics(theme.font(13, "medium"))
    amount = words.amount(888_888_888, "USD")
    assert bold.horizontalAdvance(amount) + 2 * PAD <= WORTH_WIDTH, amount


@pytest.mark.parametrize("width", [853, 911, 1366])
def test_its_buttons_have_room_for_their_words(hands: Hands, width: int) -> None:
    page = _page(hands, "VIT-A", 7)
    page.window().resize(width, 512)
    hands.until(lambda: page.window().width() == width)
    QApplication.processEvents()
    check_nothing_clipped(page)
    date = page.fields.date.input
    needs = QFontMetrics(date.font()).horizontalAdvance(date.text())
    assert date.width() >= needs + 20  # the day is seen whole
    number = page.list.model.line(0).cells(page.list.model.columns)[0].second  # type: ignore[union-attr]
    since = f" · since {page.words.moment(hands.lived.day(4))}"
    assert number.endswith(since) == (width < 900)  # there is no column for it then


def test_a_large_answer_is_searched_beside_the_window(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_page, "AT_ONCE", 0)
    page = _page(hands, "VIT-A", 7)
    hands.until(lambda: page.list.model.rowCount() == 1)
    page.search.setText("nothing")
    page.search.setText("nothing like it")  # the older question is dropped
    hands.until(lambda: page.nothing.isVisible())
    assert page.hint_bar.state == "0 of 1 piece found"
    assert page.take_scan(Scan("piece", "x", target_id=hands.lived.piece))
    hands.until(lambda: page.list.view.current_id == hands.lived.piece)
    page.list.view.sort_asked.emit("since", True)
    hands.until(lambda: page.hint_bar.state.startswith("1 piece at "))

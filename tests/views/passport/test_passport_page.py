"""A piece's passport on the screen: one cursor moves lanes, list and answer."""

from __future__ import annotations

import shutil

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.dates import medium_date
from app.domain.ids import now_ms
from app.services.passport_events import PassportEvent
from app.services.passport_moment import NOT_KNOWN
from app.services.piece_forms import PieceForm
from app.services.scanning import Scan
from app.services.take_in import take_in_own
from app.views.passport.events_list import EVENT
from app.views.passport.loss_sheet import LossSheet
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.services.passport_fixtures import DAY, HOUR
from tests.views.floor import ALT, CTRL, SHIFT
from tests.views.page_checks import check_page
from tests.views.passport.conftest import Hands


def _says(page: object, name: str) -> list[str]:
    texts = page.findChildren(Text)  # type: ignore[attr-defined]
    return [t.accessibleName() for t in texts if t.accessibleName().startswith(name)]


def test_the_life_is_on_one_page(hands: Hands) -> None:
    page = hands.passport()
    assert page.title == "Platinum solitaire ring"
    assert page.hint_bar.state.endswith("facts since " + page.words.date_of(hands.lived.begin))
    assert page.lanes.accessibleName().startswith("Timeline, cursor ")
    assert page.panel.fields.date.control.accessibleName() == "Date"
    assert page.panel.fields.time.control.accessibleName() == "Time"
    assert page.panel.headline.text() == "Out"
    hands.until(lambda: page.panel.proof._words.text().endswith("none changed since"))
    current = page.list.currentIndex()
    spoken = current.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"Event {page.words.moment(hands.lived.day(12))} moved")
    assert "by Owen Achterberg" in spoken
    assert "confirmed by Mia Delacroix" in spoken
    hands.until(lambda: _says(page, "Place at that moment"))
    assert _says(page, "Insured value at that moment") == [
        "Insured value at that moment, USD 5,750.00"
    ]
    check_page(hands.qtbot, page)


def test_keys_move_the_cursor_by_day_month_and_event(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_Home)
    assert page.at == hands.lived.begin
    assert hands.answered(page) == "Take-in drawer"
    hands.press(Qt.Key.Key_Right)
    assert page.at == hands.lived.day(1)
    hands.press(Qt.Key.Key_Right, SHIFT)
    assert page.at == hands.lived.day(2)
    assert hands.answered(page) == "Safe, Tray 7"
    hands.press(Qt.Key.Key_Right, SHIFT)
    assert page.at == hands.lived.day(4)
    assert hands.answered(page) == "Vitrine A, Tray 7"
    hands.press(Qt.Key.Key_Left, SHIFT)
    hands.press(Qt.Key.Key_Left)
    assert page.at == hands.lived.day(1)
    hands.press(Qt.Key.Key_Right, CTRL)
    assert 28 * DAY <= page.at - hands.lived.day(1) <= 31 * DAY + HOUR
    before = now_ms()
    hands.press(Qt.Key.Key_Right, CTRL)
    assert before <= page.at <= now_ms()  # never past now
    hands.press(Qt.Key.Key_End)
    assert hands.answered(page)


def test_marking_an_event_asks_for_its_moment(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_Home)
    first = page.list.current
    assert first is not None
    hands.press(Qt.Key.Key_Up)
    while page.list.current.moment == first.moment:  # type: ignore[union-attr]
        hands.press(Qt.Key.Key_Up)
    assert page.at == hands.lived.day(1)
    assert page.list.current.what == "Photographed, 2 photos"  # type: ignore[union-attr]


def test_the_timeline_is_dragged(hands: Hands) -> None:
    page = hands.passport()
    x = round(page.lanes._axis.x(hands.lived.day(5)))
    QTest.mouseClick(page.lanes, Qt.MouseButton.LeftButton, pos=QPoint(x, 90))
    assert hands.answered(page) == "Vitrine A, Tray 7"
    assert abs(page.at - hands.lived.day(5)) < DAY


def test_before_its_first_fact_nothing_is_known(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Left)
    hands.answered(page)
    hands.until(lambda: page.panel.headline.text() == NOT_KNOWN)
    assert page.list.current is None
    assert not page.panel.worth.isVisible()
    assert not page.panel.proof.isVisible()


def test_filters_have_counts_and_keys(hands: Hands) -> None:
    page = hands.passport()
    for key, group in zip("234567", ("reports", "photos", "moves", "hands", "worth", "documents"), strict=True):  # fmt: skip
        hands.type(key)
        assert page.tabs.value == group
        shown = [row for row in page.list.events.rows if not isinstance(row, str)]
        assert bool(shown) == (group != "documents")
        assert page.shown is not None
        assert len(shown) == page.shown.counts[group]
        assert all(group in event.groups for event in shown)
    hands.type("1")
    assert page.tabs.value == "everything"
    months = [row for row in page.list.events.rows if isinstance(row, str)]
    assert months == list(dict.fromkeys(months))
    assert page.list.events.index(0).data(EVENT) == months[0]


def test_a_date_is_typed(hands: Hands) -> None:
    page = hands.passport()
    day = page.words.day_at(hands.lived.day(9))
    hands.press(Qt.Key.Key_T)
    assert hands.focus == "Date"
    hands.type(day.isoformat())
    hands.press(Qt.Key.Key_Return)
    assert page.words.day_at(page.at) == day
    assert hands.answered(page) == "Bench 1"
    assert (
        hands.focus == "Events"
    )  # the letters and arrows are the page's again; Tab goes to the time


def test_what_is_no_date_or_has_not_come_is_said_beside_the_field(hands: Hands) -> None:
    page = hands.passport()
    before = page.at
    for typed, said in (
        ("tomorrow", "has not come yet"),
        ("+3", "has not come yet"),
        ("2999-01-01", "has not come yet"),
        ("the day it rained", "is not a date"),
        ("31 Feb 2026", "is not a date"),
    ):
        hands.press(Qt.Key.Key_T) if hands.focus != "Date" else page.type_date()
        hands.type(typed)
        hands.press(Qt.Key.Key_Return)
        assert said in page.panel.fields.date.error, typed
        assert page.at == before
    page.panel.fields.show_moment(before)
    page.panel.fields.time.control.setFocus()
    page.panel.fields.time.input.selectAll()
    hands.type("half past")
    hands.press(Qt.Key.Key_Return)
    assert "is not a time of day" in page.panel.fields.time.error


def test_jumps(hands: Hands) -> None:
    page = hands.passport()
    page.panel.jumps["last_report"].click()
    assert page.at == hands.lived.day(10)
    assert hands.answered(page) == "Bench 1"
    page.panel.jumps["year_end"].click()
    assert page.words.long_moment(page.at).startswith("December 31, ")
    page.panel.jumps["now"].click()
    assert hands.answered(page)
    page.panel.jumps["loss"].click()
    sheet = hands.window.findChild(LossSheet)
    assert sheet is not None
    hands.until(lambda: hands.focus == "Date of the loss")
    hands.type("tomorrow")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "has not come yet" in sheet.date.error
    sheet.date.input.selectAll()
    hands.type(page.words.day_at(hands.lived.day(5)).isoformat())
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.answered(page) == "Vitrine A, Tray 7"
    assert page.words.clock(page.at) == "23:59"


def test_the_minute_that_runs_is_no_time_to_come(hands: Hands) -> None:
    page = hands.passport()
    page.jump("loss")
    sheet = hands.window.findChild(LossSheet)
    assert sheet is not None
    hands.until(lambda: hands.focus == "Date of the loss")
    hands.type("today")
    sheet.time.input.setText(page.words.clock(now_ms()))
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not sheet.is_open
    assert now_ms() - page.at < 60_000


def test_no_key_leads_to_before_anything_was_kept(hands: Hands) -> None:
    page = hands.passport()
    page.put(-2_208_900_000_000)  # the first days of 1900
    for _ in range(3):
        page.go(months=-1)
    assert page.words.day_at(page.at).year == 1900
    hands.answered(page)


def test_it_is_reached_from_the_piece_and_leads_on(hands: Hands) -> None:
    hands.window.navigate("piece", hands.lived.piece)
    piece = hands.window.page
    hands.until(lambda: piece.view)  # type: ignore[union-attr]
    hands.press(Qt.Key.Key_F2)
    hands.until(lambda: hands.window.here[0] == "passport")
    page = hands.window.page
    hands.until(lambda: page.shown)  # type: ignore[union-attr]
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.here[0] == "piece"


def test_a_photo_that_is_not_here_yet_says_so(hands: Hands) -> None:
    for photo in (hands.house.path / "files").rglob("*"):
        if photo.is_file():
            photo.unlink()
    shutil.rmtree(hands.house.path / "cache", ignore_errors=True)
    page = hands.passport()
    hands.until(page.panel.photo_note.isVisible)
    assert "on its way" in page.panel.photo_note.text()
    assert page.panel.photo.accessibleName() == "Photo not here, on its way"
    hands.press(Qt.Key.Key_Home)  # it had none then
    hands.answered(page)
    hands.until(lambda: not page.panel.photo_note.isVisible())


def test_the_photo_says_its_view_and_its_day(hands: Hands) -> None:
    page = hands.passport()
    page.put(hands.lived.day(9))
    hands.answered(page)
    day = medium_date(page.words.day_at(hands.lived.day(1)), page.desk.settings.locale)
    assert page.panel.photo_day.isVisible()
    assert page.panel.photo_day.text().endswith(f", put with the piece {day}")
    page.put(hands.lived.day(0) - 86_400_000)
    hands.until(lambda: page.moment and not page.moment.known and page.moment.at == page.at)
    assert not page.panel.photo_day.isVisible()


def test_a_scanned_tag_shows_its_passport_at_the_same_moment(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_Home)
    at = page.at
    with hands.house.work(page.desk.session.actor, "take_in") as w:
        other = take_in_own(w, PieceForm("ring", "Signet ring", weight_mg=3_000)).first("piece")
    assert page.take_scan(Scan("piece", "1000000000", target_id=other))
    hands.until(lambda: page.shown and page.shown.row.id == other)
    hands.until(lambda: page.panel.headline.text() == NOT_KNOWN)
    assert page.at == at
    assert not page.take_scan(Scan("order", "x", target_id=1))


def test_who_saw_it_is_a_filter_that_says_what_is_not_recorded(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_8)
    assert page.tabs.value == "seen"
    assert "Looking at a page is not recorded" in page.hint_bar.state
    shown = [row.kind for row in page.list.events.rows if isinstance(row, PassportEvent)]
    assert set(shown) <= {"report", "document", "handed_out"}
    hands.press(Qt.Key.Key_1)
    assert "fact" in page.hint_bar.state
    assert "the insurer and the policy" in page.panel.limits.text()


def test_all_filters_have_room_in_a_narrow_window(hands: Hands) -> None:
    page = hands.passport()
    page.window().resize(911, 512)
    hands.until(lambda: page.window().width() == 911)
    QApplication.processEvents()
    for button in page.tabs.findChildren(QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()


def test_its_last_move_is_mended_from_here_by_keys_once_its_report_is_there(hands: Hands) -> None:
    page = hands.passport()
    assert page.mend.isEnabled()
    last = page.last_move
    row = next(e for e in page.shown.events if e.id == last)  # type: ignore[union-attr]
    assert (row.what, row.taken_back_by) == ("Moved", 0)
    hands.press(Qt.Key.Key_Z, ALT)
    hands.until(lambda: any(one.is_open for one in hands.window.findChildren(ReasonSheet)))
    hands.press(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: page.findChildren(SentenceBar, "refusal"))
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert "when it comes back from a loan" in bar.accessibleName()
    assert "Go on without it" in [b.text() for b in bar.findChildren(QAbstractButton)]
    assert page.last_move == last

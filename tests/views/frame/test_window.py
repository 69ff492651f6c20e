"""The window around the pages: what it says, what it covers, how it looks, where it comes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.window import MainWindow
from app.views.theme import Theme
from app.views.widgets.button import Button
from app.views.widgets.error_sheet import ErrorSheet
from app.views.widgets.field import TextField
from app.views.widgets.sheet import confirm
from tests.views.frame.stones import CTRL, SPECS, press, stones
from tests.views.page_checks import check_page, pseudo


def test_a_page_of_the_frame_passes_what_every_page_must(qtbot: QtBot, window: MainWindow) -> None:
    check_page(qtbot, stones(window))


def test_longer_words_of_another_language_are_not_clipped(qtbot: QtBot, window: MainWindow) -> None:
    pseudo(stones(window))
    check_page(qtbot, stones(window))


def test_a_toast_says_and_undoes(qtbot: QtBot, window: MainWindow) -> None:
    undone: list[int] = []
    window.toast("38 pieces moved", lambda: undone.append(1))
    assert window.notice.accessibleName() == "Notice: 38 pieces moved"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert undone == [1]
    assert not window.notice.isVisible()


def test_what_is_written_refreshes_the_pages_and_the_counts(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = stones(window)
    window.desk.writer.run(lambda shop: shop.run("weigh"))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(page.changes) == 1)
    qtbot.waitUntil(
        lambda: (
            # 42 of all, and what is the person's own
            {"42", str(window.desk.session.owner_id)}
            <= {b.accessibleDescription() for b in window.nav.findChildren(QPushButton)}
        ),
        timeout=2000,
    )


def test_a_refusal_stands_over_the_page_until_it_is_mended(window: MainWindow) -> None:
    window.show_refusal(UserError("On loan", "It is on loan.", "Call it back first."))
    page = stones(window)
    items = [page.bars.itemAt(i) for i in range(page.bars.count())]
    bars = [item.widget() for item in items if item]
    assert "Call it back first." in bars[0].accessibleName()  # type: ignore[union-attr]
    page.clear_refusals()
    QCoreApplication.sendPostedEvents(None, 52)
    assert page.bars.count() == 0


def test_a_report_can_be_copied(qtbot: QtBot, window: MainWindow) -> None:
    window.show_report(BugReport.of(ValueError("no such thing"), "weighing"))
    sheet = window.findChild(ErrorSheet)
    assert sheet is not None
    sheet.copy()
    assert "while: weighing" in QApplication.clipboard().text()
    sheet.dismiss()


def test_covered_nothing_is_seen_or_reached(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    cover = TextField("Password")
    window.cover(cover)
    cover.input.setFocus()
    assert window.covered
    assert not page.isVisible()
    press(qtbot, Qt.Key.Key_F5)
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert page.did == []
    assert not window.palette_box.is_open
    window.uncover()
    assert page.isVisible()
    assert window.page is page


def test_a_covered_page_reads_again_when_it_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    window.cover(TextField("Password"))
    window.desk.writer.changed.emit(Changes.of(piece=1))
    window.desk.writer.changed.emit(Changes.of(piece=2))
    assert page.changes == []
    window.uncover()
    assert [changes.ids("piece") for changes in page.changes] == [(1, 2)]


def test_the_next_person_is_not_asked_what_the_one_before_was(
    qtbot: QtBot, window: MainWindow
) -> None:
    sheet = confirm(window.host(), "Write it off?", "It is gone then.", "Write it off", list)
    window.cover(TextField("Password"))
    window.start_afresh()
    window.uncover()
    assert not sheet.is_open


def test_the_theme_changes_for_everything(qtbot: QtBot, window: MainWindow) -> None:
    window.nav.theme_switch.click()
    assert theme.is_dark()
    assert window.nav.theme_switch.text() == "Light theme"
    assert window.grab().toImage().pixelColor(600, 500) == theme.color("canvas")


def test_the_side_panel_is_a_drawer_in_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    side = stones(window).side
    assert side is not None
    assert side.isVisible()
    window.resize(1100, 720)
    qtbot.waitUntil(lambda: side.is_drawer)
    assert not side.isVisible()
    press(qtbot, Qt.Key.Key_F11)
    assert side.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert not side.isVisible()


def test_a_number_in_the_title_is_never_cut(qtbot: QtBot, window: MainWindow) -> None:
    header = stones(window).header
    for words in ("Hold", "Print job bag", "Send to the bench", "Confirm the order"):
        header.add_button(Button(words, "plain", icon="hammer", key="F8"))
    header.set_title("#5000")
    title = header._title
    whole = title.fontMetrics().horizontalAdvance("#5000")
    window.resize(1100, 720)
    qtbot.waitUntil(lambda: window.width() == 1100)
    assert title.minimumWidth() >= whole
    header.set_title("A long name of a piece that gives way to the buttons")
    assert title.minimumWidth() == 24


def test_the_side_panel_scrolls_to_what_has_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    side = stones(window).side
    assert side is not None
    far = QPushButton("Far below")
    side.body.addSpacing(3000)
    side.body.addWidget(far)
    qtbot.waitUntil(lambda: far.y() > 2000)
    assert far.visibleRegion().isEmpty()
    far.setFocus()
    qtbot.waitUntil(lambda: not far.visibleRegion().isEmpty())


def test_the_window_comes_back_where_it_was(
    qtbot: QtBot, desk: Desk, dressed: Theme, settings_file: QSettings
) -> None:
    def open_window() -> MainWindow:
        made = MainWindow(desk, SPECS, dressed, settings_file)
        qtbot.addWidget(made)
        return made

    first = open_window()
    first.resize(970, 707)
    first.show()
    first.close()
    assert open_window().height() == 707


def test_a_page_that_is_not_seen_reads_again_when_it_is(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    window.navigate("plain")
    for _ in range(3):
        window.desk.writer.run(lambda shop: shop.run("weigh"))  # type: ignore[attr-defined]
    qtbot.waitSignal(window.desk.writer.changed).wait()
    assert page.changes == []
    qtbot.waitUntil(lambda: window.desk.writer._pending == 0)
    window.navigate("stones")
    assert [c.ids("thing") for c in page.changes] == [(1,)]

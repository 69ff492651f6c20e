"""The window around the pages: going, coming back, commands, finding, covering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.find import FindGroup, Hit
from app.views.frame.page import Page, PageSpec
from app.views.frame.palette_words import found_by, rank
from app.views.frame.window import MainWindow
from app.views.theme import Theme
from app.views.widgets.button import Button
from app.views.widgets.error_sheet import ErrorSheet
from app.views.widgets.field import TextField
from app.views.widgets.overlay import Overlay
from app.views.widgets.sheet import confirm
from tests.views.page_checks import check_page, pseudo


class Stones(Page):
    """A page with everything that a page may have."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Stones", side=True)
        self.did: list[str] = []
        self.opened: list[int] = []
        self.changes: list[Changes] = []
        self.may_leave = True
        self.add_find("Search stones")
        self.command("Print tag", lambda: self.did.append("print"), "F5", icon="tag", hint="tag")
        self.command(
            "New stone", lambda: self.did.append("new"), "Ctrl+N", icon="plus", button="primary"
        )
        self.command("Pick stone", lambda: self.did.append("pick"), "P", hint="pick")
        self.name = TextField("Name")
        self.body.addWidget(self.name)
        self.body.addStretch(1)
        assert self.side
        self.side.body.addWidget(QLabel("One stone"))
        self.side.foot.addWidget(Button("Lend", icon="handshake"))

    def open_record(self, record_id: int) -> None:
        self.opened.append(record_id)

    def refresh(self, changes: Changes) -> None:
        self.changes.append(changes)

    def leave(self) -> bool:
        return self.may_leave


class Plain(Page):
    """A page with nothing but its title and a button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Plain")
        self.body.addWidget(Button("Go on"))
        self.command("Other stone", lambda: None, "Alt+Left")


SPECS = [
    PageSpec("stones", "Stones", "gem", Stones, count=lambda db: db.value("SELECT 42")),
    PageSpec(
        "plain",
        "Plain",
        "inbox",
        Plain,
        "Desk",
        own_count=lambda db, user_id: user_id,
        also="simple, calm",
    ),
    PageSpec("stone", "Stone", "gem", Stones, None, under="stones"),
]


def found(db: Any, text: str) -> Sequence[FindGroup]:
    """A search that finds things by name."""
    rows = db.rows("SELECT id, name FROM thing WHERE name LIKE ? LIMIT 3", (f"%{text}%",))
    hits = tuple(Hit("stone", row[0], row[1]) for row in rows)
    return [FindGroup("Things", hits, 12 if hits else 0)]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, dressed: Theme, settings_file: QSettings) -> MainWindow:
    made = MainWindow(desk, SPECS, dressed, settings_file, find=found)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.navigate("stones")
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(qtbot: QtBot, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    mods = Qt.KeyboardModifier.NoModifier
    for one in more:
        mods |= one
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, mods)


def stones(window: MainWindow) -> Stones:
    page = window.page
    assert isinstance(page, Stones)
    return page


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_page_of_the_frame_passes_what_every_page_must(qtbot: QtBot, window: MainWindow) -> None:
    check_page(qtbot, stones(window))


def test_longer_words_of_another_language_are_not_clipped(qtbot: QtBot, window: MainWindow) -> None:
    pseudo(stones(window))
    check_page(qtbot, stones(window))


def test_pages_are_made_at_their_first_visit_and_kept(window: MainWindow) -> None:
    first = window.page
    window.navigate("plain")
    assert isinstance(window.page, Plain)
    window.navigate("stones")
    assert window.page is first


def test_navigating_opens_the_record(window: MainWindow) -> None:
    big = 2**62 + 12345
    window.navigate("stone", big)
    assert stones(window).opened == [big]
    assert window.here == ("stone", big)


def test_back_goes_where_one_came_from(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("stone", 7)
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_back_leaves_the_record_and_those_that_were_stepped_to_from_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.navigate("stone", 7)
    window.step("stone", 8)
    window.step("stone", 9)
    assert window.here == ("stone", 9)
    assert stones(window).opened == [7, 8, 9]
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_escape_takes_a_refusal_away_before_it_leaves(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("stone", 7)
    window.show_refusal(UserError("On loan", "It is on loan.", "Call it back first."))
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stone", 7)
    assert not window.page or not window.page.clear_refusals()
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_a_page_with_its_own_alt_left_keeps_it(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert window.here == ("plain", 0)
    window.navigate("stone", 7)
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert window.here == ("plain", 0)


def test_a_page_that_will_not_be_left_stays(window: MainWindow) -> None:
    stones(window).may_leave = False
    window.navigate("plain")
    assert window.here == ("stones", 0)
    assert isinstance(window.page, Stones)
    stones(window).may_leave = True


def test_the_keys_of_a_page_work_only_while_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    press(qtbot, Qt.Key.Key_F5)
    assert page.did == ["print"]
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_F5)
    assert page.did == ["print"]


def test_a_key_that_is_held_down_acts_once_where_that_matters(window: MainWindow) -> None:
    repeats = {action.text(): action.autoRepeat() for action in stones(window).commands()}
    assert repeats == {"Print tag": False, "New stone": False, "Pick stone": True}


def test_a_letter_typed_into_a_field_is_no_command(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    page.name.input.setFocus()
    press(qtbot, Qt.Key.Key_P)
    assert page.name.text.lower() == "p"
    assert page.did == []


def test_slash_goes_to_the_pages_own_search(qtbot: QtBot, window: MainWindow) -> None:
    window.nav.person.setFocus()
    press(qtbot, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is stones(window).find_field


def test_slash_finds_everywhere_where_a_page_has_no_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_Slash)
    assert window.find_box.is_open


def test_find_everywhere_shows_groups_and_opens_the_hit(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_F3)
    qtbot.keyClicks(window.find_box.field, "opal")
    qtbot.waitUntil(lambda: window.find_box.model.rowCount() == 4)
    assert window.find_box.model.rows[0].words == "Things · 12 found"
    assert window.find_box.note.text() == "12 records found"
    press(qtbot, Qt.Key.Key_Return)
    assert window.here[0] == "stone"
    assert stones(window).opened[-1] > 2**62


def test_the_palette_holds_exactly_the_commands(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert window.palette_box.is_open
    listed = {entry.words for entry in window.palette_box.model.rows}
    assert listed == {action.text() for action in window.all_commands()}
    assert {"Print tag", "New stone", "Go to Plain", "Undo", "Lock"} <= listed


def test_the_palette_runs_and_remembers(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    press(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(window.palette_box.field, "pri")
    press(qtbot, Qt.Key.Key_Return)
    assert page.did == ["print"]
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert window.palette_box.model.rows[0].words == "Print tag"


def test_the_focus_returns_when_an_overlay_closes(qtbot: QtBot, window: MainWindow) -> None:
    field = stones(window).name.input
    field.setFocus()
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.palette_box.field
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field


def test_no_command_of_the_page_runs_under_an_overlay(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    window.desk.confirm("Break the stone?", "It stays broken.", "Break stone", page.did.clear)
    press(qtbot, Qt.Key.Key_F5)
    press(qtbot, Qt.Key.Key_P)
    assert page.did == []
    for _ in range(4):
        press(qtbot, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.text() in ("Keep it", "Break stone")  # type: ignore[attr-defined]
    press(qtbot, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("words", "typed", "fits"),
    [
        ("Print job bag", "pri", 0),
        ("Print job bag", "job", 1),
        ("Print job bag", "bag pri", 1),
        ("Show the list", "ist", 2),
        ("Café card", "cafe", 0),
        ("Print job bag", "xyz", None),
        ("Anything", "", 0),
    ],
)
def test_beginnings_rank_before_middles(words: str, typed: str, fits: int | None) -> None:
    assert rank(words, typed) == fits


def test_a_page_that_is_shown_is_not_offered_by_what_is_done_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    def offered(typed: str) -> set[str]:
        return {entry.words for entry in window.palette_box.entries_for(typed)}

    assert "Go to Plain" in offered("simple")
    window.navigate("plain")
    assert offered("simple") == set()
    assert "Go to Plain" in offered("plain")


def test_a_command_is_found_by_other_words_too_and_says_which() -> None:
    also = "find printers, labels, re-tag list"
    for typed, said in (
        ("printers", "find printers"),
        ("label", "labels"),
        ("retag", ""),
        ("tag list", "re-tag list"),
        ("re-tag", "re-tag list"),
    ):
        assert found_by("Go to Printing", typed, also) == said
    assert rank("Go to Printing", "printing", also) == 1
    assert found_by("Go to Printing", "printing", also) == ""
    assert rank("Go to Printing", "go labels", also) == 3
    assert rank("Go to Printing", "abels", also) is None


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


def test_hints_show_only_what_can_be_done_now(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    bar = page.hint_bar

    def hints() -> list[str]:
        return [hint.accessibleName() for hint in bar._hints]

    qtbot.waitUntil(lambda: hints() == ["F5 tag", "P pick", "Ctrl+K commands"])
    page.commands()[0].setEnabled(False)
    qtbot.waitUntil(lambda: hints() == ["P pick", "Ctrl+K commands"])


def test_an_overlay_without_patience_stays(qtbot: QtBot, window: MainWindow) -> None:
    overlay = Overlay(window.host(), "Wait", patient=False)
    QPushButton("Here", overlay)
    overlay.open()
    press(qtbot, Qt.Key.Key_Escape)
    assert overlay.is_open
    overlay.dismiss()


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


def test_a_scan_under_a_question_waits_for_its_answer(qtbot: QtBot, window: MainWindow) -> None:
    from app.devices.scan_router import ScanRouter

    heard: list[str] = []
    router = ScanRouter(lambda: window.page, heard.append)
    window.desk.confirm("Break the stone?", "It stays broken.", "Break stone", lambda: None)
    router.take("1000223164")
    assert heard == []
    press(qtbot, Qt.Key.Key_Escape)
    assert heard == ["1000223164"]
    press(qtbot, Qt.Key.Key_K, CTRL)
    router.take("1000224193")
    assert heard == ["1000223164", "1000224193"]
    assert not window.palette_box.is_open

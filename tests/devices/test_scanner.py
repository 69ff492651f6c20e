"""The keyboard scanner: every scan is heard whatever has the focus, no typed letter is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.devices.key_codes import us_character
from app.devices.scan_grammar import looks_scanned
from app.devices.scan_router import ScanRouter
from app.devices.scanner import LONGEST_GAP_MS, KeyFilter
from app.domain.codes import make_code

TAG = make_code(10, 2231)
BEHIND = "docs/scanners.md says that they are lost, which could be taken out there"
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


class Ear(QObject):
    """Keeps what was scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_scan(self, code: str) -> None:
        self.heard.append(code)


class Room(QWidget):
    """A window with the things that can have the focus, and a bare-digit command."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("Press")
        column = QVBoxLayout(self)
        for widget in (self.line, self.text, self.button):
            column.addWidget(widget)
        self.jumped: list[str] = []
        self.clicks = 0
        self.button.clicked.connect(self.on_click)
        for key in ("1", "P"):
            action = QAction(f"Jump {key}", self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self.jumper(key))
            self.addAction(action)

    def jumper(self, key: str):  # type: ignore[no-untyped-def]
        return lambda: self.jumped.append(key)

    def on_click(self) -> None:
        self.clicks += 1


class Keyboard:
    """Sends key events to the window as the system does: a shortcut is asked for first."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.now = 10_000

    def key(
        self,
        key: int,
        text: str,
        *,
        after: int = 5,
        mods: Qt.KeyboardModifier = NONE,
        scan_code: int = 0,
        repeat: bool = False,
    ) -> None:
        self.now += after
        window = self.room.windowHandle()
        asked = self._event(QEvent.Type.ShortcutOverride, key, text, mods, scan_code, repeat)
        asked.ignore()
        QCoreApplication.sendEvent(window, asked)
        if not asked.isAccepted() and not mods & CTRL:
            for action in self.room.actions():
                if action.shortcut() in (QKeySequence(text.upper()), QKeySequence(Qt.Key(key))):
                    return action.trigger()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(
                window, self._event(kind, key, text, mods, scan_code, repeat)
            )
        return None

    def _event(  # type: ignore[no-untyped-def]
        self, kind, key, text, mods, scan_code, repeat
    ) -> QKeyEvent:
        made = QKeyEvent(kind, key, mods, scan_code, 0, 0, text, repeat)
        made.setTimestamp(self.now)
        return made

    def type(self, text: str, *, after: int = 5) -> None:
        for char in text:
            mods = SHIFT if char.isupper() else NONE
            if char.isupper():
                self.key(Qt.Key.Key_Shift, "", after=0, mods=SHIFT)
            self.key(ord(char.upper()), char, after=after, mods=mods)

    def enter(self, *, after: int = 5) -> None:
        self.key(Qt.Key.Key_Return, "\r", after=after)

    def scan(self, text: str, *, after: int = 5) -> None:
        self.type(text, after=after)
        self.enter(after=after)
        self.now += 400


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def keys(qapp: QGuiApplication, room: Room, ear: Ear) -> Iterator[Keyboard]:
    made = KeyFilter()
    made.scanned.connect(ear.on_scan)
    made.watch(qapp)
    yield Keyboard(room)
    made._timer.stop()
    made.deleteLater()


@pytest.mark.parametrize("where", ["line", "text", "button"])
@pytest.mark.parametrize("after", [2, 5, 27])
def test_a_scan_is_heard_whatever_has_the_focus(
    keys: Keyboard, room: Room, ear: Ear, where: str, after: int
) -> None:
    getattr(room, where).setFocus()
    keys.scan(TAG, after=after)
    assert ear.heard == [TAG]
    assert room.line.text() == ""
    assert room.text.toPlainText() == ""
    assert room.clicks == 0
    assert room.jumped == [], "a digit of the code is no command"


def test_a_scanner_that_was_stopped_leaves_the_keys_to_the_next_one(
    qapp: QGuiApplication, keys: Keyboard, room: Room, ear: Ear
) -> None:
    """The shop was closed and another opened: its window has the keys, and its scanner alone."""
    before, unheard = KeyFilter(), Ear()
    before.scanned.connect(unheard.on_scan)
    before.watch(qapp)
    before.stop()
    before.stop()
    qapp.focusWindowChanged.emit(room.windowHandle())
    room.line.setFocus()
    keys.scan(TAG)
    assert (ear.heard, unheard.heard) == ([TAG], [])


def test_several_scans_in_a_row(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    codes = [make_code(10, n) for n in range(8)]
    for code in codes:
        keys.scan(code)
    assert ear.heard == codes
    assert room.line.text() == ""


def test_slower_than_any_scanner_is_typing(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    keys.scan(TAG, after=33)
    assert ear.heard == []
    assert room.line.text() == TAG


def test_human_typing_arrives_complete_and_in_order(
    qtbot: QtBot, keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.text.setFocus()
    keys.type("ring 18K no 1042", after=47)
    keys.enter(after=47)
    keys.type("next", after=120)
    qtbot.waitUntil(lambda: room.text.toPlainText() == "ring 18K no 1042\nnext")
    assert ear.heard == []


def test_a_fast_typist_is_no_scanner(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.scan("ue 18K Solitaire", after=25)
    room.line.setFocus()
    keys.scan("ue 18K Solitaire", after=25)
    assert ear.heard == []
    assert room.line.text() == "ue 18K Solitaire"


def test_digits_typed_by_hand_appear_after_a_moment(
    qtbot: QtBot, keys: Keyboard, room: Room
) -> None:
    room.line.setFocus()
    keys.type("12", after=30)
    assert room.line.text() == ""
    qtbot.waitUntil(lambda: room.line.text() == "12", timeout=500)


def test_letters_typed_into_a_field_appear_at_once(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.type("opal", after=60)
    assert room.line.text() == "opal"


def test_a_window_that_was_busy_does_not_make_typing_look_like_a_scan(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    """The keys of 1.5 s arrive at once; their own times tell that a person typed them."""
    room.line.setFocus()
    keys.scan(TAG, after=150)
    assert ear.heard == []
    assert room.line.text() == TAG


def test_a_bare_digit_still_does_its_command_when_it_is_no_scan(
    qtbot: QtBot, keys: Keyboard, room: Room
) -> None:
    room.button.setFocus()
    keys.type("1", after=200)
    qtbot.waitUntil(lambda: room.jumped == ["1"], timeout=500)
    keys.type("p", after=200)
    qtbot.waitUntil(lambda: room.jumped == ["1", "P"], timeout=500)


def test_the_enter_of_a_scan_is_no_command_but_one_by_hand_is(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    action = QAction("Open", room)
    action.setShortcut(QKeySequence(Qt.Key.Key_Return))
    action.triggered.connect(room.jumper("Return"))
    room.addAction(action)
    room.button.setFocus()
    keys.scan(TAG)
    assert ear.heard == [TAG]
    assert room.jumped == []
    keys.enter(after=400)
    assert room.jumped == ["Return"]


def test_a_scan_without_its_enter_is_given_on(
    qtbot: QtBot, keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type(TAG)
    qtbot.waitUntil(lambda: room.line.text() == TAG, timeout=500)
    assert ear.heard == []


def test_repeats_and_commands_pass_at_once(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.type("ab", after=90)
    keys.key(Qt.Key.Key_1, "1", after=30, repeat=True)
    keys.key(Qt.Key.Key_A, "\x01", after=90, mods=CTRL)
    assert room.line.selectedText() == "ab1"


def test_enter_on_a_button_presses_it(keys: Keyboard, room: Room) -> None:
    room.button.setFocus()
    room.button.setAutoDefault(True)
    keys.key(Qt.Key.Key_Space, " ", after=500)
    QCoreApplication.processEvents()
    keys.enter(after=200)
    assert room.clicks >= 1


def test_a_french_keyboard_is_no_obstacle(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    for digit in TAG:
        code = (1 + int(digit) if digit != "0" else 11) + 8
        keys.key(ord(FRENCH[digit]), FRENCH[digit], scan_code=code)
    keys.enter()
    assert ear.heard == [TAG]


def test_caps_lock_does_not_hurt_digits_or_numbers(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.key(Qt.Key.Key_CapsLock, "", after=300)
    keys.scan("j10-26-00031")
    keys.scan(TAG)
    assert ear.heard == ["j10-26-00031", TAG]


def test_the_separator_of_gs1_codes_is_kept(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.type("]d20109501101530003")
    keys.key(Qt.Key.Key_Control, "", mods=CTRL)
    keys.key(Qt.Key.Key_BracketRight, "\x1d", mods=CTRL)
    keys.scan("10LOT7")
    assert ear.heard == ["]d20109501101530003\x1d10LOT7"]


def test_tab_ends_a_scan_too(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    keys.type(TAG)
    keys.key(Qt.Key.Key_Tab, "\t")
    assert ear.heard == [TAG]
    assert room.line.hasFocus()


@pytest.mark.parametrize("where", ["line", "text"])
@pytest.mark.parametrize("code", ["GIA2141438171", "LG482251093", "J2141438171"])
def test_a_code_that_begins_with_letters_leaves_none_in_a_field(
    keys: Keyboard, room: Room, ear: Ear, where: str, code: str
) -> None:
    getattr(room, where).setFocus()
    keys.type("ring ", after=120)
    keys.now += 300
    keys.scan(code)
    assert ear.heard == [code]
    assert room.line.text() + room.text.toPlainText() == "ring "


def test_letters_and_digits_of_a_fast_hand_stay_where_they_are(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type("GIA", after=47)
    keys.type("2141438171", after=47)
    keys.enter(after=47)
    assert ear.heard == []
    assert room.line.text() == "GIA2141438171"


def test_keys_without_a_time_pass(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.now = -5
    keys.key(Qt.Key.Key_7, "7")
    assert room.line.text() == "7"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (TAG, True),
        ("J10-26-00031", True),
        ("4006381333931", True),
        ("]C1ABC-123", True),
        ("2141438171", True),
        ("LG482251093", True),
        ("12345", False),
        ("Solitaire", False),
        ("ue 18K Solitaire", False),
        ("", False),
    ],
)
def test_only_what_is_printed_as_a_code_is_a_scan(text: str, fits: bool) -> None:
    assert looks_scanned(text) is fits


def test_physical_keys_stand_for_us_characters() -> None:
    def event(scan_code: int, mods: Qt.KeyboardModifier = NONE) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, 0, mods, scan_code, 0, 0, "?")

    row = [us_character(event(code + 8)) for code in range(2, 12)]
    assert "".join(row) == "1234567890"
    assert us_character(event(27 + 8)) == "]"
    assert us_character(event(46 + 8, SHIFT)) == "C"
    assert us_character(event(250)) == ""


class Taker(QLineEdit):
    """A field that wants the scans of one kind."""

    def __init__(self) -> None:
        super().__init__()
        self.took: list[str] = []

    def on_scan(self, code: str) -> bool:
        if code.startswith("10"):
            self.took.append(code)
            return True
        return False


class PageTaker(QObject):
    """A page that takes badges."""

    def __init__(self) -> None:
        super().__init__()
        self.took: list[str] = []

    def on_scan(self, code: str) -> bool:
        if code.startswith("2"):
            self.took.append(code)
            return True
        return False


def test_a_scan_goes_to_the_focus_then_the_page_then_everywhere(qtbot: QtBot) -> None:
    around = QWidget()
    taker, inner = Taker(), QPushButton("inner")
    inner.setParent(taker)
    QVBoxLayout(around).addWidget(taker)
    qtbot.addWidget(around)
    around.show()
    qtbot.waitUntil(around.isActiveWindow)
    inner.setFocus()
    page, everywhere = PageTaker(), Ear()
    router = ScanRouter(lambda: page, everywhere.on_scan)
    for code in ("1000", "2000", "3000"):
        router.take(code)
    assert taker.took == ["1000"]
    assert page.took == ["2000"]
    assert everywhere.heard == ["3000"]


@pytest.mark.parametrize("where", ["line", "text", "button"])
def test_the_enter_of_a_whole_code_may_come_late(
    keys: Keyboard, room: Room, ear: Ear, where: str
) -> None:
    getattr(room, where).setFocus()
    keys.type(TAG)
    keys.enter(after=250)
    assert ear.heard == [TAG]
    assert room.line.text() == ""
    assert room.text.toPlainText() == ""
    assert room.clicks == 0


def test_a_late_enter_makes_no_scan_of_a_few_digits_nor_of_slow_ones(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type("548000")
    keys.enter(after=250)
    keys.now += 400
    keys.type(TAG, after=40)
    keys.enter(after=250)
    assert ear.heard == []
    assert room.line.text() == "548000" + TAG


def test_a_window_is_listened_to_though_no_window_has_the_focus(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    qapp = QGuiApplication.instance()
    assert isinstance(qapp, QGuiApplication)
    qapp.focusWindowChanged.emit(None)
    keys.scan(TAG)
    assert ear.heard == [TAG]


def announce(keys: Keyboard, room: Room, key: int, text: str) -> QKeyEvent:
    """A key is told of before it comes, as the window system does."""
    announced = keys._event(QEvent.Type.ShortcutOverride, key, text, NONE, 0, False)
    announced.ignore()
    QCoreApplication.sendEvent(room.windowHandle(), announced)
    return announced


def hand_on(room: Room, kind: QEvent.Type, key: int, text: str) -> None:
    """A key comes by way of a screen reader: late and without its time."""
    QCoreApplication.sendEvent(room.windowHandle(), QKeyEvent(kind, key, NONE, 0, 0, 0, text))


def test_a_scan_is_heard_while_a_screen_reader_hands_the_keys_on_late_and_without_their_time(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    burst = [(ord(digit), digit) for digit in TAG] + [(int(Qt.Key.Key_Return), "\r")]
    for key, text in burst:
        keys.now += 4
        announced = announce(keys, room, key, text)
    assert announced.isAccepted(), "the Enter of a scan is no shortcut"
    for key, text in burst:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    assert ear.heard == [TAG]
    assert room.line.text() == ""


def test_a_scan_is_heard_though_the_screen_reader_pauses_in_the_middle_of_it(
    keys: Keyboard, room: Room, ear: Ear, qtbot: QtBot
) -> None:
    room.line.setFocus()
    burst = [(ord(digit), digit) for digit in TAG] + [(int(Qt.Key.Key_Return), "\r")]
    for key, text in burst:
        keys.now += 4
        announce(keys, room, key, text)
    for key, text in burst[:4]:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    passed: list[bool] = []
    QTimer.singleShot(LONGEST_GAP_MS * 3, room, lambda: passed.append(True))
    qtbot.waitUntil(lambda: bool(passed))
    for key, text in burst[4:]:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    assert ear.heard == [TAG]
    assert room.line.text() == ""


def test_a_key_that_the_screen_reader_keeps_to_itself_holds_no_other_for_long(
    keys: Keyboard, room: Room, ear: Ear, qtbot: QtBot
) -> None:
    room.line.setFocus()
    for digit in "12":
        keys.now += 4
        announce(keys, room, ord(digit), digit)
    hand_on(room, QEvent.Type.KeyPress, ord("1"), "1")
    qtbot.waitUntil(lambda: room.line.text() == "1")
    assert ear.heard == []


def test_a_scan_takes_no_time_from_a_shortcut_before_it(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    """Alt+1, then a code that begins with 1: the shortcut's press never came here."""
    room.line.setFocus()
    digit = TAG[0]
    announce(keys, room, ord(digit), digit)
    hand_on(room, QEvent.Type.KeyRelease, ord(digit), digit)
    keys.now += 3_000
    for text in TAG:
        keys.now += 4
        announce(keys, room, ord(text), text)
        hand_on(room, QEvent.Type.KeyPress, ord(text), text)
        hand_on(room, QEvent.Type.KeyRelease, ord(text), text)
    keys.now += 4
    announce(keys, room, int(Qt.Key.Key_Return), "\r")
    hand_on(room, QEvent.Type.KeyPress, int(Qt.Key.Key_Return), "\r")
    assert ear.heard == [TAG]


class Keys(QObject):
    """Counts the keys that come to any object of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        return False


def test_qt_gives_nobody_the_keys_of_a_window_behind_a_dialog(qtbot: QtBot, qapp: QObject) -> None:
    """Not even a listener on the whole application hears them: why such a scan is lost."""
    room = Room()
    qtbot.addWidget(room)
    room.show()
    qtbot.waitExposed(room)
    keys = Keys()
    qapp.installEventFilter(keys)
    dialog = QDialog(room)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    QTest.keyClick(room.windowHandle(), Qt.Key.Key_5)
    assert keys.count == 0, BEHIND
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_5)
    assert keys.count > 0
    dialog.reject()
    qapp.removeEventFilter(keys)

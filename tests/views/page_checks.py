"""What must hold on every page. A page's own test calls ``check_page(qtbot, page)`` and has it all.

A page that takes something on purpose (a picture without words) says so in the test, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.views.frame.page import Page
from app.views.widgets.button import Button
from app.views.widgets.text import Text

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
)
WINDOW_KEYS = ("/", "F3", "F11", "Ctrl+K", "Ctrl+L", "Ctrl+Z")
"""Keys that mean the same everywhere and belong to the window."""
QUIET_ROUNDS, MOST_ROUNDS = 4, 60
PSEUDO = str.maketrans("aceinosuyACEINOSUY", "àçéíñöšüýÀÇÉÍÑÖŠÜÝ")


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget of ours that can be seen in ``root``."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and not widget.objectName().startswith("qt_"):
            yield widget


def check_names(page: QWidget) -> None:
    """Every control has an accessible name; two of one kind in sight do not share it."""
    nameless, seen, twice = [], set(), []
    for widget in shown(page):
        if not isinstance(widget, CONTROLS):
            continue
        name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        if not name:
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
            continue
        key = (_role(widget), name)
        if key in seen:
            twice.append(f"{key[0]} “{name}”")
        seen.add(key)
    assert not nameless, f"without a name: {nameless}"
    assert not twice, f"the same name twice: {twice}"


def _role(widget: QWidget) -> str:
    return next(kind.__name__ for kind in CONTROLS if isinstance(widget, kind))


def check_commands(page: Page) -> None:
    """Every action in the page is one of its commands, so the palette and the hints know it."""
    known = set(page.commands())
    for action in page.findChildren(QAction):
        if action.isSeparator() or not action.text() or action in known:
            continue
        home = action.parent()
        of_bar = isinstance(home, QWidget) and home.metaObject().className() == "SentenceBar"
        of_qt = isinstance(home, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView))
        assert of_bar or of_qt, f"“{action.text()}” is not in the palette"
    keys: dict[str, str] = dict.fromkeys(WINDOW_KEYS, "the window")
    for action in page.commands():
        assert action.text()[:1].isupper(), f"“{action.text()}” should begin with a capital"
        if action.shortcutContext() != Qt.ShortcutContext.WindowShortcut:
            continue
        for key in action.shortcuts():
            other = keys.setdefault(key.toString(), action.text())
            assert other == action.text(), f"{key.toString()}: “{other}” and “{action.text()}”"


def check_focus(qtbot: QtBot, page: QWidget, most: int = 120) -> None:
    """Tab reaches the controls and each stop can be seen: it paints otherwise with the focus."""
    stops = [
        widget
        for widget in shown(page)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]
    assert stops or not any(isinstance(w, CONTROLS) for w in shown(page)), "no stop for Tab"
    for widget in stops[:most]:
        if isinstance(widget, QAbstractItemView) and not widget.model().rowCount():
            continue  # nothing in it that the focus could be on
        widget.clearFocus()
        QCoreApplication.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QCoreApplication.processEvents()
        if QApplication.focusWidget() is not widget or widget.width() < 4:
            continue
        after = widget.grab().toImage()
        assert before != after, f"the focus is not seen on {widget.accessibleName()!r}"


def check_nothing_clipped(page: QWidget) -> None:
    """Labels and buttons have the room that their words need."""
    clipped = []
    for widget in shown(page):
        if isinstance(widget, Text) and not widget.text().strip():
            continue
        if isinstance(widget, Text):
            needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
            if needed > widget.height() + 1:
                clipped.append(f"{widget.text()!r} needs {needed} px height of {widget.height()}")
            wide = widget.minimumSizeHint().width()
            if not widget.hasHeightForWidth() and widget.width() + 1 < wide:
                clipped.append(f"{widget.text()!r} needs {wide} px of {widget.width()}")
        elif isinstance(widget, Button | QLabel):
            hint = widget.minimumSizeHint()
            if widget.width() + 1 < hint.width() or widget.height() + 1 < hint.height():
                clipped.append(f"{_words(widget)!r} needs {hint.width()}×{hint.height()}")
    assert not clipped, "clipped: " + "; ".join(clipped)


def check_inside(page: QWidget) -> None:
    """No control hangs out of the page at the right or below."""
    room = page.rect().adjusted(-1, -1, 1, 1)
    for widget in shown(page):
        if not isinstance(widget, Button) or _scrolls(widget, page):
            continue
        corner = widget.mapTo(page, QPoint(widget.width() - 1, widget.height() - 1))
        assert room.contains(corner), f"{_words(widget)!r} hangs out at {corner.toTuple()}"


def _scrolls(widget: QWidget, page: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None and at is not page:
        if at.objectName() == "scrolled" or isinstance(at, QAbstractItemView):
            return True
        at = at.parentWidget()
    return False


def _words(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", str)())


def pseudo(page: QWidget) -> None:
    """Make every button and label a third longer and accented, as a translation might."""
    for widget in shown(page):
        if isinstance(widget, Button) and widget.text():
            widget.set_words(stretched(widget.text()))
        elif isinstance(widget, Text) and widget.text():
            widget.setText(stretched(widget.text()))


def stretched(words: str) -> str:
    """Words as a longer language might have them."""
    longer = words.translate(PSEUDO)
    return longer + " " + longer[: max(1, len(words) // 3)]


def check_title(page: Page) -> None:
    """A page says where one is."""
    assert page.title
    assert page.accessibleName()


def settle(page: QWidget) -> None:
    """Let panels that lie in each other find their sizes: each round tells the next one out.

    What a thread answers meanwhile may show another panel, which then wants rounds of its own.
    """
    quiet, before = 0, None
    for _ in range(MOST_ROUNDS):
        QCoreApplication.processEvents()
        now = [(widget, widget.geometry()) for widget in shown(page)]
        quiet = quiet + 1 if now == before else 0
        if quiet == QUIET_ROUNDS:
            return
        before = now
    raise AssertionError("the page finds no rest")


def check_page(
    qtbot: QtBot, page: Page, *, sizes: Sequence[tuple[int, int]] = ((1440, 900), (1366, 768))
) -> None:
    """All of it, at 1440×900 and at the smallest window that Parure is made for."""
    window = page.window()
    window.show()
    qtbot.waitUntil(window.isVisible)
    check_names(page)
    check_commands(page)
    for width, height in sizes:
        window.resize(width, height)
        settle(page)
        check_nothing_clipped(page)
        check_inside(page)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]
    check_focus(qtbot, page)

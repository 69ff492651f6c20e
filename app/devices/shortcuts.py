"""Doing what Qt does with a key that was held back: a shortcut first, then the focus gets it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


def replay(event: QKeyEvent) -> None:
    """Give a held key event to the window as if it came only now."""
    target: QObject | None = QApplication.focusWidget() or QGuiApplication.focusWindow()
    if target is None:
        return
    if event.type() == QEvent.Type.KeyPress:
        asked = copy_of(event, QEvent.Type.ShortcutOverride)
        asked.ignore()
        QCoreApplication.sendEvent(target, asked)
        if not asked.isAccepted():
            action = _action_of(event)
            if action is not None:
                action.trigger()
                return
    QCoreApplication.sendEvent(target, copy_of(event, event.type()))


def copy_of(event: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    """The same key at the same time as an event of our own, maybe of another kind."""
    made = QKeyEvent(
        kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made


def _action_of(event: QKeyEvent) -> QAction | None:
    """The one action of the active window whose key this is, where its context allows it."""
    window = QApplication.activeWindow()
    if window is None:
        return None
    wanted = _sequences(event)
    found = [
        action
        for action in window.findChildren(QAction)
        if action.isEnabled()
        and any(keys in wanted for keys in action.shortcuts())
        and _in_context(action, window)
    ]
    return found[0] if len(found) == 1 else None


def _sequences(event: QKeyEvent) -> list[QKeySequence]:
    key = Qt.Key(event.key())
    mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    bare = mods & ~Qt.KeyboardModifier.ShiftModifier  # "?" is one key, however it is made
    return [QKeySequence(QKeyCombination(m, key)) for m in {mods, bare}]


def _in_context(action: QAction, window: QWidget) -> bool:
    focus = QApplication.focusWidget()
    near = action.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    for widget in _homes(action):
        if not widget.isVisible() or widget.window() is not window:
            continue
        if not near or widget is focus or (focus is not None and widget.isAncestorOf(focus)):
            return True
    return False


def _homes(action: QAction) -> Iterator[QWidget]:
    for home in action.associatedObjects():
        if isinstance(home, QWidget):
            yield home

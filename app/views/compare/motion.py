"""Whether whoever works here has asked their system for less motion: then nothing blinks by itself."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimer

BLINK_MS = 417
"""Out and in again 1.2 times a second."""
ASKED_MS = 250
"""A desktop that does not answer so soon has no such wish to tell."""
_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION
_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")
_SETTINGS = "org.freedesktop.portal.Settings"


class Blinker(QTimer):
    """Turns from one photo to the other; it stands still for whoever asked for less motion."""

    def __init__(self, turn: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(BLINK_MS)
        self.timeout.connect(turn)

    def run(self, blinks: bool) -> None:
        """Begin, or stand still."""
        if blinks and not less_motion():
            self.start()
        else:
            self.stop()


@cache
def less_motion() -> bool:
    """What the system's accessibility settings say; False where it says nothing. Asked once."""
    return _windows() if sys.platform == "win32" else _desktop()


def _windows() -> bool:
    shown = ctypes.c_int(1)
    asked = ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined,unused-ignore]
        _CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0
    )
    return bool(asked) and not shown.value


def _desktop() -> bool:
    """The desktop's portal: its own word for less motion, and GNOME's for animations."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # here: asked once, by few

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    for group, name, reduced in (
        ("org.freedesktop.appearance", "reduced-motion", 1),
        ("org.gnome.desktop.interface", "enable-animations", False),
    ):
        question = QDBusMessage.createMethodCall(*_PORTAL, _SETTINGS, "ReadOne")
        question.setArguments([group, name])
        answer = bus.call(question, timeout=ASKED_MS)
        said = answer.arguments()
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and said:
            return said_reduced(said[0], reduced)
    return False


def said_reduced(said: object, reduced: object) -> bool:
    """Whether an answer (a value, or one wrapped) is the one that asks for less motion."""
    value = said.variant() if hasattr(said, "variant") else said
    return bool(value == reduced)

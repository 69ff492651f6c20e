"""A Qt object that tells in which thread it died."""

from __future__ import annotations

import threading
import weakref
from typing import Any

from PySide6.QtCore import QObject


class Deaths:
    """The names of the threads in which what was watched died."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def watched(self, thing: Any) -> Any:
        """The thing, watched."""
        weakref.finalize(thing, self._note)
        return thing

    def qt_object(self) -> QObject:
        """A watched Qt object that belongs to nobody but who holds it."""
        made: QObject = self.watched(QObject())
        return made

    def _note(self) -> None:
        self.threads.append(threading.current_thread().name)

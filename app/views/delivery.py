"""How results of other threads reach the window: only as calls of bound methods of Qt objects.

A lambda connected to a worker's signal runs in the worker, a widget closed meanwhile is a crash:
so every answer goes through a ``Postman`` that lives in the window's thread, holds the receiver
weakly and drops what nobody can receive any more.
"""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot


class Receiver:
    """The bound method of a Qt object, held weakly."""

    def __init__(self, method: Callable[..., None]) -> None:
        owner = getattr(method, "__self__", None)
        if not inspect.ismethod(method) or not isinstance(owner, QObject):
            raise TypeError(f"{method!r} is not a bound method of a Qt object")
        self._method = weakref.WeakMethod(method)
        self._owner = weakref.ref(owner)

    def __call__(self, *values: Any) -> bool:
        """Call the method, unless its object is gone; returns whether it was called."""
        method, owner = self._method(), self._owner()
        if method is None or owner is None or not shiboken6.isValid(owner):
            return False
        method(*values)
        return True


class Postman(QObject):
    """Carries calls from any thread into the thread that made the postman, in order."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], object]) -> None:
        """Have ``call`` run in the window's thread. Silent when the program is closing."""
        if shiboken6.isValid(self):
            self._posted.emit(call)

    @Slot(object)
    def _deliver(self, call: Callable[[], object]) -> None:
        call()

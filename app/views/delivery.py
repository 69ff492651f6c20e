"""How results of other threads reach the window: only as calls of bound methods of Qt objects.

A lambda connected to a worker's signal runs in the worker, a widget closed meanwhile is a crash:
so every answer goes through a ``Postman`` into the window's thread, which holds the receiver weakly
and drops what nobody can receive any more.
"""

from __future__ import annotations

import atexit
import inspect
import threading
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


class Postman:
    """Carries calls from any thread into the window's thread, in order, while its owner is there.

    A signal that a thread emits while the window deletes its object is a crash, and asking before
    whether the object is there is no help: it can go between the question and the signal. So threads
    touch one Qt object only, which all postmen share and which stays as long as the program.
    """

    def __init__(self, owner: QObject) -> None:
        """Made in the window's thread."""
        _begin()
        self._owner = weakref.ref(owner)

    def post(self, call: Callable[[], object]) -> None:
        """Have ``call`` run in the window's thread; it is dropped when the owner has gone by then."""
        letter = _Letter(self._owner, call)
        with _turn:
            if _carriers:
                _carriers[0].posted.emit(letter)


class _Letter:
    """A call on its way, let go of in the window's thread: whoever carries it holds it no longer."""

    def __init__(self, owner: weakref.ref[QObject], call: Callable[[], object]) -> None:
        self._owner = owner
        self._call: Callable[[], object] | None = call

    def open(self) -> None:
        """In the window's thread: call, unless the postman's owner has gone meanwhile."""
        call, self._call = self._call, None
        owner = self._owner()
        if call is not None and owner is not None and shiboken6.isValid(owner):
            call()


class _Carrier(QObject):
    """The Qt object that other threads touch."""

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_posted(self, letter: _Letter) -> None:
        letter.open()


_carriers: list[_Carrier] = []
"""The one of this program, from the first postman until the program ends."""
_turn = threading.RLock()


def _begin() -> None:
    if not _carriers:
        _carriers.append(_Carrier())
        atexit.register(_end)


def _end() -> None:
    """Python ends, and Qt with it: a thread that goes on until then posts nothing more."""
    with _turn:
        _carriers.clear()

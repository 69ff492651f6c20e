"""Qt objects that hold each other die in the window's thread, whichever thread makes new objects."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.views.garbage import OLDER_EVERY, YOUNG, Garbage
from tests.views.let_go import Deaths

WINDOW = threading.main_thread().name


@pytest.fixture
def garbage(qapp: object) -> Iterator[Garbage]:
    gc.enable()
    made = Garbage()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


class _Ring(QObject):
    """Holds itself: only a search for garbage finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _busy_elsewhere() -> None:
    """Make so many objects in another thread that Python would have searched there many times."""
    kept: list[object] = []
    busy = threading.Thread(target=lambda: kept.extend([n] for n in range(YOUNG * 3)))
    busy.start()
    busy.join()
    assert len(kept) == YOUNG * 3


def test_it_dies_in_the_windows_thread(qtbot: QtBot, garbage: Garbage) -> None:
    gc.collect()
    deaths = Deaths()
    deaths.watched(_Ring())
    _busy_elsewhere()
    assert deaths.threads == []
    kept = [[n] for n in range(YOUNG)]
    qtbot.waitUntil(lambda: bool(deaths.threads))
    assert deaths.threads == [WINDOW]
    assert len(kept) == YOUNG


def test_what_was_seen_while_it_was_in_use_is_found_later(qtbot: QtBot, garbage: Garbage) -> None:
    gc.collect()
    deaths, ring = Deaths(), _Ring()
    deaths.watched(ring)
    gc.collect(0)
    gc.collect(1)
    del ring
    kept = []
    for _ in range(OLDER_EVERY**2 * 2):
        kept.append([[n] for n in range(YOUNG)])
        garbage._look()
    assert deaths.threads == [WINDOW]
    assert len(kept) == OLDER_EVERY**2 * 2


def test_python_itself_looks_no_more_even_when_it_has_gone(garbage: Garbage) -> None:
    assert not gc.isenabled()
    shiboken6.delete(garbage)
    assert not gc.isenabled()

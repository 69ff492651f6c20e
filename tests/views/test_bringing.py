"""What a thread is given to tell the window: it comes in the window's thread, and holds no window."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.views.bringing import bringing
from app.views.delivery import Postman


class Page(QObject):
    """Notes what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.postman = Postman(self)
        self.told: list[tuple[object, ...]] = []
        self.threads: set[str] = set()

    def on_told(self, *values: object) -> None:
        self.told.append(values)
        self.threads.add(threading.current_thread().name)


def test_what_a_thread_says_comes_in_the_windows_thread_in_its_order(qtbot: QtBot) -> None:
    page = Page()
    tell = bringing(page.postman, page.on_told)

    def work() -> None:
        for n in range(50):
            tell(n, "of 50")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert page.told == []
    qtbot.waitUntil(lambda: len(page.told) == 50)
    assert page.told == [(n, "of 50") for n in range(50)]
    assert page.threads == {threading.current_thread().name}


def test_a_thread_that_goes_on_keeps_no_page(qtbot: QtBot) -> None:
    page = Page()
    gone = weakref.ref(page)
    tell = bringing(page.postman, page.on_told)
    del page
    assert gone() is None
    tell("too late")  # nobody is there, and nothing happens

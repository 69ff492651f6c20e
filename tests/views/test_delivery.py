"""What comes from a thread for a window that is there, has gone, or goes meanwhile."""

from __future__ import annotations

import threading
import time

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from app.views import delivery
from app.views.delivery import Postman


def in_a_thread(postman: Postman, said: list[str], word: str) -> None:
    thread = threading.Thread(target=lambda: postman.post(lambda: said.append(word)))
    thread.start()
    thread.join()


def test_what_is_posted_comes_in_the_windows_thread(qtbot: QtBot) -> None:
    owner, said = QObject(), list[str]()
    in_a_thread(Postman(owner), said, "done")
    assert said == []
    qtbot.waitUntil(lambda: said == ["done"])


def test_what_is_on_its_way_when_its_owner_goes_is_dropped(qtbot: QtBot) -> None:
    owner, stays, said = QObject(), QObject(), list[str]()
    postman, other = Postman(owner), Postman(stays)
    in_a_thread(postman, said, "too late")
    in_a_thread(other, said, "heard")
    shiboken6.delete(owner)
    in_a_thread(postman, said, "far too late")
    qtbot.waitUntil(lambda: said == ["heard"])
    QCoreApplication.processEvents()
    assert said == ["heard"]


def test_owners_may_go_while_threads_are_posting(qtbot: QtBot) -> None:
    """What threads signal outlives every owner: else this ends the program within half a second."""
    owners = [QObject() for _ in range(200)]
    postmen, over = [Postman(owner) for owner in owners], threading.Event()
    carrier = delivery._carriers[0]

    def work() -> None:
        while not over.is_set():
            for postman in postmen:
                postman.post(int)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for owner in list(owners):
        shiboken6.delete(owner)
        time.sleep(0)
    over.set()
    for thread in threads:
        thread.join()
    QCoreApplication.processEvents()
    assert shiboken6.isValid(carrier)
    assert delivery._carriers == [carrier]

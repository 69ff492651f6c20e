"""A printer that is silent for long: the thread that asks it keeps nothing of a page that has gone."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.services.printer_changes import add_printer
from app.services.printers import ZEBRA_TCP, NewPrinter
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.prints import printer_acts
from app.views.prints.page import PrintsPage


def test_a_page_goes_while_its_printer_is_still_silent(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    evidence_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def silent(*_about: Any) -> Changes:
        asked.set()
        answer.wait(30)
        return Changes.of("", printer=1)

    monkeypatch.setattr(printer_acts, "look", silent)
    add_printer(house, staff["adam"], NewPrinter("Zebra", ZEBRA_TCP, "203.0.113.9"))
    evidence_window.navigate("prints")
    page = evidence_window.page
    assert isinstance(page, PrintsPage)
    qtbot.waitUntil(asked.is_set)
    thread = page.printers._looking
    assert thread is not None
    gone = weakref.ref(page.printers)
    del page
    evidence_window.start_afresh()  # somebody else sits down: the pages of the one before go
    evidence_window.navigate("today")

    def is_gone() -> bool:
        gc.collect()
        return gone() is None

    qtbot.waitUntil(is_gone)
    assert thread.is_alive()
    answer.set()
    thread.join()
    assert shiboken6.isValid(evidence_window)

"""Less motion is honoured; a photo that is still on another PC is asked for, and said when it comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.together import SyncStatus
from app.views.compare import motion
from app.views.compare.page import ComparePage
from app.views.compare.pane import IN, OUT
from app.views.compare.stage import BLINK
from app.views.frame.window import MainWindow
from tests.stories.report_pairs import Desk, complete
from tests.views.compare.conftest import came_back

PATIENT = 20_000


def opened(qtbot: QtBot, pair: Desk, window: MainWindow) -> ComparePage:
    said = came_back(pair, stopped=False)
    photo, findings = said.pop("photo"), said.pop("findings")
    report = pair.sign(complete(pair.begin("loan_in"), photo, findings, **said))  # type: ignore[arg-type]
    window.navigate("compare", report)
    page = window.page
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: page.found is not None, timeout=PATIENT)
    page.stage.setFocus()
    return page


@pytest.mark.parametrize("reduced", [True, False])
def test_nothing_blinks_for_whoever_asked_for_less_motion(
    qtbot: QtBot,
    pair: Desk,
    evidence_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    reduced: bool,
) -> None:
    monkeypatch.setattr(motion, "less_motion", lambda: reduced)
    page = opened(qtbot, pair, evidence_window)
    qtbot.waitUntil(lambda: page.stage.alignment is not None, timeout=PATIENT)
    assert (page.ask_button.isVisible(), page.align_button.isVisible()) == (False, True)
    page.set_mode(BLINK)
    assert page.stage._blink.isActive() is not reduced
    assert "Space turns" in page.slider.text()
    if not reduced:  # the first press stands it still, the next ones turn
        QTest.keyClick(page.stage, Qt.Key.Key_Space)
        assert not page.stage._blink.isActive()
    before = page.stage.big.shown
    QTest.keyClick(page.stage, Qt.Key.Key_Space)
    assert page.stage.big.shown == (IN if before == OUT else OUT)


def test_a_desktop_that_says_nothing_asks_for_nothing() -> None:
    class Wrapped:
        def variant(self) -> object:
            return 1

    assert motion.said_reduced(Wrapped(), 1)
    assert motion.said_reduced(False, False)
    assert not motion.said_reduced(True, False)
    assert not motion.said_reduced(0, 1)


LET_IN: list[bool] = []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "No other PC has it"),
        (SyncStatus(has_hub=True, reachable=False), "The hub does not answer"),
        (SyncStatus(has_hub=True, reachable=True), "has not sent it yet"),
    ],
)
def test_a_photo_that_is_elsewhere_is_asked_for(
    qtbot: QtBot,
    pair: Desk,
    evidence_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    status: SyncStatus | None,
    said: str,
) -> None:
    LET_IN.clear()
    desk = evidence_window.desk
    here = type(desk).photo
    monkeypatch.setattr(
        type(desk),
        "photo",
        lambda self, sha, size=320: here(self, sha, size) if size == 320 or LET_IN else None,
    )
    met: list[bool] = []
    desk.sync.status = status
    monkeypatch.setattr(desk.sync, "try_now", lambda: met.append(True))
    page = opened(qtbot, pair, evidence_window)
    qtbot.waitUntil(lambda: page.acts.ask.isVisible(), timeout=PATIENT)
    assert page.fit.status.text == "The full photo is not on this PC yet"
    assert said in page.slider.text()
    assert not page.acts.align.isVisible()
    assert (page.ask_button.isVisible(), page.align_button.isVisible()) == (True, False)
    QTest.keyClick(page.stage, Qt.Key.Key_Q)
    assert met == [True]
    LET_IN.append(True)
    base = status or SyncStatus(has_hub=True, reachable=True)
    desk.sync.show(replace(base, last_met_at=7, files_down=0))
    qtbot.waitUntil(lambda: not page.acts.ask.isVisible(), timeout=PATIENT)
    qtbot.waitUntil(lambda: page.stage.alignment is not None, timeout=PATIENT)

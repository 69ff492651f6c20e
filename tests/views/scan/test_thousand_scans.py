"""A thousand scans in a row: every one is counted, whatever the hand's pace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.codes import COMMAND_CODES
from app.services.piece_forms import MetalForm, PieceForm
from app.services.take_in import take_in_own
from app.shop import Shop
from app.views.scan.basket import OK, TWICE
from app.views.scan.keeper import BasketKeeper
from app.views.scan.wiring import ScanDesk
from tests.views.floor import Floor

PACE_MS = 50
"""Twenty a second."""
LONG = pytest.mark.long


def more_pieces(house: Shop, actor: Actor, count: int) -> None:
    with house.work(actor, "take_in") as w:
        tray = w.value("SELECT id FROM place WHERE name = 'TRAY-07'")
        for nth in range(count):
            form = PieceForm(
                "ring",
                f"Band {nth}",
                metals=(MetalForm("gold_yellow", 750),),
                weight_mg=3_000,
                place_id=tray,
            )
            take_in_own(w, form)


@pytest.mark.parametrize(
    ("scans", "pieces", "pace_ms"),
    [
        (240, 60, 0),
        pytest.param(1_000, 200, 0, marks=LONG),
        pytest.param(1_000, 500, PACE_MS, marks=LONG),
    ],
)
def test_a_quick_hands_scans_are_all_counted(
    qtbot: QtBot,
    sit: Callable[[str], Floor],
    house: Shop,
    staff: dict[str, Actor],
    scans: int,
    pieces: int,
    pace_ms: int,
) -> None:
    floor = sit("mia")
    more_pieces(house, staff["mia"], pieces - len(floor.codes))
    db = house.reader()
    codes = [code for (code,) in db.rows("SELECT code FROM piece_now ORDER BY id")]
    db.close()
    assert len(codes) == pieces
    sounds: list[str] = []
    floor.desk.sounds.play = sounds.append
    desk = ScanDesk(floor.window)
    keeper = BasketKeeper.of(floor.desk)
    floor.window.navigate("scan")
    desk.everywhere(COMMAND_CODES["OUT"])
    desk.everywhere(floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: keeper.basket.target is not None)
    todo = [codes[nth % pieces] for nth in range(scans)]

    def scan_one() -> None:
        desk.everywhere(todo.pop(0))
        if not todo:
            pace.stop()

    pace = QTimer()
    pace.setInterval(pace_ms)
    pace.timeout.connect(scan_one)
    pace.start()
    qtbot.waitUntil(lambda: not todo and len(keeper.basket.rows) == scans, timeout=120_000)
    qtbot.waitUntil(lambda: keeper.basket.counted(OK) == pieces)
    assert keeper.basket.counted(TWICE) == scans - pieces
    assert len(keeper.basket.going_ids) == pieces
    assert sounds.count("twice") == scans - pieces
    pace.deleteLater()

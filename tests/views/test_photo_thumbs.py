"""Small pictures in lists: a piece without a photo, and one whose photo is gone, disturb nobody."""

from __future__ import annotations

import threading

from PIL import Image
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.domain.errors import FileError
from app.views.pool import Pool
from app.views.widgets.photo import AT_ONCE, WAITING, Thumbs
from tests.conftest import PATIENCE_S
from tests.picture_files import saved


def test_no_key_asks_for_nothing_and_a_missing_photo_is_no_mistake_of_ours(qtbot: QtBot) -> None:
    asked: list[str] = []

    def load(key: str) -> bytes | None:
        asked.append(key)
        raise FileError("The photo is missing", "Its file is gone.")

    pool = Pool()
    troubled: list = []
    pool.troubled.connect(troubled.append)
    thumbs = Thumbs(pool, load)
    assert thumbs("") is None
    assert asked == []
    with qtbot.waitSignal(thumbs.arrived):
        assert thumbs("ab" * 32) is None
    assert asked == ["ab" * 32]
    assert troubled == []
    assert thumbs("ab" * 32) is None
    assert asked == ["ab" * 32], "asked once"
    pool.close()


def green() -> bytes:
    return saved(Image.new("RGB", (320, 240), (0, 128, 0)), "JPEG")


def test_what_is_in_sight_now_comes_before_what_was_scrolled_past(qtbot: QtBot) -> None:
    gate, asked = threading.Event(), []

    def load(key: str) -> bytes | None:
        gate.wait(PATIENCE_S)
        asked.append(key)
        return green()

    pool = Pool(workers=1)  # of several, one may be slow to note what it was asked
    thumbs = Thumbs(pool, load)
    for n in range(WAITING + 50):
        assert thumbs(f"past-{n}") is None
    assert sum(n > 1 for n in thumbs._wanted.values()) == 0
    qtbot.waitUntil(lambda: not thumbs._asked_now)
    seen = ["now-1", "now-2", "now-3"]
    assert [thumbs(key) for key in seen] == [None] * 3
    assert len(thumbs._wanted) <= WAITING
    gate.set()
    qtbot.waitUntil(lambda: not thumbs._wanted and not thumbs._reading)
    assert asked[AT_ONCE : AT_ONCE + 3] == seen
    assert len(asked) == WAITING + AT_ONCE
    assert thumbs("now-1") is not None
    pool.close()


def test_a_picture_that_fails_holds_up_no_other_and_a_closed_pool_is_asked_nothing(
    qtbot: QtBot,
) -> None:
    def load(key: str) -> bytes | None:
        if key.startswith("bad"):
            raise ZeroDivisionError
        return green()

    pool = Pool()
    thumbs = Thumbs(pool, load)
    with qtbot.captureExceptions() as told:
        for key in ("bad-1", "bad-2", "bad-3", "good"):
            thumbs(key)
        qtbot.waitUntil(lambda: thumbs("good") is not None and len(told) == 3)
    assert thumbs("bad-1") is None
    assert {kind for kind, _, _ in told} == {ZeroDivisionError}
    pool.close()
    assert thumbs("later") is None


def test_a_picture_is_cut_once_to_fill_its_place_with_round_corners(qtbot: QtBot) -> None:
    pool = Pool()
    thumbs = Thumbs(pool, lambda _key: green())
    size = QSize(60, 60)
    qtbot.waitUntil(lambda: thumbs.cut("a", size, 2.0) is not None)
    cut = thumbs.cut("a", size, 2.0)
    assert cut is not None
    assert cut is thumbs.cut("a", size, 2.0)
    assert (cut.size(), cut.devicePixelRatio()) == (QSize(120, 120), 2.0)
    image = cut.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(60, 2).green() > 100
    thumbs.forget("a")
    assert thumbs.cut("a", size, 2.0) is None
    pool.close()

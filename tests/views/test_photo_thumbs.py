"""Small pictures in lists: a piece without a photo, and one whose photo is gone, disturb nobody."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.domain.errors import FileError
from app.views.pool import Pool
from app.views.widgets.photo import Thumbs


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

"""Today says when backups do not come about, and is silent while they do."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.services.backups import add_place, back_up_here, back_up_to, places
from app.services.today import TodayRow, preview, today
from app.services.today_backups import DAY_MS
from app.shop import Shop


def row(house: Shop, actor: Actor, now: int) -> TodayRow | None:
    reader = house.reader()
    try:
        found = today(reader, house.settings, actor, now)
        return next((row for row in found.rows if row.key == "backups"), None)
    finally:
        reader.close()


def test_a_stick_that_is_away_for_days_is_on_today(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    add_place(house, staff["adam"], stick)
    reader = house.reader()
    place = places(reader)[0]
    assert back_up_here(house).proven_at
    assert back_up_to(house, place).proven_at
    shutil.rmtree(stick)
    assert back_up_to(house, place).error
    now = now_ms()
    assert row(house, staff["mia"], now + 2 * DAY_MS) is None
    found = row(house, staff["mia"], now + 4 * DAY_MS)
    assert found is not None
    assert (found.group, found.count, found.page) == ("Needs you now", 1, "backup")
    assert found.sentence.startswith(f"{stick}: {stick} cannot be found")
    assert found.right == "since 4 days"
    assert row(house, staff["olga"], now + 4 * DAY_MS) is None, "she can do nothing about it"
    lines = preview(reader, house.settings, staff["adam"], "backups", now=now + 4 * DAY_MS)
    assert [line.chip for line in lines] == ["The place is not there"]
    reader.close()


def test_a_place_that_never_had_one_says_so(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    add_place(house, staff["adam"], stick)
    stick.rmdir()
    reader = house.reader()
    assert back_up_to(house, places(reader)[0]).error
    reader.close()
    found = row(house, staff["mia"], now_ms())
    assert found is not None
    assert found.right == "never yet"

"""The keeper does what is due, goes on after a failure, and stops when it is asked to."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

import pytest

from app.backup.archive import shelf
from app.backup.keeper import AGAIN_MS, DAY_MS, HOUR_MS, BackupKeeper, Task
from app.backup.restore import NOTE
from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.domain.ids import now_ms
from app.services import restoring
from app.services.backup_keeping import (
    HOURLY,
    PHOTOS,
    PHOTOS_SAID,
    WEEKLY_CHECK,
    keeper_of,
    last_check,
    tasks,
)
from app.services.backups import Place, overview
from app.services.photos import photo_bytes
from app.services.settings import get_here
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.conftest import PATIENCE_S, SHOP_KEY


def task(good: int, tried: int = 0) -> Task:
    return Task("t", HOUR_MS, good, tried, lambda _stop: True)


def test_what_is_due() -> None:
    now = 100 * DAY_MS
    assert task(0).is_due(now)
    assert task(now - HOUR_MS).is_due(now)
    assert not task(now - HOUR_MS + 1).is_due(now)
    assert not task(0, now - AGAIN_MS + 1).is_due(now)
    assert task(0, now - AGAIN_MS).is_due(now)
    assert task(now + 1).is_due(now), "the clock was set back"
    assert task(0, now + 5).is_due(now), "the clock was set back"


def test_one_round_makes_proves_and_checks(full_house: Shop, place: Place) -> None:
    told: list[str] = []
    keeper = keeper_of(full_house, told.append)
    keeper.look()
    assert told == [n for name in (HOURLY, str(place.path), WEEKLY_CHECK) for n in (name, name)]
    reader = full_house.reader()
    found = overview(reader, full_house)
    checked = last_check(reader)
    reader.close()
    assert all(card.proven for card in found.places)
    assert checked is not None
    assert checked.problems == ()
    assert "Everything fits" in checked.sentence
    keeper.look()
    assert len(told) == 6, "nothing is due any more"
    keeper.do_now(str(place.path))
    keeper.look()
    assert told[6:] == [str(place.path)] * 2


def test_a_place_that_is_away_is_tried_again_later_and_the_rest_goes_on(
    full_house: Shop, place: Place
) -> None:
    shutil.rmtree(place.path)
    keeper_of(full_house).look()
    found = {t.name: t for t in tasks(full_house)}
    now = now_ms()
    assert not found[str(place.path)].is_due(now)
    assert found[str(place.path)].is_due(now + AGAIN_MS)
    assert not found[HOURLY].is_due(now + AGAIN_MS)
    assert not found[WEEKLY_CHECK].is_due(now + AGAIN_MS)


def test_a_shop_in_which_nobody_works_is_not_copied_every_hour(
    full_house: Shop, staff: dict[str, Actor]
) -> None:
    keeper_of(full_house).look()
    now = now_ms()
    assert not tasks(full_house)[0].is_due(now + 2 * HOUR_MS)
    assert tasks(full_house)[0].is_due(now + 21 * HOUR_MS)
    add_pieces(full_house, staff["sara"], 1, start=50)
    assert tasks(full_house)[0].is_due(now + 2 * HOUR_MS)


def test_it_goes_on_after_a_fault_of_ours(logged_errors: list[logging.LogRecord]) -> None:
    done = []

    def wrong(_stop: object) -> bool:
        raise ZeroDivisionError

    def right(_stop: object) -> bool:
        done.append(1)
        return True

    good = Task("good", HOUR_MS, 0, 0, right)
    BackupKeeper(lambda: [Task("bad", HOUR_MS, 0, 0, wrong), good]).look()
    assert done == [1]
    assert [record.getMessage() for record in logged_errors] == ["bad failed"]
    logged_errors.clear()


def test_it_stops_in_the_middle_of_a_backup(full_house: Shop) -> None:
    begun, told = threading.Event(), []

    def run(stop: object) -> bool:
        begun.set()
        while not stop():  # type: ignore[operator]
            threading.Event().wait(0.001)
        told.append("stopped")
        return False

    keeper = BackupKeeper(lambda: [Task("long", HOUR_MS, 0, 0, run)])
    keeper.start()
    keeper.do_now()
    assert begun.wait(PATIENCE_S)
    assert keeper.running == "long"
    assert keeper.stop()
    assert told == ["stopped"]


def test_the_weekly_check_says_what_is_wrong(full_house: Shop, staff: dict[str, Actor]) -> None:
    digest = next(full_house.files.digests())
    full_house.files.remove(digest)
    keeper_of(full_house).look()
    reader = full_house.reader()
    checked = last_check(reader)
    reader.close()
    assert checked is not None
    assert checked.problems == (
        f"The photo or paper {digest[:12]} is not on this PC."
        " Fetch it from another PC or from a backup.",
    )


def test_a_missing_and_a_damaged_photo_come_back_from_the_stick(
    full_house: Shop, place: Place
) -> None:
    keeper = keeper_of(full_house)
    keeper.look()
    missing, damaged = list(full_house.files.digests())[:2]
    full_house.files.remove(missing)
    path = shelf(full_house.path, damaged)
    data = path.read_bytes()
    path.write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:])
    assert list(full_house.files.damaged()) == [damaged]
    keeper.do_now(WEEKLY_CHECK)
    keeper.look()
    assert full_house.files.is_whole(missing)
    assert full_house.files.is_whole(damaged)
    reader = full_house.reader()
    checked = last_check(reader)
    reader.close()
    assert checked is not None
    assert checked.problems == ()
    assert "2 photos and papers were missing or damaged, and came back" in checked.sentence


def test_photos_of_a_restore_are_brought_when_the_stick_is_back(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    keeper_of(full_house).look()
    choice = restoring.choices(place.path)[0]
    shop, _ = restoring.restore(choice, SHOP_KEY, tmp_path / "back")
    away = tmp_path / "pulled"
    place.path.rename(away)
    keeper = keeper_of(shop)
    keeper.look()
    reader = shop.reader()
    assert "Plug it in" in get_here(reader, PHOTOS_SAID)
    assert (shop.path / NOTE).exists()
    away.rename(place.path)
    assert tasks(shop)[0].name == PHOTOS
    keeper.look()
    assert get_here(reader, PHOTOS_SAID) == ""
    reader.close()
    assert len(list(shop.files.digests())) == 5
    assert not (shop.path / NOTE).exists()
    shop.close()


def test_a_photo_that_somebody_looks_at_comes_back_at_once(full_house: Shop) -> None:
    keeper_of(full_house).look()
    digest = next(full_house.files.digests())
    whole = full_house.files.get(digest)
    full_house.files.remove(digest)
    assert photo_bytes(full_house, digest, 0) == whole
    full_house.files.remove(digest)
    shutil.rmtree(full_house.path / "backups")
    with pytest.raises(NotFoundError, match="not on this PC"):
        photo_bytes(full_house, digest, 0)

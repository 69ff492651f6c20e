"""A waiting time ends by its day, and only for pieces that may be offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.domain import ids
from app.domain.actors import SYSTEM, Actor
from app.domain.dates import long_date
from app.models.database import Database
from app.photos import Photo
from app.services.moves import plan_move
from app.services.photos import attach_photo
from app.services.piece_states import end_waiting, end_waits
from app.services.pieces import piece_row
from app.services.signatures import Signature
from app.services.signing import sign
from app.shop import Shop

PEN = (((1, 2), (3, 4)),)


def test_a_piece_without_a_photo_waits_on_until_it_has_one(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring: int,
    house_db: Database,
    photo_of: Callable[[int], Photo],
) -> None:
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, (Signature("consignor", "Clara", PEN),), photos_later=True)
    later = datetime.now(UTC) + timedelta(days=16)
    with ids.telling_time(ids.ToldClock(int(later.timestamp() * 1000))):
        with house.work(SYSTEM, "end_waiting") as w:
            assert end_waiting(w).ids("piece") == ()
        assert piece_row(house_db, ring).availability == "hold"
        with house.work(staff["sara"], "photo") as w:
            attach_photo(w, "piece", ring, photo_of(1))
        with house.work(SYSTEM, "end_waiting") as w:
            assert end_waiting(w).ids("piece") == (ring,)
    assert piece_row(house_db, ring).availability == "free"


@pytest.mark.parametrize(("days", "freed"), [(14, False), (15, True)])
def test_the_wait_ends_on_its_day_in_the_shops_own_zone(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring: int,
    house_db: Database,
    photo_of: Callable[[int], Photo],
    days: int,
    freed: bool,
) -> None:
    with house.work(staff["sara"], "sign") as w:
        attach_photo(w, "piece", ring, photo_of(1))
        sign(w, agreement, (Signature("consignor", "Clara", PEN),))
    begins = house_db.value("SELECT begins_on FROM agreement")
    day = datetime.fromisoformat(begins) + timedelta(days=days)
    for hour in (0, 23):
        moment = day.replace(hour=hour, minute=30, tzinfo=house.settings.tz)
        with (
            ids.telling_time(ids.ToldClock(int(moment.timestamp() * 1000))),
            house.work(SYSTEM, "end_waiting") as w,
        ):
            end_waiting(w)
    assert (piece_row(house_db, ring).availability == "free") is freed


def test_the_program_ends_waits_by_itself_and_leaves_no_entry_when_none_is_due(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring: int,
    house_db: Database,
    photo_of: Callable[[int], Photo],
) -> None:
    with house.work(staff["sara"], "sign") as w:
        attach_photo(w, "piece", ring, photo_of(1))
        sign(w, agreement, (Signature("consignor", "Clara", PEN),))
    entries = house_db.value("SELECT count(*) FROM work")
    assert not end_waits(house).touches("piece")
    assert house_db.value("SELECT count(*) FROM work") == entries
    later = datetime.now(UTC) + timedelta(days=17)
    with ids.telling_time(ids.ToldClock(int(later.timestamp() * 1000))):
        done = end_waits(house)
    assert done.ids("piece") == (ring,)
    assert done.message == "1 piece may be sold from today"
    assert piece_row(house_db, ring).availability == "free"


@pytest.mark.parametrize("hour", [23, 0])
def test_a_waiting_piece_stays_in_until_the_shops_own_midnight(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring: int,
    house_db: Database,
    photo_of: Callable[[int], Photo],
    hour: int,
) -> None:
    """Half past eleven in New York is tomorrow by UTC; half past midnight is the day."""
    with house.work(staff["sara"], "sign") as w:
        attach_photo(w, "piece", ring, photo_of(1))
        sign(w, agreement, (Signature("consignor", "Clara", PEN),))
    free_on = datetime.fromisoformat(
        house_db.value("SELECT hold_until FROM piece_now WHERE id = ?", (ring,))
    )
    out = house_db.value("SELECT id FROM place WHERE name = 'TRANSIT'")
    day = free_on if hour == 0 else free_on - timedelta(days=1)
    moment = day.replace(hour=hour, minute=30, tzinfo=house.settings.tz)
    with ids.telling_time(ids.ToldClock(int(moment.timestamp() * 1000))):
        ((_, why),) = plan_move(house_db, [ring], out).refused
    if hour:
        assert f"held until {long_date(free_on.date(), 'en_US')} and may not leave" in why
    else:
        assert "is held and may not leave" in why

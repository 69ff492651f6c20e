"""Tag stock of a shop: shipped, measured, copied, put away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError
from app.models.database import Database
from app.printing.tag.measuring import measured
from app.printing.tag.stock_json import shipped_stock, shipped_stocks
from app.services.tag_stocks import (
    copy_stock,
    list_stocks,
    remove_stock,
    save_stock,
    stock_by_key,
)
from app.services.tags import roll_of, stock_of
from app.services.undo import undo
from app.shop import Shop


def test_a_new_shop_has_the_shipped_stocks_and_one_in_use(house_db: Database) -> None:
    lines = list_stocks(house_db)
    assert {line.stock.key for line in lines} == {stock.key for stock in shipped_stocks()}
    assert {line.origin for line in lines} == {"shipped"}
    assert [line.stock.key for line in lines if line.in_use] == ["barbell-56x13"]


def test_a_measured_roll_is_what_tags_are_drawn_on(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    ours = measured(shipped_stock("barbell-56x13"), 55_000, 12_500, gap_um=2_800)
    with house.work(staff["adam"], "save_stock") as w:
        saved = save_stock(w, ours)
    assert stock_of(house_db) == ours
    assert roll_of(house_db).stock.size_dots(300) == ours.size_dots(300)
    (line,) = [one for one in list_stocks(house_db) if one.in_use]
    assert line.origin == "measured"
    undo(house, staff["adam"], saved.work_id)
    assert stock_of(house_db) == shipped_stock("barbell-56x13")


def test_a_copy_has_its_own_key_and_the_templates_of_its_panels(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["adam"], "copy_stock") as w:
        copy_stock(w, "barbell-56x13", "Our gold barbell")
    ours = stock_by_key(house_db, "our-gold-barbell")
    assert ours.panels == shipped_stock("barbell-56x13").panels
    roll = roll_of(house_db, "our-gold-barbell")
    assert roll.templates
    assert {field.panel for field in roll.templates[0].fields} == {"front", "back"}
    with house.work(staff["adam"], "save_stock") as w:
        save_stock(w, replace(ours, gap_um=2_000))
    assert stock_by_key(house_db, ours.key).gap_um == 2_000
    with (
        pytest.raises(InputError, match="called") as taken,
        house.work(staff["adam"], "copy_stock") as w,
    ):
        copy_stock(w, "rat-tail-89x11", "our gold barbell")
    assert taken.value.field == "name"


def test_a_stock_that_is_put_away_stays_known_and_the_one_in_use_cannot_go(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["adam"], "remove_stock") as w:
        remove_stock(w, "rfid-68x26")
    assert "rfid-68x26" not in {line.stock.key for line in list_stocks(house_db)}
    assert stock_by_key(house_db, "rfid-68x26").name == "RFID tag 68 × 26 mm"
    with house.work(staff["adam"], "save_stock") as w:
        save_stock(w, shipped_stock("rfid-68x26"))
    assert "rfid-68x26" in {line.stock.key for line in list_stocks(house_db)}
    with (
        pytest.raises(InputError, match="printed on this stock"),
        house.work(staff["adam"], "remove_stock") as w,
    ):
        remove_stock(w, "barbell-56x13")
    with pytest.raises(NotFoundError, match="no tag stock"):
        stock_by_key(house_db, "nope")


def test_only_who_changes_settings_changes_stock(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "save_stock") as w:
        save_stock(w, shipped_stock("rfid-68x26"))
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "remove_stock") as w:
        remove_stock(w, "rfid-68x26")

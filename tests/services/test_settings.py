"""Settings of the whole shop are kept with who changed them; settings of this PC stay here."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.models.database import Database
from app.models.pieces import Piece, Priced
from app.services import settings
from app.shop import Shop


def test_what_was_never_set_is_as_usual(house_db: Database) -> None:
    assert settings.get(house_db, settings.IDLE_LOCK_SECONDS) == "180"
    assert settings.get(house_db, "nothing.of_the_sort") == ""
    assert settings.get(house_db, "nothing.of_the_sort", "x") == "x"


def test_an_admin_sets_for_the_shop_and_it_is_known_who(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["adam"], "settings") as w:
        settings.put(w, settings.IDLE_LOCK_SECONDS, "600")
        settings.put(w, settings.IDLE_LOCK_SECONDS, "300")
    assert settings.get(house_db, settings.IDLE_LOCK_SECONDS) == "300"
    assert settings.get_all(house_db, "people")[settings.IDLE_LOCK_SECONDS] == "300"
    assert house_db.value("SELECT count(*) FROM edit WHERE table_name = 'setting'") == 1
    with pytest.raises(NotAllowedError), house.work(staff["mia"], "settings") as w:
        settings.put(w, settings.IDLE_LOCK_SECONDS, "1")


def test_the_currency_stays_once_there_are_prices(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["adam"], "settings") as w:
        settings.put(w, "currency", "EUR")
    house.refresh_settings()
    assert house.settings.currency == "EUR"
    with house.work(staff["sara"], "price") as w:
        piece = w.add(Piece, category="ring")
        w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=1,
              currency="EUR")  # fmt: skip
    with pytest.raises(InputError) as refused, house.work(staff["adam"], "settings") as w:
        settings.put(w, "currency", "USD")
    assert refused.value.field == "currency"


def test_settings_of_this_pc_are_no_facts(house: Shop, house_db: Database) -> None:
    works = house_db.value("SELECT count(*) FROM work")
    settings.put_here(house, settings.THEME, "dark")
    settings.put_here(house, settings.THEME, "light")
    assert settings.get_here(house_db, settings.THEME) == "light"
    assert settings.get_here(house_db, "unset", "usual") == "usual"
    assert house_db.value("SELECT count(*) FROM work") == works

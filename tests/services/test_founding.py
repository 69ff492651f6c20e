"""A shop is founded: furnished, its key kept, its words bring it back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from app import keys, shop_folder
from app.domain.errors import InputError, ShopError
from app.domain.recovery import phrase_of
from app.models import migrate
from app.services import founding
from app.services.check import check
from app.services.founding import describe, found_shop, open_shop
from app.services.sign_in import sign_in
from app.services.tags import stock_of
from app.shop import Shop
from app.shop_folder import is_free

ASKED: dict[str, Any] = {
    "name": "Hallam & Vey",
    "currency": "EUR",
    "zone": "Europe/Paris",
    "station": 12,
    "people": "few",
    "login": "amira",
    "display": "Amira Lindqvist",
    "password": "three small words",
}


def test_a_founded_shop_is_furnished_and_opens_again(tmp_path: Path) -> None:
    founded = found_shop(tmp_path / "shop", **ASKED)
    assert len(founded.phrase.split()) == 24
    assert "only you can read" in founded.key_sentence
    founded.shop.close()
    shop = open_shop(tmp_path / "shop")
    try:
        assert (shop.settings.name, shop.settings.currency) == ("Hallam & Vey", "EUR")
        assert (shop.settings.station, shop.settings.people) == (12, "few")
        assert sign_in(shop, "amira", "three small words").roles == {"AD", "MG", "OC", "SA"}
        reader = shop.reader()
        names = {row[0] for row in reader.rows("SELECT name FROM place_tree")}
        assert {"SAFE-1", "VIT-A", "TRAY-07", "BENCH-1", "PHOTO", "QUAR", "OUT"} <= names
        assert reader.value("SELECT path FROM place_tree WHERE name='TRAY-07'") == (
            "HOUSE / SAFE-1 / TRAY-07"
        )
        # each place can be scanned from the first day
        assert reader.value("SELECT count(*) FROM code_now WHERE target_kind='place'") == len(names)
        assert stock_of(reader).key == "barbell-56x13"
        reader.close()
    finally:
        shop.close()


def test_the_words_open_the_shop_where_its_key_is_lost(tmp_path: Path) -> None:
    founded = found_shop(tmp_path / "shop", **ASKED)
    founded.shop.close()
    keys.forget(describe(tmp_path / "shop").shop_id)
    with pytest.raises(ShopError, match="no such file"):
        open_shop(tmp_path / "shop")
    shop = open_shop(tmp_path / "shop", founded.phrase)
    assert shop.settings.name == "Hallam & Vey"
    shop.close()
    with pytest.raises(ShopError, match="does not fit"):
        open_shop(tmp_path / "shop", phrase_of(b"x" * 32))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("currency", "EURO"),
        ("zone", "Paris"),
        ("people", "many"),
        ("password", "short"),
        ("login", "two words"),
        ("display", " "),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, field: str, value: str
) -> None:
    with pytest.raises(InputError) as refused:
        found_shop(tmp_path / "shop", **{**ASKED, field: value})
    assert refused.value.field == field
    assert not (tmp_path / "shop").exists()
    assert not list((tmp_path / "home").rglob("*.key"))


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "letter.txt").write_text("hello")
    with pytest.raises(ShopError, match="already holds files"):
        found_shop(tmp_path / "shop", **ASKED)
    assert not list((tmp_path / "home").rglob("*.key"))


def test_a_folder_without_a_shop_says_so(tmp_path: Path) -> None:
    with pytest.raises(ShopError, match="not a shop"):
        open_shop(tmp_path)


STOPS = ("migrate", "settings", "furnish", "person", "database", "description")


@pytest.mark.parametrize("stop", STOPS)
def test_a_founding_that_is_stopped_leaves_no_half_shop_and_can_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    """As if the power went away just before the database, a row, a file's name was written."""
    folder = tmp_path / "shop"
    folder.mkdir()
    rename = os.replace

    def power_cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def cut_before(source: Path, target: Path) -> None:
        if Path(target) == folder / {"database": "shop.db", "description": "shop.json"}[stop]:
            raise KeyboardInterrupt
        rename(source, target)

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        if stop == "migrate":
            cut.setattr(migrate, "_renew_projections", power_cut)
        elif stop == "settings":
            cut.setattr(Shop, "_read_settings", power_cut)
        elif stop in ("furnish", "person"):
            step = {"furnish": "furnish", "person": "create_user"}[stop]
            cut.setattr(founding, step, power_cut)
        else:
            cut.setattr(shop_folder.os, "replace", cut_before)
        found_shop(folder, **ASKED)
    assert not (folder / "shop.json").exists()
    assert is_free(folder)
    shop = found_shop(folder, **ASKED).shop
    assert {entry.name for entry in folder.iterdir()} >= {"shop.db", "shop.json"}
    assert not (folder / "founding").exists()
    assert check(shop).clean
    shop.close()

"""Which shop a command means, and when it makes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import ShopError
from app.services.opening import default_folder, open_or_found


def test_a_free_place_gets_a_shop_and_it_is_said(tmp_path: Path) -> None:
    shop, told = open_or_found(tmp_path / "new", currency="GBP")
    assert shop.settings.currency == "GBP"
    assert shop.settings.station == 10
    assert "A new shop was made" in told[0]
    assert "GBP" in told[0]
    shop.close()
    again, told_again = open_or_found(tmp_path / "new", currency="USD")
    assert again.settings.currency == "GBP"
    assert told_again == []
    again.close()


def test_an_empty_folder_is_free_and_a_full_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    open_or_found(tmp_path / "empty")[0].close()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(ShopError, match="no shop of Parure"):
        open_or_found(tmp_path / "full")
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_no_folder_means_the_default_shop() -> None:
    shop, _ = open_or_found(None)
    assert shop.path == default_folder()
    shop.close()

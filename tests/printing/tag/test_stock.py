"""Stocks: the shipped ones are sound, one that cannot be is refused in words."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from app.domain.errors import InputError, NotFoundError
from app.printing.tag.stock import KINDS, dots
from app.printing.tag.stock_json import shipped_stock, shipped_stocks, stock_data, stock_from
from app.resources import resource

BARBELL = json.loads(resource("stocks", "barbell-56x13.json").read_text("utf-8"))


def test_the_barbell_measures_whole_dots() -> None:
    barbell = shipped_stock("barbell-56x13")
    assert barbell.size_dots(203) == (448, 104)
    assert barbell.size_dots(300) == (661, 154)
    assert [panel.name for panel in barbell.panels] == ["front", "back"]


def test_every_shipped_stock_is_sound_and_has_a_name_of_its_own() -> None:
    stocks = shipped_stocks()
    assert len(stocks) >= 40
    assert {stock.kind for stock in stocks} == set(KINDS)
    assert all(stock_from(stock_data(stock)) == stock for stock in stocks)
    assert (
        len({stock.key for stock in stocks}) == len({stock.name for stock in stocks}) == len(stocks)
    )


def test_dots_round_half_away() -> None:
    assert dots(25_400, 203) == 203
    assert dots(0, 300) == 0
    assert dots(127, 100) == 1  # half a dot


def test_an_unknown_stock_is_said() -> None:
    with pytest.raises(NotFoundError, match="no tag stock"):
        shipped_stock("nope")


def change(path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(BARBELL)
    place = data
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "not complete"),
        (change("width_um", "wide"), "not complete"),
        (change("width_um", 0), "330 mm or nothing"),
        (change("dpi", []), "dpi"),
        (change("version", 3), "newer Parure"),
        (change("kind", "rope"), "unknown"),
        (change("panels", []), "one to 8 panels"),
        (change("panels.1.name", "front"), "different names"),
        (change("panels.1.turned", 45), "other than a quarter"),
        (change("panels.1.x_um", 5_000), "lies on"),
        (change("folds", [{"upright": True, "at_um": 21_500}]), "nearer than 1 mm"),
        (change("outline", [[0, 99_000]]), "leaves the tag"),
        (change("grid", {"columns": 2, "page_width_um": 100_000}), "on each other"),
        (change("grid", {"columns": 0}), "columns"),
        (change("grid", {"columns": 3, "pitch_x_um": 60_000, "page_width_um": 100_000}), "fit on"),
        (change("panels.1.width_um", 30_000), "larger than the tag"),
        (change("panels.0.x_um", -1), "larger than the tag"),
        (change("panels.0.width_um", 22_000), "fold or tail"),
    ],
)
def test_a_stock_that_cannot_be_is_refused_in_words(data: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        stock_from(data)

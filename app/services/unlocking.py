"""Opening a shop that lies on this PC: what its folder says of it, and with which key it opens.

Apart from founding, so that a start of the program loads no more than it needs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app import keys
from app.domain.errors import ShopError
from app.shop import Shop
from app.shop_folder import DESCRIPTION, write_description


def open_shop(path: Path, phrase: str = "") -> Shop:
    """Open a shop with the key that lies on this PC, or with its recovery words.

    ShopError says how to go on: another folder, the words, a newer Parure.
    """
    described = describe(path)
    if not phrase:
        return Shop.open(path, keys.fetch(described.shop_id, described.key_place).raw)
    from app.domain.recovery import key_from  # here: the list of words is seldom needed

    raw = key_from(phrase)
    shop = Shop.open(path, raw)
    # The words were the right ones, so from now on the shop opens here without them.
    place = keys.keep(described.shop_id, raw).place.value
    if place != described.key_place:
        said = json.loads((path / DESCRIPTION).read_text("utf-8"))
        write_description(path, {**said, "key": place})
    return shop


@dataclass(frozen=True)
class Described:
    """What lies open beside a shop's sealed data: its id and where its key lies."""

    shop_id: str
    key_place: str


def describe(path: Path) -> Described:
    """Read ``shop.json``; ShopError where the folder holds no shop."""
    try:
        said = json.loads((path / DESCRIPTION).read_text("utf-8"))
        return Described(str(said["shop"]), str(said["key"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ShopError(
            "Not a shop",
            f"{path} is not a shop of Parure, or its {DESCRIPTION} is damaged.",
            "Choose the folder in which the shop lies, or restore it from a backup.",
        ) from error

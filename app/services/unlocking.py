"""Opening a shop that lies on this PC: what its folder says of it, and with which key it opens.

Apart from founding, so that a start of the program loads no more than it needs.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import keys
from app.domain.errors import ShopError, UserError
from app.shop import Shop
from app.shop_folder import DATABASE, DESCRIPTION, write_description

log = logging.getLogger(__name__)


def open_shop(path: Path, phrase: str = "") -> Shop:
    """Open a shop with the key that lies on this PC, or with its recovery words.

    A key that was changed on another PC is taken into use here first. ShopError says how to go on:
    another folder, the words, a newer Parure; also where this PC has said goodbye to the shop.
    """
    described = describe(path)
    if phrase:
        shop = _opened_by_words(path, phrase, described)
    else:
        shop = _opened_by_key(path, described)
    try:
        shop = _with_newest_key(shop, described)
        _refuse_left(shop)
    except BaseException:
        shop.close()
        raise
    return shop


def _opened_by_words(path: Path, phrase: str, described: Described) -> Shop:
    from app.domain.recovery import key_from  # here: the list of words is seldom needed

    raw = key_from(phrase)
    shop = Shop.open(path, raw)
    # The words were the right ones, so from now on the shop opens here without them.
    place = keys.take_over(described.shop_id, raw).place.value
    if place != described.key_place:
        said = json.loads((path / DESCRIPTION).read_text("utf-8"))
        write_description(path, {**said, "key": place})
    return shop


def _opened_by_key(path: Path, described: Described) -> Shop:
    raw = keys.fetch(described.shop_id, described.key_place).raw
    try:
        return Shop.open(path, raw)
    except ShopError as error:
        if error.trouble != "damaged":
            raise
        for which in (keys.NEXT, keys.BEFORE):
            with suppress(UserError):
                other = keys.fetch(described.shop_id + which, described.key_place).raw
                shop = Shop.open(path, other)
                if which == keys.NEXT:  # it was stopped just before this was noted
                    _use(described, other)
                return shop
        raise


def _with_newest_key(shop: Shop, described: Described) -> Shop:
    """Seal the database with a key that the shop has been given, before anybody works in it."""
    newest, after = max(shop.keys), shop.newest_key
    if newest == shop.key_epoch:
        return shop
    from app.models.database import Database
    from app.models.rekey import seal_anew  # here: once in a shop's life, if ever

    path, before, epoch = shop.path, shop.key, shop.key_epoch
    shop.close()

    def note(db: Database) -> None:
        db.run("INSERT OR REPLACE INTO shop_key (epoch, key) VALUES (?,?)", (epoch, before))
        db.run("DELETE FROM shop_key WHERE epoch = ?", (newest,))
        db.run("INSERT OR REPLACE INTO sync_state VALUES ('key_epoch', ?)", (str(newest),))

    used = before
    try:
        keys.keep(described.shop_id + keys.NEXT, after)
        if seal_anew(path / DATABASE, before, after, note):
            _use(described, after)
            used = after
    except (UserError, OSError) as error:  # a full disk: the shop opens all the same
        log.warning("the database keeps its key for now: %s", error)
    return Shop.open(path, used)


def _use(described: Described, after: bytes) -> None:
    keys.take_over(described.shop_id, after)
    keys.forget(described.shop_id + keys.NEXT)


def _refuse_left(shop: Shop) -> None:
    if shop.has_left:
        raise ShopError(
            "This PC has said goodbye to the shop",
            "All its work is on the shop's other PCs, and it belongs to them no more.",
            "Work on another PC. The folder of the shop can be deleted here, and this PC be wiped.",
            trouble="left",
        )


@dataclass(frozen=True)
class Described:
    """What lies open beside a shop's sealed data: its id and where its key lies."""

    shop_id: str
    key_place: str


def describe(path: Path) -> Described:
    """Read ``shop.json``; ShopError where the folder holds no shop."""
    if not path.exists():
        raise ShopError(
            "No shop there",
            f"{path} is not a shop of Parure: nothing lies there.",
            "Look how the folder of the shop is spelled. Nothing was made there.",
        )
    try:
        said = json.loads((path / DESCRIPTION).read_text("utf-8"))
        return Described(str(said["shop"]), str(said["key"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ShopError(
            "Not a shop",
            f"{path} is not a shop of Parure, or its {DESCRIPTION} is damaged.",
            "Choose the folder in which the shop lies, or restore it from a backup.",
        ) from error

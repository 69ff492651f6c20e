"""After a theft: which PCs must be started anew, because their backups still have the older key."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.services import pcs
from app.services.key_changes import is_behind, keys_here, restart_words, told_key
from app.services.presence import told
from app.services.together import RESTART, SyncStatus, status_cards
from app.services.unlocking import open_shop
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.membership import need_membership
from app.sync.new_key import take_keys
from app.sync.round import Round
from app.sync.status import OtherPc, other_pcs
from tests.conftest import SHOP_KEY
from tests.sync.pcs import Pc, house_of

ADMIN = Actor(1, "mia", "Mia", frozenset({"AD"}))


def pc(presence: str, **more: int) -> OtherPc:
    said = {"heard_at": 1, "base": 1, "version": 2, "revoked_at": 0} | more
    return OtherPc(
        7, 21, "Office", said["heard_at"], said["base"], said["version"], presence,
        said["revoked_at"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("presence", "behind"),
    [
        (told("Sara", "order", 5, 1), True),
        (told("", "", 0, 1), True),
        (told("", "", 0, 2), False),
        (told("Sara", "order", 5), False),
        ("", False),
        ("no JSON", False),
        ('["a newer program"]', False),
        ('{"key": "two"}', False),
    ],
)
def test_a_pc_says_itself_which_key_its_database_has(presence: str, behind: bool) -> None:
    assert is_behind(pc(presence), 2) is behind
    assert not is_behind(pc(presence), 1)
    assert not is_behind(pc(presence, revoked_at=5), 2)


def cards(at: Pc) -> dict[str, str]:
    db = at.shop.reader()
    try:
        status = SyncStatus(has_hub=True, reachable=True, last_met_at=1, others=other_pcs(db))
        found = status_cards(db, at.shop.settings, status, 2)
        return {card.title: card.chip.text for card in found}
    finally:
        db.close()


def words(at: Pc) -> tuple[str, str]:
    db = at.shop.reader()
    try:
        return restart_words(db, other_pcs(db))
    finally:
        db.close()


def tell(pc: Pc) -> None:
    """As its window does."""
    Round(pc.shop, pc.hub).meet(told("", "", 0, told_key(pc.shop)).encode())


def start_again(pc: Pc) -> None:
    pc.hub.close()
    pc.shop.close()
    pc.shop = open_shop(pc.shop.path)
    pc.hub = need_membership(pc.shop).open()


def test_who_must_start_anew_is_shown_until_it_has(shop: Shop, tmp_path: Path) -> None:
    from app import keys
    from app.shop_folder import write_description

    (tmp_path / "hub").mkdir()
    with house_of(shop, str(tmp_path / "hub"), tmp_path, 3) as house:
        a, b, thief = house.pcs
        for one in house.pcs:
            place = keys.keep(one.shop.shop_id, SHOP_KEY).place.value
            said = {"format": 1, "shop": one.shop.shop_id, "key": place}
            write_description(one.shop.path, said)
        note_pcs(a.shop, a.hub, need_membership(a.shop).sealer())
        assert told_key(a.shop) == 0, "a shop that never had another key says nothing of it"
        assert words(a) == ("", "")
        pcs.shut_out(a.shop, ADMIN, thief.shop.site)
        assert take_keys(b.shop, b.hub)
        tell(b)
        tell(a)
        for one in (a, b):
            note_pcs(one.shop, one.hub, need_membership(one.shop).sealer())
        assert cards(a)["pc1"] == RESTART
        title, sentence = words(a)
        assert title == "Parure must be started anew on 2 PCs"
        assert "On this PC and pc1 their databases and backups" in sentence
        assert "pc1 (start Parure anew there)" in pcs.joined_words(a.shop)

        start_again(b)
        tell(b)
        note_pcs(a.shop, a.hub, need_membership(a.shop).sealer())
        assert cards(a)["pc1"] != RESTART
        assert "On this PC its database and its backups" in words(a)[1]
        assert pcs.joined_words(a.shop) == ["pc1"]
        start_again(a)
        assert words(a) == ("", "")
        db = a.shop.reader()
        assert keys_here(db) == (2, 2)
        db.close()

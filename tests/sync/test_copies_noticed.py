"""A copy of a PC, a restored backup, a hub that went back: a round notices each and loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.models.people import Party
from app.shop import Shop
from app.sync.begin import restore_hub
from app.sync.changes import outbox
from app.sync.hub import HubWentBackError, TwinError
from app.sync.identity import is_elsewhere, renew, settle
from app.sync.membership import keep, membership, need_membership
from tests.conftest import SHOP_KEY
from tests.sync.clients_told import add, names, waiting
from tests.sync.pcs import House, Pc, house_of, hub_url, joined


def test_a_copy_that_sends_under_the_same_name_is_noticed(two_pcs: House, tmp_path: Path) -> None:
    _a, b = two_pcs.pcs
    with b.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(b.shop.path, tmp_path / "clone")
    shop = Shop.open(tmp_path / "clone", SHOP_KEY)
    clone = Pc(shop, need_membership(shop).open())
    add(b, "Bea")
    add(clone, "Clone")
    b.meet()
    with pytest.raises(TwinError):
        clone.meet()
    assert names(clone) == {"Clone"}
    assert waiting(clone) == 1
    clone.hub.close()
    clone.shop.close()


def test_a_backup_that_was_restored_is_noticed_as_a_copy(two_pcs: House, tmp_path: Path) -> None:
    _a, b = two_pcs.pcs
    with b.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(b.shop.path, tmp_path / "backup")
    add(b, "Bea")
    two_pcs.together()
    shop = Shop.open(tmp_path / "backup", SHOP_KEY)
    restored = Pc(shop, need_membership(shop).open())
    with pytest.raises(TwinError):
        restored.meet()
    restored.hub.close()
    restored.shop.close()


def test_a_copy_with_an_identity_of_its_own_sends_what_neither_had_sent(
    two_pcs: House, tmp_path: Path
) -> None:
    """The copy of a PC that died sends its work; where the PC lives, both are one."""
    a, b = two_pcs.pcs
    party = add(a, "Ann")
    two_pcs.together()
    add(b, "unsent")
    with b.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="Ann, unsent")
    copy = joined(b, tmp_path / "restored", unsent=2)
    add(copy, "after")
    two_pcs.pcs.append(copy)
    assert copy.meet().sent == 3
    assert names(copy) == {"Ann, unsent", "unsent", "after"}
    add(b, "the original lives")
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == {"Ann, unsent", "unsent", "after", "the original lives"}
    with a.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM conflict") == 0
        assert db.value("SELECT count(*) FROM party") == 4


def test_a_copy_elsewhere_is_noticed_and_has_no_place_at_the_hub(
    two_pcs: House, tmp_path: Path
) -> None:
    a, _b = two_pcs.pcs
    assert not is_elsewhere(a.shop)
    with a.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(a.shop.path, tmp_path / "copy")
    shop = Shop.open(tmp_path / "copy", SHOP_KEY)
    assert is_elsewhere(shop)
    settle(shop)
    assert not is_elsewhere(shop)
    shop.close()
    renew(tmp_path / "copy", SHOP_KEY, station=50)
    shop = Shop.open(tmp_path / "copy", SHOP_KEY)
    assert membership(shop) is None
    shop.close()


def test_a_hub_that_went_back_is_noticed_and_filled_up_again(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path) as house:
        a, b = house.pcs
        add(a, "early")
        house.together()
        add(a, "late")
        add(b, "later")
        house.together()
        _cut_back(hub_kind, url, tmp_path / "hub", to=1)
        add(a, "meanwhile")
        for pc in (a, b):
            with pytest.raises(HubWentBackError, match="lacks the last 2 changes"):
                pc.meet()
        assert a.hub.head() == 1
        assert waiting(a) == 1
        assert restore_hub(b.shop) == 2
        house.together()
        house.agree()
        assert names(a) == {"early", "late", "later", "meanwhile"}


def test_a_hub_that_went_on_from_an_old_backup_is_noticed(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path, 3) as house:
        a, b, c = house.pcs
        add(a, "early")
        house.together()
        _cut_back(hub_kind, url, tmp_path / "hub", to=0)
        with c.shop.local() as db:  # as a PC that had met only the older hub
            keep(db, base=0, base_sha="")
            db.run("DELETE FROM hub_tail")
        add(c, "other")
        with c.shop.replaying() as db:
            sent = outbox(db, c.shop.site)
        packs = [need_membership(c.shop).sealer().pack(one) for one in sent]
        assert c.hub.push(0, packs)
        with pytest.raises(HubWentBackError, match="Change 1 is another one"):
            b.meet()
        with pytest.raises(Exception, match="cannot come from this PC"):
            restore_hub(b.shop)


def _cut_back(kind: str, url: str, place: Path, to: int) -> None:
    """As the hub was when only ``to`` changes were there."""
    if kind == "postgres":
        import psycopg

        with psycopg.connect(url, autocommit=True) as conn:
            row = conn.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'parure_%'"
            ).fetchone()
            assert row
            conn.execute(f"DELETE FROM {row[0]}.cs WHERE seq > {to}")
            conn.execute(
                f"UPDATE {row[0]}.pc SET last_site_seq = coalesce((SELECT max(site_seq)"
                f" FROM {row[0]}.cs WHERE cs.site = pc.site), 0)"
            )
    else:
        for path in place.glob("parure_*/log/*.cs"):
            if int(path.stem) > to:
                path.unlink()
        for path in place.glob("parure_*/pcs/*.seq"):
            path.unlink()

"""A snapshot holds the shop as it stood at one change; a new PC begins with it, also in several goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.domain.ids import new_id
from app.models import migrate, projections, schema
from app.models.database import Database
from app.models.people import Party
from app.services.check import check
from app.shop import DATABASE, Shop
from app.shop_folder import write_description
from app.sync import snapshot as snapshots
from app.sync.hub import HubError, NeedsUpdateError
from app.sync.integrate import digest
from app.sync.membership import base_of, need_membership
from app.sync.snapshot import read_contents, take_snapshot, write_snapshot
from tests.conftest import SHOP_KEY
from tests.sync.pcs import House


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "PART_CHARACTERS", 2000)


def fresh(folder: Path) -> Database:
    folder.mkdir()
    migrate.create(folder / DATABASE, SHOP_KEY, site=new_id(), station=12)
    return Database(folder / DATABASE, SHOP_KEY, free=True)


def add(shop: Shop, *names: str) -> list[int]:
    with shop.work(SYSTEM, "test") as w:
        return [w.add(Party, display=name) for name in names]


def digest_of(shop: Shop) -> str:
    with shop.replaying() as db:
        return digest(db)


def test_a_snapshot_is_the_shop_and_goes_on_where_it_was_stopped(
    two_pcs: House, tmp_path: Path
) -> None:
    a, b = two_pcs.pcs
    add(a.shop, *(f"party {n}" for n in range(300)))
    two_pcs.together()
    sealer = need_membership(a.shop).sealer()
    made = write_snapshot(a.shop, a.hub, sealer, lambda: False)
    assert made
    assert made.parts > 10
    contents = read_contents(b.hub, sealer, made)
    assert contents.tables["party"] == 300
    seen: list[tuple[int, int]] = []

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == 4:
            raise StoppedError

    db = fresh(tmp_path / "new")
    with pytest.raises(StoppedError):
        take_snapshot(db, b.hub, sealer, made, stop)
    db.close()
    db = Database(tmp_path / "new" / DATABASE, SHOP_KEY, free=True)
    take_snapshot(db, b.hub, sealer, made, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (contents.rows, contents.rows)
    assert len(seen) == made.parts - 1
    assert base_of(db) == a.hub.head() == 1
    assert digest(db) == digest_of(a.shop)
    db.begin_work()
    projections.rebuild(db)
    db.commit_work()
    db.close()


def test_what_the_hub_does_not_know_is_not_in_it(two_pcs: House, tmp_path: Path) -> None:
    a, b = two_pcs.pcs
    [party] = add(a.shop, "Ann")
    two_pcs.together()
    known = digest_of(b.shop)
    with a.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="Ann, not sent yet")
        w.add(Party, display="Bea, not sent yet")
    sealer = need_membership(a.shop).sealer()
    made = write_snapshot(a.shop, a.hub, sealer, lambda: False)
    assert made
    db = fresh(tmp_path / "new")
    take_snapshot(db, b.hub, sealer, made)
    assert digest(db) == known
    db.close()


def test_a_snapshot_of_a_newer_parure_is_refused(
    two_pcs: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    sealer = need_membership(a.shop).sealer()
    add(a.shop, "Ann")
    a.meet()
    monkeypatch.setattr(schema, "SYNCED_VERSION", schema.SYNCED_VERSION + 1)
    made = write_snapshot(a.shop, a.hub, sealer, lambda: False)
    monkeypatch.undo()
    assert made
    db = fresh(tmp_path / "new")
    with pytest.raises(NeedsUpdateError):
        take_snapshot(db, b.hub, sealer, made)
    db.close()


def test_one_that_was_replaced_meanwhile_is_begun_anew(
    two_pcs: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "PART_CHARACTERS", 2000)
    a, b = two_pcs.pcs
    sealer = need_membership(a.shop).sealer()
    first = b.hub.snapshots()[0]
    db = fresh(tmp_path / "new")

    def replaced(_done: int, _total: int) -> None:
        for n in range(2):
            add(a.shop, f"later {n}")
            a.meet()
            write_snapshot(a.shop, a.hub, sealer, lambda: False)

    if first.parts > 2:
        with pytest.raises(HubError, match="newer snapshot"):
            take_snapshot(db, b.hub, sealer, first, replaced)
    else:
        replaced(0, 0)
    take_snapshot(db, b.hub, sealer, b.hub.snapshots()[0])
    assert digest(db) == digest_of(a.shop)
    db.close()


def test_a_stopped_snapshot_is_not_listed(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    add(a.shop, *(str(n) for n in range(100)))
    a.meet()
    sealer = need_membership(a.shop).sealer()
    before = b.hub.snapshots()
    assert write_snapshot(a.shop, a.hub, sealer, lambda: True) is None
    assert b.hub.snapshots() == before
    assert write_snapshot(a.shop, a.hub, sealer, lambda: False)


def test_a_whole_shop_is_proven_by_check_after_it(two_pcs: House, tmp_path: Path) -> None:
    """The copy made of a snapshot is a shop like any other: every check of it finds nothing."""
    a, b = two_pcs.pcs
    add(a.shop, "Ann", "Bea")
    two_pcs.together()
    sealer = need_membership(a.shop).sealer()
    made = write_snapshot(a.shop, a.hub, sealer, lambda: False)
    assert made
    folder = tmp_path / "new"
    db = fresh(folder)
    take_snapshot(db, b.hub, sealer, made)
    db.begin_work()
    projections.rebuild(db)
    db.commit_work()
    db.close()
    write_description(folder, {"format": 1, "shop": a.shop.shop_id, "key": "given"})
    shop = Shop.open(folder, SHOP_KEY)
    assert check(shop).clean
    assert shop.settings.name == a.shop.settings.name
    shop.close()

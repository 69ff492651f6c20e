"""The disk fails at the n-th write of a meeting, for n = 1 … until a clean one: nothing is lost or half.

``make test`` takes a dozen n, ``make test-long`` all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from app.domain.actors import SYSTEM
from app.domain.errors import UserError
from app.models.disk import disk_trouble
from app.models.people import Party
from app.models.records import File
from app.services.check import check
from app.shop import Shop
from app.sync.membership import need_membership
from app.sync.round import Round
from tests.conftest import SHOP_KEY
from tests.robustness.failing_disk import Disk, every, failing
from tests.sync.pcs import House, Pc, house_of

FEW = 12


def add(pc: Pc, name: str) -> None:
    """A client with a photo of its own, so that a meeting also carries files."""
    data = f"the photo of {name}".encode() * 50
    digest = pc.shop.files.put(data)
    with pc.shop.work(SYSTEM, "test") as w:
        w.add(Party, display=name)
        w.add(File, sha256=digest, size=len(data), mime="image/jpeg")


def edit(pc: Pc, party: int, family: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, family=family)


def meeting(folder: Path, disk: Disk, patch: pytest.MonkeyPatch) -> UserError | None:
    """The PC in ``folder`` is started, meets and is closed on such a disk; what it says of that.

    As the engine says it: an error that is not the disk's is a fault of ours and is raised.
    """
    with failing(disk, patch):
        try:
            _met(folder)
        except (UserError, apsw.Error) as error:
            said = error if isinstance(error, UserError) else disk_trouble(error)
            if said is None:
                raise
            return said
    return None


def _met(folder: Path) -> None:
    shop = Shop.open(folder, SHOP_KEY)
    hub = need_membership(shop).open()
    try:
        round_ = Round(shop, hub)
        round_.meet()
        round_.courier.carry(lambda: False)
    finally:
        hub.close()
        with suppress(apsw.Error):
            shop.close()


def both_work(house: House, party: int, n: int) -> None:
    """What a meeting has to bring together: both ways, with a clash, with photos."""
    a, b = house.pcs
    add(a, f"a {n}")
    edit(a, party, f"of a {n}")
    a.meet()
    add(b, f"b {n}")
    edit(b, party, f"of b {n}")


def after(house: House, counted: int) -> None:
    """All is there, at both, once."""
    house.together()
    house.agree()
    for pc in house.pcs:
        courier = Round(pc.shop, pc.hub).courier
        with pc.shop.local() as db:
            db.run("UPDATE file_transfer SET next_try_at = 0")
        while courier.carry(lambda: False):
            pass
        with pc.shop.replaying() as db:
            assert db.value("SELECT count(*) FROM party WHERE display <> 'Ann'") == counted
            files = [row[0] for row in db.rows('SELECT sha256 FROM "file"')]
        assert all(pc.shop.files.has(digest) for digest in files)


@pytest.mark.parametrize("many", [FEW, pytest.param(0, marks=pytest.mark.long)])
def test_a_meeting_on_a_failing_disk(
    shop: Shop, hub_kind: str, fresh_hub: Callable[[], str], fast: Path, many: int
) -> None:
    patch = pytest.MonkeyPatch()
    assert hub_kind
    with house_of(shop, fresh_hub(), fast) as house:
        a, b = house.pcs
        with a.shop.work(SYSTEM, "test") as w:
            party = w.add(Party, display="Ann")
        house.together()
        both_work(house, party, 0)
        counted = Disk()
        b.shop.close()
        assert meeting(b.shop.path, counted, patch) is None
        b.open_again()
        after(house, 2)
        refused = 0
        for turn, n in enumerate(every(counted.seen, many, 3), 1):
            both_work(house, party, n)
            b.shop.close()
            refused += meeting(b.shop.path, Disk(n, full=n % 2 == 0), patch) is not None
            b.open_again()
            after(house, 2 * turn + 2)
        assert refused > 0
        report = check(b.shop)
        assert report.clean, [problem.sentence for problem in report.problems]

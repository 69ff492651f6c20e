"""The disk fails at the n-th write, for n = 1 … until a clean run: a sentence, nothing half, and on it goes.

In save, backup, migrate and restore. ``make test`` takes a dozen n of each, ``make test-long`` all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from app.domain.actors import Actor
from app.domain.errors import UserError
from app.models.database import Database
from app.models.migrate import ShopRunner
from app.services import restoring
from app.services.backups import Place, add_place, back_up_to, places
from app.services.check import check
from app.services.parties import add_party
from app.services.party_forms import PartyForm
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.backup.whole_state import state, without_last_work
from tests.conftest import SHOP_KEY
from tests.models.test_migrate import KEY, old_shop
from tests.robustness.failing_disk import Disk, every, failing

FEW = 12


@pytest.fixture
def patch() -> pytest.MonkeyPatch:
    return pytest.MonkeyPatch()


def tried(act: Callable[[], object]) -> UserError | None:
    """What was refused; anything else that is raised fails the test."""
    said: UserError | None = None
    try:
        act()
    except UserError as refusal:
        said = refusal
    assert said is None or (said.title and said.message)
    return said


def points(total: int, many: int, seed: int = 3) -> list[tuple[int, bool]]:
    """(n, whether the disk is full rather than failing)."""
    return [(n, n % 2 == 0) for n in every(total, many, seed)]


# ---------------------------------------------------------------------- save
def saving(house: Shop, sara: Actor, patch: pytest.MonkeyPatch, many: int) -> None:
    folder = house.path
    house.close()

    def save(shop: Shop) -> None:
        with shop.work(sara, "add_party") as w:
            add_party(w, PartyForm(given="Clara", family="Whitcombe"))
        add_pieces(shop, sara, 1, start=99)

    def run(disk: Disk, copy: Path) -> tuple[UserError | None, list[str]]:
        states: list[str] = []

        def all_of_it() -> None:
            shop = Shop.open(copy, SHOP_KEY)
            try:
                save(shop)
            finally:
                with suppress(apsw.Error):
                    shop.close()

        with failing(disk, patch):
            return tried(all_of_it), states

    counted = Disk()
    shutil.copytree(folder, folder.with_name("count"))
    assert run(counted, folder.with_name("count"))[0] is None
    for n, full in points(counted.seen, many):
        copy = folder.with_name(f"save-{n}")
        shutil.copytree(folder, copy)
        refusal, _ = run(Disk(n, full=full), copy)
        shop = Shop.open(copy, SHOP_KEY)
        reader = shop.reader()
        whole = reader.row("SELECT (SELECT count(*) FROM party), (SELECT count(*) FROM piece)")
        reader.close()
        assert whole in ([(0, 0), (1, 0), (1, 1)] if refusal else [(1, 1)]), n
        report = check(shop)
        assert report.clean, (n, [p.sentence for p in report.problems])
        if refusal:
            save(shop)
        shop.close()
        shutil.rmtree(copy)


def test_saving(house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch) -> None:
    saving(house, staff["sara"], patch, FEW)


@pytest.mark.long
def test_saving_at_every_write(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch
) -> None:
    saving(house, staff["sara"], patch, 0)


# ---------------------------------------------------------------------- backup
def stick_of(house: Shop, adam: Actor, folder: Path) -> Place:
    folder.mkdir()
    add_place(house, adam, folder)
    reader = house.reader()
    try:
        return places(reader)[-1]
    finally:
        reader.close()


def backing_up(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, folder: Path, many: int
) -> None:
    add_pieces(house, staff["sara"], 2)
    before = state(house)
    counted = Disk()
    with failing(counted, patch):
        first = back_up_to(house, stick_of(house, staff["adam"], folder / "count"))
    assert first.proven_at
    for n, full in points(counted.seen, many):
        place = stick_of(house, staff["adam"], folder / f"stick-{n}")
        with failing(Disk(n, full=full, stays=full), patch):
            tried(lambda place=place: back_up_to(house, place))
        assert state(house) == before
        # A half one is never offered, and the next one is whole.
        for choice in _choices(place.path):
            assert restoring.what_is_in(choice, SHOP_KEY).counts["piece"] == 2
        run = back_up_to(house, place)
        assert run.proven_at, (n, run.error)
        halves = [p for p in place.path.glob("*/*/20*") if not (p / "manifest.json").exists()]
        assert halves == []
        shutil.rmtree(place.path)


def _choices(folder: Path) -> list[restoring.Choice]:
    with suppress(UserError):
        return restoring.choices(folder)
    return []


def test_backing_up(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backing_up(house, staff, patch, tmp_path, FEW)


@pytest.mark.long
def test_backing_up_at_every_write(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backing_up(house, staff, patch, tmp_path, 0)


# ---------------------------------------------------------------------- restore
def restored(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, folder: Path, many: int
) -> None:
    add_pieces(house, staff["sara"], 2)
    back_up_to(house, stick_of(house, staff["adam"], folder / "stick"))
    before = state(house)
    house.close()
    choice = restoring.choices(folder / "stick")[0]

    def run(target: Path) -> None:
        shop, _ = restoring.restore(choice, SHOP_KEY, target)
        try:
            restoring.bring_photos(target, SHOP_KEY)
        finally:
            with suppress(apsw.Error):
                shop.close()

    counted = Disk()
    with failing(counted, patch):
        run(folder / "count")
    for n, full in points(counted.seen, many):
        target = folder / f"back-{n}"
        with failing(Disk(n, full=full), patch):
            refusal = tried(lambda target=target: run(target))
        if refusal and not target.exists():
            run(target)  # nothing is left that is in the way
        shop = Shop.open(target, SHOP_KEY)
        restoring.bring_photos(target, SHOP_KEY)
        assert without_last_work(shop) == before, n
        report = check(shop)
        assert report.clean, (n, [p.sentence for p in report.problems])
        shop.close()
        shutil.rmtree(target)


def test_restoring(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    restored(house, staff, patch, tmp_path, FEW)


@pytest.mark.long
def test_restoring_at_every_write(
    house: Shop, staff: dict[str, Actor], patch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    restored(house, staff, patch, tmp_path, 0)


# ---------------------------------------------------------------------- migrate
def migrating(patch: pytest.MonkeyPatch, folder: Path, many: int) -> None:
    template = old_shop(folder / "template")

    def run(copy: Path) -> None:
        shop = Shop.open(copy, KEY)
        with suppress(apsw.Error):
            shop.close()

    counted = Disk()
    shutil.copytree(template, folder / "count")
    with failing(counted, patch):
        run(folder / "count")
    for n, full in points(counted.seen, many):
        copy = folder / f"old-{n}"
        shutil.copytree(template, copy)
        with failing(Disk(n, full=full), patch):
            tried(lambda copy=copy: run(copy))
        db = Database(copy / "shop.db", KEY, free=True)
        applied = len(ShopRunner(db).applied())
        assert applied in (1, len(ShopRunner(db).status())), (n, "neither old nor new")
        assert db.value("SELECT count(*) FROM user") == 2
        db.close()
        shop = Shop.open(copy, KEY)
        report = check(shop)
        assert report.clean, (n, [p.sentence for p in report.problems])
        shop.close()
        shutil.rmtree(copy)


def test_migrating(patch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    migrating(patch, tmp_path, FEW)


@pytest.mark.long
def test_migrating_at_every_write(patch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    migrating(patch, tmp_path, 0)

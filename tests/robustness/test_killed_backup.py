"""Killed in the middle of a backup or a restore: what was said holds, and the next one goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.backup import archive
from app.domain.actors import Actor
from app.domain.errors import FileError
from app.services import restoring
from app.services.backups import add_place, back_up_to, places
from app.services.check import check
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.robustness.backup_steps import TIMES
from tests.robustness.killing import KEY, run_and_kill

STEP_S = 0.35
"""About as long as one backup of the small house takes: the kill falls anywhere in it."""


def filled(house: Shop, staff: dict[str, Actor], stick: Path) -> None:
    """The house with pieces, and a stick for it."""
    add_pieces(house, staff["sara"], 8)
    stick.mkdir()
    add_place(house, staff["adam"], stick)


def killed_backup(house: Shop, staff: dict[str, Actor], stick: Path, seed: int) -> None:
    filled(house, staff, stick)
    house.close()
    said = run_and_kill(seed, TIMES + 1, "backup_steps", "backup", house.path, longest_s=STEP_S)[1:]
    try:
        kept = {one.folder.name: one for one in archive.find(stick)}
    except FileError:
        kept = {}
    # Of backups in the same hour the newest is kept: the last that was said is there, and whole.
    if said:
        assert said[-1] in kept or max(kept) > said[-1]
    shop = Shop.open(house.path, KEY)
    reader = shop.reader()
    place = places(reader)[0]
    reader.close()
    run = back_up_to(shop, place)
    assert run.proven_at, run.error
    home = archive.find(stick)[0].folder.parent
    assert archive.half(home) == []
    report = check(shop)
    assert report.clean, [problem.sentence for problem in report.problems]
    shop.close()


def killed_restore(house: Shop, staff: dict[str, Actor], folder: Path, seed: int) -> None:
    stick, target = folder / "stick", folder / "back"
    filled(house, staff, stick)
    reader = house.reader()
    back_up_to(house, places(reader)[0])
    reader.close()
    house.close()
    said = run_and_kill(seed, 3, "backup_steps", "restore", stick, target, longest_s=STEP_S / 2)
    assert target.exists() or "lists" not in said, "it was said that they are there"
    if not target.exists():
        shop, _ = restoring.restore(restoring.choices(stick)[0], KEY, target)
    else:
        shop = Shop.open(target, KEY)
    restoring.bring_photos(target, KEY)
    assert len(list(shop.files.digests())) == 8
    assert list(shop.files.damaged()) == []
    reader = shop.reader()
    assert reader.value("SELECT count(*) FROM piece") == 8
    reader.close()
    report = check(shop)
    assert report.clean, [problem.sentence for problem in report.problems]
    shop.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_backup(house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int) -> None:
    killed_backup(house, staff, tmp_path / "stick", seed)


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_restore(house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int) -> None:
    killed_restore(house, staff, tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 54))
def test_a_killed_backup_many_times(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    killed_backup(house, staff, tmp_path / "stick", seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 54))
def test_a_killed_restore_many_times(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    killed_restore(house, staff, tmp_path, seed)

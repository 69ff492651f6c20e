"""Bringing a lost PC back: the lists, then the photos, against a plain copy of the same files.

A tenth of 50,000 pieces and a fiftieth of 20 GB of photos; the last line is what the whole would take.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from app.domain.actors import CLI
from app.services import restoring
from app.services.backups import back_up_into
from app.services.founding import found_shop
from tests.bench.filling import KEY, fill
from tests.bench.measure import Figure, once, told, within

PIECES, ORDERS = 5_000, 20_000
PHOTOS, PHOTO_BYTES = 200, 2_000_000
WHOLE_PIECES, WHOLE_BYTES = 50_000, 20_000_000_000
MOST_MS = 15 * 60_000


def run() -> list[Figure]:
    """Backup, lists back, photos back, and the floors of both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shop = found_shop(
            folder / "shop", name="Hallam & Vey", currency="USD", zone="UTC", key=KEY
        ).shop
        fill(shop, PIECES, ORDERS)
        for _ in range(PHOTOS):
            shop.files.put(os.urandom(PHOTO_BYTES))
        stick = folder / "stick"
        first = once(lambda: back_up_into(shop, CLI, stick))
        again = once(lambda: back_up_into(shop, CLI, stick))
        shop.close()
        choice = restoring.choices(stick)[0]
        archive = choice.archive
        lists_floor = once(lambda: _copied(archive.database, folder / "floor.db"))
        photos_floor = once(lambda: _all_copied(archive.pool, folder / "floor"))
        opened = []
        os.environ["PARURE_KEY"] = "file"
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        lists = once(lambda: opened.append(restoring.restore(choice, KEY, folder / "back")[0]))
        photos = once(lambda: restoring.bring_photos(folder / "back", KEY))
        opened[0].close()
        megabytes = archive.manifest.database_bytes / 1e6
    scale_rows, scale_bytes = WHOLE_PIECES / PIECES, WHOLE_BYTES / (PHOTOS * PHOTO_BYTES)
    whole = lists * scale_rows + photos * scale_bytes
    floor = lists_floor * scale_rows + photos_floor * scale_bytes
    return [
        told(f"backup and proof, {PIECES:,} pieces, 0.4 GB, the first", first),
        told("backup and proof, the next (no photo is new)", again),
        told(f"restore: lists usable, {PIECES:,} pieces ({megabytes:.0f} MB)", lists, lists_floor),
        told("restore: lists, a piece", lists / PIECES, lists_floor / PIECES),
        told("restore: photos, a GB", photos * 2.5, photos_floor * 2.5),
        told("restore: lists usable, 50,000 pieces (scaled)", lists * scale_rows),
        told("  a plain copy of the same files (scaled)", floor),
        within("restore: 50,000 pieces and 20 GB (scaled)", whole, MOST_MS),
    ]


def _copied(source: Path, target: Path) -> None:
    """A plain copy that is on the disk for good."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _all_copied(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            _copied(path, target / path.relative_to(source))

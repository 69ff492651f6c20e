"""Tidying a place takes nothing away that a backup there needs, readable here or not."""

from __future__ import annotations

import json
from pathlib import Path

from app.backup import archive, keeping
from app.backup.make import make
from app.domain.ids import now_ms
from app.shop import Shop

DAY_MS = 86_400_000


def test_photos_of_a_newer_parures_backup_stay(shop: Shop, tmp_path: Path) -> None:
    """Two PCs share a stick, and one of them was updated first."""
    home = tmp_path / "stick" / "parure-backup" / "shop"
    home.mkdir(parents=True)
    photo, gone = shop.files.put(b"a ring"), shop.files.put(b"nobody needs it")
    newer = make(shop, home).archive
    shop.files.remove(photo)
    older = make(shop, home).archive
    shop.files.remove(gone)
    make(shop, home)
    said = json.loads((newer.folder / archive.MANIFEST).read_text("utf-8"))
    (newer.folder / archive.MANIFEST).write_text(json.dumps({**said, "format": 99}), "utf-8")
    (newer.folder / archive.FILES).write_text(f"{photo} 6\n")

    assert keeping.tidy(home, set(), now_ms() + 3 * DAY_MS) == [older.folder.name]
    assert archive.shelf(newer.pool, photo).exists()
    assert not archive.shelf(newer.pool, gone).exists()

"""The folder of a shop: which files make it one, and whether a new shop may be made there.

Apart from ``app.shop``, so that looking at folders loads no database.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

DATABASE = "shop.db"
DESCRIPTION = "shop.json"
"""What makes a folder a shop: its id, and where its key lies. Nothing of the shop's business."""
BUILDING = "founding"
"""The folder in which a new shop is made before it appears in its own, whole."""
JOINING = "joining"
"""The folder in which a shop that is joined is put together, for days if need be."""


def is_free(folder: Path) -> bool:
    """Whether a new shop may be made there: nothing is there, or what was begun and never ended."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    names = {entry.name for entry in folder.iterdir()}
    begun = {BUILDING, JOINING}
    return not names or (bool(names & begun) and names <= {*begun, DATABASE})


def begin_building(path: Path) -> Path:
    """An empty folder for a new shop to be made in; what was begun there and never ended is gone."""
    building = path / BUILDING
    for begun in (building, path / JOINING):
        shutil.rmtree(begun, ignore_errors=True)
    (path / DATABASE).unlink(missing_ok=True)  # of a founding that was stopped at its very end
    building.mkdir(parents=True)
    return building


def finish_building(path: Path) -> None:
    """The shop that was made appears in its own folder, whole."""
    building = path / BUILDING
    os.replace(building / DATABASE, path / DATABASE)
    os.replace(building / DESCRIPTION, path / DESCRIPTION)  # from here on it is a shop
    shutil.rmtree(building, ignore_errors=True)


def write_description(folder: Path, said: dict[str, Any]) -> None:
    """Write ``shop.json`` whole or not at all: without it nobody knows which key opens the shop."""
    fresh = folder / f"{DESCRIPTION}.fresh"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, folder / DESCRIPTION)

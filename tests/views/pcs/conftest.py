"""The house and its window, with a hub in a folder and a second PC for these sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.actors import CLI
from app.services import joining, pcs
from app.services.hub_setup import init_hub, meet_now
from app.shop import Shop
from tests.views.floor import Floor
from tests.views.floor import sit as sit


@dataclass
class Two:
    """The window of the first PC, and the second PC's shop."""

    floor: Floor
    second: Shop


@pytest.fixture
def hub_place(tmp_path: Path) -> Path:
    """A folder on the file server."""
    place = tmp_path / "server"
    place.mkdir()
    return place


@pytest.fixture
def two(house: Shop, hub_place: Path, tmp_path: Path, sit: Callable[[str], Floor]):  # type: ignore[no-untyped-def]
    """Mia sits at the first of two PCs."""
    init_hub(house, CLI, str(hub_place), name="Counter")
    door = pcs.invite_pc(house, CLI)
    second = joining.join_shop(tmp_path / "second", door.address, door.code, "Workshop")
    meet_now(second, CLI)
    meet_now(house, CLI)
    yield Two(sit("mia"), second)
    second.close()

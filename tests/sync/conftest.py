"""Two copies of the furnished house that meet at a hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.sync.hubs import KINDS
from tests.sync.meeting import Hub, two_copies
from tests.sync.pcs import House, house_of, hub_url
from tests.sync.postgres import Server


@pytest.fixture
def houses(house: Shop, tmp_path: Path) -> Iterator[tuple[Shop, Shop, Hub]]:
    """The house at stations 10 and 11, and the hub between them."""
    with two_copies(house, SHOP_KEY, tmp_path / "second") as (a, b, hub):
        yield a, b, hub


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of this test process's own."""
    server = Server.make()
    yield server
    server.remove()


@pytest.fixture(params=KINDS)
def hub_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of hub."""
    return str(request.param)


@pytest.fixture
def two_pcs(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[House]:
    """Two PCs of an empty shop around a hub of each kind."""
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path) as made:
        yield made

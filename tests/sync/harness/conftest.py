"""The furnished shop of all histories, a fresh hub, and a folder that is quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.harness.furnished import Furnished, fast_folder, furnish
from tests.sync.pcs import hub_url


@pytest.fixture(scope="session")
def furnished(furnished_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The closed shop with which each history begins."""
    return furnish(furnished_shop, tmp_path_factory.mktemp("histories") / "shop")


@pytest.fixture
def fast() -> Iterator[Path]:
    """A folder of this test's own, in memory if there is such a place."""
    with fast_folder() as folder:
        yield folder


@pytest.fixture
def fresh_hub(hub_kind: str, fast: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Where a fresh hub of this kind can be set up."""
    return lambda: hub_url(hub_kind, fast / "hub", lambda: request.getfixturevalue("postgres"))

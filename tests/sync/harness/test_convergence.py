"""Whatever three to five PCs do with the real services, over whatever network: all end alike.

Each history comes from a seed: people work, cables are pulled, programs are killed, answers are lost,
clocks are wrong, the hub restarts, a newer Parure comes in the middle. At quiet points nothing that
was saved is missing, every value that lost is recorded, and all know the same.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.harness.furnished import Furnished
from tests.sync.harness.history import history, seeds
from tests.sync.postgres import Server

SHORT, LONG = 5, 100
"""Seeds for each kind of hub."""


@pytest.mark.parametrize("seed", seeds(SHORT, LONG))
def test_histories_converge(
    furnished: Furnished,
    hub_kind: str,
    fresh_hub: Callable[[], str],
    fast: Path,
    request: pytest.FixtureRequest,
    seed: int,
) -> None:
    long = seed >= SHORT or "PARURE_OPERATIONS" in os.environ
    operations = int(os.environ.get("PARURE_OPERATIONS", "500" if long else "60"))

    def restart() -> None:
        if hub_kind == "postgres" and (long or seed == 0):
            server: Server = request.getfixturevalue("postgres")
            server.stop(signal.SIGQUIT)
            server.start()

    world = history(
        furnished,
        hub_kind,
        fresh_hub(),
        fast,
        seed,
        operations,
        restart=restart,
        quiets=4 if long else 2,
    )
    assert world.seen["operations"] == operations
    assert len(world.journal.units) > operations // 4
    if os.environ.get("PARURE_SEED"):
        sys.stderr.write(f"{world.seen}\n{world.weather.seen}\n")

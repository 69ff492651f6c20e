"""Whatever three to five PCs do with the real services, over whatever network: all end alike at a PostgreSQL.

Each history comes from a seed: people work, cables are pulled, programs are killed, answers are lost,
clocks are wrong, the hub restarts, a newer Parure comes in the middle. At quiet points nothing that
was saved is missing, every value that lost is recorded, and all know the same.
"""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.sync.harness.furnished import Furnished
from tests.sync.harness.history import SHORT, converges, seeds
from tests.sync.postgres import Server


@pytest.mark.parametrize("seed", seeds())
def test_histories_converge_at_a_database(
    furnished: Furnished, postgres: Server, fast: Path, seed: int
) -> None:
    def restart() -> None:
        if seed == 0 or seed >= SHORT:
            postgres.stop(signal.SIGQUIT)
            postgres.start()

    converges(furnished, "postgres", postgres.empty_database(), fast, seed, restart)

"""Clerks as processes of their own, each at work on one PC's shop while it syncs: to be killed.

Run as ``python -m``. It reads ``<number> <seed>`` and starts that clerk, as a copy of itself that has
everything loaded already; the clerk says each unit of work after it was saved, and nothing before.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from random import Random

import psycopg  # noqa: F401  loaded once, before the clerks are copied

from app.domain.errors import UserError
from app.services.settings import PRINT_FOLDER, put_here
from app.shop import Shop
from app.sync.engine import Engine
from tests.conftest import SHOP_KEY
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.sync.harness.furnished import Furnished

POLL_S = 0.1


def say(words: str) -> None:
    """One line to whoever kills; whole or not at all."""
    os.write(sys.stdout.fileno(), f"{words}\n".encode())


def work(folder: Path, number: str, seed: str, furnished: Furnished) -> None:
    """Work for ever, as a clerk does, and let the engine sync beside it."""
    assert ALL  # the steps are known
    shop = Shop.open(folder / f"pc{number}", SHOP_KEY)
    put_here(shop, PRINT_FOLDER, str(folder / f"printed{number}"))
    reader = shop.reader()
    last = "SELECT id FROM work WHERE site = ? ORDER BY site_seq DESC LIMIT 1"
    engine = Engine(shop, poll_s=POLL_S)
    engine.start()
    ring = shop.on_saved

    def saved() -> None:
        say(f"{number} saved {reader.value(last, (shop.site,))}")
        ring()

    shop.on_saved = saved
    say(f"{number} ready {os.getpid()}")
    worker = Shopful(
        shop, furnished.staff, Random(seed), list(furnished.photos), list(furnished.files)
    )
    while True:
        worker.take_any()
        trouble = engine.status.trouble
        assert trouble is None or trouble.kind == "HubAwayError", trouble


def start(folder: Path, number: str, seed: str, furnished: Furnished) -> int:
    """A clerk at work: its process."""
    if pid := os.fork():
        return pid
    try:
        work(folder, number, seed, furnished)
    except BaseException as error:
        title = error.title if isinstance(error, UserError) else ""
        say(f"{number} failed {type(error).__name__} {title} {error!r}".replace("\n", " "))
    os._exit(1)


def main(folder: Path) -> None:
    """Start clerks as one is told to, each after the one before it at that PC is gone."""
    furnished: Furnished = pickle.loads((folder / "furnished").read_bytes())
    at_work: dict[str, int] = {}
    try:
        for line in sys.stdin:
            number, seed = line.split()
            if number in at_work:
                os.waitpid(at_work[number], 0)
            at_work[number] = start(folder, number, seed, furnished)
    finally:
        for pid in at_work.values():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

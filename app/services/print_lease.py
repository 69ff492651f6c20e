"""One writer a printer: who sends to it says so in the shop's database, and only for a while.

Within this program a lock does it; between programs (a second window, the terminal) the row, which
is renewed for as long as the printer is held, however long one call to it takes.
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.ids import now_ms
from app.models.database import Database
from app.shop import Shop

log = logging.getLogger(__name__)

LEASE_MS = 30_000
HOLDER = f"{os.getpid()}-{secrets.token_hex(4)}"
"""This run of the program."""
_locks: dict[tuple[Path, str], threading.Lock] = {}
_guard = threading.Lock()


@contextmanager
def alone(shop: Path, printer: str) -> Iterator[bool]:
    """Whether nobody else in this program sends to the printer for the length of the block."""
    with _guard:
        lock = _locks.setdefault((shop, printer), threading.Lock())
    mine = lock.acquire(blocking=False)
    try:
        yield mine
    finally:
        if mine:
            lock.release()


def take(db: Database, printer: str) -> bool:
    """Inside a transaction: take or prolong the lease; False while another program has it."""
    row = db.row("SELECT holder, until FROM printer_lease WHERE printer = ?", (printer,))
    if row and row[0] != HOLDER and _runs(row[1]) and lives(row[0]):
        return False
    db.run(
        "INSERT OR REPLACE INTO printer_lease (printer, holder, until) VALUES (?, ?, ?)",
        (printer, HOLDER, now_ms() + LEASE_MS),
    )
    return True


def drop(db: Database, printer: str) -> None:
    """Inside a transaction: others may send now."""
    db.run("DELETE FROM printer_lease WHERE printer = ? AND holder = ?", (printer, HOLDER))


@contextmanager
def renewed(shop: Shop, printer: str) -> Iterator[None]:
    """Keep our lease for the length of the block, beside whatever call to the printer takes its time.

    It is our program's own thread that does it: killed or frozen, it renews nothing any more.
    """
    over = threading.Event()
    keeper = threading.Thread(
        target=_renew_until, args=(over, shop, printer), name=f"lease {printer}", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()  # else its last renewal could come after the lease was given up


def _renew_until(over: threading.Event, shop: Shop, printer: str) -> None:
    while not over.wait(LEASE_MS / 3000):
        try:
            with shop.local() as db:
                db.run(
                    "UPDATE printer_lease SET until = ? WHERE printer = ? AND holder = ?",
                    (now_ms() + LEASE_MS, printer, HOLDER),
                )
        except Exception as trouble:  # a full disk, a shop that closes: the lease then just ends
            log.info("the lease of a printer was not renewed: %s", trouble)


def sends_elsewhere(db: Database, printer: str, holder: str) -> bool:
    """Whether a job's holder is another program that is at work with the printer just now."""
    if not holder or holder == HOLDER:
        return False
    until = db.value(
        "SELECT until FROM printer_lease WHERE printer = ? AND holder = ?", (printer, holder)
    )
    return bool(until) and _runs(until) and lives(holder)


def _runs(until: int) -> bool:
    """Whether a lease is not over; one longer than any is from a clock that was ahead."""
    return 0 < until - now_ms() <= LEASE_MS


def lives(holder: str) -> bool:
    """Whether the program that holds a lease still runs; one that was killed holds nothing."""
    pid = int(holder.partition("-")[0])
    if pid == os.getpid():
        return False  # an earlier program that had our number
    if sys.platform == "win32":
        return True  # there a number tells nothing without a handle: the lease's end decides
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

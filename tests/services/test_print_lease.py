"""Whoever sends keeps the printer for as long as a call to it takes, and no longer than it lives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.transports.base import Confirmation, Outgoing, PrinterStatus, Tell
from app.services import print_jobs, print_lease, print_sending
from app.services.print_store import reading
from app.services.printers import FOLDER
from app.shop import Shop
from tests.robustness.killing import ROOT
from tests.services.printing_desk import tagged_pieces, until

LEASE_MS = 9_000
"""A renewal may come seconds late on a busy PC, and the lease still runs."""


def ends_at(shop: Shop) -> int:
    """When the folder's lease ends; 0 where nobody has it."""
    with reading(shop) as db:
        return int(db.value("SELECT until FROM printer_lease WHERE printer = ?", (FOLDER,)) or 0)


def holder_of(db: Database) -> str:
    return str(db.value("SELECT holder FROM printer_lease WHERE printer = ?", (FOLDER,)))


@pytest.fixture
def job(house: Shop, staff: dict[str, Actor]) -> int:
    """A tag that waits for the folder."""
    pieces = tagged_pieces(house, staff["sara"], 1)
    return print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")


@contextmanager
def stuck_sender(shop: Shop) -> Iterator[subprocess.Popen[str]]:
    """Another program that is in the middle of a call to the folder; killed at the end."""
    words = ["tests.robustness.stuck_sender", str(shop.path), FOLDER, str(LEASE_MS)]
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "sending\n"
            yield child
        finally:
            child.kill()


class Long:
    """A way whose one call outlives several leases without a word."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.lasted = False

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        begun = ends_at(self._shop)
        until(lambda: ends_at(self._shop) > begun + 3 * print_lease.LEASE_MS)
        self.lasted = True
        return Confirmation("device", "")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok")


def test_a_call_that_tells_nothing_keeps_the_lease_and_gives_it_back(
    house: Shop, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_lease, "LEASE_MS", 90)
    way = Long(house)
    print_sending.run_queue(house, way)
    assert way.lasted
    assert ends_at(house) == 0, "and no renewal came after it"
    with reading(house) as db:
        assert db.value("SELECT state FROM print_job WHERE id = ?", (job,)) == "sent"


def test_a_lease_that_somebody_else_took_meanwhile_is_not_taken_back(
    house: Shop, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen for longer than a lease, then awake again: the printer is another program's now."""
    monkeypatch.setattr(print_lease, "LEASE_MS", 30)
    with house.local() as local:
        assert print_lease.take(local, FOLDER)
        local.run("UPDATE printer_lease SET holder = '1-0a0b0c0d', until = 12")
    beats: list[bool] = []

    class Beating:
        """An ending that comes after three renewals."""

        def wait(self, _pause_s: float) -> bool:
            beats.append(True)
            return len(beats) > 3

    print_lease._renew_until(Beating(), house, FOLDER)  # type: ignore[arg-type]
    assert len(beats) == 4
    assert ends_at(house) == 12


def test_a_program_in_a_long_call_is_not_given_up_and_a_killed_one_at_once(
    house: Shop, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_lease, "LEASE_MS", LEASE_MS)
    with stuck_sender(house) as child:
        begun = ends_at(house)
        until(lambda: ends_at(house) > begun)
        assert not print_sending.after_start(house).touched, "it is at work"
        assert not print_sending.run_queue(house).touched
        with reading(house) as db:
            assert db.value("SELECT state FROM print_job WHERE id = ?", (job,)) == "sending"
        child.kill()
        child.wait()
        left = ends_at(house)
        with monkeypatch.context() as windows:  # where a process's number tells nothing
            windows.setattr(print_lease, "lives", lambda _holder: True)
            windows.setattr(print_lease, "now_ms", lambda: left)
            with reading(house) as db:
                assert not print_lease.sends_elsewhere(db, FOLDER, holder_of(db))
        assert left <= now_ms() + LEASE_MS, "nobody renews it any more"
        print_sending.after_start(house)
    with reading(house) as db:
        assert db.value("SELECT state FROM print_job WHERE id = ?", (job,)) == "doubtful"

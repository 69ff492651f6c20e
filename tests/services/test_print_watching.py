"""What the spooler makes of a job is followed: told by the printer, waiting for paper, given up, forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.printing.transports.base import BY_SPOOLER, Confirmation, PrinterStatus
from app.printing.transports.spooling import DONE, GIVEN_UP, GONE, WAITS, OsJob, OsQueue
from app.services import print_jobs, print_queue, print_sending, print_watching
from app.services.print_parts import Part
from app.services.print_rendering import Rendered
from app.services.print_settling import settle
from app.services.print_watching import busy_printers, watch, watched
from app.services.print_workers import PrintWorkers
from app.services.printer_changes import add_printer
from app.services.printers import OS_PDF, NewPrinter
from app.services.turns import at_once
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import add_zebra, tagged_pieces, until


class Spooler:
    """A queue of the system: it has every job, and says of it what ``job_is``."""

    def __init__(self) -> None:
        self.job_is = OsJob(WAITS)
        self.tells = True

    def send_all(self, parts: object, title: str, tell: object) -> Confirmation:
        return Confirmation(BY_SPOOLER, "the system's job 7", 7)

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok")

    def job(self, os_job: int) -> OsJob:
        assert os_job == 7
        return self.job_is

    def queue(self) -> OsQueue:
        return OsQueue("LASER", "Laser", "IPP", "ipp://x", False, self.tells)


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> Spooler:
    one = Spooler()
    monkeypatch.setattr(print_watching, "way_to", lambda *_about: one)
    return one


@pytest.fixture
def job(house: Shop, staff: dict[str, Actor], spooler: Spooler) -> int:
    add_printer(house, staff["adam"], NewPrinter("Laser", OS_PDF, "LASER", purposes=("documents",)))
    paper = Part("i.pdf", b"%PDF", "document", 7)
    rendered = Rendered("invoice", "Invoice", "i.pdf", "document", 7, (paper,))
    made = print_jobs.enqueue(house, staff["sara"], rendered).first("print_job")
    print_sending.run_queue(house, spooler, "laser")
    return made


def known(db: Database, house: Shop) -> tuple[str, str, str]:
    [row] = print_queue.print_queue(db, house.settings)
    return row.group, row.known, row.tone


def test_handed_over_is_not_printed_until_the_printer_tells(
    house: Shop, job: int, spooler: Spooler, db: Database
) -> None:
    assert known(db, house) == ("Done today", "Handed to the spooler", "info")
    assert watched(db, "laser")
    assert busy_printers(db) == ["laser"]
    spooler.job_is = OsJob(WAITS, "Out of paper")
    watch(house, "laser")
    assert known(db, house) == ("Needs you", "Out of paper: will it finish?", "warn")
    assert print_queue.queue_counts(db, house.settings)["Needs you"] == 1
    spooler.job_is = OsJob(DONE, "", 2)
    watch(house, "laser")
    assert known(db, house) == ("Done today", "Printed: told by the system", "ok")
    assert not watched(db, "laser")
    words = [event.words for event in print_queue.job_card(db, house.settings, job).events]
    assert words[-1] == "Printed: 2 pages, told by the system"


def test_a_queue_that_tells_nothing_never_confirms(
    house: Shop, job: int, spooler: Spooler, db: Database
) -> None:
    spooler.tells = False
    for state in (DONE, GONE):
        spooler.job_is = OsJob(state)
        watch(house, "laser")
        assert known(db, house)[1] == "Handed to the spooler"
    assert not watched(db, "laser")


def test_what_the_system_gives_up_is_in_doubt_and_a_person_says(
    house: Shop, staff: dict[str, Actor], job: int, spooler: Spooler, db: Database
) -> None:
    spooler.job_is = OsJob(GIVEN_UP, "deleted from the queue")
    watch(house, "laser")
    assert known(db, house)[:2] == (
        "Needs you",
        "Doubtful: the system gave it up: deleted from the queue",
    )
    settle(house, staff["sara"], job, "none")
    assert db.value("SELECT state FROM print_job") == "queued"
    assert db.rows("SELECT outcome FROM printed") == [("sent",), ("not_printed",)]


def test_each_printer_has_a_thread_and_one_that_stands_still_holds_up_no_other(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    with ZebraStandIn() as good, ZebraStandIn() as away:
        away.silent = True
        first = add_zebra(house, staff["adam"], away.address, "Silent")
        second = add_zebra(house, staff["adam"], good.address, "Good")
        pieces = tagged_pieces(house, staff["sara"], 2)
        print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1], printer=first.key)
        print_jobs.print_tags(house, staff["sara"], "piece", pieces[1:], printer=second.key)
        told: list[Changes] = []
        workers = PrintWorkers(house, at_once, told.append)
        workers.wake(busy_printers(db))
        until(lambda: len(good.printed) == 1)
        assert away.printed == []
        names = {thread.name for thread in threading.enumerate()}
        assert {"printer silent", "printer good"} <= names
        workers.stop()
        assert not workers.busy
        assert not {t.name for t in threading.enumerate()} & {"printer silent", "printer good"}
    states: dict[str, str] = dict(db.rows("SELECT printer, state FROM print_job"))
    assert states == {"silent": "queued", "good": "sent"}
    assert any(changes.touches("print_job") for changes in told)

"""While a long job is being sent the queue says how far it is, and never more than is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.printing.transports.base import Confirmation, Outgoing, PrinterStatus, Progress, Tell
from app.services import print_jobs
from app.services.print_parts import many_things
from app.services.print_queue import print_queue
from app.services.print_sending import run_queue
from app.services.print_store import reading
from app.services.printer_changes import add_printer
from app.services.printers import NewPrinter
from app.shop import Shop
from tests.services.printing_desk import ROLL, tagged_pieces

TOLD = (
    (Progress(1, 0), "Sending 1 of 4"),
    (Progress(3, 1), "Sending 3 of 4, 1 printed"),
    (Progress(3, 1, "Out of labels", "paper_out"), "Out of labels: goes on by itself"),
    (Progress(4, 2), "Sending 4 of 4, 2 printed"),
)


class Slow:
    """A label printer that says now and then how far it is; what the queue says then is kept."""

    def __init__(self, told: Sequence[Progress], look: Callable[[], str]) -> None:
        self.told, self.look = told, look
        self.said: list[str] = []

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        for progress in self.told:
            tell(progress)
            self.said.append(self.look())
        return Confirmation("device", "printer")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok", "")


@pytest.fixture
def look(house: Shop) -> Callable[[], str]:
    def said() -> str:
        with reading(house) as db:
            return print_queue(db, house.settings)[0].known

    return said


def stored_tags(house: Shop, staff: dict[str, Actor], many: int) -> int:
    new = NewPrinter("Counter", "os_raw", "ZD", stock=ROLL, purposes=("tags",))
    add_printer(house, staff["adam"], new)
    pieces = tagged_pieces(house, staff["sara"], many)
    return print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")


def test_what_left_and_what_is_printed_is_said_as_it_goes(
    house: Shop, staff: dict[str, Actor], look: Callable[[], str]
) -> None:
    stored_tags(house, staff, 4)
    slow = Slow([progress for progress, _ in TOLD], look)
    run_queue(house, slow, "counter")
    assert slow.said == [words for _, words in TOLD]
    assert look() == "Printed: confirmed by printer"


def test_a_file_for_all_and_a_single_label_say_no_number(
    house: Shop, staff: dict[str, Actor], look: Callable[[], str]
) -> None:
    stored_tags(house, staff, 3)
    spooler = Slow([Progress(3, 0)], look)
    run_queue(house, spooler, "counter")
    assert spooler.said == ["Sending"]
    [piece] = tagged_pieces(house, staff["sara"], 1)
    print_jobs.print_tags(house, staff["sara"], "piece", [piece])
    single = Slow([Progress(1, 0)], look)
    run_queue(house, single, "counter")
    assert single.said == ["Sending"]


def test_the_pages_hear_of_a_job_when_it_begins_to_leave(
    house: Shop, staff: dict[str, Actor], look: Callable[[], str]
) -> None:
    job = stored_tags(house, staff, 2)
    heard: list[tuple[int, str]] = []

    def turn(write: Callable[[], Changes]) -> Changes:
        changes = write()
        heard.extend((job_id, look()) for job_id in changes.ids("print_job"))
        return changes

    run_queue(house, Slow([], look), "counter", turn)
    assert heard[0] == (job, "Sending 1 of 2")


def test_a_damaged_bundle_counts_nothing() -> None:
    assert many_things(b"no bundle") == 0

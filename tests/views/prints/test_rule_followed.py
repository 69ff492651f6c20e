"""The rule of the workshop, from the job that is made to two bags at the printer, through the window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pypdfium2 import PdfDocument
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.printing.transports.base import Confirmation, Outgoing, PrinterStatus, Progress, Tell
from app.services import jobs, printer_ways
from app.services.print_rules import add_rule
from app.services.print_store import reading
from app.services.printer_changes import add_printer
from app.services.printers import OS_PDF, NewPrinter
from app.shop import Shop
from app.views.frame.window import MainWindow
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import furnished_counter, reviewed


class Laser:
    """A printer of papers that keeps each sheet of paper that it was told to print."""

    def __init__(self) -> None:
        self.bags: list[bytes] = []

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        for nth, part in enumerate(parts, 1):
            tell(Progress(nth, 0))
            self.bags += [part.data] * part.copies
        return Confirmation("spooler", "job 7")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok", "")


def test_a_job_made_prints_two_bags_in_the_workshop(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    evidence_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laser = Laser()
    monkeypatch.setattr(printer_ways, "_through_cups", lambda *_: laser)
    monkeypatch.setattr(printer_ways, "_through_windows", lambda *_: laser)
    new = NewPrinter("Workshop laser", OS_PDF, "Workshop", purposes=("bags",))
    add_printer(house, staff["adam"], new)
    add_rule(house, staff["adam"], "job_made", "job_bag", "workshop-laser", 2)
    counter = furnished_counter(house, staff)
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    desk = evidence_window.desk
    desk.session.sign_in(staff["olga"])

    def send(w: object) -> Changes:
        return jobs.send_to_bench(w, order_id=order_id, due_on="2026-12-04")  # type: ignore[arg-type]

    desk.work("send", send)
    qtbot.waitUntil(lambda: len(laser.bags) == 1)
    said = [page.get_textpage().get_text_range() for page in PdfDocument(laser.bags[0])]
    assert [nth for nth in ("1 of 2", "2 of 2") if any(nth in page for page in said)] == [
        "1 of 2",
        "2 of 2",
    ]
    assert not any("1 of 1" in page for page in said)

    def told() -> bool:
        with reading(house) as db:
            rows = db.rows("SELECT job_kind, printer, copies, state FROM print_job")
        return rows == [("job_bag", "workshop-laser", 1, "sent")]

    qtbot.waitUntil(told)
    with reading(house) as db:
        facts = db.rows("SELECT subject_kind, copies, outcome, printer FROM printed")
    assert facts == [("document", 1, "sent", "workshop-laser")]

"""A sales receipt on the till's roll: the printer's own bytes, and every other paper elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError
from app.models.orders import Payment
from app.services import print_jobs, print_sending, sale_papers
from app.services.print_drawer import opens_drawer, set_drawer
from app.services.print_store import reading, stored_job
from app.services.printer_changes import add_printer
from app.services.printers import FOLDER, THERMAL, NewPrinter
from app.services.till_receipts import drawer_kick, receipt_bytes
from tests.printing.transports.test_thermal import Till
from tests.services.test_sale_papers import Counter
from tests.services.test_sale_papers import counter as counter
from tests.services.test_sale_papers import order as order


@pytest.fixture
def till() -> Iterator[Till]:
    one = Till()
    yield one
    one.close()


def test_a_receipt_goes_to_the_till_and_a_packing_slip_does_not(
    counter: Counter, order: int, till: Till, tmp_path: Path
) -> None:
    house, olga = counter.house, counter.staff["olga"]
    print_jobs.set_folder(house, tmp_path / "out")
    add_printer(
        house,
        counter.staff["adam"],
        NewPrinter("Till", THERMAL, till.address, purposes=("receipts",)),
    )
    receipt = counter.say("receipt", "olga", sale_papers.make_sales_receipt, order_id=order)
    slip = counter.say("slip", "olga", sale_papers.make_packing_slip, order_id=order)
    wanted = counter.read(receipt_bytes, receipt.first("document"))
    job = print_jobs.print_document(house, olga, receipt.first("document")).first("print_job")
    other = print_jobs.print_document(house, olga, slip.first("document")).first("print_job")
    with reading(house) as db:
        stored = stored_job(db, job)
        assert (stored.printer, stored.file_name.rpartition(".")[2]) == ("till", "escpos")
        assert stored_job(db, other).printer == FOLDER
    print_sending.run_queue(house, printer="till")
    assert till.printed == wanted
    with reading(house) as db:
        found = db.row("SELECT state, confirmed FROM print_job WHERE id = ?", (job,))
        assert found == ("sent", "device")
    print_jobs.reprint(house, olga, job, "second_copy")
    print_sending.run_queue(house, printer="till")
    again = counter.read(lambda db, d: receipt_bytes(db, d, copy=True), receipt.first("document"))
    assert till.printed != wanted * 2, "the second one says that it is a copy"
    assert len(again) > len(wanted)


KICK = drawer_kick()
"""What opens the drawer."""


def test_a_receipt_paid_in_cash_opens_the_drawer_once_and_where_that_is_wanted(
    counter: Counter, order: int, till: Till, tmp_path: Path
) -> None:
    house, olga, adam = counter.house, counter.staff["olga"], counter.staff["adam"]
    print_jobs.set_folder(house, tmp_path / "out")
    add_printer(house, adam, NewPrinter("Till", THERMAL, till.address, purposes=("receipts",)))

    def receipt() -> int:
        made = counter.say("receipt", "olga", sale_papers.make_sales_receipt, order_id=order)
        return made.first("document")

    def printed(document_id: int, reason: str = "") -> bytes:
        before = len(till.printed)
        print_jobs.print_document(house, olga, document_id, reason_code=reason)
        print_sending.run_queue(house, printer="till")
        return till.printed[before:]

    assert KICK not in printed(receipt()), "paid by card through the channel"
    with house.work(olga, "pay") as w:
        w.add(Payment, order_id=order, amount_minor=500, currency="USD", method="cash")
    paid = receipt()
    assert printed(paid).count(KICK) == 1
    assert KICK not in printed(paid, "second_copy"), "a copy takes no money"
    set_drawer(house, adam, "till", opens=False)
    assert KICK not in printed(receipt())
    with reading(house) as db:
        assert not opens_drawer(db, "till")
    with pytest.raises(NotAllowedError):
        set_drawer(house, counter.staff["sara"], "till", opens=True)

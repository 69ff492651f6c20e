"""What was marked in a list is printed as a job each: documents, packing slips; the count is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import InputError, UserError
from app.services import print_batches, print_jobs, print_sending, sale_papers
from app.services.print_store import reading
from app.services.turns import at_once
from tests.services.test_sale_papers import Counter
from tests.services.test_sale_papers import counter as counter
from tests.services.test_sale_papers import order as order


def test_marked_documents_are_a_job_each_and_only_those_printed_before_want_a_reason(
    counter: Counter, order: int, tmp_path: Path
) -> None:
    house, olga = counter.house, counter.staff["olga"]
    print_jobs.set_folder(house, tmp_path / "out")
    receipt = counter.say("receipt", "olga", sale_papers.make_sales_receipt, order_id=order)
    slip = counter.say("slip", "olga", sale_papers.make_packing_slip, order_id=order)
    print_jobs.print_document(house, olga, receipt.first("document"))
    print_sending.run_queue(house)
    waiting = [receipt.first("document"), slip.first("document")]
    with pytest.raises(InputError) as asked:
        print_batches.documents(waiting, house, olga, "", at_once)
    assert asked.value.field == "reason"
    assert waiting == [receipt.first("document")], "the other one is on its way already"
    told = print_batches.documents(waiting, house, olga, "second_copy", at_once)
    assert waiting == []
    assert len(told.ids("print_job")) == 1
    with reading(house) as db:
        assert db.value("SELECT count(*) FROM print_job") == 3


def test_packing_slips_are_made_and_printed_and_a_refused_order_stops_no_other(
    counter: Counter, order: int, tmp_path: Path
) -> None:
    house, olga = counter.house, counter.staff["olga"]
    print_jobs.set_folder(house, tmp_path / "out")
    told = print_batches.packing_slips([12345, order], house, olga, "", at_once)
    assert told.message.startswith("1 packing slip waits for the printer. ")
    with reading(house) as db:
        assert db.rows("SELECT job_kind, state FROM print_job") == [("packing_slip", "queued")]
    with pytest.raises(UserError):
        print_batches.packing_slips([12345], house, olga, "", at_once)

"""One order invoiced on two PCs at once: a case, the same on both, and a credit note that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.services import sale_papers
from app.services.cases import case_page, consequences, decide
from app.services.documents import document_content
from app.shop import Shop
from tests.services.case_desk import Twins, cases_of, twins


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    with twins(house, staff, tmp_path) as made:
        yield made


def test_two_invoices_of_one_order_are_noticed_when_the_pcs_meet(pair: Twins) -> None:
    for counter in pair.both:
        counter.say("invoice", "olga", sale_papers.make_invoice, order_id=pair.first)
    assert pair.kinds() == [("invoice_twice", "order", pair.first)]
    assert pair.meet() == cases_of(pair.here)


def test_invoices_of_two_orders_and_other_papers_are_no_case(pair: Twins) -> None:
    for counter, order in zip(pair.both, (pair.first, pair.second), strict=True):
        counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)
        counter.say("receipt", "olga", sale_papers.make_gift_receipt, order_id=pair.first)
    assert pair.kinds() == []


def test_the_older_one_is_credited_whole(pair: Twins) -> None:
    for counter in pair.both:
        counter.say("invoice", "olga", sale_papers.make_invoice, order_id=pair.first)
    (case,) = pair.meet()
    house, mia = pair.here.house, pair.here.staff["mia"]
    page = case_page(house, mia, case)
    assert page.title == "Invoiced twice"
    credit, leave = consequences(house, mia, case)
    older, newer = pair.here.read(
        lambda db: db.rows("SELECT id, number FROM document ORDER BY hlc, id")
    )
    assert credit.title == f"{newer[1]} counts, {older[1]} is credited"
    pair.here.say("settle", "mia", decide, case_id=case, code=credit.code)
    note = pair.here.value("SELECT id FROM document WHERE reverses_id = ?", older[0])
    content = pair.here.read(document_content, note)
    assert content.reverses_number == older[1]
    assert content.sums.total_minor == pair.here.read(document_content, older[0]).sums.total_minor
    assert pair.here.read(sale_papers.invoice_of, pair.first) == tuple(newer)
    assert leave.code == "both"
    assert pair.meet() == [case]

"""One order invoiced or credited on two PCs at once: a case, the same on both, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.models.orders import Refund
from app.services import sale_papers
from app.services.cases import case_page, consequences, decide
from app.services.credit_notes import make_credit_note
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


def _invoiced_and_refunded(pair: Twins, *amounts_minor: int) -> list[int]:
    """Both know the invoice of the first order and what was given back of it."""
    here, order = pair.here, pair.first
    here.say("invoice", "olga", sale_papers.make_invoice, order_id=order)
    with here.house.work(here.staff["mia"], "refund") as w:
        made = [
            w.add(Refund, order_id=order, amount_minor=one, currency="USD", method="Card")
            for one in amounts_minor
        ]
    assert pair.meet() == []
    return made


def _credit(pair: Twins, *refunds: int | None) -> None:
    for counter, refund in zip(pair.both, refunds, strict=True):
        counter.say("credit_note", "mia", make_credit_note, order_id=pair.first, refund_id=refund)


@pytest.mark.parametrize("whole", [False, True], ids=["the refund", "the whole invoice"])
def test_one_refund_credited_on_both_is_noticed_and_its_number_stays(
    pair: Twins, whole: bool
) -> None:
    (refund,) = _invoiced_and_refunded(pair, 2_500)
    _credit(pair, refund, None if whole else refund)
    assert pair.kinds() == [("credited_twice", "order", pair.first)]
    (case,) = pair.meet()
    house, mia = pair.here.house, pair.here.staff["mia"]
    page = case_page(house, mia, case)
    assert page.title == "Credited twice"
    assert [card.chip.text for card in page.facts] == ["Credited", "Credited"]
    newer = pair.here.value(
        "SELECT number FROM document WHERE document_kind = 'credit_note' ORDER BY hlc DESC, id DESC"
    )
    many, leave = consequences(house, mia, case)
    assert many.title == f"{newer} is one too many"
    assert many.fits == "fits: both take the same back"
    assert not leave.fits
    pair.here.say("settle", "mia", decide, case_id=case, code=many.code)
    note = pair.here.value("SELECT content FROM note WHERE subject_id = ?", pair.first)
    assert note.startswith(f"{newer} credits again what ")
    assert pair.meet() == [case]


def test_two_refunds_credited_at_once_fit_to_stand(pair: Twins) -> None:
    _credit(pair, *_invoiced_and_refunded(pair, 2_500, 1_000))
    (case,) = pair.meet()
    many, leave = consequences(pair.here.house, pair.here.staff["mia"], case)
    assert not many.fits
    assert leave.fits == "fits: they are for two refunds"

"""The papers of an order: what they say is what the channel stated, gifts show no price, notes reverse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, StateError
from app.models.orders import Refund, SalesOrder, TaxLine
from app.models.work import Work
from app.printing.document.sale import Sums, TaxRow
from app.services import (
    credit_notes,
    documents,
    print_jobs,
    print_sending,
    sale_content,
    sale_papers,
)
from app.services.order_facts import order_facts
from app.services.settings import put_quietly
from app.services.till_receipts import drawer_kick, receipt_bytes
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def order(counter: Counter) -> int:
    return counter.bring(file_of(w06()))


def content(counter: Counter, document: int) -> Any:
    return counter.read(documents.document_content, document)


def refund(counter: Counter, order: int, amount_minor: int) -> int:
    def give(w: Work) -> int:
        return w.add(
            Refund, order_id=order, amount_minor=amount_minor, currency="USD", method="card"
        )

    return int(counter.say("refund", "mia", give))


def test_a_packing_slip_says_what_lies_in_the_parcel(counter: Counter, order: int) -> None:
    made = counter.say(
        "packing_slip", "owen", sale_papers.make_packing_slip, order_id=order, packed_by="Owen"
    )
    slip = content(counter, made.first("document"))
    assert slip.number == "D10-26-00001"
    assert (slip.order_number, slip.sums.total_minor) == ("#1042", 162_800)
    assert [line.quantity for line in slip.lines if line.amount_minor] == [1, 1, 2]
    assert counter.value("SELECT target_id FROM code WHERE text_value = ?", slip.code) == order
    assert made.message == "Packing slip D10-26-00001 made"


def test_a_present_shows_no_amount_anywhere(counter: Counter, order: int) -> None:
    counter.say("gift", "mia", lambda w: w.edit(SalesOrder, order, gift_message="For Elena"))
    slip = counter.say("slip", "owen", sale_papers.make_packing_slip, order_id=order)
    gift = counter.say("gift", "olga", sale_papers.make_gift_receipt, order_id=order)
    for made in (slip, gift):
        stored = counter.value("SELECT content FROM document WHERE id = ?", made.first("document"))
        amounts = [v for k, v in walk(json.loads(stored)) if k.endswith("_minor")]
        assert set(amounts) <= {None, 0}
        assert "For Elena" in stored
    until = content(counter, gift.first("document")).exchange_until
    assert len(until) == 10


def walk(value: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [one for key, below in value.items() for one in walk(below, key)]
    if isinstance(value, list):
        return [one for below in value for one in walk(below, name)]
    return [(name, value)]


def test_all_papers_of_an_order_say_the_same_day_of_sale(counter: Counter, order: int) -> None:
    makes = (sale_papers.make_sales_receipt, sale_papers.make_gift_receipt)
    made = [counter.say("receipt", "olga", make, order_id=order) for make in makes]
    days = {content(counter, one.first("document")).sold_on for one in made}
    slip = counter.say("slip", "olga", sale_papers.make_packing_slip, order_id=order)
    assert days == {content(counter, slip.first("document")).ordered_on}


def test_an_order_has_one_invoice_with_its_taxes_by_rate(counter: Counter, order: int) -> None:
    line = counter.card(order).lines[0]

    def tax(w: Work) -> None:
        for amount in (6_000, 5_822):
            w.add(TaxLine, order_id=order, line_id=line.id, name="Sales tax", rate_ppm=88_750,
                  amount_minor=amount)  # fmt: skip

    counter.say("tax", "mia", tax)
    made = counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)
    invoice = content(counter, made.first("document"))
    assert invoice.sums.taxes == (TaxRow("Sales tax", 11_822, 88_750, line.amount_minor),)
    assert counter.read(sale_papers.invoice_of, order) == (made.first("document"), invoice.number)
    with pytest.raises(StateError, match=invoice.number):
        counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)


def test_the_net_of_a_tax_that_prices_include_is_without_all_of_their_taxes(
    counter: Counter, order: int
) -> None:
    line = counter.read(order_facts, order).lines[0]

    def tell(w: Work) -> None:
        w.edit(SalesOrder, order, tax_included=1)
        for name, rate, amount in (("VAT", 200_000, 10_000), ("Luxury tax", 10_000, 500)):
            w.add(TaxLine, order_id=order, line_id=line.id, name=name, rate_ppm=rate,
                  amount_minor=amount)  # fmt: skip

    counter.say("taxes", "mia", tell)
    taxes = counter.read(lambda db, o: sale_content.taxes_of(db, order_facts(db, o)), order)
    told = {tax.name: tax for tax in taxes}
    net = line.gross_minor - line.discount_minor - 10_500
    assert (told["VAT"].net_minor, told["Luxury tax"].net_minor) == (net, net)


def test_credit_notes_take_an_invoice_back_to_the_last_cent(counter: Counter, order: int) -> None:
    back = refund(counter, order, 30_001)
    with pytest.raises(StateError, match="has none"):
        counter.say("credit", "mia", credit_notes.make_credit_note, order_id=order, refund_id=back)
    counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)

    def credit(refund_id: int | None = None) -> Any:
        made = counter.say(
            "credit_note", "mia", credit_notes.make_credit_note, order_id=order, refund_id=refund_id,
            reason="one chain returned",
        )  # fmt: skip
        return content(counter, made.first("document"))

    part = credit(back)
    assert (part.number, part.sums.total_minor) == ("V10-26-00001", 30_001)
    assert part.given_back[0].method == "card"
    with pytest.raises(StateError, match=part.number):
        credit(back)
    rest = credit()
    assert rest.sums.total_minor == 162_800 - 30_001
    with pytest.raises(StateError, match="no more than"):
        credit()
    kinds = counter.value("SELECT count(*) FROM document WHERE reverses_id IS NOT NULL")
    assert kinds == 2


def test_a_refund_in_another_currency_than_the_houses_limit_is_a_managers(
    counter: Counter, order: int
) -> None:
    counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)
    counter.say("currency", "adam", put_quietly, name="currency", value="EUR")
    back = refund(counter, order, 1)
    credit = {"order_id": order, "refund_id": back}
    with pytest.raises(NotAllowedError) as refused:
        counter.say("credit_note", "olga", credit_notes.make_credit_note, **credit)
    assert refused.value.message == (
        "Your role (order clerk) may not approve a refund above the limit. USD 0.01 cannot be compared"
        " with the limit of EUR 2,500.00 and counts as above it."
    )
    assert refused.value.act == "refunds.approve"
    counter.say("credit_note", "mia", credit_notes.make_credit_note, **credit)


def test_the_parts_of_an_invoice_hold_its_taxes_in_proportion() -> None:
    whole = Sums(10_000, 10_887, taxes=(TaxRow("Sales tax", 887, 88_750, 10_000),))
    part = credit_notes.part_of(whole, 3_333)
    assert part.taxes[0].amount_minor == 272
    assert part.goods_minor + part.taxes[0].amount_minor == 3_333


@pytest.mark.parametrize("net", [8_333, None])
def test_notes_of_equal_parts_hold_all_of_a_tax_and_no_cent_more(net: int | None) -> None:
    tax = TaxRow("VAT", 1_667, 200_000, net)
    whole = Sums(10_000, 10_000, taxes=(tax, TaxRow("City tax", 7)), tax_included=True)
    parts: list[Sums] = []
    for amount in (3_333, 3_333, 3_334):
        parts.append(credit_notes.part_of(whole, amount, parts))
    assert [part.total_minor for part in parts] == [3_333, 3_333, 3_334]
    assert sum(part.taxes[0].amount_minor for part in parts) == 1_667
    assert sum(part.taxes[1].amount_minor for part in parts) == 7
    if net is not None:
        assert sum(part.taxes[0].net_minor or 0 for part in parts) == net


def test_a_receipt_goes_to_paper_and_to_the_till_and_again_as_a_copy(
    counter: Counter, order: int, tmp_path: Path
) -> None:
    made = counter.say(
        "receipt", "olga", sale_papers.make_sales_receipt, order_id=order, strip=True, language="de"
    )
    document = made.first("document")
    print_jobs.set_folder(counter.house, tmp_path / "out")
    first = counter.read(receipt_bytes, document)
    assert b"KOPIE" not in first
    assert b"Kassenbeleg B10-26-00001" in first
    print_jobs.print_document(counter.house, counter.staff["olga"], document)
    print_sending.run_queue(counter.house)
    (printed,) = (tmp_path / "out").iterdir()
    assert printed.name == "B10-26-00001.pdf"
    assert b"KOPIE" in counter.read(receipt_bytes, document)
    assert counter.read(lambda db, d: receipt_bytes(db, d, drawer=True), document).find(
        drawer_kick()
    ) in range(8)


def test_roles_are_asked(counter: Counter, order: int) -> None:
    for who, make in (
        ("adam", sale_papers.make_packing_slip),
        ("owen", sale_papers.make_invoice),
        ("adam", sale_papers.make_gift_receipt),
    ):
        with pytest.raises(NotAllowedError):
            counter.say("paper", who, make, order_id=order)

"""An order's papers, one after the other: slip, invoice, a credit note, and a COPY that says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, StateError
from app.services import documents, print_jobs, print_sending, sale_papers
from app.services.credit_notes import make_credit_note
from app.services.document_lists import document_card
from app.services.paper_mail import draft_of, letter_for
from app.services.record_papers import papers_of
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def folder(house: Shop, tmp_path: Path) -> Path:
    print_jobs.set_folder(house, tmp_path / "prints")
    return tmp_path / "prints"


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def printed(counter: Counter, document: int, reason: str = "") -> None:
    house, olga = counter.house, counter.staff["olga"]
    print_jobs.print_document(house, olga, document, reason_code=reason)
    print_sending.run_queue(house)


def content(counter: Counter, document: int) -> Any:
    return counter.read(documents.document_content, document)


def test_an_order_s_papers_from_the_slip_to_the_copy(counter: Counter, folder: Path) -> None:
    order = counter.bring(file_of(w06()))
    # The parcel is packed.
    slip = counter.say("packing_slip", "owen", sale_papers.make_packing_slip, order_id=order)
    # The client asks for an invoice: there is one, and only one.
    made = counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order, due_days=10)
    invoice = made.first("document")
    with pytest.raises(StateError, match="I10-26-00001 already"):
        counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order)
    printed(counter, invoice)
    assert [path.name for path in folder.iterdir()] == ["I10-26-00001.pdf"]
    assert "COPY" not in words_of(folder / "I10-26-00001.pdf")
    # Everything comes back: the credit note reverses the invoice to the last cent.
    note = counter.say(
        "credit_note", "mia", make_credit_note, order_id=order, reason="returned unworn"
    )
    back = content(counter, note.first("document"))
    assert back.sums == content(counter, invoice).sums
    assert (back.reverses_number, back.reason) == ("I10-26-00001", "returned unworn")
    with pytest.raises(StateError, match="no more than what is left"):
        counter.say("credit_note", "mia", make_credit_note, order_id=order)
    # The accountant lost the invoice. Without a reason nothing is printed; with one it is a COPY.
    with pytest.raises(InputError) as asked:
        printed(counter, invoice)
    assert asked.value.field == "reason"
    printed(counter, invoice, "lost")
    assert "COPY" in words_of(folder / "I10-26-00001-copy1.pdf")
    card = counter.read(document_card, invoice)
    assert card.row.printed == 2
    assert [bool(line.reason) for line in card.printings] == [True, False]
    # The order knows all of its papers, newest first, and the letter its client.
    papers = counter.read(papers_of, "order", order)
    assert [row.kind for row in papers] == ["credit_note", "invoice", "packing_slip"]
    assert papers[-1].id == slip.first("document")
    with counter.house.local() as db:
        letter = letter_for(db, invoice)
        paper = documents.document_paper(db, counter.house.files, invoice)
    assert b"I10-26-00001-copy2.pdf" in draft_of(letter, paper)

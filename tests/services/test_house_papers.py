"""Papers of the bench, of moves and counts, and sheets of cards, made of what the shop has."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from app.domain.actors import Actor
from app.domain.codes import COMMANDS
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.models.jobs import Job
from app.models.people import Contact, Party
from app.models.pieces import Piece
from app.models.work import Work
from app.services import card_sheets, documents, jobs, move_papers, moves, repair_tickets
from app.services.job_bag import store_bag
from app.services.scanning import resolve
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, reviewed


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def job(counter: Counter) -> int:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    sent = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id, due_on="2026-12-04")
    return int(sent.first("job"))


def content(counter: Counter, made: Any) -> Any:
    return counter.read(documents.document_content, made.first("document"))


def place(counter: Counter, name: str) -> int:
    return int(counter.value("SELECT id FROM place WHERE name = ?", name))


def test_a_repair_ticket_is_of_a_client_s_piece_only(counter: Counter, job: int) -> None:
    form = repair_tickets.TicketForm(("claw 3 worn", " "), "sister", 250_000, limit_minor=30_000)
    with pytest.raises(StateError, match="own goods"):
        counter.say("ticket", "olga", repair_tickets.make_repair_ticket, job_id=job, form=form)
    counter.say("own", "mia", lambda w: w.edit(Job, job, customer_property=1))
    made = counter.say("ticket", "olga", repair_tickets.make_repair_ticket, job_id=job, form=form)
    ticket = content(counter, made)
    assert (ticket.number, ticket.flaws) == ("R10-26-00001", ("claw 3 worn",))
    assert ticket.contacts[-1] == "sister"
    assert ticket.promised_on == "2026-12-04"
    assert counter.read(resolve, ticket.code).target_id == job
    assert ("Gross weight", "3.850 g") in [(fact.label, fact.value) for fact in ticket.facts]


def test_a_piece_that_came_without_an_order_is_claimed_by_its_owner(
    counter: Counter, job: int
) -> None:
    def of_layla(w: Work) -> None:
        layla = w.add(Party, display="Layla Khoury", family="Khoury")
        w.add(Contact, party_id=layla, purpose="phone", value="+12125550142")
        w.edit(Job, job, customer_property=1, order_id=None, line_id=None)
        w.edit(Piece, counter.ring, ownership="customer_property", owner_id=layla)

    counter.say("own", "mia", of_layla)
    made = counter.say("ticket", "mia", repair_tickets.make_repair_ticket, job_id=job)
    ticket = content(counter, made)
    assert ticket.client == ("Layla Khoury",)
    assert ticket.contacts == ("+12125550142",)
    assert ticket.signatures[0].name == "Layla Khoury"


def test_a_job_has_as_many_bags_as_it_needs_on_the_paper_asked_for(
    counter: Counter, job: int
) -> None:
    first = counter.say("bag", "olga", store_bag, job_id=job, paper="a6", bags=2)
    again = counter.say("bag", "olga", store_bag, job_id=job, paper="a6", bags=2)
    other = counter.say("bag", "olga", store_bag, job_id=job)
    assert first.first("document") == again.first("document") != other.first("document")
    bag = content(counter, first)
    assert (bag.bag, bag.bags, bag.made.paper) == (0, 2, "a6")
    with pytest.raises(InputError, match="20 bags"):
        counter.say("bag", "olga", store_bag, job_id=job, bags=21)


def test_a_bag_printed_again_is_as_many_as_the_job_had(counter: Counter, job: int) -> None:
    """A rule made two; F5 on the job means these two and is asked for a reason, not a third bag."""
    two = counter.say("bag", "olga", store_bag, job_id=job, bags=2)
    again = counter.say("bag", "olga", store_bag, job_id=job)
    assert again.first("document") == two.first("document")
    one = counter.say("bag", "olga", store_bag, job_id=job, bags=1)
    assert content(counter, one).bags == 1
    assert counter.say("bag", "olga", store_bag, job_id=job).first("document") == one.first(
        "document"
    )


def test_a_transfer_list_tells_what_a_basket_carried(counter: Counter) -> None:
    target = place(counter, "VIT-A")
    moved = counter.say("move", "mia", moves.move, piece_ids=[counter.ring], to_place_id=target)
    made = counter.say(
        "transfer_list", "owen", move_papers.make_transfer_list, moved_work_id=moved.work_id,
        seal=" 0098812 ",
    )  # fmt: skip
    listed = content(counter, made)
    assert [item.number for item in listed.items] == ["P10-26-00418"]
    assert listed.items[0].weight_mg == 3_850
    assert (len(listed.from_places), listed.seal) == (1, "0098812")
    assert counter.read(resolve, listed.code).kind == "document"
    with pytest.raises(NotFoundError):
        counter.say("list", "owen", move_papers.make_transfer_list, moved_work_id=4711)


def test_a_blind_sheet_knows_no_piece_and_no_number(counter: Counter) -> None:
    tray = place(counter, "TRAY-07")
    blind = counter.say("count", "olga", move_papers.make_count_sheet, place_ids=[tray])
    stored = counter.value("SELECT content FROM document WHERE id = ?", blind.first("document"))
    assert json.loads(stored)["expected"] == []
    assert "P10-26" not in stored
    open_one = counter.say(
        "count", "olga", move_papers.make_count_sheet, place_ids=[tray], blind=False
    )
    assert len(content(counter, open_one).expected) == 4
    with pytest.raises(InputError):
        counter.say("count", "olga", move_papers.make_count_sheet, place_ids=[])


def test_cards_carry_codes_that_are_heard(counter: Counter) -> None:
    prices = content(
        counter,
        counter.say("cards", "owen", card_sheets.make_price_cards, piece_ids=[counter.ring]),
    )
    assert prices.cards[0].code == counter.tag
    labels = content(
        counter,
        counter.say(
            "labels", "owen", card_sheets.make_place_labels, place_ids=[place(counter, "VIT-A")]
        ),
    )
    assert counter.read(resolve, labels.labels[0].code).title.endswith("VIT-A")
    cards = content(counter, counter.say("cards", "olga", card_sheets.make_command_cards))
    assert {"OUT", "IN", "DONE", "UNDO", "PRINT", "COUNT", "QTY"} <= set(cards.commands)
    assert set(cards.commands) <= set(COMMANDS.values())
    with pytest.raises(InputError, match="no command"):
        counter.say("cards", "olga", card_sheets.make_command_cards, commands=["DANCE"])


def test_a_badge_is_known_by_its_digest_alone(counter: Counter) -> None:
    olga = counter.staff["olga"].user_id
    with pytest.raises(NotAllowedError):
        counter.say("badge", "mia", card_sheets.new_badges, user_ids=[olga])
    _, sheet = counter.say("badge", "adam", card_sheets.new_badges, user_ids=[olga])
    pdf = pypdfium2.PdfDocument(BytesIO(sheet))
    picture = pdf[0].render(scale=3).to_pil().convert("L")
    pdf.close()
    (found,) = zxingcpp.read_barcodes(picture)
    assert len(found.text) == 20
    kept = counter.value("SELECT badge_sha256 FROM user WHERE id = ?", olga)
    assert kept == sha256(found.text.encode()).hexdigest()
    assert counter.read(resolve, found.text).target_id == olga
    assert counter.value("SELECT count(*) FROM document") == 0

"""Checks of an order, ticks, read-backs, reservations, hold, release, confirm, cancel."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotFoundError, StateError
from app.models.orders import Customisation, SalesOrder
from app.services import jobs, order_review
from app.services.order_checks import checks
from app.services.piece_forms import PieceForm
from app.services.read_back import font_code, read_back
from app.services.take_in import take_in
from app.services.undo import undo
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import line, order
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, line_of, reviewed


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def order_id(counter: Counter) -> int:
    return counter.bring(file_of(w06()))


def tick(counter: Counter, order_id: int, point: str, line_id: int | None = None) -> None:
    counter.say("tick", "olga", order_review.tick, order_id=order_id, point=point, line_id=line_id)


def test_points_apply_where_there_is_something_to_look_at(counter: Counter, order_id: int) -> None:
    card = counter.card(order_id)
    points = {
        position: list(counter.checks(order_id, line_of(card, position))) for position in (1, 2, 3)
    }
    assert points[1] == [
        "sku", "price", "available", "size", "metal", "engraving", "payment", "address",
    ]  # fmt: skip
    assert points[2] == ["price", "payment", "address"]
    assert points[3] == ["sku", "price", "available", "metal", "payment", "address"]
    assert len(counter.read(checks, order_id)) == 6 + 1 + 4 + 2
    assert (card.checks_done, card.checks_all) == (1, 13)


def test_a_tick_keeps_who_and_when_and_is_taken_back(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    done = counter.say(
        "tick", "emma", order_review.tick, order_id=order_id, point="price", line_id=ring
    )
    check = counter.checks(order_id, ring)["price"]
    assert (check.state, check.who) == ("ok", "EC")
    assert check.at > 1_700_000_000_000
    again = counter.say(
        "tick", "olga", order_review.tick, order_id=order_id, point="price", line_id=ring
    )
    assert again.message == "Price was ticked already"
    undo(counter.house, counter.staff["emma"], done.work_id)
    check = counter.checks(order_id, ring)["price"]
    assert (check.state, check.who) == ("open", "")


def test_a_problem_needs_words_and_blocks(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    with pytest.raises(InputError):
        counter.say(
            "problem", "olga", order_review.problem,
            order_id=order_id, point="metal", reason=" ", line_id=ring,
        )  # fmt: skip
    counter.say(
        "problem", "olga", order_review.problem,
        order_id=order_id, point="metal", reason="client said rose gold", line_id=ring,
    )  # fmt: skip
    check = counter.checks(order_id, ring)["metal"]
    assert (check.state, check.explanation, check.blocks) == (
        "problem",
        "client said rose gold",
        "bench",
    )
    words = [(row.words, row.detail) for row in counter.card(order_id).history]
    assert ("Metal: problem", "client said rose gold") in words


def test_what_does_not_apply_is_said(counter: Counter, order_id: int) -> None:
    with pytest.raises(NotFoundError, match="does not apply"):
        tick(counter, order_id, "stones", line_of(counter.card(order_id), 3))
    with pytest.raises(NotFoundError):
        tick(counter, order_id, "sku", 12345)


def test_all_points_made_verify_the_line(counter: Counter, order_id: int) -> None:
    chain = line_of(counter.card(order_id), 3)
    for point in ("sku", "price", "available", "metal"):
        tick(counter, order_id, point, chain)
    assert counter.value("SELECT state FROM line_now WHERE id = ?", chain) == "verified"


def test_an_address_without_street_cannot_be_ticked(counter: Counter, order_id: int) -> None:
    counter.say("edit", "mia", lambda w: w.edit(SalesOrder, order_id, ship_lines=""))
    check = counter.checks(order_id)["address"]
    assert (check.state, check.explanation) == ("doubt", "The address has no street")
    with pytest.raises(StateError, match="no street"):
        tick(counter, order_id, "address")


def test_ship_to_another_than_bill_to_is_asked_once(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06(Shipping_City="Bath", Shipping_Zip="BA1 6SF")))
    check = counter.checks(order_id)["address"]
    assert (check.value, check.state) == ("Ship-to ≠ bill-to", "doubt")
    assert check.explanation.startswith("Ships to Bath, billed in London: James Ashworth")
    tick(counter, order_id, "address")
    assert counter.checks(order_id)["address"].done


def test_not_paid_is_a_doubt_that_terms_may_settle(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06(Financial_Status="pending", Paid_at="")))
    check = counter.checks(order_id)["payment"]
    assert (check.value, check.state, check.blocks) == ("Not paid", "doubt", "packing")
    tick(counter, order_id, "payment")
    assert counter.checks(order_id)["payment"].done
    assert counter.card(order_id).money.chip.text == "Not paid"


# ---------------------------------------------------------------------- reading back
def test_ready_goods_need_no_reading_back_and_dear_ones_do(counter: Counter, order_id: int) -> None:
    card = counter.card(order_id)
    assert counter.read(read_back, line_of(card, 3)).needed is False
    assert counter.read(read_back, line_of(card, 1)).why == "For sizing and engraving"
    dear = order(
        line("Halo Solitaire", "6000.00", sku=""),
        Name="#1099", Id="1", Subtotal="6000.00", Shipping="0.00", Taxes="0.00", Total="6000.00",
    )  # fmt: skip
    counter.bring(file_of(w06(), dear))
    other = counter.value("SELECT id FROM sales_order WHERE number = '#1099'")
    assert counter.read(read_back, line_of(counter.card(other), 1)).why == "A dear piece"


def test_how_it_was_read_back_is_asked(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    with pytest.raises(InputError, match="how the client heard it"):
        counter.say("lock", "olga", order_review.lock_read_back, line_id=ring, how="pigeon")


def test_a_changed_engraving_asks_again_and_shows_both(counter: Counter, order_id: int) -> None:
    ring = reviewed(counter, order_id)
    wish = counter.value("SELECT id FROM customisation WHERE kind_code = 'engraving'")
    counter.say("edit", "mia", lambda w: w.edit(Customisation, wish, text_value="Forever"))
    card = counter.read(read_back, ring)
    assert (card.locked, card.engraving, card.who) == (False, "Forever", "OM")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "script"),
        ("Garamond Italic", "serif_italic"),
        ("Great Vibes", "script_flowing"),
        ("Block capitals", "block"),
        ("Pinyon Script", "script"),
        ("script", "script"),
        ("Comic Sans", "block"),
    ],
)
def test_a_named_font_is_one_of_ours(said: str, code: str) -> None:
    assert font_code(said) == code


# ---------------------------------------------------------------------- pieces
def test_a_reserved_piece_is_given_back(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    counter.say("reserve", "olga", order_review.set_piece, line_id=ring, piece_id=counter.ring)
    available = "SELECT availability FROM piece_now WHERE id = ?"
    assert counter.value(available, counter.ring) == "reserved"
    assert counter.card(order_id).where.startswith("It is with us, set aside for you.")
    counter.say("reserve", "olga", order_review.set_piece, line_id=ring, piece_id=None)
    assert counter.value(available, counter.ring) == "free"


def test_a_reserved_piece_is_not_reserved_twice(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    counter.say("reserve", "olga", order_review.set_piece, line_id=ring, piece_id=counter.ring)
    counter.bring(file_of(w06(), w06(Name="#1098", Id="2")))
    other = counter.value("SELECT id FROM sales_order WHERE number = '#1098'")
    with pytest.raises(StateError, match="is reserved"):
        counter.say(
            "reserve", "olga", order_review.set_piece,
            line_id=line_of(counter.card(other), 1), piece_id=counter.ring,
        )  # fmt: skip


def test_no_piece_stands_for_work(counter: Counter, order_id: int) -> None:
    service = line_of(counter.card(order_id), 2)
    with pytest.raises(StateError, match="is work, not goods"):
        counter.say("reserve", "olga", order_review.set_piece, line_id=service, piece_id=1)


# ---------------------------------------------------------------------- the order
def test_hold_asks_a_reason_and_release_goes_back(counter: Counter, order_id: int) -> None:
    with pytest.raises(InputError):
        counter.say("hold", "olga", order_review.hold, order_id=order_id, reason_code="mood")
    counter.say("hold", "olga", order_review.hold, order_id=order_id, reason_code="stock")
    assert counter.card(order_id).state == "on_hold"
    assert counter.card(order_id).where.startswith("We are checking one detail")
    counter.say("release", "olga", order_review.release, order_id=order_id)
    assert counter.card(order_id).state == "review"
    with pytest.raises(StateError, match="nothing to release"):
        counter.say("release", "olga", order_review.release, order_id=order_id)


def test_confirming_wants_every_check_and_the_reading_back(counter: Counter, order_id: int) -> None:
    with pytest.raises(StateError, match="not checked yet"):
        counter.say("confirm", "olga", order_review.confirm, order_id=order_id)
    ring = reviewed(counter, order_id)
    tick(counter, order_id, "price", ring)
    tick(counter, order_id, "address")
    tick(counter, order_id, "price", line_of(counter.card(order_id), 2))
    for point in ("sku", "price", "available", "metal"):
        tick(counter, order_id, point, line_of(counter.card(order_id), 3))
    counter.say("confirm", "olga", order_review.confirm, order_id=order_id)
    assert counter.card(order_id).state == "confirmed"


def test_cancelling_frees_the_piece_but_not_under_the_bench(
    counter: Counter, order_id: int
) -> None:
    reviewed(counter, order_id)
    sent = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    with pytest.raises(StateError, match="J10-26-00001"):
        counter.say("cancel", "olga", order_review.cancel, order_id=order_id, reason_code="client")
    counter.say(
        "cancel_job", "mia", jobs.cancel_job, job_id=sent.first("job"), reason_code="cancelled"
    )
    counter.say("cancel", "mia", order_review.cancel, order_id=order_id, reason_code="client")
    assert counter.card(order_id).state == "cancelled"
    state = "SELECT availability FROM piece_now WHERE id = ?"
    assert counter.value(state, counter.ring) == "free"


def test_a_hold_is_taken_back_by_undo(counter: Counter, order_id: int) -> None:
    held = counter.say("hold", "olga", order_review.hold, order_id=order_id, reason_code="stock")
    undo(counter.house, counter.staff["olga"], held.work_id)
    assert counter.card(order_id).state == "review"


def test_no_piece_is_set_aside_for_an_order_that_is_over(counter: Counter, order_id: int) -> None:
    ring = line_of(counter.card(order_id), 1)
    counter.say("cancel", "olga", order_review.cancel, order_id=order_id, reason_code="client")
    with pytest.raises(StateError, match="is cancelled, so no piece is set aside"):
        counter.say("reserve", "olga", order_review.set_piece, line_id=ring, piece_id=counter.ring)


def test_a_consigned_piece_that_is_not_signed_for_is_not_set_aside(
    counter: Counter, order_id: int, agreement: int, ring_form: PieceForm
) -> None:
    taken = counter.say("take_in", "sara", take_in, agreement_id=agreement, form=ring_form).first(
        "piece"
    )
    ring = line_of(counter.card(order_id), 1)
    with pytest.raises(StateError, match="being taken in"):
        counter.say("reserve", "olga", order_review.set_piece, line_id=ring, piece_id=taken)


def test_a_cancelled_job_tells_of_no_weighing_that_nobody_did(
    counter: Counter, order_id: int
) -> None:
    reviewed(counter, order_id)
    job = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id).first("job")
    before = counter.value("SELECT count(*) FROM measured WHERE subject_id = ?", counter.ring)
    counter.say("cancel", "mia", jobs.cancel_job, job_id=job, reason_code="client")
    after = counter.value("SELECT count(*) FROM measured WHERE subject_id = ?", counter.ring)
    assert after == before

"""The basket's own rules: modes, places, what the book says, answers, what a crash leaves."""

from __future__ import annotations

import json

import pytest

from app.domain.worth import Worth
from app.services.moves import MovePlan
from app.services.pieces import PieceRow
from app.services.scan_basket import CARRIED, BasketFacts, Booked
from app.services.scanning import Near, Scan
from app.views.scan.basket import (
    ALREADY,
    LASTS_MS,
    OK,
    REFUSED,
    TWICE,
    UNKNOWN,
    WRONG,
    Basket,
    code_words,
    place_words,
    unknown_words,
)
from app.views.scan.rows import title_of

RING, CHAIN = 11, 12
SAFE = Scan("place", "1000000258", "", 1, title="HOUSE / SAFE-1", detail="Safe")
VITRINE = Scan("place", "1000000355", "", 2, title="HOUSE / VIT-A", detail="Vitrine A")
TRAY = Scan("place", "1000001034", CARRIED, 3, title="HOUSE / SAFE-1 / TRAY-07", detail="Tray 7")


def piece(piece_id: int) -> Scan:
    return Scan(
        "piece", f"10000027{piece_id:02d}", "", piece_id, piece_id, title=f"Piece {piece_id}"
    )


def unknown() -> Scan:
    near = Near("1000002780", "piece", RING, "Piece 11")
    return Scan("unknown", "1000002781", title="?", sentence="Not a tag code.", near=(near,))


def booked(piece_id: int, *, inside: bool = True, away: bool = False) -> Booked:
    row = PieceRow(
        id=piece_id,
        number="P10-26-00001",
        item_number="",
        code="",
        category="ring",
        description="Ring",
        ownership="owned",
        availability="free",
        whereabouts="out" if away else "house",
        quality="ok",
        place_id=3,
        place="HOUSE / SAFE-1 / TRAY-07",
        weight_mg=None,
        price_minor=10_000,
        price_currency="USD",
        agreed_minor=None,
        agreed_currency="",
        photo_sha256="",
        missing=(),
        hold_until="",
        open_cases=0,
        came_at=0,
    )
    return Booked(row, "", inside)


def facts(*pieces: Booked, refused=(), already=(), expected=()) -> BasketFacts:  # type: ignore[no-untyped-def]
    worth = Worth((("USD", 10_000),))
    plan = MovePlan("Vitrine A", 1, worth, "USD", False, (), tuple(refused), tuple(already))
    return BasketFacts({one.row.id: one for one in pieces}, plan, 2_500_000, "USD", tuple(expected))


def test_a_safe_then_out_then_a_vitrine_is_from_and_to() -> None:
    basket = Basket()
    basket.begin("OUT", 0, SAFE)
    assert basket.hear(VITRINE, 1) == "place"
    assert (basket.source, basket.target) == (SAFE, VITRINE)


def test_an_event_then_out_is_where_the_pieces_go() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    assert basket.hear(piece(RING), 1) == OK
    assert (basket.source, basket.target) == (None, VITRINE)
    assert basket.going_ids == [RING]


def test_trays_are_carried_once_the_target_is_set() -> None:
    basket = Basket()
    basket.begin("OUT", 0)
    basket.hear(VITRINE, 1)
    assert basket.hear(TRAY, 2) == OK
    assert basket.place_ids == [TRAY.target_id]
    assert basket.target == VITRINE


def test_the_first_tray_in_count_is_what_is_looked_through() -> None:
    basket = Basket()
    basket.begin("COUNT", 0)
    assert basket.hear(TRAY, 1) == "place"
    assert basket.target == TRAY
    assert basket.rows == []


def test_the_same_piece_twice_counts_once() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    basket.hear(piece(RING), 1)
    assert basket.hear(piece(RING), 2) == TWICE
    assert basket.going_ids == [RING]
    assert basket.counted(TWICE) == 1


def test_each_scan_winds_the_clock_up_again() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    basket.hear(piece(RING), 40_000)
    assert basket.ends_at == 40_000 + LASTS_MS


def test_the_book_judges_every_row() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    for number in (1, 2, 3, 4):
        basket.hear(piece(number), number)
    basket.judge(
        facts(
            booked(1), booked(2, inside=False), booked(3), booked(4),
            refused=[(3, "It is sold.")], already=[4],
        )
    )  # fmt: skip
    results = {row.scan.piece_id: row.result for row in basket.rows}
    assert results == {1: OK, 2: WRONG, 3: REFUSED, 4: ALREADY}
    sentences = {row.scan.piece_id: row.sentence for row in basket.rows}
    assert sentences[1] == "SAFE-1 / TRAY-07 → Vitrine A"
    assert sentences[3] == "It is sold."
    assert basket.to_settle == 2
    assert basket.going_ids == [1]


def test_an_answer_takes_a_piece_along_or_leaves_it_out() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    basket.hear(piece(RING), 1)
    basket.hear(piece(CHAIN), 2)
    away = facts(booked(RING, away=True), booked(CHAIN, inside=False))
    basket.judge(away)
    basket.settle(1, "take")
    basket.settle(2, "leave")
    basket.judge(away)
    assert basket.going_ids == [RING]
    assert [row.scan.piece_id for row in basket.rows] == [RING]


def test_an_unknown_row_becomes_what_it_was_meant_to_be() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    assert basket.hear(unknown(), 1) == UNKNOWN
    basket.resolve_again(1, piece(RING))
    assert basket.going_ids == [RING]


def test_looking_through_a_tray_tells_what_is_not_there() -> None:
    basket = Basket()
    basket.begin("COUNT", 0)
    basket.hear(TRAY, 1)
    basket.hear(piece(RING), 2)
    basket.hear(piece(99), 3)
    told = facts(booked(RING), booked(99), expected=[booked(RING).row, booked(CHAIN).row])
    basket.judge(told)
    assert {row.scan.piece_id: row.result for row in basket.rows} == {RING: OK, 99: WRONG}
    assert basket.unseen(told) == [CHAIN]


def test_undo_takes_the_last_scan_out() -> None:
    basket = Basket()
    basket.begin("OUT", 0, VITRINE)
    basket.hear(piece(RING), 1)
    basket.hear(piece(CHAIN), 2)
    undone = basket.undo()
    assert undone is not None
    assert undone.piece_id == CHAIN
    assert basket.going_ids == [RING]


def test_an_order_is_no_matter_of_a_basket() -> None:
    assert Basket().hear(Scan("order", "#1042", target_id=5, title="#1042"), 0) == "open"


def test_a_basket_comes_back_from_its_draft_as_it_was() -> None:
    basket = Basket()
    basket.begin("OUT", 5, SAFE)
    basket.hear(VITRINE, 6)
    basket.hear(piece(RING), 7)
    basket.hear(unknown(), 8)
    assert Basket.of(json.loads(json.dumps(basket.content()))) == basket


def test_places_and_codes_are_said_as_people_say_them() -> None:
    assert place_words(VITRINE) == "Vitrine A"
    assert place_words(Scan("place", "", title="HOUSE / SAFE-1")) == "SAFE-1"
    assert code_words(piece(RING)) == "10 000 027 11"
    assert code_words(Scan("unknown", "GIA 123")) == "GIA 123"


ORDER = Scan("order", "#1042", "", 77, title="#1042", detail="Clara Whitcombe")


def test_an_order_is_looked_through_as_a_tray_is() -> None:
    basket = Basket()
    basket.begin("COUNT", 1_000)
    assert basket.hear(ORDER, 2_000) == "place"
    assert place_words(ORDER) == "order #1042"
    basket.hear(piece(RING), 3_000)
    basket.hear(piece(CHAIN), 4_000)
    ring, chain = booked(RING), booked(CHAIN)
    basket.judge(BasketFacts({RING: ring, CHAIN: chain}, None, 0, "USD", (ring.row,)))
    assert [row.result for row in basket.rows] == [WRONG, OK]
    basket.begin("OUT", 5_000)
    assert basket.target is None, "nothing is moved into an order"


def test_a_mode_that_moves_opens_an_order() -> None:
    basket = Basket()
    basket.begin("OUT", 1_000)
    assert basket.hear(ORDER, 2_000) == "open"


def test_in_print_mode_pieces_and_places_are_rows_of_tags() -> None:
    basket = Basket()
    basket.begin("PRINT", 1_000, VITRINE)
    basket.begin("PRINT", 1_500)
    assert basket.target is None
    assert basket.hear(TRAY, 2_000) == OK
    assert basket.hear(piece(RING), 3_000) == OK
    basket.judge(BasketFacts({RING: booked(RING)}, None, 0, "USD", ()))
    assert basket.rows[0].result == REFUSED, "it has no tag code"
    assert (basket.going_ids, basket.place_ids) == ([], [TRAY.target_id])


def test_what_a_hand_counted_is_kept_with_the_basket() -> None:
    basket = Basket()
    basket.begin("COUNT", 1_000, TRAY)
    basket.by_hand = 24
    basket.hear(piece(RING), 2_000)
    kept = Basket.of(json.loads(json.dumps(basket.content())))
    assert kept == basket
    older = {name: value for name, value in basket.content().items() if name != "by_hand"}
    assert Basket.of(json.loads(json.dumps(older))).by_hand == 0


@pytest.mark.parametrize(
    ("scan", "title", "below"),
    [
        (
            Scan(
                "unknown", "1000003917", sentence="10 000 039 17 is not known here.", remedy="Wait."
            ),
            "10 000 039 17 is not known here",
            "Wait.",
        ),
        (
            Scan(
                "unknown",
                "1000003917",
                sentence="10 000 039 17 is an unused tag of a roll.",
                remedy="Scan it.",
                offers=("claim",),
            ),
            "10 000 039 17 is an unused tag of a roll",
            "Scan it.",
        ),
        (
            Scan("unknown", "ABC", sentence="Not a tag code.", remedy="Search for it."),
            "ABC is not known here",
            "Not a tag code. Search for it.",
        ),
    ],
)
def test_of_an_unknown_code_nothing_is_said_twice(scan: Scan, title: str, below: str) -> None:
    assert unknown_words(scan) == (title, below)
    basket = Basket()
    basket.hear(scan, 1)
    assert basket.rows[0].sentence == below
    assert title_of(basket.rows[0]) == title

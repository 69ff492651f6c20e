"""The arithmetic of an order: which way the channel counts is found by what adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.arithmetic import Stated, add_up, shares


def stated(goods: int = 10_000, **more: int | None) -> Stated:
    values: dict[str, int | None] = {
        "tips": 0,
        "line_discounts": 0,
        "discount": 0,
        "subtotal": goods,
        "shipping": 0,
        "taxes": 0,
        "duties": 0,
        "total": goods,
    }
    return Stated(goods, **(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("money", "included", "discount"),
    [
        (stated(), None, 0),
        (stated(taxes=888, total=10_888), False, 0),
        (stated(taxes=1_667, total=10_000), True, 0),
        (stated(taxes=888, shipping=500, duties=120, total=11_508), False, 0),
        (stated(4_499, tips=225, subtotal=4_499, total=4_724), None, 0),
        (stated(4_499, tips=225, subtotal=4_724, total=4_724), None, 0),
        # the subtotal with the order's discount off, with the lines', with both, with none
        (stated(discount=1_000, subtotal=9_000, total=9_000), None, 1_000),
        (stated(line_discounts=700, subtotal=9_300, total=9_300), None, 700),
        (stated(discount=1_000, line_discounts=700, subtotal=9_000, total=9_000), None, 1_000),
        (stated(discount=1_000, line_discounts=700, subtotal=8_300, total=8_300), None, 1_700),
        (stated(discount=1_000, subtotal=10_000, total=9_000), None, 1_000),
        (stated(discount=500, shipping=0, subtotal=10_000, total=10_000), None, 0),
        (stated(discount=1_000, subtotal=9_000, taxes=1_500, total=9_000), True, 1_000),
        (stated(discount=1_000, subtotal=None, taxes=720, total=9_720), False, 1_000),
    ],
)
def test_every_way_of_counting_adds_up(money: Stated, included: bool | None, discount: int) -> None:
    found = add_up(money)
    assert (found.difference, found.tax_included, found.discount) == (0, included, discount)
    assert found.total == money.total
    assert found.subtotal_off == 0


def test_a_difference_is_ours_less_the_files() -> None:
    found = add_up(stated(total=8_750))
    assert (found.total, found.difference) == (10_000, 1_250)


def test_the_other_orders_decide_how_tax_is_counted_where_nothing_adds_up() -> None:
    money = stated(taxes=2_000, total=10_500)
    assert add_up(money).difference == -500
    assert add_up(money, usually_included=False).difference == 1_500
    assert add_up(money, usually_included=True).difference == -500


def test_a_subtotal_that_the_lines_do_not_make_is_told() -> None:
    found = add_up(stated(subtotal=9_500, shipping=-0, total=10_000))
    assert (found.difference, found.subtotal_off) == (0, 500)


def test_without_a_total_nothing_is_claimed_about_tax() -> None:
    found = add_up(stated(taxes=900, total=None))
    assert (found.difference, found.tax_included) == (0, None)


def test_shares_of_the_ring_and_the_two_chains() -> None:
    assert shares([148_000, 0, 24_000], [0, 0, 0], 17_200) == [14_800, 0, 2_400]


def test_shares_keep_what_the_lines_state_and_spread_the_rest() -> None:
    assert shares([10_000, 10_000], [1_000, 0], 1_000) == [1_000, 0]
    assert shares([10_000, 10_000], [1_000, 0], 2_900) == [1_900, 1_000]
    assert shares([10_000, 10_000], [1_000, 500], 1_000) == [500, 500]
    assert shares([89_900, 45_000, 32_500], [0, 0, 0], 10_000) == [5_370, 2_688, 1_942]


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=9).filter(any),
    st.integers(0, 10**7),
)
def test_shares_sum_up_exactly(goods: list[int], discount: int) -> None:
    found = shares(goods, [0] * len(goods), discount)
    assert sum(found) == discount
    assert all(share == 0 for share, cost in zip(found, goods, strict=True) if not cost)

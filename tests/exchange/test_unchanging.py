"""Values made by the ten thousand: equal by what they say, quick to make, and guarded by mypy."""

from __future__ import annotations

from dataclasses import replace

from app.exchange.orders import FileTax


def test_values_are_equal_and_hashed_by_what_they_say() -> None:
    assert FileTax("VAT", 100) == FileTax("VAT", 100, None) != FileTax("VAT", 101)
    assert len({FileTax("VAT", 100), FileTax("VAT", 100), FileTax("VAT", 101)}) == 2


def test_another_value_is_made_and_the_first_one_stays() -> None:
    first = FileTax("VAT", 100)
    assert replace(first, amount_minor=200) == FileTax("VAT", 200)
    assert first.amount_minor == 100


def test_a_value_is_made_without_a_call_a_field() -> None:
    assert "__setattr__" not in vars(FileTax)
    assert not hasattr(FileTax("VAT", 100), "__dict__")

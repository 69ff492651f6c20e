"""A client's code stands for one client only, and is read as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.client_codes import client_code, read_client_code

IDS = st.integers(1, (1 << 63) - 1)


@given(IDS)
def test_a_code_leads_back_to_its_client(party_id: int) -> None:
    code = client_code(party_id)
    assert read_client_code(code) == party_id
    assert read_client_code(code.lower().replace("-", " ")) == party_id


@given(IDS, IDS)
def test_two_clients_never_share_a_code(one: int, other: int) -> None:
    assert (client_code(one) == client_code(other)) == (one == other)


def test_clients_whose_ids_end_alike_have_codes_of_their_own() -> None:
    assert client_code(913_499_915_209_295_592) != client_code(913_499_915_209_305_592)


@pytest.mark.parametrize(
    "text", ["", "K-4471", "K", "J10-26-00031", "K-ZZZZZ-ZZZZZ-ZZZ", "K-0RM4U-00000-000"]
)
def test_what_is_no_code(text: str) -> None:
    assert read_client_code(text) is None


def test_letters_that_look_like_digits_are_digits() -> None:
    code = client_code(1 << 30)
    assert read_client_code(code.replace("0", "O").replace("1", "l")) == 1 << 30
    assert client_code(None) == ""

"""The joining code: as it may be typed, and each slip of the pen."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.joining_code import ALPHABET, both_of, new_code, parts_of, signs_of

CODE = "0WGKK-C72EF-HCHCN-3WNZN-V0501"
"""A code as a PC gave it: the same in every run, for the tests are named by it."""


def test_it_is_five_groups_of_five_and_never_the_same() -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}", new_code())
    assert new_code() != new_code()


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower(), CODE.replace("-", " "), CODE.replace("-", ""), f"  {CODE}\n"],
)
def test_it_may_be_typed_as_one_likes(typed: str) -> None:
    assert signs_of(typed) == CODE.replace("-", "")


def test_letters_that_look_like_figures_are_those() -> None:
    while "0" not in (code := new_code()) or "1" not in code:
        pass
    assert signs_of(code.replace("0", "O").replace("1", "l")) == code.replace("-", "")


@given(st.integers(0, 24), st.sampled_from(ALPHABET))
def test_a_wrong_sign_is_nearly_always_noticed_and_told(at: int, sign: str) -> None:
    signs = CODE.replace("-", "")
    typed = signs[:at] + sign + signs[at + 1 :]
    if typed == signs:
        assert signs_of(typed) == signs
        return
    noticed = False
    with suppress(InputError):
        noticed = signs_of(typed) != signs
        return
    assert not noticed, "a slip is never taken for the code itself"


def test_the_last_sign_tells_a_slip() -> None:
    other = next(s for s in ALPHABET if s != CODE[-1])
    with pytest.raises(InputError, match="not the one"):
        signs_of(CODE[:-1] + other)


@pytest.mark.parametrize(
    ("typed", "why"), [("ABCDE", "25 signs"), ("", "25 signs"), (CODE[:-1] + "?", "does not occur")]
)
def test_what_is_no_code_says_why(typed: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        signs_of(typed)


def test_code_and_address_come_apart_again() -> None:
    for address in ("postgresql://a:b@hub/shops?shop=parure_1", "/mnt/file server/parure_1"):
        assert parts_of(both_of(CODE, address)) == (CODE, address)
    for other in ("", "parure-join ", "parure-join X", CODE, "/mnt/parure-join A B"):
        assert parts_of(other) is None

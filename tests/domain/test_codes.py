"""Tag codes: every slip of the finger is found, and words say what else a text can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from app.domain.code_words import read_code
from app.domain.codes import (
    COMMAND_CODES,
    COMMANDS,
    clean,
    is_code,
    make_code,
    near_codes,
    spaced,
    split_code,
    strip_aim,
)

STATIONS = st.integers(10, 98)
SEQUENCES = st.integers(0, 999_999)
CODES = st.builds(make_code, STATIONS, SEQUENCES)


@given(STATIONS, SEQUENCES)
def test_a_code_tells_its_station_and_sequence(station: int, sequence: int) -> None:
    code = make_code(station, sequence)
    assert len(code) == 10
    assert is_code(code)
    assert split_code(code) == (station, sequence)
    assert mod_97_10.is_valid(code), "ISO 7064 mod 97-10"
    assert code.endswith(mod_97_10.calc_check_digits(code[:8]))
    assert clean(spaced(code)) == code


@given(CODES, st.integers(0, 9), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(code: str, at: int, digit: str) -> None:
    wrong = code[:at] + digit + code[at + 1 :]
    assert is_code(wrong) == (wrong == code)


@given(CODES, st.integers(0, 8), st.integers(1, 2))
def test_every_swap_and_jump_swap_is_found(code: str, at: int, gap: int) -> None:
    digits = list(code)
    if at + gap > 9:
        return
    digits[at], digits[at + gap] = digits[at + gap], digits[at]
    wrong = "".join(digits)
    assert is_code(wrong) == (wrong == code)


@given(CODES, st.integers(0, 8), st.sampled_from("0123456789"), st.integers(1, 2))
def test_every_twin_error_is_found(code: str, at: int, digit: str, gap: int) -> None:
    # aa → bb and aca → bcb
    if at + gap > 9 or code[at] != code[at + gap]:
        return
    digits = list(code)
    digits[at] = digits[at + gap] = digit
    wrong = "".join(digits)
    assert is_code(wrong) == (wrong == code)


@given(CODES, st.integers(0, 8))
def test_a_swapped_code_is_offered_back(code: str, at: int) -> None:
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if wrong != code:
        assert code in near_codes(wrong)


@given(CODES, st.integers(0, 9))
def test_a_lost_or_doubled_digit_is_offered_back(code: str, at: int) -> None:
    assert code in near_codes(code[:at] + code[at + 1 :])
    assert code in near_codes(code[:at] + code[at] + code[at:])


def test_nothing_near_words_or_short_numbers() -> None:
    assert near_codes("hello") == []
    assert near_codes("12345") == []
    assert near_codes(make_code(10, 1)) == []


def test_the_printed_form() -> None:
    assert make_code(10, 2231) == "1000223164"
    assert spaced("1000223164") == "10 002 231 64"


@pytest.mark.parametrize("text", ["", "100022316", "10002231640", "99" + "0" * 8, "1000223a64"])
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)
    with pytest.raises(ValueError, match="not a code"):
        split_code(text)


def test_no_station_99_and_no_second_spelling() -> None:
    with pytest.raises(ValueError, match="station"):
        make_code(99, 1)
    with pytest.raises(ValueError, match="sequence"):
        make_code(10, 1_000_000)
    pairs = {make_code(10, n)[8:] for n in range(97)}
    assert pairs == {f"{n:02d}" for n in range(2, 99)}
    for n in range(97):
        code = make_code(10, n)
        same = [code[:8] + f"{p:02d}" for p in range(100) if is_code(code[:8] + f"{p:02d}")]
        assert same == [code]


def test_command_cards_are_of_stations_below_ten() -> None:
    assert {"OUT", "IN", "DONE", "UNDO", "PRINT", "COUNT", "QTY"} <= set(COMMANDS.values())
    assert all(is_code(code) and split_code(code)[0] < 10 for code in COMMANDS)
    assert COMMANDS[COMMAND_CODES["LOOK 7"]] == "LOOK 7"
    assert len(COMMANDS) == len(COMMAND_CODES)
    assert COMMAND_CODES["OUT"] == make_code(0, 1), "printed cards stay valid"


def test_prefixes_and_blanks_go() -> None:
    assert strip_aim("]C01000223164") == ("]C0", "1000223164")
    assert strip_aim("1000223164") == ("", "1000223164")
    assert clean(" 10 002-231.64 ") == "1000223164"
    assert clean("１０００２２３１６４") == "1000223164"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10 002 231 64", "tag", "1000223164"),
        ("]d11000223164", "tag", "1000223164"),
        (COMMAND_CODES["DONE"], "command", COMMAND_CODES["DONE"]),
        (make_code(9, 999), "command", make_code(9, 999)),
        ("4006381333931", "ean", "4006381333931"),
        ("012345678905", "ean", "012345678905"),
        ("]C1010950110153000310LOT", "gs1", "9501101530003"),
        ("01095011015300031725010110A\x1d21B", "gs1", "9501101530003"),
        ("]C1xx", "gs1", "xx"),
        ("J10-26-00031", "number", "J10-26-00031"),
        ("j10-26-31", "number", "J10-26-00031"),
        ("1000223146", "mistyped", "1000223146"),
        ("100022316", "mistyped", "100022316"),
        ("123456789012345", "mistyped", "123456789012345"),
        ("9912345678", "mistyped", "9912345678"),
        ("hello", "text", "hello"),
        ("  ", "empty", ""),
    ],
)
def test_what_a_text_is(text: str, kind: str, value: str) -> None:
    reading = read_code(text)
    assert (reading.kind, reading.value) == (kind, value)
    assert reading.sentence.endswith((".", "?"))


def explain(text: str) -> str:
    """The sentence and the way on of a text that was looked up and not found."""
    reading = read_code(text)
    return f"{reading.sentence} {reading.remedy}".strip()


def test_words_say_why_and_how_to_go_on() -> None:
    assert explain("1000223146").startswith(
        "10 002 231 46 is not a tag code: the last two digits do not fit the others."
        " Did you mean 10 002 231 64"
    )
    assert "has 9 digits, too few" in explain("100022316")
    assert "has 15 digits, too many" in explain("123456789012345")
    assert "no station has the number 99" in explain("9912345678")
    assert "EAN-13" in explain("4006381333931")
    assert "not yet synced" in explain("1000223164")
    assert explain("J10-26-00031") == "J10-26-00031 is the number of a job."
    assert "does not know" in explain(make_code(9, 999))

"""Codes as symbols: each is read back whole by two readers."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.domain.codes import make_code
from app.domain.errors import InputError
from app.printing.tag import symbols
from tests.printing.tag.conftest import dmtx, zbar

STATIONS = [*range(0, 4), 10, 11, 19, 20, 55, 90, 97, 98]


def read(image: Image.Image, quiet: int) -> list[tuple[str, str]]:
    ground = Image.new("L", (image.width + 2 * quiet, image.height + 2 * quiet), 255)
    ground.paste(image.convert("L"), (quiet, quiet))
    return [(found.format.name, found.text) for found in zxingcpp.read_barcodes(ground)]


@pytest.mark.parametrize("station", STATIONS)
def test_each_station_s_codes_are_twelve_modules_square_and_read_by_two_readers(
    station: int,
) -> None:
    code = make_code(station, 7654 + station)
    assert len(symbols.data_matrix(code)) == len(symbols.data_matrix(code)[0]) == 12
    image = symbols.square_image(code, symbols.DATA_MATRIX, 4)
    assert read(image, 8) == [("DataMatrix", code)]
    assert dmtx(image) == [code]


@pytest.mark.parametrize("station", STATIONS)
def test_each_station_s_codes_read_as_qr_codes_of_the_smallest_size(station: int) -> None:
    code = make_code(station, 4321 + station)
    assert len(symbols.qr(code)) == 21
    image = symbols.square_image(code, symbols.QR, 3)
    assert read(image, 12) == [("QRCode", code)]
    assert zbar(image) == [code]


@given(st.integers(0, 98), st.integers(0, 999_999))
def test_any_code_survives_its_code_128(station: int, sequence: int) -> None:
    if 3 < station < 10:
        station += 10
    code = make_code(station, sequence)
    assert len(symbols.code_128(code)) == 90
    assert read(symbols.linear_image(code, 2, 40), 30) == [("Code128", code)]


@pytest.mark.parametrize(
    "text", ["9912345678", "99", "0012345678", "9900990099", "12995678", "J10-26-00031"]
)
def test_no_digit_is_lost_at_the_start_of_a_code_128(text: str) -> None:
    assert read(symbols.linear_image(text, 3, 60), 40) == [("Code128", text)]


@pytest.mark.parametrize(
    "text", ["9912345678", "9900990099", "0012345676", "0000000098", "9898989898"]
)
def test_no_digit_is_lost_by_any_symbol_for_any_reader(text: str) -> None:
    square = symbols.square_image(text, symbols.DATA_MATRIX, 4)
    assert (read(square, 8), dmtx(square)) == ([("DataMatrix", text)], [text])
    qr = symbols.square_image(text, symbols.QR, 4)
    assert (read(qr, 16), zbar(qr)) == ([("QRCode", text)], [text])
    linear = symbols.linear_image(text, 3, 60)
    assert (read(linear, 40), zbar(linear)) == ([("Code128", text)], [text])


def test_bars_are_the_black_modules() -> None:
    modules = symbols.code_128("1000223164")
    filled = {n for start, width in symbols.bars("1000223164") for n in range(start, start + width)}
    assert filled == {n for n, black in enumerate(modules) if black}


@pytest.mark.parametrize("text", ["", "é", "a\n", "x" * 49])
def test_what_no_scanner_would_type_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        symbols.code_128(text)
    with pytest.raises(InputError):
        symbols.data_matrix(text)

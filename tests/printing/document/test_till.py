"""The 80-mm receipt: the same lines as text, as dots where the printer lacks letters, and as a strip."""

from __future__ import annotations

import dataclasses

import pytest
import zxingcpp

from app.printing.document.render import KINDS
from app.printing.document.till import CODE, till_lines
from app.printing.document.till_escpos import (
    COLUMNS,
    WIDTH_DOTS,
    code_image,
    drawer_kick,
    line_image,
    receipt_escpos,
)
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import sales_receipt

KICK = b"\x1bp\x0022"
RASTER = b"\x1dv0"
CUT = b"\x1dV"


def test_the_drawer_opens_first_and_only_when_asked() -> None:
    assert KICK not in receipt_escpos(sales_receipt())
    told = receipt_escpos(sales_receipt(), drawer=True)
    assert told.startswith(b"\x1b@" + KICK)
    assert drawer_kick() == KICK


def test_western_lines_are_text_that_fits_the_strip() -> None:
    told = receipt_escpos(sales_receipt())
    assert told.count(RASTER) == 1, "the code alone is drawn"
    assert CUT in told
    text = [
        line for line in told.partition(RASTER)[0].decode("cp858").split("\n") if "1,332.00" in line
    ]
    assert text[0].endswith("Solitaire ring, 18 K yellow gold" + " " * 8 + "1,332.00")
    assert len("Solitaire ring, 18 K yellow gold" + " " * 8 + "1,332.00") == COLUMNS
    assert "-148.00" in told.decode("cp858", "replace")


@pytest.mark.parametrize("name", ["محمد الأمين", "王小明", "Ольга", "שרה לוי 18K", "สมชาย"])
def test_other_scripts_are_drawn(name: str) -> None:
    content = dataclasses.replace(sales_receipt(), client=(name,))
    told = receipt_escpos(content)
    assert told.count(RASTER) == 2
    (line,) = [line for line in till_lines(content) if line.left == name]
    image = line_image(line)
    assert image.size[0] == WIDTH_DOTS
    dark = image.histogram()[0]
    assert 200 < dark < WIDTH_DOTS * image.size[1] / 4


def test_a_long_name_is_drawn_over_lines_inside_the_strip() -> None:
    line = dataclasses.replace(till_lines(sales_receipt())[0], left="Кольцо с сапфиром " * 8)
    image = line_image(line)
    assert image.size[1] > 100
    edge = image.crop((WIDTH_DOTS - 1, 0, WIDTH_DOTS, image.size[1]))
    assert edge.histogram()[0] == 0


def test_the_code_reads_back_from_the_very_dots() -> None:
    (found,) = zxingcpp.read_barcodes(code_image(sales_receipt().code).convert("L"))
    assert (found.format.name, found.text) == ("Code128", sales_receipt().code)


def test_a_copy_says_so() -> None:
    assert b"COPY 2" in receipt_escpos(sales_receipt(), copy=2)
    assert any(line.left == "COPY" for line in till_lines(sales_receipt(), copy=1))


def test_the_strip_is_one_page_as_long_as_it_needs(read: Reader) -> None:
    content = sales_receipt()
    content = dataclasses.replace(content, made=dataclasses.replace(content.made, paper="80mm"))
    (page,) = read(KINDS["sales_receipt"].render(content))
    assert page.size[0] == pytest.approx(80 * 72 / 25.4, abs=0.1)
    (longer,) = read(
        KINDS["sales_receipt"].render(dataclasses.replace(content, lines=content.lines * 9))
    )
    assert longer.size[1] > page.size[1] + 200
    for line in till_lines(content):
        if line.how != CODE and line.left:
            assert line.left.split()[0] in page.words
    assert ("Code128", content.code) in [code[:2] for code in page.codes]

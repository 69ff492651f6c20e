"""What lay where, on paper: place by place, each named once with its count and its sum."""

from __future__ import annotations

import re
from dataclasses import replace

from app.printing.document.passport import StatedPiece
from app.printing.document.passport_paper import render_place_statement
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import place_statement

USD, EUR = "USD", "EUR"


def test_a_place_is_named_once_with_its_sum(read: Reader) -> None:
    pieces = (
        StatedPiece("P1", "Ring", "Safe B", "", 100_000, USD),
        StatedPiece("P2", "Brooch", "Bench 1", "Bench 1", 50_000, USD),
        StatedPiece("P3", "Chain", "Safe B", "", 20_000, EUR),
        StatedPiece("P4", "Clasp", "Safe B", "Mia Delacroix", None, ""),
    )
    stated = replace(
        place_statement(), place="", pieces=pieces, totals=((EUR, 20_000), (USD, 150_000))
    )
    (page,) = read(render_place_statement(stated))
    assert len(re.findall("Bench 1", page.words)) == 1
    assert len(re.findall("Safe B", page.words)) == 1
    assert "Safe B pieces: 3 EUR 200.00" in page.words
    assert "USD 1,000.00" in page.words
    assert "Mia Delacroix" in page.words
    assert page.words.index("Total, USD") < page.words.index("Safe B"), "the answer first"


def test_a_place_never_ends_a_page_by_its_name_alone(read: Reader) -> None:
    pieces = tuple(
        StatedPiece(f"P{n}", "Ring", f"Tray {n // 2:03d}", "", 1_000, USD) for n in range(120)
    )
    pages = read(render_place_statement(replace(place_statement(), pieces=pieces)))
    assert len(pages) > 1
    for nth in range(60):
        (page,) = [one for one in pages if f"Tray {nth:03d} " in one.words]
        assert re.search(rf"\bP{2 * nth}\b", page.words), nth

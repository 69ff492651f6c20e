"""Cards that are cut from a sheet: their words stand whole."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from app.printing.document.card_paper import render_place_labels
from app.printing.document.cards import PlaceLabel
from tests.printing.document.more_papers import place_labels


def words_on(name: str) -> list[str]:
    """The lines of a sheet with the label of one place."""
    labels = replace(place_labels(), labels=(PlaceLabel(name, "1000000000", "Miami trunk show"),))
    paper = PdfDocument(BytesIO(render_place_labels(labels)))
    said = paper[0].get_textpage().get_text_range().replace("\ufffe", "-\n")  # a line's last hyphen
    return [line.strip() for line in said.splitlines()]


def test_the_name_of_a_place_is_made_smaller_rather_than_torn() -> None:
    assert "EVENT-MIA" in words_on("EVENT-MIA")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("VITRINE-NORTH-LEFT", ("VITRINE-", "NORTH-LEFT")),
        ("SAFE-NORTH/DRAWER-03", ("SAFE-NORTH/", "DRAWER-03")),
    ],
)
def test_a_longer_one_is_parted_where_its_own_signs_part_it(
    name: str, lines: tuple[str, str]
) -> None:
    said = words_on(name)
    at = said.index(lines[0])
    assert tuple(said[at : at + 2]) == lines


def test_a_long_name_leaves_room_for_where_the_place_is() -> None:
    """Nothing of a label lies on the line along which it is cut."""
    long = PlaceLabel("VITRINE-NORTH-1", "1000000000", "Miami trunk show", "Marylebone / Out")
    paper = PdfDocument(BytesIO(render_place_labels(replace(place_labels(), labels=(long,)))))
    text = paper[0].get_textpage()
    searched = text.search("Marylebone / Out")
    at, many = searched.get_next()
    lowest = min(text.get_charbox(n)[1] for n in range(at, at + many))
    digits = text.search("10 000 000 00").get_next()[0]
    assert lowest > text.get_charbox(digits)[1], "no lower than the digits beside it"

"""What a clerk types into the palette finds the page where it is done."""

from __future__ import annotations

import pytest

from app.views.frame.palette_words import rank
from app.views.pages import PAGES


def found(typed: str) -> set[str]:
    """The pages that what was typed offers, from wherever one is."""
    return {
        spec.key
        for spec in PAGES
        if (spec.section is not None or spec.command)
        and rank(spec.command or f"Go to {spec.title}", typed, f"{spec.title}, {spec.also}")
        is not None
    }


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("printers", "prints"),
        ("find printers", "prints"),
        ("queue", "prints"),
        ("labels", "prints"),
        ("test tag", "prints"),
        ("retag", "prints"),
        ("re-tag", "prints"),
        ("rules", "prints"),
        ("zebra", "prints"),
        ("tag designer", "designer"),
        ("template", "designer"),
        ("measure", "designer"),
        ("roll", "designer"),
        ("export template", "designer"),
        ("packing slip", "orders"),
        ("invoice", "orders"),
        ("credit note", "orders"),
        ("receipt", "documents"),
        ("e-mail", "documents"),
        ("email", "documents"),
        ("repair ticket", "jobs"),
        ("job bag", "jobs"),
        ("price card", "pieces"),
        ("alias", "pieces"),
        ("hand-over", "pieces"),
        ("passport", "pieces"),
        ("consignment receipt", "take_in"),
        ("command cards", "scan"),
        ("unused tags", "scan"),
        ("transfer list", "scan"),
        ("camera", "scan"),
        ("count sheet", "place"),
        ("location label", "place"),
        ("badge", "people"),
        ("self test", "scanner"),
        ("barcode", "scanner"),
        ("terms", "wordings"),
    ],
)
def test_a_clerks_word_finds_its_page(typed: str, key: str) -> None:
    assert key in found(typed)

"""A clerk types what things are called in this house, and finds the command that says it otherwise."""

from __future__ import annotations

import pytest

from app.views.frame.palette_synonyms import MEANINGS, OTHER_WORDS
from app.views.frame.palette_words import found_by, rank
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from tests.views.test_every_page import window as window


def offered(window: MainWindow, page: str, typed: str) -> list[str]:
    """The commands that the palette offers on a page, the best fit first; also those off just now."""
    window.navigate(page)
    window.palette_box.open()
    try:
        return [entry.words for entry in window.palette_box.entries_for(typed)]
    finally:
        window.palette_box.dismiss()


@pytest.mark.parametrize(
    ("page", "typed", "command"),
    [
        ("today", "insurer", "Ask what was where at a moment"),
        ("settings", "calibration", "Edit the scales and instruments"),
        ("settings", "demand", "Say where reports are demanded"),
        ("piece", "price", "Say what it is worth"),
        ("piece", "value", "Say what it is worth"),
        ("piece", "worth", "Say what it is worth"),
        ("piece", "cost", "Say what it is worth"),
        ("piece", "lend", "Hand over, or take back"),
        ("piece", "loan", "Hand over, or take back"),
        ("piece", "memo", "Hand over, or take back"),
        ("piece", "return", "Hand over, or take back"),
        ("piece", "take back", "Hand over, or take back"),
        ("piece", "label", "Tag"),
        ("piece", "picture", "Paste a photo"),
        ("piece", "vitrine", "Make its price card"),
        ("piece", "sell", "Put up for sale"),
        ("piece", "police hold", "Hold it back"),
        ("piece", "certificate", "Other codes of this piece"),
        ("pieces", "label", "Print tags"),
        ("pieces", "lend", "Hand over, or take back"),
        ("pieces", "intake", "Take pieces in"),
        ("piece", "goldsmith", "Move"),
        ("pieces", "bench", "Move"),
        ("report", "bench", "Move the piece"),
        ("report", "repair", "Move the piece"),
        ("reports", "lend", "Hand over, or take back"),
        ("reports", "bench", "Move the piece"),
        ("order", "resize", "Send to bench"),
        ("order", "resize", "Change what the client wants"),
        ("order", "workshop", "Send to bench"),
        ("order", "refund", "Make a credit note"),
        ("order", "bill", "Make the invoice"),
        ("order", "customer", "Open the client"),
        ("order", "deadline", "Promise the order for a day"),
        ("parties", "new customer", "Add a person"),
        ("place", "stocktake", "Make a count sheet"),
        ("scan", "blank labels", "Print a roll of unused tags"),
        ("prints", "sticker", "Print tags"),
        ("people", "forgot", "New password"),
        ("today", "price", "Go to Pieces"),
        ("today", "resize", "Go to Workshop"),
        ("today", "lend", "Go to Pieces"),
        ("today", "damage", "Go to Condition reports"),
        ("today", "customer", "Go to Clients"),
        ("today", "restore", "Go to Backup"),
        ("today", "log out", "Lock"),
    ],
)
def test_a_word_of_the_trade_finds_the_command(
    window: MainWindow, page: str, typed: str, command: str
) -> None:
    assert command in offered(window, page, typed)


def test_what_says_the_typed_word_itself_stands_before_what_means_it() -> None:
    commands = ["Make the invoice", "Hand over, or take back", "Print tags", "Put a label on"]
    found = {one: rank(one, "label") for one in commands}
    assert found == {
        "Make the invoice": None,
        "Hand over, or take back": None,
        "Print tags": 4,
        "Put a label on": 1,
    }
    assert found_by("Print tags", "lab", "") == "label"
    assert rank("Print tags", "la") is None, "two letters mean nothing yet"
    assert rank("Hand over, or take back", "bring back") == 4
    assert found_by("Hand over, or take back", "bring back", "") == "bring back"


def test_every_command_that_has_other_words_is_there(window: MainWindow) -> None:
    said = {action.text() for action in window.commands.all()}
    for spec in PAGES:
        window.navigate(spec.key)
        assert window.page is not None
        said |= {action.text() for action in window.page.commands()}
    by_state = {"Release"}  # what "Hold" says of an order that is held
    assert set(OTHER_WORDS) - said - by_state == set()


def test_a_word_stands_in_few_groups_and_once_in_each() -> None:
    assert all(len(set(group)) == len(group) > 1 for group in MEANINGS)

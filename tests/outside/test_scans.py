"""Scans from outside: as a scanner types them, the cursor in a field; and what is kept when all ends."""

from __future__ import annotations

import pytest

from app.domain.codes import is_code, make_code
from app.services.clean_close import MARK
from app.services.sample.cast import PASSWORD
from tests.outside.conftest import Counter
from tests.outside.hands import Hands

pytestmark = pytest.mark.gui


def test_a_tag_opens_its_piece_and_a_wrong_one_says_what_it_is(counter: Counter) -> None:
    free = "FROM piece_now WHERE availability = 'free' AND code <> '' ORDER BY id"
    code = str(counter.ask(f"SELECT code {free}"))
    words = str(counter.ask(f"SELECT description {free}"))
    counter.open("mia")
    hands = counter.hands
    hands.command("Go to Orders")
    hands.wait("Orders page")
    hands.key("slash")
    hands.wait_focused("Search orders", "text")
    hands.type("ring")
    hands.until(lambda: hands.text("Search orders") == "ring", "what was typed")
    hands.scan(code)
    hands.wait("Piece page")
    hands.wait(f"{words}…", "label")
    hands.command("Go to Orders")
    assert hands.text("Search orders") == "ring", "nothing of the code stayed"

    mistyped = code[:-1] + ("1" if code[-1] != "1" else "2")
    assert not is_code(mistyped)
    hands.command("Go to Settings")
    hands.wait("Settings page")
    hands.scan(mistyped)
    hands.wait("…is not a tag code: the last two digits do not fit…")

    hands.command("Go to Today")
    hands.wait("Today page")
    hands.scan(make_code(97, 999_999))
    hands.wait("…is not known here…")


def test_what_was_typed_at_take_in_is_offered_after_the_program_was_killed(
    counter: Counter,
) -> None:
    hands = _typing_at_take_in(counter)
    drafts = "SELECT count(*) FROM draft WHERE content LIKE '%Moonstone halo ring%'"
    hands.until(lambda: _kept(counter, drafts), "the draft to be kept")
    hands.end("SIGKILL")
    _come_back(counter)
    hands.wait("Parure had not been closed properly", "label")
    hands.command("Go to Take-in")
    hands.wait("Go on…", "push button")


def test_a_program_that_the_system_ends_keeps_what_was_typed_and_closes_in_good_order(
    counter: Counter,
) -> None:
    hands = _typing_at_take_in(counter)
    assert hands.end("SIGTERM") == 0
    assert not (counter.shop / MARK).exists()
    _come_back(counter)
    hands.command("Go to Take-in")
    hands.wait("Go on…", "push button")
    names = {thing.name for thing in hands.tree()}
    assert "Parure had not been closed properly" not in names


def _typing_at_take_in(counter: Counter) -> Hands:
    """A ring is being described at take-in: the last letter was typed just now."""
    counter.open("sara")
    hands = counter.hands
    hands.command("Go to Take-in")
    hands.wait_focused("Find the person", "text")
    hands.type("cla")
    hands.wait("Clara Whitcombe…", "list item")
    hands.key("Return")
    hands.wait_focused("Go on to the terms", "push button")
    hands.key("Return")
    hands.wait_focused("Pieces announced", "text")
    hands.key("ctrl+Return")
    hands.wait_focused("Ring", "check box")
    hands.key("r")
    hands.fill("Description", "Moonstone halo ring")
    return hands


def _come_back(counter: Counter) -> None:
    """Start the program again; the same person signs in."""
    hands = counter.hands
    hands.open(counter.shop)
    hands.wait("What you were writing is kept: take-in.")
    hands.wait_focused("Password", "password text")
    hands.type(PASSWORD)
    hands.key("Return")
    hands.wait("Today page")


def _kept(counter: Counter, sql: str) -> bool:
    return bool(counter.ask(sql))

"""Scans from outside: as a scanner types them, the cursor in a field; and what is kept when all ends."""

from __future__ import annotations

import pytest

from app.domain.codes import is_code, make_code
from app.services.sample.cast import PASSWORD
from tests.outside.conftest import Counter

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
    drafts = "SELECT count(*) FROM draft WHERE content LIKE '%Moonstone halo ring%'"
    hands.until(lambda: _kept(counter, drafts), "the draft to be kept")
    hands.end("SIGKILL")
    hands.open(counter.shop)
    hands.wait("What you were writing is kept: take-in.")
    hands.wait_focused("Password", "password text")
    hands.type(PASSWORD)
    hands.key("Return")
    hands.wait("Today page")
    hands.wait("Parure had not been closed properly", "label")
    hands.command("Go to Take-in")
    hands.wait("Go on…", "push button")


def _kept(counter: Counter, sql: str) -> bool:
    return bool(counter.ask(sql))

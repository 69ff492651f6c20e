"""Condition reports in the real program by keys alone: the quick form counted, and a draft that is killed."""

from __future__ import annotations

import logging
import time

import pytest

from app.services.sample.cast import PASSWORD
from tests.outside.conftest import Counter
from tests.outside.hands import Hands

pytestmark = pytest.mark.gui
UNSEEN = (
    "FROM piece_now AS n JOIN piece AS p ON p.id = n.id WHERE n.reports = 0 AND n.code <> ''"
    " AND n.photo_sha256 <> '' AND p.category = 'ring' ORDER BY n.id LIMIT 1"
)
REPORTED = (
    "FROM piece_now AS n JOIN piece AS p ON p.id = n.id WHERE n.reports > 0 AND n.weight_mg > 0"
    " AND n.code <> '' AND p.category = 'ring' AND p.components = 1"
    " AND EXISTS (SELECT 1 FROM stone AS s WHERE s.piece_id = n.id AND s.removed = 0)"
    " AND n.id NOT IN (SELECT subject_id FROM draft) ORDER BY n.id LIMIT 1"
)
MOST_KEYS = 15
"""A second a key, for a hand that is not hurried: the quick form takes no more than fifteen seconds."""


class Counted:
    """Counts the keys that are pressed on the way."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.pressed = hands, 0

    def key(self, key: str) -> None:
        self.hands.key(key)
        self.pressed += 1

    def type(self, words: str) -> None:
        self.hands.type(words)
        self.pressed += len(words)


def test_as_last_time_with_weight_and_count_takes_at_most_fifteen_keys(
    counter: Counter,
) -> None:
    code, grams = (
        str(counter.ask(f"SELECT {what} {REPORTED}"))
        for what in ("n.code", "printf('%.3f', n.weight_mg / 1000.0)")
    )
    before = int(counter.ask("SELECT count(*) FROM report"))
    counter.open("sara")
    hands = counter.hands
    hands.scan(code)
    hands.wait("Piece page")
    hand, began = Counted(hands), time.monotonic()
    hand.key("F6")
    hands.wait("Condition report page")
    hand.key("alt+q")
    hands.wait_focused("Weight now…", "text")
    hand.type(grams.rstrip("0"))
    hand.key("Return")
    hands.wait_focused("Stones found…", "text")
    hand.key("Return")
    hands.wait_focused("Signature of Sara Okafor…")
    hand.key("alt+t")
    hand.key("Return")
    hands.until(lambda: counter.ask("SELECT count(*) FROM report") == before + 1, "the report")
    took = f"{hand.pressed} keys, {time.monotonic() - began:.1f} s"  # the time is told, not judged
    logging.getLogger(__name__).info("quick form: %s", took)
    assert hand.pressed <= MOST_KEYS, took
    hands.end("SIGTERM")
    assert counter.ask("SELECT json_extract(content, '$.form.same_as') FROM report"
                       " ORDER BY hlc DESC LIMIT 1").startswith("CR")  # fmt: skip


def test_a_report_that_was_killed_while_it_was_written_is_there_again(counter: Counter) -> None:
    code = str(counter.ask(f"SELECT n.code {UNSEEN}"))
    piece = int(counter.ask(f"SELECT n.id {UNSEEN}"))
    counter.open("sara")
    hands = counter.hands
    hands.scan(code)
    hands.wait("Piece page")
    hands.key("F6")
    hands.wait_focused("Photo with marks…")
    hands.key("shift+Left")
    hands.key("Return")
    hands.type("inss1")
    drafted = (
        "SELECT count(*) FROM draft, json_each(draft.content, '$.findings') AS f WHERE draft_kind ="
        " 'report' AND subject_id = ? AND json_extract(f.value, '$.type') = 'scratch'"
        " AND json_extract(f.value, '$.location') = 'INS' AND json_extract(f.value, '$.change') = 'new'"
    )
    hands.until(lambda: counter.ask(drafted, piece), "the draft")
    hands.end("SIGKILL")
    hands.open(counter.shop)
    hands.wait("What you were writing is kept…")
    hands.wait_focused("Password", "password text")
    hands.type(PASSWORD)
    hands.key("Return")
    hands.wait("Today page")
    hands.scan(code)
    hands.wait("Piece page")
    hands.key("F6")
    hands.wait_focused("Photo with marks…")
    hands.wait("…INS…")
    assert counter.ask(drafted, piece) == 1

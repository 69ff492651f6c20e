"""Killed at any moment of a take-in: what was said to be saved is there, nothing is half saved."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services.agreement_cards import agreement_card
from app.services.check import check
from app.services.drafts import open_drafts
from app.shop import Shop

STEPS = Path(__file__).with_name("take_in_steps.py")
ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))
SAID = 16  # lines that an undisturbed take-in says


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_take_in_leaves_a_whole_shop(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff["sara"], seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
def test_a_killed_take_in_leaves_a_whole_shop_many_times(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff["sara"], seed)


def killed(house: Shop, sara: Actor, seed: int) -> None:
    """Kill a take-in after a chosen line and a few more milliseconds, then look at the shop."""
    house.close()
    chance = random.Random(seed)
    said = run_and_kill(house.path, sara, chance.randrange(1, SAID), chance.random() * 0.012)
    assert said[0] == "ready"
    shop = Shop.open(house.path, KEY)
    reader = shop.reader()
    try:
        look(reader, said, sara)
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]
    finally:
        reader.close()
        shop.close()


def run_and_kill(shop: Path, sara: Actor, after: int, wait_s: float) -> list[str]:
    """What the process had said when it was killed, ``wait_s`` after its ``after``-th line."""
    child = subprocess.Popen(
        [sys.executable, str(STEPS), str(shop), str(sara.user_id)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(after)]
    timer = threading.Timer(wait_s, child.kill)
    timer.start()
    rest, _ = child.communicate()
    timer.join()
    return [*said, *rest.split("\n")]


def look(db: Database, said: list[str], sara: Actor) -> None:
    """Everything that was said is there; every piece that is there is whole."""
    pieces = sum(line.startswith("saved piece") for line in said)
    agreements = [row[0] for row in db.rows("SELECT id FROM agreement")]
    assert len(agreements) >= ("saved agreement" in said)
    if not agreements:
        assert db.value("SELECT count(*) FROM piece") == 0
        return
    card = agreement_card(db, agreements[0])
    assert pieces <= len(card.items) <= pieces + 1
    for n, item in enumerate(card.items, 1):
        assert item.description == f"Ring {n}"
        assert (item.weight_mg, item.agreed_minor) == (1_000 * n, 100_000 * n)
        assert (item.missing, item.photos, len(item.code)) == ((), 1, 10)
    papers = db.value("SELECT count(*) FROM document")
    assert papers == (card.state == "signed")
    assert card.state == "signed" or "saved signature" not in said
    held = {item.state for item in card.items}
    assert held <= ({"hold"} if card.state == "signed" else {"taken_in"})
    drafts = open_drafts(db, sara.user_id, "take_in")
    begun = sum(line.startswith("draft") for line in said)
    if begun > len(card.items):
        assert [draft.content["description"] for draft in drafts] == [f"Ring {begun}"]

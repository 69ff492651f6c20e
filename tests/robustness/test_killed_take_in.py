"""Killed at any moment of a take-in: what was said to be saved is there, nothing is half saved."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services.agreement_cards import agreement_card
from app.services.check import check
from app.services.drafts import open_drafts
from app.shop import Shop
from tests.robustness.killing import KEY, run_and_kill

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
    said = run_and_kill(seed, SAID, "take_in_steps", house.path, sara.user_id)
    shop = Shop.open(house.path, KEY)
    reader = shop.reader()
    try:
        look(reader, said, sara)
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]
    finally:
        reader.close()
        shop.close()


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

"""Killed while a condition report is written or signed: the draft is there to the last finding, or the
report is; never half of one, never neither."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Move, Piece
from app.models.shopwide import Place
from app.services.check import check
from app.services.report_cards import report_card
from app.services.reports import open_draft
from app.shop import Shop
from tests.robustness.killing import KEY, run_and_kill

SAID = 10
"""Lines that an undisturbed report says."""


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_report_is_a_draft_or_signed(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff["sara"], seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 64))
def test_a_killed_report_is_a_draft_or_signed_many_times(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff["sara"], seed)


def killed(house: Shop, sara: Actor, seed: int) -> None:
    with house.work(sara, "take_in") as w:
        piece = w.add(Piece, category="ring", description="Band ring")
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
        safe = w.add(Place, kind_code="safe", name="S1", title="Safe 1", two_persons=0)
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=safe)
    house.close()
    said = run_and_kill(seed, SAID, "report_steps", house.path, sara.user_id, piece)
    kept = sum(line.startswith("kept") for line in said)
    shop = Shop.open(house.path, KEY)
    reader = shop.reader()
    try:
        draft = open_draft(reader, sara.user_id, piece)
        signed = reader.value("SELECT id FROM report WHERE piece_id = ?", (piece,))
        if signed:
            assert draft is None
            assert len(report_card(reader, signed).form.findings) == 8
        else:
            assert "signed" not in said
            assert draft is not None or not kept
            if draft is not None:
                form, _ = draft
                assert kept <= len(form.findings) <= kept + 1
                assert form.private_notes == f"note {len(form.findings)}"
                assert all(len(mark.strokes) == 60 for mark in form.findings)
        found = check(shop)
        assert found.clean, [problem.sentence for problem in found.problems]
    finally:
        reader.close()
        shop.close()

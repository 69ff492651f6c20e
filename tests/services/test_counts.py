"""The numbers beside the pages' names."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.database import Database
from app.models.pieces import Piece
from app.services.counts import report_drafts
from app.services.drafts import keep_draft
from app.services.piece_forms import PieceForm
from app.services.take_in import take_in_own
from app.shop import Shop


def test_the_drafts_of_others_are_not_ones_own_and_none_is_of_a_removed_piece(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        ring, chain = (
            take_in_own(w, PieceForm(category, category)).first("piece")
            for category in ("ring", "necklace")
        )
    for login, subject in (("sara", ring), ("sara", chain), ("mia", ring)):
        keep_draft(house, staff[login].user_id, "report", subject, {"words": "a scratch"})
    keep_draft(house, staff["mia"].user_id, "take_in", 0, {})
    logins = ("sara", "mia", "olga")
    assert [report_drafts(house_db, staff[login].user_id) for login in logins] == [2, 1, 0]
    with house.work(staff["mia"], "remove_piece") as w:
        w.remove(Piece, chain)
    assert [report_drafts(house_db, staff[login].user_id) for login in logins] == [1, 1, 0]

"""The numbers beside the pages' names."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.database import Database
from app.services.counts import report_drafts
from app.services.drafts import keep_draft
from app.shop import Shop


def test_the_drafts_of_others_are_not_ones_own(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    for login, kind, subject in (
        ("sara", "report", 1),
        ("sara", "report", 2),
        ("mia", "report", 1),
    ):
        keep_draft(house, staff[login].user_id, kind, subject, {"words": "a scratch"})
    keep_draft(house, staff["mia"].user_id, "take_in", 0, {})
    counted = [report_drafts(house_db, staff[login].user_id) for login in ("sara", "mia", "olga")]
    assert counted == [2, 1, 0]

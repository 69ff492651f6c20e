"""Agreements by saved view, newest first, searched by number and name."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.database import Database
from app.services.agreement_lists import AgreementRow, agreements_list
from app.services.agreements import draft_agreement
from app.services.lists import open_list
from app.services.signatures import Signature
from app.services.signing import sign
from app.shop import Shop


def shown(db: Database, view: str, search: str = "") -> list[AgreementRow]:
    first, _ = open_list(db, agreements_list(view, search), "w_agreements")
    return list(first.rows.rows)


def test_views_and_search(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    clara: int,
    agreement: int,
    ring: int,
) -> None:
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, (Signature("consignor", "Clara", (((1, 1),),)),), photos_later=True)
    with house.work(staff["sara"], "draft") as w:
        draft = draft_agreement(w, clara).first("agreement")
    assert [row.id for row in shown(house_db, "drafts")] == [draft]
    (signed,) = shown(house_db, "signed")
    assert (signed.id, signed.pieces, signed.party) == (agreement, 1, "Clara Whitcombe")
    assert signed.expires_on > signed.begins_on
    assert [row.id for row in shown(house_db, "all")] == [draft, agreement]
    assert shown(house_db, "expiring") == []
    assert [row.id for row in shown(house_db, "all", signed.number.lower())] == [agreement]
    assert len(shown(house_db, "all", "whitc")) == 2
    assert shown(house_db, "all", "100%_") == []

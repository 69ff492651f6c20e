"""Drafts: the newest of a kind and record is kept, on this PC, for its writer alone."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services.drafts import draft_words, drop_draft, keep_draft, leave_draft, open_drafts
from app.services.people import people_list
from app.shop import Shop


def test_the_newest_draft_takes_the_older_ones_place(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    sara, olga = staff["sara"].user_id, staff["olga"].user_id
    keep_draft(house, sara, "take_in", 0, {"pieces": [1]})
    keep_draft(house, sara, "take_in", 0, {"pieces": [1, 2], "name": "Inès ‮"})
    keep_draft(house, sara, "report", 77, {"grade": "good"})
    keep_draft(house, olga, "take_in", 0, {})
    kept = open_drafts(house_db, sara)
    assert {(d.kind, d.subject_id) for d in kept} == {("take_in", 0), ("report", 77)}
    [take_in] = open_drafts(house_db, sara, "take_in")
    assert take_in.content == {"pieces": [1, 2], "name": "Inès ‮"}
    drop_draft(house, sara, "take_in", 0)
    assert [d.kind for d in open_drafts(house_db, sara)] == ["report"]
    assert len(open_drafts(house_db, olga)) == 1


def test_what_is_stored_takes_its_draft_along_or_neither_happens(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    sara = staff["sara"]
    keep_draft(house, sara.user_id, "take_in", 7, {"form": 1})
    keep_draft(house, staff["olga"].user_id, "take_in", 7, {"form": 2})
    with pytest.raises(ZeroDivisionError), house.work(sara, "take_in") as w:
        leave_draft(w, "take_in", 7)
        raise ZeroDivisionError
    assert len(open_drafts(house_db, sara.user_id)) == 1
    with house.work(sara, "take_in") as w:
        leave_draft(w, "take_in", 7, {"form": 3})
    assert [one.content for one in open_drafts(house_db, sara.user_id)] == [{"form": 3}]
    with house.work(sara, "take_in") as w:
        leave_draft(w, "take_in", 7)
    assert open_drafts(house_db, sara.user_id) == []
    assert len(open_drafts(house_db, staff["olga"].user_id)) == 1


def test_the_sign_in_page_tells_of_an_open_draft(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    keep_draft(house, staff["sara"].user_id, "take_in", 0, {})
    drafts = {person.login: person.draft_kind for person in people_list(house_db)}
    assert drafts["sara"] == "take_in"
    assert drafts["olga"] == ""


def test_a_draft_is_named_in_the_words_of_the_shop() -> None:
    kinds = ("party", "report", "take_in", "scan_basket")
    assert [draft_words(kind) for kind in kinds] == [
        "client",
        "condition report",
        "take-in",
        "scan basket",
    ]

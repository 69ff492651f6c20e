"""Whatever is done in whatever order: nothing half-saved, and everything follows from the facts."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.models.base import Kind
from app.models.database import Database
from app.models.now import SEARCHED
from app.models.schema import FACTS
from app.photos import Photo, shut_down
from app.services import imports
from app.services.check import check
from app.services.photos import keep_photo
from app.services.settings import PRINT_FOLDER, put_here
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter

STEPS_TAKEN = 150
CODE = re.compile(r"[\w./:-]{0,64}")
FILES_OWN_WORDS = {
    ("payment", "method"),
    ("payment", "external_key"),
    ("tax_line", "name"),
}
"""What a channel calls its ways of payment and its taxes."""


def files_of() -> list[OrdersFile]:
    """One shop's exports: as they were, changed since, and without their Id column."""
    plain = make_orders(3, seed=7)
    asked = w06(Note_Attributes="Engraving text: Always\nRing size: US 7", Shipping_City="Leeds")
    paid = w06(Financial_Status="partially_refunded", Refunded_Amount="45.00")
    gone = w06(Cancelled_at="2026-03-05 10:00:00 -0500")
    known_by_name = w06(Id="")
    return [
        file_of(w06(), *plain),
        file_of(asked, *plain),
        file_of(paid),
        file_of(gone),
        file_of(known_by_name, plain[0]),
    ]


def words_in_facts(db: Database) -> set[tuple[str, str, str]]:
    """Texts of facts that are more than codes, numbers, times and ids: (table, column, text)."""
    found = set()
    for model in FACTS:
        if model.kind is Kind.ERASABLE:
            continue
        for column in model.columns():
            if (model.table(), column) not in FILES_OWN_WORDS:
                rows = db.rows(f'SELECT DISTINCT "{column}" FROM "{model.table()}"')
                found |= {
                    (model.table(), column, text)
                    for (text,) in rows
                    if isinstance(text, str) and not CODE.fullmatch(text)
                }
    return found


def indexed(db: Database) -> set[tuple[str, int, str, int]]:
    """What the search indexes hold: (kind, record, term, place in its text)."""
    found = set()
    for kind in SEARCHED:
        db.run(
            f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', '{kind}_search', 'instance')"
        )
        rows = db.rows(
            "SELECT r.target_id, t.term, t.offset FROM temp.terms AS t JOIN search_row AS r"
            " ON r.row = t.doc AND r.kind_code = ?",
            (kind,),
        )
        found |= {(kind, *row) for row in rows}
        db.run("DROP TABLE temp.terms")
    return found


@pytest.fixture
def photos(house: Shop) -> list[Photo]:
    kept = [keep_photo(house, picture((n * 60, 90, 120)), f"{n}.jpg") for n in range(3)]
    shut_down()
    return kept


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_sequence_of_services_leaves_a_shop_that_checks(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    photos: list[Photo],
    tmp_path: Path,
    seed: int,
) -> None:
    furnished_counter(house, staff)
    put_here(house, PRINT_FOLDER, str(tmp_path / "printed"))
    shop = Shopful(house, staff, Random(seed), photos, files_of())
    imports.apply(house, staff["olga"], shop.files[0])
    for _ in range(STEPS_TAKEN):
        shop.take_any()
    assert [problem.sentence for problem in check(house).problems] == []
    before = indexed(house_db)
    assert check(house, rebuild=True).clean
    assert indexed(house_db) == before
    assert words_in_facts(house_db) == set()
    assert len(shop.done) > len(ALL) / 2  # most steps were taken, and not only refused
    assert all(title and message for _, title, message in shop.sentences)

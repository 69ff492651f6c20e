"""All that a shop holds, to be compared before and after; and the words that open it."""

from __future__ import annotations

from app.domain.recovery import phrase_of
from app.models.database import Database
from app.shop import Shop
from app.sync.integrate import digest
from tests.conftest import SHOP_KEY

WORDS = phrase_of(SHOP_KEY)


def state(shop: Shop) -> str:
    reader = shop.reader()
    try:
        return digest(reader)
    finally:
        reader.close()


def without_last_work(shop: Shop) -> str:
    """The state but for the entry that says that it was restored."""
    db = Database(shop.path / "shop.db", shop.key, free=True)
    db.begin_work()
    db.run("DELETE FROM work WHERE work_kind IN ('restore', 'import_all')")
    found = digest(db)
    db.roll_back()
    db.close()
    return found

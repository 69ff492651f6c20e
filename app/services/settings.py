"""Settings: those of the whole shop, which travel to its other PCs, and those of this PC alone.

What a setting means stands at the desk that asks for it; here they are texts under a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import derived_id
from app.models.database import Database

if TYPE_CHECKING:
    from app.models.work import Work
    from app.shop import Shop

IDLE_LOCK_SECONDS = "people.idle_lock_seconds"
"""Shop-wide: after so many seconds without a key or a scan the window locks (usual: 180)."""
DOCUMENT_LANGUAGE = "documents.language"
COMPANY_LINES = "documents.company"
"""Shop-wide: address and telephone under the shop's name on papers, a line each."""
TAG_STOCK = "tags.stock"
"""Shop-wide: the key of the tag stock on the roll."""
PRICE_ON_TAG = "tags.price"
"""Shop-wide: "price" prints the price, "none" leaves it out."""
PRINT_FOLDER = "print.folder"
"""This PC: the folder that is the printer called Folder."""
THEME = "window.theme"
"""This PC: light or dark."""
USUAL: Mapping[str, str] = {
    IDLE_LOCK_SECONDS: "180",
    DOCUMENT_LANGUAGE: "en",
    COMPANY_LINES: "",
    TAG_STOCK: "barbell-56x13",
    PRICE_ON_TAG: "price",
    THEME: "light",
}
"""What holds where nothing was set."""


def get(db: Database | Work, name: str, usual: str | None = None) -> str:
    """A shop-wide setting, else what is usual."""
    found = db.value("SELECT value FROM setting WHERE name = ? AND removed = 0", (name,))
    return str(found) if found is not None else USUAL.get(name, "") if usual is None else usual


def get_all(db: Database, prefix: str = "") -> dict[str, str]:
    """All shop-wide settings whose name begins so, usual values included."""
    rows = db.rows("SELECT name, value FROM setting WHERE removed = 0")
    found = {**USUAL, **dict(rows)}
    return {name: value for name, value in sorted(found.items()) if name.startswith(prefix)}


def put(w: Work, name: str, value: str) -> Changes:
    """Set a shop-wide setting; only who may change the settings."""
    w.require("settings.update")
    if (
        name == "currency"
        and value != get(w, "currency")
        and w.value("SELECT 1 FROM priced LIMIT 1")
    ):
        raise InputError(
            "The currency stays",
            "Pieces already have prices in the shop's currency.",
            "Give single prices in another currency instead.",
            field="currency",
        )
    put_quietly(w, name, value)
    return Changes.of("Setting saved", w.id, setting=derived_id("setting", name))


def put_quietly(w: Work, name: str, value: str) -> bool:
    """Set a shop-wide setting as part of other work, whose own permission was asked."""
    from app.models.shopwide import Setting  # here: a start reads settings, and loads no tables

    row_id = derived_id("setting", name)
    if w.value("SELECT 1 FROM setting WHERE id = ?", (row_id,)):
        return w.edit(Setting, row_id, value=value, removed=0)
    w.add(Setting, id=row_id, name=name, value=value)
    return True


def get_here(db: Database, name: str, usual: str | None = None) -> str:
    """A setting of this PC, else what is usual."""
    found = db.value("SELECT value FROM local_setting WHERE name = ?", (name,))
    return str(found) if found is not None else USUAL.get(name, "") if usual is None else usual


def put_here(shop: Shop, name: str, value: str) -> Changes:
    """Set a setting of this PC."""
    with shop.local() as db:
        db.run("INSERT OR REPLACE INTO local_setting (name, value) VALUES (?, ?)", (name, value))
    return Changes()

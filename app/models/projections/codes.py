"""code_now and number_now: what a scanned code or a written number stands for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import SimpleNamespace

from app.models.database import Database
from app.models.projections.touched import source

SAME_CODE = "SELECT target_id FROM code WHERE text_value IN (SELECT value FROM json_each(?))"
"""All things that were ever given one of these codes: a code that a new thing gets leaves the other."""


def _rebuild_codes(db: Database, keys: Iterable[int]) -> None:
    """Codes by target: the last tag of a thing is its code, the earlier ones lead to it as well.

    A code that two PCs gave to two things stands for the thing that got it last.
    """
    wanted = json.dumps(sorted(keys))
    db.run("DELETE FROM code_now WHERE target_id IN (SELECT value FROM json_each(?))", (wanted,))
    db.run(
        "INSERT OR REPLACE INTO code_now (code, target_kind, target_id, alias, replaced)"
        " SELECT c.text_value, c.target_kind, c.target_id, c.alias,"
        "  EXISTS (SELECT 1 FROM code AS later WHERE later.replaces_id = c.id"
        "          AND later.target_id = c.target_id)"
        " FROM code AS c WHERE c.text_value IN (SELECT o.text_value FROM code AS o"
        "  WHERE o.target_id IN (SELECT value FROM json_each(?)))"
        " AND NOT EXISTS (SELECT 1 FROM code AS later WHERE later.text_value = c.text_value"
        "  AND (later.hlc, later.id) > (c.hlc, c.id))",
        (wanted,),
    )


CODES = SimpleNamespace(
    NAME="code_now",
    SOURCES=(source("code", "target_id"),),
    ALL_KEYS="SELECT DISTINCT target_id FROM code",
    rebuild=_rebuild_codes,
)

NUMBERED = {
    "sales_order": ("order", "number"),
    "job": ("job", "number"),
    "agreement": ("agreement", "number"),
    "piece": ("piece", "number"),
    "consignment_item": ("item", "number"),
    "report": ("report", "number"),
    "document": ("document", "number"),
}
"""Tables whose rows have a number for people, and the kind of record that it opens."""


def _numbers_of(table: str, kind: str, column: str) -> SimpleNamespace:
    """The numbers of one table's rows: what is numbered elsewhere is not asked for them."""

    def rebuild(db: Database, keys: Iterable[int]) -> None:
        wanted = json.dumps(sorted(keys))
        db.run(
            "DELETE FROM number_now WHERE target_id IN (SELECT value FROM json_each(?))", (wanted,)
        )
        db.run(
            "INSERT OR REPLACE INTO number_now (number, target_kind, target_id)"
            f" SELECT upper(ltrim({column}, '#')), '{kind}', id FROM {table}"
            f" WHERE {column} <> '' AND id IN (SELECT value FROM json_each(?))",
            (wanted,),
        )

    return SimpleNamespace(
        NAME="number_now",
        SOURCES=(source(table),),
        ALL_KEYS=f"SELECT id FROM {table}",
        rebuild=rebuild,
    )


NUMBERS = tuple(_numbers_of(table, kind, column) for table, (kind, column) in NUMBERED.items())

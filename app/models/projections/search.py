"""The search indexes: one FTS5 table a kind of record, newest first by its own rowid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from app.domain.ids import EPOCH_MS
from app.domain.letters import plain_letters
from app.models.database import Database
from app.models.now import SEARCHED
from app.models.projections.touched import Source, source

TOKENIZER = "unicode61 remove_diacritics 2 tokenchars ''-''"
_TIE_BITS = 20


def create_statements() -> list[str]:
    """The SQL that makes the search indexes: contentless, prefixes of one and two letters."""
    return [
        f"CREATE VIRTUAL TABLE {kind}_search USING fts5(body, content='', contentless_delete=1,"
        f" prefix='1 2', tokenize='{TOKENIZER}')"
        for kind in SEARCHED
    ]


@dataclass(frozen=True)
class _Index:
    """How a kind of record is read into its index: ``texts`` selects (id, at, body) of the keys."""

    kind: str
    sources: tuple[Source, ...]
    all_keys: str
    texts: str

    def rebuild(self, db: Database, keys: Iterable[int]) -> None:
        """Index these records anew; a record keeps its rowid as long as it is indexed."""
        wanted = {"keys": json.dumps(sorted(keys))}
        known: dict[int, int] = dict(
            db.rows(
                "SELECT target_id, row FROM search_row WHERE target_id IN"
                f" (SELECT value FROM json_each(:keys)) AND kind_code = '{self.kind}'",
                wanted,
            )
        )
        db.run_many(
            f"DELETE FROM {self.kind}_search WHERE rowid = ?", ((r,) for r in known.values())
        )
        fresh: list[tuple[str, int, int]] = []
        texts = []
        gone = set(known)
        told = db.rows(self.texts, wanted)
        wished = {target: _row_of(at, target) for target, at, _ in told if target not in known}
        taken = self._taken(db, list(wished.values()))
        for target, _, body in told:
            gone.discard(target)
            row = known.get(target)
            if row is None:
                row = wished[target]
                if row in taken:
                    row = self._free_row(db, row, taken)
                taken.add(row)
                fresh.append((self.kind, row, target))
            texts.append((row, plain_letters(body)))
        # FTS5 writes its buffer out whenever a rowid is not greater than the one before.
        fresh.sort()
        texts.sort()
        db.run_many("INSERT INTO search_row (kind_code, row, target_id) VALUES (?,?,?)", fresh)
        db.run_many(f"INSERT INTO {self.kind}_search (rowid, body) VALUES (?,?)", texts)
        db.run_many(
            f"DELETE FROM search_row WHERE target_id = ? AND kind_code = '{self.kind}'",
            ((target,) for target in gone),
        )

    def _taken(self, db: Database, rows: list[int]) -> set[int]:
        """Which of these rowids are in use."""
        found = db.rows(
            "SELECT row FROM search_row WHERE kind_code = ?"
            " AND row IN (SELECT value FROM json_each(?))",
            (self.kind, json.dumps(rows)),
        )
        return {row[0] for row in found}

    def _free_row(self, db: Database, row: int, taken: set[int]) -> int:
        """The wished rowid, or the next one that is free."""
        while row in taken:
            row += 1
            if row not in taken:
                taken |= self._taken(db, [row])
        return row


def _row_of(at: int, target: int) -> int:
    """The rowid that a record of this moment should have: later ones are greater."""
    return (max(at - EPOCH_MS, 0) << _TIE_BITS) | (target & ((1 << _TIE_BITS) - 1))


_KEYS = "IN (SELECT value FROM json_each(:keys))"
_MADE = "(({id} >> 22) + 1577836800000)"
_DIALLED = (
    "value || iif(substr(value, 1, 1) = '+', ' ' || substr(value, 3) || ' ' || substr(value, 4)"
    " || ' ' || substr(value, 5) || ' ' || substr(value, -8) || ' ' || substr(value, -7)"
    " || ' ' || substr(value, -6) || ' ' || substr(value, -4), '')"
)
"""A contact; a telephone number also without its country, whose code has one to three digits, and as
it is dialled within a town: its last six to eight digits, and its last four, which clients say.
"""

_OF_LINE = "SELECT order_id FROM order_line WHERE id IN (SELECT value FROM json_each(?))"

INDEXES = (
    _Index(
        "piece",
        (
            source("piece"),
            source("code", "target_id", target_kind="piece"),
            source("consignment_item", "piece_id"),
            source("stone", "piece_id"),
            source("metal", "piece_id"),
            source("mark", "piece_id"),
            source(
                "party",
                via="SELECT id FROM piece WHERE owner_id IN (SELECT value FROM json_each(?))",
            ),
        ),
        "SELECT id FROM piece WHERE removed = 0",
        f"SELECT p.id, {_MADE.format(id='p.id')}, p.description || ' ' || replace(p.category, '_', ' ')"
        " || ' ' || p.number || ' ' || replace(p.number, '-', ' ') || ' ' || p.maker || ' ' || p.period || ' '"
        " || coalesce((SELECT group_concat(text_value, ' ') FROM code WHERE target_id = p.id), '')"
        " || ' ' || coalesce((SELECT group_concat(number || ' ' || replace(number, '-', ' '), ' ')"
        " FROM consignment_item WHERE piece_id = p.id AND removed = 0), '')"
        " || ' ' || coalesce((SELECT display FROM party WHERE id = p.owner_id), '')"
        " || ' ' || coalesce((SELECT group_concat(species || ' ' || shape || ' ' || report_number,"
        " ' ') FROM stone WHERE piece_id = p.id AND removed = 0), '')"
        " || ' ' || coalesce((SELECT group_concat(metal || ' ' || fineness, ' ') FROM metal"
        " WHERE piece_id = p.id AND removed = 0), '')"
        " || ' ' || coalesce((SELECT group_concat(text_seen, ' ') FROM mark"
        " WHERE piece_id = p.id AND removed = 0), '')"
        f" FROM piece AS p WHERE p.removed = 0 AND p.id {_KEYS}",
    ),
    _Index(
        "order",
        (
            source("sales_order"),
            source("order_line", "order_id"),
            source(
                "customisation",
                "line_id",
                via=_OF_LINE,
            ),
            source(
                "party",
                via="SELECT id FROM sales_order WHERE party_id IN (SELECT value FROM json_each(?))",
            ),
        ),
        "SELECT id FROM sales_order WHERE removed = 0",
        "SELECT o.id, o.ordered_at, o.number || ' ' || coalesce((SELECT display FROM party"
        " WHERE id = o.party_id), '') || ' ' || o.bill_name || ' ' || o.ship_name || ' ' || o.email"
        " || ' ' || o.phone || ' ' || o.ship_city || ' ' || coalesce((SELECT group_concat("
        "l.name || ' ' || l.sku, ' ') FROM order_line AS l WHERE l.order_id = o.id"
        " AND l.removed = 0), '')"
        f" FROM sales_order AS o WHERE o.removed = 0 AND o.id {_KEYS}",
    ),
    _Index(
        "job",
        (
            source("job"),
            source("code", "target_id", target_kind="job"),
            source(
                "order_line",
                via="SELECT id FROM job WHERE line_id IN (SELECT value FROM json_each(?))",
            ),
            source(
                "sales_order",
                via="SELECT id FROM job WHERE order_id IN (SELECT value FROM json_each(?))",
            ),
        ),
        "SELECT id FROM job WHERE removed = 0",
        f"SELECT j.id, {_MADE.format(id='j.id')}, j.number || ' ' || replace(j.number, '-', ' ')"
        " || ' ' || j.job_kind || ' ' || coalesce((SELECT name FROM order_line WHERE id = j.line_id),"
        " '') || ' ' || coalesce((SELECT number FROM sales_order WHERE id = j.order_id), '')"
        " || ' ' || coalesce((SELECT group_concat(text_value, ' ') FROM code"
        f" WHERE target_id = j.id), '') FROM job AS j WHERE j.removed = 0 AND j.id {_KEYS}",
    ),
    _Index(
        "party",
        (source("party"), source("contact", "party_id"), source("address", "party_id")),
        "SELECT id FROM party WHERE removed = 0",
        "SELECT p.id, 1577836800000, p.display || ' ' || p.family || ' ' || p.given || ' '"
        f" || coalesce((SELECT group_concat({_DIALLED}, ' ') FROM contact WHERE party_id = p.id"
        " AND removed = 0), '') || ' ' || coalesce((SELECT group_concat(city || ' ' || postcode,"
        " ' ') FROM address WHERE party_id = p.id AND removed = 0), '')"
        f" FROM party AS p WHERE p.removed = 0 AND p.id {_KEYS}",
    ),
    _Index(
        "place",
        (source("place"),),
        "SELECT id FROM place WHERE removed = 0",
        "SELECT id, 1577836800000, name || ' ' || replace(name, '-', ' ') || ' ' || title"
        f" FROM place WHERE removed = 0 AND id {_KEYS}",
    ),
    _Index(
        "document",
        (source("document"), source("report")),
        "SELECT id FROM document UNION ALL SELECT id FROM report",
        f"SELECT id, {_MADE.format(id='id')}, number || ' ' || replace(number, '-', ' ') || ' '"
        f" || replace(document_kind, '_', ' ') FROM document WHERE id {_KEYS}"
        f" UNION ALL SELECT id, {_MADE.format(id='id')}, number || ' ' || replace(number, '-', ' ')"
        f" || ' condition report' FROM report WHERE id {_KEYS}",
    ),
)

SEARCHES = tuple(
    SimpleNamespace(
        NAME=f"{index.kind}_search",
        SOURCES=index.sources,
        ALL_KEYS=index.all_keys,
        rebuild=index.rebuild,
    )
    for index in INDEXES
)

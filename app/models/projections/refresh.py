"""Which projections there are, in the order in which they stand on one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from app.models.database import Database
from app.models.now import SEARCHED
from app.models.projections import places, states
from app.models.projections.codes import CODES, NUMBERS
from app.models.projections.orders import JOBS, LINES, ORDERS, PARTIES
from app.models.projections.pieces import ITEMS, PIECES
from app.models.projections.search import SEARCHES
from app.models.projections.touched import Source, Touched
from app.models.schema import BY_NAME, PROJECTED

SLICE = 2_000


class Projector(Protocol):
    """One projection: its table, what it is computed from, all its keys, and how it is computed."""

    NAME: str
    SOURCES: tuple[Source, ...]
    ALL_KEYS: str

    def rebuild(self, db: Database, keys: Iterable[int]) -> None:
        """Compute the rows of these keys anew; a key without a subject leaves no row."""


REGISTRY: tuple[Any, ...] = (
    states,
    places,
    CODES,
    *NUMBERS,
    PIECES,
    ITEMS,
    LINES,
    ORDERS,
    JOBS,
    PARTIES,
    *SEARCHES,
)


def refresh(db: Database, touched: Touched) -> None:
    """Recompute what the touched rows concern, in the transaction that is open."""
    tables = touched.tables()
    for projector in REGISTRY:
        keys: set[int] = set()
        for source in projector.SOURCES:
            if source.table in tables:
                keys |= source.keys(db, touched)
        if keys:
            for part in _slices(sorted(keys)):
                projector.rebuild(db, part)


def rebuild(db: Database) -> None:
    """Forget all projections and compute them from the facts, in the transaction that is open."""
    for model in PROJECTED:
        db.run(f'DELETE FROM "{model.table()}"')
    for kind in SEARCHED:
        db.run(f"INSERT INTO {kind}_search ({kind}_search) VALUES ('delete-all')")
    for projector in REGISTRY:
        keys = [row[0] for row in db.rows(projector.ALL_KEYS)]
        for part in _slices(keys):
            projector.rebuild(db, part)


def all_rows(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all projections, for comparing a rebuilt shop with the stored one.

    Search rowids are this PC's own and may differ; what they point at may not.
    """
    found = {}
    for name in sorted(model.table() for model in PROJECTED):
        columns = [c for c in BY_NAME[name].columns() if (name, c) != ("search_row", "row")]
        chosen = ", ".join(f'"{c}"' for c in columns)
        found[name] = sorted(db.rows(f'SELECT {chosen} FROM "{name}"'), key=repr)
    return found


def _slices(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]

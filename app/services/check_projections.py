"""Projections computed anew from the facts and compared with the stored ones, then taken back."""

from __future__ import annotations

from app.models.database import Database
from app.models.now import SEARCHED
from app.models.projections import rebuild
from app.models.schema import BY_NAME, PROJECTED
from app.services.check_report import Problem

_FREE = {("search_row", "row")}
"""What is this PC's own and may differ: the rowids of the search indexes."""


def projections(db: Database, keep: bool) -> tuple[int, list[Problem]]:
    """Rebuild all in one transaction and compare; with ``keep`` the new rows stay.

    ``db`` is the writing connection, and nobody else writes meanwhile.
    """
    db.begin_work()
    try:
        seen = sum(_copied(db, name) for name in _names())
        rebuild(db)
        problems = [problem for name in _names() for problem in _compared(db, name)]
        problems += _indexes(db)
        if keep:
            _forget(db)
            db.commit_work()
        else:
            db.roll_back()
    except BaseException:
        db.roll_back()
        raise
    return seen, problems


def _names() -> list[str]:
    return [model.table() for model in PROJECTED]


def _columns(name: str) -> str:
    return ", ".join(f'"{c}"' for c in BY_NAME[name].columns() if (name, c) not in _FREE)


def _copied(db: Database, name: str) -> int:
    db.run(f'CREATE TEMP TABLE "was_{name}" AS SELECT {_columns(name)} FROM main."{name}"')
    return int(db.value(f'SELECT count(*) FROM "was_{name}"'))


def _compared(db: Database, name: str) -> list[Problem]:
    columns = _columns(name)
    problems = []
    for left, right, said in (
        (f"was_{name}", name, "is stored and does not follow from the facts"),
        (name, f"was_{name}", "follows from the facts and is not stored"),
    ):
        rows = db.rows(
            f'SELECT {columns} FROM "{left}" EXCEPT SELECT {columns} FROM "{right}" LIMIT 200'
        )
        problems += [
            Problem(
                "projections",
                f"{name} {row[0]}",
                f"A row of {name} {said}. Rebuild the projections.",
            )
            for row in rows
        ]
    return problems


def _indexes(db: Database) -> list[Problem]:
    """Each search index holds every record that it should."""
    problems = []
    for kind in SEARCHED:
        rows = db.value(f"SELECT count(*) FROM search_row WHERE kind_code = '{kind}'")
        indexed = db.value(f"SELECT count(*) FROM {kind}_search")
        if rows != indexed:
            problems.append(
                Problem(
                    "projections",
                    f"{kind}_search",
                    f"The search knows {indexed} of {rows} records of kind {kind}."
                    " Rebuild the projections.",
                )
            )
    return problems


def _forget(db: Database) -> None:
    for name in _names():
        db.run(f'DROP TABLE IF EXISTS temp."was_{name}"')

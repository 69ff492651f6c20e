"""The check of the whole shop: is all there, is nothing changed from outside, do the sums agree."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import apsw

from app.models.database import Database
from app.services.check_chain import chain
from app.services.check_projections import projections
from app.services.check_report import CheckReport, Problem, capped
from app.services.check_sums import INVARIANTS
from app.services.check_tables import edits, pages, readable, seals, types
from app.shop import Shop

__all__ = ["CheckReport", "Problem", "check"]

Tell = Callable[[str], None]
_TABLE_CHECKS: tuple[tuple[str, Callable[[Database], tuple[int, list[Problem]]]], ...] = (
    ("pages", pages),
    ("types", types),
    ("seals", seals),
    ("edits", edits),
    ("audit", chain),
)


def check(
    shop: Shop, rebuild: bool = False, *, progress: Tell | None = None, files: bool = True
) -> CheckReport:
    """Check everything; with ``rebuild`` also make the projections anew from the facts.

    Reading needs no pause of the shop's work; computing the projections anew does, for as long as it
    takes. ``progress`` is told each part's name; without ``files`` photos are not read.
    """
    begun = time.monotonic()
    tell = progress or (lambda _: None)
    parts: list[tuple[str, int]] = []
    problems: list[Problem] = []

    def note(part: str, seen: int, found: Iterable[Problem]) -> None:
        parts.append((part, seen))
        problems.extend(capped(part, found))

    reader = shop.reader()
    try:
        damaged = list(readable(reader))
        if damaged:
            note("pages", 0, damaged)
            return _report(parts, problems, False, begun)
        reader.run("BEGIN")  # one moment for all that is read
        for part, look in _TABLE_CHECKS:
            tell(part)
            note(part, *look(reader))
        for part, invariant, counted in INVARIANTS:
            tell(part)
            note(part, int(reader.value(counted)), invariant(reader))
        reader.run("COMMIT")
        if files:
            tell("files")
            note("files", *_files(shop, reader))
    except apsw.Error as error:
        note("pages", 0, [Problem("pages", "shop.db", f"The database cannot be read: {error}.")])
        return _report(parts, problems, False, begun)
    finally:
        reader.close()
    tell("projections")
    note("projections", *_projections(shop, rebuild))
    return _report(parts, problems, rebuild, begun)


def check_database(db: Database) -> list[str]:
    """Pages, references, seals, audit chain, projections of a copy that nobody works in.

    ``db`` is the copy's writing connection; it is left as it was. Sentences, none if all is right.
    """
    found = check_quickly(db)
    if found:
        return found
    problems = [*seals(db)[1], *chain(db)[1], *projections(db, False)[1]]
    return [problem.sentence for problem in problems]


def check_quickly(db: Database) -> list[str]:
    """Pages, indexes and references alone: what is looked at every hour."""
    try:
        return [problem.sentence for problem in (*readable(db), *pages(db)[1])]
    except apsw.Error as error:
        return [f"The database cannot be read: {error}."]


def _projections(shop: Shop, rebuild: bool) -> tuple[int, list[Problem]]:
    with shop.replaying() as db:
        return projections(db, rebuild)


def _files(shop: Shop, db: Database) -> tuple[int, list[Problem]]:
    """Every photo and paper that the shop knows is here and whole."""
    here = set(shop.files.digests())
    problems = [
        Problem(
            "files",
            f"file {digest[:12]}",
            f"The photo or paper {digest[:12]} is here but damaged. Fetch it from a backup.",
        )
        for digest in shop.files.damaged()
    ]
    for (digest,) in db.rows("SELECT DISTINCT sha256 FROM file"):
        if digest not in here:
            problems.append(
                Problem(
                    "files",
                    f"file {digest[:12]}",
                    f"The photo or paper {digest[:12]} is not on this PC."
                    " Fetch it from another PC or from a backup.",
                )
            )
    return len(here), problems


def _report(
    parts: list[tuple[str, int]], problems: list[Problem], rebuilt: bool, begun: float
) -> CheckReport:
    took = int((time.monotonic() - begun) * 1000)
    return CheckReport(tuple(parts), tuple(problems), rebuilt, took)

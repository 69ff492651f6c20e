"""The check of the whole shop: is all there, is nothing changed from outside, do the sums agree."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import apsw

from app.backup.disk import StoppedError
from app.files import FileStore
from app.models.database import Database
from app.services.check_amounts import AMOUNTS
from app.services.check_chain import chain
from app.services.check_projections import projections
from app.services.check_report import CheckReport, Problem, capped
from app.services.check_sums import INVARIANTS
from app.services.check_tables import edits, pages, readable, seals, types
from app.shop import Shop

__all__ = ["CheckReport", "Problem", "check", "check_copy", "check_database", "check_quickly"]

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
    told = _Told(progress or (lambda _: None))
    reader = shop.reader()
    try:
        reader.run("BEGIN")  # one moment for all that is read
        readable_whole = _rows(reader, told)
        if readable_whole and files:
            told.take("files", lambda: _files(told, shop.files, reader))
        reader.run("ROLLBACK")
    finally:
        reader.close()
    if not readable_whole:
        return _report(told, False, begun)
    try:
        told.take("projections", lambda: _projections(shop, rebuild))
    except apsw.Error as error:
        broken = _unreadable(error)
        told.take("projections", lambda: (0, [broken]))
    return _report(told, rebuild, begun)


def check_copy(
    db: Database, store: FileStore, *, stop: Callable[[], bool] = lambda: False
) -> CheckReport:
    """Check everything on a copy in which nobody works, through its writing connection; the files too.

    The copy is left as it was. ``stop`` is asked at each part; StoppedError is raised then.
    """
    begun = time.monotonic()

    def tell(_part: str) -> None:
        if stop():
            raise StoppedError

    told = _Told(tell)
    if _rows(db, told):
        told.take("files", lambda: _files(told, store, db, stop))
        told.take("projections", lambda: projections(db, False))
    return _report(told, False, begun)


class _Told:
    """Gathers what the parts of a check found."""

    def __init__(self, tell: Tell) -> None:
        self.parts: list[tuple[str, int]] = []
        self.problems: list[Problem] = []
        self.awaited = 0
        self._tell = tell

    def take(self, part: str, look: Callable[[], tuple[int, Iterable[Problem]]]) -> None:
        """Tell the part's name, look, keep what was found."""
        self._tell(part)
        seen, found = look()
        self.parts.append((part, seen))
        self.problems.extend(capped(part, found))


def _rows(db: Database, told: _Told) -> bool:
    """The parts that read the database; False where it cannot be read to its end."""
    damaged = list(readable(db))
    if damaged:
        told.take("pages", lambda: (0, damaged))
        return False
    try:
        for part, look in _TABLE_CHECKS:
            told.take(part, partial(look, db))
        for part, invariant, counted in (*INVARIANTS, *AMOUNTS):
            told.take(part, partial(_invariant, db, invariant, counted))
    except apsw.Error as error:
        broken = _unreadable(error)
        told.take("pages", lambda: (0, [broken]))
        return False
    return True


def _unreadable(error: apsw.Error) -> Problem:
    said = f"The database cannot be read to its end: {error}. Restore the last proven backup."
    return Problem("pages", "shop.db", said)


def _invariant(
    db: Database, invariant: Callable[[Database], Iterable[Problem]], counted: str
) -> tuple[int, list[Problem]]:
    return int(db.value(counted)), list(invariant(db))


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


def _files(
    told: _Told, store: FileStore, db: Database, stop: Callable[[], bool] = lambda: False
) -> tuple[int, list[Problem]]:
    """Every photo and paper that the shop knows is here and whole, or is still to come."""
    here = set(store.digests())
    problems = []
    for digest in sorted(here):
        if stop():
            raise StoppedError
        if store.is_whole(digest):
            continue
        problems.append(
            Problem(
                "files",
                f"file {digest[:12]}",
                f"The photo or paper {digest[:12]} is here but damaged. Fetch it from a backup.",
            )
        )
    awaited = _awaited(db)
    for (digest,) in db.rows("SELECT DISTINCT sha256 FROM file"):
        if digest not in here and digest not in awaited:
            problems.append(
                Problem(
                    "files",
                    f"file {digest[:12]}",
                    f"The photo or paper {digest[:12]} is not on this PC."
                    " Fetch it from another PC or from a backup.",
                )
            )
    told.awaited = len(awaited - here)
    return len(here), problems


def _awaited(db: Database) -> set[str]:
    """Files that come later: on their way from the hub, or known from another PC's record alone.

    A photo that this copy of the shop took itself was here once, so it is not awaited unless it is
    being fetched; without a hub nothing comes by itself.
    """
    coming = {
        row[0] for row in db.rows("SELECT sha256 FROM file_transfer WHERE direction = 'down'")
    }
    state: dict[str, str] = dict(db.rows("SELECT name, value FROM sync_state"))
    if state.get("hub") == "1":
        coming |= {
            row[0]
            for row in db.rows(
                "SELECT f.sha256 FROM file AS f JOIN work AS k ON k.id = f.work_id"
                " GROUP BY f.sha256 HAVING max(k.site = ?) = 0",
                (int(state["site"]),),
            )
        }
    return coming


def _report(told: _Told, rebuilt: bool, begun: float) -> CheckReport:
    took = int((time.monotonic() - begun) * 1000)
    return CheckReport(tuple(told.parts), tuple(told.problems), rebuilt, took, told.awaited)

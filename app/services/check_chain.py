"""The audit chain computed anew: no entry, and no fact of an entry, was changed, added or taken away."""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from app.models.base import Table
from app.models.chain import FIRST_HASH, chain_hash, fact_line
from app.models.database import Database
from app.models.schema import BY_NAME, FACTS
from app.services.check_report import Problem
from app.services.people import name_of
from app.services.record_words import work_words
from app.sync.integrate import SAID

_HEADER = (
    "id, site, site_seq, hlc, actor_id, second_id, at, work_kind, reason_code, reverses_work_id"
)


def chain(db: Database) -> tuple[int, list[Problem]]:
    """Recompute each entry's hash from its facts, and follow each site's entries to the first."""
    problems = list(_links(db))
    repeated = repeated_lines(db)
    facts = groupby(_all_facts(db), key=lambda pair: pair[0])
    waiting = next(facts, None)
    seen = 0
    for row in db.conn.execute(f"SELECT {_HEADER}, prev, hash FROM work ORDER BY id"):
        header, prev, kept = row[:10], row[10], row[11]
        seen += 1
        lines = list(repeated.get(header[0], ()))
        while waiting is not None and waiting[0] <= header[0]:
            if waiting[0] == header[0]:
                lines += [line for _, line in waiting[1]]
            else:
                problems.append(_orphans(waiting[0]))
            waiting = next(facts, None)
        if chain_hash(prev, header, lines) != kept:
            problems.append(
                Problem(
                    "audit",
                    f"work {header[0]}",
                    f"{work_words(header[7])} by {name_of(db, header[4])} is not what was sealed:"
                    " a fact of it was changed, added or taken away from outside.",
                )
            )
    while waiting is not None:
        problems.append(_orphans(waiting[0]))
        waiting = next(facts, None)
    return seen, problems


def _links(db: Database) -> Iterator[Problem]:
    """Each entry seals the one before it, and none is missing between."""
    rows = db.rows("SELECT site, site_seq, prev, hash, id FROM work ORDER BY site, site_seq")
    for _, entries in groupby(rows, key=lambda row: row[0]):
        last, expected = FIRST_HASH, 1
        for _, seq, prev, kept, work_id in entries:
            if seq != expected:
                missing = f"entry {expected}" if seq > expected else f"a second entry {seq}"
                word = "is missing" if seq > expected else "was slipped in"
                yield Problem(
                    "audit",
                    f"work {work_id}",
                    f"In the audit log {missing} {word} before this one.",
                )
            elif prev != last:
                yield Problem(
                    "audit",
                    f"work {work_id}",
                    f"Entry {seq} of the audit log does not seal the one before it.",
                )
            last, expected = kept, seq + 1


def repeated_lines(db: Database) -> dict[int, list[str]]:
    """Facts that two PCs told: kept once, under the first; the other entry was sealed with its own.

    Each counts once, though two PCs may say so: a PC that was just updated, and the one that had
    taken up what it had left before.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for table, row_id, work_id in db.rows(
        "SELECT DISTINCT table_name, row_id, said_by_work_id FROM repeated"
    ):
        model = BY_NAME[table]
        names = ", ".join(f'"{name}"' for name in model.columns())
        row = db.row(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,))
        hlc = db.value("SELECT hlc FROM work WHERE id = ?", (work_id,))
        if row is not None and row[1] != work_id:
            found[work_id].append(fact_line(model, (row[0], work_id, hlc, *row[3:])))
    # A fact told in other words: the conflict keeps the row as the entry was sealed with it.
    for table, content in db.rows("SELECT table_name, content FROM conflict"):
        said = json.loads(content).get(SAID) if content else None
        if said:
            line = fact_line(BY_NAME[table], said)
            if line not in found[said[1]]:
                found[said[1]].append(line)
    return found


def _all_facts(db: Database) -> Iterable[tuple[int, str]]:
    """(unit of work, line) of every fact, in the order of the units."""
    return heapq.merge(*(_facts(db, model) for model in FACTS), key=lambda pair: pair[0])


def _facts(db: Database, model: type[Table]) -> Iterator[tuple[int, str]]:
    names = ", ".join(f'"{name}"' for name in model.columns())
    for row in db.conn.execute(f'SELECT {names} FROM "{model.table()}" ORDER BY work_id'):
        yield row[1], fact_line(model, row)


def _orphans(work_id: int) -> Problem:
    return Problem(
        "audit",
        f"work {work_id}",
        "There are facts that no entry of the audit log knows: they were added from outside,"
        " or their entry was taken away.",
    )

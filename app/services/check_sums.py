"""The invariants of the trade, as far as today's tables reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from app.domain.clashes import Step, asks_a_person
from app.domain.codes import is_code, spaced
from app.domain.errors import UserError
from app.domain.money import plain
from app.domain.numbers import document_number, parse_number
from app.models.database import Database
from app.models.projections.states import rejected_steps
from app.services.check_report import Problem
from app.services.documents import NUMBER_KINDS
from app.services.record_words import record_words, table_of

_GONE = "('sold', 'delivered', 'returned_to_owner', 'written_off', 'broken_up')"
SERIES_JUMP = 10_000
"""A restored shop's numbers jump ahead by so many; smaller gaps are explained by nothing."""

_NUMBERED = {
    "piece": "SELECT number, id FROM piece WHERE number <> ''",
    "job": "SELECT number, id FROM job WHERE number <> ''",
    "agreement": "SELECT number, id FROM agreement WHERE number <> ''",
    "consignment_item": "SELECT number, id FROM consignment_item WHERE number <> ''",
    "report": "SELECT number, id FROM report WHERE version_of IS NULL",
    "document": "SELECT number, id FROM document WHERE document_kind IN ({kinds})",
}


def places(db: Database) -> Iterator[Problem]:
    """G2: every piece in the house is in exactly one place or in somebody's hands."""
    for row in db.rows(
        "SELECT id, description FROM piece_now WHERE removed = 0 AND place_id IS NULL"
        f" AND keeper_id IS NULL AND availability NOT IN {_GONE}"
    ):
        yield Problem("places", f"piece {row[0]}", f"The piece {row[1]} is in no place.")
    for row in db.rows(
        "SELECT n.id, n.description FROM piece_now AS n JOIN place AS p ON p.id = n.place_id"
        " WHERE n.removed = 0 AND p.removed = 1 AND NOT EXISTS (SELECT 1 FROM case_file AS c"
        "  LEFT JOIN state_now AS s ON s.subject_id = c.id AND s.machine = 'case'"
        "  WHERE c.subject_id = p.id AND coalesce(s.state, 'open') <> 'settled')"
    ):
        yield Problem(
            "places",
            f"piece {row[0]}",
            f"The piece {row[1]} is in a place that was taken out of use.",
        )
    for row in db.rows("SELECT id, name, path FROM place_tree WHERE parent_id = id"):
        yield Problem("places", f"place {row[0]}", f"The place {row[1]} lies in itself.")


def jobs(db: Database) -> Iterator[Problem]:
    """G3: what went into a job's bag has come out when the job is closed."""
    for row in db.rows(
        "SELECT n.id, n.number, p.description FROM job_now AS n JOIN job_component AS c"
        " ON c.job_id = n.id JOIN piece AS p ON p.id = c.piece_id WHERE n.state = 'closed'"
        " GROUP BY n.id, c.piece_id HAVING sum(iif(c.direction = 'out', 1, -1)) <> 0"
    ):
        yield Problem("jobs", f"job {row[0]}", f"{row[1]} is closed and {row[2]} is not back.")


def money(db: Database) -> Iterator[Problem]:
    """G4, G7: nobody gets more back than was paid; a split discount adds up to the discount.

    Where the only file that told of an order had no totals, what was paid is not known.
    """
    for row in db.rows(
        "SELECT n.id, n.number, n.paid_minor, n.refunded_minor, n.currency FROM order_now AS n"
        " JOIN sales_order AS o ON o.id = n.id WHERE n.removed = 0"
        " AND n.refunded_minor > n.paid_minor"
        " AND (o.stated_total_minor IS NOT NULL OR n.paid_minor > 0)"
    ):
        back, paid = plain(row[3], row[4]), plain(row[2], row[4])
        yield Problem(
            "money",
            f"order {row[0]}",
            f"{row[1]}: {row[4]} {back} were given back of {paid} that were paid.",
        )
    for row in db.rows(
        "SELECT o.id, o.number, o.currency, o.stated_discount_minor, d.total FROM sales_order AS o"
        " JOIN (SELECT order_id, sum(amount_minor) AS total FROM discount_share GROUP BY order_id)"
        " AS d ON d.order_id = o.id WHERE o.removed = 0"
        " AND abs(d.total) <> abs(coalesce(o.stated_discount_minor, 0))"
    ):
        split, whole = plain(row[4], row[2]), plain(row[3] or 0, row[2])
        yield Problem(
            "money",
            f"order {row[0]}",
            f"{row[1]}: the lines' shares of the discount add up to {split}, not to {whole}.",
        )


def states(db: Database) -> Iterator[Problem]:
    """G8: a step that cannot stand has a case; no step is of a machine that is not known."""
    subjects = [row[0] for row in db.rows("SELECT subject_id FROM state_now WHERE rejected > 0")]
    for machine, subject, stands, rejected in rejected_steps(db, subjects):
        if not _asks_a_person(db, machine, stands, rejected):
            continue
        if db.value(
            "SELECT 1 FROM case_file WHERE subject_id = ?1 OR subject_id ="
            " (SELECT order_id FROM order_line WHERE id = ?1) LIMIT 1",
            (subject,),
        ):
            continue
        yield Problem(
            "states",
            f"{machine} {subject}",
            f"A step of {record_words(db, table_of(machine), subject)} cannot stand, and no case"
            " asks anybody to decide.",
        )


def _asks_a_person(db: Database, machine: str, stands: int, rejected: int) -> bool:
    """Whether a step that cannot stand needs a decision."""

    def step(fact_id: int) -> Step:
        found = db.row("SELECT to_state, reason_code FROM transition WHERE id = ?", (fact_id,))
        return (found[0], found[1]) if found else ("", "")

    return asks_a_person(machine, step(stands), step(rejected))


def codes(db: Database) -> Iterator[Problem]:
    """A tag code stands for one thing and carries its check digits."""
    for text, kinds in db.rows(
        "SELECT text_value, count(DISTINCT target_id) FROM code WHERE alias = 0"
        " GROUP BY text_value HAVING count(DISTINCT target_id) > 1"
    ):
        yield Problem("codes", text, f"The code {spaced(text)} stands for {kinds} things.")
    for (text,) in db.rows("SELECT text_value FROM code WHERE alias = 0"):
        if not is_code(text):
            yield Problem("codes", text, f"“{text}” is no tag code: its check digits are wrong.")


def numbers(db: Database) -> Iterator[Problem]:
    """G12: a number is given once, and none that this station gave is missing."""
    kinds = ", ".join(f"'{kind}'" for kind in NUMBER_KINDS)
    series: dict[tuple[str, int, int], dict[int, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for table, sql in _NUMBERED.items():
        for number, row_id in db.rows(sql.format(kinds=kinds)):
            try:
                parts = parse_number(number)
            except UserError:
                continue  # a number of another system or of before Parure
            key = (parts.kind, parts.station, parts.year)
            series[key][parts.counter].append(f"{table} {row_id}")
    last = {
        (row[0], row[1]): row[2]
        for row in db.rows("SELECT kind_code, year, last FROM number_counter WHERE year > 0")
    }
    own = int(db.value("SELECT value FROM sync_state WHERE name = 'station'") or 0)
    for (kind, station, year), given in sorted(series.items()):
        for counter, where in sorted(given.items()):
            if len(where) > 1:
                name = document_number(kind, station, year, counter)
                yield Problem("numbers", name, f"{name} was given {len(where)} times.")
        if station == own:
            yield from _gaps(kind, station, year, given, last.get((kind, year), 0))


def _gaps(
    kind: str, station: int, year: int, given: Collection[int], last: int
) -> Iterator[Problem]:
    """Numbers that this station's counter has given and that no record has."""
    before = 0
    for counter in [*sorted(n for n in given if n <= last), last + 1]:
        missing = counter - before - 1
        if 0 < missing < SERIES_JUMP - 1:
            lost = document_number(kind, station, year, before + 1)
            more = f" and {missing - 1} after it" if missing > 1 else ""
            yield Problem("numbers", lost, f"{lost}{more} was given and belongs to nothing.")
        before = counter


INVARIANTS: tuple[tuple[str, Callable[[Database], Iterator[Problem]], str], ...] = (
    ("places", places, "SELECT count(*) FROM piece"),
    ("jobs", jobs, "SELECT count(*) FROM job"),
    ("money", money, "SELECT count(*) FROM sales_order"),
    ("states", states, "SELECT count(*) FROM state_now"),
    ("codes", codes, "SELECT count(*) FROM code"),
    ("numbers", numbers, "SELECT count(*) FROM number_now"),
)
"""Name, check, and how many things it looks at."""

"""What else happened to a piece: its papers, its work, its orders, its consignment, its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.chips import chip
from app.domain.mass import shown_g
from app.domain.reasons import reason_words
from app.domain.vocabulary import STAGES
from app.models.database import Database
from app.services.case_records import case_record, told_facts
from app.services.case_words import title_of
from app.services.custody_facts import SOURCES, CustodyFact
from app.services.document_lists import KINDS
from app.services.pc_names import PcNames
from app.services.print_words import OUTCOMES

_JOBS = "SELECT id FROM job WHERE piece_id = :id"


def facts_of(db: Database, piece_id: int) -> list[CustodyFact]:
    """Every fact of a piece's life, oldest first."""
    found = [fact for source in (*SOURCES, *_MORE) for fact in source(db, piece_id)]
    found.sort(key=lambda fact: (fact.hlc, fact.id))
    return found


_PAPERS = (
    f"d.subject_id = :id OR d.subject_id IN ({_JOBS}) OR d.subject_id IN"
    " (SELECT agreement_id FROM consignment_item WHERE piece_id = :id) OR d.id IN"
    " (SELECT document_id FROM move WHERE subject_id = :id AND document_id IS NOT NULL)"
)
"""Papers about the piece, its agreement, and its jobs; and those under which it was moved."""


def _papers(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows(
        "SELECT d.id, d.work_id, d.hlc, d.document_kind, d.number, d.reverses_id FROM document AS d"
        f" WHERE {_PAPERS}",
        {"id": piece_id},
    )
    for row_id, work_id, hlc, kind, number, reverses in rows:
        detail = "takes back an earlier one" if reverses else ""
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "document",
            "documents",
            KINDS.title(kind),
            "",
            "",
            detail,
            number,
            ("document", row_id),
        )


def _handed_out(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    """Who had its reports and papers printed: whoever reads one knows what is in it."""
    rows = db.rows(
        "SELECT p.id, p.work_id, p.hlc, p.outcome, p.reason_code, coalesce(r.number, d.number)"
        " FROM printed AS p LEFT JOIN report AS r ON r.id = p.subject_id"
        " LEFT JOIN document AS d ON d.id = p.subject_id WHERE p.subject_kind IN"
        " ('report', 'document') AND p.subject_id IN (SELECT id FROM report WHERE piece_id = :id"
        f" UNION SELECT d.id FROM document AS d WHERE {_PAPERS})",
        {"id": piece_id},
    )
    for row_id, work_id, hlc, outcome, reason, number in rows:
        detail = ", ".join(
            filter(None, (OUTCOMES.word(outcome), reason_words(reason) if reason else ""))
        )
        yield CustodyFact(
            row_id, work_id, hlc, "handed_out", "documents", "Paper printed", "", "", detail, number
        )


_STEPS = (
    ("item", "Consignment", "", "i.number, 0 FROM consignment_item AS i"),
    (
        "line",
        "Order",
        "order",
        "o.number, o.id FROM order_line AS i JOIN sales_order AS o ON o.id = i.order_id",
    ),
    ("job", "Workshop", "job", "i.number, i.id FROM job AS i"),
)
"""What else about a piece takes steps: machine, what it is called, what opens, where it stands."""


def _steps(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    for machine, what, kind, source in _STEPS:
        rows = db.rows(
            "SELECT t.id, t.work_id, t.hlc, t.from_state, t.to_state, t.reason_code,"
            f" {source} JOIN transition AS t ON t.subject_id = i.id AND t.machine = ?"
            " WHERE i.piece_id = ?",
            (machine, piece_id),
        )
        for row_id, work_id, hlc, before, after, reason, number, opens in rows:
            yield CustodyFact(
                row_id,
                work_id,
                hlc,
                machine,
                "moves",
                what,
                chip(machine, before).text if before else "",
                chip(machine, after).text if after else "taken back",
                reason_words(reason) if reason else "",
                number,
                (kind, opens) if kind else None,
            )


_AT_THE_BENCH = """
SELECT s.id, s.work_id, s.hlc, s.stage, s.direction, s.weight_mg, s.stones, j.number, j.id
  FROM job AS j JOIN job_stage AS s ON s.job_id = j.id WHERE j.piece_id = ?1
UNION ALL
SELECT c.id, c.work_id, c.hlc, '', c.direction, c.weight_mg, NULL, j.number, j.id
  FROM job AS j JOIN job_component AS c ON c.job_id = j.id AND c.piece_id = j.piece_id
  WHERE j.piece_id = ?1
"""


def _at_the_bench(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    """Its stages there, and its way into the job's bag and out of it."""
    rows = db.rows(_AT_THE_BENCH, (piece_id,))
    for row_id, work_id, hlc, stage, direction, weight, stones, number, job_id in rows:
        if stage:
            what = f"{STAGES.title(stage)} {'begun' if direction == 'in' else 'done'}"
        else:
            what = "Put into a job bag" if direction == "out" else "Out of a job bag"
        said = (
            f"{shown_g(weight)} g" if weight is not None else "",
            f"{stones} stones" if stones is not None else "",
        )
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "stage",
            "moves",
            what,
            detail=", ".join(part for part in said if part),
            paper=number,
            opens=("job", job_id),
        )


def _cases(db: Database, piece_id: int) -> Iterable[CustodyFact]:
    rows = db.rows("SELECT id, work_id, hlc FROM case_file WHERE subject_id = ?", (piece_id,))
    for row_id, work_id, hlc in rows:
        case = case_record(db, row_id)
        yield CustodyFact(
            row_id,
            work_id,
            hlc,
            "case",
            "other",
            "Two facts that cannot both stand",
            detail=title_of(db, case, told_facts(db, case), PcNames(db)),
            opens=("together", row_id),
        )


_MORE: tuple[Callable[[Database, int], Iterable[CustodyFact]], ...] = (
    _papers,
    _handed_out,
    _steps,
    _at_the_bench,
    _cases,
)

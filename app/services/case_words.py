"""A case in words: its title, what it is about, and its two facts side by side in one order of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.chips import Chip, chip
from app.domain.codes import spaced
from app.domain.dates import medium_moment
from app.domain.money import shown
from app.domain.names import initials
from app.domain.reasons import reason_words
from app.domain.vocabulary import GRADES
from app.models.database import Database
from app.services.case_goods import where_words
from app.services.case_records import CaseRecord, Told, told
from app.services.case_settling import line_of, piece_name
from app.services.case_steps import branch_end
from app.services.house_rules import HouseRules, house_rules
from app.services.pc_names import PcNames
from app.services.people_list import name_of

_TITLES = {
    "moved_twice": "Moved to two places",
    "report_twice": "Two reports signed at once",
    "invoice_twice": "Invoiced twice",
    "credited_twice": "Credited twice",
    "code_twice": "One code on two pieces",
    "place_in_use": "Place taken out of use, pieces put in",
    "case_twice": "Settled in two ways",
}
_SAME = {
    ("piece", "reserved"): "Reserved for two orders",
    ("piece", "sold"): "Sold twice",
    ("piece", "returned_to_owner"): "Given back twice",
    ("item", "paid"): "Paid twice",
    ("item", "sold"): "Sold twice",
}


@dataclass(frozen=True)
class FactCard:
    """One of the two facts: its chip, on which PC, rows (label, value) in the order of both, who."""

    chip: Chip
    pc: str
    rows: tuple[tuple[str, str], ...]
    who: str
    initials: str
    at: int


def title_of(db: Database, case: CaseRecord, facts: Sequence[Told], pcs: PcNames) -> str:
    """What happened, in a few words: "Sold here, held there"."""
    if case.kind == "moved_twice" and len({f["document_id"] for f in facts} - {None}) == 2:
        return "Handed over by two papers"
    if case.kind in _TITLES:
        return _TITLES[case.kind]
    if len(facts) < 2:
        return "A fact that cannot stand"
    words = [fact_chip(db, case, fact).text for fact in facts]
    if case.kind.endswith("_twice") and words[0] == words[1]:
        known = _SAME.get((str(facts[0]["machine"]), facts[0].to_state))
        return known or f"{words[0]} on two PCs"
    here = [pcs.of(fact.site).is_here for fact in facts]
    if here[1] and not here[0]:
        words.reverse()
    first, second = words[0], words[1][:1].lower() + words[1][1:]
    return f"{first} here, {second} there" if any(here) else f"{first} and {second}"


def subject_words(db: Database, case: CaseRecord) -> str:
    """What the case is about: the piece, the order with its client, the job, the place."""
    kind, subject = case.subject_kind, case.subject_id
    if kind in ("piece", "quality") or kind.startswith("hold_"):
        return piece_name(db, subject)
    asked = _SUBJECTS.get(kind)
    row = db.row(asked, (subject,)) if asked else None
    return " · ".join(str(part) for part in row if part) if row else kind.replace("_", " ")


_SUBJECTS = {
    "order": "SELECT number, client FROM order_now WHERE id = ?",
    "line": "SELECT o.number, l.name FROM order_line AS l JOIN sales_order AS o"
    " ON o.id = l.order_id WHERE l.id = ?",
    "job": "SELECT number, title FROM job_now WHERE id = ?",
    "item": "SELECT i.number, p.description FROM consignment_item AS i JOIN piece AS p"
    " ON p.id = i.piece_id WHERE i.id = ?",
    "agreement": "SELECT number FROM agreement WHERE id = ?",
    "place": "SELECT coalesce(nullif(title, ''), name) FROM place WHERE id = ?",
}


def opens(db: Database, case: CaseRecord) -> tuple[str, int]:
    """Kind and id of the record that Enter opens; ("", 0) where there is none."""
    kind, subject = case.subject_kind, case.subject_id
    if kind in ("quality",) or kind.startswith("hold_"):
        return "piece", subject
    if kind == "line":
        found = db.value("SELECT order_id FROM order_line WHERE id = ?", (subject,))
        return ("order", int(found)) if found else ("", 0)
    if kind == "item":
        found = db.value("SELECT piece_id FROM consignment_item WHERE id = ?", (subject,))
        return ("piece", int(found)) if found else ("", 0)
    return (kind, subject) if kind in ("piece", "order", "job", "place", "agreement") else ("", 0)


# ---------------------------------------------------------------------- facts
def fact_chip(db: Database, case: CaseRecord, fact: Told) -> Chip:
    """What a fact did, as a chip."""
    if fact.table == "transition":
        machine = str(fact["machine"])
        if machine == "case":
            return Chip("Settled", "ok")
        if machine.startswith("hold_"):
            return chip("piece", "hold")
        if case.kind == "job_for_cancelled" and machine == "job":
            return Chip("At the bench", "vio")
        return chip(machine, branch_end(db, machine, fact) if machine != "piece" else fact.to_state)
    return {
        "move": Chip("Moved", "info"),
        "edit": Chip("Taken out of use", "warn"),
        "code": Chip("Code given", "info"),
        "report": Chip("Signed", "ok"),
        "document": Chip("Credited" if case.kind == "credited_twice" else "Invoiced", "ok"),
    }[fact.table]


def fact_cards(
    db: Database, case: CaseRecord, facts: Sequence[Told], pcs: PcNames
) -> tuple[FactCard, ...]:
    """The facts of a case with the same rows in the same order; "—" where one has nothing to say."""
    rules = house_rules(db)
    told = [_rows(db, case, fact, rules) for fact in facts]
    labels = [label for label in _ORDER if any(rows.get(label) for rows in told)]
    return tuple(
        FactCard(
            fact_chip(db, case, fact),
            pcs.of(fact.site).shown,
            tuple((label, rows.get(label) or "—") for label in labels),
            name_of(db, fact.actor_id),
            initials(name_of(db, fact.actor_id)),
            fact.at,
        )
        for fact, rows in zip(facts, told, strict=True)
    )


_ORDER = ("Order", "Job", "For", "Price", "Number", "Grade", "Findings", "Code", "On", "Place", "To",
          "Became", "Why", "Decided", "When", "Where")  # fmt: skip


def _rows(db: Database, case: CaseRecord, fact: Told, rules: HouseRules) -> dict[str, str]:
    rows = {"When": medium_moment(fact.at, rules.zone, rules.locale)}
    if fact.table == "transition":
        rows |= _step_rows(db, fact, rules)
    elif fact.table == "move":
        rows["To"] = where_words(db, fact)
    elif fact.table == "edit":
        rows["Place"] = subject_words(db, case)
    elif fact.table == "code":
        rows["Code"] = str(fact["text_value"]) if fact["alias"] else spaced(fact["text_value"])
        rows["On"] = piece_name(db, fact["target_id"])
    elif fact.table == "document":
        rows["Number"] = str(fact["number"])
    elif fact.table == "report":
        rows["Number"] = str(fact["number"])
        rows["Grade"] = GRADES.title(fact["grade"]) if fact["grade"] in GRADES else ""
        rows["Findings"] = str(fact["findings"])
    return rows


def _step_rows(db: Database, fact: Told, rules: HouseRules) -> dict[str, str]:
    machine, subject = str(fact["machine"]), fact["subject_id"]
    rows = {"Why": reason_words(fact["reason_code"]) if fact["reason_code"] else ""}
    if machine == "case":
        rows["Decided"] = rows.pop("Why")
        return rows
    if machine == "piece":
        rows |= _order_rows(db, line_of(db, fact, subject), rules)
        rows["Where"] = _where_then(db, fact)
    elif machine == "order":
        rows["Order"] = _number(db, "sales_order", subject)
        rows["For"] = str(db.value("SELECT client FROM order_now WHERE id = ?", (subject,)) or "")
        rows["Became"] = chip(machine, branch_end(db, machine, fact)).text
        rows["Job"] = ", ".join(
            row[0]
            for row in db.rows(
                "SELECT DISTINCT j.number FROM job AS j JOIN transition AS t ON t.subject_id = j.id"
                " JOIN work AS w ON w.id = t.work_id WHERE j.order_id = ? AND w.site = ?",
                (subject, fact.site),
            )
        )
    elif machine == "job":
        rows["Job"] = _number(db, "job", subject)
        order = db.value("SELECT order_id FROM job WHERE id = ?", (subject,))
        rows["Order"] = _number(db, "sales_order", order) if order else ""
        rows["Became"] = chip(machine, branch_end(db, machine, fact)).text
    else:
        rows["Became"] = chip(machine, branch_end(db, machine, fact)).text
    return rows


def _order_rows(db: Database, line: int | None, rules: HouseRules) -> dict[str, str]:
    """For which order and client a piece was set aside or sold, and for how much."""
    row = db.row(
        "SELECT o.number, n.client, l.unit_minor, o.currency, n.balance_minor FROM order_line AS l"
        " JOIN sales_order AS o ON o.id = l.order_id LEFT JOIN order_now AS n ON n.id = o.id"
        " WHERE l.id = ?",
        (line,),
    )
    if row is None:
        return {}
    paid = ", paid" if row[4] is not None and row[4] <= 0 else ""
    return {
        "Order": row[0],
        "For": row[1] or "",
        "Price": f"{shown(row[2], row[3], rules.locale)}{paid}",
    }


def _where_then(db: Database, fact: Told) -> str:
    """Where the piece lay for the PC that told the fact."""
    row = db.row(
        "SELECT m.id FROM move AS m JOIN work AS w ON w.id = m.work_id WHERE m.subject_id = ?"
        " AND m.hlc <= ? AND (w.site = ? OR NOT EXISTS (SELECT 1 FROM case_file AS c"
        "  WHERE c.case_kind = 'moved_twice' AND m.id IN (c.first_fact_id, c.second_fact_id)))"
        " ORDER BY m.hlc DESC, m.id DESC LIMIT 1",
        (fact["subject_id"], fact.hlc, fact.site),
    )
    found = told(db, row[0]) if row else None
    return where_words(db, found) if found else ""


def _number(db: Database, table: str, record_id: int) -> str:
    return str(db.value(f"SELECT number FROM {table} WHERE id = ?", (record_id,)) or "")


def apart_words(facts: Sequence[Told]) -> str:
    """How far the two facts lie apart in time: "2 min 23 s apart"."""
    if len(facts) < 2:
        return ""
    seconds = abs(facts[0].at - facts[1].at) // 1000
    for size, unit, rest, small in (
        (86_400, "d", 3600, "h"),
        (3600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        if seconds >= size:
            more = seconds % size // rest
            return f"{seconds // size} {unit}{f' {more} {small}' if more else ''} apart"
    return f"{seconds} s apart"

"""What is printed by itself on this PC: a tag when a piece is taken in, two bags when a job is made.

A rule follows what somebody did at this PC; what comes from the other PCs prints nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.domain.ids import new_id, now_ms
from app.models.database import Database
from app.services.print_jobs import MOST_COPIES, print_document, print_tags
from app.services.print_once import OnItsWayError
from app.services.print_store import reading
from app.services.printers import printer_titles
from app.services.turns import Turn, at_once
from app.shop import Shop

EVENTS = {
    "taken_in": "When a piece is taken in",
    "job_made": "When a job is made",
    "priced": "When a price is changed",
}
ACTS = {"tag": "print its tag", "job_bag": "print its bag", "job_tag": "print the job's tag"}
ACTS_OF = {"taken_in": ("tag",), "job_made": ("job_bag", "job_tag"), "priced": ("tag",)}
"""Which acts an event can have."""


@dataclass(frozen=True)
class Rule:
    """One rule; ``printer`` is a key, ``words`` the sentence of it."""

    id: int
    event: str
    act: str
    printer: str
    copies: int
    active: bool
    words: str


def rules(db: Database) -> list[Rule]:
    """The rules of this PC, in the order in which they were made."""
    titles = printer_titles(db)
    return [
        Rule(
            row_id,
            event,
            act,
            printer,
            copies,
            bool(active),
            sentence(event, act, copies, str(titles.get(printer, printer))),
        )
        for row_id, event, act, printer, copies, active in db.rows(
            "SELECT id, event, act, printer, copies, active FROM print_rule ORDER BY added_at, id"
        )
    ]


def sentence(event: str, act: str, copies: int, printer: str) -> str:
    """A rule in words: "When a job is made, print its bag twice on Workshop laser"."""
    times = {1: "", 2: " twice"}.get(copies, f" {copies} times")
    return f"{EVENTS[event]}, {ACTS[act]}{times} on {printer}"


def add_rule(
    shop: Shop, actor: Actor, event: str, act: str, printer: str, copies: int = 1
) -> Changes:
    """Make a rule; the same event, act and printer has one."""
    shop.require(actor, "devices.update")
    if act not in ACTS_OF.get(event, ()):
        raise InputError(
            "Not a rule", "This cannot be printed then.", "Choose from the list.", field="act"
        )
    if not 1 <= copies <= MOST_COPIES:
        raise InputError(
            "How many", f"{copies} copies cannot be printed.", "Choose 1 to 50.", field="copies"
        )
    with shop.local() as db:
        titles = printer_titles(db)
        if printer not in titles:
            raise InputError(
                "No such printer",
                "This PC has no such printer.",
                "Choose one of its printers.",
                field="printer",
            )
        db.run(
            "DELETE FROM print_rule WHERE event = ? AND act = ? AND printer = ?",
            (event, act, printer),
        )
        db.run(
            "INSERT INTO print_rule (id, event, act, printer, copies, active, added_at)"
            " VALUES (?, ?, ?, ?, ?, 1, ?)",
            (rule_id := new_id(), event, act, printer, copies, now_ms()),
        )
    return Changes.of(sentence(event, act, copies, titles[printer]), print_rule=rule_id)


def switch_rule(shop: Shop, actor: Actor, rule_id: int, *, active: bool) -> Changes:
    """Let a rule hold, or not for now."""
    shop.require(actor, "devices.update")
    with shop.local() as db:
        db.run("UPDATE print_rule SET active = ? WHERE id = ?", (int(active), rule_id))
    return Changes.of("Rule switched on" if active else "Rule switched off", print_rule=rule_id)


def remove_rule(shop: Shop, actor: Actor, rule_id: int) -> Changes:
    """Take a rule away."""
    shop.require(actor, "devices.update")
    with shop.local() as db:
        db.run("DELETE FROM print_rule WHERE id = ?", (rule_id,))
    return Changes.of("Rule removed", print_rule=rule_id)


def has_rules(db: Database) -> bool:
    """Whether anything at all is printed by itself here."""
    return bool(db.value("SELECT 1 FROM print_rule WHERE active = 1 LIMIT 1"))


def what_happened(db: Database, work_id: int) -> dict[str, list[int]]:
    """Which events a unit of work of this PC was: pieces taken in, jobs made, pieces priced.

    Told by its facts, not by its name: a piece's first step, a new job, a later price.
    """
    own = db.value(
        "SELECT 1 FROM work WHERE id = ? AND reverses_work_id IS NULL AND site ="
        " (SELECT CAST(value AS INTEGER) FROM sync_state WHERE name = 'site')",
        (work_id,),
    )
    if not own:
        return {}
    found = {
        event: [row[0] for row in db.rows(sql, (work_id,))] for event, sql in _EVENT_SQL.items()
    }
    return {event: ids for event, ids in found.items() if ids}


_EVENT_SQL = {
    "taken_in": "SELECT DISTINCT c.target_id FROM code AS c JOIN piece AS p ON p.id = c.target_id"
    " WHERE c.work_id = ? AND c.target_kind = 'piece' AND c.alias = 0"
    " AND c.replaces_id IS NULL AND p.removed = 0 ORDER BY 1",
    "job_made": "SELECT DISTINCT c.target_id FROM code AS c JOIN job AS j ON j.id = c.target_id"
    " WHERE c.work_id = ? AND c.target_kind = 'job' AND c.alias = 0"
    " AND c.replaces_id IS NULL ORDER BY 1",
    "priced": "SELECT DISTINCT n.subject_id FROM priced AS n WHERE n.work_id = ?1"
    " AND n.subject_kind = 'piece' AND n.what = 'price' AND EXISTS (SELECT 1 FROM priced AS b"
    " WHERE b.subject_id = n.subject_id AND b.subject_kind = 'piece' AND b.what = 'price'"
    " AND b.work_id <> ?1 AND b.hlc < n.hlc) ORDER BY 1",
}


def follow(shop: Shop, actor: Actor, work_id: int, turn: Turn = at_once) -> Changes:
    """Print what the rules of this PC want after a unit of work; the jobs that wait now.

    What was printed by hand meanwhile is not printed twice. A rule that cannot be followed (no such
    printer, a tag that does not fit) stops no other: the first sentence is raised at the end.
    """
    with reading(shop) as db:
        happened = what_happened(db, work_id)
        wanted = [rule for rule in rules(db) if rule.active and rule.event in happened]
    told, refused = Changes(), None
    for rule in wanted:
        try:
            told = told | _printed(shop, actor, rule, happened[rule.event], turn)
        except OnItsWayError:
            continue
        except UserError as error:
            refused = refused or error
    if refused and not told.touched:
        raise refused
    return told


def _printed(shop: Shop, actor: Actor, rule: Rule, ids: Sequence[int], turn: Turn) -> Changes:
    if rule.act == "tag":
        reason = "changed" if rule.event == "priced" else ""
        return print_tags(
            shop, actor, "piece", ids, printer=rule.printer, reason_code=reason, turn=turn
        )
    if rule.act == "job_tag":
        return print_tags(shop, actor, "job", ids, printer=rule.printer, turn=turn)
    from app.services.job_bag import MOST_BAGS, store_bag

    told, bags = Changes(), min(rule.copies, MOST_BAGS)
    with reading(shop) as db:
        wanting = [job_id for job_id in ids if not _bag_is_asked(db, job_id)]
    for job_id in wanting:

        def keep(job_id: int = job_id) -> Changes:
            with shop.work(actor, "job_bag") as w:
                return store_bag(w, job_id, bags=bags)

        # One document with all of them, "1 of 2" and "2 of 2": two copies would both say the same.
        document_id = turn(keep).first("document")
        told = told | print_document(shop, actor, document_id, printer=rule.printer, turn=turn)
    return told


def _bag_is_asked(db: Database, job_id: int) -> bool:
    """Whether somebody was quicker: a bag of the job waits for a printer of this PC, or is out."""
    return bool(
        db.value(
            "SELECT 1 FROM print_job AS p JOIN document AS d ON d.id = p.subject_id"
            " WHERE p.subject_kind = 'document' AND p.state <> 'cancelled'"
            " AND d.document_kind = 'job_bag' AND d.subject_id = ? LIMIT 1",
            (job_id,),
        )
    )

"""What taking a unit of work back would do, or the sentence why it cannot be taken back.

Nothing is erased: each fact gets its counter-fact, each descriptive value its old one where nobody
changed it since, and rows that the unit added leave by ``removed``. Money, signed papers and what was
printed are reversed by their own papers, never here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from peewee import ForeignKeyField

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, NotFoundError, StateError
from app.domain.permissions import require
from app.domain.states import MACHINES, allowed_back
from app.models.base import Kind, Table
from app.models.database import Database
from app.models.schema import BY_NAME, TABLES
from app.models.work import Work
from app.services.people import name_of
from app.services.record_words import record_words, work_words

Asks = Database | Work
OF_IDS = "IN (SELECT value FROM json_each(?))"
SUBJECT = {
    "transition": "subject_id",
    "move": "subject_id",
    "measured": "subject_id",
    "priced": "subject_id",
    "attached": "subject_id",
    "code": "target_id",
    "document": "subject_id",
    "report": "piece_id",
    "mark_number": "piece_id",
    "note": "subject_id",
    "ticked": "order_id",
    "payment": "order_id",
    "refund": "order_id",
    "discount_share": "order_id",
    "tax_line": "order_id",
    "order_source": "order_id",
    "job_stage": "job_id",
    "job_component": "job_id",
    "grant": "user_id",
    "edit": "row_id",
    "printed": "subject_id",
    "case_file": "subject_id",
}
"""The column of each fact that names the record it is about."""
_NEVER = {
    "refund": "Money was given back; that is reversed by a payment, not by Undo.",
    "report": "A condition report was signed; correct it by a new version.",
    "printed": "Paper has come out of a printer; cancel the record instead.",
}
_ONLY_WITH_ITS_RECORD = {
    "payment": "Money was taken; it is given back by a refund, not by Undo.",
    "job_stage": "A stage at the bench was noted with its weights; note the next stage instead.",
    "job_component": "Material was given out or came back; note the return instead.",
    "code": "A tag was given; print a new tag instead.",
    "order_source": "A file told this of the order; import a newer file instead.",
}
_SIGNED_PAPERS = frozenset(
    {"take_in_receipt", "agreement", "hand_over", "invoice", "credit_note", "payout_statement"}
)


@dataclass
class Plan:
    """What would be done. ``facts`` maps tables to the unit's rows as column → value.

    ``made`` are the rows that the unit added, by table; ``kept`` says what stays as it is and why.
    """

    work_id: int
    work_kind: str
    at: int
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    made: dict[str, list[int]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    @property
    def made_ids(self) -> set[int]:
        """All rows that the unit added."""
        return {row_id for ids in self.made.values() for row_id in ids}

    def about_others(self, table: str) -> list[dict[str, Any]]:
        """The unit's facts of a table about records that were there before it, oldest first."""
        made = self.made_ids
        return [row for row in self.facts.get(table, ()) if row[SUBJECT[table]] not in made]


def plan_undo(db: Asks, actor: Actor, work_id: int) -> Plan:
    """Read the unit and see that it can be taken back; a StateError says why not."""
    head = db.row("SELECT work_kind, actor_id, at, site FROM work WHERE id = ?", (work_id,))
    if head is None:
        raise NotFoundError("Not here", "There is no such step on this PC.", "Look at the history.")
    plan = Plan(work_id, head[0], head[2])
    _ask_permission(db, actor, head[1])
    if str(head[3]) != db.value("SELECT value FROM sync_state WHERE name = 'site'"):
        raise _cannot("This was done on another PC.", "Take it back there.")
    if head[0].startswith("import"):
        raise _cannot("An import is taken back as a whole, from the list of imports.")
    if db.value("SELECT 1 FROM work WHERE reverses_work_id = ? LIMIT 1", (work_id,)):
        raise _cannot("This has been taken back already.")
    made = db.value("SELECT rows FROM made WHERE work_id = ?", (work_id,))
    plan.made = json.loads(made) if made else {}
    plan.facts = _facts_of(db, work_id)
    if not plan.facts and not plan.made:
        raise _cannot("This step changed nothing that could be taken back.")
    _refuse_what_is_final(db, plan)
    _refuse_what_went_on(db, plan)
    _refuse_states(db, plan)
    _refuse_moves(db, plan)
    return plan


def _ask_permission(db: Asks, actor: Actor, doer: int) -> None:
    require(actor.roles, "undo.own")
    if doer != actor.user_id and "MG" not in actor.roles:
        raise NotAllowedError(
            "Not yours",
            f"This was done by {name_of(db, doer)}.",
            f"Ask {name_of(db, doer)} or a manager to take it back.",
        )


def _facts_of(db: Asks, work_id: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for model in TABLES:
        if model.kind in (Kind.FACT, Kind.ERASABLE) and model.table() != "work":
            columns = model.columns()
            names = ", ".join(f'"{name}"' for name in columns)
            rows = db.rows(
                f'SELECT {names} FROM "{model.table()}" WHERE work_id = ? ORDER BY id', (work_id,)
            )
            if rows:
                found[model.table()] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def _refuse_what_is_final(db: Asks, plan: Plan) -> None:
    for table, sentence in _NEVER.items():
        if plan.facts.get(table):
            raise _cannot(sentence)
    for table, sentence in _ONLY_WITH_ITS_RECORD.items():
        if plan.about_others(table):
            raise _cannot(sentence)
    for document in plan.facts.get("document", ()):
        if document["document_kind"] in _SIGNED_PAPERS:
            raise _cannot(f"{document['number']} was signed; it is reversed by its own paper.")
    papers = [row["id"] for name in ("document", "code") for row in plan.facts.get(name, ())]
    if db.value(
        f"SELECT 1 FROM printed WHERE outcome <> 'not_printed' AND subject_id {OF_IDS} LIMIT 1",
        (json.dumps(papers),),
    ):
        raise _cannot("A tag or paper of it has been printed; cancel the record instead.")


def _refuse_what_went_on(db: Asks, plan: Plan) -> None:
    """A record that this unit made may only go if nobody has worked on it since."""
    ids = json.dumps(sorted(plan.made_ids))
    for table, column in SUBJECT.items():
        later = db.row(
            f'SELECT w.work_kind, w.actor_id, f.{column} FROM "{table}" AS f'
            f" JOIN work AS w ON w.id = f.work_id WHERE f.{column} {OF_IDS} AND f.work_id <> ?"
            " AND w.reverses_work_id IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM work AS r WHERE r.reverses_work_id = w.id)"
            " ORDER BY f.hlc DESC LIMIT 1",
            (ids, plan.work_id),
        )
        if later:
            raise _went_on(db, plan, later[2], later[0], later[1])
    for table, row_ids in plan.made.items():
        leaning = _leaning_on(db, plan, BY_NAME[table], row_ids)
        if leaning:
            raise _cannot(
                f"Other records have been put with {record_words(db, table, leaning)} since.",
                "Take those back first.",
            )


def _leaning_on(db: Asks, plan: Plan, model: type[Table], row_ids: Iterable[int]) -> int:
    """A made row to which a row refers that this unit did not make; 0 if there is none."""
    for other in TABLES:
        if other.kind is not Kind.DESCRIPTIVE:
            continue
        for column in other._meta.sorted_fields:
            if not isinstance(column, ForeignKeyField) or column.rel_model is not model:
                continue
            mine = json.dumps(plan.made.get(other.table(), []))
            found = db.value(
                f'SELECT "{column.column_name}" FROM "{other.table()}" WHERE removed = 0'
                f' AND "{column.column_name}" {OF_IDS} AND id NOT {OF_IDS} LIMIT 1',
                (json.dumps(list(row_ids)), mine),
            )
            if found:
                return int(found)
    return 0


def _refuse_states(db: Asks, plan: Plan) -> None:
    """Each record must still stand where this unit left it, and its machine must know the way back."""
    by_subject: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for step in plan.about_others("transition"):
        by_subject[step["machine"], step["subject_id"]].append(step)
    for (machine, subject), steps in by_subject.items():
        state = db.value(
            "SELECT state FROM state_now WHERE subject_id = ? AND machine = ?", (subject, machine)
        )
        if state != steps[-1]["to_state"]:
            table = {"order": "sales_order", "line": "order_line", "item": "consignment_item"}
            words = record_words(db, table.get(machine, machine), subject)
            raise _cannot(
                f"Work has gone on with {words} since.", "Take back the later step first."
            )
        for step in steps:
            if not _way_back(machine, step["from_state"], step["to_state"]):
                raise _cannot(
                    "A step of it is money, a signed hand-over or a posted paper.",
                    "It is reversed by a document of its own.",
                )


def _way_back(machine: str, a: str, b: str) -> bool:
    """Whether a step from a to b may be undone: it was not final, or it was itself an undo."""
    steps = MACHINES[machine].steps
    taken, back = steps.get((a, b)), steps.get((b, a))
    if taken is not None:
        return not taken.final and allowed_back(machine, b, a)
    return back is not None and not back.final


def _refuse_moves(db: Asks, plan: Plan) -> None:
    for subject in {row["subject_id"] for row in plan.about_others("move")}:
        last = db.row(
            "SELECT m.work_id, w.work_kind, w.actor_id, m.subject_kind FROM move AS m"
            " JOIN work AS w ON w.id = m.work_id WHERE m.subject_id = ?"
            " ORDER BY m.hlc DESC, m.id DESC LIMIT 1",
            (subject,),
        )
        if last and last[0] != plan.work_id:
            raise _cannot(
                f"{_upper(record_words(db, last[3], subject))} has been moved again since"
                f" by {name_of(db, last[2])}.",
                "Take that move back first, or move it by hand.",
            )


def _went_on(db: Asks, plan: Plan, row_id: int, work_kind: str, actor_id: int) -> StateError:
    table = next(name for name, ids in plan.made.items() if row_id in ids)
    return _cannot(
        f"{_upper(record_words(db, table, row_id))} has been worked on since"
        f" ({work_words(work_kind).lower()}, by {name_of(db, actor_id)}).",
        "Take that back first.",
    )


def _cannot(message: str, remedy: str = "Nothing was changed.") -> StateError:
    return StateError("Cannot be taken back", message, remedy)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What cannot be taken back: money, signed and printed papers, and what others have built on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from peewee import ForeignKeyField

from app.domain.errors import StateError
from app.domain.states import MACHINES, allowed_back
from app.models.base import Kind, Table
from app.models.schema import BY_NAME, TABLES
from app.services.move_rules import path_of
from app.services.people import name_of
from app.services.record_words import record_words, work_words
from app.services.undo_facts import SUBJECT, Asks, Plan, whereabouts_before

OF_IDS = "IN (SELECT value FROM json_each(?))"
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
_POINTING = (("move", "to_place_id"), ("move", "keeper_id"), ("job_component", "piece_id"))
"""Facts that name a further record beside the one they are about."""
_STANDS = (
    "(WITH RECURSIVE back(id, n) AS (SELECT w.id, 0 UNION ALL SELECT r.id, n + 1"
    " FROM work AS r JOIN back ON r.reverses_work_id = back.id) SELECT max(n) % 2 FROM back) = 0"
)
"""SQL: what the unit ``w`` did stands: it was not taken back, or that was taken back in its turn."""
_SIGNED_PAPERS = frozenset(
    {"take_in_receipt", "agreement", "hand_over", "invoice", "credit_note", "payout_statement"}
)


def refuse_what_stands(db: Asks, plan: Plan) -> None:
    """StateError with the sentence that says why a unit cannot be taken back."""
    _refuse_what_is_final(db, plan)
    _refuse_what_went_on(db, plan)
    _refuse_states(db, plan)
    _refuse_moves(db, plan)


def _refuse_what_is_final(db: Asks, plan: Plan) -> None:
    for table, sentence in _NEVER.items():
        if plan.facts.get(table):
            raise cannot(sentence)
    for table, sentence in _ONLY_WITH_ITS_RECORD.items():
        if plan.about_others(table):
            raise cannot(sentence)
    for document in plan.facts.get("document", ()):
        if document["document_kind"] in _SIGNED_PAPERS:
            raise cannot(f"{document['number']} was signed; it is reversed by its own paper.")
    papers = [row["id"] for name in ("document", "code") for row in plan.facts.get(name, ())]
    if db.value(
        f"SELECT 1 FROM printed WHERE outcome <> 'not_printed' AND subject_id {OF_IDS} LIMIT 1",
        (json.dumps(papers),),
    ):
        raise cannot("A tag or paper of it has been printed; cancel the record instead.")


def _refuse_what_went_on(db: Asks, plan: Plan) -> None:
    """A record that this unit made may only go if nobody has worked on it since."""
    ids = json.dumps(sorted(plan.made_ids))
    for table, column in (*SUBJECT.items(), *_POINTING):
        later = db.row(
            f'SELECT w.work_kind, w.actor_id, f.{column} FROM "{table}" AS f'
            f" JOIN work AS w ON w.id = f.work_id WHERE f.{column} {OF_IDS} AND f.work_id <> ?"
            f" AND w.reverses_work_id IS NULL AND {_STANDS}"
            " ORDER BY f.hlc DESC LIMIT 1",
            (ids, plan.work_id),
        )
        if later:
            raise _went_on(db, plan, later[2], later[0], later[1])
    signed_in = db.row(
        f"SELECT work_kind, actor_id, actor_id FROM work WHERE actor_id {OF_IDS} LIMIT 1", (ids,)
    )
    if signed_in:
        raise _went_on(db, plan, signed_in[2], signed_in[0], signed_in[1])
    for table, row_ids in plan.made.items():
        leaning = _leaning_on(db, plan, BY_NAME[table], row_ids)
        if leaning:
            raise cannot(
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
            raise cannot(f"Work has gone on with {words} since.", "Take back the later step first.")
        for step in steps:
            if not _way_back(machine, step["from_state"], step["to_state"]):
                raise cannot(
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
    first: dict[int, dict[str, Any]] = {}
    for row in plan.about_others("move"):
        first.setdefault(row["subject_id"], row)
    for subject, row in first.items():
        place, _ = whereabouts_before(db, plan.work_id, row)
        if place is not None and subject in {above[0] for above in path_of(db, place)}:
            raise cannot(
                f"{_upper(record_words(db, 'place', place))}, from where it came, lies in it by now.",
                "Take that out of it first.",
            )
        if place is not None and db.value("SELECT removed FROM place WHERE id = ?", (place,)):
            raise cannot(
                f"{_upper(record_words(db, 'place', place))}, from where"
                f" {record_words(db, row['subject_kind'], subject)} came, is out of use by now.",
                "Move it to where it is in truth.",
            )
        last = db.row(
            "SELECT m.work_id, w.work_kind, w.actor_id, m.subject_kind FROM move AS m"
            " JOIN work AS w ON w.id = m.work_id WHERE m.subject_id = ?"
            " ORDER BY m.hlc DESC, m.id DESC LIMIT 1",
            (subject,),
        )
        if last and last[0] != plan.work_id:
            raise cannot(
                f"{_upper(record_words(db, last[3], subject))} has been moved again since"
                f" by {name_of(db, last[2])}.",
                "Take that move back first, or move it by hand.",
            )


def _went_on(db: Asks, plan: Plan, row_id: int, work_kind: str, actor_id: int) -> StateError:
    table = next(name for name, ids in plan.made.items() if row_id in ids)
    return cannot(
        f"{_upper(record_words(db, table, row_id))} has been worked on since"
        f" ({work_words(work_kind).lower()}, by {name_of(db, actor_id)}).",
        "Take that back first.",
    )


def cannot(message: str, remedy: str = "Nothing was changed.") -> StateError:
    """The refusal, with what is in the way."""
    return StateError("Cannot be taken back", message, remedy)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Undo: a unit of work is taken back by a new one, with counter-facts; nothing is ever erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.models.chain import canonical
from app.models.database import Database
from app.models.orders import DiscountShare, TaxLine, Ticked
from app.models.people import Grant
from app.models.pieces import Measured, Priced
from app.models.records import Attached, Transition
from app.models.schema import BY_NAME
from app.models.work import Work
from app.services.record_words import record_words, work_words
from app.services.report_demand import with_unreported
from app.services.undo_facts import SUBJECT, Plan
from app.services.undo_moves import move_back
from app.services.undo_plan import plan_undo
from app.shop import Shop

_KIND_OF = {
    "quality": "piece",
    "sales_order": "order",
    "order_line": "line",
    "consignment_item": "item",
}
_OWN = ("id", "work_id", "hlc")


def undo(shop: Shop, actor: Actor, work_id: int, second: Actor | None = None) -> Changes:
    """Take a unit of work back, or refuse with a sentence (money, signed, printed, gone on since).

    ``second`` is who confirms where the way back of a move asks for a second person.
    """
    with shop.work(actor, "undo", reverses_work_id=work_id, second=second) as w:
        changes = take_back(w, work_id)
    shop.refresh_settings()
    return changes


def why_not(db: Database, actor: Actor, work_id: int) -> str:
    """Why a unit cannot be taken back, as a sentence; "" if it can."""
    try:
        plan_undo(db, actor, work_id)
    except UserError as refused:
        return refused.sentence()
    return ""


def last_of(db: Database, actor: Actor) -> int:
    """The last step of a person that was neither an undo nor taken back already; 0 if none."""
    found = db.value(
        "SELECT w.id FROM work AS w WHERE w.actor_id = ? AND w.reverses_work_id IS NULL"
        " AND w.work_kind NOT IN ('print', 'found_shop') AND NOT EXISTS"
        " (SELECT 1 FROM work AS r WHERE r.reverses_work_id = w.id)"
        " ORDER BY w.hlc DESC LIMIT 1",
        (actor.user_id,),
    )
    return int(found or 0)


def take_back(w: Work, work_id: int) -> Changes:
    """The counter-facts of a unit, written into this one, which reverses it; asks what its moves ask."""
    plan = plan_undo(w, w.actor, work_id)
    _states(w, plan)  # before the moves: a piece goes back as what it is by then
    unreported = move_back(w, plan)
    for step in (_values, _ticks, _shares, _photos, _roles, _descriptions, _made):
        step(w, plan)
    said = f"{work_words(plan.work_kind)}: taken back"
    if unreported:
        said += f"; {len(unreported)} without a condition report"
    if plan.kept:
        said += f". Kept: {'; '.join(dict.fromkeys(plan.kept))}"
    return with_unreported(Changes(_touched(plan), said, w.id), unreported)


def _states(w: Work, plan: Plan) -> None:
    for step in reversed(plan.about_others("transition")):
        machine, a, b = step["machine"], step["to_state"], step["from_state"]
        w.add(
            Transition,
            machine=machine,
            subject_id=step["subject_id"],
            from_state=a,
            to_state=b,
            reason_code="mistake",
        )


def _values(w: Work, plan: Plan) -> None:
    """Prices and measurements: the value before is said again where nobody said another since."""
    for model in (Priced, Measured):
        table = model.table()
        said = {(row["subject_id"], row["what"]): row for row in plan.about_others(table)}
        for (subject, what), row in said.items():
            rows = w.rows(
                f"SELECT {', '.join(model.columns())} FROM {table} WHERE subject_id = ?"
                " AND what = ? ORDER BY hlc DESC, id DESC",
                (subject, what),
            )
            history = [dict(zip(model.columns(), one, strict=True)) for one in rows]
            words = record_words(w, row["subject_kind"], subject)
            if history[0]["work_id"] != plan.work_id:
                plan.kept.append(f"a later value of {words}")
                continue
            before = next((one for one in history if one["work_id"] != plan.work_id), None)
            if before is None:
                plan.kept.append(f"the first {what.replace('_', ' ')} of {words}")
                continue
            w.add(model, **{k: v for k, v in before.items() if k not in _OWN})


def _ticks(w: Work, plan: Plan) -> None:
    for row in plan.about_others("ticked"):
        before = w.row(
            "SELECT ok, value_sha256 FROM ticked WHERE order_id = ? AND line_id IS ? AND point = ?"
            " AND work_id <> ? ORDER BY hlc DESC, id DESC LIMIT 1",
            (row["order_id"], row["line_id"], row["point"], plan.work_id),
        )
        ok, digest = before or (0, "")
        w.add(
            Ticked,
            order_id=row["order_id"],
            line_id=row["line_id"],
            point=row["point"],
            ok=ok,
            value_sha256=digest,
        )


def _shares(w: Work, plan: Plan) -> None:
    """Shares of a discount or a tax: the same amount the other way, so that the sum is as before."""
    for model in (DiscountShare, TaxLine):
        for row in plan.about_others(model.table()):
            back = {k: v for k, v in row.items() if k not in _OWN}
            w.add(model, **{**back, "amount_minor": -row["amount_minor"], "counter_of": row["id"]})


def _photos(w: Work, plan: Plan) -> None:
    for row in plan.about_others("attached"):
        again = {k: v for k, v in row.items() if k not in _OWN}
        if row["counter_of"] is None and w.value(
            "SELECT 1 FROM attached WHERE counter_of = ?", (row["id"],)
        ):
            continue
        again["counter_of"] = row["id"] if row["counter_of"] is None else None
        w.add(Attached, **again)


def _roles(w: Work, plan: Plan) -> None:
    for row in plan.about_others("grant"):
        w.add(Grant, user_id=row["user_id"], role=row["role"], given=1 - row["given"])


def _descriptions(w: Work, plan: Plan) -> None:
    """Old values of columns, where the value still is what this unit wrote."""
    for row in reversed(plan.about_others("edit")):
        if row["content"] is None:
            plan.kept.append("a value whose old one was erased")
            continue
        model: Any = BY_NAME[row["table_name"]]
        change = json.loads(row["content"])
        now = w.value(
            f'SELECT "{row["column_name"]}" FROM "{row["table_name"]}" WHERE id = ?',
            (row["row_id"],),
        )
        if canonical(now) != canonical(change["new"]):
            words = record_words(w, row["table_name"], row["row_id"])
            plan.kept.append(f"{row['column_name'].replace('_', ' ')} of {words}, changed since")
            continue
        w.edit(model, row["row_id"], **{row["column_name"]: change["old"]})


def _made(w: Work, plan: Plan) -> None:
    for table, row_ids in reversed(plan.made.items()):
        model: Any = BY_NAME[table]
        for row_id in row_ids:
            w.remove(model, row_id)


def _touched(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Kinds and ids for the windows that must refresh."""
    found: dict[str, dict[int, None]] = {}

    def add(kind: str, row_id: Any) -> None:
        if isinstance(row_id, int):
            found.setdefault(kind, {})[row_id] = None

    named: dict[str, Callable[[dict[str, Any]], str]] = {
        "transition": lambda row: str(row["machine"]),
        "edit": lambda row: str(row["table_name"]),
        "ticked": lambda _: "order",
        "grant": lambda _: "user",
    }
    for table, rows in plan.facts.items():
        for row in rows:
            if table in SUBJECT:
                kind = named.get(table, _subject_kind)(row)
                add(_KIND_OF.get(kind, kind), row[SUBJECT[table]])
    for table, row_ids in plan.made.items():
        for row_id in row_ids:
            add(_KIND_OF.get(table, table), row_id)
    return {kind: tuple(ids) for kind, ids in found.items()}


def _subject_kind(row: dict[str, Any]) -> str:
    return str(row.get("subject_kind") or row.get("target_kind") or "piece")

"""What taking a unit of work back would do, or the sentence why it cannot be taken back.

Nothing is erased: each fact gets its counter-fact, each descriptive value its old one where nobody
changed it since, and rows that the unit added leave by ``removed``. Money, signed papers and what was
printed are reversed by their own papers, never here.
"""

from __future__ import annotations

import json

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, NotFoundError
from app.domain.permissions import require
from app.services.people import name_of
from app.services.undo_facts import Asks, Plan, facts_of
from app.services.undo_refusals import cannot, refuse_what_stands
from app.services.undo_rights import require_rights

_FOUNDING = frozenset({"found_shop", "first_person"})


def plan_undo(db: Asks, actor: Actor, work_id: int) -> Plan:
    """Read the unit and see that it can be taken back; a StateError says why not."""
    head = db.row("SELECT work_kind, actor_id, at, site FROM work WHERE id = ?", (work_id,))
    if head is None:
        raise NotFoundError("Not here", "There is no such step on this PC.", "Look at the history.")
    plan = Plan(work_id, head[0], head[2])
    _ask_permission(db, actor, head[1])
    if plan.work_kind in _FOUNDING:
        raise cannot("The shop stands on it.", "Change its places, people and settings instead.")
    if str(head[3]) != db.value("SELECT value FROM sync_state WHERE name = 'site'"):
        raise cannot("This was done on another PC.", "Take it back there.")
    if head[0].startswith("import"):
        raise cannot("An import is taken back as a whole, from the list of imports.")
    if db.value("SELECT 1 FROM work WHERE reverses_work_id = ? LIMIT 1", (work_id,)):
        raise cannot("This has been taken back already.")
    plan.made = made_by(db, work_id)
    plan.facts = facts_of(db, work_id)
    if not plan.facts and not plan.made:
        raise cannot("This step changed nothing that could be taken back.")
    refuse_what_stands(db, plan)
    steps = plan.about_others("transition")
    require_rights(actor.roles, plan.facts, plan.made, steps, plan.work_kind)
    return plan


def made_by(db: Asks, work_id: int) -> dict[str, list[int]]:
    """The rows that a unit added, by table."""
    made = db.value("SELECT rows FROM made WHERE work_id = ?", (work_id,))
    found: dict[str, list[int]] = json.loads(made) if made else {}
    return found


def _ask_permission(db: Asks, actor: Actor, doer: int) -> None:
    require(actor.roles, "undo.own")
    if doer != actor.user_id and "MG" not in actor.roles:
        raise NotAllowedError(
            "Not yours",
            f"This was done by {name_of(db, doer)}.",
            f"Ask {name_of(db, doer)} or a manager to take it back.",
        )

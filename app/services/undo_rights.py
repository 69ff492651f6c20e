"""What taking a step back asks of a person: Undo does nothing that they could not do by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.domain.errors import NotAllowedError, StateError
from app.domain.permissions import CONFIDENTIAL, require
from app.domain.states import MACHINES, word

_ACT_OF_ROW = {
    **dict.fromkeys(("user", "grant"), "users.update"),
    **dict.fromkeys(
        ("setting", "place", "style", "tag_stock", "template", "channel"), "settings.update"
    ),
    **dict.fromkeys(("rule_set", "wording"), "rules.update"),
    **dict.fromkeys(("party", "contact", "address"), "parties.update"),
    **dict.fromkeys(
        ("sales_order", "order_line", "customisation", "ticked", "discount_share", "tax_line"),
        "orders.update",
    ),
    "job": "jobs.update",
    "agreement": "agreements.create",
    "move": "moves.create",
    **dict.fromkeys(
        ("piece", "metal", "stone", "mark", "accessory", "component", "consignment_item"),
        "take_in.create",
    ),
    "measured": "take_in.create",
}
"""The act that changing rows of a table, or telling facts of it, needs by hand."""
_ACT_OF_ROW_IN = {"house_list": {"setting": "rules.update"}}
"""The same within one kind of step: the lists for reports are kept as settings, by who keeps the rules."""


def require_rights(
    roles: Collection[str],
    facts: Mapping[str, list[dict[str, Any]]],
    made: Iterable[str],
    steps: Iterable[dict[str, Any]],
    work_kind: str = "",
) -> None:
    """Refuse unless these roles may do by hand what taking the facts and made rows back does.

    ``made`` are the tables of rows that would leave, ``steps`` the transitions that would be taken
    back, ``work_kind`` is the kind of the step. NotAllowedError, or a StateError where only two persons
    may take the way back.
    """
    if "system" in roles:
        return
    tables = {*facts, *made, *(row["table_name"] for row in facts.get("edit", ()))}
    asked = {**_ACT_OF_ROW, **_ACT_OF_ROW_IN.get(work_kind, {})}
    acts = {asked[table] for table in tables if table in asked}
    acts |= {CONFIDENTIAL.get(row["what"], "pieces.update") for row in facts.get("priced", ())}
    for act in sorted(acts):
        require(roles, act)
    for step in steps:
        _require_way_back(roles, step["machine"], step["to_state"], step["from_state"])


def _require_way_back(roles: Collection[str], machine: str, a: str, b: str) -> None:
    """Where the way back is a step that people take, it asks Undo for what it asks of them."""
    back = MACHINES[machine].steps.get((a, b))
    if back is None:
        return
    if back.second:
        raise StateError(
            "Cannot be taken back",
            f"This {MACHINES[machine].noun} is {word(a)}; only two persons together end that.",
            "Do it on its page, with a second person.",
        )
    if not back.who & {"SYS", *roles}:
        raise NotAllowedError(
            "Not allowed",
            f"Your role may not bring this {MACHINES[machine].noun} from {word(a)} to {word(b)}.",
            "Ask a manager to take it back.",
        )

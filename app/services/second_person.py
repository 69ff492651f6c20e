"""The second person: never the same one, allowed to do it too; in a small shop it may be a later review."""

from __future__ import annotations

from app.domain.errors import NotAllowedError
from app.domain.permissions import allowed, may_defer
from app.models.work import Work
from app.services.house_rules import house_rules


def require_second(
    w: Work, act: str, why: str, *, manager: bool = False, confirms: str = ""
) -> None:
    """Refuse unless another person confirmed this unit of work.

    ``why`` is the sentence that says why one is asked. Who confirms may do ``act`` too, or
    ``confirms`` where that is less; ``manager``: it must be a manager, and that never waits. With fewer than four people the owner sees it afterwards instead, where the act
    allows that.
    """
    second = w.second
    if second is None:
        if may_defer(act, house_rules(w).people) and not manager:
            return
        raise NotAllowedError(
            "A second person is needed",
            why,
            f"Let {'a manager' if manager else 'another person'} confirm it with badge or PIN.",
            field="second",
            act=act,
        )
    if second.user_id == w.actor.user_id:
        raise NotAllowedError(
            "A second person",
            f"{w.actor.display} cannot confirm what {w.actor.display} does.",
            "Let somebody else scan their badge.",
            field="second",
            act=act,
        )
    if not allowed(second.roles, confirms or act) or (manager and "MG" not in second.roles):
        raise NotAllowedError(
            "Not allowed",
            f"{second.display} may not confirm this.",
            "Ask a manager to confirm it." if manager else "Ask someone whose role covers it.",
            field="second",
            act=act,
        )

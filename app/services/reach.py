"""How far a role reaches: an e-commerce clerk's orders are those of the web shop, and so on.

``permissions`` says which role is limited to what; here stands what each limit means for a record.
A window asks ``reach_refusal`` before it offers a thing, the services ask ``require_on`` when it is
done.
"""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError
from app.domain.permissions import reaches, refuse_beyond, require
from app.models.database import Database
from app.models.work import Work

_MADE_BY = (
    "EXISTS (SELECT 1 FROM transition AS t LEFT JOIN work AS k ON k.id = t.work_id"
    " WHERE t.subject_id = {subject} AND t.machine = '{machine}' AND t.from_state = ''"
    " AND (k.actor_id = :user OR t.work_id = :unit))"
)
_ORDER_OF_JOB = "(SELECT j.order_id FROM job AS j WHERE j.id = :id)"
_NO_ORDER = "NOT EXISTS (SELECT 1 FROM sales_order AS o WHERE o.party_id = p.id AND o.removed = 0)"
_BUSINESS = "p.is_consignor + p.is_vendor + p.is_artisan + p.is_borrower"
_WITHIN: dict[tuple[str, str], str] = {
    ("online", "order"): "SELECT channel_id IS NOT NULL FROM sales_order WHERE id = :id",
    ("own", "order"): f"SELECT {_MADE_BY.format(subject=':id', machine='order')}",
    ("online", "job"): (
        f"SELECT channel_id IS NOT NULL FROM sales_order WHERE id = {_ORDER_OF_JOB}"
    ),
    ("own", "job"): (
        f"SELECT {_MADE_BY.format(subject=':id', machine='job')}"
        f" OR {_MADE_BY.format(subject=_ORDER_OF_JOB, machine='order')}"
    ),
    ("order", "job"): f"SELECT {_ORDER_OF_JOB} IS NOT NULL",
    ("outgoing", "job"): f"SELECT {_ORDER_OF_JOB} IS NOT NULL",
    ("own_work", "job"): f"SELECT {_ORDER_OF_JOB} IS NULL",
    # Who orders, or was only just added and may: a consignor without an order is not theirs.
    (
        "ordering",
        "party",
    ): f"SELECT {_BUSINESS} = 0 OR NOT {_NO_ORDER} FROM party AS p WHERE id = :id",
    ("online", "party"): (
        f"SELECT ({_BUSINESS} = 0 AND {_NO_ORDER}) OR EXISTS (SELECT 1 FROM sales_order AS o"
        " WHERE o.party_id = p.id AND o.removed = 0 AND o.channel_id IS NOT NULL)"
        " FROM party AS p WHERE id = :id"
    ),
    (
        "handled",
        "party",
    ): "SELECT EXISTS (SELECT 1 FROM piece WHERE owner_id = :id AND removed = 0)",
    ("own", "report"): (
        "SELECT k.actor_id = :user FROM report AS r JOIN work AS k ON k.id = r.work_id"
        " WHERE r.id = :id"
    ),
    ("own", "piece"): (
        "SELECT EXISTS (SELECT 1 FROM consignment_item AS i WHERE i.piece_id = :id"
        f" AND i.removed = 0 AND {_MADE_BY.format(subject='i.agreement_id', machine='agreement')})"
        f" OR {_MADE_BY.format(subject=':id', machine='piece')}"
    ),
}
"""What a limit means for a kind of record: a yes-or-no question about it."""


def require_on(w: Work, act: str, kind: str, subject_id: int) -> None:
    """Refuse unless the person may do the act with this very record.

    ``kind``: order, job, party, report or piece. NotAllowedError says what the role is limited to.
    """
    w.require(act)
    if "system" in w.actor.roles:
        return
    refused = _beyond(w, w.actor, act, kind, subject_id)
    if refused is not None:
        raise refused


def reach_refusal(db: Database, actor: Actor, act: str, kind: str, subject_id: int) -> str:
    """Why a person may not do the act with this record, in a sentence; "" where they may."""
    try:
        require(actor.roles, act)
    except NotAllowedError as refused:
        return refused.sentence()
    refused_here = _beyond(db, actor, act, kind, subject_id)
    return refused_here.sentence() if refused_here is not None else ""


def _beyond(
    db: Database | Work, actor: Actor, act: str, kind: str, subject_id: int
) -> NotAllowedError | None:
    limits = reaches(actor.roles, act)
    if not limits:
        return None
    asked = {
        "id": subject_id,
        "user": actor.user_id,
        "unit": db.id if isinstance(db, Work) else 0,
    }
    for limit in sorted(limits):
        question = _WITHIN.get((limit, kind))
        wanted = {name: value for name, value in asked.items() if f":{name}" in (question or "")}
        if question is not None and db.value(question, wanted):
            return None
    return refuse_beyond(actor.roles, act, limits)

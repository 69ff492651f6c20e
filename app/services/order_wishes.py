"""Changing what a line has of the client's own: engraving, ring size, metal, length, stone."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.models.orders import Customisation
from app.models.work import Work
from app.services.order_facts import WISHES, LineFacts, line_order, order_facts
from app.services.reach import require_on
from app.services.style_rules import checked_engraving, read_size


def change_wish(
    w: Work,
    line_id: int,
    kind: str,
    text: str,
    *,
    font: str | None = None,
    position: str | None = None,
) -> Changes:
    """Set a line's engraving, ring size, metal, length or stone; '' takes it away.

    The checks that vouched for the old value are open again. Refused where a job of the line is at
    the bench: it goes on with what it was given until it is stopped.
    """
    order = order_facts(w, line_order(w, line_id))
    require_on(w, "orders.update", "order", order.id)
    line = order.line(line_id)
    _require_free(line)
    if kind not in WISHES:
        raise InputError("No such wish", f"A line has no {kind}.", "Choose another field.")
    said = text if kind == "engraving" else text.strip()
    values: dict[str, object] = {"text_value": said}
    if kind == "ring_size" and said:
        size = read_size(line.style, said)
        values |= {"text_value": str(size), "value": size.circumference_um, "system": size.system}
    values |= {"font": font} if font is not None else {}
    values |= {"position_code": position} if position is not None else {}
    wish = line.wish(kind)
    if wish is not None and not said:
        w.remove(Customisation, wish.id)
    elif wish is not None:
        w.edit(Customisation, wish.id, **values)
    elif said:
        w.add(Customisation, line_id=line_id, kind_code=kind, **values)
    name = WISHES[kind]
    return Changes.of(
        f"{name[:1].upper()}{name[1:]} {'set' if said else 'taken away'}", w.id, order=order.id
    )


def take_proposal(w: Work, line_id: int) -> Changes:
    """Put the proposed engraving in the place of one that cannot be cut ("-" for "—")."""
    order = order_facts(w, line_order(w, line_id))
    line = order.line(line_id)
    wish = line.wish("engraving")
    proposal = checked_engraving(line.style, wish.text).proposal if wish else ""
    if not proposal:
        raise NotFoundError(
            "Nothing is proposed",
            "There is no text that could be cut instead.",
            "Ask the client for another text.",
        )
    return change_wish(w, line_id, "engraving", proposal)


def _require_free(line: LineFacts) -> None:
    """Refuse a change under the hands of the bench."""
    if line.job is not None and line.job.state not in ("draft", "done", "closed", "cancelled"):
        raise StateError(
            "The bench has it",
            f"Job {line.job.number} of this line is given out; it keeps what it was given.",
            "Stop the job first, or note the difference on the job.",
        )

"""What becomes of an order that its channel says is cancelled: cancelled here, or put before a person.

Its reserved pieces are for sale again where nothing was done for it here. Where a job is open, or
the order is in work or packed, it is held with its pieces until somebody decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ids import derived_id
from app.domain.states import allowed, who
from app.exchange.orders import FileOrder
from app.models import records
from app.models.orders import OrderLine
from app.models.work import Work
from app.services.import_stored import StoredLine, StoredOrder

HELD_FOR = "channel_cancelled"
"""Reason of an order that is on hold because its channel cancelled it while work was out."""
_PACKED = frozenset({"packed", "shipped", "collected", "delivered"})


@dataclass(frozen=True)
class Cancellation:
    """What follows here: ``to_state`` of the order ("" = it stays), and which pieces become free.

    ``job_number`` is the open job that stands in the way, "" if there is none.
    """

    to_state: str
    frees: tuple[StoredLine, ...]
    job_number: str = ""

    @property
    def why(self) -> str:
        """For the column "Why" of the preview, at most 38 characters."""
        if self.to_state != "cancelled":
            return "Cancelled at the shop; work is out"
        if len(self.frees) == 1:
            return "Cancelled at the shop; frees 1 piece"
        if self.frees:
            return f"Cancelled at the shop; frees {len(self.frees)} pieces"
        return "Cancelled at the shop"

    @property
    def sentence(self) -> str:
        """For the box beside the differences, "" where there is nothing to say."""
        if self.to_state == "cancelled":
            if not self.frees:
                return ""
            it = "The piece that was" if len(self.frees) == 1 else "The pieces that were"
            is_ = "is" if len(self.frees) == 1 else "are"
            return f"The order is cancelled. {it} reserved for it {is_} for sale again."
        out = f"Job {self.job_number} is open" if self.job_number else "Work was done here"
        kept = "The order goes on hold" if self.to_state else "The order stays as it is"
        return f"{out}. {kept} with its pieces until somebody cancels it here or goes on with it."


def cancelled_there(stored: StoredOrder, order: FileOrder) -> bool:
    """Whether the file tells a cancellation that nobody here knew of, nor decided about."""
    told_before = stored.values["cancelled_at"] == order.cancelled_at
    return bool(order.cancelled_at) and not told_before and stored.state != "cancelled"


def cancellation(stored: StoredOrder) -> Cancellation:
    """What follows for a stored order (complete with its lines) whose channel has cancelled it."""
    jobs = [line.job_number for line in stored.lines if line.at_bench]
    packed = any(line.state in _PACKED for line in stored.lines)
    if not jobs and not packed and _by_program(stored.state, "cancelled"):
        reserved = tuple(line for line in stored.lines if line.piece_state == "reserved")
        return Cancellation("cancelled", reserved)
    holds = "on_hold" if _by_program(stored.state, "on_hold") else ""
    return Cancellation(holds, (), jobs[0] if jobs else "")


def follow(w: Work, stored: StoredOrder) -> None:
    """Take the steps; their ids are derived, so that two PCs that read one file take them once."""
    found = cancellation(stored)
    for line in found.frees:
        assert line.piece_id is not None
        told(w, "piece", line.piece_id, "reserved", "free", f"channel:{stored.id}")
        w.edit(OrderLine, line.id, piece_id=None)
        if line.state == "reserved":
            told(w, "line", line.id, "reserved", "verified", "channel")
    if found.to_state:
        reason = "channel" if found.to_state == "cancelled" else HELD_FOR
        told(w, "order", stored.id, stored.state, found.to_state, reason)


def told(w: Work, machine: str, subject: int, before: str, after: str, reason: str) -> None:
    """A step that a file tells: ``reason`` is its code, with what else makes it one after a colon."""
    made, nth = derived_id("step", str(subject), before, after, reason), 1
    fact_id = made
    while w.value("SELECT 1 FROM transition WHERE id = ?", (fact_id,)):
        nth += 1
        fact_id = derived_id("again", str(fact_id), str(nth))
    w.add(
        records.Transition,
        id=fact_id,
        machine=machine,
        subject_id=subject,
        from_state=before,
        to_state=after,
        reason_code=reason.partition(":")[0],
    )


def _by_program(before: str, after: str) -> bool:
    return allowed("order", before, after) and "SYS" in who("order", before, after)

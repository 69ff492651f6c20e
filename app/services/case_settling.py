"""What a decision does inside its unit of work, said in sentences while it is done.

A dry run does the very same and is rolled back: so what is shown before choosing is what follows.
Facts stay; steps, edits and moves are added to them. Nothing is refunded here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.errors import NotFoundError, StateError
from app.domain.money import shown
from app.domain.states import MACHINES, fold, word
from app.models import records
from app.models.orders import OrderLine
from app.models.projections.states import rejected_steps
from app.models.work import Work
from app.services.case_records import CaseRecord, Told, told
from app.services.house_rules import Asks, house_rules
from app.services.order_facts import OrderFacts, line_order, order_facts
from app.services.piece_holds import begin_hold
from app.services.second_person import require_second

DECIDED = "decided"
"""Reason of a step that a decision takes."""
_OVER_JOBS = ("done", "closed", "cancelled", "on_hold")
_GIVES_BACK = frozenset({"reserved", "to_make", "to_size", "to_engrave", "in_job"})


class Settling:
    """One way of settling a case, in a unit of work. ``said`` are its consequences in order."""

    def __init__(self, w: Work, case: CaseRecord, facts: Sequence[Told]) -> None:
        self.w = w
        self.case = case
        self.facts = facts
        self.said: list[str] = []
        self.touched: dict[str, set[int]] = {}

    def say(self, sentence: str) -> None:
        """One more consequence."""
        if sentence not in self.said:
            self.said.append(sentence)

    def touch(self, kind: str, record_id: int) -> None:
        """A record that windows must read again."""
        self.touched.setdefault(kind, set()).add(record_id)

    # ------------------------------------------------------------------ machines
    def bring_to(self, machine: str, subject: int, keep: Told) -> bool:
        """Bring a record to where the branch of a step led; False where it stands there already."""
        rows = self.w.rows(
            "SELECT id, from_state, to_state FROM transition WHERE subject_id = ? AND machine = ?"
            " ORDER BY hlc, id",
            (subject, machine),
        )
        _, refused = fold(machine, [(a, b) for _, a, b in rows])
        accepted = [row for at, row in enumerate(rows) if at not in refused]
        branch = _branch([row for at, row in enumerate(rows) if at in refused], keep.id)
        if not branch or self.w.state(machine, subject) == branch[-1][2]:
            return False
        self.touch(machine, subject)
        target = branch[-1][2]
        if (self.w.state(machine, subject), target) in MACHINES[machine].steps:
            self.w.step(machine, subject, target, DECIDED)
            return True
        left = max((at for at, r in enumerate(accepted) if r[1] == branch[0][1]), default=None)
        if left is None:
            raise _no_way(machine, target)
        for _, before, _ in reversed(accepted[left:]):
            self.w.step_back(machine, subject, before, DECIDED)
        for _, _, after in branch:
            self.w.step(machine, subject, after, DECIDED)
        return True

    # ------------------------------------------------------------------ orders and their pieces
    def take_from_order(self, line_id: int, piece_id: int) -> None:
        """An order does not get the piece: its line asks again, its job stops, it goes to review."""
        w = self.w
        try:
            order = order_facts(w, line_order(w, line_id))
        except NotFoundError:
            return
        line = order.line(line_id)
        if line.piece_id == piece_id:
            w.edit(OrderLine, line_id, piece_id=None)
        if w.state("line", line_id) in _GIVES_BACK:
            w.step("line", line_id, "verified", "other")
        if line.job is not None:
            self.stop_job(line.job.id, line.job.number)
        if w.state("order", order.id) in ("confirmed", "in_work", "ready"):
            w.step("order", order.id, "review", "other")
            self.say(f"{order.number} goes to review without a piece")
        else:
            state = word(w.state("order", order.id) or "imported")
            self.say(f"{order.number} stays {state} without a piece")
        self._say_paid(order)
        self.touch("order", order.id)

    def _say_paid(self, order: OrderFacts) -> None:
        paid = order.paid_minor - order.refunded_minor
        if paid > 0:
            amount = shown(paid, order.currency, house_rules(self.w).locale)
            self.say(f"{amount} was paid; a manager decides on a refund")
        self.w.add(
            records.Note,
            subject_kind="order",
            subject_id=order.id,
            topic="case",
            content="Its piece went to another fact in a case; find another one or speak with the"
            " client.",
        )

    def stop_job(self, job_id: int, number: str) -> None:
        """The bench stops at a job; what it has stays there until somebody fetches it."""
        if self.w.state("job", job_id) in _OVER_JOBS:
            return
        self.w.step("job", job_id, "on_hold", "cancelled")
        self.say(f"{number} is put on hold; what the bench has stays there until it is fetched")
        self.touch("job", job_id)

    def stop_jobs_of(self, order_id: int) -> None:
        """The bench stops at all jobs of an order."""
        rows = self.w.rows(
            "SELECT id, number FROM job WHERE order_id = ? AND removed = 0 ORDER BY id", (order_id,)
        )
        for job_id, number in rows:
            self.stop_job(job_id, number)

    def free_pieces_of(self, order_id: int) -> None:
        """What was set aside for an order is for sale again."""
        for line_id, piece_id in self.w.rows(
            "SELECT id, piece_id FROM order_line WHERE order_id = ? AND removed = 0"
            " AND piece_id IS NOT NULL ORDER BY position",
            (order_id,),
        ):
            if self.w.state("piece", piece_id) == "reserved":
                self.w.step("piece", piece_id, "free", DECIDED)
                self.w.edit(OrderLine, line_id, piece_id=None)
                self.say(f"{piece_name(self.w, piece_id)} is for sale again")
                self.touch("piece", piece_id)

    def set_aside_again(self, order_id: int, cancelled: Told) -> None:
        """An order goes on: the pieces that its cancelling gave back are set aside for it again."""
        given_back = {
            line: piece
            for line, piece in lines_of_work(self.w, cancelled.work_id, side="old").items()
            if self.w.value("SELECT order_id FROM order_line WHERE id = ?", (line,)) == order_id
        }
        at_bench = self.w.rows(
            "SELECT line_id, piece_id FROM job WHERE order_id = ? AND removed = 0"
            " AND line_id IS NOT NULL AND piece_id IS NOT NULL",
            (order_id,),
        )
        for line, piece in {**given_back, **dict(at_bench)}.items():
            now = self.w.value("SELECT piece_id FROM order_line WHERE id = ?", (line,))
            if now is not None:
                continue
            name = piece_name(self.w, piece)
            state = self.w.state("piece", piece)
            if state not in ("free", "reserved"):
                self.say(f"{name} is {word(state)} by now: another piece must be found")
                continue
            if state == "free":
                self.w.step("piece", piece, "reserved")
            self.w.edit(OrderLine, line, piece_id=piece)
            if self.w.state("line", line) == "verified":
                self.w.step("line", line, "reserved")
            self.say(f"{name} is set aside for it again")
            self.touch("piece", piece)

    def lines_follow(self, order_id: int, site: int) -> None:
        """The lines of an order go the way of the PC whose fact stands."""
        lines = [
            row[0]
            for row in self.w.rows("SELECT id FROM order_line WHERE order_id = ?", (order_id,))
        ]
        for machine, line, _, rejected in rejected_steps(self.w.db, lines):
            row = self.w.row(
                "SELECT w.site FROM transition AS t JOIN work AS w ON w.id = t.work_id"
                " WHERE t.id = ?",
                (rejected,),
            )
            if row is not None and row[0] == site:
                self.bring_to(machine, line, _step(self.w, rejected))

    # ------------------------------------------------------------------ holds
    def hold_piece(self, piece_id: int) -> None:
        """Nobody sells, lends or ships the piece until the case is decided."""
        begin_hold(self.w, piece_id, "check")
        self.touch("piece", piece_id)
        self.say("Nobody can sell, lend or ship it on any PC")

    def end_holds_of(self, work_id: int, piece_id: int) -> None:
        """The holds that a unit put on a piece end: a manager with a second person."""
        for (machine,) in self.w.rows(
            "SELECT machine FROM transition WHERE work_id = ? AND subject_id = ?"
            " AND machine LIKE 'hold\\_%' ESCAPE '\\' AND to_state = 'on'",
            (work_id, piece_id),
        ):
            if self.w.state(machine, piece_id) == "on":
                self.w.require("hold.release")
                require_second(
                    self.w,
                    "hold.release",
                    "A hold ends only when two persons agree.",
                    confirms="hold.put",
                )
                self.w.step(machine, piece_id, "off", DECIDED)
                self.say("The hold ends")


def lines_of_work(db: Asks, work_id: int, *, side: str = "new") -> dict[int, int]:
    """The order lines that a unit put a piece to (``side`` "new") or took one from ("old")."""
    found = {}
    for row_id, content in db.rows(
        "SELECT row_id, content FROM edit WHERE work_id = ? AND table_name = 'order_line'"
        " AND column_name = 'piece_id' AND content IS NOT NULL ORDER BY id",
        (work_id,),
    ):
        piece = json.loads(content)[side]
        if piece is not None:
            found[row_id] = piece
    return found


def line_of(db: Asks, fact: Told, piece_id: int) -> int | None:
    """The order line for which a step of a piece was taken, if its unit says so."""
    lines = [line for line, piece in lines_of_work(db, fact.work_id).items() if piece == piece_id]
    return lines[-1] if lines else None


def piece_name(db: Asks, piece_id: int) -> str:
    """A piece in a sentence."""
    row = db.row("SELECT description, number FROM piece WHERE id = ?", (piece_id,))
    return str(row[0] or row[1] or "the piece") if row else "the piece"


def _branch(refused: Sequence[tuple[int, str, str]], first: int) -> list[tuple[int, str, str]]:
    """A step that could not stand, and those that go on from it."""
    branch: list[tuple[int, str, str]] = []
    for row in refused:
        if row[0] == first or (branch and row[1] == branch[-1][2]):
            branch.append(row)
    return branch


def _step(w: Work, fact_id: int) -> Told:
    found = told(w, fact_id)
    assert found is not None
    return found


def _no_way(machine: str, state: str) -> StateError:
    return StateError(
        "Not possible any more",
        f"There is no way back to where this {MACHINES[machine].noun} could become {word(state)}.",
        "Take the steps by hand on its page, then settle the case by the other answer.",
    )

"""Sending lines to the bench: what must be true first, then the job, its code and its bag's contents."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, StateError, UserError
from app.domain.reasons import reason_words
from app.domain.states import word
from app.models.jobs import Job, JobComponent
from app.models.work import Work
from app.services.check_points import CHOOSE_PIECE
from app.services.house_rules import today
from app.services.job_spec import snapshot
from app.services.moves import move, plan_move
from app.services.order_checks import Check, checks_of
from app.services.order_facts import LineFacts, OrderFacts, order_facts
from app.services.order_review import verify_line
from app.services.reach import require_on
from app.services.read_back import expected_mg, read_back_of

WORKING_DAYS = 10
"""Days that the bench has where nothing was promised."""
OVER = ("done", "closed", "cancelled")
BENCH_PLACE = "jobs.bench_place_id"
_LINE_STATE = {"production": "to_make", "sizing": "to_size", "engraving": "to_engrave"}


def send_to_bench(
    w: Work,
    order_id: int,
    line_ids: tuple[int, ...] = (),
    *,
    due_on: str = "",
    artisan_id: int | None = None,
    note: str = "",
) -> Changes:
    """Make a job of each line with bench work (all of the order unless named); jobs in the Changes.

    The order is confirmed and goes into work. A piece that lies in the house is moved to the bench
    where that asks for no second person; otherwise it follows with ``put_in_bag``. Refuses with one
    sentence that says what is missing.
    """
    w.require("jobs.create")
    order = order_facts(w, order_id)
    _require_order(order)
    lines = _chosen(order, line_ids)
    missing = [said for line in lines for said in _missing(w, order, line)]
    if missing:
        raise StateError("Not ready for the bench", " ".join(missing), "Then send it again.")
    day = _due(w, order, due_on)
    jobs, pieces, said = [], [], []
    for line in lines:
        job_id, number = _make(w, order, line, day, artisan_id, note)
        jobs.append(job_id)
        moved = _give_out(w, job_id, line)
        if line.piece_id is not None:
            pieces.append(line.piece_id)
        said.append(f"{number}" + (f" ({moved})" if moved else ""))
    if order.state == "review":
        w.step("order", order_id, "confirmed")
    if w.state("order", order_id) == "confirmed":
        w.step("order", order_id, "in_work")
    return Changes.of(
        f"{' and '.join(said)} sent to the bench",
        w.id,
        job=jobs,
        order=order_id,
        piece=pieces,
    )


def _require_order(order: OrderFacts) -> None:
    if order.state == "on_hold":
        raise StateError(
            "The order is on hold",
            f"{order.number} is on hold: {reason_words(order.reason_code)}.",
            "Release it first.",
        )
    if order.state not in ("review", "confirmed", "in_work"):
        raise StateError(
            "Not possible in this state",
            f"{order.number} is {word(order.state)}, so nothing of it goes to the bench.",
            "Open another order.",
        )


def _chosen(order: OrderFacts, line_ids: tuple[int, ...]) -> list[LineFacts]:
    """The lines to send: those named, else all with bench work that are not there yet."""
    named = [order.line(line_id) for line_id in line_ids]
    lines = named or [line for line in order.lines if line.bench_work]
    waiting = [line for line in lines if line.job is None or line.job.state in OVER]
    if not lines:
        raise StateError(
            "Nothing for the bench",
            f"No line of {order.number} asks for sizing, engraving or making.",
            "What has its piece can be packed as it is. Is there a wish in the client’s note? Write it "
            "under “Change what the client wants” (E).",
        )
    if not waiting:
        job = lines[0].job
        number = job.number if job else ""
        raise StateError(
            "It is there already",
            f"{number} is at work on it.",
            "Open the job to see how far it is.",
        )
    idle = [line for line in waiting if not line.bench_work]
    if idle:
        raise StateError(
            "Nothing for the bench",
            f"{idle[0].title} asks for no sizing, engraving or making.",
            "Put the wish to the line first.",
        )
    return waiting


def _missing(w: Work, order: OrderFacts, line: LineFacts) -> list[str]:
    """Sentences about what is missing before this line may go."""
    own = checks_of(w, order, line.id)
    blocking = [check for check in own if check.blocks == "bench" and not check.done]
    wrong = [c for c in blocking if c.state == "problem" or c.cannot not in ("", CHOOSE_PIECE)]
    found = []
    if wrong:
        found.append(_sentence(line, wrong[0]))
    unseen = [check.title for check in blocking if check not in wrong]
    if line.piece_id is None and line.bench_work != ("production",):
        found.append(f"No piece is reserved for {line.title}: scan its tag.")
        unseen = [check.title for check in blocking if not check.cannot]
    if unseen:
        names = unseen[0] if len(unseen) == 1 else f"{', '.join(unseen[:-1])} and {unseen[-1]}"
        verb = "is" if len(unseen) == 1 else "are"
        found.append(f"{names} of {line.title} {verb} not checked yet.")
    card = read_back_of(w, order, line)
    if card.needed and not card.locked and not wrong:
        again = "again " if card.who else ""
        found.append(f"{line.title} is still to be read back {again}to the client.")
    return found


def _sentence(line: LineFacts, check: Check) -> str:
    said = check.cannot or check.explanation or "there is a problem"
    return f"{check.title} of {line.title}: {said.rstrip('.')}."


def _due(w: Work, order: OrderFacts, due_on: str) -> str:
    """The day on which the work must be back: as said, as promised, else in ten working days."""
    said = due_on or str(order.values["promised_on"])
    if not said:
        day = date.fromisoformat(today(w))
        left = WORKING_DAYS
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day.isoformat()
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise InputError(
            "Not a date",
            f"“{said}” is not a date.",
            "Type for example 2026-03-16.",
            field="due_on",
        ) from error


def _make(
    w: Work,
    order: OrderFacts,
    line: LineFacts,
    due_on: str,
    artisan_id: int | None,
    note: str,
) -> tuple[int, str]:
    """The job of a line with its number and code; the line goes along."""
    kinds = line.bench_work
    number = w.number("J")
    job_id = w.add(
        Job,
        number=number,
        order_id=order.id,
        line_id=line.id,
        piece_id=line.piece_id,
        job_kind=kinds[0],
        due_on=due_on,
        rush=int(order.values["rush"]),
        artisan_id=artisan_id,
        specification=snapshot(order, line, kinds).to_text(),
        note=note.strip(),
        customer_property=int(
            line.piece is not None and line.piece.ownership == "customer_property"
        ),
        expected_mg=expected_mg(w, line) if "sizing" in kinds else None,
    )
    w.code("job", job_id)
    w.step("job", job_id, "draft")
    w.step("job", job_id, "approved")
    verify_line(w, line)
    w.step("line", line.id, _LINE_STATE[kinds[0]])
    w.step("line", line.id, "in_job")
    return job_id, number


def bench_place(w: Work) -> int | None:
    """The place where work is done: as set, else the first bench."""
    found = w.value("SELECT value FROM setting WHERE name = ? AND removed = 0", (BENCH_PLACE,))
    if found:
        return int(found)
    first = w.value(
        "SELECT id FROM place WHERE kind_code = 'bench' AND removed = 0 ORDER BY name, id LIMIT 1"
    )
    return int(first) if first is not None else None


def _give_out(w: Work, job_id: int, line: LineFacts) -> str:
    """Put the line's piece into the bag if nothing stands against it; what remains to be done."""
    if line.piece is None:
        return ""
    bench = bench_place(w)
    if bench is None:
        return "no bench is set up, so the piece stays"
    if line.piece.whereabouts not in ("house", "bench"):
        return f"the piece is {word(line.piece.whereabouts)} and follows"
    plan = plan_move(w, [line.piece.id], bench)
    if plan.refused:
        return plan.refused[0][1].rstrip(".")
    if plan.needs_second and w.second is None:
        return "the piece follows: a second person confirms its move"
    try:
        issue(w, job_id, line.piece.id, bench, line.piece.weight_mg)
    except NotAllowedError as error:
        return error.message.rstrip(".")
    return ""


def issue(w: Work, job_id: int, piece_id: int, bench: int, weight_mg: int | None) -> None:
    """The piece goes into the bag and to the bench."""
    plan = plan_move(w, [piece_id], bench)
    if piece_id not in plan.already:
        move(w, [piece_id], bench)
    w.add(
        JobComponent,
        job_id=job_id,
        piece_id=piece_id,
        direction="out",
        weight_mg=weight_mg,
        count=1,
    )
    if w.state("job", job_id) == "approved":
        w.step("job", job_id, "kitted")
    w.step("job", job_id, "issued")


def put_in_bag(w: Work, job_id: int, piece_id: int) -> Changes:
    """⟨piece⟩⟨bag⟩: the job's piece goes into its bag and to the bench; another piece is refused."""
    require_on(w, "jobs.update", "job", job_id)
    row = w.row(
        "SELECT j.piece_id, j.number, coalesce(p.number, ''), coalesce(p.description, ''), j.order_id"
        " FROM job AS j LEFT JOIN piece AS p ON p.id = j.piece_id WHERE j.id = ? AND j.removed = 0",
        (job_id,),
    )
    if row is None:
        raise StateError("No such job", "There is no such job any more.", "Scan the bag again.")
    wanted, number, piece_number, description, order_id = row
    if wanted != piece_id:
        other = w.row("SELECT number, description FROM piece WHERE id = ?", (piece_id,))
        named = " ".join(other).strip() if other else "This"
        belongs = f"{piece_number} {description}".strip() or "no piece"
        raise StateError(
            "Another piece",
            f"{named} does not belong to {number}, which works on {belongs}.",
            "Scan the piece that stands on the bag.",
            field="piece",
        )
    state = w.state("job", job_id)
    if state not in ("approved", "kitted"):
        raise StateError(
            "It is in the bag already",
            f"{number} is {word(state)}.",
            "Go on with its first stage.",
        )
    bench = bench_place(w)
    if bench is None:
        raise UserError(
            "No bench", "The shop has no place of the kind bench.", "Add one among the places."
        )
    weight = w.value("SELECT weight_mg FROM piece_now WHERE id = ?", (piece_id,))
    issue(w, job_id, piece_id, bench, weight)
    return Changes.of(
        f"{piece_number or description} is in the bag of {number}",
        w.id,
        job=job_id,
        piece=piece_id,
        order=order_id or (),
    )

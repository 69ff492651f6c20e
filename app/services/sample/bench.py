"""Orders that ask for work at the bench: reviewed, read back, sent there, worked on, handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.reasons import SOURCES
from app.exchange.orders import line_id, order_id
from app.models.pieces import Move
from app.models.work import Work
from app.services import jobs, order_review
from app.services.job_stages import job_facts
from app.services.order_checks import checks
from app.services.orders import set_promise
from app.services.sample.state import Sample
from app.services.sample.web import CHANNEL, WebOrder

DEAR_MINOR = 500_000


@dataclass
class BenchOrder:
    """An order on its way through the bench: its job, the job's state, and since when it is done."""

    order: WebOrder
    job_id: int = 0
    state: str = ""
    since: int = 0

    @property
    def order_id(self) -> int:
        """The order's row."""
        return order_id(CHANNEL, self.order.key)

    @property
    def line_id(self) -> int:
        """The row of its first line, the ring."""
        return line_id(CHANNEL, self.order.key, 1)

    @property
    def piece_id(self) -> int:
        """The ring that was put aside."""
        return self.order.pieces[1]

    @property
    def second(self) -> str:
        """Who confirms its moves, '' where nobody need."""
        return "mia" if self.order.lines[0][0].price_minor >= DEAR_MINOR else ""


def review(sample: Sample, one: BenchOrder, due_in: int, points: int = 20) -> None:
    """Reserve the ring, promise a day, look at so many points; read it back once all are looked at."""
    day = date.fromisoformat(sample.shop.settings.date_of(sample.clock.ms))
    with sample.work("olga", "review_order") as w:
        order_review.set_piece(w, one.line_id, one.piece_id)
        set_promise(w, one.order_id, (day + timedelta(days=due_in)).isoformat())
        left = points
        for check in checks(w, one.order_id):
            if not check.done and not check.cannot and left and not check.needs:
                answer = "ordered" if check.asks is SOURCES else "no_wish" if check.asks else ""
                order_review.tick(w, one.order_id, check.point, check.line_id, answer)
                left -= 1
        if left:
            how = sample.rng.choice(("phone", "email", "phone", "in_person"))
            order_review.lock_read_back(w, one.line_id, how)


def send(sample: Sample, one: BenchOrder) -> None:
    """Send the ring to the bench and make its bag."""
    artisan = sample.rng.choice(sample.parties["artisan"])
    with sample.work("olga", "send_to_bench", second=one.second) as w:
        made = jobs.send_to_bench(w, one.order_id, artisan_id=artisan)
        one.job_id = made.first("job")
        one.state = w.state("job", one.job_id)
    with sample.work("olga", "store_bag") as w:
        jobs.store_bag(w, one.job_id)


def step(sample: Sample, one: BenchOrder) -> None:
    """Out of a stage and into the next; after the last one to the quality check."""
    with sample.work("owen", "stage") as w:
        facts = job_facts(w, one.job_id)
        weight = facts.last_mg
        if weight is not None and facts.stage == "size":
            weight = facts.expected_mg or weight + sample.rng.randint(20, 90)
        elif weight is not None and facts.stage:
            weight -= sample.rng.randint(0, 12)
        jobs.next_stage(w, one.job_id, weight)
        one.state = w.state("job", one.job_id)


def passed(sample: Sample, one: BenchOrder) -> None:
    """The quality check, by somebody who did not make it."""
    with sample.work("emma", "pass_check") as w:
        jobs.pass_check(w, one.job_id)
        one.state = "passed"


def ready(sample: Sample, one: BenchOrder) -> None:
    """The ring lies at the packing table, its order waits to be sent or fetched."""
    with sample.work("owen", "order_ready", second=one.second) as w:
        w.add(
            Move, subject_kind="piece", subject_id=one.piece_id, to_place_id=sample.places["PACK"]
        )
        w.step("job", one.job_id, "done")
        w.step("order", one.order_id, "ready")
    one.state, one.since = "done", sample.clock.ms


def sent(w: Work, sample: Sample, one: BenchOrder) -> None:
    """The parcel has left: the ring is the client's, the job is closed."""
    w.step("job", one.job_id, "closed")
    w.step("line", one.line_id, "packed")
    w.step("line", one.line_id, "shipped")
    w.step("piece", one.piece_id, "sold")
    w.step("piece", one.piece_id, "delivered")
    w.add(Move, subject_kind="piece", subject_id=one.piece_id, to_place_id=sample.places["SOLD"])
    one.state = "closed"

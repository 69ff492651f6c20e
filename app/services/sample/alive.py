"""What lies about today in the sample shop: things begun, missing, outside, put aside, in doubt."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from app.domain.ring_sizes import parse_size
from app.models.jobs import Job
from app.models.pieces import Measured
from app.models.work import Work
from app.services import jobs
from app.services.job_spec import JobSpec
from app.services.moves import move
from app.services.orders import add_note
from app.services.piece_states import hold, quarantine, set_free
from app.services.sample.bench import BenchOrder
from app.services.sample.conditions import examine
from app.services.sample.consigning import bring_in
from app.services.sample.state import Sample
from app.services.sample.stock import form_of
from app.services.take_in import take_in_own

INCOMPLETE = 4
"""Pieces of the usual sample that lack a photo or a weight."""
_REPAIRS = (
    ("draft", "Re-tip four prongs", ("Prongs", "four, worn flat"), ("set", "polish"), "ring_ruby"),
    ("quoted", "New clasp, restring", ("Strand", "61 pearls, silk"), ("finish",), "pearls"),
    ("kitted", "Solder the gallery", ("Gallery", "cracked at 9 o'clock"), ("finish", "polish"), "cluster_34"),
)  # fmt: skip


def the_solitaire(sample: Sample) -> int:
    """The ring that the web shop sells as SOL-Y-6, measured at its back, and its two chains."""
    one = next(v for v in sample.varieties if v.sku == "SOL-Y-6")
    chain = next(v for v in sample.varieties if v.sku == "CHN-45")
    with sample.work("owen", "take_in") as w:
        form = replace(
            form_of(sample, one),
            weight_mg=3_850,
            ring_size=parse_size("6", "US"),
            place_id=sample.places["TRAY-07"],
        )
        piece_id = _up_for_sale(w, take_in_own(w, form).first("piece"))
        for what, value in (("shank_width_um", 2_200), ("shank_um", 1_600)):
            w.add(
                Measured,
                subject_kind="piece",
                subject_id=piece_id,
                what=what,
                value=value,
                method="by_hand",
            )
        for _ in range(4):
            form = replace(form_of(sample, chain), place_id=sample.places["TRAY-09"])
            _up_for_sale(w, take_in_own(w, form).first("piece"))
    return piece_id


def _up_for_sale(w: Work, piece_id: int) -> int:
    set_free(w, piece_id)
    return piece_id


def customers_repairs(sample: Sample) -> None:
    """Clients' own pieces that wait to be quoted, approved or begun."""
    owner = sample.parties["known"][0]
    for state, work, row, stages, picture in _REPAIRS:
        one = next(v for v in sample.varieties if v.picture == picture)
        with sample.work("owen", "take_in_repair") as w:
            form = replace(form_of(sample, one), price_minor=None, cost_minor=None, style_id=None)
            piece = take_in_own(w, form, ownership="customer_property", owner_id=owner)
            _job(w, sample, piece.first("piece"), state, work, row, stages)


def _job(
    w: Work,
    sample: Sample,
    piece_id: int,
    state: str,
    work: str,
    row: tuple[str, str],
    stages: tuple[str, ...],
) -> None:
    spec = JobSpec(work, ("repair",), (row,), (), (), (), (), stages)
    job_id = w.add(
        Job,
        number=w.number("J"),
        piece_id=piece_id,
        job_kind="repair",
        due_on=sample.day(-9).isoformat(),
        artisan_id=sample.parties["artisan"][0],
        specification=spec.to_text(),
        customer_property=1,
    )
    w.code("job", job_id)
    for step in ("draft", "quoted", "approved", "kitted"):
        w.step("job", job_id, step)
        if step == state:
            break


def incomplete(sample: Sample) -> None:
    """Pieces that lack a photo or a weight: taken in when there was no time."""
    with sample.work("owen", "take_in") as w:
        for at in range(sample.many(INCOMPLETE, 2)):
            form = form_of(sample, sample.rng.choice(sample.varieties), photos=at % 2 == 0)
            if at % 2 == 0:
                form = replace(form, weight_mg=None)
            take_in_own(w, form)


def outside(sample: Sample) -> None:
    """Pieces with a magazine for longer than agreed, at an event, on their way."""
    for place, count in (("OUT", 3), ("EVENT-MIA", 4), ("TRANSIT", 1)):
        pieces = _some(sample, count)
        chance, sample.rng = sample.rng, Random(place)  # the rest of the shop stays as it would be
        reason = "pre_ship" if place == "TRANSIT" else "loan_out"
        keeper = sample.parties["borrower"][0] if place == "OUT" else None
        # One without a photo gets no report, so it stays in the house.
        going = [one for one in pieces if examine(sample, one, reason)]
        sample.rng = chance
        if going:
            with sample.work("owen", "move", second="mia") as w:
                move(w, going, sample.places[place], keeper_id=keeper)


def doubtful(sample: Sample) -> None:
    """Pieces held back or in quarantine."""
    first, second, third = _some(sample, 3)
    with sample.work("sara", "quarantine") as w:
        quarantine(w, first, "suspect")
        quarantine(w, second, "damage")
    with sample.work("owen", "move", second="mia") as w:
        move(w, [first, second], sample.places["QUAR"])
    with sample.work("sara", "hold") as w:
        hold(w, third, "police")


def missing(sample: Sample) -> None:
    """One piece that nobody finds."""
    with sample.work("owen", "move", second="mia") as w:
        move(w, _some(sample, 1), sample.places["MISSING"])


def unsigned(sample: Sample) -> None:
    """Two take-ins that the consignor has not signed yet."""
    bring_in(sample, 3, signed=False)
    bring_in(sample, 9, signed=False)


def jobs_about(benched: list[BenchOrder], sample: Sample) -> None:
    """Jobs that wait, are held, came back from the check, or were given up."""
    at_work = [one for one in benched if one.state == "at_bench"]
    for one, what in zip(at_work, ("rework", "stone", "client", "hold", "cancel"), strict=False):
        with sample.work("mia", "job") as w:
            if what in ("stone", "client"):
                jobs.wait(w, one.job_id, what)
            elif what == "hold":
                jobs.hold_job(w, one.job_id, "requote", "More worn than it looked.")
            elif what == "cancel":
                jobs.cancel_job(w, one.job_id, "client")
            else:
                while w.state("job", one.job_id) == "at_bench":
                    jobs.next_stage(w, one.job_id, reason_code="finish")
                jobs.previous_stage(w, one.job_id, "finish")


def remarks(sample: Sample, order_ids: list[int]) -> None:
    """Words that people left on orders."""
    words = (
        "Called: prefers collection on Saturday.",
        "Wants the box in green.",
        "Asked for a valuation with it.",
    )
    for order_id, said in zip(order_ids, words, strict=False):
        with sample.work("olga", "note") as w:
            add_note(w, order_id, said)


def _some(sample: Sample, count: int) -> list[int]:
    """Free pieces of the stock, taken out of it."""
    least = 1 if sum(len(left) > 1 for left in sample.stock.values()) >= count else 0
    skus = sorted(sku for sku, left in sample.stock.items() if len(left) > least)
    return [sample.stock[sku].pop() for sku in sample.rng.sample(skus, k=count)]

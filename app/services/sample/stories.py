"""What happens on certain days of the sample shop, and what lies about today."""

from __future__ import annotations

from app.services.instruments import Instrument, put_instruments
from app.services.sample import alive, conditions
from app.services.sample.bench import BenchOrder
from app.services.sample.diary import Diary
from app.services.sample.state import Sample


def planned(diary: Diary) -> None:
    """Single things that happened in the last weeks."""
    sample = diary.sample
    diary.plan(sample.at(40, 10, 0), alive.the_solitaire, sample)
    diary.plan(sample.at(23, 16, 20), alive.outside, sample)
    diary.plan(sample.at(19, 12, 0), alive.doubtful, sample)
    diary.plan(sample.at(9, 18, 5), alive.missing, sample)
    diary.plan(sample.at(5, 11, 30), alive.customers_repairs, sample)


def today(sample: Sample, benched: list[BenchOrder]) -> None:
    """What was begun this morning and what waits for somebody."""
    sample.goes_to(0, 9, 5)
    _scales(sample)
    alive.incomplete(sample)
    alive.unsigned(sample)
    if sample.consigned:
        conditions.begun(sample, sample.consigned[-1])
    alive.jobs_about(benched, sample)


def _scales(sample: Sample) -> None:
    """Two scales: one that holds, and one whose calibration is overdue."""
    scales = (
        Instrument("Scale 1", 1, str(sample.day(120)), str(sample.day(-245))),
        Instrument("Scale 2, back room", 10, str(sample.day(405)), str(sample.day(40))),
    )
    with sample.work("mia", "house_list") as w:
        put_instruments(w, scales)

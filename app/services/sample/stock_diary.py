"""When goods come in: the opening stock, deliveries, consignors with their pieces, reports on them."""

from __future__ import annotations

from app.services.sample import alive, clara, conditions, consigning, stock
from app.services.sample.diary import Diary
from app.services.sample.state import DAYS, PIECES, Sample

OPENING_SHARE, CONSIGNED_SHARE = 0.45, 0.28
BY_NAME = 32
"""Pieces that come by name: twelve of Clara's, a solitaire and four chains, three repairs, twelve
that are not signed for yet."""
CONSIGNED_BY_NAME = 24
MOST_REPORTS = 640


def planned(diary: Diary) -> None:
    """All goods of the eighteen months."""
    sample, total = diary.sample, diary.sample.many(PIECES)
    opening = round(total * OPENING_SHARE)
    consigned = max(4, round(total * CONSIGNED_SHARE) - CONSIGNED_BY_NAME)
    left = total - opening - consigned - BY_NAME - sample.many(alive.INCOMPLETE, 2)
    diary.plan_day(DAYS, 9, 40, stock.opening_stock, sample, opening)
    days = range(DAYS - 6, 8, -9)
    for nth, ago in enumerate(days):
        diary.plan_day(ago, 11, 15, stock.delivery, sample, _part(left, nth, len(days)))
    groups = max(6, round(consigned / (9 if sample.size <= 2 else 26)))
    for nth in range(groups):
        ago = DAYS - 4 - nth * (DAYS - 8) // groups
        part = _part(consigned, nth, groups)
        diary.plan_day(ago, 14, sample.rng.randrange(60), _consigned, sample, part)
    for ago in range(DAYS - 16, 0, -1):
        diary.plan_day(ago, 8, 1, consigning.waiting_over, sample)
    diary.plan_day(12, 10, 5, _clara, sample)
    wanted = min(sample.many(conditions.REPORTS), 120)
    for nth in range(wanted):
        ago = (DAYS - 30) * (wanted - nth) // wanted
        diary.plan_day(ago, 15, nth % 60, _later_report, sample, nth)


def _part(total: int, nth: int, parts: int) -> int:
    """The size of the n-th of so many nearly equal parts."""
    return total * (nth + 1) // parts - total * nth // parts


def _consigned(sample: Sample, count: int) -> None:
    """A consignor brings pieces; Sara examines them one after the other, all but now and then one."""
    if not count:
        return
    _, pieces = consigning.bring_in(sample, count)
    sample.consigned += pieces
    for piece_id in pieces:
        if sample.examined < MOST_REPORTS and sample.rng.random() < 0.97:
            sample.examined += bool(conditions.examine(sample, piece_id, "take_in"))


def _clara(sample: Sample) -> None:
    pieces = clara.clara_comes(sample)
    clara.her_ring(sample, pieces[clara.RING])
    for at, piece_id in enumerate(pieces):
        if at not in (clara.RING, len(pieces) - 1):
            conditions.examine(sample, piece_id, "take_in", again=False)


def _later_report(sample: Sample, nth: int) -> None:
    """A piece is looked at again: before shipping, for the insurer; sometimes it is corrected."""
    if nth % 4 and sample.consigned:
        pool = sample.consigned
    else:
        pool = [left[-1] for left in sample.stock.values() if left][:40]
    if not pool:
        return
    report = conditions.examine(sample, sample.rng.choice(pool))
    if report and nth % 17 == 5:
        conditions.correct(sample, report)

"""A piece's page: three answers, facts, prices, photos, papers, and what to know before selling."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.chips import WHEREABOUTS_TONES, chip
from app.domain.dates import long_date, parse_day
from app.domain.ids import now_ms
from app.domain.vocabulary import WHEREABOUTS
from app.models.database import Database
from app.services.custody import CustodyEntry, custody
from app.services.for_sale import NOT_FOR_SALE
from app.services.house_rules import house_rules
from app.services.piece_consignment import Consignment, consignment_of
from app.services.piece_forms import MarkForm, MetalForm, StoneForm
from app.services.piece_holds import WAITING, OpenHold, open_holds
from app.services.piece_parts import (
    PaperLine,
    PhotoLine,
    PriceLine,
    ReportLine,
    TagLineInfo,
    jobs_of,
    order_of,
    papers_of,
    photos_of,
    prices_of,
    reports_of,
    tag_of,
    weight_words_of,
)
from app.services.piece_warnings import warnings_of
from app.services.piece_words import (
    marks_of,
    metal_words,
    metals_of,
    stone_detail,
    stone_title,
    stones_of,
)
from app.services.pieces import PieceRow, piece_row


@dataclass(frozen=True)
class Answer:
    """One of the three answers: state code, chip text and tone, and a line or two beneath it."""

    code: str
    word: str
    tone: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PieceCard:
    """Everything about one piece. ``warnings`` are sentences to know before selling.

    ``metals``, ``stones`` and ``marks`` are the forms that ``edit_piece`` takes back; the words
    beside them are for showing. ``holds`` are the reasons for which it is held; where there are
    several, ``release_hold`` is told which one ends.
    """

    row: PieceRow
    availability: Answer
    whereabouts: Answer
    quality: Answer
    owner_id: int | None
    owner: str
    maker: str
    period: str
    hallmark: str
    condition: str
    ring_size: str
    ring_system: str
    ring_circumference_um: int | None
    components: int
    two_persons: bool
    no_export: bool
    species_note: str
    setting_pattern: str
    weight_words: str
    metals: tuple[MetalForm, ...]
    metal_words: tuple[str, ...]
    stones: tuple[StoneForm, ...]
    stone_words: tuple[tuple[str, str], ...]
    marks: tuple[MarkForm, ...]
    prices: tuple[PriceLine, ...]
    photos: tuple[PhotoLine, ...]
    reports: tuple[ReportLine, ...]
    papers: tuple[PaperLine, ...]
    tag: TagLineInfo
    consignment: Consignment | None
    order_id: int | None
    order_number: str
    jobs: tuple[tuple[int, str, str], ...]
    custody: tuple[CustodyEntry, ...]
    warnings: tuple[str, ...]
    holds: tuple[OpenHold, ...] = ()


_PIECE = """
SELECT p.owner_id, coalesce(o.display, ''), p.maker, p.period, p.hallmark, p.condition, p.ring_size,
  p.ring_system, p.ring_circumference_um, p.components, p.two_persons, p.no_export, p.species_note,
  p.setting_pattern
FROM piece AS p LEFT JOIN party AS o ON o.id = p.owner_id WHERE p.id = ?
"""


def piece_card(db: Database, piece_id: int) -> PieceCard:
    """A piece's page; NotFoundError if there is no such piece."""
    row = piece_row(db, piece_id)
    facts = db.row(_PIECE, (piece_id,))
    assert facts is not None
    metals, stones = metals_of(db, piece_id), stones_of(db, piece_id)
    entries = custody(db, piece_id)
    consignment = consignment_of(db, piece_id)
    order = order_of(db, piece_id)
    reports = reports_of(db, piece_id)
    house = house_rules(db)
    today = house.date_of(now_ms())
    holds = open_holds(db, piece_id)
    return PieceCard(
        row=row,
        availability=_availability(row, order, holds, house.locale),
        whereabouts=_whereabouts(db, row, house.locale),
        quality=_quality(row, reports, entries),
        owner_id=facts[0],
        owner=facts[1],
        maker=facts[2],
        period=facts[3],
        hallmark=facts[4],
        condition=facts[5],
        ring_size=facts[6],
        ring_system=facts[7],
        ring_circumference_um=facts[8],
        components=facts[9],
        two_persons=bool(facts[10]),
        no_export=bool(facts[11]),
        species_note=facts[12],
        setting_pattern=facts[13],
        weight_words=weight_words_of(db, piece_id),
        metals=metals,
        metal_words=tuple(metal_words(metal) for metal in metals),
        stones=stones,
        stone_words=tuple((stone_title(stone), stone_detail(stone)) for stone in stones),
        marks=marks_of(db, piece_id),
        prices=prices_of(db, piece_id),
        photos=photos_of(db, piece_id),
        reports=reports,
        papers=papers_of(db, piece_id, consignment),
        tag=tag_of(db, piece_id, row.code),
        consignment=consignment,
        order_id=order[0] if order else None,
        order_number=order[1] if order else "",
        jobs=jobs_of(db, piece_id),
        custody=entries,
        warnings=warnings_of(row, consignment, bool(facts[11]), facts[12], today, house.locale),
        holds=holds,
    )


def neighbours(db: Database, piece_id: int) -> tuple[int | None, int | None, int, int]:
    """The piece before and after it in the same place, its position (from 1) and their number."""
    here = db.row(
        "SELECT place_id, came_at FROM piece_now WHERE id = ? AND removed = 0", (piece_id,)
    )
    if here is None or here[0] is None:
        return None, None, 0, 0
    place_id, came_at = here
    lying = "FROM piece_now WHERE place_id = ?1 AND removed = 0"  # an index alone answers all four
    mark = (place_id, came_at, piece_id)
    return (
        db.value(
            f"SELECT id {lying} AND (came_at, id) < (?2, ?3)"
            " ORDER BY came_at DESC, id DESC LIMIT 1",
            mark,
        ),
        db.value(
            f"SELECT id {lying} AND (came_at, id) > (?2, ?3) ORDER BY came_at, id LIMIT 1", mark
        ),
        db.value(f"SELECT count(*) {lying} AND (came_at, id) <= (?2, ?3)", mark),
        db.value(f"SELECT count(*) {lying}", (place_id,)),
    )


# ---------------------------------------------------------------------- the three answers
def _availability(
    row: PieceRow,
    order: tuple[int, str, str] | None,
    holds: tuple[OpenHold, ...],
    locale: str,
) -> Answer:
    said = chip("piece", row.sale)
    lines = ["a client’s own"] if row.sale == NOT_FOR_SALE else []
    lines += [one.told for one in holds if one.code != WAITING]
    if row.hold_until and any(one.code == WAITING for one in holds):
        lines.append(f"until {long_date(parse_day(row.hold_until), locale)}")
    if order and row.availability in ("reserved", "sold", "delivered"):
        lines.append(f"{order[1]} for {order[2]}" if order[2] else order[1])
    return Answer(row.availability, said.text, said.tone, tuple(lines))


def _whereabouts(db: Database, row: PieceRow, locale: str) -> Answer:
    word = WHEREABOUTS.title(row.whereabouts)
    keeper_id = db.value("SELECT keeper_id FROM piece_now WHERE id = ?", (row.id,))
    keeper = (
        db.value(
            "SELECT display FROM user WHERE id = ?1 UNION ALL"
            " SELECT display FROM party WHERE id = ?1 LIMIT 1",
            (keeper_id,),
        )
        if keeper_id
        else ""
    )
    lines = [row.place, f"keeper {keeper}" if keeper else ""]
    if row.lent_to and row.lent_to != keeper:
        lines.append(f"with {row.lent_to}")
    if row.due_on:
        lines.append(f"back by {long_date(parse_day(row.due_on), locale)}")
    return Answer(
        row.whereabouts,
        word,
        WHEREABOUTS_TONES.get(row.whereabouts, "neutral"),
        tuple(line for line in lines if line),
    )


def _quality(
    row: PieceRow, reports: tuple[ReportLine, ...], entries: tuple[CustodyEntry, ...]
) -> Answer:
    """Nobody has said that a piece is sound before it was examined, or came out of a doubt."""
    said = chip("quality", row.quality)
    if reports:
        return Answer(row.quality, said.text, said.tone, (f"last report {reports[0].number}",))
    lines = ("no condition report yet",)
    if row.quality == "ok" and not any(entry.kind == "quality" for entry in entries):
        return Answer(row.quality, "Not examined", "neutral", lines)
    return Answer(row.quality, said.text, said.tone, lines)

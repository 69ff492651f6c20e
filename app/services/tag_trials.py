"""Trying a tag template on the shop's own pieces: which ones it is for, and on which it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.errors import UserError
from app.models.database import Database
from app.printing.tag.draw import Drawn, draw
from app.printing.tag.stock import Stock, microns
from app.printing.tag.template import TagTemplate
from app.printing.tag.trouble import refusal
from app.printing.tag.typeset import cap_of
from app.printing.tag.values import TagValues, values_of
from app.services.find import find
from app.services.pieces import GONE, piece_row
from app.services.printers import Printer, printers
from app.services.settings import TAG_STOCK, get
from app.services.tag_stocks import StockLine, list_stocks
from app.services.tag_templates import TemplateLine, list_templates
from app.services.tags import tag_value, tag_values

AT_ONCE = 60
"""So many pieces are read at once; between them a trial may be ended."""
_PIECES = (
    "SELECT id FROM piece_now WHERE removed = 0 AND code <> ''"
    f" AND availability NOT IN ({', '.join(repr(one) for one in GONE)})"
)
USUAL = values_of(
    "1000223164",
    of="ring",
    price="£5,400",
    metal="750 yellow",
    weight="5.48 g",
    stone="Sapphire|Sapph",
    carats="est. 0.92 ct|0.92 ct",
    other_stones="14 dia est. 0.19 ct|14 dia 0.19 ct",
    mark="C",
    size="M ½",
    cost_letters="RLT",
    date_letters="HQ26",
    number="P10-26-00010",
    description="Sapphire cluster ring|Sapphire ring",
    category="Ring",
    name="TRAY-07",
    title="Ring tray, window|Ring tray",
    due="2026-03-12",
    address_1="Mrs. Adelaide Whitcombe-Harrington",
    address_2="Rosebery House, Flat 12",
    address_3="14 Marchmont Crescent",
    address_4="Edinburgh EH9 1HN",
    address_5="UNITED KINGDOM",
)
"""A ring that is in no book: for a shop without pieces, and for what is no piece's tag."""


@dataclass(frozen=True)
class Bench:
    """What the tag designer works with. ``used`` is the key of the shop's usual stock."""

    templates: tuple[TemplateLine, ...]
    stocks: tuple[StockLine, ...]
    printers: tuple[Printer, ...]
    used: str


@dataclass(frozen=True)
class Sample:
    """A piece to try a template on; ``piece_id`` 0 is the one that is in no book."""

    piece_id: int
    words: str
    values: TagValues


@dataclass(frozen=True)
class Misfit:
    """A piece on whose tag a template does not fit, and why."""

    piece_id: int
    values: TagValues
    words: str
    by_um: int


@dataclass(frozen=True)
class Trial:
    """A template tried on every piece that it is for. ``others`` are three to look at, the worst last."""

    many: int
    misfits: tuple[Misfit, ...]
    others: tuple[TagValues, ...]


def bench(db: Database) -> Bench:
    """The templates, stocks and printers to choose from."""
    return Bench(
        tuple(list_templates(db)), tuple(list_stocks(db)), tuple(printers(db)), get(db, TAG_STOCK)
    )


def pieces_for(db: Database, template: TagTemplate) -> list[int]:
    """The pieces in the books whose tags this template is for, newest first."""
    if "piece" not in template.kinds:
        return []
    sql, params = _PIECES, tuple(template.categories)
    if params:
        sql += f" AND category IN ({','.join('?' * len(params))})"
    return [row[0] for row in db.rows(f"{sql} ORDER BY came_at DESC, id DESC", params)]


def sample_of(db: Database, piece_id: int) -> Sample:
    """One piece as a sample; UserError where it has no tag or is not there."""
    row = piece_row(db, piece_id)
    return Sample(piece_id, f"{row.number}, {row.description}".strip(", "), tag_value(db, piece_id))


def first_sample(db: Database, template: TagTemplate) -> Sample:
    """The newest piece that a template is for, else the ring that is in no book."""
    for piece_id in pieces_for(db, template)[:1]:
        return sample_of(db, piece_id)
    return Sample(0, "A ring that is in no book", USUAL)


def find_samples(db: Database, text: str, most: int = 6) -> list[Sample]:
    """Pieces with a tag that a few typed letters, a number or a code find."""
    found: list[Sample] = []
    for one in find(db, text, most):
        if one.kind != "piece" or len(found) == most:
            continue
        try:
            found.append(sample_of(db, one.id))
        except UserError:
            continue  # without a tag it is no sample
    return found


def trial(
    db: Database,
    template: TagTemplate,
    stock: Stock,
    dpi: int,
    tell: Callable[[int, int], object],
) -> Trial:
    """Draw the tag of every piece that a template is for. ``tell(done, of)`` may raise to end it."""
    ids = pieces_for(db, template)
    misfits: list[Misfit] = []
    fitting: list[tuple[int, TagValues]] = []
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        for nth, (piece_id, values) in enumerate(zip(some, _values(db, some), strict=False)):
            tell(begin + nth, len(ids))
            drawn = draw(template, stock, values, dpi)
            if drawn.troubles:
                words = refusal(drawn.troubles[0], template, stock).message
                by_um = max(one.by_um for one in drawn.troubles)
                misfits.append(Misfit(piece_id, values, words, by_um))
            else:
                fitting.append((_ease(drawn), values))
    tell(len(ids), len(ids))
    misfits.sort(key=lambda one: -one.by_um)
    fitting.sort(key=lambda one: one[0])
    return Trial(len(ids), tuple(misfits), _three(fitting, misfits))


def first_others(db: Database, template: TagTemplate) -> tuple[TagValues, ...]:
    """Three pieces to look at until all are tried: of different age, not the newest."""
    ids = pieces_for(db, template)
    places = sorted({len(ids) * part // 4 for part in (1, 2, 3)}) if ids else []
    return tuple(_values(db, [ids[place] for place in places]))


def _values(db: Database, ids: Sequence[int]) -> list[TagValues]:
    try:
        return tag_values(db, "piece", ids)
    except UserError:  # one of them cannot be tagged: the others can
        found = []
        for piece_id in ids:
            try:
                found.append(tag_value(db, piece_id))
            except UserError:
                continue
        return found


def _three(
    fitting: Sequence[tuple[int, TagValues]], misfits: Sequence[Misfit]
) -> tuple[TagValues, ...]:
    """The easiest, one from the middle, and the worst."""
    chosen = [fitting[-1][1], fitting[len(fitting) // 2][1]] if fitting else []
    chosen += [misfits[0].values] if misfits else [fitting[0][1]] if fitting else []
    return tuple({one.code: one for one in chosen}.values())


def _ease(drawn: Drawn) -> int:
    """How well a tag fits, in µm of its smallest capitals; what had to leave makes it worse."""
    caps = [microns(cap_of(one.size), drawn.dpi) for _, one in drawn.everything() if one.size]
    return min(caps, default=0) - 500 * len(drawn.left_out) - 100 * len(drawn.shortened)

"""A saved piece corrected by its form: typed again, and nothing lost that the fields do not show."""

from __future__ import annotations

from dataclasses import replace

from app.domain.stones import parse_stones
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.saved_forms import stones_text
from app.services.take_in_answers import TypedPiece, read_piece


def corrected(known: PieceForm, typed: TypedPiece, currency: str) -> PieceForm:
    """The saved piece with what is typed now; InputError names a field that cannot be read.

    A second metal, further marks, a stone's colour or report stay as they were.
    """
    same_stones = typed.stones.strip() == stones_text(known.stones)
    read = read_piece(replace(typed, stones="") if same_stones else typed, currency)
    weighed = read.weight_mg != known.weight_mg
    return replace(
        read,
        metals=_metals(known.metals, read.metals),
        stones=known.stones if same_stones else _stones(known.stones, read.stones),
        marks=_marks(known.marks, read.marks),
        hallmark=known.hallmark,
        components=known.components if read.category == known.category else 0,
        two_persons=known.two_persons,
        weight_method=read.weight_method if weighed else known.weight_method,
        instrument=read.instrument if weighed else known.instrument,
        cost_minor=known.cost_minor if read.cost_minor is None else read.cost_minor,
    )


def _metals(known: tuple[MetalForm, ...], read: tuple[MetalForm, ...]) -> tuple[MetalForm, ...]:
    if not (known and read):
        return read
    first = known[0]
    same = first.metal == read[0].metal
    now = replace(first, fineness=read[0].fineness) if same else read[0]
    return (now, *known[1:])


def _marks(known: tuple[MarkForm, ...], read: tuple[MarkForm, ...]) -> tuple[MarkForm, ...]:
    if not (known and read):
        return (*read, *known[1:])
    return (replace(known[0], text_seen=read[0].text_seen), *known[1:])


def _stones(known: tuple[StoneForm, ...], read: tuple[StoneForm, ...]) -> tuple[StoneForm, ...]:
    """A typed group that reads as a known one is that one, with all that is known of it."""
    again = [_reading(stone) for stone in known]
    kept = []
    for stone in read:
        at = next((n for n, one in enumerate(again) if one == stone), None)
        kept.append(stone if at is None else known[at])
        if at is not None:
            again[at] = None
    return tuple(kept)


def _reading(stone: StoneForm) -> StoneForm | None:
    """What the line of a known stone is read as."""
    found = parse_stones(stones_text((stone,)))
    return StoneForm.of(found[0]) if len(found) == 1 else None

"""The columns of the list of pieces."""

from __future__ import annotations

from app.domain.chips import WHEREABOUTS_TONES, Chip, chip
from app.domain.vocabulary import CATEGORIES, WHEREABOUTS
from app.services.pieces import PieceRow
from app.views.pieces.piece_words import MISSING, PieceWords
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column

ROW_HEIGHT = 50
NO_PHOTO = "none"
"""The key of the grey tile where a piece has no photo yet."""


def columns(words: PieceWords) -> tuple[Column, ...]:
    """Piece, place, state, weight, price, arrival."""

    def price(row: PieceRow) -> Cell:
        return Cell(words.figure(row.asked), "medium")

    return (
        Column("Piece", _piece, stretch=7, sort="description"),
        Column("Place", lambda row: _place(row, words), stretch=4, sort="place"),
        Column("State", _state, width=132, sort="availability"),
        Column("To know", _to_know, width=128),
        Column(
            "Weight",
            lambda row: words.grams(row.weight_mg),
            96,
            numeric=True,
            sort="weight",
            hide_below=860,
        ),
        Column("Price", price, 104, numeric=True, sort="price"),
        Column(
            "Came",
            lambda row: Cell(words.date_of(row.came_at), "muted"),
            DAY_WIDTH,
            sort="came",
            hide_below=960,
        ),
    )


def _piece(row: PieceRow) -> Cell:
    title = row.description or CATEGORIES.title(row.category)
    number = row.item_number or row.number
    return Cell(title, "medium", second=number, photo=row.photo_sha256 or NO_PHOTO)


def _place(row: PieceRow, words: PieceWords) -> Cell:
    """Where it lies; of what is lent, with whom and until when."""
    whereabouts = WHEREABOUTS.title(row.whereabouts)
    if not row.place:
        return Cell(whereabouts, "muted")
    path, _, last = row.place.rpartition(" / ")
    away = WHEREABOUTS_TONES.get(row.whereabouts, "neutral") != "neutral"
    if row.lent_to:
        back = f"back by {words.iso(row.due_on)}" if row.due_on else whereabouts
        return Cell(row.lent_to, second=back)
    return Cell(last, second=whereabouts if away else path)


def _state(row: PieceRow) -> Cell:
    return Cell(status=chip("piece", row.sale))


def _to_know(row: PieceRow) -> Cell:
    """The worst thing alone: a case, a doubt, then what is missing."""
    if row.open_cases:
        return Cell(status=Chip("Case open", "warn"))
    if row.quality != "ok":
        return Cell(status=chip("quality", row.quality))
    missing = [MISSING.get(word, word) for word in row.missing if word != "report"]
    if missing:
        more = f" +{len(missing) - 1}" if len(missing) > 1 else ""
        return Cell(
            status=Chip(f"add {missing[0]}{more}", "warn"), spoken=f"add {', '.join(missing)}"
        )
    return Cell("")

"""The columns of the list of places, and of the pieces in one."""

from __future__ import annotations

from app.domain.chips import WHEREABOUTS_TONES, chip
from app.domain.money import shown
from app.domain.vocabulary import PLACE_KINDS
from app.services.pieces import PieceRow
from app.services.places import PlaceNode
from app.views.widgets.list_view.columns import Cell, Column

ICONS = {
    "site": "house",
    "safe": "vault",
    "vitrine": "store",
    "tray": "box",
    "box": "box",
    "drawer": "archive",
    "bench": "hammer",
    "photo": "camera",
    "packing": "package",
    "quarantine": "shield-alert",
    "external_party": "external-link",
    "in_transit": "truck",
    "lost": "circle-help",
    "sold": "shopping-bag",
    "written_off": "ban",
}


def place_columns() -> tuple[Column, ...]:
    """A place under the one that it hangs in, and how many pieces lie in it and below."""

    def name(node: PlaceNode) -> Cell:
        indent = "    " * node.depth
        words = f"{indent}{node.title or node.name}"
        look = "strong" if node.depth == 0 else "body"
        kind = PLACE_KINDS.word(node.kind)
        return Cell(words, look, spoken=f"{node.title or node.name}, {kind}, {node.name}")

    return (
        Column("Place", name, stretch=4),
        Column("Label", lambda node: Cell(node.name, "muted"), width=104),
        Column(
            "Pieces", lambda n: Cell(f"{n.pieces:,}" if n.pieces else ""), width=72, numeric=True
        ),
    )


def piece_columns(locale: str) -> tuple[Column, ...]:
    """A piece in a place: picture, what it is, its state, its worth."""

    def what(row: PieceRow) -> Cell:
        number = row.item_number or row.number
        return Cell(
            row.description or row.category, "medium", second=number, photo=row.photo_sha256
        )

    def worth(row: PieceRow) -> Cell:
        value = row.value
        return Cell(shown(value.amount_minor, value.currency, locale) if value else "")

    return (
        Column("Piece", what, stretch=5),
        Column(
            "Where",
            lambda row: Cell(row.place.rpartition("/")[2].strip(), "muted"),
            stretch=2,
            hide_below=520,
        ),
        Column("State", lambda row: Cell(status=chip("piece", row.sale)), width=128),
        Column("Value", worth, width=120, numeric=True, hide_below=430),
    )


def whereabouts_tone(code: str) -> str:
    """The tone of a place's whereabouts."""
    return WHEREABOUTS_TONES.get(code, "neutral")

"""The gross weight of a piece: typed in grams, or in another unit that is said beside it."""

from __future__ import annotations

from app.domain.mass import parse_piece_mg, taken_for
from app.views.pieces.price_fields import WrittenField


class PieceWeightField(WrittenField):
    """In mg. What was typed in carats or pennyweights is written out in grams when the field is left,
    and what it was taken for stays beneath it: a wrong unit is seen before the piece is saved.
    """

    def __init__(self, locale: str, *, required: bool = False) -> None:
        self._locale = locale
        self._taken, self._taken_mg = "", 0
        super().__init__(
            "Weight",
            lambda text: parse_piece_mg(text, field="weight"),
            shown=lambda mg: f"{mg / 1000:.3f}",
            numeric=True,
            suffix="g",
            required=required,
            name="weight",
        )

    def _echo_now(self) -> None:
        value = self.value
        said = taken_for(self.text, value, self._locale) if value else ""
        if said or value != self._taken_mg:
            self._taken, self._taken_mg = said, value or 0
        self.set_echo(self._taken)

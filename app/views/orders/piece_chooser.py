"""Choosing the piece for a line: free pieces of its style at once, others by search."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.line_pieces import pieces_for_line
from app.services.pieces import PieceRow
from app.views.frame.chooser import Chooser, Entry
from app.views.frame.desk import Desk


class PieceChooser(Chooser):
    """Offers pieces; a scanned tag is taken by the page itself."""

    def __init__(
        self, host: QWidget, desk: Desk, line_id: int, name: str, choose: Callable[[int], object]
    ) -> None:
        super().__init__(
            host, "Choose a piece", f"Piece for {name}: number, words, or scan its tag"
        )
        self._desk = desk
        self._line_id = line_id
        self._choose = choose
        self.closed.connect(self.deleteLater)

    def on_text(self, text: str) -> None:
        typed, line_id = text.strip(), self._line_id
        self._desk.read(
            lambda db: pieces_for_line(db, line_id, typed),
            self._on_pieces,
            topic="piece for a line",
        )

    def _on_pieces(self, pieces: list[PieceRow]) -> None:
        typed = self.field.text().strip()
        if pieces:
            self.note.setText("Free pieces of this style" if not typed else "Free pieces")
        else:
            self.note.setText("No free piece found" if typed else "No free piece of this style")
        self.show_entries([self._entry(piece) for piece in pieces])

    def _entry(self, piece: PieceRow) -> Entry:
        where = " · ".join(part for part in (piece.number, piece.place) if part)
        return Entry(piece.description, "gem", where, run=lambda: self._choose(piece.id))

"""Choosing a piece by a few letters, by a part of its digits, or by scanning it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.services.find import Found, find
from app.services.scanning import Scan, resolve
from app.views.frame.chooser import Chooser
from app.views.frame.desk import Desk
from app.views.frame.entries import Entry

SHOWN = 10


class PieceChooser(Chooser):
    """``picked(piece_id)``."""

    picked = Signal(object)

    def __init__(self, desk: Desk, verb: str) -> None:
        super().__init__(desk.frame.host(), verb, f"{verb}: a piece, by a few letters or a scan")
        self._desk = desk
        self.closed.connect(self.deleteLater)

    def on_text(self, text: str) -> None:
        typed = text.strip()
        self._desk.read(
            lambda db: find(db, typed, SHOWN), self._on_found, topic="piece chooser", urgent=True
        )

    def on_scan(self, code: str) -> bool:
        """A piece was scanned while this is open."""
        self._desk.read(lambda db: resolve(db, code), self._on_heard, urgent=True)
        return True

    def _on_found(self, found: Sequence[Found]) -> None:
        pieces = [one for one in found if one.kind == "piece"][:SHOWN]
        typed = bool(self.field.text().strip())
        self.note.setText("No such piece" if typed and not pieces else "")
        self.show_entries([self._entry(one) for one in pieces])

    def _entry(self, one: Found) -> Entry:
        detail = " · ".join(part for part in (one.number, one.detail) if part)
        return Entry(one.title, "gem", detail, run=lambda: self.picked.emit(one.id))

    def _on_heard(self, scan: Scan) -> None:
        if scan.piece_id:
            self.dismiss()
            self.picked.emit(scan.piece_id)
        else:
            self._desk.play("wrong")
            self.note.setText("That is no piece")

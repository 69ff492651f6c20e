"""Choosing a place by typing its name or scanning its label."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.codes import is_code
from app.domain.vocabulary import PLACE_KINDS
from app.domain.wording import pieces_words
from app.services.places import PlaceNode, find_places
from app.services.scanning import Scan, resolve
from app.views.frame.chooser import Chooser
from app.views.frame.desk import Desk
from app.views.frame.entries import Entry

ICONS = {"safe": "vault", "vault": "vault", "bench": "hammer", "photo": "camera", "site": "store"}


class PlaceChooser(Chooser):
    """``run(place_id)`` when one is taken. A scanned code takes its place at once."""

    def __init__(
        self, host: QWidget, desk: Desk, run: Callable[[int], object], title: str = "Move to"
    ) -> None:
        super().__init__(host, title, "Name of a place, or scan its label")
        self._desk = desk
        self._take_place = run

    def on_text(self, text: str) -> None:
        typed = text.strip()
        bare = typed.replace(" ", "")
        if is_code(bare):
            self.scan(bare)
            return
        self._desk.read(
            lambda db: find_places(db, typed, 12), self._on_found, topic="place chooser"
        )

    def scan(self, code: str) -> None:
        """A label was scanned, or its digits typed."""
        self._desk.read(lambda db: resolve(db, code), self._on_scan, topic="place chooser")

    def _on_scan(self, scan: Scan) -> None:
        if scan.kind == "place":
            self.dismiss()
            self._take_place(scan.target_id)
            return
        self._desk.play("wrong")
        self.note.setText(f"{scan.title or scan.sentence} This is not a place.")
        self.show_entries(())

    def _on_found(self, nodes: list[PlaceNode]) -> None:
        self.note.setText("" if nodes else "No such place")
        self.show_entries([self._entry(node) for node in nodes])

    def _entry(self, node: PlaceNode) -> Entry:
        inside = pieces_words(node.pieces) if node.pieces else "empty"
        detail = f"{node.path} · {PLACE_KINDS.word(node.kind)}, {inside}"
        return Entry(
            node.title or node.name,
            ICONS.get(node.kind, "map-pin"),
            detail,
            run=lambda: self._take_place(node.id),
        )

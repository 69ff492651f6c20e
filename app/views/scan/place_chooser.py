"""Choosing a place by a few letters, or by scanning it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain.vocabulary import CONTAINERS, PLACE_KINDS
from app.services.places import PlaceNode, find_places
from app.services.scan_basket import CARRIED, heard
from app.services.scanning import Scan
from app.views.frame.chooser import Chooser
from app.views.frame.desk import Desk
from app.views.frame.entries import Entry

SHOWN = 12


class PlaceChooser(Chooser):
    """``picked(scan)``: the place as if it had been scanned."""

    picked = Signal(object)

    def __init__(self, desk: Desk, verb: str) -> None:
        super().__init__(desk.frame.host(), verb, f"{verb}: a place, by a few letters or a scan")
        self._desk = desk
        self.closed.connect(self.deleteLater)

    def on_text(self, text: str) -> None:
        typed = text.strip()
        self._desk.read(
            lambda db: find_places(db, typed, SHOWN), self._on_places, topic="place chooser"
        )

    def on_scan(self, code: str) -> bool:
        """A place was scanned while this is open."""
        self._desk.read(lambda db: heard(db, code), self._on_heard, urgent=True)
        return True

    def _on_places(self, places: Sequence[PlaceNode]) -> None:
        self.note.setText("" if places else "No such place")
        self.show_entries([self._entry(place) for place in places])

    def _entry(self, place: PlaceNode) -> Entry:
        scan = Scan(
            "place",
            place.code,
            CARRIED if place.kind in CONTAINERS else "",
            place.id,
            title=place.path,
            detail=place.title or place.name,
        )
        pieces = "1 piece" if place.pieces == 1 else f"{place.pieces:,} pieces"
        detail = f"{place.name} · {PLACE_KINDS.word(place.kind)} · {pieces}"
        return Entry(
            place.title or place.name, "map-pin", detail, run=lambda: self.picked.emit(scan)
        )

    def _on_heard(self, scan: Scan) -> None:
        if scan.kind == "place":
            self.dismiss()
            self.picked.emit(scan)
        else:
            self.note.setText("That is no place")

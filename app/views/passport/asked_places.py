"""The places that are asked about: one, several, all of a kind, or the whole house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.vocabulary import PLACE_KINDS
from app.services.passport_place import WHOLE_HOUSE, PlaceMoment, several_of_a_kind
from app.services.passport_table import pieces_words
from app.services.places import find_places
from app.views.frame.desk import Desk
from app.views.frame.entries import Entry
from app.views.scan.place_chooser import SHOWN, PlaceChooser

MOST_TOLD = 4
"""So many of several places are told one by one on the screen; the paper and the table tell all."""


class AskedPlaces(QObject):
    """Which places; ``changed`` when others are asked about from now on."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.ids: tuple[int, ...] = (WHOLE_HOUSE,)

    @property
    def whole(self) -> bool:
        """Whether the whole house is asked about."""
        return WHOLE_HOUSE in self.ids

    def put(self, ids: Sequence[int]) -> None:
        """Ask about these, and no others."""
        self.ids = tuple(ids)
        self.changed.emit()

    def add(self, ids: Sequence[int]) -> None:
        """Ask about these as well."""
        self.put(ids if self.whole else tuple(dict.fromkeys((*self.ids, *ids))))

    def choose(self) -> None:
        """Choose a place by a few letters, or scan it."""
        self._ask("What was in", self.put)

    def choose_more(self) -> None:
        """Choose one more place."""
        self._ask("What was there and in", self.add)

    def _ask(self, verb: str, take: Callable[[Sequence[int]], None]) -> None:
        chooser = PlacesChooser(self._desk, verb)
        chooser.picked.connect(lambda scan: take((scan.target_id,)))
        chooser.several.connect(take)
        chooser.open()


class PlacesChooser(PlaceChooser):
    """As for one place; where there are several of the kind that is typed, all of them are offered."""

    several = Signal(object)

    def on_text(self, text: str) -> None:
        typed = text.strip()

        def ask(db: Any) -> tuple[list[Any], list[tuple[str, tuple[int, ...]]]]:
            return find_places(db, typed, SHOWN), several_of_a_kind(db, typed)

        self._desk.read(ask, self._on_found, topic="place chooser")

    def _on_found(self, found: tuple[list[Any], list[tuple[str, tuple[int, ...]]]]) -> None:
        places, kinds = found
        self.note.setText("" if places or kinds else "No such place")
        every = [
            Entry(
                f"Every {PLACE_KINDS.word(kind)}",
                "map-pin",
                f"{len(ids)} places together",
                run=partial(self.several.emit, ids),
            )
            for kind, ids in kinds
        ]
        self.show_entries([*(self._entry(place) for place in places), *every])


def parts_words(lying: PlaceMoment, amount: Callable[[int, str], str]) -> str:
    """Each of several places with its pieces and its worth; "" for one place or the whole house."""
    told = []
    for part in lying.parts[:MOST_TOLD]:
        worth = " + ".join(amount(minor, code) for code, minor in part.totals)
        told.append(f"{part.place}: {pieces_words(part.pieces)}{f', {worth}' if worth else ''}")
    more = len(lying.parts) - MOST_TOLD
    return " · ".join(told) + (f" · and {more} more, each on the paper" if more > 0 else "")

"""What stops a hand-over, piece by piece, each with its ways on; and what was typed, while one goes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.hand_over_check import Stop, Way
from app.views.frame.desk import Desk
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar

_OPENS = {
    Way.DRAFT: "Go on with the draft",
    Way.REPORT: "Open its report",
    Way.PIECE: "Open the piece",
    Way.COUNT: "Go to it",
}


WAITS_S = 1800
"""What was weighed longer ago is weighed anew."""


class StopsPanel(QWidget):
    """A line for each piece that stops, with buttons; nothing where none does.

    ``go(stop)`` goes on with one; ``take_off(piece_id)`` leaves it out, where it is given to
    ``show_stops``; ``waive()`` asks a manager to go on without the demanded reports.
    """

    def __init__(self, go: Callable[[Stop], object]) -> None:
        super().__init__()
        self._go = go
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._bars: list[SentenceBar] = []
        self.buttons: list[Button] = []
        self.hide()

    def show_stops(
        self,
        stops: Sequence[Stop],
        take_off: Callable[[int], object] | None = None,
        waive: Callable[[], object] | None = None,
    ) -> None:
        """Say why these pieces cannot change hands yet."""
        for bar in self._bars:
            bar.dismiss()
        self._bars, self.buttons = [], []
        for stop in stops:
            bar = SentenceBar(stop.name or "A piece", stop.sentence, "warn")
            button = bar.add_answer(_OPENS[stop.way], partial(self._go, stop), closes=False)
            button.setAccessibleName(f"{_OPENS[stop.way]}, {stop.name}")
            self.buttons.append(button)
            if take_off is not None:
                off = bar.add_answer(
                    "Take it off the list", partial(take_off, stop.piece_id), closes=False
                )
                off.setAccessibleName(f"Take it off the list, {stop.name}")
                self.buttons.append(off)
            if waive is not None and stop.demanded:
                self.buttons.append(bar.add_answer("Go on without it", waive, closes=False))
                waive = None  # one decision for all
            self._column.addWidget(bar)
            self._bars.append(bar)
        self.setVisible(bool(stops))


@dataclass(frozen=True)
class Typed:
    """A hand-over that was not signed yet: its pieces, and what was typed for it.

    ``left``: to write a report or mend a piece; then any of its pieces brings all of them back.
    """

    user_id: int
    piece_ids: tuple[int, ...]
    fields: dict[str, str] = field(default_factory=dict)
    place_id: int = 0
    rows: dict[int, tuple[str, str, Any]] = field(default_factory=dict)
    left: bool = False
    at: float = field(default_factory=monotonic)


class _Kept(QObject):
    """Belongs to the desk: the hand-over that waits, until it is signed or another one begins."""

    typed: Typed | None = None


def keep_typed(desk: Desk, typed: Typed | None) -> None:
    """Remember what was typed; None: nothing waits any more."""
    kept = desk.findChild(_Kept) or _Kept(desk)
    kept.typed = typed


def typed_for(desk: Desk, piece_ids: Sequence[int]) -> Typed | None:
    """What this person typed for these pieces, or the hand-over that they left and that has one of them."""
    kept = desk.findChild(_Kept)
    typed = kept.typed if kept is not None else None
    if typed is None or typed.user_id != desk.session.actor.user_id:
        return None
    if monotonic() - typed.at > WAITS_S:
        return None
    before, now = set(typed.piece_ids), set(piece_ids)
    return typed if before == now or (typed.left and before & now) else None

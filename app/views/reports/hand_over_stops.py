"""What stops a hand-over, piece by piece, each with its ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.hand_over_check import Stop, Way
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar

_OPENS = {
    Way.DRAFT: "Go on with the draft",
    Way.REPORT: "Open its report",
    Way.PIECE: "Open the piece",
    Way.COUNT: "Go to it",
}


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

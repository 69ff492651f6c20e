"""What stops a hand-over, piece by piece, each with its ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.wording import pieces_words
from app.services.hand_over_check import Stop, Way
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar

_OPENS = {
    Way.DRAFT: "Go on with the draft",
    Way.REPORT: "Open its report",
    Way.PIECE: "Open the piece",
    Way.COUNT: "Go to it",
}


MOST = 4
"""So many pieces have a line of their own; the rest share one."""


class StopsPanel(QWidget):
    """A line for each piece that stops, with buttons; nothing where none does.

    ``go(stop)`` goes on with one; ``take_off(piece_ids)`` leaves them out, where it is given to
    ``show_stops``; ``waive()`` asks a manager to go on without the demanded reports, all of them.
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
        take_off: Callable[[Sequence[int]], object] | None = None,
        waive: Callable[[], object] | None = None,
    ) -> None:
        """Say why these pieces cannot change hands yet."""
        for bar in self._bars:
            bar.dismiss()
        self._bars, self.buttons = [], []
        shown = stops if len(stops) <= MOST + 1 else stops[:MOST]
        lacking = next((stop for stop in shown if stop.demanded), None)
        without = _without(sum(one.demanded for one in stops))
        for stop in shown:
            bar = self._add(stop.name or "A piece", stop.sentence)
            self._answer(bar, _OPENS[stop.way], partial(self._go, stop), stop.name)
            if take_off is not None:
                off = partial(take_off, (stop.piece_id,))
                self._answer(bar, "Take it off the list", off, stop.name)
            if waive is not None and stop is lacking:
                self._answer(bar, without, waive, "")
        rest = stops[len(shown) :]
        if rest:
            names = ", ".join(stop.name.partition(" ")[0] for stop in rest[:MOST])
            bar = self._add(
                f"{pieces_words(len(rest))} more",
                f"{names}{' and others' if len(rest) > MOST else ''} cannot change hands yet either.",
            )
            if take_off is not None:
                every = tuple(stop.piece_id for stop in stops)
                words = f"Take all {len(every)} off the list"
                self._answer(bar, words, partial(take_off, every), "")
            if waive is not None and lacking is None and any(one.demanded for one in rest):
                self._answer(bar, without, waive, "")
        self.setVisible(bool(stops))

    def _add(self, title: str, sentence: str) -> SentenceBar:
        bar = SentenceBar(title, sentence, "warn")
        self._column.addWidget(bar)
        self._bars.append(bar)
        return bar

    def _answer(self, bar: SentenceBar, words: str, run: Callable[[], object], about: str) -> None:
        button = bar.add_answer(words, run, closes=False)
        button.setAccessibleName(", ".join(filter(None, (words, about))))
        self.buttons.append(button)


def _without(many: int) -> str:
    """One decision for all that lack a demanded report."""
    return "Go on without it" if many == 1 else f"Go on without all {many}"

"""Ticking and doubting the checks of an order, and words beside it."""

from __future__ import annotations

from app.services import order_review
from app.services.order_checks import Check
from app.services.orders import add_note
from app.views.orders.review_steps import Steps
from app.views.widgets.reason_sheet import ask_reason

TITLES = {"available": "Where does it come from?", "note": "What became of the client’s wish?"}
"""What is asked with a tick, where the point alone does not say why it is right."""


class CheckActs(Steps):
    """What is done to the marked check."""

    def on_shown(self, first: bool) -> None:
        """The order was read again; after a tick the next open check is marked."""
        if self._go_on and not first:
            self._mark_next()
        self._go_on = False

    def _mark_next(self) -> None:
        shown = self._page.review
        if shown is None:
            return
        line_id = self._page.line_id
        own_left = shown.open_on(line_id)
        marked = self._page.checks.marked
        if not own_left and marked is not None and marked.line_id is not None:
            to = shown.next_line(line_id)
            if to:
                self._page.mark_line(to)
        self._page.checks.mark_next_open()

    def tick(self) -> None:
        """Say that the marked check is right as it stands."""
        check, card = self._page.checks.marked, self.card
        if check is None or card is None:
            return
        if check.asks is not None and not check.done and not check.cannot:
            ask_reason(
                self._desk.frame.host(),
                TITLES[check.point],
                f"{check.value}. {check.explanation}.",
                "Tick it",
                lambda code, _words: self._tick(card.id, check, code),
                reasons=check.asks,
                note="",
            )
            return
        self._tick(card.id, check)

    def _tick(self, order_id: int, check: Check, answer: str = "") -> None:
        self._go_on = True
        point, line_id = check.point, check.line_id
        self._do(
            "tick", lambda w: order_review.tick(w, order_id, point, line_id, answer), quiet=True
        )

    def problem(self) -> None:
        """Say that the marked check is not right, and why."""
        check, card = self._page.checks.marked, self.card
        if check is None or card is None:
            return
        order_id, point, line_id = card.id, check.point, check.line_id

        def note(_code: str, words: str) -> None:
            self._do("problem", lambda w: order_review.problem(w, order_id, point, words, line_id))

        ask_reason(
            self._desk.frame.host(),
            f"What is wrong with “{check.title}”?",
            f"{check.value}. It stays open until somebody ticks it.",
            "Note the problem",
            note,
            note="In a few words",
            must_note=True,
        )

    def take_proposal(self) -> None:
        """Put the proposed engraving in the place of one that cannot be cut."""
        line = self.goods
        if line is None:
            return
        line_id = line.id
        self._do("change_wish", lambda w: order_review.take_proposal(w, line_id))

    def note(self) -> None:
        """Put words beside the order."""
        card = self.card
        if card is None:
            return
        order_id = card.id

        def keep(_code: str, words: str) -> None:
            self._do("add_note", lambda w: add_note(w, order_id, words))

        ask_reason(
            self._desk.frame.host(),
            f"Note to {card.number}",
            "It stays in the order’s history.",
            "Keep the note",
            keep,
            must_note=True,
        )

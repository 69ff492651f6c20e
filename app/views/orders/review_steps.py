"""The ground of everything that is done to an order on its page: doing, telling, taking back."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.services.orders import LineCard, OrderCard
from app.views.frame.desk import Service
from app.views.orders.review_reading import line_of

if TYPE_CHECKING:
    from app.views.orders.review_page import OrderPage

KEPT = 50


class Steps(QObject):
    """Ticks are quiet (the foot says "saved"), everything else tells a toast with its Undo."""

    def __init__(self, page: OrderPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._steps: list[int] = []
        self._go_on = False
        self._said = ""
        self._asked: deque[int] = deque()
        """The order of each step that is being saved; they are answered in this sequence."""
        self._desk.undone.connect(self._on_undone)

    @property
    def card(self) -> OrderCard | None:
        """The order that is shown."""
        return self._page.review.card if self._page.review else None

    @property
    def line(self) -> LineCard | None:
        """The marked line."""
        return line_of(self.card, self._page.line_id) if self.card else None

    @property
    def goods(self) -> LineCard | None:
        """The goods of the marked line: itself, or what its work is done to."""
        line = self.line
        if line is None or self.card is None or line.with_line_id is None:
            return line
        return line_of(self.card, line.with_line_id)

    def forget(self) -> None:
        """Another order is shown: its steps are its own."""
        self._steps = []

    def take_back(self) -> None:
        """Take back the last step that was done on this page."""
        if self._steps:
            self._desk.undo(self._steps.pop())
        else:
            self._page.say("Nothing was done here that could be taken back.")

    def _on_undone(self, work_id: int) -> None:
        """A toast took it back: Ctrl+Z takes the step before it."""
        self._steps = [step for step in self._steps if step != work_id]

    def _do(
        self, kind: str, service: Service, *, quiet: bool = False, claims: tuple[int, ...] = ()
    ) -> None:
        self._page.clear_refusals()
        self._asked.append(self._page.order_id)

        def run(w):  # type: ignore[no-untyped-def]
            changes = service(w)
            self._said = changes.message
            return Changes(changes.touched, "" if quiet else changes.message, changes.work_id)

        self._desk.work(kind, run, self._on_done, self._on_refused, claims=claims)

    def _on_done(self, changes: Changes) -> None:
        if self._asked.popleft() != self._page.order_id:
            return  # it was of the order before
        if changes.work_id:
            self._steps = [*self._steps[-KEPT:], changes.work_id]
        if self._said:
            self._page.say(f"{self._said} · saved {self._page.words.clock(now_ms())}")

    def _on_refused(self, error: object) -> None:
        self._asked.popleft()
        self._go_on = False
        if isinstance(error, UserError):
            self._page.show_refusal(error)

    def _refuse(self, error: UserError) -> None:
        self._page.show_refusal(error)

"""What the client wants and heard of a line, which piece stands for it, what the bench is told."""

from __future__ import annotations

from app.domain.changes import Changes
from app.services import order_review
from app.services.job_changes import accept_difference, keep_difference
from app.services.orders import set_promise
from app.services.scanning import Scan
from app.views.orders.piece_chooser import PieceChooser
from app.views.orders.read_back_sheet import ReadBackSheet
from app.views.orders.review_sheets import PromiseSheet, Wishes, WishSheet
from app.views.orders.review_steps import Steps

WAITING = ("draft", "imported", "review", "on_hold", "confirmed", "in_work")
"""States of an order in which a scanned piece is meant for its line."""


class LineActs(Steps):
    """What is done to the marked line; of a line of work it is the goods that the work is done to."""

    def read_back(self) -> None:
        """Keep that the line was read back to the client."""
        line, back = self.goods, self._page.back.shown
        if line is None or back is None or not back.needed:
            self._page.say("This line needs no reading back.")
            return
        if back.locked:
            self._page.say("It was read back already, and nothing has changed since.")
            return
        line_id = line.id

        def lock(how: str, _note: str) -> None:
            self._do("read_back", lambda w: order_review.lock_read_back(w, line_id, how))

        ReadBackSheet(self._desk.frame.host(), back, lock).open()

    def change(self) -> None:
        """Change engraving or ring size of the line."""
        line = self.goods
        if line is None or line.kind != "goods":
            self._page.say("Nothing of this line is the client’s own.")
            return
        line_id = line.id

        def save(wishes: Wishes) -> None:
            self._do("change_wish", lambda w: _change(w, line_id, wishes))

        WishSheet(self._desk.frame.host(), line, self._page.back.shown, save).open()

    def promise(self) -> None:
        """Say by when the client has the order."""
        card = self.card
        if card is None:
            return
        order_id = card.id
        PromiseSheet(
            self._desk.frame.host(),
            self._page.words,
            card.promised_on,
            lambda day: self._do("set_promise", lambda w: set_promise(w, order_id, day)),
        ).open()

    def accept(self) -> None:
        """Give the bench what the channel wants now."""
        job_id = self._asked_job()
        if job_id:
            self._do("accept_difference", lambda w: accept_difference(w, job_id))

    def keep(self) -> None:
        """Leave the job as it is, whatever the channel says now."""
        job_id = self._asked_job()
        if job_id:
            self._do("keep_difference", lambda w: keep_difference(w, job_id))

    def _asked_job(self) -> int:
        shown = self._page.review
        return shown.asked[0].job_id if shown and shown.asked else 0

    # -- pieces

    def choose_piece(self) -> None:
        """Choose the piece that stands for the line."""
        line = self.goods
        if line is None or line.kind != "goods":
            self._page.say("No piece stands for this line.")
            return
        line_id = line.id
        self._page.checks.view.setFocus()  # where the work goes on
        PieceChooser(
            self._desk.frame.host(),
            self._desk,
            line_id,
            line.name,
            lambda piece_id: self._set_piece(line_id, piece_id),
        ).open()

    def give_back(self) -> None:
        """Give the line's piece back to the stock."""
        line = self.goods
        if line is None or line.piece_id is None:
            self._page.say("No piece is reserved for this line.")
            return
        self._set_piece(line.id, None)

    def _set_piece(self, line_id: int, piece_id: int | None) -> None:
        claims = (piece_id,) if piece_id is not None else ()
        self._do("set_piece", lambda w: order_review.set_piece(w, line_id, piece_id), claims=claims)

    def take_scan(self, scan: Scan) -> bool:
        """A piece's code sets the piece of the marked line; anything else is not for this page."""
        line, card = self.goods, self.card
        waits = card is not None and card.state in WAITING
        if not scan.piece_id or line is None or line.kind != "goods" or line.sent or not waits:
            return False
        self._desk.play("ok")
        self._set_piece(line.id, scan.piece_id)
        return True


def _change(w, line_id: int, wishes: Wishes) -> Changes:  # type: ignore[no-untyped-def]
    """Every changed wish in one unit of work."""
    changes = Changes()
    messages = []
    for kind, (text, font, position) in wishes.items():
        made = order_review.change_wish(w, line_id, kind, text, font=font, position=position)
        changes = changes | made
        messages.append(made.message)
    return Changes(changes.touched, " and ".join(messages), changes.work_id)

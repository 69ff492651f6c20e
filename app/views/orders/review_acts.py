"""What is done to an order as a whole: hold, release, confirm, to the bench, its bags, cancel."""

from __future__ import annotations

from app.domain.errors import StateError
from app.domain.reasons import ORDER_CANCEL, ORDER_HOLD
from app.services import order_review
from app.services.check_points import CHOOSE_PIECE
from app.services.job_start import send_to_bench
from app.services.order_checks import Check, missing_for, missing_words
from app.services.orders import OrderCard
from app.views.orders.check_acts import CheckActs
from app.views.orders.line_acts import LineActs
from app.views.orders.review_sheets import SendSheet
from app.views.printing import print_job_bags
from app.views.widgets.reason_sheet import ask_reason


class ReviewActs(CheckActs, LineActs):
    """All commands of the page; each step says what it did and can be taken back."""

    def hold_or_release(self) -> None:
        """Put the order on hold with a reason, or take it off hold."""
        card = self.card
        if card is None:
            return
        if card.state == "on_hold":
            self.release()
            return
        order_id = card.id

        def hold(code: str, words: str) -> None:
            self._do("hold", lambda w: order_review.hold(w, order_id, code, words))

        ask_reason(
            self._desk.frame.host(),
            f"Hold {card.number}",
            "Nothing of it goes on until it is released.",
            "Hold the order",
            hold,
            reasons=ORDER_HOLD,
            note="Note, if it helps",
        )

    def release(self) -> None:
        """Take the order off hold."""
        if self.card:
            order_id = self.card.id
            self._do("release", lambda w: order_review.release(w, order_id))

    def confirm(self) -> None:
        """Confirm a reviewed order that needs no work at the bench."""
        if self.card:
            order_id = self.card.id
            self._do("confirm", lambda w: order_review.confirm(w, order_id))

    def send(self) -> None:
        """Send the order's work to the bench; says what is missing instead of doing nothing."""
        card, shown = self.card, self._page.review
        if card is None or shown is None:
            return
        waiting = [line.id for line in card.lines if line.work and not line.sent]
        open_ones = [c for c in missing_for(list(shown.checks), "bench") if c.line_id in waiting]
        if card.state != "on_hold" and waiting and open_ones:
            first = next((c for c in open_ones if c.cannot == CHOOSE_PIECE), open_ones[0])
            if first.line_id and first.line_id != self._page.line_id:
                self._page.mark_line(first.line_id)
            self._refuse(_not_ready(card, first, open_ones))
            self._page.checks.mark_check(first)
            return
        order_id = card.id
        if card.state == "on_hold" or not waiting:
            self._do("send_to_bench", lambda w: send_to_bench(w, order_id))
            return
        SendSheet(
            self._desk.frame.host(),
            self._page.words,
            card,
            lambda day, note: self._do(
                "send_to_bench", lambda w: send_to_bench(w, order_id, due_on=day, note=note)
            ),
        ).open()

    def print_bags(self) -> None:
        """Print the bag of each job of the order."""
        if self.card:
            self._page.clear_refusals()
            jobs = dict.fromkeys(line.job_id for line in self.card.lines if line.job_id)
            print_job_bags(self._desk, [job_id for job_id in jobs if job_id])

    def cancel(self) -> None:
        """Cancel the order with a reason."""
        card = self.card
        if card is None:
            return
        order_id = card.id

        def cancel(code: str, _note: str) -> None:
            self._do("cancel_order", lambda w: order_review.cancel(w, order_id, code))

        ask_reason(
            self._desk.frame.host(),
            f"Cancel {card.number}?",
            "Its reserved pieces are free again.",
            "Cancel the order",
            cancel,
            reasons=ORDER_CANCEL,
            note="",
            kind="danger",
        )

    def open_client(self) -> None:
        """Go to the client."""
        if self.card and self.card.client.party_id:
            self._desk.navigate("party", self.card.client.party_id)
        else:
            self._page.say("This order has no client record.")

    def open_job(self) -> None:
        """Go to the job of the line."""
        line = self.goods
        if line and line.job_id:
            self._desk.navigate("job", line.job_id)
        else:
            self._page.say("This line has no job yet. F8 sends it to the bench.")


def _not_ready(card: OrderCard, first: Check, open_ones: list[Check]) -> StateError:
    """What the bench still waits for: the piece, before everything that the piece answers."""
    if first.cannot != CHOOSE_PIECE:
        return StateError(
            "Not ready for the bench",
            missing_words(open_ones),
            "Tick them, or note a problem, then send it again.",
        )
    names = [line.name for line in card.lines if line.id == first.line_id]
    return StateError(
        "Choose the piece first",
        f"No piece is chosen for {names[0] if names else 'the line'}.",
        "Press G, or scan its tag; then tick what is left and send it again.",
    )

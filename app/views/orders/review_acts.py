"""What is done to an order on its page; each step says what it did and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import InputError, StateError, UserError
from app.domain.ids import now_ms
from app.domain.reasons import ORDER_CANCEL, ORDER_HOLD
from app.services import order_review
from app.services.job_start import send_to_bench
from app.services.order_checks import missing_for, missing_words
from app.services.orders import LineCard, OrderCard, add_note, set_promise
from app.services.scanning import Scan, resolve
from app.views.frame.desk import Service
from app.views.orders.job_bags import BagPrinter
from app.views.orders.piece_chooser import PieceChooser
from app.views.orders.review_reading import line_of
from app.views.orders.review_sheets import HOW, PromiseSheet, SendSheet, Wishes, WishSheet
from app.views.records import RECORDS
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.views.orders.review_page import OrderPage

KEPT = 50


class ReviewActs(QObject):
    """The commands of the page. Ticks are quiet (the foot says "saved"), the rest tells a toast."""

    def __init__(self, page: OrderPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._bags = BagPrinter(page.desk, self)
        self._steps: list[int] = []
        self._go_on = False
        self._said = ""

    # -- helpers of all

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

    def on_shown(self, first: bool) -> None:
        """The order was read again; after a tick the next open check is marked."""
        if self._go_on and not first:
            self._mark_next()
        self._go_on = False

    def take_back(self) -> None:
        """Take back the last step that was done on this page."""
        if self._steps:
            self._desk.undo(self._steps.pop())
        else:
            self._page.say("Nothing was done here that could be taken back.")

    def _do(self, kind: str, service: Service, *, quiet: bool = False) -> None:
        self._page.clear_refusals()

        def run(w):  # type: ignore[no-untyped-def]
            changes = service(w)
            self._said = changes.message
            return Changes(changes.touched, "" if quiet else changes.message, changes.work_id)

        self._desk.work(kind, run, self._on_done, self._on_refused)

    def _on_done(self, changes: Changes) -> None:
        if changes.work_id:
            self._steps = [*self._steps[-KEPT:], changes.work_id]
        if self._said:
            self._page.say(f"{self._said} · saved {self._page.words.clock(now_ms())}")

    def _on_refused(self, error: object) -> None:
        self._go_on = False
        if isinstance(error, UserError):
            self._page.show_refusal(error)

    def _refuse(self, error: UserError) -> None:
        self._page.show_refusal(error)

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

    # -- checks

    def tick(self) -> None:
        """Say that the marked check is right as it stands."""
        check, card = self._page.checks.marked, self.card
        if check is None or card is None:
            return
        self._go_on = True
        order_id, point, line_id = card.id, check.point, check.line_id
        self._do("tick", lambda w: order_review.tick(w, order_id, point, line_id), quiet=True)

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

    # -- what the client wants and heard

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

        ask_reason(
            self._desk.frame.host(),
            "Read it to the client, word for word",
            "Any later change opens the lock again.",
            "It was read back",
            lock,
            reasons=HOW,
            note="",
        )

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

    # -- pieces

    def choose_piece(self) -> None:
        """Choose the piece that stands for the line."""
        line = self.goods
        if line is None or line.kind != "goods":
            self._page.say("No piece stands for this line.")
            return
        line_id = line.id
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
        self._do("set_piece", lambda w: order_review.set_piece(w, line_id, piece_id))

    def on_scan(self, code: str) -> bool:
        """A piece's code sets the piece of the marked line; anything else opens what it stands for."""
        self._desk.read(lambda db: resolve(db, code), self._on_scan, topic="scan", urgent=True)
        return True

    def _on_scan(self, scan: Scan) -> None:
        piece_id = scan.piece_id or (scan.target_id if scan.kind == "piece" else 0)
        line = self.goods
        if piece_id and line is not None and line.kind == "goods":
            self._desk.play("ok")
            self._set_piece(line.id, piece_id)
        elif scan.kind in RECORDS:
            self._desk.play("ok")
            self._desk.navigate(RECORDS[scan.kind].page, scan.target_id)
        else:
            self._desk.play("unknown")
            words = scan.sentence or f"{scan.text} stands for nothing here."
            self._refuse(InputError(scan.title or "Unknown code", words, scan.remedy))

    # -- the order

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
            first = open_ones[0]
            if first.line_id and first.line_id != self._page.line_id:
                self._page.mark_line(first.line_id)
            self._refuse(
                StateError(
                    "Not ready for the bench",
                    missing_words(open_ones),
                    "Tick them, or note a problem, then send it again.",
                )
            )
            self._page.checks.mark_check(open_ones[0])
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
            self._bags.print_bags([job_id for job_id in jobs if job_id])

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


def _change(w, line_id: int, wishes: Wishes) -> Changes:  # type: ignore[no-untyped-def]
    """Every changed wish in one unit of work."""
    changes = Changes()
    messages = []
    for kind, (text, font, position) in wishes.items():
        made = order_review.change_wish(w, line_id, kind, text, font=font, position=position)
        changes = changes | made
        messages.append(made.message)
    return Changes(changes.touched, " and ".join(messages), changes.work_id)

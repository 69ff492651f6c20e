"""One order: check it, read it back, hold it or send it to the bench, without a second screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.order_lists import Neighbours, neighbours, view_of
from app.services.reach import reach_refusal
from app.services.read_back import ReadBack
from app.services.scanning import Scan
from app.views.documents.order_papers import OrderPapers
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import WHY_NOT, Permit, tie
from app.views.keys import Key
from app.views.orders.checks_card import ChecksCard
from app.views.orders.lines_card import LinesCard
from app.views.orders.read_back_card import ReadBackCard
from app.views.orders.review_acts import ReviewActs
from app.views.orders.review_facts import ReviewFacts
from app.views.orders.review_reading import Review, back_of, review, wants_bench
from app.views.orders.review_side import ReviewSide
from app.views.orders.view_memory import ViewMemory
from app.views.orders.words import Words
from app.views.widgets.chip import Chip
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

CHANGE = "orders.update"
_ACTS = {
    "Print job bag": "jobs.print",
    "Send to bench": "jobs.create",
    "Tell the bench what the shop says now": "jobs.update",
    "Leave the job as it is": "jobs.update",
    **dict.fromkeys(
        (
            "Hold",
            "Confirm the order",
            "Tick the check",
            "Note a problem with the check",
            "Take the proposed text",
            "Keep that it was read back",
            "Change what the client wants",
            "Choose the piece of the line",
            "Give the piece of the line back",
            "Promise the order for a day",
            "Cancel the order",
        ),
        CHANGE,
    ),
}
"""The act that a command needs; the others are everybody's."""

TOUCHING = ("order", "order_line", "piece", "job", "party", "document")


class OrderPage(Page):
    """Lines above, the read-back and the checks below, everything else beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Order", side=True)
        self.words = Words(desk.settings)
        self.order_id = 0
        self.review: Review | None = None
        self._memory = ViewMemory.of(desk)
        self._neighbours = Neighbours(0, 0, None, None)
        self.header.set_crumb("Orders", lambda: desk.navigate("orders"))
        self.chip = self.header.add_chip(Chip("", about="State", parent=self))
        self.about = ReviewFacts(self.words)
        self.facts.addWidget(self.about, 1)
        self._add_bars()
        self.lines = LinesCard(self.words, desk.thumbs)
        self.body.addWidget(self.lines)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.back = ReadBackCard(self.words)
        self.checks = ChecksCard(self.words)
        row.addWidget(self.back, 1)
        row.addWidget(self.checks, 1)
        self.body.addLayout(row, 1)
        self.acts = ReviewActs(self)
        assert self.side is not None
        self.beside = ReviewSide(self.words)
        self.side.body.addWidget(self.beside, 1)
        self.side.foot.addWidget(Text("Any step here can be taken back", "muted"))
        self.side.foot.addStretch(1)
        self.side.foot.addWidget(KeyHint(Key.UNDO))
        self._declare()
        self._connect()
        self._show_waiting()

    def _add_bars(self) -> None:
        """What stands in the order's way, with its answer: a hold, the channel's change of mind."""
        self.held = SentenceBar("On hold", " ", "warn", icon="pause")
        self.release_button = self.held.add_answer(
            "Release", lambda: self.acts.release(), closes=False
        )
        self.release_button.set_key("H")
        self.asked = SentenceBar("The web shop says otherwise", " ", "warn", icon="hammer")
        self.tell_button = self.asked.add_answer(
            "Tell the bench", lambda: self.acts.accept(), closes=False
        )
        self.tell_button.set_key("A")
        self.leave_button = self.asked.add_answer(
            "Leave the job", lambda: self.acts.keep(), closes=False
        )
        self.leave_button.set_key("L")
        self.reopened = SentenceBar("Open again", " ", "warn", icon="circle-alert")
        self.bars.addWidget(self.held)
        self.bars.addWidget(self.reopened)
        self.bars.addWidget(self.asked)

    def _declare(self) -> None:
        acts, self.papers = self.acts, OrderPapers(self)
        self.hold_command = self.command(
            "Hold", acts.hold_or_release, "H", icon="pause", button="plain"
        )
        self.command("Print job bag", acts.print_bags, Key.PRINT, icon="printer", button="plain")
        self.send_command = self.command("Send to bench", acts.send, Key.STAGE, icon="hammer")
        self.send_slot = self.header.add_slot(self.send_command, "primary")
        self.confirm_command = self.command(
            "Confirm the order", acts.confirm, Key.FINISH, icon="badge-check", button="primary"
        )
        self.sent_command = self.command(
            "See its job", acts.open_job, icon="hammer", button="primary"
        )
        self._declare_checks()
        self._declare_rest()
        asked = [(action, _ACTS.get(action.text(), "")) for action in self.commands()]
        made = [Permit(action, self.desk.session, act) for action, act in asked]
        self._changing = [one for one, (_, act) in zip(made, asked, strict=True) if act == CHANGE]
        self.papers.declare()
        tie(self.release_button, self.hold_command)
        tie(self.tell_button, self.accept_command)
        tie(self.leave_button, self.keep_command)

    def _declare_checks(self) -> None:
        acts, checks = self.acts, self.checks
        self.choose_command = self.command(
            "Choose the piece of the line",
            acts.choose_piece,
            "G",
            icon="gem",
            hint="choose the piece",
        )
        self.command(
            "Next check", lambda: checks.step(1), "J", icon="arrow-down", hint="next check"
        )
        self.command("Check before", lambda: checks.step(-1), "K", icon="arrow-up")
        self.hint_bar.add_fixed(Key.OPEN, "tick")
        self.tick_command = self.command("Tick the check", acts.tick, icon="check")
        self.command("Note a problem with the check", acts.problem, "P", icon="circle-x")
        self.take_command = self.command(
            "Take the proposed text", acts.take_proposal, "T", icon="sparkles"
        )
        self.accept_command = self.command(
            "Tell the bench what the shop says now", acts.accept, "A", icon="hammer"
        )
        self.keep_command = self.command("Leave the job as it is", acts.keep, "L", icon="lock")

    def _declare_rest(self) -> None:
        acts = self.acts
        self.command("Put a note to the order", acts.note, "N", icon="sticky-note")
        self.back_command = self.command(
            "Keep that it was read back", acts.read_back, "R", icon="phone"
        )
        self.change_command = self.command(
            "Change what the client wants", acts.change, "E", icon="pencil"
        )
        self.command("Give the piece of the line back", acts.give_back, icon="undo-2")
        self.command("Promise the order for a day", acts.promise, "D", icon="calendar")
        self.command("Open the client", acts.open_client, "C", icon="user")
        self.command("Open the job of the line", acts.open_job, "W", icon="hammer")
        self.command("Copy the answer for the client", self.beside.where.copy, icon="copy")
        self.command("Cancel the order", acts.cancel, icon="ban")
        self.command("Order before", lambda: self._go(-1), "Alt+Left", icon="chevron-left")
        self.command(
            "Next order", lambda: self._go(1), "Alt+Right", icon="chevron-right", hint="next order"
        )

    def _connect(self) -> None:
        acts = self.acts
        self.lines.view.settled.connect(self._on_line)
        self.lines.view.opened.connect(lambda _id: self._give(self.choose_command))
        self.checks.tick_asked.connect(lambda: self._give(self.tick_command))
        self.checks.proposal_asked.connect(lambda: self._give(self.take_command))
        self.back.lock_asked.connect(lambda: self._give(self.back_command))
        self.back.change_asked.connect(lambda: self._give(self.change_command))
        self.beside.client_asked.connect(acts.open_client)
        self.beside.where.copied.connect(lambda: self.desk.toast("The answer is in the clipboard"))
        self.about.before.clicked.connect(lambda: self._go(-1))
        self.about.after.clicked.connect(lambda: self._go(1))

    def _give(self, command: QAction) -> None:
        """A key or press inside a card gives the command; who may not hears who may."""
        if command.isEnabled():
            command.trigger()
        elif why := str(command.property(WHY_NOT) or ""):
            self.desk.toast(why)

    # -- what a page answers

    def entered(self) -> None:
        self.checks.view.setFocus()
        if self.order_id:
            self._ask()

    def open_record(self, record_id: int) -> None:
        if record_id != self.order_id:
            self.order_id = record_id
            self.review = None
            self.acts.forget()
            self.clear_refusals()
            self.say("")  # what was said is about the order before
            self._show_waiting()
        self._ask()
        self.checks.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        others = changes.ids("order") and self.order_id not in changes.ids("order")
        if self.order_id and changes.touches(*TOUCHING) and not others:
            self._ask()

    def take_scan(self, scan: Scan) -> bool:
        return self.acts.take_scan(scan) if self.review else False

    def take_back(self) -> None:
        """Take back the last step that was done here (Ctrl+Z, when no toast offers it)."""
        self.acts.take_back()

    # -- asking and showing

    @property
    def line_id(self) -> int:
        """The marked line's id, 0 for none."""
        return self.review.line_id if self.review else 0

    def _ask(self) -> None:
        order_id, line_id = self.order_id, self.line_id
        self.desk.read(
            lambda db: review(db, order_id, line_id),
            self._on_review,
            self._on_missing,
            topic="order review",
        )
        if self.desk.session.signed_in:
            actor = self.desk.session.actor
            self.desk.read(
                lambda db: (order_id, reach_refusal(db, actor, CHANGE, "order", order_id)),
                self._on_reach,
                topic="reach of the order",
            )
        view, way, today = self._memory.code, self._memory.way, self.words.today.isoformat()
        self.desk.read(
            lambda db: neighbours(db, order_id, view, way, today=today),
            self._on_neighbours,
            topic="orders beside",
        )

    def _on_reach(self, answer: tuple[int, str]) -> None:
        """Whether the role of whoever works here covers this very order."""
        order_id, beyond = answer
        if order_id == self.order_id:
            for one in self._changing:
                one.set_beyond(beyond)
            self.papers.set_beyond(beyond)
            self._show_actions()

    def _show_waiting(self) -> None:
        self.chip.set_status("")
        self.chip.hide()
        self.held.hide()
        self.reopened.hide()
        self._show_asked(None)
        self.about.show_waiting()
        self.lines.show_waiting()
        self.back.show_waiting()
        self.checks.show_checks([], 0)
        self.beside.show_waiting()
        self._show_actions()

    def _on_review(self, shown: Review) -> None:
        if shown.card.id != self.order_id:
            return
        first = self.review is None
        self.review = shown
        card = shown.card
        self.set_title(card.number)
        self.chip.show()
        self.chip.set_status(card.chip.text, card.chip.tone)
        session = self.desk.session
        self.about.show_order(card, session.actor.display if session.signed_in else "")
        self.held.setVisible(bool(card.held))
        self.held.set_words("On hold", card.held)
        self._show_asked(shown)
        self._show_reopened(shown)
        self.lines.show_lines(card, stay=not first)
        if first and shown.line_id:
            self.lines.view.mark_record(shown.line_id)
        self.beside.show_order(card)
        self._show_line()
        self._show_actions()
        self.acts.on_shown(first)

    def _show_asked(self, shown: Review | None) -> None:
        asked = shown.asked if shown else ()
        self.asked.setVisible(bool(asked))
        for command in (self.accept_command, self.keep_command):
            command.setEnabled(bool(asked))
        if asked:
            first = asked[0]
            told = "; ".join(first.differences)
            self.asked.set_words(
                f"The web shop changed what job {first.job_number} is working on",
                f"{told}. Nothing at the bench was changed.",
            )

    def _show_reopened(self, shown: Review) -> None:
        """Say which ticks no longer hold: a piece was chosen, or a wish changed, after them."""
        again = [check for check in shown.checks if check.reopened]
        self.reopened.setVisible(bool(again))
        if again:
            many = len(again) > 1
            names = ", ".join(dict.fromkeys(check.title for check in again))
            self.reopened.set_words(
                f"{len(again)} checks are open again" if many else "1 check is open again",
                f"{names}: what {'they' if many else 'it'} vouched for has changed. Look once more.",
            )

    def _show_line(self) -> None:
        shown = self.review
        if shown is None:
            return
        found = shown.checks_of(shown.line_id)
        self.checks.show_checks(found, shown.open_elsewhere(shown.line_id))
        if shown.back is None:
            self.back.show_nothing("Nothing of this line is read back to the client.")
        else:
            self.back.show_read_back(shown.back)

    def _show_actions(self) -> None:
        card = self.review.card if self.review else None
        on_hold = card is not None and card.state == "on_hold"
        self.hold_command.setText("Release" if on_hold else "Hold")
        to_bench = card is not None and wants_bench(card)
        reviewing = card is not None and card.state in ("draft", "imported", "review")
        at_bench = card is not None and not to_bench and any(line.sent for line in card.lines)
        # F8 stays, in the palette too: where nothing is for the bench it says where a wish is written.
        self.send_slot.setVisible(to_bench)
        self.send_command.setVisible(not at_bench)
        self.sent_command.setVisible(at_bench)
        self.confirm_command.setVisible(reviewing and not to_bench)

    def _on_line(self, line_id: object) -> None:
        if self.review is None or not isinstance(line_id, int) or line_id in (0, self.line_id):
            return
        self.review = replace(self.review, line_id=line_id, back=None)
        self._show_line()
        card = self.review.card
        self.desk.read(
            lambda db: (line_id, back_of(db, card, line_id)), self._on_back, topic="read back"
        )

    def _on_back(self, got: tuple[int, ReadBack | None]) -> None:
        line_id, back = got
        if self.review and line_id == self.line_id:
            self.review = replace(self.review, back=back)
            self._show_line()

    def _on_missing(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)
        self.set_title("Order")

    # -- the orders beside it

    def _on_neighbours(self, found: Neighbours) -> None:
        self._neighbours = found
        self.about.show_place(found, view_of(self._memory.code).title.lower())

    def _go(self, by: int) -> None:
        to = self._neighbours.after if by > 0 else self._neighbours.before
        if to is None:
            self.say("This is the last order of the view." if by > 0 else "This is the first one.")
            return
        self.desk.frame.step("order", to)

    def mark_line(self, line_id: int) -> None:
        """Mark a line."""
        self.lines.view.mark_record(line_id)
        self._on_line(line_id)
        self.checks.view.setFocus(Qt.FocusReason.OtherFocusReason)

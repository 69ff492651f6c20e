"""Handing many pieces over on one paper, and taking them back: a row for each, both sides sign once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.domain.wording import pieces_words
from app.services.drafts import leave_draft
from app.services.hand_over_check import (
    Checked,
    Stop,
    Way,
    check_coming,
    check_going,
)
from app.services.hand_over_kept import DRAFT_KIND
from app.services.hand_over_ready import HandOverReady
from app.services.hand_overs import hand_back, hand_out
from app.services.move_rules import leaving
from app.services.report_gate import ReportStopError
from app.services.report_quick import begin_whole
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.reports.deciding import DECIDES, DecideSheet
from app.views.reports.demanded import WaiveSheet
from app.views.reports.hand_over_fields import HandOverFields, PlaceField, place_ticks
from app.views.reports.hand_over_going_on import open_hand_over
from app.views.reports.hand_over_opening import KEY
from app.views.reports.hand_over_signing import BothSign, Going, signing_words
from app.views.reports.hand_over_stops import StopsPanel
from app.views.reports.hand_over_typed import HandOverKeeper, Typed, put_rows_back, rows_typed
from app.views.reports.quick_sheet import NEWS_KEY, QuickSheet
from app.views.widgets.field import DateField, TextField
from app.views.widgets.second_person import SecondPersonSheet

if TYPE_CHECKING:
    from app.models.database import Database
    from app.models.work import Work

OUT_WORDS = "Weigh and count what has no report of today. One paper, signed once by both sides."
BACK_WORDS = (
    "Weigh and count what came; = says that it is as it went out, looked at and not weighed."
    f" What is left empty stays out; where something is new write its report first ({NEWS_KEY})."
)


class HandOverSheet(QuickSheet):
    """Out: to whom, where, until when, then the pieces. Back: the pieces that came.

    What would refuse it is asked before anybody signs, and shown piece by piece with its ways on.
    """

    def __init__(self, desk: Desk, ready: HandOverReady) -> None:
        back = ready.is_back
        super().__init__(desk, ready.pieces, LOAN_IN if back else LOAN_OUT, looks=back)
        self._width = 720  # number, name, weight, count and what they mean in one row
        self.ready = ready
        self.both = BothSign(self, self._on_both)
        self._going: Going | None = None
        self._checked = Checked()
        self._left = False
        title = f"Back from {ready.to}" if back else f"Hand over {pieces_words(len(self._ids))}"
        self.title.setText(title)
        self.setAccessibleName(title)
        words = f"{ready.number}: {BACK_WORDS}" if back else OUT_WORDS
        self.sentence.setText(" ".join(filter(None, (words, ready.apart))))
        self.why.hide()
        self.stops = StopsPanel(self._go_on_with)
        self.body.insertWidget(0, self.stops)
        self.fields = HandOverFields(desk, ready, self)
        self.body.insertLayout(1, self.fields.grid())
        self.ticks = place_ticks(self.rows, ready.unasked, self.place.control)
        self._foot.insertWidget(0, self.error, 99)  # beside the buttons: a long list scrolls
        self.news.set_kind("plain")  # the stops lead to what is missing
        self.verb.setEnabled(True)
        self._show_stops(ready.stops)
        user = self._user
        self.keeper = HandOverKeeper(desk, user, lambda: self._typed(user, self._ids), self)
        asked = (self.to.input, self.due.input, self.fields.purpose.input, *self._fields)
        changes = [
            *(field.textChanged for field in asked),
            *(row.reason.changed for row in self.rows),
            *(tick.toggled for tick in self.ticks.values()),
            self.place.committed,
        ]
        for changed in changes:
            changed.connect(self.keeper.touch)
        self.closed.connect(self.keeper.shut)

    @property
    def to(self) -> TextField:
        """To whom they go."""
        return self.fields.to

    @property
    def place(self) -> PlaceField:
        """Where they go."""
        return self.fields.place

    @property
    def due(self) -> DateField:
        """When they are due back."""
        return self.fields.due

    def focus_first(self) -> None:
        if not self.ready.is_back:
            self.to.input.setFocus()
            self.to.input.selectAll()  # what was put back is typed over
        elif not self.place.place_id:
            self.place.control.setFocus()
        else:
            super().focus_first()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a click beside it would throw away what was typed: Esc closes it

    # -- before anybody signs

    def take(self) -> None:
        """Read everything, ask what would refuse it, then both sides sign: the house, and the other."""
        if self._checking or not self.fields.check():
            return
        rows = [row for row in self.rows if row.fields]
        typed = [row for row in rows if not row.stays]
        try:
            self._answers = [row.answer() for row in typed]
        except UserError as error:
            self._say(error)
            return
        back = self.ready.is_back
        empty = next((f for row in (typed if back else rows) for f in row.fields
                      if not f.text().strip() and not row.as_it_went), None)  # fmt: skip
        if empty is not None:
            empty.setFocus()
            self._tell("Weigh each piece and count its stones.")
        elif back and not self._coming:
            self._tell("Nothing has come yet: weigh what came, or press = for it.")
        else:
            self.error.hide()
            self._check()

    @property
    def _reported(self) -> tuple[int, ...]:
        """What comes back and needs no quick form: reported whole, or nothing is asked of it."""
        came = tuple(piece_id for piece_id, tick in self.ticks.items() if tick.isChecked())
        return (*self.ready.reported, *came)

    @property
    def _coming(self) -> tuple[int, ...]:
        """The pieces that change hands now."""
        if not self.ready.is_back:
            return tuple(one.piece.id for one in self.ready.pieces)
        ids = {*(one.piece_id for one in self._answers), *self._reported}
        return tuple(one.piece.id for one in self.ready.pieces if one.piece.id in ids)

    def _check(self) -> None:
        """Ask what would refuse it; from here on it is what was checked that is signed and saved."""
        self._checking = True
        going = Going(self.fields.said, self._coming, tuple(self._answers), self._reported)
        if going != self._going:
            self._decision, self._second = "", None  # it was decided of other figures
        self._going = going
        user, back = self._user, self.ready.is_back

        def ask(db: Database) -> Checked:
            if back:
                return check_coming(db, user, going.piece_ids, going.said.place_id, going.answers)
            return check_going(db, user, going.piece_ids, going.said, going.answers)

        self._desk.read(ask, self._on_checked, self._on_not_checked, topic="hand-over check")

    def _on_checked(self, checked: Checked) -> None:
        self._checking = False
        self._checked = checked
        if not self.is_open:
            return
        self._show_stops(checked.stops)
        if checked.stops:
            many = len(checked.stops)
            self._tell(f"{'One piece stops' if many == 1 else f'{many} pieces stop'} it;"
                       " nobody has signed yet.")  # fmt: skip
            self.stops.buttons[0].setFocus()
        elif checked.decide and not self._decision:
            DecideSheet(self._desk, checked.decide, self._on_decided).open()
        else:
            self._have_confirmed()

    def _on_not_checked(self, error: Exception) -> None:
        self._checking = False
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self._say(error)

    def _on_decided(self, words: str, second: Actor | None) -> None:
        self._decision, self._second = words, second
        self._have_confirmed()

    def _have_confirmed(self) -> None:
        """Whoever must confirm it does so before both sides sign: giving up there loses no signature."""
        asked = self._checked
        if asked.confirm and self._second is None:
            act = DECIDES if asked.manager else "moves.create"
            SecondPersonSheet(self._desk, asked.confirm, act, self._on_confirmed).open()
        else:
            self._sign()

    def _on_confirmed(self, second: Actor) -> None:
        self._second = second
        self._sign()

    # -- what stops, and the ways on

    @property
    def _user(self) -> int:
        return self._desk.session.actor.user_id

    def _show_stops(self, stops: Sequence[Stop]) -> None:
        out = not self.ready.is_back
        take_off = self._take_off if out and len(self.ready.pieces) > 1 else None
        self._waits_for = tuple(one for one in stops if one.demanded)
        self.stops.show_stops(stops, take_off, self._waive)
        # They stand over the fields: Tab comes to them first, and Enter in a field never does.
        for before, after in pairwise([self.verb, *self.stops.buttons]):
            QWidget.setTabOrder(before, after)

    def _go_on_with(self, stop: Stop) -> None:
        if stop.way is Way.COUNT:
            row = next(one for one in self.rows if one.quick.piece.id == stop.piece_id)
            row.judge()
            asks = stop.field == "weight_reason" and row.reason.isVisibleTo(self)
            (
                row.reason if asks else row.stones if stop.field == "stones_found" else row.weight
            ).setFocus()
            return
        if stop.way is Way.REPORT:
            self._begin_report(stop.piece_id)
            return
        self._leave_for(stop.piece_id)
        self._desk.navigate("piece" if stop.way is Way.PIECE else "report", stop.piece_id)

    def _begin_report(self, piece_id: int) -> None:
        """Open the whole report with the reason for which it is asked, then leave for it."""
        if self._leaving is not None:
            return
        row = self._leaving = next(one for one in self.rows if one.quick.piece.id == piece_id)
        actor, reason, answer = self._desk.session.actor, str(self.reason.value), row.so_far()
        self._desk.writer.run(
            lambda shop: begin_whole(shop, actor, reason, answer),
            self._on_begun,
            self._on_not_begun,
        )

    def _leave_for(self, piece_id: int) -> None:
        self._left = True
        self.dismiss()
        self._desk.toast(f"The hand-over waits: {KEY} goes on with it")

    def _take_off(self, piece_ids: Sequence[int]) -> None:
        rest = [one for one in self._ids if one not in piece_ids]
        if rest:
            self._again(rest)
        else:
            self._tell("Then nothing is left to hand over.")

    def _waive(self) -> None:
        lacking = self._waits_for
        event = LOAN_IN if self.ready.is_back else LOAN_OUT
        ids = tuple(one.piece_id for one in lacking)
        error = ReportDemandedError(lacking[0].sentence, ids[0], event, ids)
        error.again = lambda: self._again(self._ids)
        WaiveSheet(self._desk, error).open()

    def _again(self, ids: Sequence[int]) -> None:
        """Ask anew how these pieces stand; what was typed stays."""
        desk, typed = self._desk, self._typed(self._user, tuple(ids))
        self.dismiss()
        open_hand_over(desk, ids, typed)

    # -- what was typed

    @property
    def _ids(self) -> tuple[int, ...]:
        return tuple(one.piece.id for one in self.ready.pieces)

    def _typed(self, user_id: int, ids: tuple[int, ...]) -> Typed:
        return Typed(
            user_id,
            ids,
            self.fields.texts(),
            self.place.place_id,
            rows_typed(self.rows),
            left=self._left,
            at=self.keeper.at,
            document_id=self.ready.document_id,
            came=tuple(piece for piece, tick in self.ticks.items() if tick.isChecked()),
        )

    def put_back(self, typed: Typed) -> None:
        """What was typed before it was left; what was weighed too long ago is weighed anew."""
        self.fields.put_back(typed.fields, typed.place_id)
        if typed.weighs:
            put_rows_back(self.rows, typed)
            for piece_id in typed.came:
                if piece_id in self.ticks:
                    self.ticks[piece_id].setChecked(True)
        self.keeper.restored(typed)

    # -- signing

    def _sign(self) -> None:
        going, ready = self._going, self.ready
        assert going is not None
        other = ready.to if ready.is_back else going.said.to[0]
        house = self._desk.session.actor.display
        self.both.ask(self._desk.frame.host(), going, signing_words(ready, going), house, other)

    def _on_both(self) -> None:
        self._save(self._decision, self._second)

    def _save(self, decision: str = "", second: Actor | None = None) -> None:
        going, paper, signatures = self._going, self.ready.document_id, self.both.given
        assert going is not None
        pieces, place = going.piece_ids, going.said.place_id

        def service(w: Work) -> Changes:
            leave_draft(w, DRAFT_KIND, 0)  # what is signed is no draft any more
            if paper:
                return hand_back(
                    w, paper, place, going.answers, signatures, going.reported, decision
                )
            return hand_out(w, pieces, going.said, going.answers, signatures, decision)

        self._decision, self._checking = decision, True  # a second press would save it twice
        self.keeper.ended = True
        self._desk.work(
            "hand_over",
            service,
            self._on_signed,
            self._on_refused,
            second=second,
            claims=() if paper else lambda shop: leaving(shop, pieces, place),
        )

    def _on_signed(self, changes: Changes) -> None:
        self.dismiss()
        self._desk.navigate("document", changes.first("document"))

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._checking = self.keeper.ended = False
        if not isinstance(error, UserError):
            return
        self._say(error)
        if isinstance(error, ReportStopError):
            DecideSheet(self._desk, error.message, self._save).open()
        elif isinstance(error, ReportDemandedError):
            self.dismiss()
            self._desk.frame.show_refusal(error)
        elif error.field == "second":
            decision = self._decision
            SecondPersonSheet(
                self._desk, error.message, "moves.create", lambda who: self._save(decision, who)
            ).open()

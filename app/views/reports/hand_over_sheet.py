"""Handing many pieces over on one paper, and taking them back: a row for each, both sides sign once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.domain.wording import pieces_words
from app.services.hand_over_ready import HandOverReady, hand_over_ready
from app.services.hand_overs import RECEIVER, HandOver, hand_back, hand_out
from app.services.move_rules import leaving
from app.services.report_gate import ReportStopError
from app.services.signatures import Signature
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.reports.deciding import DecideSheet
from app.views.reports.quick_sheet import QuickSheet
from app.views.reports.sign_sheet import SignSheet
from app.views.widgets.field import ChoiceField, DateField, TextField
from app.views.widgets.second_person import SecondPersonSheet

if TYPE_CHECKING:
    from app.models.work import Work

KEY = "Shift+F6"
OUT_WORDS = "Weigh and count what has no report of today. One paper, signed once by both sides."
BACK_WORDS = (
    "Weigh and count what came; = says that it is as it went out, looked at and not weighed."
    " What is left empty stays out; where something is new write its report first (F6)."
)


class HandOverSheet(QuickSheet):
    """Out: to whom, where, until when, then the pieces. Back: the pieces that came."""

    def __init__(self, desk: Desk, ready: HandOverReady) -> None:
        back = ready.is_back
        super().__init__(desk, ready.pieces, LOAN_IN if back else LOAN_OUT, looks=back)
        self._ready = ready
        self._signed: tuple[Signature, ...] = ()
        many = pieces_words(len(ready.pieces))
        title = f"Back from {ready.to}" if back else f"Hand over {many}"
        self.title.setText(title)
        self.setAccessibleName(title)
        self.sentence.setText(f"{ready.number}: {BACK_WORDS}" if back else OUT_WORDS)
        self.why.hide()
        self.place = ChoiceField("Where to", ready.places, required=True, name="place")
        if ready.places:
            self.place.set_value(ready.places[0][0])
        self.to = TextField("To whom", required=True, hint="Lumen Magazine", name="to")
        settings = desk.settings
        self.due = DateField(
            "Back by", lambda: date.fromisoformat(settings.today()), settings.locale, name="due_on"
        )
        self.purpose = TextField("Purpose", name="purpose")
        self._said: list[ChoiceField | TextField | DateField] = (
            [self.place] if back else [self.to, self.due, self.purpose, self.place]
        )
        for at, field in enumerate(self._said):
            self.body.insertWidget(at, field)
        self.verb.setText("Sign")
        self.verb.setEnabled(True)

    def focus_first(self) -> None:
        if self._ready.is_back:
            super().focus_first()
        else:
            self.to.input.setFocus()

    def take(self) -> None:
        """Read everything, then both sides sign: the house, and whoever gives or receives."""
        if not all(field.check() for field in self._said):
            return
        rows = [row for row in self.rows if row.fields]
        typed = [row for row in rows if row.weight.text().strip()]
        try:
            self._answers = [row.answer() for row in typed]
        except UserError as error:
            self._say(error)
            return
        asked = typed if self._ready.is_back else rows
        empty = next((f for row in asked for f in row.fields if not f.text().strip()
                      and not row.as_it_went), None)  # fmt: skip
        if empty is not None:
            empty.setFocus()
            self.error.setText("Weigh each piece and count its stones.")
            self.error.show()
            return
        if self._ready.is_back and not self._answers and not self._ready.reported:
            self.error.setText("Nothing has come yet: weigh what came, or press = for it.")
            self.error.show()
            return
        self.error.hide()
        self._signed = ()
        self._ask(self._desk.session.actor.display, "examiner", "Sign for the house", self._house)

    def _ask(self, name: str, role: str, title: str, then: Callable[[Signature], None]) -> None:
        ready = self._ready  # all go out, also those without a first report
        coming = len(self._answers) + len(ready.reported)
        many = pieces_words(coming if ready.is_back else len(ready.pieces))
        sentence = f"{many}, as the paper lists them; what was weighed and counted is as typed."
        SignSheet(
            self._desk.frame.host(), title, sentence, role, name, "Sign", then,
            asks_name=role == RECEIVER,
        ).open()  # fmt: skip

    def _house(self, signature: Signature) -> None:
        self._signed = (signature,)
        name = self._ready.to if self._ready.is_back else self.to.text.strip()
        self._ask(name, RECEIVER, "The other side signs", self._other_side)

    def _other_side(self, signature: Signature) -> None:
        self._signed = (*self._signed[:1], signature)
        self._save()

    def _save(self, decision: str = "", second: Actor | None = None) -> None:
        ready, answers, signatures = self._ready, tuple(self._answers), self._signed
        place, pieces = int(self.place.value or 0), [one.piece.id for one in ready.pieces]
        due = None if ready.is_back else self.due.value
        said = HandOver(
            place, (self.to.text.strip(),), due.isoformat() if due else "", self.purpose.text
        )

        def service(w: Work) -> Changes:
            if ready.is_back:
                return hand_back(
                    w, ready.document_id, place, answers, signatures, ready.reported, decision
                )
            return hand_out(w, pieces, said, answers, signatures, decision)

        self._decision = decision
        self._desk.work(
            "hand_over",
            service,
            self._on_signed,
            self._on_refused,
            second=second,
            claims=() if ready.is_back else lambda shop: leaving(shop, pieces, place),
        )

    def _on_signed(self, changes: Changes) -> None:
        self.dismiss()
        self._desk.navigate("document", changes.first("document"))

    def _on_refused(self, error: UserError | BugReport) -> None:
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


class _Asking(QObject):
    """Waits for how the pieces stand; it goes when the sheet is there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.frame.host())
        self._desk = desk

    def on_read(self, ready: HandOverReady) -> None:
        """Show the sheet."""
        HandOverSheet(self._desk, ready).open()
        self.deleteLater()

    def on_failed(self, error: Exception) -> None:
        """Say why not."""
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()


def ask_hand_over(desk: Desk, piece_ids: Sequence[int]) -> None:
    """Read how these pieces stand, then hand them over, or take them back where they are out."""
    if not piece_ids:
        desk.toast(f"Mark a piece first, then {KEY} hands it over")
        return
    ids = tuple(dict.fromkeys(piece_ids))
    asking = _Asking(desk)
    desk.read(
        lambda db: hand_over_ready(db, ids),
        asking.on_read,
        asking.on_failed,
        topic=f"hand-over {ids[:1]}",
    )

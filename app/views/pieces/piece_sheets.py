"""What is asked on a piece's page: a price with its evidence, a weight with the reason it differs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.money import Money, figure, parse_amount
from app.domain.permissions import CONFIDENTIAL, allowed
from app.domain.reasons import WEIGHT
from app.domain.vocabulary import PRICE_KINDS
from app.services.piece_cards import PieceCard
from app.services.piece_changes import set_price, weigh
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.pieces.piece_weight_field import PieceWeightField
from app.views.pieces.piece_words import PieceWords
from app.views.pieces.price_fields import WrittenField
from app.views.widgets.field import TextField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

_LETTERS = {
    "price": "P",
    "agreed": "A",
    "reserve": "R",
    "insured": "I",
    "declared": "V",
    "cost": "C",
}


class PieceSheet(Sheet):
    """Base: one piece of work, a refusal beside its field or as a line."""

    def __init__(self, desk: Desk, title: str, sentence: str, *, width: int = 440) -> None:
        super().__init__(desk.frame.host(), title, sentence, width=width)
        self._desk = desk
        self._busy = False
        self._error = Text("", "error", wrap=True)
        self._error.hide()
        self.closed.connect(self.deleteLater)

    def add_foot(self, verb: str, *, keep: str = "Cancel") -> None:
        """The sentence for a refusal, and the two ways on.

        ``keep`` is "Close" where what was done stays done.
        """
        self.body.addWidget(self._error)
        self.add_way(keep, key="Esc")
        self.add_way(verb, self.take, "primary", key="Return", closes=False)

    def take(self) -> None:
        """Do it."""

    def say(self, words: str) -> None:
        """Say what is wrong; "" takes it away."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def on_done(self, _changes: Changes) -> None:
        """It is saved."""
        self.dismiss()

    def on_refused(self, error: UserError | BugReport) -> None:
        """It was refused."""
        self._busy = False
        if isinstance(error, UserError):
            self.say(error.sentence())


class PriceSheet(PieceSheet):
    """Says one of the values from now on."""

    def __init__(self, desk: Desk, card: PieceCard) -> None:
        super().__init__(desk, "What is it worth?", card.row.description)
        self._card = card
        settings, roles = desk.settings, desk.session.actor.roles
        kinds = ["price", "agreed", "reserve", "insured", "cost"]
        if card.consignment is None:
            kinds = ["price", "insured", "cost"]
        if card.row.ownership == "customer_property":
            kinds = ["declared"]
        offered = [
            kind for kind in kinds if kind not in CONFIDENTIAL or allowed(roles, CONFIDENTIAL[kind])
        ]
        options = [Option(kind, PRICE_KINDS.title(kind), _LETTERS[kind]) for kind in offered]
        self.kind = Segments("Which value", options, "tile")
        self.amount: WrittenField = WrittenField(
            "Amount",
            lambda text: parse_amount(text, settings.currency, field="amount"),
            shown=lambda minor: figure(minor, settings.currency, settings.locale),
            numeric=True,
            suffix=settings.currency,
            required=True,
            name="amount",
        )
        self.evidence = TextField(
            "On what evidence", hint="owner agreed by phone, 3 March", name="evidence"
        )
        for part in (self.kind, self.amount, self.evidence):
            self.body.addWidget(part)
        self.add_foot("Say the value")
        self.evidence.input.entered.connect(self.take)
        self.kind.set_value(offered[0])
        self.kind.chosen.connect(self._show_now)
        self.kind.entered.connect(self.amount.input.setFocus)
        self._show_now(offered[0])

    def focus_first(self) -> None:
        self.amount.input.setFocus()

    def _show_now(self, kind: object) -> None:
        known = {line.what: line for line in self._card.prices}
        line = known.get(str(kind))
        settings = self._desk.settings
        now = PieceWords(settings).figure(Money(line.amount_minor, line.currency)) if line else ""
        self.amount.set_aside(f"now {now}" if now else "")
        self.say("")

    def take(self) -> None:
        if self._busy or not self.amount.check():
            return
        value = self.amount.value
        if value is None:
            return
        self._busy = True
        kind, evidence, piece_id = str(self.kind.value), self.evidence.text, self._card.row.id
        self._desk.work(
            "set_price",
            lambda w: set_price(w, piece_id, kind, value, evidence),
            self.on_done,
            self.on_refused,
        )

    def on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if not isinstance(error, UserError):
            return
        if error.field == "evidence":
            self.evidence.set_error(error)
            self.evidence.input.setFocus()
        elif error.field == str(self.kind.value):
            self.amount.set_error(error)
        else:
            self.say(error.sentence())


class WeighSheet(PieceSheet):
    """Notes the weight as read; asks for the reason only where it differs too far."""

    def __init__(self, desk: Desk, card: PieceCard) -> None:
        super().__init__(desk, "Weigh it", card.row.description)
        self._card = card
        self.weight = PieceWeightField(desk.settings.locale, required=True)
        self.weight.set_aside(f"last {card.weight_words}" if card.weight_words else "")
        self.body.addWidget(self.weight)
        options = [Option(t.code, t.title, t.key) for t in WEIGHT.terms if t.code != "other"]
        self._why: QWidget = Text("Why does it differ?", "label")
        self.reasons = Segments("Why does it differ", options, "tile")
        self.body.addWidget(self._why)
        self.body.addWidget(self.reasons)
        self._why.hide()
        self.reasons.hide()
        self.add_foot("Note the weight")
        self.weight.input.entered.connect(self.take)
        self.reasons.entered.connect(self.take)

    def take(self) -> None:
        value = self.weight.value if not self._busy and self.weight.check() else None
        if value is None:
            return
        self._busy = True
        piece_id, reason = self._card.row.id, str(self.reasons.value or "")
        self._desk.work(
            "weigh",
            lambda w: weigh(w, piece_id, value, "by_hand"),
            self.on_done,
            self.on_refused,
            reason_code=reason,
        )

    def on_refused(self, error: UserError | BugReport) -> None:
        super().on_refused(error)
        if isinstance(error, UserError) and error.field == "reason":
            self._why.show()
            self.reasons.show()
            self.reasons.focus_chosen()

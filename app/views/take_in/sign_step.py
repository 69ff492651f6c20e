"""The last step: the receipt is read, signed on the screen by both sides, and given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.printing.document.take_in_receipt import TakeInReceipt
from app.services.house_paper import made
from app.services.signatures import CONSIGNOR, HOUSE, Signature
from app.services.signing import sign
from app.services.take_in_batch import BatchView
from app.services.take_in_receipts import DRAFT, receipt_content
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.take_in.receipt_view import ReceiptView
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.signature_pad import UNITS, SignaturePad, Stroke
from app.views.widgets.text import Text

THOUSANDTHS = 1000
LOWEST_PAD, HIGHEST_PAD = 84, 150
"""Heights of a signature pad, px."""
PHOTOS = "Without a photo"
PRICES = "Without an agreed price"


class SignStep(QWidget):
    """``signed(changes)`` when the agreement stands; ``mend_asked(what)`` to go where it is mended.

    ``what`` is "photo", "price", "paper" or "pieces".
    """

    signed = Signal(object)
    mend_asked = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._agreement_id = 0
        self._view: BatchView | None = None
        self._busy = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.receipt = ReceiptView(desk.settings, desk.thumbs)
        row.addWidget(self.receipt, 6)
        row.addWidget(self._make_right(), 4)

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(8)
        column.addLayout(self._blocks)
        self._bars: list[SentenceBar] = []
        card = Card(padding=20, spacing=10)
        card.body.addWidget(Text("Signatures", "panel"))
        self.name = TextField("Consignor’s name as on the paper", name="signature")
        card.body.addWidget(self.name)
        self.consignor_pad = SignaturePad("Consignor’s signature")
        card.body.addWidget(self._row(Text("Consignor", "label"), self.consignor_pad))
        card.body.addWidget(self.consignor_pad, 20)
        self._house = Text("", "label", elide=True)
        self.house_pad = SignaturePad("Signature for the house")
        card.body.addWidget(self._row(self._house, self.house_pad))
        card.body.addWidget(self.house_pad, 20)
        self.later = Tick("Photos follow later")
        self.later.toggled.connect(lambda _on: self._show_blocks())
        card.body.addWidget(self.later)
        self._error = Text("", "error", wrap=True)
        self._error.hide()
        card.body.addWidget(self._error)
        card.body.addStretch(1)
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button("Sign and give receipt", "primary", icon="pen-line", key=Key.FINISH)
        self.button.clicked.connect(self.take)
        row.addWidget(self.button)
        column.addLayout(row)
        for pad in (self.consignor_pad, self.house_pad):
            pad.setMinimumSize(240, LOWEST_PAD)
            pad.setMaximumHeight(HIGHEST_PAD)
            pad.changed.connect(self._error.hide)
        return right

    def _row(self, label: Text, pad: SignaturePad) -> QWidget:
        """What a pad is for, and the way to begin again."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        button = Button("Clear", "link")
        button.setAccessibleName(f"Clear: {pad.accessibleName()}")
        button.clicked.connect(pad.clear)
        row.addWidget(button)
        return holder

    # -- showing

    def begin(self, agreement_id: int, view: BatchView) -> None:
        """Show the receipt of an agreement, to be signed."""
        if agreement_id != self._agreement_id:
            self.consignor_pad.clear()
            self.house_pad.clear()
            self.later.setChecked(False)
            self.name.set_text(view.party.display if view.party else "")
        self._agreement_id = agreement_id
        self._house.setText(f"For the house: {self._desk.session.actor.display}")
        self.show_view(view)
        self.consignor_pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: BatchView) -> None:
        """The batch was read again."""
        self._view = view
        self._show_blocks()
        agreement_id, by = self._agreement_id, self._desk.session.actor.display
        if agreement_id:
            self._desk.read(
                lambda db: receipt_content(
                    db, agreement_id, made(db, now_ms(), by), number=DRAFT, code=DRAFT
                ),
                self._on_receipt,
                topic="receipt to sign",
            )

    def _on_receipt(self, receipt: TakeInReceipt) -> None:
        self.receipt.show_receipt(receipt)

    @property
    def blocks(self) -> Sequence[str]:
        """What must be done before signing, a sentence each."""
        blocks = self._view.agreement.blocks if self._view and self._view.agreement else ()
        return [b for b in blocks if not (b.startswith(PHOTOS) and self.later.isChecked())]

    def _show_blocks(self) -> None:
        for bar in self._bars:
            self._blocks.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self._bars = []
        for sentence in self.blocks:
            bar = SentenceBar("Before signing", sentence, "warn", parent=self)
            words, what = _way(sentence)
            button = bar.add_answer(words, partial(self.mend_asked.emit, what), closes=False)
            button.setAccessibleName(f"{words}: {sentence}")
            self._bars.append(bar)
            self._blocks.addWidget(bar)

    # -- signing

    def take(self) -> None:
        """Sign, if everything is there; else say what is missing and go to it."""
        if self._busy or not self._agreement_id:
            return
        if self.blocks:
            self._say(self.blocks[0])
            if self._bars:
                self._bars[0].setFocus()
            return
        if not self.name.text.strip():
            self.name.set_error("The name is missing: it is printed under the signature.")
            self.name.control.setFocus()
            return
        if not self.consignor_pad.is_signed:
            self._say("The consignor has not signed: pen, finger or mouse in the field above.")
            self.consignor_pad.setFocus()
            return
        self._busy = True
        agreement_id, later = self._agreement_id, self.later.isChecked()
        signatures = self._signatures()
        self._desk.work(
            "sign_agreement",
            lambda w: sign(w, agreement_id, signatures, photos_later=later),
            self._on_signed,
            self._on_refused,
        )

    def _signatures(self) -> tuple[Signature, ...]:
        given = [Signature(CONSIGNOR, self.name.text.strip(), _strokes(self.consignor_pad.strokes))]
        if self.house_pad.is_signed:
            house = self._desk.session.actor.display
            given.append(Signature(HOUSE, house, _strokes(self.house_pad.strokes)))
        return tuple(given)

    def _on_signed(self, changes: Changes) -> None:
        self._busy = False
        self._agreement_id = 0
        self.signed.emit(changes)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError):
            if error.field == "signature":
                self._say(error.sentence())
            else:
                self.refused.emit(error)

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.show()


def _way(sentence: str) -> tuple[str, str]:
    """Where a sentence is mended: (words of the button, what)."""
    if sentence.startswith(PHOTOS):
        return "Add the photo", "photo"
    if sentence.startswith(PRICES):
        return "Type the price", "price"
    if "identity" in sentence:
        return "See the paper", "paper"
    return "Take a piece in", "pieces"


def _strokes(strokes: list[Stroke]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The pad's strokes as papers keep them: (x, y) in thousandths of its width."""
    scale = UNITS // THOUSANDTHS
    return tuple(tuple((x // scale, y // scale) for x, y, _ in stroke) for stroke in strokes)

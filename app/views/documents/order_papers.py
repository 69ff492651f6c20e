"""The papers of an order: packing slip, receipts, invoice, credit note; each asks only what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.domain.changes import Changes
from app.domain.errors import StateError
from app.domain.money import shown
from app.services import credit_notes, sale_papers
from app.services.orders import OrderCard
from app.views.direct_printing import open_drawer
from app.views.documents.making import AskSheet, language_field
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.page import Page
from app.views.frame.permit import Permit
from app.views.printing import print_address_labels
from app.views.widgets.button import Button
from app.views.widgets.field import ChoiceField, DateField, Field, TextField, WholeField

if TYPE_CHECKING:
    from app.views.orders.review_page import OrderPage

PAPERS_KEY = "Shift+F5"
WHOLE = 0
"""The choice of a credit note that is about no refund, but about all that is left of the invoice."""
MOST_DAYS = 365
FINAL = ("invoice", "credit_note")


def papers_button(page: Page, run: Callable[[], object]) -> QAction:
    """The command that shows a record's papers, with a button in the title row, without its key."""
    action = page.command("Papers", run, PAPERS_KEY, icon="file-text")
    page.header.add_button(Button.of(action)).hide_key()
    return action


class OrderPapers(QObject):
    """Declares the commands on the order page. ``ways`` are those that make a paper."""

    def __init__(self, page: OrderPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.ways: list[QAction] = []
        self._permits: list[Permit] = []
        papers_button(page, self.show_all)

    def declare(self) -> None:
        """Declare what makes a paper, each for those who may."""
        page = self._page
        for words, run, icon, act in (
            ("Make a packing slip", self.packing_slip, "package", "shipments.create"),
            ("Make a sales receipt", self.sales_receipt, "receipt", "payments.create"),
            ("Make a gift receipt", self.gift_receipt, "sparkles", "payments.create"),
            ("Make the invoice", self.invoice, "file-check", "payments.create"),
            ("Make a credit note", self.credit_note, "undo-2", "refunds.create"),
        ):
            action = page.command(words, self._on_card(run), icon=icon)
            permit = Permit(action, self._desk.session, act)
            if act == "payments.create":  # as far as the role reaches
                self._permits.append(permit)
            self.ways.append(action)
        label = page.command("Print the address label", self.address_label, icon="map-pin")
        Permit(label, self._desk.session, "tags.print")
        self.ways.append(label)
        drawer = page.command("Open the cash drawer", self.drawer, icon="wallet")
        Permit(drawer, self._desk.session, "payments.create")

    def set_beyond(self, words: str) -> None:
        """The role of whoever works here does not reach this order, and why."""
        for one in self._permits:
            one.set_beyond(words)

    def show_all(self) -> None:
        """All papers of the order: what there is, and what can be made."""
        card = self._card
        if card is not None:
            title = f"Papers of {card.number}"
            words = self._page.words
            PapersSheet(self._desk, words, title, "order", card.id, self.ways).open()

    def drawer(self) -> None:
        """Open the cash drawer that hangs on the printer of receipts."""
        open_drawer(self._desk)

    def address_label(self) -> None:
        """Where the parcel goes, on the labels of the printer for address labels."""
        if self._card is not None:
            print_address_labels(self._desk, [self._card.id])

    # -- each paper

    def packing_slip(self, card: OrderCard) -> None:
        """The slip that lies in the parcel; a present shows no price unless somebody wants it."""
        gift = card.hide_prices or card.gift_wrap or bool(card.gift_message)
        prices = ChoiceField("Prices", [(True, "With prices"), (False, "Without any price")])
        prices.set_value(not gift)
        if gift:
            prices.set_aside("it is a present")
        packed = TextField("Packed by")
        packed.set_text(self._desk.session.actor.display)
        fields = {"prices": prices, "packed_by": packed, "checked_by": TextField("Checked by")}
        self._ask(
            card,
            "Packing slip",
            "It lies in the parcel, with the order’s code to scan.",
            "packing_slip",
            fields,
            sale_papers.make_packing_slip,
        )

    def sales_receipt(self, card: OrderCard) -> None:
        """What was bought and how it was paid, on a page or on the till’s roll."""
        paper = ChoiceField("Paper", [(False, "A page"), (True, "The till’s roll, 80 mm")])
        paper.set_value(False)
        self._ask(
            card,
            "Sales receipt",
            "It states what was paid until now, and what is still open.",
            "sales_receipt",
            {"strip": paper},
            sale_papers.make_sales_receipt,
        )

    def gift_receipt(self, card: OrderCard) -> None:
        """For whoever gets the present: it names no amount."""
        days = WholeField("May be exchanged for", 0, MOST_DAYS, suffix="days", name="days")
        days.set_text(str(sale_papers.EXCHANGE_DAYS))
        days.set_aside("0 names no day")
        self._ask(
            card,
            "Gift receipt",
            "No amount is on it.",
            "gift_receipt",
            {"exchange_days": days},
            sale_papers.make_gift_receipt,
        )

    def invoice(self, card: OrderCard) -> None:
        """The one invoice of the order. Where there is one, that is said before anything is asked."""
        order_id = card.id
        self._desk.read(
            lambda db: (order_id, sale_papers.invoice_of(db, order_id)),
            self._on_invoice,
            topic="invoice of the order",
        )

    def _on_invoice(self, answer: tuple[int, tuple[int, str] | None]) -> None:
        order_id, found = answer
        card = self._card
        if card is None or card.id != order_id:
            return
        if found is not None:
            self._page.show_refusal(
                StateError(
                    "There is an invoice",
                    f"{card.number} has the invoice {found[1]} already.",
                    "Print that one again under Papers; what changed since goes on a credit note.",
                )
            )
            return
        words = self._page.words
        days = WholeField("Payable within", 0, MOST_DAYS, suffix="days", name="due_days")
        days.set_text(str(sale_papers.DUE_DAYS))
        if card.money.balance_minor <= 0:
            days.set_aside("it is paid: no day is named")
        supplied = DateField(
            "Supplied on", lambda: words.today, words.settings.locale, name="supplied_on"
        )
        supplied.set_aside("empty leaves it out")
        fields: dict[str, Field] = {
            "due_days": days,
            "tax_number": TextField("Client’s tax number"),
            "supplied_on": supplied,
        }
        self._ask(
            card,
            "Invoice",
            "An order has one invoice. It is never changed: a credit note takes back what was wrong.",
            "invoice",
            fields,
            sale_papers.make_invoice,
        )

    def credit_note(self, card: OrderCard) -> None:
        """What is taken back of the invoice: a refund, or all that is left of it."""
        order_id = card.id

        self._desk.read(
            lambda db: (
                order_id,
                sale_papers.invoice_of(db, order_id),
                credit_notes.refunds_to_credit(db, order_id),
            ),
            self._on_refunds,
            topic="credit of the order",
        )

    def _on_refunds(
        self, answer: tuple[int, tuple[int, str] | None, list[tuple[int, int, str, str]]]
    ) -> None:
        order_id, invoice, refunds = answer
        card = self._card
        if card is None or card.id != order_id:
            return
        if invoice is None:
            self._page.show_refusal(
                StateError(
                    "No invoice",
                    f"A credit note takes back an invoice, and {card.number} has none.",
                    "Make the invoice first, or give the money back without a note.",
                )
            )
            return
        locale = self._page.words.settings.locale
        about = ChoiceField(
            "What is credited",
            [
                *(
                    (
                        one,
                        f"The refund of {shown(amount, currency, locale)}, {method or 'not said how'}",
                    )
                    for one, amount, currency, method in refunds
                ),
                (WHOLE, f"All that is left of {invoice[1]}"),
            ],
            name="refund",
        )
        about.set_value(refunds[0][0] if refunds else WHOLE)
        reason = TextField("Reason, as it stands on the note", required=True, name="reason")
        self._ask(
            card,
            "Credit note",
            f"It takes back what is credited of {invoice[1]}; the invoice itself stays as it is.",
            "credit_note",
            {"refund_id": about, "reason": reason},
            credit_notes.make_credit_note,
        )

    # -- asking

    @property
    def _card(self) -> OrderCard | None:
        return self._page.review.card if self._page.review else None

    def _on_card(self, run: Callable[[OrderCard], None]) -> Callable[[], None]:
        def do() -> None:
            if self._card is not None:
                self._page.clear_refusals()
                run(self._card)

        return do

    def _ask(  # type: ignore[no-untyped-def]
        self,
        card: OrderCard,
        name: str,
        sentence: str,
        kind: str,
        fields: dict[str, Field],
        service,
    ) -> None:
        order_id = card.id

        def make(answers):  # type: ignore[no-untyped-def]
            said = {key: _said(value) for key, value in answers.items()}
            if "refund_id" in said:
                said["refund_id"] = said["refund_id"] or None
            return lambda w: _made(service(w, order_id, **said), kind)

        fields["language"] = language_field(card.client.language)
        title = f"{name} for {card.number}"
        AskSheet(self._desk, title, sentence, f"Make the {name.lower()}", fields, kind, make).open()


def _made(changes: Changes, kind: str) -> Changes:
    """Without an Undo where only a paper of its own may take it back."""
    return Changes(changes.touched, changes.message) if kind in FINAL else changes


def _said(value: object) -> object:
    """A field’s value as the desk takes it: days as ISO text, nothing as no words."""
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else value


__all__ = ["PAPERS_KEY", "OrderPapers"]

"""Beside the review: the answer for the telephone, money, what the client wrote, history, client."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.orders import AddressCard, HistoryRow, OrderCard
from app.views import theme
from app.views.orders.sums import Sum, Sums
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.skeleton import Skeleton
from app.views.widgets.text import Line, SectionLabel, Text

EVENTS = 5


class WhereCard(QWidget):
    """ "Where is my ring?" in the client's words, ready to be copied."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Where is my ring?")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 13)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(IconLabel("map-pin", "accent", 16))
        self._title = Text("Where is my ring?", "head", tone="accent")
        top.addWidget(self._title)
        top.addStretch(1)
        self.copy_button = Button("Copy", "link", icon="copy")
        self.copy_button.clicked.connect(self.copy)
        top.addWidget(self.copy_button)
        column.addLayout(top)
        self.words = Text("", "body", wrap=True)
        column.addWidget(self.words)

    def show_answer(self, words: str, what: str) -> None:
        """Show the sentences; ``what`` names the thing that is asked for."""
        self.words.setText(words)
        self._title.setText(f"Where is my {what}?")
        self.setAccessibleName(f"Where is my {what}?")
        self.setAccessibleDescription(words)

    def copy(self) -> None:
        """Put the answer into the clipboard."""
        QGuiApplication.clipboard().setText(self.words.text())
        self.copied.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)


class ReviewSide(QWidget):
    """Everything about the order that is not its lines."""

    client_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self._card: OrderCard | None = None
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        self._waiting = Skeleton(12, step=28)
        column.addWidget(self._waiting)
        self._body = QWidget()
        column.addWidget(self._body)
        column.addStretch(1)
        self._parts = QVBoxLayout(self._body)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(9)
        self.where = WhereCard()
        self._parts.addWidget(self.where)
        self._build_money()
        self._build_history()
        self._build_client()
        self._build_written()
        self.show_waiting()

    def _build_money(self) -> None:
        self._paid = Chip("", small=True, about="Payment", parent=self)
        self._section("Money", self._paid)
        self._sums = Sums("Money")
        self._total_line = Line()
        self._total = Sums("Total")
        self._payments = Sums("Payments")
        agree = QHBoxLayout()
        agree.setSpacing(8)
        self._agree_sign = IconLabel("check", "c_ok", 16)
        self._agree = Text("", "muted", wrap=True)
        agree.addWidget(self._agree_sign, 0, Qt.AlignmentFlag.AlignTop)
        agree.addWidget(self._agree, 1)
        for part in (self._sums, self._total_line, self._total, self._payments):
            self._parts.addWidget(part)
        self._parts.addLayout(agree)
        self._parts.addWidget(Line())

    def _build_written(self) -> None:
        self._written = QWidget()
        column = QVBoxLayout(self._written)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(Line())
        column.addWidget(SectionLabel("From the client"))
        self._written_facts = Facts("From the client", label_width=92)
        column.addWidget(self._written_facts)
        self._parts.addWidget(self._written)

    def _build_history(self) -> None:
        self.all_button = Button("All", "link")
        self.all_button.clicked.connect(self._toggle_all)
        self._section("History", self.all_button)
        self._events = QVBoxLayout()
        self._events.setSpacing(7)
        self._parts.addLayout(self._events)
        self._event_rows: list[QWidget] = []
        self._parts.addWidget(Line())

    def _build_client(self) -> None:
        self.client_button = Button("Open", "link", key="C")
        self.client_button.setAccessibleName("Open the client")
        self.client_button.clicked.connect(self.client_asked)
        self._section("Client", self.client_button)
        self._client = Facts("Client")
        self._parts.addWidget(self._client)

    def _section(self, title: str, right: QWidget) -> None:
        row = QHBoxLayout()
        row.addWidget(SectionLabel(title))
        row.addStretch(1)
        row.addWidget(right)
        self._parts.addLayout(row)

    # -- showing

    def show_waiting(self) -> None:
        """Another order is on its way."""
        self._card = None
        self._body.hide()
        self._waiting.show()

    def show_order(self, card: OrderCard) -> None:
        """Show what is known of an order."""
        self._waiting.hide()
        self._body.show()
        if card == self._card:
            return
        if self._card is None or self._card.id != card.id:
            self._all = False
        self._card = card
        self.where.show_answer(card.where, _thing(card))
        self._show_money(card)
        self._show_written(card)
        self._show_history(card)
        self._show_client(card)

    def _show_money(self, card: OrderCard) -> None:
        money = card.money
        currency = money.currency
        figure = self.words.figure
        self._paid.set_status(money.chip.text, money.chip.tone)
        self._sums.show_sums([(r.label, figure(r.amount_minor, currency), "") for r in money.rows])
        total = f"{currency} {figure(money.total_minor, currency)}"
        self._total.show_sums([("Total", total, "grand")])
        paid: list[Sum] = [(r.label, figure(r.amount_minor, currency), "") for r in money.payments]
        self._payments.show_sums([*paid, ("Balance", figure(money.balance_minor, currency), "")])
        agrees = not money.difference_minor
        self._agree_sign.set_icon(
            "check" if agrees else "circle-alert", "c_ok" if agrees else "c_warn"
        )
        self._agree.setText(money.sentence)
        self._agree.set_tone("" if agrees else "warn")

    def _show_written(self, card: OrderCard) -> None:
        facts = [
            ("Note", card.note),
            ("Gift card", card.gift_message),
            ("Attributes", card.attributes),
            ("Ships to", _address(card.ship_to)),
            ("Billed to", _address(card.bill_to) if card.bill_to != card.ship_to else ""),
        ]
        self._written_facts.show_facts(facts)
        self._written.setVisible(any(value for _, value in facts))

    def _show_history(self, card: OrderCard) -> None:
        rows = card.history if self._all else card.history[:EVENTS]
        for row in self._event_rows:
            self._events.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._event_rows = [self._event(row) for row in rows]
        for row in self._event_rows:
            self._events.addWidget(row)
        more = len(card.history) > EVENTS
        self.all_button.setVisible(more)
        words = "Fewer" if self._all else f"All {len(card.history)}"
        self.all_button.set_words(words)
        self.all_button.setAccessibleName(f"{words} events")

    def _event(self, row: HistoryRow) -> QWidget:
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        when = Text(self.words.moment(row.at), "muted")
        when.setFixedWidth(74)
        what = Text(row.words, "body", wrap=True)
        what.setToolTip(row.detail)
        who = Text(row.initials, "muted")
        who.setToolTip(row.who)
        layout.addWidget(when, 0, top)
        layout.addWidget(what, 1)
        layout.addWidget(who, 0, top)
        told = f"{self.words.when(row.at)}: {row.words}, {row.who}"
        made.setAccessibleName(f"{told}, {row.detail}" if row.detail else told)
        return made

    def _toggle_all(self) -> None:
        if self._card:
            self._all = not self._all
            self._show_history(self._card)

    def _show_client(self, card: OrderCard) -> None:
        client = card.client
        reach = "\n".join(part for part in (client.email, client.phone) if part)
        self.client_button.setVisible(client.party_id is not None)
        self._client.show_facts(
            [
                ("Name", client.name or "No name"),
                ("Orders", client.orders),
                ("Reach by", reach),
                ("Language", client.language),
            ]
        )


def _address(address: AddressCard) -> str:
    parts = [address.name, *address.lines, address.country]
    return ", ".join(part for part in parts if part)


def _thing(card: OrderCard) -> str:
    """What the client would ask for."""
    goods = [line for line in card.lines if line.kind == "goods"]
    return "ring" if len(goods) >= 1 and "ring" in goods[0].name.casefold() else "order"

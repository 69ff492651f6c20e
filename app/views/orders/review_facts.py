"""The row under an order's title: whose it is, from where, by when; its place among the others."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.order_lists import Neighbours
from app.services.orders import OrderCard
from app.views.orders.words import Words
from app.views.widgets.button import IconButton
from app.views.widgets.text import Text

LONGEST = 44


class ReviewFacts(QWidget):
    """Client and facts; "3 of 5 to review" with two arrows."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self.client = Text("", "strong")
        self.rest = Text("", "muted", elide=True)
        self.place = Text("", "muted")
        self.before = IconButton("chevron-left", "Order before", small=True)
        self.after = IconButton("chevron-right", "Next order", small=True)
        row.addWidget(self.client)
        row.addWidget(self.rest, 1)
        row.addSpacing(8)
        for part in (self.place, self.before, self.after):
            row.addWidget(part)

    def show_waiting(self) -> None:
        """Another order is on its way."""
        self.client.setText("")
        self.rest.setText("")

    def show_order(self, card: OrderCard, me: str) -> None:
        """Show an order's facts; ``me`` is who looks at them."""
        city = f", {card.client.city}" if card.client.city else ""
        name = f"{card.client.name or 'No name'}{city}"
        self.client.setText(name if len(name) <= LONGEST else f"{name[:LONGEST]}…")
        self.client.setToolTip(name)
        facts = [f"{card.channel}, {self.words.when(card.placed_at)}"]
        if card.rush:
            facts.append("Rush")
        promised = self.words.iso(card.promised_on)
        facts.append(f"Promised {promised}" if promised else "Not promised")
        if card.in_care_of:
            facts.append(
                "in your care" if card.in_care_of == me else f"in the care of {card.in_care_of}"
            )
        self.rest.setText("· " + " · ".join(facts))

    def show_place(self, found: Neighbours, view: str) -> None:
        """Show where the order stands in the saved view."""
        there = found.place > 0
        self.place.setText(f"{found.place:,} of {found.count:,} {view}" if there else "")
        self.before.setVisible(found.before is not None or there)
        self.after.setVisible(found.after is not None or there)

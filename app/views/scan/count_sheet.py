"""A tray was looked through: what is there, what is not, what does not belong there."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.services.scan_basket import BasketFacts
from app.views.frame.desk import Desk
from app.views.scan.basket import WRONG, Basket
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

MOST = 8


class CountSheet(Sheet):
    """Says it in words; nothing is posted, what is missing is for people to look for."""

    move_asked = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, place: str, basket: Basket, facts: BasketFacts) -> None:
        unseen = [row for row in facts.expected if row.id not in set(basket.piece_ids)]
        foreign = [row for row in basket.rows if row.result == WRONG]
        seen = len(facts.expected) - len(unseen)
        super().__init__(
            desk.frame.host(),
            f"{seen} of {len(facts.expected)} seen in {place}",
            _sentence(len(unseen), len(foreign), basket.by_hand, seen + len(foreign)),
            width=480,
        )
        if unseen:
            self.body.addWidget(SectionLabel("Not seen"))
            for row in unseen[:MOST]:
                self.body.addWidget(
                    Text(f"{row.item_number or row.number}  {row.description}", elide=True)
                )
            if len(unseen) > MOST:
                self.body.addWidget(Text(f"and {len(unseen) - MOST} more", "muted"))
        if foreign:
            self.body.addWidget(SectionLabel("Here, but the book has them elsewhere"))
            for scanned in foreign[:MOST]:
                self.body.addWidget(Text(f"{scanned.scan.title}: {scanned.sentence}", elide=True))
        self.add_way("Scan on", key="Esc")
        if foreign and basket.target is not None and basket.target.kind == "place":
            words = "Move it here" if len(foreign) == 1 else f"Move {len(foreign)} here"
            self.add_way(words, self.move_asked.emit)
        self.add_way("Finish", self.finished.emit, "primary")
        self.closed.connect(self.deleteLater)


def _sentence(unseen: int, foreign: int, by_hand: int, scanned: int) -> str:
    counted = ""
    if by_hand and by_hand != scanned:
        counted = f" A hand counted {by_hand}, {scanned} were scanned: look again."
    if not unseen and not foreign:
        return f"Everything is there that the book has.{counted}"
    parts = []
    if unseen:
        parts.append(f"{unseen} {'was' if unseen == 1 else 'were'} not seen")
    if foreign:
        parts.append(f"{foreign} {'lies' if foreign == 1 else 'lie'} here that belong elsewhere")
    words = " and ".join(parts)
    return f"{words[:1].upper()}{words[1:]}.{counted} Nothing is changed by looking."

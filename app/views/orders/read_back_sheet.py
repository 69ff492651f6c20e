"""The sheet over which a line is read to the client: the very words, and how the client heard them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.terms import vocabulary
from app.services.read_back import ReadBack, ReadBackField
from app.views.orders.read_back_card import EngravingWords
from app.views.widgets.facts import Facts
from app.views.widgets.reason_sheet import ReasonSheet

HOW = vocabulary(
    "How the client heard it",
    "phone | by phone | P",
    "in_person | in person | I",
    "email | by e-mail | E",
    "message | by message | M",
)


class ReadBackSheet(ReasonSheet):
    """It lies over the card with the words, so it shows them itself, over the question how."""

    def __init__(self, host: QWidget, back: ReadBack, lock: Callable[[str, str], object]) -> None:
        super().__init__(
            host,
            "Read it to the client, word for word",
            "Any later change opens the lock again.",
            "It was read back",
            lock,
            reasons=HOW,
            note="",
            width=560,
        )
        self.words = Facts("What is read to the client", label_width=120)
        self.words.show_facts(tuple((field.title, _said(field)) for field in back.fields))
        self.body.insertWidget(0, self.words)
        if back.engraving:
            engraving = EngravingWords()
            engraving.show_engraving(back)
            self.body.insertWidget(0, engraving)


def _said(field: ReadBackField) -> str:
    """A value with what is added to it: "US 6½ (Ø 16.9 mm)"."""
    return f"{field.value} · {field.note}" if field.note else field.value

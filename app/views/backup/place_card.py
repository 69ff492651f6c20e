"""A place of backups on the page: its last proven one, how the last attempt went, how many are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.services.backup_words import STOPPED
from app.services.backups import PlaceCard as Said
from app.shop import ShopSettings
from app.views.backup.words import last_words, proven_words
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text


class PlaceCard(Card):
    """``remove_asked(place_id)``; the shop's own folder cannot be removed."""

    remove_asked = Signal(object)

    def __init__(self, said: Said, settings: ShopSettings, *, may: bool) -> None:
        super().__init__(said.words, spacing=10)
        self._place_id = said.place_id
        here = said.place_id is None
        if not here:
            remove = Button("Remove", "ghost", small=True)
            remove.setAccessibleName(f"Remove {said.words}")
            remove.setEnabled(may)
            remove.clicked.connect(lambda: self.remove_asked.emit(self._place_id))
            self.head.addWidget(remove)
        facts = Facts(said.words, label_width=104)
        facts.show_facts(
            (
                ("Every", "hour, while Parure runs" if here else "day, while Parure runs"),
                ("Last proven", proven_words(said.proven, settings)),
                ("Last attempt", last_words(said.last, settings)),
                ("Kept there", f"{said.kept} backups" if said.kept != 1 else "1 backup"),
            )
        )
        self.body.addWidget(facts)
        if said.last and said.last.error and said.last.error_title != STOPPED:
            self.body.addWidget(SentenceBar(said.last.error_title, said.last.error, "bad"))
        elif here:
            self.body.addWidget(
                Text("Guards against mistakes and a damaged file, not against the loss of this PC.",
                     "muted", wrap=True)
            )  # fmt: skip

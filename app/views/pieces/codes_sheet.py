"""The codes that lead to a piece: its tag, earlier ones, and others that can be added or taken off."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.services.aliases import add_alias, remove_alias
from app.services.piece_cards import PieceCard, piece_card
from app.views.frame.desk import Desk
from app.views.pieces.piece_sheets import PieceSheet
from app.views.widgets.button import IconButton
from app.views.widgets.field import TextField
from app.views.widgets.text import SectionLabel, Text


class CodesSheet(PieceSheet):
    """Scan or type a code to add it; it stays open, since a piece may come with several."""

    def __init__(self, desk: Desk, card: PieceCard) -> None:
        super().__init__(
            desk,
            "Codes of this piece",
            "A maker’s barcode, a laboratory’s report number, a supplier’s or an old tag.",
        )
        self._card = card
        self._scanned = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.code = TextField("Another code", required=True, hint="scan it", name="code")
        self.body.addWidget(self.code)
        self.add_foot("Let it lead here", keep="Close")
        self.code.input.entered.connect(self.take)
        self._show(card)

    def on_scan(self, code: str) -> bool:
        """It was scanned while this is open."""
        self.code.set_text(code)
        self._scanned = code
        self.take()
        return True

    def take(self) -> None:
        if self._busy or not self.code.check():
            return
        self._busy = True
        piece_id, code = self._card.row.id, self.code.text
        scanned = code == self._scanned
        self._desk.work(
            "add_alias",
            lambda w: add_alias(w, piece_id, code, scanned=scanned),
            self._on_added,
            self.on_refused,
        )

    def _on_added(self, _changes: Changes) -> None:
        self._busy = False
        self._desk.play("ok")
        self.code.set_text("")
        self.code.input.setFocus()
        self._ask()

    def _remove(self, code: str) -> None:
        piece_id = self._card.row.id
        self._desk.work(
            "remove_alias",
            lambda w: remove_alias(w, piece_id, code),
            self._on_removed,
            self.on_refused,
        )

    def _on_removed(self, _changes: Changes) -> None:
        self.code.input.setFocus()
        self._ask()

    def _ask(self) -> None:
        piece_id = self._card.row.id
        self._desk.read(lambda db: piece_card(db, piece_id), self._show, topic="codes of a piece")

    def _show(self, card: PieceCard) -> None:
        self._card = card
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._row(spaced(card.tag.code) if card.tag.code else "none yet", "Tag")
        for code in card.tag.earlier:
            self._row(spaced(code), "Earlier tag")
        for code in card.tag.aliases:
            self._row(code, "", code)

    def _row(self, shown: str, what: str, removable: str = "") -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Text(shown, "strong"))
        line.addStretch(1)
        line.addWidget(SectionLabel(what) if what else Text("", "muted"))
        if removable:
            remove = IconButton("x", f"Take {removable} off", small=True)
            remove.clicked.connect(lambda: self._remove(removable))
            line.addWidget(remove)
        self._rows.addWidget(row)

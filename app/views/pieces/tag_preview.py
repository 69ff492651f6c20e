"""The tag of the piece in the form, drawn again while one types."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.printing.tag.roll import Roll
from app.services.piece_forms import PieceForm
from app.services.tag_texts import TagRules, tag_of_form
from app.services.take_in_answers import TypedPiece, read_piece
from app.views.frame.desk import Desk
from app.views.widgets.icon_line import IconLine
from app.views.widgets.tag_picture import DrawnTag, TagPicture, drawn_tag
from app.views.widgets.text import Text

WAIT_MS = 120


@dataclass(frozen=True)
class TagGround:
    """What a tag is drawn on and with, besides the piece itself."""

    roll: Roll
    code: str
    number: str
    rules: TagRules


class TagPreview(QWidget):
    """``show_typed`` may be called at every key; the tag is drawn when the typing rests."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ground: TagGround | None = None
        self._typed: TypedPiece | None = None
        self._asked = 0
        self.picture = TagPicture()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.picture)
        row = QHBoxLayout()
        row.addWidget(Text("Tag, the printer’s own dots", "muted"))
        row.addStretch(1)
        self._proof = IconLine("check", "ok")
        row.addWidget(self._proof)
        column.addLayout(row)
        column.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._draw)

    def set_ground(self, ground: TagGround) -> None:
        """Another piece: its code and number."""
        if ground != self._ground:
            self._ground = ground
            self._soon.start()

    def show_typed(self, typed: TypedPiece) -> None:
        """What the form says now."""
        if typed != self._typed:
            self._typed = typed
            self._soon.start()

    def _draw(self) -> None:
        ground, typed = self._ground, self._typed
        if ground is None or typed is None:
            return
        settings = self._desk.settings
        form = readable(typed, settings.currency)
        try:
            values = tag_of_form(form, ground.code, ground.number, settings.currency, ground.rules)
        except UserError:
            return
        self._asked += 1
        asked = self._asked
        self._desk.start(
            lambda _job: (asked, drawn_tag(values, ground.roll)), self._on_drawn, title="tag"
        )

    def _on_drawn(self, answer: tuple[int, DrawnTag]) -> None:
        asked, tag = answer
        if asked != self._asked:
            return
        self.picture.show_tag(tag)
        if tag.reads_back:
            self._proof.say("reads back", "check", "ok")
        else:
            self._proof.say("does not fit" if tag.refusal else "not read", "triangle-alert", "bad")

    def hideEvent(self, event: object) -> None:
        self._soon.stop()


def readable(typed: TypedPiece, currency: str) -> PieceForm:
    """As much of the fields as can be read: what is wrong or half typed is left out."""
    rest = replace(typed, ring_size="") if typed.category not in ("ring", "set", "other") else typed
    while True:
        try:
            return read_piece(rest, currency)
        except UserError as error:
            if not getattr(rest, error.field, ""):
                return PieceForm(category="")
            rest = replace(rest, **{error.field: ""})

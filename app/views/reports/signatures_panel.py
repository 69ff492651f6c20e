"""Who signs: the examiner for the house, and the other side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.services.report_form import ReportForm
from app.services.signatures import CONSIGNOR, Signature
from app.views import theme
from app.views.keys import caps, spoken
from app.views.reports.writing import ReportWriting
from app.views.widgets.key_caps import caps_width, paint_caps
from app.views.widgets.text import SectionLabel

EXAMINER, CLIENT, BORROWER = "examiner", "client", "borrower"
_OTHER = {"take_in": CONSIGNOR, "loan_out": BORROWER, "loan_in": BORROWER}
_CONSIGNED = ("consigned_in", "memo_in", "")
OTHER_KEY = "Alt+S"
"""The other side signs; the house signs by the page's main key."""
WORDS = {EXAMINER: "Examiner", CONSIGNOR: "Consignor", BORROWER: "Borrower", CLIENT: "Client"}


def other_side(reason: str, ownership: str = "consigned_in") -> str:
    """Who signs beside the house, by the reason of the report: nobody consigned what is the house's,
    or a client's own."""
    role = _OTHER.get(reason, CLIENT)
    return CLIENT if role == CONSIGNOR and ownership not in _CONSIGNED else role


def whose(ownership: str, owner: str) -> str:
    """Whose the piece is, beside its number: "Clara Whitmore’s own", "consigned by Clara Whitmore"."""
    if not owner:
        return ""
    if ownership == "customer_property":
        return f"{owner}’s own"
    words = {"consigned_in": "consigned by", "memo_in": "on memo from", "loaned_in": "lent by"}
    return f"{words.get(ownership, 'of')} {owner}"


class _Place(QPushButton):
    """A place for a signature: who, whether it is there, and the key that asks for it."""

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._who = self._state = ""
        self._caps = caps(key)
        self.setAccessibleDescription(f"Key {spoken(key)}" if key else "")
        self._done = False
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)

    def show_place(self, role: str, who: str, signed: bool) -> None:
        """Say whose place it is."""
        self._who, self._done = who, signed
        self._state = "signed" if signed else "now" if role == EXAMINER else "may sign"
        self.setText(f"{who}, {self._state}")
        as_what = WORDS.get(role, role).lower()
        name = who.removesuffix(f", {as_what}")
        self.setAccessibleName(f"Signature of {as_what} {name}, {self._state}")
        self.update()

    @property
    def whole(self) -> int:
        """The width (px) in which nothing of it is cut."""
        who = QFontMetrics(theme.font(12, "medium")).horizontalAdvance(self._who)
        state = QFontMetrics(theme.font(12)).horizontalAdvance(self._said)
        return 35 + who + 8 + state + self._keys_width + 11 + 4

    @property
    def _said(self) -> str:
        """The state in words; a key says that one may sign."""
        return "" if self._caps and not self._done else self._state

    @property
    def _keys_width(self) -> int:
        return caps_width(self._caps) + 8 if self._caps and not self._done else 0

    def sizeHint(self) -> QSize:
        return QSize(120, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "line"), 2 if focus else 1))
        ground = "b_ok" if self._done else "hover" if self.underMouse() else "sunken"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ink = "c_ok" if self._done else "ink2"
        icon = "check" if self._done else "pen-line"
        theme.paint_icon(painter, QRect(11, self.height() // 2 - 8, 16, 16), icon, ink)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("c_ok" if self._done else "muted"))
        wide = painter.fontMetrics().horizontalAdvance(self._said)
        right = self.width() - 11 - self._keys_width
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(right - wide, 0, wide + 2, self.height()), middle, self._said)
        painter.setFont(theme.font(12, "medium"))
        painter.setPen(theme.color("c_ok" if self._done else "ink"))
        room = QRect(35, 0, right - wide - 8 - 35, self.height())
        words = painter.fontMetrics().elidedText(
            self._who, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle, words)
        if self._keys_width:
            paint_caps(painter, QPoint(right + 8, self.height() // 2), self._caps, "ink2", "line2")


class SignaturesPanel(QWidget):
    """Two places; ``asked(role)`` when one is pressed."""

    asked = Signal(str)

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self._signed: dict[str, tuple[Signature, ReportForm]] = {}
        self._steps: dict[str, int] = {}
        self._examiner = self._before = ""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self.house, self.other = _Place(), _Place(OTHER_KEY)
        self._row.addWidget(self.house, 1)
        self._row.addWidget(self.other, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(SectionLabel("Signatures"))
        whole.addLayout(self._row)
        self.house.clicked.connect(self._on_house)
        self.other.clicked.connect(self._on_other)
        writing.changed.connect(self.refresh)

    def begin(self, examiner: str, signed_before: str = "") -> None:
        """A report of this examiner; nobody has signed yet. ``signed_before`` is who of the other side
        signed the version that is corrected."""
        self._signed, self._steps, self._before = {}, {}, signed_before
        self._examiner = examiner
        self.refresh()

    def give(self, signature: Signature) -> None:
        """Somebody signed: Ctrl+Z takes that back before anything that was typed earlier."""
        self._signed.pop(signature.role, None)  # who signs again signs last
        self._signed[signature.role] = signature, self.writing.form.on_paper
        self._steps[signature.role] = self.writing.stack.index()
        self.writing.end_step()
        self.refresh()

    def take_back(self, role: str) -> None:
        """What this side signed counts no more: the wrong person signed."""
        self._signed.pop(role, None)
        self._steps.pop(role, None)
        self.refresh()

    @property
    def last_act(self) -> str:
        """The role whose signature is the last thing that was done here; "" where it was a change."""
        step = self.writing.stack.index()
        roles = [role for role in self.given if self._steps.get(role) == step]
        return roles[-1] if roles else ""

    @property
    def signers(self) -> tuple[str, ...]:
        """Who of the other side put a signature under this draft, as it is or as it was."""
        return tuple(one.who for role, (one, _) in self._signed.items() if role != EXAMINER)

    @property
    def given(self) -> dict[str, Signature]:
        """Who signed the report as it is now, by role; undoing a later change brings theirs back."""
        now = self.writing.form.on_paper
        return {role: one for role, (one, form) in self._signed.items() if form == now}

    @property
    def lapsed(self) -> tuple[str, ...]:
        """Who of the other side signed it as it was before a change."""
        gone = self._signed.keys() - self.given.keys() - {EXAMINER}
        return tuple(one.who for role, (one, _) in self._signed.items() if role in gone)

    @property
    def missing(self) -> str:
        """What the house is told before it closes the report: who of the other side has not signed it."""
        role, lapsed = self.other_role, self.lapsed
        if lapsed:
            return f"{lapsed[0]} signed before the last change: what stands here now, they have not signed."
        if role in self.given:
            return ""
        if self._before:
            return (
                f"{self._before} signed the version before and not this one. If they are here: Esc,"
                f" then {OTHER_KEY}."
            )
        if role == CLIENT:
            return ""
        return f"The {WORDS[role].lower()} has not signed. If they are here: Esc, then {OTHER_KEY}."

    @property
    def other_role(self) -> str:
        """Who the other side is, by the reason."""
        return other_side(self.writing.form.reason, self.writing.ownership)

    @property
    def likely(self) -> str:
        """Who signs for the other side most likely: whose the piece is, where they bring it or have it
        back; "" where anybody may."""
        brings = self.other_role == CONSIGNOR or self.writing.ownership == "customer_property"
        return self.writing.owner if brings and self.other_role != BORROWER else ""

    def refresh(self) -> None:
        """Show who signs and has signed; what is changed afterwards was not signed."""
        given, role = self.given, self.other_role
        self.house.show_place(EXAMINER, self._examiner, EXAMINER in given)
        there = given.get(role)
        who = f"{self.likely}, {WORDS[role].lower()}" if self.likely else WORDS[role]
        self.other.show_place(role, there.name if there else who, there is not None)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other where both are read whole, else one over the other."""
        half = (self.width() - self._row.spacing()) // 2
        fits = max(self.house.whole, self.other.whole) <= half
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if fits else way.TopToBottom)

    def _on_house(self) -> None:
        self.asked.emit(EXAMINER)

    def _on_other(self) -> None:
        self.asked.emit(self.other_role)

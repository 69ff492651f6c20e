"""The panel of a piece's page: its tag, papers, what it is worth, what to know before selling."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.chips import Chip as Status
from app.domain.chips import chip
from app.domain.codes import spaced
from app.domain.money import Money
from app.domain.permissions import CONFIDENTIAL, allowed
from app.domain.vocabulary import GRADES, PRICE_KINDS, REPORT_REASONS
from app.domain.wording import counted
from app.services.piece_cards import PieceCard
from app.services.piece_parts import ReportLine
from app.views.frame.desk import Desk
from app.views.frame.permit import tie
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.button import Button
from app.views.widgets.icon_line import IconLine
from app.views.widgets.link_row import LinkRow
from app.views.widgets.tag_picture import DrawnTag, TagPicture
from app.views.widgets.text import Line, SectionLabel, Text

PAPERS = {
    "take_in_receipt": "Take-in receipt",
    "agreement": "Consignment agreement",
    "job_bag": "Job bag",
    "invoice": "Invoice",
    "hand_over": "Hand-over",
}


class PiecePanel(QWidget):
    """``asked(page, id)`` when something is to be opened, ``value_asked`` to say a value."""

    asked = Signal(str, object)
    value_asked = Signal()

    def __init__(self, desk: Desk, words: PieceWords) -> None:
        super().__init__()
        self._desk = desk
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.may_value: QAction | None = None
        """The command that says a value: a link to it is off where the command is."""
        self._tag_title = SectionLabel("Tag")
        head.addWidget(self._tag_title)
        head.addStretch(1)
        self._proof = IconLine("check", "ok")
        head.addWidget(self._proof)
        column.addLayout(head)
        self.tag = TagPicture()
        column.addWidget(self.tag)
        under = QHBoxLayout()
        self._stock = Text("", "muted", elide=True)
        under.addWidget(self._stock, 1)
        self.print_button = Button("Print", "link")
        under.addWidget(self.print_button)
        column.addLayout(under)
        self._old_tags = Text("", "muted", wrap=True)
        column.addWidget(self._old_tags)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(2)
        column.addLayout(self._rest)
        column.addStretch(1)
        self._parts: list[QWidget] = []

    def show_tag(self, tag: DrawnTag | None, stock: str) -> None:
        """Show the tag as it would be printed."""
        self.tag.show_tag(tag)
        self._stock.setText(f"{stock}, 300 dpi" if stock else "")
        if tag is None:
            self._proof.say("")
        elif tag.reads_back:
            self._proof.say("reads back", "check", "ok")
        else:
            self._proof.say("not printable", "triangle-alert", "bad")

    def show_card(self, card: PieceCard) -> None:
        """Show everything beneath the tag."""
        info = card.tag
        when = f", printed {self._words.date_of(info.printed_at)}" if info.printed_at else ""
        times = f" {info.printed} times" if info.printed > 1 else ""
        self._tag_title.setText(f"Tag{when}{times}" if when else "Tag, not printed yet")
        again = bool(info.printed)
        self.print_button.set_words("Print again" if again else "Print")
        self.print_button.setAccessibleName("Print the tag again" if again else "Print the tag")
        old = [spaced(code) for code in info.earlier] + list(info.aliases)
        self._old_tags.setText(f"Leads here too: {', '.join(old)}" if old else "")
        self._old_tags.setVisible(bool(old))
        for part in self._parts:
            self._rest.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._papers(card)
        self._values(card)
        self._warnings(card)

    def _papers(self, card: PieceCard) -> None:
        self._title("Documents")
        for report in card.reports:
            if not report.superseded:
                self._link(self._report(report), "report", report.id)
        for paper in card.papers:
            title = PAPERS.get(paper.kind, paper.kind.replace("_", " ").capitalize())
            row = LinkRow("file-text", title, f"{paper.number} · {self._words.date_of(paper.at)}")
            self._link(row, "document", paper.id)
        if card.consignment:
            held = card.consignment
            ends = f" · ends {self._words.iso(held.expires_on)}" if held.expires_on else ""
            at = chip("item", held.state)
            row = LinkRow("handshake", held.party, f"{held.agreement_number}{ends}", at)
            self._link(row, "party", held.party_id)
        if card.order_id:
            row = LinkRow("clipboard-list", f"Order {card.order_number}")
            self._link(row, "order", card.order_id)
        for job_id, number, state in card.jobs:
            self._link(LinkRow("hammer", f"Job {number}", "", chip("job", state)), "job", job_id)
        if not (card.reports or card.papers or card.consignment or card.order_id or card.jobs):
            self._add(Text("None yet. F6 writes the condition report.", "muted"))

    def _report(self, report: ReportLine) -> LinkRow:
        found = counted(report.findings, "finding") if report.findings else "no findings"
        grade = GRADES.word(report.grade) if report.grade else ""
        second = " · ".join(
            part
            for part in (self._words.date_of(report.at), ", ".join(filter(None, (grade, found))))
            if part
        )
        title = f"Condition report, {REPORT_REASONS.word(report.reason)}"
        return LinkRow("clipboard-check", title, second, Status("Signed", "ok"))

    def _values(self, card: PieceCard) -> None:
        roles = self._desk.session.roles
        shown = [
            line
            for line in card.prices
            if line.what not in CONFIDENTIAL or allowed(roles, CONFIDENTIAL[line.what])
        ]
        row = self._title("Valuations")
        row.addWidget(Text(self._words.settings.currency, "muted"))
        link = Button("Change", "link")
        link.setAccessibleName("Say what it is worth")
        link.clicked.connect(self.value_asked)
        if self.may_value:
            tie(link, self.may_value)
        row.addWidget(link)
        if not shown:
            self._add(Text("Nothing was said yet.", "muted"))
        for line in shown:
            holder = QWidget()
            layout = QHBoxLayout(holder)
            layout.setContentsMargins(0, 3, 0, 3)
            layout.setSpacing(10)
            layout.addWidget(Text(PRICE_KINDS.title(line.what), "body"))
            layout.addWidget(Text(line.evidence, "muted", elide=True), 1)
            layout.addWidget(Text(self._words.date_of(line.at), "muted"))
            amount = Text(
                self._words.figure(Money(line.amount_minor, line.currency)), "medium", numbers=True
            )
            amount.setMinimumWidth(84)
            layout.addWidget(amount)
            holder.setAccessibleName(f"{PRICE_KINDS.title(line.what)} {amount.text()}")
            self._add(holder)

    def _warnings(self, card: PieceCard) -> None:
        if not card.warnings:
            return
        self._title("To know before selling")
        for sentence in card.warnings:
            line = IconLine("triangle-alert", "warn")
            line.setContentsMargins(0, 3, 0, 3)
            self._add(line)
            line.say(sentence)

    def _title(self, words: str) -> QHBoxLayout:
        """A heading under a hairline; what is added to its row stands at the right."""
        self._add(_Rule())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(SectionLabel(words))
        row.addStretch(1)
        self._add(holder)
        return row

    def _link(self, row: LinkRow, page: str, record_id: int) -> None:
        row.clicked.connect(lambda: self.asked.emit(page, record_id))
        self._add(row)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._rest.addWidget(part)


class _Rule(QWidget):
    """A hairline with air around it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 2)
        column.addWidget(Line())

"""What changed between two condition reports of a piece, and whether it may pass."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.vocabulary import VIEWS
from app.services.report_difference import Difference, Side, is_on
from app.services.report_sides import Opened, open_difference
from app.views.bug_report import BugReport
from app.views.compare.acts import CompareActs
from app.views.compare.banner import VerdictBanner
from app.views.compare.cards import FindingsCard, FollowsCard, MeasuredCard
from app.views.compare.fingerprint_card import FingerprintCard
from app.views.compare.pairing import Pairing, shas_of
from app.views.compare.stage import BLINK, SIDE, SLIDER, PairStage
from app.views.compare.strip import PairStrip
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.inputs import Choice
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

CARDS, NARROW_CARDS, STACKED = 416, 388, 840


class ComparePage(Page):
    """``open_record`` takes a report (against the one before) or a piece (its newest, or draft)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Comparison")
        self.words = Words(desk.settings)
        self.opened: Opened | None = None
        self._record = 0
        self._sides: tuple[int | None, int | None] = (None, None)
        self._at = 0
        self.stage = PairStage()
        self.pairing = Pairing(self)
        self.acts = CompareActs(self)
        self._build_head()
        self._build_body()
        self.pairing.connect_stage()
        self.findings.list.chosen.connect(self.choose)
        self.strip.chosen.connect(self.show_pair)

    # -- building

    def _build_head(self) -> None:
        self.header.set_crumb("Condition reports", partial(self.desk.navigate, "reports"))
        self.out_choice, self.in_choice = Choice(), Choice()
        for choice, name in ((self.out_choice, "Report out"), (self.in_choice, "Report in")):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            choice.changed.connect(self._on_side)
            self.header.add_choice(choice)
        self.acts.declare()
        self.banner = VerdictBanner(Button.of(self.acts.decide, "danger"))
        self.bars.addWidget(self.banner)

    def _build_body(self) -> None:
        self.empty = EmptyState("columns-3", "Nothing to compare with yet")
        self.body.addWidget(self.empty)
        self.compared = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.compared)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._mode_row())
        left.addWidget(self.stage, 1)
        self.strip = PairStrip(self.desk.thumbs)
        left.addWidget(self.strip)
        left.addLayout(self._theirs_row())
        self._row.addLayout(left, 1)
        self.cards = ScrollBody()
        column = self.cards.column
        column.setContentsMargins(0, 0, 2, 0)
        column.setSpacing(12)
        self.findings, self.measured = FindingsCard(), MeasuredCard()
        self.fingerprint, self.follows = FingerprintCard(self.desk), FollowsCard()
        for card in (self.findings, self.measured, self.fingerprint, self.follows):
            column.addWidget(card)
        column.addStretch(1)
        self._row.addWidget(self.cards)
        self.body.addWidget(self.compared, 1)
        for part in (self.banner, self.compared, self.empty):
            part.hide()  # until it is known which of them there is something for

    def _mode_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        options = [
            Option(SIDE, "Side by side", "1"),
            Option(SLIDER, "Slider", "2"),
            Option(BLINK, "Blink", "3"),
        ]
        self.modes = Segments("Comparison mode", options)
        self.modes.set_value(SIDE)
        self.modes.chosen.connect(self.set_mode)
        row.addWidget(self.modes)
        self.fit = Chip("", about="Alignment", parent=self)
        row.addWidget(self.fit)
        self.slider = Text("", "muted", elide=True)
        row.addWidget(self.slider, 1)
        self.align_button = Button.of(self.acts.align, small=True)
        row.addWidget(self.align_button)
        self.ask_button = Button.of(self.acts.ask, small=True)
        self.ask_button.hide()
        row.addWidget(self.ask_button)
        return row

    def _theirs_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.theirs = Text("", "muted", elide=True)
        row.addWidget(self.theirs, 1)
        self.save_theirs = Button.of(self.acts.save, small=True)
        row.addWidget(self.save_theirs)
        row.addWidget(Button.of(self.acts.attach, small=True))
        return row

    # -- opening

    @property
    def found(self) -> Difference | None:
        """The comparison that is shown."""
        return self.opened.difference if self.opened else None

    def open_record(self, record_id: int) -> None:
        if record_id != self._record:
            self._sides, self._at = (None, None), 0
            self.stage.closely.looking.reset()
        self._record = record_id
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._record and changes.touches("report", "report_draft", "draft"):
            self._read()

    def _read(self) -> None:
        record, (out, into) = self._record, self._sides
        user_id = self.desk.session.owner_id
        self.desk.read(
            lambda db: open_difference(db, record, user_id, out, into),
            self._on_opened,
            self._on_not_opened,
            topic="comparison",
        )

    def _on_not_opened(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _on_opened(self, opened: Opened) -> None:
        before, self.opened = self.found, opened
        self.clear_refusals()
        self.set_title(opened.piece.description or "A piece without a description")
        found = opened.difference
        self.compared.setVisible(found is not None)
        self.banner.setVisible(found is not None)
        self.empty.setVisible(found is None)
        for choice in (self.out_choice, self.in_choice):
            choice.setVisible(len(opened.sides) > 1)
        if found is None:
            self._show_nothing(opened)
            return
        same = before is not None and _key(before) == _key(found)
        self._show_choices(opened, found)
        self.acts.show_difference(found)
        self.banner.show_difference(found)
        n = self._current(found, keep=same)
        self.findings.show_difference(found, n)
        self.measured.show_difference(found)
        self.fingerprint.show_difference(found)
        self.follows.show_difference(found)
        self._show_theirs(opened)
        if not same:
            self._at = self._pair_of(found, n)
            self.strip.show_pairs(found.photos, self._at)
            self.show_pair(self._at)
            self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stage.update_found(found.found)
        self._say(found)

    def _show_nothing(self, opened: Opened) -> None:
        self.acts.show_difference(None)
        self.empty.set_words(
            "Nothing to compare with yet",
            "A comparison begins with the second condition report of a piece.",
            "columns-3",
        )
        go = partial(self.desk.navigate, "report", opened.piece.id)
        self.empty.set_button("Write a condition report", go, icon="clipboard-check")
        self.say(opened.piece.number or opened.piece.description)

    def _show_choices(self, opened: Opened, found: Difference) -> None:
        for choice, word, side in (
            (self.out_choice, "Out", found.out),
            (self.in_choice, "In", found.into),
        ):
            choice.set_options([(str(one.id), f"{word} {one.short}") for one in opened.sides])
            choice.set_value(str(side.id))
        self._fit_choices()

    def _fit_choices(self) -> None:
        """Where there is room for it a report's number is never cut: the title gives way."""
        for choice in (self.out_choice, self.in_choice):
            whole = self.width() >= STACKED
            choice.setMinimumWidth(choice.sizeHint().width() if whole else 0)

    def _on_side(self, _value: object) -> None:
        out, into = self.out_choice.value, self.in_choice.value
        if out is None or into is None:
            return
        if out == into:
            found = self.found
            if found is not None and self.opened is not None:
                self._show_choices(self.opened, found)
            self.say("A report is compared with another one, not with itself")
            return
        self._sides = (int(out), int(into))
        self._at = 0
        self._read()

    def _current(self, found: Difference, *, keep: bool) -> int:
        chosen = self.findings.list.current
        if keep and chosen and any(one.n == chosen.n for one in found.found):
            return chosen.n
        return found.worst.n if found.worst else 0

    def _pair_of(self, found: Difference, n: int) -> int:
        """The pair on which a finding is marked, else the first."""
        one = next((one for one in found.found if one.n == n), None)
        pairs = enumerate(found.photos)
        return next((at for at, p in pairs if one and is_on(one, p.out, p.into)), 0)

    def _show_theirs(self, opened: Opened) -> None:
        many = len(opened.theirs)
        self.theirs.setText(
            f"Their own report: received{f', {many} files' if many > 1 else ''}"
            if many
            else "Their own report: not received"
        )

    def _say(self, found: Difference) -> None:
        self.say(f"{_about(found.out, self.words)} against {_about(found.into, self.words)}")

    # -- photos

    def show_pair(self, at: int) -> None:
        """Show another pair of photos large."""
        found = self.found
        if found is None:
            return
        pair = found.photos[at] if 0 <= at < len(found.photos) else None
        self._at = at
        self.strip.mark(at)
        labels = (
            ("OUT", self.words.when(found.out.at)),
            ("IN", "draft" if found.into.is_draft else self.words.when(found.into.at)),
        )
        chosen = self.findings.list.current
        self.stage.show_pair(pair, found.found, chosen.n if chosen else 0, labels)
        view = VIEWS.word(pair.view) if pair else "no photos"
        self.stage.setAccessibleName(f"Photos compared, {view}")
        self.pairing.show(pair)

    # -- what comes back from beside the window

    def on_refused(self, error: UserError | BugReport) -> None:
        """A refusal of what was done here."""
        self.acts.refused(error)

    def on_paper(self, changes: Changes) -> None:
        """The difference report is stored: show it."""
        self.acts.show_paper(changes)

    def on_theirs(self, data: bytes) -> None:
        """The other side's report was read."""
        self.acts.keep_theirs(data)

    def on_saved(self, path: Path) -> None:
        """The other side's report was saved."""
        self.say(f"Saved {path.name}")

    # -- going about

    def set_mode(self, mode: object) -> None:
        """Side by side, slider or blink."""
        if mode != SIDE and self.stage.alignment is None:
            self.say("Photos that are not aligned are compared side by side")
        self.stage.set_mode(str(mode))

    def choose(self, n: int) -> None:
        """Look at a finding, on the photo on which it is marked."""
        found = self.found
        if found is None:
            return
        one = next((one for one in found.found if one.n == n), None)
        pair = found.photos[self._at] if self._at < len(found.photos) else None
        here = one and pair and is_on(one, pair.out, pair.into)
        if one and not here and any(is_on(one, p.out, p.into) for p in found.photos):
            self.show_pair(self._pair_of(found, n))
        self.stage.choose(n)
        self.acts.show_current(one)

    @property
    def is_stacked(self) -> bool:
        """Whether the page is so narrow that the cards stand below the photos."""
        return self.width() < STACKED

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_choices()
        stacked = self.is_stacked
        self.header.show_crumb(not stacked)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        inner = self.cards.widget()
        content = inner.sizeHint().height() if stacked and inner is not None else 200
        self.cards.setMinimumHeight(content)
        if stacked:  # the page scrolls, and not the cards in it
            self.cards.setMinimumWidth(0)
            self.cards.setMaximumWidth(16_777_215)
        else:
            self.cards.setFixedWidth(CARDS if self.width() >= 1180 else NARROW_CARDS)


def _key(found: Difference) -> tuple[object, ...]:
    photos = tuple(shas_of(pair) for pair in found.photos)
    return found.piece.id, found.out.id, found.into.id, photos


def _about(side: Side, words: Words) -> str:
    if side.is_draft:
        return f"draft of {words.when(side.at)}"
    return f"{side.number}, {words.when(side.at)}"

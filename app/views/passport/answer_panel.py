"""What was where, worth what, at a moment: the date asked for, the answer, and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.past_moments import moment_of, parse_clock, parse_past_moment
from app.services.passport_moment import NOT_KNOWN, Moment, Sealed
from app.services.passport_proof import Proof
from app.views.frame.desk import Desk
from app.views.passport.passport_words import PassportWords
from app.views.pool import Job
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.field import ParsedField
from app.views.widgets.icon_line import IconLine
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.text import SectionLabel, Text

PHOTO_SIZE = QSize(340, 200)
PHOTO_PX = 1280
LOW_PHOTO = 104
LEAST_DATE = 158
"""A day with its weekday and year is seen whole, px."""
MOST_PAPERS = 3


NOT_UNDERSTOOD = "The date or the time in red is not understood yet: mend it first"


class MomentFields(QWidget):
    """Date and time side by side; ``asked(at)`` when a moment that has been was typed.

    ``entered`` when Enter took what stands there: the keys are the page's again. ``turned`` when what
    stands there may have become wrong or right.
    """

    asked = Signal(object)
    entered = Signal()
    turned = Signal()

    def __init__(self, words: PassportWords, now: Callable[[], int]) -> None:
        super().__init__()
        self._words, self._now = words, now
        self._shown = 0
        settings = words.settings
        self.date: ParsedField[tuple[date, int | None]] = ParsedField(
            "Date",
            lambda text: parse_past_moment(text, words.today, locale=settings.locale),
            name="date",
        )
        self.time: ParsedField[int] = ParsedField("Time", parse_clock, name="time")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.date.setMinimumWidth(LEAST_DATE)
        row.addWidget(self.date, 7)
        row.addWidget(self.time, 3)
        self._edited = False
        for field in (self.date, self.time):
            field.changed.connect(self._on_edited)
            field.committed.connect(self._on_committed)
            field.changed.connect(self.turned)
            field.input.left.connect(self.turned)
            field.input.entered.connect(self._on_entered)

    @property
    def wrong(self) -> bool:
        """Whether what stands there is no moment that has been."""
        return bool(self.date.error or self.time.error)

    def settle(self) -> bool:
        """Take what is typed and not yet entered; whether it is understood."""
        if self._edited:
            self.date.check()
            self.time.check()
        self.turned.emit()
        return not self.wrong

    def show_moment(self, at: int) -> None:
        """Write a moment, without telling."""
        self._shown, self._edited = at, False
        for field, text in (
            (self.date, self._words.week_day(at)),
            (self.time, self._words.clock(at)),
        ):
            field.input.setText(text)  # what the program writes itself need not be understood
            field.clear_error()
        self.turned.emit()

    def begin(self) -> None:
        """Go to the date, ready to be typed over."""
        self.date.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.date.input.selectAll()

    def _on_edited(self) -> None:
        self._edited = True

    def _on_entered(self) -> None:
        self.turned.emit()
        if not self.wrong:
            self.entered.emit()

    def _on_committed(self, _value: object) -> None:
        if not self._edited:
            return
        day, minutes = self._day(), self.time.value
        if day is not None and day[1] is not None:  # its time was typed behind the day
            minutes = day[1]
            self.time.input.setText(f"{minutes // 60:02d}:{minutes % 60:02d}")
            self.time.clear_error()
        if day is None or minutes is None:
            return
        at = moment_of(day[0], minutes, self._words.settings.zone)
        if at > self._now() + 60_000:
            self.time.set_error("That time has not come yet. Type one up to now.")
            return
        self._edited = False
        self.asked.emit(min(at, self._now()))

    def _day(self) -> tuple[date, int | None] | None:
        """The typed day; what the program wrote itself needs no reading."""
        if self.date.text == self._words.week_day(self._shown):
            return self._words.day_at(self._shown), None
        return self.date.value


class AnswerFacts(QWidget):
    """Labels and values; each value is named for a screen reader as of that moment."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.rows: list[tuple[Text, Text]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; one without a value says so."""
        while len(self.rows) < len(facts):
            label, value = Text("", "muted"), Text("", "medium", wrap=True)
            label.setFixedWidth(96)
            at = len(self.rows)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, at, 1)
            self.rows.append((label, value))
        for at, (label, value) in enumerate(self.rows):
            there = at < len(facts)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                said = facts[at][1] or "not said"
                label.setText(facts[at][0])
                value.setText(said)
                value.set_look("medium" if facts[at][1] else "muted")
                value.setAccessibleName(f"{facts[at][0]} at that moment, {said}")


class AnswerPanel(QWidget):
    """``asked(at)`` and ``jumped(where)`` (now, year_end, last_report, loss) choose the moment."""

    asked = Signal(object)
    jumped = Signal(str)
    opened = Signal(str, object)

    def __init__(self, desk: Desk, words: PassportWords, now: Callable[[], int]) -> None:
        super().__init__()
        self._desk, self._words = desk, words
        self._photo_shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionLabel("What was where, worth what, at"))
        self.fields = MomentFields(words, now)
        self.fields.asked.connect(self.asked)
        column.addWidget(self.fields)
        column.addLayout(self._jumps())
        column.addWidget(self._card())
        self.worth_label = SectionLabel("Worth at that moment")
        self.worth = AnswerFacts("Worth at that moment")
        self.state_label = SectionLabel("State at that moment")
        self.state = AnswerFacts("State at that moment")
        for part in (self.worth_label, self.worth, self.state_label, self.state):
            column.addWidget(part)
        self.proof_label = SectionLabel("Proof")
        column.addWidget(self.proof_label)
        self.papers = [IconLine("file-text", "ok") for _ in range(MOST_PAPERS)]
        self.proof = IconLine("circle-check", "ok")
        for line in (*self.papers, self.proof):
            column.addWidget(line)
        self.limits = Text(LIMITS, "muted", wrap=True)
        column.addWidget(self.limits)
        column.addStretch(1)

    def _jumps(self) -> QGridLayout:
        row = QGridLayout()
        row.setSpacing(6)
        self.jumps: dict[str, Button] = {}
        for at, (where, words) in enumerate(JUMPS.items()):
            button = Button(words, small=True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, to=where: self.jumped.emit(to))
            row.addWidget(button, 0, at)
            self.jumps[where] = button
        return row

    def _card(self) -> Card:
        card = Card(padding=12, spacing=6)
        self.photo = Photo("Photo at that moment", PHOTO_SIZE)
        card.body.addWidget(self.photo)
        self.photo_day = Text("", "muted", elide=True)
        self.photo_day.hide()
        card.body.addWidget(self.photo_day)
        self.photo_note = Text("", "muted", wrap=True)
        self.photo_note.hide()
        card.body.addWidget(self.photo_note)
        head = QHBoxLayout()
        self.headline = Text(NOT_KNOWN, "panel", elide=True)
        self.headline.setAccessibleName("Answer")
        head.addWidget(self.headline, 1)
        self.chip = Chip("", about="State at that moment", parent=card)
        head.addWidget(self.chip)
        card.body.addLayout(head)
        self.place = Text("", "body", wrap=True)
        self.hands = Text("", "muted", wrap=True)
        card.body.addWidget(self.place)
        card.body.addWidget(self.hands)
        return card

    # -- showing

    def set_compact(self, compact: bool) -> None:
        """A lower photo where the window is low."""
        self.photo.setFixedHeight(LOW_PHOTO if compact else PHOTO_SIZE.height())
        self.photo.set_fill(not compact)  # a low strip of it would show no stone

    def show_moment(self, at: int) -> None:
        """The cursor stands somewhere else; the answer comes later."""
        self.fields.show_moment(at)

    def show_answer(self, moment: Moment) -> None:
        """Show an answer."""
        words = self._words
        self.headline.setText(moment.headline)
        self.headline.setAccessibleName(f"Answer, {moment.headline}")
        self.chip.set_status(moment.state, moment.state_tone)
        self.chip.setVisible(bool(moment.state) and moment.state != moment.headline)
        place = moment.place or ("In no place" if moment.known else "No fact tells of it so early.")
        self.place.setText(place)
        self.place.setAccessibleName(f"Place at that moment, {place}")
        hands = words.in_hands(moment)
        self.hands.setText(hands)
        self.hands.setAccessibleName(f"Hands at that moment, {moment.hands or 'nobody named'}")
        self.hands.setVisible(bool(hands))
        self.worth.show_facts([(one.title, one.words) for one in moment.worth])
        self.state.show_facts(self._state(moment) if moment.known else [])
        for part in (self.worth_label, self.worth):
            part.setVisible(bool(moment.worth))
        for part in (self.state_label, self.state, self.proof_label):
            part.setVisible(moment.known)
        self._show_papers(moment.papers)
        many = "1 fact" if moment.facts == 1 else f"{moment.facts:,} facts"
        self.proof.say(
            f"{many} up to this time" if moment.known else "", "circle-dashed", "neutral"
        )
        self._show_photo(moment)

    def _state(self, moment: Moment) -> list[tuple[str, str]]:
        condition = ", ".join(part for part in (moment.condition, moment.report) if part)
        seen = self._words.moment(moment.last_seen_at) if moment.last_seen_at else ""
        return [
            ("Condition", condition or "no report by then"),
            ("Weight", moment.weight),
            *((("Stones", moment.stones),) if moment.report else ()),
            *((("Fingerprint", moment.fingerprint),) if moment.report else ()),
            ("Last seen", ", ".join(part for part in (seen, moment.last_seen) if part)),
        ]

    def _show_papers(self, papers: Sequence[Sealed]) -> None:
        for at, line in enumerate(self.papers):
            if at >= len(papers):
                line.say("")
                continue
            paper = papers[at]
            if paper.erased:
                line.say(f"{paper.number} signed, its words erased", "file-x", "neutral")
            elif paper.fits:
                short = f", digest {paper.sha256[:4]}…{paper.sha256[-4:]}" if paper.sha256 else ""
                line.say(f"{paper.number} signed{short}", "file-check", "ok")
            else:
                line.say(f"{paper.number} is not as it was signed", "file-x", "bad")

    def show_proof(self, proof: Proof) -> None:
        """Whether the facts are as they were sealed."""
        if proof.changed:
            self.proof.say(proof.words, "triangle-alert", "bad")
        else:
            self.proof.say(proof.words, "circle-check", "ok" if not proof.unchecked else "neutral")

    def _show_photo(self, moment: Moment) -> None:
        digest = moment.photo.sha256
        self.photo_day.setText(self._words.photo_words(moment.photo))
        self.photo_day.setVisible(bool(digest))
        if digest == self._photo_shown and digest:
            return
        self._photo_shown = digest
        many = f", {moment.photo.count} photos then" if moment.photo.count > 1 else ""
        self.photo.show_picture(None, f"Photo at that moment{many}" if digest else "No photo then")
        self.photo_note.hide()
        if digest:
            self._desk.start(
                lambda _job: self._read_photo(_job, digest), self._on_photo, title="photo"
            )

    def _read_photo(self, _job: Job, digest: str) -> tuple[str, object]:
        content = self._desk.photo(digest, PHOTO_PX)
        return digest, read_image(content, PHOTO_PX) if content else None

    def _on_photo(self, read: tuple[str, object]) -> None:
        digest, image = read
        if digest != self._photo_shown:
            return
        if image is None:
            self.photo.setAccessibleName("Photo not here, on its way")
            self.photo_note.setText("The photo is on another PC, on its way")
            self.photo_note.show()
            return
        self.photo.show_picture(image)  # type: ignore[arg-type]


LIMITS = (
    "Not kept in Parure yet: the insurer and the policy, and the terms of a loan. A loan is told here"
    " by its moves, its hands and its reports."
)
JUMPS = {
    "now": "Now",
    "year_end": "Year end",
    "last_report": "Last report",
    "loss": "Loss date…",
}
"""Moments that are asked for most, by what they are called on."""

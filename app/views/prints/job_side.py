"""The marked print job: what is known of it, what happened, how it looks, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.codes import clean, spaced
from app.services.print_queue import JobCard
from app.views.documents.paper_view import PaperView
from app.views.orders.words import Words
from app.views.prints.label_tiles import LabelTiles
from app.views.prints.reprint_one import ReprintOne
from app.views.prints.sent_picture import SentPicture
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.inputs import Input
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import SectionLabel, Text

MOST_EVENTS = 8
WORDS = {
    "reprint": ("Reprint", "rotate-ccw", "F5"),
    "retry": ("Try again", "refresh-cw", "F5"),
    "move": ("Move", "printer", "Alt+M"),
    "cancel": ("Cancel", "x", "Delete"),
    "all_came_out": ("All came out", "check", "Alt+A"),
    "none_came_out": ("None came out", "circle-slash", "Alt+0"),
}
"""What each action of a job is called, its icon and its key on the page."""
ANSWERS = ("all_came_out", "none_came_out")
"""Actions that answer the doubt: they stand with it, the others in the foot."""


class JobSide(QWidget):
    """``asked(action)`` for a button; ``last_good(n)`` when somebody says which label was good."""

    asked = Signal(str)
    last_good = Signal(int)
    one_asked = Signal(int, str)
    """Label ``n`` is wanted again, for a reason."""
    raster_asked = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.card: JobCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        self._detail = Text("", "muted", elide=True)
        top.addWidget(self._detail, 1)
        column.addLayout(top)
        self._title = Text("", "panel", wrap=True)
        self._about = Text("", "muted", wrap=True)
        self.chip = Chip("", about="What is known", parent=self)
        self.chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for part in (self._title, self._about, self.chip):
            column.addWidget(part)
        self._build_doubt(column)
        self._trouble = SentenceBar("Failed", " ", "bad", parent=self)
        column.addWidget(self._trouble)
        self._events_title = SectionLabel("What happened")
        self._events = Facts("What happened", label_width=74)
        column.addWidget(self._events_title)
        column.addWidget(self._events)
        self._look_title = SectionLabel("As sent")
        column.addWidget(self._look_title)
        self.look = SentPicture()
        column.addWidget(self.look)
        self.paper = PaperView()
        self.paper.setFixedHeight(300)
        column.addWidget(self.paper)
        self.one = ReprintOne()
        self.one.asked.connect(self.one_asked)
        self.one.raster_asked.connect(self.raster_asked)
        column.addWidget(self.one)
        self._files = Facts("Files", label_width=74, numbers=False)
        column.addWidget(self._files)
        column.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for action, (words_, icon, key) in WORDS.items():
            answers = action in ANSWERS  # two in a narrow row: their keys stand in the foot
            button = Button(words_, icon=icon, key="" if answers else key, small=answers)
            button.setProperty("action", action)
            button.clicked.connect(self._on_button)
            self.buttons[action] = button
            if action in ANSWERS:
                self.answers.addWidget(button)
        self.answers.addStretch(1)
        self.show_nothing()

    def _build_doubt(self, column: QVBoxLayout) -> None:
        self._doubt = QWidget()
        inner = QVBoxLayout(self._doubt)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        self.doubt_bar = SentenceBar("Nobody is sure", " ", "warn", icon="printer")
        inner.addWidget(self.doubt_bar)
        row = QHBoxLayout()
        row.addWidget(SectionLabel("Labels of this job"))
        legend = Text("certain · not known · not sent", "muted", elide=True)
        legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(legend, 1)
        inner.addLayout(row)
        self.tiles = LabelTiles()
        self.tiles.pressed.connect(self.last_good)
        inner.addWidget(self.tiles)
        inner.addWidget(SectionLabel("Last good label"))
        self.good = Input(hint="Scan it, or type its last digits")
        self.good.setAccessibleName("Last good label")
        self.good.entered.connect(self._on_good)
        self.good.textEdited.connect(self._on_edited)
        inner.addWidget(self.good)
        self._wrong = Text("", "error", wrap=True)
        self._wrong.hide()
        inner.addWidget(self._wrong)
        self.answers = QHBoxLayout()
        self.answers.setSpacing(8)
        inner.addLayout(self.answers)
        column.addWidget(self._doubt)

    # -- showing

    @property
    def codes(self) -> list[str]:
        """The codes of the labels in their order."""
        return list(self.card.codes) if self.card else []

    def show_nothing(self) -> None:
        """No job is marked."""
        self.card = None
        self.setVisible(False)
        for button in self.buttons.values():
            button.hide()

    def show_job(self, card: JobCard) -> None:
        """Show a job."""
        before = self.card
        self.card = card
        row = card.row
        self.setVisible(True)
        self._detail.setText(row.detail)
        self._title.setText(row.title)
        self._about.setText(f"{row.printer} · {self.words.when(row.at)} · {row.by}")
        self.chip.set_status(row.known, row.tone)
        self._show_doubt(card)
        self._trouble.setVisible(row.state == "failed")
        self._trouble.set_words(row.known, card.error)
        self._events.show_facts(
            [(self.words.second(e.at), e.words) for e in card.events[-MOST_EVENTS:]]
        )
        self.one.show_job(card)
        for action, button in self.buttons.items():
            button.setVisible(action in card.actions)
        self.buttons["cancel"].set_words("Cancel rest" if row.state == "doubtful" else "Cancel")
        if before is None or before.row.id != row.id:
            self.good.clear()
            self._say("")
            self._show_look(card)
            self._files.show_facts(_files(card))

    def _show_doubt(self, card: JobCard) -> None:
        doubtful = card.row.state == "doubtful"
        self._doubt.setVisible(doubtful)
        if not doubtful:
            return
        self.doubt_bar.set_words(*_doubt(card))
        many = card.labels > 1
        self.tiles.setVisible(many)
        self.tiles.show_labels(card.labels, card.certain, card.left)
        self.good.setVisible(bool(self.codes))

    def _show_look(self, card: JobCard) -> None:
        png, pdf = card.preview_type == "png", card.preview_type == "pdf"
        self.look.setVisible(png)
        self.paper.setVisible(pdf)
        self._look_title.setVisible(png or pdf)
        self.paper.show_pdf(card.preview if pdf else b"")
        if png:
            self.look.show_png(card.preview, f"{card.row.title}, as sent to the printer")

    # -- which label was good

    def take_code(self, text: str) -> bool:
        """Which label a scanned code or typed last digits mean; says so where it is none of them."""
        codes, digits = self.codes, clean(text)
        fits = [n for n, code in enumerate(codes, 1) if digits and code.endswith(digits)]
        if len(fits) == 1:
            self._say("")
            self.good.clear()
            self.last_good.emit(fits[0])
            return True
        if fits:
            self._say(f"{len(fits)} labels end in {digits}: type one digit more.")
        else:
            shown = spaced(digits) if len(digits) == 10 else digits or "Nothing"
            self._say(f"{shown} is no label of this job. Scan one of its own.")
        return False

    def _on_good(self) -> None:
        self.take_code(self.good.text())

    def _on_edited(self, _text: str) -> None:
        self._say("")

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.good.set_wrong(bool(words))
        self.good.setAccessibleDescription(words)

    def _on_button(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(str(button.property("action")))


def _doubt(card: JobCard) -> tuple[str, str]:
    """What is certain, what is not known, what never left; and what to do."""
    if card.labels <= 1:
        return "Nobody is sure what came out", f"{card.error} Look: did it come out?"
    unknown, kept = card.left - card.certain, card.labels - card.left
    said = [f"{card.certain} are certain", f"{unknown} are not known"]
    if kept > 0:
        said.append(f"{kept} never left this PC")
    words = f"{', '.join(said)}. Make the printer ready and let it finish; then scan the last good"
    return "Nobody is sure what came out", f"{card.error} {words} label: the rest continues."


def _files(card: JobCard) -> list[tuple[str, str]]:
    """What the job consists of, counted by type: "24 PNG, 1 ZPL, 1 PDF", and how large it is."""
    kinds: dict[str, int] = {}
    for name, _ in card.parts:
        kind = name.rpartition(".")[2].upper()
        kinds[kind] = kinds.get(kind, 0) + 1
    size = sum(size for _, size in card.parts)
    return [
        ("Files", ", ".join(f"{many} {kind}" for kind, many in kinds.items())),
        ("Size", f"{max(1, size // 1024):,} kB"),
    ]

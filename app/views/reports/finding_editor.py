"""One finding being described in the list: where, what, how bad, how large, in words.

Each answer hands the keys to the next question, the last one back to the photo. A size is asked for
where none is known: a figure is the size, every other key is the photo's at once.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.finding_terms import (
    ALL_KEY,
    TYPES,
    offered_locations,
    offered_types,
)
from app.domain.lengths import parse_length_um, short_mm
from app.domain.vocabulary import SEVERITIES
from app.services.report_form import Mark
from app.views.reports.choices import Choices, Pick
from app.views.reports.location_field import LocationField
from app.views.reports.phrase_offer import PhraseOffer
from app.views.reports.proposal import prongs_of
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.text import Text

ALL = "all"
CHANGES = (("same", "the same"), ("worse", "worse"), ("repaired", "repaired"))
_PICKS = [Pick(n, str(n), str(n), f"{n} {SEVERITIES.word(str(n))}") for n in range(5)]


class FindingEditor(QWidget):
    """Edits the current finding of a writing. ``done`` gives the keys back to the photo, ``passed(event)``
    with a key that was pressed already. ``graded`` when it is said how bad it is and no size is known.
    ``left(on)`` when Tab goes beyond its fields, or Shift+Tab (False)."""

    done = Signal()
    graded = Signal()
    passed = Signal(QKeyEvent)
    left = Signal(bool)
    resized = Signal()

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.proposal = ""
        self._shown_n = 0
        self._offers_size = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 10, 10)
        column.setSpacing(8)
        self.place = LocationField()
        column.addWidget(self.place)
        self._wrong = Text("", "error", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        self.kinds = Choices("Type")
        column.addWidget(self.kinds)
        self.all_kinds = Choice([(code, TYPES.title(code)) for code in TYPES], hint="All kinds")
        self.all_kinds.setAccessibleName("All types")
        self.all_kinds.hide()
        column.addWidget(self.all_kinds)
        self._since = QWidget()
        row = QHBoxLayout(self._since)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._since_words = Text("", "muted")
        row.addWidget(self._since_words)
        self.changes = Choices("Change", [Pick(*pair) for pair in CHANGES])
        row.addWidget(self.changes, 1)
        column.addWidget(self._since)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.severity = Choices("Severity", _PICKS, bar=True)
        self.severity.setFixedSize(136, 36)
        row.addWidget(self.severity)
        self.size_field = Input(numeric=True, suffix="mm")
        self.size_field.setAccessibleName("Size in millimetres")
        self.size_field.setFixedWidth(84)
        row.addWidget(self.size_field)
        self.words = Input(hint="Words")
        self.words.setAccessibleName("Words about the finding")
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.words)
        self.phrases = PhraseOffer(writing, self.words)
        column.addWidget(self.phrases)
        self._connect()

    def _connect(self) -> None:
        self.place.chosen.connect(self._on_place)
        self.place.said.connect(self._say)
        self.kinds.picked.connect(self._on_kind)
        self.kinds.walked.connect(self._on_walked_kind)
        self.kinds.entered.connect(self.severity.focus_chosen)
        self.kinds.other.connect(self._on_other_letter)
        self.all_kinds.changed.connect(self._on_any_kind)
        self.changes.picked.connect(self._on_change)
        self.severity.picked.connect(self._on_severity)
        self.severity.walked.connect(self._on_walked_severity)
        self.severity.entered.connect(self.done)
        self.size_field.left.connect(self._on_size)
        self.size_field.entered.connect(self._on_size_entered)
        self.words.textEdited.connect(self._on_words)
        self.words.textEdited.connect(self.resized)
        self.words.entered.connect(self.done)
        self.size_field.installEventFilter(self)
        self.writing.changed.connect(self.refresh)

    # -- showing

    @property
    def mark(self) -> Mark | None:
        """The finding that is edited."""
        return self.writing.mark

    def refresh(self) -> None:
        """Show the current finding as it is now."""
        mark, piece = self.mark, self.writing.piece
        if mark is None or piece is None:
            return
        codes = offered_locations(piece.category, prongs_of(piece) or 4, piece.stone_count or 1)
        self.place.offer(codes)
        self.place.show_code(mark.location, keep_typed=mark.n == self._shown_n)
        self._show_kinds(mark)
        self.severity.set_value(mark.severity if mark.severity >= 0 else None)
        if not self.size_field.hasFocus():
            self.size_field.setText(short_mm(mark.size_um) if mark.size_um else "")
        if self.words.text() != mark.words:
            self.words.setText(mark.words)
            self.phrases.put_away()
        elif mark.n != self._shown_n:
            self.phrases.put_away()
        self._since.setVisible(bool(mark.since))
        self._since_words.setText(f"In {mark.since}" if mark.since else "")
        self.changes.set_value(mark.change)
        self._shown_n = mark.n
        self.resized.emit()

    def measure_again(self) -> None:
        """Phrases that have just come or gone count in its height at once, not with the next event."""
        for part in (self.phrases, self):
            layout = part.layout()
            if layout is not None:
                layout.invalidate()
            part.updateGeometry()

    def _show_kinds(self, mark: Mark) -> None:
        terms = offered_types(mark.location) if mark.location else ()
        picks = [Pick(term.code, term.word, term.key) for term in terms]
        if mark.type and all(pick.value != mark.type for pick in picks):
            picks.insert(0, Pick(mark.type, TYPES.word(mark.type)))
        if mark.location:
            picks.append(Pick(ALL, "all", ALL_KEY))
        self.kinds.set_picks(picks)
        self.kinds.set_value(mark.type or None)
        self.kinds.setVisible(bool(picks))

    def begin(self, proposal: str = "") -> None:
        """Ask where the finding lies; ``proposal`` is accepted by Enter."""
        self.proposal = proposal
        self.all_kinds.hide()
        self._say("")
        self.refresh()
        mark = self.mark
        self.place.ask(mark.location if mark and mark.location else proposal)
        self.resized.emit()

    def go_to(self, what: str) -> None:
        """Give the keys to one question: location, type, severity, size."""
        target = {"type": self.kinds, "severity": self.severity}.get(what)
        if target is not None and target.picks:
            target.focus_chosen()
        elif what == "size":
            self.size_field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.begin(self.proposal)

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.place.set_wrong(words)
        self.resized.emit()

    # -- where

    def _on_place(self, code: str) -> None:
        mark = self.mark
        if mark is not None:
            self.writing.edit_mark(mark.n, location=code)
            self.refresh()
            self.kinds.focus_chosen()

    # -- what

    def _on_kind(self, code: object) -> None:
        if code == ALL:
            self._open_all()
            return
        self._set_kind(str(code))
        self.severity.focus_chosen()

    def _on_walked_kind(self, code: object) -> None:
        if code != ALL:
            self._set_kind(str(code))

    def _on_any_kind(self, code: object) -> None:
        if code:
            self._set_kind(str(code))
            self.all_kinds.hide()
            self.severity.focus_chosen()

    def _set_kind(self, code: str) -> None:
        mark = self.mark
        if mark is not None:
            self.writing.edit_mark(mark.n, merge="type", type=code)

    def _open_all(self) -> None:
        mark = self.mark
        self.all_kinds.set_value(mark.type if mark else None)
        self.all_kinds.show()
        self.kinds.set_value(mark.type if mark else None)
        self.resized.emit()
        self.all_kinds.setFocus(Qt.FocusReason.OtherFocusReason)
        self.all_kinds.showPopup()

    def _on_other_letter(self, letter: str) -> None:
        mark = self.mark
        if mark and mark.type and letter in "01234":
            self._on_severity(int(letter))  # a letter was skipped: the digit is meant already
            return
        keys = ", ".join(f"{p.key} {p.words}" for p in self.kinds.picks if p.key)
        self._say(f"{letter} stands for nothing here. {keys}")

    # -- how bad, how large, in words

    def _on_severity(self, severity: object) -> None:
        self._on_walked_severity(severity)
        (self.done if self.size_field.text() else self.graded).emit()

    def offer_size(self) -> None:
        """A figure that is typed now is the size; with every other key the photo goes on."""
        self.size_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offers_size = True

    def _on_walked_severity(self, severity: object) -> None:
        mark = self.mark
        if mark is not None and isinstance(severity, int):
            self._say("")
            self.writing.edit_mark(mark.n, merge="severity", severity=severity)

    def _on_change(self, change: object) -> None:
        if self.mark is not None:
            self.writing.edit_mark(self.mark.n, change=str(change))

    def _on_size(self) -> bool:
        mark, text = self.mark, self.size_field.text().strip()
        if mark is None:
            return False
        try:
            um = parse_length_um(text) if text else None
        except UserError as error:
            self.size_field.set_wrong(True)
            self.size_field.setAccessibleDescription(error.sentence())
            self._wrong.setText(error.sentence())
            self._wrong.show()
            self.resized.emit()
            return False
        self.size_field.set_wrong(False)
        self._say("")
        self.writing.edit_mark(mark.n, size_um=um)
        return True

    def _on_size_entered(self) -> None:
        if self._on_size():
            self.words.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_words(self, text: str) -> None:
        if self.mark is not None:
            self.writing.edit_mark(self.mark.n, merge="words", words=text)

    # -- Tab goes through the questions as they stand, whatever is offered for this place

    @property
    def _stops(self) -> list[QWidget]:
        asked = (
            self.place.typed,
            self.place.places,
            self.kinds,
            self.all_kinds,
            self.changes,
            self.severity,
            self.size_field,
            self.words,
            self.phrases.choices,
        )
        shown = (one for one in asked if one.isVisibleTo(self))
        return [one for one in shown if not isinstance(one, Choices) or one.picks]

    def focusNextPrevChild(self, on: bool) -> bool:
        # Chips that were made for this place stand last in the window's own order.
        stops, focus = self._stops, QApplication.focusWidget()
        here = [one for one in stops if focus and (one is focus or one.isAncestorOf(focus))]
        if not here:
            return bool(super().focusNextPrevChild(on))
        at = stops.index(here[0]) + (1 if on else -1)
        if not 0 <= at < len(stops):
            self.left.emit(on)
        elif isinstance(stop := stops[at], Choices):
            stop.focus_chosen()
        else:
            reason = Qt.FocusReason.TabFocusReason if on else Qt.FocusReason.BacktabFocusReason
            stop.setFocus(reason)
        return True

    # -- Esc gives the keys back to the photo, and so does what is no size

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.size_field and self._offers_size:
            if event.type() == QEvent.Type.MouseButtonPress or _is_chosen(event):
                self._offers_size = False  # whoever goes into it by choice writes into it
            elif (
                event.type() == QEvent.Type.KeyPress
                and isinstance(event, QKeyEvent)
                and not self.size_field.text()
                and is_no_figure(event)
            ):
                self.passed.emit(event)
                return True
        return bool(super().eventFilter(watched, event))

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if kind == QEvent.Type.ShortcutOverride and escape:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            event.accept()
            return
        super().keyPressEvent(event)


_GOES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete,
}  # fmt: skip


_BY_CHOICE = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def _is_chosen(event: QEvent) -> bool:
    """Whether somebody goes into a field, and does not only come back from another window or a sheet."""
    if event.type() != QEvent.Type.FocusIn or not isinstance(event, QFocusEvent):
        return False
    return event.reason() in _BY_CHOICE


def is_no_figure(event: QKeyEvent) -> bool:
    """Whether a key pressed in the empty field for the size cannot begin one: an arrow, a letter."""
    commands = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if event.modifiers() & commands:
        return False
    if event.key() in _GOES:
        return True
    text = event.text()
    return text.isprintable() and bool(text) and not text.isdecimal() and text not in ".,"

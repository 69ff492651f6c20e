"""What is asked over the review: how it was read back, what the client wants now, by when."""

from __future__ import annotations

import string
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.dates import full_date, parse_day
from app.domain.engraving import EngravingRule, check_engraving
from app.domain.ring_sizes import AmbiguousSize, RingSize, parse_size, size_words
from app.printing.lettering import ENGRAVING_FACES
from app.services.orders import LineCard, OrderCard, Wish
from app.services.read_back import ReadBack
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.field import ChoiceField, DateField, ParsedField, TextField, check_all
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

Wishes = dict[str, tuple[str, str | None, str | None]]
"""By kind: text, font, position (None: as it is)."""


class FormSheet(Sheet):
    """A sheet with fields; Ctrl+Enter does it, as on every form, and so does Enter in the last one."""

    def __init__(self, host: QWidget, title: str, sentence: str, verb: str, width: int = 460):
        super().__init__(host, title, sentence, width=width)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way(verb, self.take, "primary", key="Ctrl+Return", closes=False)
        self.closed.connect(self.deleteLater)
        self.first: QWidget = self.verb

    def open(self) -> None:
        super().open()
        self.first.setFocus(Qt.FocusReason.TabFocusReason)

    def take(self) -> None:
        """Do what the sheet is for."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            event.accept()
        else:
            super().keyPressEvent(event)


class WishSheet(FormSheet):
    """Ring size, engraving with its font and place: what was typed is counted and echoed at once."""

    def __init__(
        self,
        host: QWidget,
        line: LineCard,
        heard: ReadBack | None,
        save: Callable[[Wishes], object],
    ) -> None:
        sentence = "What changes is read back to the client again."
        super().__init__(host, f"What the client wants: {line.name}", sentence, "Save")
        self._save = save
        self._before = {wish.kind: wish for wish in line.wishes}
        self._rule = EngravingRule(most=heard.limit) if heard and heard.limit else EngravingRule()
        size = self._before.get("ring_size")
        text = self._before.get("engraving")
        self._candidates = QWidget()
        self._choices = QHBoxLayout(self._candidates)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(6)
        self._candidates.hide()
        self.ring_size = ParsedField(
            "Ring size", self._parse_size, size_words, hint="US 6½, N½, EU 54"
        )
        self.ring_size.set_text(size.text if size else "")
        self.engraving = TextField("Engraving")
        self.engraving.set_text(text.text if text else "")
        self.engraving.changed.connect(self._count)
        self.font_ = ChoiceField("Font", [(code, name) for code, (_, name) in _FACES])
        self.font_.set_value(heard.font if heard and heard.font else "script")
        self.place = TextField("Position", hint="Inside the shank")
        self.place.set_text(text.position if text else "")
        self.first = self.ring_size.control
        for part in (self.ring_size, self._candidates, self.engraving, self.font_, self.place):
            self.body.addWidget(part)
        self._count()

    def _parse_size(self, text: str) -> RingSize:
        try:
            size = parse_size(text)
        except AmbiguousSize as asked:
            self._offer(asked.candidates)
            raise
        self._candidates.hide()
        return size

    def _offer(self, candidates: tuple[RingSize, ...]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for size in candidates[:4]:
            button = Button(str(size), small=True)
            button.clicked.connect(self._chooser(size))
            self._choices.addWidget(button)
        self._choices.addStretch(1)
        self._candidates.show()

    def _chooser(self, size: RingSize) -> Callable[[], None]:
        def choose() -> None:
            self.ring_size.set_text(str(size))
            self._candidates.hide()
            self.engraving.input.setFocus()

        return choose

    def _count(self) -> None:
        check = check_engraving(self.engraving.text, self._rule)
        self.engraving.set_aside(check.counted if self.engraving.text else "")
        if self.engraving.text and not check.ok:
            self.engraving.set_error(" ".join(check.problems))
        else:
            self.engraving.clear_error()

    def take(self) -> None:
        """Save what has changed; an engraving that cannot be cut is saved too, and stays doubtful."""
        if not check_all([self.ring_size]):
            return
        wanted: Wishes = {}
        if self.ring_size.text.strip() != _text(self._before.get("ring_size")):
            wanted["ring_size"] = (self.ring_size.text.strip(), None, None)
        font, place = str(self.font_.value or ""), self.place.text.strip()
        before = self._before.get("engraving")
        said = self.engraving.text
        if said != _text(before) or (
            said and before and (place != before.position or self._font_changed(before, font))
        ):
            wanted["engraving"] = (said, font, place)
        self.dismiss()
        if wanted:
            self._save(wanted)

    def _font_changed(self, before: Wish, font: str) -> bool:
        return font != before.font and ENGRAVING_FACES[font][1].casefold() != before.font.casefold()


_FACES = ENGRAVING_FACES.items()


def _text(wish: Wish | None) -> str:
    return wish.text if wish else ""


class PromiseSheet(FormSheet):
    """By when the client has the order."""

    def __init__(
        self, host: QWidget, words: Words, promised_on: str, save: Callable[[str], object]
    ) -> None:
        super().__init__(
            host, "Promise the order", "Empty takes the promise away.", "Promise", width=400
        )
        self._save = save
        locale = words.settings.locale
        self.day = DateField("Promised for", lambda: words.today, locale)
        self.day.set_value(parse_day(promised_on) if promised_on else None)
        self.body.addWidget(self.day)
        self.first = self.day.control

    def take(self) -> None:
        """Save the day."""
        if check_all([self.day]):
            day = self.day.value
            self.dismiss()
            self._save(day.isoformat() if day else "")


_OF_A_DAY = "+-/." + string.digits + string.ascii_letters


class SendSheet(FormSheet):
    """Before work goes to the bench: which lines, what is done to them, by when, with what words.

    Enter sends it at once; whoever types writes the day, and Enter sends it from there too.
    """

    def __init__(
        self, host: QWidget, words: Words, card: OrderCard, send: Callable[[str, str], object]
    ) -> None:
        lines = [line for line in card.lines if line.work and not line.sent]
        sentence = "A job and its bag are made for each line; the piece goes along."
        super().__init__(host, "Send to the bench", sentence, "Send to bench")
        self._send = send
        for line in lines:
            self.body.addWidget(Text(f"{line.name}: {line.work}", "medium", wrap=True))
        locale = words.settings.locale
        self.day = DateField("Back by", lambda: words.today, locale)
        if card.promised_on:
            self.day.set_value(parse_day(card.promised_on))
            self.day.set_echo(full_date(parse_day(card.promised_on), locale))
        else:
            self.day.set_echo("Empty means ten working days from today")
        self.note = TextField("Note for the bench")
        self.body.addWidget(self.day)
        self.body.addWidget(self.note)
        self.day.input.entered.connect(self.take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A day that is typed while the button has the keys is meant for the field of the day."""
        if self.verb.hasFocus() and event.text() and event.text() in _OF_A_DAY:
            self.day.input.setFocus(Qt.FocusReason.TabFocusReason)
            typed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QCoreApplication.sendEvent(self.day.input, typed)
            event.accept()
        else:
            super().keyPressEvent(event)

    def take(self) -> None:
        """Send it."""
        if check_all([self.day]):
            day = self.day.value
            self.dismiss()
            self._send(day.isoformat() if day else "", self.note.text)

"""A ring size: millimetres across at once, and asked for its system where a number fits several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.ring_sizes import SYSTEMS, AmbiguousSize, RingSize, across_mm, parse_size
from app.views.widgets.field import ParsedField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text


class RingSizeField(ParsedField[RingSize]):
    """ "N½" is UK; "17" is asked: ``asked`` holds the answers, a letter or a press chooses one.

    ``asked`` is a row of its own, for whoever lays the form out; it is shown while it is needed.
    """

    def __init__(self, label: str = "Ring size", *, name: str = "ring_size") -> None:
        self._system = ""
        self.asked = AskedSystem()
        super().__init__(label, self._read, name=name, hint="US 6, N½")
        self.asked.chosen.connect(self._on_system)
        self.changed.connect(self._forget_system)

    @property
    def system(self) -> str:
        """The system that was said for a bare number, "" for none."""
        return self._system

    def set_size(self, text: str, system: str) -> None:
        """Show a size that was kept, without telling."""
        self._system = system
        self.set_text(text)
        self._show_meaning()

    def set_error(self, error: UserError | str) -> None:
        sentence = error.sentence() if isinstance(error, UserError) else error
        if isinstance(error, AmbiguousSize):
            self.asked.ask(self.text.strip(), error)
            error = "Which system?"
        elif isinstance(error, UserError):
            self.asked.say(sentence)  # the field is too narrow for it
            error = error.title
        super().set_error(error)
        self.control.setAccessibleDescription(sentence)

    def clear_error(self) -> None:
        super().clear_error()
        self.asked.hide()

    def check(self) -> bool:
        found = super().check()
        self._show_meaning()
        return found

    def _read(self, text: str) -> RingSize:
        return parse_size(text, self._system or None, field=self.name)

    def _on_enter(self) -> None:
        super()._on_enter()
        if self.asked.asks:
            self.asked.focus_first()

    def _forget_system(self) -> None:
        self._system = ""
        self._show_meaning()

    def _on_system(self, system: object) -> None:
        self._system = str(system)
        self.check()
        self.input.setFocus()
        self.input.advance()
        self.committed.emit(self.value)

    def _show_meaning(self) -> None:
        value = self.value
        self.set_aside(f"{across_mm(value.circumference_um)} Ø" if value else "")
        said = value is not None and value.system in self.text.upper()
        self.input.set_suffix(value.system if value and not said else "")


class AskedSystem(QWidget):
    """What a bare number can mean, each with its letter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._sentence = Text("", "small", tone="warn", wrap=True)
        self._options = Segments("Which ring size system?", (), "tile")
        column.addWidget(self._sentence)
        column.addWidget(self._options)
        self._options.chosen.connect(self.chosen)
        self._asked: tuple[RingSize, ...] = ()
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether there is something to choose from."""
        return not (self.isHidden() or self._options.isHidden())

    def ask(self, typed: str, error: AmbiguousSize) -> None:
        """Offer what the number can be."""
        if not self.isHidden() and self._asked == error.candidates:
            return  # leaving the field asks again: the answer that has the focus must stay
        self._asked = error.candidates
        self._sentence.setText(f"{typed} fits several systems. Which one is it?")
        options = []
        for size in error.candidates:
            across = f"{across_mm(size.circumference_um)} mm Ø"
            words = across if size.system == "MM" else f"{size} = {across}"
            options.append(Option(size.system, words, SYSTEMS[size.system].key))
        self._options.set_options(options)
        self._options.show()
        self.show()

    def say(self, sentence: str) -> None:
        """Say what is wrong, with nothing to choose from."""
        self._asked = ()
        self._sentence.setText(sentence)
        self._options.hide()
        self.show()

    def focus_first(self) -> None:
        """Give the keys to the answers."""
        self._options.focus_chosen()

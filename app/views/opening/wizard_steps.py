"""The steps of starting a shop: the shop, the first person, the recovery words, two of them back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import InputError, UserError
from app.domain.recovery import ask_back, is_word_at
from app.services.founding import Founded
from app.services.opening import system_zone
from app.services.recovery_print import recovery_pdf
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.opening import system_choices
from app.views.opening.person_form import PersonForm
from app.views.pool import Pool
from app.views.widgets.button import Button
from app.views.widgets.field import (
    ChoiceField,
    Field,
    LongTextField,
    ParsedField,
    TextField,
    check_all,
    show_refusal,
)
from app.views.widgets.segments import Segments
from app.views.widgets.text import Text

PEOPLE = (("one", "One"), ("few", "Two or three"), ("more", "More"))


class Step(QWidget):
    """One step: heading, sentence, the verb of its button, and whether it can be left."""

    entered = Signal()
    heading = ""
    sentence = ""
    verb = "Go on"

    def begin(self) -> None:
        """It is shown: give the focus to where typing begins."""
        self.setFocus()

    def check(self) -> bool:
        """Whether one can go on."""
        return True

    def takes(self, error: UserError) -> bool:
        """Show a refusal beside the field that it means; False when it means none here."""
        return False


class ShopStep(Step):
    """Name, currency, zone, station, how many people."""

    heading = "The shop"
    sentence = "What is it called, and where does it stand? All of this can be changed later."

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.name = TextField("Name of the shop", required=True, name="name")
        column.addWidget(self.name)
        column.addLayout(self._money_and_zone())
        self.company = LongTextField(
            "Address and telephone on papers", hint="May be added later", lines=2, name="company"
        )
        column.addWidget(self.company)
        column.addLayout(self._station_and_people())
        self.setFocusProxy(self.name)

    def _money_and_zone(self) -> QHBoxLayout:
        """As this system has them, until somebody says otherwise."""
        row = QHBoxLayout()
        row.setSpacing(14)
        self.currency = ChoiceField("Currency", system_choices.currency_choices(), name="currency")
        self.currency.set_value(system_choices.currency())
        self.zone = ParsedField(
            "Time zone",
            system_choices.parse_zone,
            system_choices.clock_there,
            required=True,
            name="zone",
        )
        completer = QCompleter(system_choices.zones(), self.zone.input)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.input.setCompleter(completer)
        self.zone.set_text(system_zone())
        row.addWidget(self.currency, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.zone, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _station_and_people(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.station = ParsedField(
            "This PC is station",
            _station,
            lambda number: f"Its codes begin with {number}; each PC has a number of its own",
            required=True,
            name="station",
        )
        self.station.set_text("10")
        holder = QWidget()
        people = QVBoxLayout(holder)
        people.setContentsMargins(0, 0, 0, 0)
        people.setSpacing(5)
        people.addWidget(Text("How many people work here?", "label"))
        self.people = Segments("How many people work here?", PEOPLE)
        self.people.set_value("one")
        self.people.entered.connect(self.entered)
        people.addWidget(self.people)
        people.addStretch(1)
        row.addWidget(self.station, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(holder, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _fields(self) -> tuple[Field, ...]:
        return (self.name, self.currency, self.zone, self.company, self.station)

    def check(self) -> bool:
        return check_all(self._fields())

    def takes(self, error: UserError) -> bool:
        return show_refusal(self._fields(), error)


def _station(text: str) -> int:
    number = int(text) if text.strip().isdigit() else 0
    if not 10 <= number <= 98:
        raise InputError(
            "Not a station",
            "A station's number goes from 10 to 98.",
            "Give the first PC 10, the next one 11.",
            field="station",
        )
    return number


class PersonStep(Step):
    """Who begins: an admin who may do everything until there are others."""

    heading = "You"
    sentence = "Who are you? You may do everything here until there are others."
    verb = "Make the shop"

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.form = PersonForm()
        self.form.entered.connect(self.entered)
        column.addWidget(self.form)
        column.addWidget(
            Text(
                "A password has 8 characters or more; three or four words that only you put together "
                "are easy to keep in mind. It is kept so that nobody can read it, the owner neither.",
                "muted",
                wrap=True,
            )
        )
        column.addStretch(1)
        self.setFocusProxy(self.form)

    def check(self) -> bool:
        return self.form.check()

    def takes(self, error: UserError) -> bool:
        return self.form.show_refusal(error)


class PhraseStep(Step):
    """The 24 words, to be printed or copied by hand."""

    heading = "The recovery words"
    sentence = "Without them and without this PC nobody can open the shop, not even we."
    verb = "I have them"

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self._pool = pool
        self._founded: Founded | None = None
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Text(
                "The shop is sealed with a key of its own. These 24 words are that key, for the day "
                "when this PC is lost. Print them, or write them down, and lock the paper away.",
                "soft",
                wrap=True,
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(7)
        column.addLayout(self._grid)
        row = QHBoxLayout()
        self._print = Button("Save them as PDF to print", icon="printer")
        self._print.clicked.connect(self.on_save)
        row.addWidget(self._print)
        self._said = Text("", "muted", elide=True)
        row.addWidget(self._said, 1)
        column.addLayout(row)
        self._where = Text("", "muted", wrap=True)
        column.addWidget(self._where)
        self.setFocusProxy(self._print)

    def show_phrase(self, founded: Founded, shop_name: str) -> None:
        """Show the words in four columns, numbered down."""
        self._founded, self._name = founded, shop_name
        self._where.setText(founded.key_sentence)
        for at, word in enumerate(founded.phrase.split()):
            number = Text(str(at + 1), "muted", numbers=True)
            number.setFixedWidth(20)
            shown = Text(word, "strong")
            shown.setAccessibleName(f"Word {at + 1}: {word}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column = at // 6
            self._grid.addWidget(number, at % 6, 2 * column)
            self._grid.addWidget(shown, at % 6, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)

    def on_save(self) -> None:
        """Put the sheet where the person wants it; it is theirs to print and to throw away."""
        assert self._founded is not None
        proposed = first_folder.papers(f"Recovery words of {self._name}.pdf")
        path, _ = QFileDialog.getSaveFileName(self, "Save the recovery words", proposed, "*.pdf")
        if path:
            shop, phrase = self._founded.shop, self._founded.phrase
            self._pool.start(
                lambda _job: recovery_pdf(shop, phrase, path), self._on_saved, self._on_refused
            )

    def _on_saved(self, path: str) -> None:
        self._said.setText(f"Saved as {path}. Print it, then delete the file.")

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._said.setText(error.sentence())


class ProofStep(Step):
    """Two of the words, asked back."""

    heading = "Two words back"
    sentence = "To be sure that the paper is right: look at it and type two of the words."
    verb = "Open my shop"

    def __init__(self) -> None:
        super().__init__()
        self._phrase = ""
        self._places = (1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.words: tuple[TextField, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        column.addLayout(self._row)
        column.addStretch(1)

    def ask(self, phrase: str) -> None:
        """Ask for two words of this phrase."""
        self._phrase = phrase
        self._places = ask_back(phrase)
        self.words = tuple(TextField(f"Word {place}", required=True) for place in self._places)
        for field in self.words:
            self._row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.words[-1].input.entered.connect(self.entered)
        self.setFocusProxy(self.words[0])

    def check(self) -> bool:
        for place, field in zip(self._places, self.words, strict=True):
            if not is_word_at(self._phrase, place, field.text):
                field.set_error(f"That is not word {place}. Look at your paper once more.")
                field.setFocus()
                return False
        return True

"""What is asked of a hand-over before its pieces: to whom, until when, what for, where to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import UserError
from app.services.hand_over_check import named
from app.services.hand_over_ready import HandOverReady, place_for
from app.services.hand_overs import HandOver
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.pieces.moving import ask_and_move
from app.views.reports.quick_row import QuickRow
from app.views.widgets.button import Button
from app.views.widgets.field import ChoiceField, DateField, TextField, show_refusal
from app.views.widgets.inputs import Tick
from app.views.widgets.sheet import Sheet

DOUBTED = timedelta(days=366)
NOWHERE_OUT = (
    "Say where they go: choose the place of the borrower or of the event. Type its first letters."
)
NOWHERE_BACK = "Say where they are put now: choose the place in the house. Type its first letters."
TO_THE_BENCH = "To the bench, or elsewhere in the house: move it"
NO_PLACE = "There is no such place yet: add it on the page Places, then hand over."


class PlaceField(ChoiceField):
    """Where to. Nothing is chosen unless there is a reason for it, and the reason is said beside it."""

    def __init__(self, places: Sequence[tuple[int, str]], *, back: bool) -> None:
        # Qt's combo box takes Python's long ids only as objects: they travel as texts.
        options = [(str(place_id), words) for place_id, words in places]
        super().__init__("Where to", options, required=True, hint="Choose a place", name="place")
        self._none = (NOWHERE_BACK if back else NOWHERE_OUT) if places else NO_PLACE
        self.committed.connect(lambda _value: self.set_aside(""))

    @property
    def place_id(self) -> int:
        """The place that is chosen; 0 for none."""
        return int(self.value or 0)

    def choose(self, place_id: int, why: str) -> None:
        """Choose for a reason; 0 chooses nothing."""
        self.set_value(str(place_id) if place_id else None)
        self.set_aside(why if place_id else "")

    def check(self) -> bool:
        """Whether a place is chosen; the sentence says how to choose one."""
        if self.place_id:
            return True
        self.set_error(self._none)
        return False


class HandOverFields(QObject):
    """The fields in their order; a way back asks only where to."""

    def __init__(self, desk: Desk, ready: HandOverReady, parent: Sheet) -> None:
        super().__init__(parent)
        self._desk, self._ready, self._sheet = desk, ready, parent
        settings = desk.settings
        self.to = TextField("To whom", required=True, hint="Lumen Magazine", name="to")
        self.due = DateField(
            "Back by", lambda: date.fromisoformat(settings.today()), settings.locale, name="due_on"
        )
        self.purpose = TextField("Purpose", name="purpose")
        self.place = PlaceField(ready.places, back=ready.is_back)
        self.due.committed.connect(self._on_due)
        self._chosen = False
        if ready.is_back:
            self.place.choose(ready.place_id, "where they lay before")
        self.to.input.textEdited.connect(self._on_other_name)
        self.to.input.left.connect(self._on_borrower)
        self.place.committed.connect(self._on_place)

    @property
    def asked(self) -> list[TextField | DateField | PlaceField]:
        """What is asked, in order."""
        if self._ready.is_back:
            return [self.place]
        return [self.to, self.due, self.purpose, self.place]

    def grid(self) -> QGridLayout:
        """The fields as they stand: two in a row, so that the pieces below are seen."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, field in enumerate(self.asked):
            grid.addWidget(field, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        if not self._ready.is_back:
            left = Qt.AlignmentFlag.AlignLeft
            grid.addWidget(self._offered_bench(), (len(self.asked) + 1) // 2, 0, 1, 2, left)
        return grid

    def _offered_bench(self) -> Button:
        """Who looks here for the bench finds the way: it is a place of the house."""
        bench = Button(TO_THE_BENCH, "link", icon="hammer", small=True, key=Key.MOVE)
        bench.setToolTip("The bench is a place of the house: nobody else signs for a piece there")
        bench.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter goes from the place to the pieces
        bench.clicked.connect(self._to_the_bench)
        self._sheet.press_by(Key.MOVE, bench)
        return bench

    @property
    def said(self) -> HandOver:
        """What was said of a hand-over out."""
        due = self.due.value
        return HandOver(
            self.place.place_id,
            (self.to.text.strip(),),
            due.isoformat() if due else "",
            self.purpose.text,
        )

    def check(self) -> bool:
        """Whether all is said; else the first field that is not has the keys."""
        wrong = [field for field in self.asked if not field.check()]
        if wrong:
            wrong[0].control.setFocus()
        return not wrong

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside the field that it means; False when it means none of them."""
        return show_refusal(self.asked, error)

    def texts(self) -> dict[str, str]:
        """What is typed, to be put back; “tomorrow” is the day that it meant when it was typed."""
        day = self.due.value
        due = day.isoformat() if day else self.due.text
        return {"to": self.to.text, "due": due, "purpose": self.purpose.text}

    def put_back(self, texts: dict[str, str], place_id: int) -> None:
        """What was typed before."""
        self.to.set_text(texts.get("to", ""))
        self.due.set_text(texts.get("due", ""))
        self.purpose.set_text(texts.get("purpose", ""))
        if place_id:
            self.place.choose(place_id, "")
            self._chosen = True

    def _to_the_bench(self) -> None:
        """What stays in the house is moved and not handed over; what was typed waits."""
        ids = [one.piece.id for one in self._ready.pieces]
        self._sheet.dismiss()
        ask_and_move(self._desk, ids)

    def _on_due(self, due: date | None) -> None:
        """A loan of a year is doubted beside the field: it may be a mistyped one."""
        today = date.fromisoformat(self._desk.settings.today())
        far = due is not None and due > today + DOUBTED
        self.due.set_aside("more than a year away" if far else "")

    def _on_place(self, _value: object) -> None:
        self._chosen = True

    def _on_other_name(self, _text: str) -> None:
        if not self._chosen:
            self.place.choose(0, "")  # it was chosen for somebody else

    def _on_borrower(self) -> None:
        """Whoever had something before has it at the same place most often."""
        name, places = self.to.text.strip(), self._ready.places
        if name and not self._chosen:
            self._desk.read(
                lambda db: place_for(db, name, places), self._on_known, topic="place of a borrower"
            )

    def _on_known(self, place_id: int) -> None:
        if place_id and not self._chosen and not self.place.place_id:
            self.place.choose(place_id, "where they had something last")


def place_ticks(
    rows: Sequence[QuickRow], unasked: Sequence[int], before: QWidget
) -> dict[int, Tick]:
    """A tick below each piece of which only is asked whether it came; Tab comes to it where it stands."""
    made = {}
    for at, row in enumerate(rows):
        piece, home = row.quick.piece, row.said.parentWidget()
        grid = home.layout() if home is not None else None
        if piece.id in unasked and isinstance(grid, QGridLayout):
            tick = made[piece.id] = Tick("It came back")
            tick.setAccessibleName(f"{named(piece)} came back")
            grid.addWidget(tick, 3 * at + 2, 0, 1, 4)
            QWidget.setTabOrder(before, tick)
            before = tick
        elif row.fields:
            before = row.reason
    return made

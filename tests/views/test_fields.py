"""Fields of a form: understood, echoed, mended beside the field; Enter goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import InputError, UserError
from app.views.theme import Theme
from app.views.widgets.field import (
    ChoiceField,
    DateField,
    Field,
    LongTextField,
    MoneyField,
    TextField,
    WeightField,
    check_all,
    show_refusal,
)
from app.views.widgets.segments import Option, Segments

TODAY = date(2026, 3, 2)


class Form(QWidget):
    """One field of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.words = TextField("Description", required=True, name="description")
        self.metal = ChoiceField("Metal", [("au", "Gold"), ("pt", "Platinum")], name="metal")
        self.price = MoneyField("Agreed price", "USD", name="agreed")
        self.weight = WeightField("Weight")
        self.due = DateField("Promised", lambda: TODAY, "en_GB")
        self.note = LongTextField("Note")
        column = QVBoxLayout(self)
        for field in self.fields:
            column.addWidget(field)

    @property
    def fields(self) -> list[Field]:
        return [self.words, self.metal, self.price, self.weight, self.due, self.note]


@pytest.fixture
def form(qtbot: QtBot, dress: Theme) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(
    ("which", "typed", "value", "echo"),
    [
        ("price", "1.2k", 120_000, "1,200.00"),
        ("price", "1,200.00", 120_000, "1,200.00"),
        ("weight", "5.48", 5480, "5.480"),
        ("due", "tomorrow", date(2026, 3, 3), "Tuesday, 3 March 2026"),
        ("due", "3/12", date(2026, 12, 3), "Thursday, 3 December 2026"),
    ],
)
def test_what_is_typed_is_understood_and_echoed_long(
    qtbot: QtBot, form: Form, which: str, typed: str, value: Any, echo: str
) -> None:
    field = getattr(form, which)
    qtbot.keyClicks(field.input, typed)
    assert field.value == value
    assert field.input.accessibleDescription().startswith(echo)


def test_a_mistake_is_told_on_leaving_and_goes_at_the_next_key(qtbot: QtBot, form: Form) -> None:
    form.price.input.setFocus()
    qtbot.keyClicks(form.price.input, "abc")
    assert form.price.error == ""
    form.weight.input.setFocus()
    assert "abc" in form.price.error
    assert form.price.input.accessibleDescription() == form.price.error
    assert form.price.input.property("wrong") == "true"
    qtbot.keyClick(form.price.input, Qt.Key.Key_Backspace)
    assert form.price.error == ""
    assert form.price.input.property("wrong") == "false"


def test_enter_goes_on_to_the_next_field(qtbot: QtBot, form: Form) -> None:
    form.words.input.setFocus()
    qtbot.keyClicks(form.words.input, "Ring")
    qtbot.keyClick(form.words.input, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.metal.choice
    qtbot.keyClick(form.metal.choice, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.price.input


def test_enter_stays_where_something_is_wrong(qtbot: QtBot, form: Form) -> None:
    form.price.input.setFocus()
    qtbot.keyClicks(form.price.input, "1.234")
    qtbot.keyClick(form.price.input, Qt.Key.Key_Return)
    if form.price.error:
        assert QApplication.focusWidget() is form.price.input
    form.words.input.setFocus()
    qtbot.keyClick(form.words.input, Qt.Key.Key_Return)
    assert form.words.error == "Description is missing."
    assert QApplication.focusWidget() is form.words.input


def test_a_form_is_judged_as_a_whole(qtbot: QtBot, form: Form) -> None:
    assert not check_all(form.fields)
    assert QApplication.focusWidget() is form.words.input
    form.words.set_value("Ring")
    assert check_all(form.fields)


def test_a_services_refusal_stands_beside_its_field(qtbot: QtBot, form: Form) -> None:
    error = InputError("Too low", "The price is below cost.", "Ask a manager.", field="agreed")
    assert show_refusal(form.fields, error)
    assert form.price.error == "The price is below cost. Ask a manager."
    assert QApplication.focusWidget() is form.price.input
    assert not show_refusal(form.fields, UserError("On loan", "It is on loan."))


def test_values_put_in_are_not_told_as_changes(qtbot: QtBot, form: Form) -> None:
    told: list[int] = []
    for field in form.fields:
        field.changed.connect(lambda: told.append(1))
    form.words.set_value("Ring")
    form.price.set_value(120_000)
    form.weight.set_value(5480)
    form.due.set_value(date(2026, 12, 3))
    form.note.set_value("Handle with care")
    form.metal.set_value("pt")
    assert told == []
    assert (form.price.value, form.weight.value) == (120_000, 5480)
    assert (form.due.value, form.note.value) == (date(2026, 12, 3), "Handle with care")
    assert form.metal.value == "pt"
    qtbot.keyClicks(form.note.edit, "!")
    assert told == [1]


def test_a_value_left_behind_is_committed(qtbot: QtBot, form: Form) -> None:
    form.price.input.setFocus()
    qtbot.keyClicks(form.price.input, "45")
    with qtbot.waitSignal(form.price.committed) as told:
        form.weight.input.setFocus()
    assert told.args == [4500]


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot, form: Form) -> None:
    from PySide6.QtCore import QCoreApplication, QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    form.metal.set_value("au")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(form.metal.choice, turn)
    assert form.metal.value == "au"


@pytest.fixture
def tiles(qtbot: QtBot, dress: Theme) -> Segments:
    made = Segments(
        "Category",
        [Option("ring", "Ring", "R"), Option("ear", "Earrings", "E"), Option("neck", "Neck", "N")],
        "tile",
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_chosen()
    return made


def test_a_letter_chooses_at_once(qtbot: QtBot, tiles: Segments) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(tiles.chosen) as told:
        qtbot.keyClick(focus, Qt.Key.Key_E)
    assert told.args == ["ear"]
    assert tiles.value == "ear"


def test_arrows_go_round_and_one_is_the_stop_for_tab(qtbot: QtBot, tiles: Segments) -> None:
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Right)
    assert tiles.value == "ear"
    stops = [b for b in tiles._buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [b.option.value for b in stops] == ["ear"]


def test_enter_goes_on_from_a_row_of_options(qtbot: QtBot, tiles: Segments) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(tiles.entered):
        qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert tiles.value == "ring"


def test_a_count_stands_in_the_options_name(tiles: Segments) -> None:
    tiles.set_count("ear", 1284)
    assert tiles._buttons[1].accessibleName() == "Earrings, 1284"


def test_what_stands_beside_a_label_never_widens_the_form(form: Form) -> None:
    before = form.words.minimumSizeHint().width()
    form.words.set_aside("says 18 K yellow gold, which is not what was chosen")
    form.words.layout().activate()  # type: ignore[union-attr]
    assert form.words.minimumSizeHint().width() == before


def test_a_field_that_nobody_has_touched_is_not_scolded_when_left(qtbot: QtBot, form: Form) -> None:
    form.words.control.setFocus()
    form.price.control.setFocus()
    assert form.words.error == ""
    assert not form.words.check()
    form.words.set_text("")
    form.words.control.setFocus()
    qtbot.keyClicks(form.words.control, "x")
    qtbot.keyClick(form.words.control, Qt.Key.Key_Backspace)
    form.price.control.setFocus()
    assert "missing" in form.words.error

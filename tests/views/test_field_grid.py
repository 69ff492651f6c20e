"""Fields side by side: as many in a row as have room, and every label whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.agreements import Terms
from app.shop import Shop
from app.views.take_in.terms_step import TermsStep
from app.views.widgets.field import Field, TextField
from app.views.widgets.field_grid import FieldGrid
from app.views.widgets.text import Text


def shown(qtbot: QtBot, widget: QWidget, width: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, 700)
    widget.show()
    qtbot.waitExposed(widget)
    QApplication.processEvents()


@pytest.mark.parametrize(("width", "columns"), [(900, 4), (500, 3), (300, 2), (140, 1)])
def test_as_many_stand_in_a_row_as_have_room(qtbot: QtBot, width: int, columns: int) -> None:
    fields = [TextField(name) for name in ("Pieces", "Share", "Better share", "From", "Term")]
    grid = FieldGrid(fields, columns=4)
    shown(qtbot, grid, width)
    assert grid.columns == columns
    firsts = [fields[at].geometry() for at in range(0, len(fields), columns)]
    assert len({box.left() for box in firsts}) == 1
    assert all(over.bottom() < under.top() for over, under in pairwise(firsts))


@pytest.mark.parametrize("width", [671, 900, 1236])
def test_no_word_of_the_terms_is_cut_off(
    qtbot: QtBot, qapp: QApplication, house: Shop, width: int
) -> None:
    step = TermsStep(house.settings)
    shown(qtbot, step, width)
    step.begin(Terms(house.settings.currency), "Terms of Amélie Laurent")
    QApplication.processEvents()
    for field in step.findChildren(Field):
        label = field.findChild(Text)
        assert label is not None
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()
    for button in (step.house_button, step.go_button):
        assert button.width() >= button.sizeHint().width()

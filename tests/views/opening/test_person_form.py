"""The fields of a new person stay beside each other, whatever is said under one of them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.views.opening.person_form import PersonForm
from app.views.opening.wizard_steps import PersonStep
from app.views.theme import Theme
from app.views.widgets.text import Text

LONG = "It has 4 characters, and a password has 8 or more. Put three or four words together."


def test_a_long_error_under_one_password_moves_neither(qtbot: QtBot, dressed: Theme) -> None:
    form = PersonForm()
    qtbot.addWidget(form)
    form.resize(420, 400)
    form.show()
    qtbot.waitExposed(form)
    form.password.set_error(LONG)
    qtbot.waitUntil(lambda: form.password.height() > form.again.sizeHint().height() + 10)
    tops = {field.input.mapTo(form, field.input.rect().topLeft()).y()
            for field in (form.password, form.again)}  # fmt: skip
    assert len(tops) == 1


def test_the_wizard_speaks_of_passwords_in_a_clerks_words(qtbot: QtBot, dressed: Theme) -> None:
    step = PersonStep()
    qtbot.addWidget(step)
    said = " ".join(text.text() for text in step.findChildren(Text))
    assert "nobody can read it" in said
    assert "Argon" not in said

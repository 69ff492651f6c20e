"""What is typed is kept on this PC before it is saved."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services.drafts import OpenDraft
from app.shop import Shop
from app.views import drafts as drafts_module
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk


class Ear(QObject):
    """Keeps the drafts that were found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[OpenDraft] | None = None

    def on_found(self, found: list[OpenDraft]) -> None:
        self.found = found


class Form(QLineEdit):
    """A form of one line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.keeper = DraftKeeper(desk.drafts, "take_in", self.content, self)
        self.textEdited.connect(self.keeper.touch)

    def content(self) -> dict[str, Any] | None:
        return {"text": self.text()} if self.text() else None


@pytest.fixture
def form(qtbot: QtBot, real_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Form:
    monkeypatch.setattr(drafts_module, "WAIT_MS", 20)
    made = Form(real_desk)
    qtbot.addWidget(made)
    made.show()
    return made


def kept(qtbot: QtBot, desk: Desk) -> list[OpenDraft]:
    ear = Ear()
    desk.drafts.ask("take_in", ear.on_found)
    qtbot.waitUntil(lambda: ear.found is not None)
    assert ear.found is not None
    return ear.found


def on_disk(qtbot: QtBot, desk: Desk, texts: list[str]) -> None:
    qtbot.waitUntil(lambda: [d.content["text"] for d in kept(qtbot, desk)] == texts)


def test_a_pause_in_typing_writes_the_draft(qtbot: QtBot, real_desk: Desk, form: Form) -> None:
    qtbot.keyClicks(form, "Edwardian ring")
    on_disk(qtbot, real_desk, ["Edwardian ring"])
    qtbot.keyClicks(form, ", milgrain")
    on_disk(qtbot, real_desk, ["Edwardian ring, milgrain"])


def test_hiding_the_form_writes_at_once(qtbot: QtBot, real_desk: Desk, form: Form) -> None:
    form.keeper._timer.setInterval(60_000)
    qtbot.keyClicks(form, "Opal")
    assert form.keeper.waiting
    form.hide()
    assert not form.keeper.waiting
    on_disk(qtbot, real_desk, ["Opal"])


def test_what_was_saved_leaves_no_draft(qtbot: QtBot, real_desk: Desk, form: Form) -> None:
    qtbot.keyClicks(form, "Opal")
    on_disk(qtbot, real_desk, ["Opal"])
    form.keeper.settle()
    on_disk(qtbot, real_desk, [])


def test_a_draft_is_of_one_record(qtbot: QtBot, real_desk: Desk, form: Form) -> None:
    qtbot.keyClicks(form, "first")
    form.keeper.about(2**62)
    qtbot.keyClicks(form, " second")
    qtbot.waitUntil(lambda: len(kept(qtbot, real_desk)) == 2)
    found = {d.subject_id: d.content["text"] for d in kept(qtbot, real_desk)}
    assert found == {0: "first", 2**62: "first second"}


def test_nothing_worth_keeping_is_not_kept(qtbot: QtBot, real_desk: Desk, form: Form) -> None:
    form.keeper.touch()
    form.keeper.keep_now()
    assert kept(qtbot, real_desk) == []


def test_a_draft_is_not_readable_in_the_file(
    qtbot: QtBot, real_desk: Desk, form: Form, shop: Shop
) -> None:
    qtbot.keyClicks(form, "Edwardian")
    on_disk(qtbot, real_desk, ["Edwardian"])
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(shop.path / "shop.db").execute("SELECT * FROM draft")

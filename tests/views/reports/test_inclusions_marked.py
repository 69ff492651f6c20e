"""The fingerprint of the centre stone: girdle and letters on the photo, by hand and by keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.inclusions import Girdle, Inclusion
from app.services.report_form import (
    Fingerprint,
    ReportForm,
    ViewPhoto,
    form_from_json,
    form_to_json,
)
from app.services.report_start import LastReport
from app.views.reports.report_page import ReportPage
from app.views.theme import Theme
from tests.views.evidence_fixtures import click, drag
from tests.views.order_fixtures import Keys
from tests.views.page_checks import check_names, check_nothing_clipped

SHIFT = Qt.KeyboardModifier.ShiftModifier


def marked(page: ReportPage, keys: Keys) -> Fingerprint:
    """A girdle around the middle, two letters in it."""
    page.canvas.setFocus()
    keys(Qt.Key.Key_O)
    drag(page.canvas, (0.3, 0.3), (0.7, 0.7))
    keys(Qt.Key.Key_I)
    click(page.canvas, 0.6, 0.5)
    click(page.canvas, 0.5, 0.4)
    return page.writing.form.fingerprint


def test_letters_are_placed_within_the_girdle(page: ReportPage, keys: Keys) -> None:
    said = marked(page, keys)
    assert said.girdle is not None
    assert abs(said.girdle.x - 500_000) < 5_000
    assert abs(said.girdle.rx - 200_000) < 5_000
    assert [one.letter for one in said.inclusions] == ["a", "b"]
    assert said.photo_sha256 == page.writing.photo_sha
    rows = page.editing.more.inclusions.rows
    assert [row.place.text() for row in rows] == ["3 o'clock, 50 % out", "12 o'clock, 50 % out"]
    assert not page.writing.form.findings, "an inclusion is no finding"
    assert page.canvas._stone == (said.girdle, said.inclusions)


def test_a_kind_is_chosen_a_letter_removed_and_both_taken_back(
    page: ReportPage, keys: Keys
) -> None:
    marked(page, keys)
    rows = page.editing.more.inclusions
    rows.rows[0].kind.changed.emit("crystal")
    assert page.writing.form.fingerprint.inclusions[0].kind == "crystal"
    rows.rows[0].gone.click()
    assert [one.letter for one in page.writing.form.fingerprint.inclusions] == ["b"]
    page.undo()
    page.undo()
    assert [one.kind for one in page.writing.form.fingerprint.inclusions] == ["", ""]
    assert len(rows.rows) == 2


def test_the_keyboard_alone_draws_and_letters(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_O)
    keys(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        keys(key, SHIFT)
    keys(Qt.Key.Key_Return)
    assert page.writing.form.fingerprint.girdle is not None
    keys(Qt.Key.Key_I)
    keys(Qt.Key.Key_Left)
    keys(Qt.Key.Key_Return)
    assert [one.letter for one in page.writing.form.fingerprint.inclusions] == ["a"]
    assert "Inclusion a: " in page.hint_bar.state


def test_a_slip_is_no_girdle_and_letters_stay_on_their_photo(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_O)
    click(page.canvas, 0.4, 0.4)
    assert page.writing.form.fingerprint.girdle is None
    said = marked(page, keys)
    other = ViewPhoto("e" * 64, "detail", 400, 300)
    page.writing.add_photo(other)
    stone = page.editing.more.inclusions.marks
    stone.add({"x": 1, "y": 1})
    assert page.writing.form.fingerprint == said, "it says so, and changes nothing"
    assert "another photo" in page.hint_bar.state
    assert page.canvas._stone == (None, ()), "the other photo shows none of them"
    stone.draw_girdle({"x": 100_000, "y": 100_000, "dx": 200_000, "dy": 200_000})
    assert page.writing.form.fingerprint.inclusions == ()
    assert page.writing.form.fingerprint.photo_sha256 == other.sha256


def test_the_letters_of_the_last_report_are_given_again(page: ReportPage, keys: Keys) -> None:
    last = Fingerprint(
        girdle=Girdle(500_000, 500_000, 100_000, 100_000),
        inclusions=(
            Inclusion("a", 450_000, 500_000),
            Inclusion("b", 550_000, 500_000, "crystal"),
        ),
    )
    page.writing.last = LastReport(1, 1, "CR1", 0, ReportForm(fingerprint=last))
    said = marked(page, keys)
    assert [(one.letter, one.kind) for one in said.inclusions] == [("b", "crystal"), ("c", "")]


def test_what_was_marked_is_there_again_from_the_draft(page: ReportPage, keys: Keys) -> None:
    marked(page, keys)
    form = page.writing.form
    assert form_from_json(form_to_json(form)) == form
    plain = replace(form, fingerprint=Fingerprint("girdle inscription"))
    assert set(form_to_json(plain)["fingerprint"]) == {"shown", "not_shown", "photo_sha256"}


def test_rows_and_tools_have_names_and_room(
    qtbot: QtBot, page: ReportPage, keys: Keys, dressed: Theme
) -> None:
    marked(page, keys)
    for mode in ("light", "dark"):
        dressed.set_mode(mode)
        check_names(page)
    for width, height in ((1440, 900), (911, 512)):
        page.window().resize(width, height)
        check_nothing_clipped(page)
        room = page.canvas.viewport().rect()
        assert room.contains(page.stage.palette_box.geometry())

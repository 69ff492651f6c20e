"""What a report says about itself: what still stands, what it is a version of, where the keys are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.report_form import Mark, ReportForm
from app.services.report_gate import Blocker, obvious_words
from app.views.reports.blocker_line import BlockerLine
from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import finished, wait_focus

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_foot_names_what_comes_after_the_first_question(qtbot: QtBot) -> None:
    line = BlockerLine()
    qtbot.addWidget(line)
    line.show_blockers(
        (
            Blocker("photos", "Not shown yet: front.", blocks=False),
            Blocker("finding 3", "Mark 3: say where it is."),
            Blocker("stones_found", "Count the stones: 9 are expected."),
            Blocker("grade", "Choose the overall grade."),
            Blocker("shown_to_client", "Mark 3 (gallery) is obvious: shown to the client?"),
        )
    )
    then = "Then the stones, the grade, whether the client saw it."
    assert line.words == f"Before signing: Mark 3: say where it is. {then}"
    assert line.toolTip().splitlines()[1:] == [
        "Count the stones: 9 are expected.",
        "Choose the overall grade.",
        "Mark 3 (gallery) is obvious: shown to the client?",
    ]


def test_what_differs_is_told_before_the_views_that_lack_and_nothing_is_hidden(
    qtbot: QtBot,
) -> None:
    line = BlockerLine()
    qtbot.addWidget(line)
    lacking = Blocker("photos", "Not shown yet: back.", blocks=False)
    theirs = Blocker("other_side", "Lumen says 16 stones, here there are 17.", blocks=False)
    line.show_blockers((lacking,))
    assert line.words == "May be signed. Not shown yet: back."
    line.show_blockers((lacking, theirs))
    assert line.words == f"May be signed. {theirs.sentence} And 1 more."
    assert line.toolTip().splitlines() == [theirs.sentence, lacking.sentence]


@pytest.mark.parametrize("width", [300, 340, 400, 700])
def test_the_end_of_the_foot_is_seen_for_it_is_what_is_to_be_done(qtbot: QtBot, width: int) -> None:
    line = BlockerLine()
    qtbot.addWidget(line)
    proof = "The centre stone has 0.50 ct or more: say what was proven of it, and what was not."
    photos = Blocker("photos", "Not shown yet: back.", blocks=False)
    line.show_blockers((Blocker("fingerprint", proof, blocks=False), photos))
    line.setFixedSize(width, line.heightForWidth(width))
    assert line._shown(line._room(width)) == line.words
    assert line.height() < 80


def test_every_obvious_finding_is_named() -> None:
    marks = [Mark(3, "SHK-B", "dent", 3), Mark(6, "GAL", "dent", 3), Mark(7, "ST-1", "chip", 2)]
    assert obvious_words(ReportForm(findings=(marks[0],))) == "Mark 3 (shank, bottom) is obvious"
    both = ReportForm(findings=tuple(marks))
    assert obvious_words(both) == "Marks 3 (shank, bottom) and 6 (gallery) are obvious"


def test_taking_a_new_mark_back_gives_the_keys_to_the_photo(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.3, 0.6)
    wait_focus(qtbot, "Location")
    page.undo()
    assert page.writing.form.findings == ()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is page.canvas or page.canvas.isAncestorOf(focus)


def test_what_was_refused_is_gone_with_the_count_that_is_taken_back(
    page: ReportPage, keys: Keys
) -> None:
    stones = page.editing.stones
    stones.found.setFocus()
    keys.type("many")
    keys(Qt.Key.Key_Tab)
    assert stones.error.isVisible()
    page.writing.change("stones found", stones_found=15)
    assert stones.found.text() == "15"
    assert not stones.error.isVisible()


def test_a_correction_is_called_a_new_version(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    assert page.editing.number.text() == "New report"
    finished(qtbot, page, keys)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.card is not None)
    card = page.opened.card if page.opened else None
    assert card is not None
    page.new_version()
    assert page.editing.number.text() == f"New version of {card.number}"

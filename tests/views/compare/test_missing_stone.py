"""A stone that is gone is named on the comparison and its paper, and a decision stops no more."""

from __future__ import annotations

from contextlib import closing

from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.services.documents import document_content
from app.services.report_decisions import make_difference_report
from app.views.frame.window import MainWindow
from tests.stories.report_pairs import Desk
from tests.views.compare.test_compare_page import drafted, opened, returned


def test_a_count_that_was_decided_stops_no_more_and_the_missing_stone_is_named(
    qtbot: QtBot, evidence_window: MainWindow, pair: Desk, staff: dict[str, Actor]
) -> None:
    drafted(pair)
    page = opened(qtbot, evidence_window, pair.piece)
    card = page.measured
    assert (card.chip.status.text, card.chip.status.tone) == ("Stop", "bad")
    assert card.missing.text() == "Missing: ST-10 (diamond, round)"
    assert "missing: ST-10" in page.banner.sentence.text()
    signed = pair.sign(returned(pair, decision="The setter has it"), second=staff["mia"])
    page.refresh(Changes.of(report=signed))
    qtbot.waitUntil(card.decided.isVisible)
    found = page.found
    assert found is not None
    assert card.decided.status.text == "Decided by Mia Delacroix"
    assert card.decided.status.tone == "warn"
    assert card.chip.status.text == ""
    assert "stops" not in page.measured.gauge.accessibleName()
    with pair.shop.work(staff["owen"], "difference_report") as w:
        made = make_difference_report(w, found.out.id, found.into.id).first("document")
    with closing(pair.shop.reader()) as db:
        paper = document_content(db, made)
    [row] = [one for one in paper.comparison if one.what == "Stones"]
    assert row.judgement == "decided by a manager; missing: ST-10 (Diamond, round)"
    assert "; missing: ST-10;" in paper.verdict

"""The form of a piece keeps to its card, and says of every photo that is refused why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.piece_parts import ReportLine
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.take_in.conftest import TakeIn


def test_what_reports_say_goes_below_where_it_has_no_room_beside(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    editor = take_in.editor
    report = ReportLine(1, "CR10-26-00001", "take_in", "very_good", 12, 3, 0, None, False, 0)
    editor.findings.show_reports((report,))
    scroll = editor._scroll
    take_in.until(lambda: editor.findings.height() > 0 and editor.findings._chip.width() > 60)
    QApplication.processEvents()
    inner = scroll.widget()
    assert inner is not None
    assert inner.width() <= scroll.viewport().width()
    right = editor.findings.mapTo(editor, editor.findings.rect().topRight()).x()
    assert right <= editor.width()
    assert editor.findings.button.visibleRegion().boundingRect() == editor.findings.button.rect()


def test_each_of_several_refused_pictures_is_named(
    take_in: TakeIn, agreement: int, tmp_path: Path
) -> None:
    take_in.go_on_with(agreement)
    empty, note = tmp_path / "empty.jpg", tmp_path / "note.jpg"
    empty.write_bytes(b"")
    note.write_bytes(b"no picture at all")
    take_in.editor.photos.intake.take_files([empty, note])

    def said() -> str:
        bars = take_in.page.findChildren(SentenceBar, "refusal")
        return " ".join(bar.accessibleName() for bar in bars)

    take_in.until(lambda: "note.jpg" in said())
    assert said().startswith("2 pictures were not taken")
    assert "empty.jpg" in said()
    missing = tmp_path / "missing.jpg"
    take_in.editor.photos.intake.take_files([missing])
    take_in.until(lambda: "missing.jpg" in said())
    assert "note.jpg" not in said(), "what came before did not come with it"


def test_the_draft_of_a_saved_piece_says_which_one_it_is(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    take_in.ring()
    take_in.enter("G")
    take_in.save_next()
    take_in.until(
        lambda: take_in.lines() == ["Platinum solitaire ring"] and take_in.focus == "Ring"
    )
    pieces = take_in.page.pieces
    assert pieces.view is not None
    pieces.open_saved(pieces.view.lines[0].piece_id)
    take_in.until(lambda: pieces.editor.known)
    pieces.editor.fields.description.control.setFocus()
    take_in.keys("Solitaire")
    take_in.until(lambda: pieces.editor.is_dirty)
    draft = pieces.draft()
    assert draft is not None
    assert draft["position"] == 1

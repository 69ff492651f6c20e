"""Photos that come into a condition report and leave it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.photos import keep_photo
from app.services.report_form import ViewPhoto
from app.shop import Shop
from app.views.photos.photo_ways import WaysSheet
from app.views.reports.report_page import ReportPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.evidence_fixtures import click, picture
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import (
    errors,
    finished,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_dropped_and_pasted_photos_become_the_missing_views(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    file = tmp_path / "front.jpg"
    file.write_bytes(picture("green"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    under: QWidget | None = page.canvas.viewport()  # dropped on the photo itself
    while under is not None and not under.acceptDrops():
        under = under.parentWidget()
    assert under is page.stage
    rest = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPoint(50, 50), *rest), QDropEvent(QPointF(50, 50), *rest)):
        QApplication.sendEvent(under, event)
        assert event.isAccepted()
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 2, timeout=10_000)
    assert page.writing.form.photos[1].view == "front"
    pasted = QImage(300, 200, QImage.Format.Format_RGB32)
    pasted.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(pasted)
    page.work.paste()
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 3, timeout=10_000)
    assert page.writing.form.photos[2].view == "side"
    assert page.strip.next_missing == "inside"


def test_a_file_that_is_no_photo_is_told_in_its_tile(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"%PDF-1.7 not a photo")
    page.work.photos.take_files([file], "front")
    qtbot.waitUntil(lambda: bool(errors(page)), timeout=10_000)
    assert errors(page) == ["Not a photo"]
    refused = next(t for t in page.strip.strip_model.tiles if t.view == "front")
    assert "is a PDF" in refused.refused
    page.work.photos.take_files([tmp_path / "gone.jpg"], "front")
    told = ["2 pictures were not taken"]  # the second does not hide the first
    qtbot.waitUntil(lambda: errors(page) == told, timeout=10_000)
    bar = next(b for b in page.findChildren(SentenceBar, "refusal") if b.isVisible())
    assert "photo.jpg" in bar.sentence.text()
    assert "gone.jpg" in bar.sentence.text()


def test_a_removed_photo_leaves_its_findings(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.writing.remove_photo(page.writing.photo_sha)
    assert page.writing.form.photos == ()
    assert page.writing.form.findings[0].photo_sha256 == ""
    assert page.stage.empty.isVisible()
    page.undo()
    assert page.writing.form.findings[0].photo_sha256 != ""


def test_the_photo_is_named_where_a_screen_reader_finds_the_keys(
    qtbot: QtBot, page: ReportPage
) -> None:
    """Assistive technology asks the picture's own widget, which has the keys by its proxy."""
    page.canvas.setFocus()
    inner = page.canvas.viewport()
    assert inner.hasFocus()
    assert inner.accessibleName().startswith("Photo with marks, ")
    assert inner.accessibleName() == page.canvas.accessibleName()
    assert inner.accessibleDescription() == page.canvas.accessibleDescription() != ""


def test_a_photo_that_is_elsewhere_is_said_and_asked_for(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, asked = page.desk, list[bool]()
    here: dict[str, bytes | None] = {}
    kind = type(desk)
    monkeypatch.setattr(kind, "photo", lambda _self, sha, size=320: here.get(sha))
    monkeypatch.setattr(desk.sync, "try_now", lambda: asked.append(True))
    elsewhere = "e" * 64
    page.writing.add_photo(ViewPhoto(elsewhere, "front", 400, 300))
    qtbot.waitUntil(page.stage.away.isVisible)
    assert "No other PC has it" in page.stage.away.sentence.text()
    here[elsewhere] = picture("green")
    assert page.stage.away.button is not None
    page.stage.away.button.click()
    assert asked == [True]
    qtbot.waitUntil(page.canvas.isVisible)
    assert page.canvas.has_photo


def test_a_missing_view_asks_which_way_and_gets_what_comes(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "side.jpg"
    file.write_bytes(picture("green"))
    chosen = ([str(file)], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_named: chosen)
    page.strip.wanted.emit("side")
    (sheet,) = page.window().findChildren(WaysSheet)
    assert sheet.title.text() == "Take a photo: side"
    assert [way.accessibleName() for way in sheet.ways][:3] == [
        "Choose files",
        "By phone",
        "Camera or microscope",
    ]
    sheet.ways[0].click()
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 2, timeout=10_000)
    assert page.writing.form.photos[1].view == "side"
    assert page.work.photos.next_view == "front"


def test_a_photo_that_comes_after_the_signature_is_on_no_report_and_its_folder_is_let_go(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told: list[str] = []
    monkeypatch.setattr(type(page.desk), "toast", lambda _desk, words, *_rest: told.append(words))
    photos, ways = page.work.photos, page.work.ways
    tether = tmp_path / "Tether"
    tether.mkdir()
    ways.watch_folder(tether)
    finished(qtbot, page, keys)
    qtbot.waitUntil(lambda: ways.watched == "")
    signed = page.writing.form.photos
    late = keep_photo(house, picture("green"), "late.jpg")
    photos.intake.hand_in(late, photos.intake.subject_id)
    assert told[-1] == "The report is signed: a photo that came since is not on it"
    assert page.writing.form.photos == signed


def test_a_picture_that_is_there_already_says_so_and_stays_what_it_is(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(type(page.desk), "toast", lambda _desk, words, *_rest: told.append(words))
    file = tmp_path / "front.jpg"
    file.write_bytes(picture("green"))
    page.work.photos.take_files([file], "front")
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 2, timeout=10_000)
    page.work.photos.take_files([file], "side")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["This picture is there already, as front: side is still missing"]
    assert [photo.view for photo in page.writing.form.photos][1:] == ["front"]

"""Photos that come to a report by phone, from a watched folder and through a camera."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import photos
from app.devices.camera import Camera
from app.devices.networks import Network
from app.views.frame.window import MainWindow
from app.views.photos import camera_sheet, cards, folder_watch, phone_sheet
from app.views.photos.camera_sheet import DARK, MISSING, PhotoCameraSheet
from app.views.photos.phone_sheet import NO_NETWORK, NOT_COMING, PhoneSheet
from app.views.photos.photo_ways import WaysSheet
from app.views.reports.report_page import ReportPage
from app.views.reports.strip_tiles import ADD
from app.views.widgets.toast import Toast
from tests.views.evidence_fixtures import picture
from tests.views.lens import Lens
from tests.views.order_fixtures import Keys

HERE = Network("127.0.0.1", "cable lo, 127.0.0.1")


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    """A new report of the ring, its top in sight."""
    evidence_window.navigate("report", ring)
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.canvas.has_photo and page.writing.piece is not None)
    return page


def views(page: ReportPage) -> list[str]:
    return [photo.view for photo in page.writing.form.photos]


def toasts(window: MainWindow) -> str:
    return " ".join(toast.accessibleName() for toast in window.findChildren(Toast))


# ---------------------------------------------------------------------- by phone
def phone(page: ReportPage, around: list[Network]) -> PhoneSheet:
    page.work.photos.begin()
    sheet = PhoneSheet(page.desk, page.work.photos.intake, around)
    sheet.open()
    return sheet


def send(sheet: PhoneSheet, data: bytes, got: list[int]) -> threading.Thread:
    assert sheet.page is not None
    host, port = sheet.page.host.split(":")
    path = f"/{sheet.page.key}"

    def go() -> None:
        line = HTTPConnection(host, int(port), timeout=20)
        line.request("POST", path, data, {"X-Name": "IMG_1.jpg", "User-Agent": "iPhone"})
        got.append(line.getresponse().status)

    thread = threading.Thread(target=go)
    thread.start()
    return thread


def test_phone_sends_the_next_views_of_the_piece(qtbot: QtBot, page: ReportPage) -> None:
    before = views(page)
    sheet = phone(page, [HERE])
    assert not sheet.choice.isVisible()
    assert sheet.code.isVisible()
    assert "Waiting for the phone" in sheet.state.text()
    got: list[int] = []
    first = send(sheet, picture("red"), got)
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == len(before) + 1)
    first.join()
    bad = send(sheet, b"%PDF-1.7", got)
    qtbot.waitUntil(lambda: len(got) == 2)
    bad.join()
    assert got == [200, 422]
    assert views(page) == [*before, "front"]
    qtbot.waitUntil(lambda: "1 picture taken" in sheet.state.text())
    sheet.dismiss()
    assert sheet.page is not None
    assert not sheet.page.is_open


def test_phones_page_ends_when_the_screen_is_locked(
    qtbot: QtBot, evidence_window: MainWindow, page: ReportPage
) -> None:
    sheet = phone(page, [HERE])
    served = sheet.page
    page.desk.session.sign_out()
    assert served is not None
    assert not served.is_open
    assert not sheet.is_open


def test_without_a_network_it_says_how_to_go_on(page: ReportPage) -> None:
    sheet = phone(page, [])
    assert sheet.state.text() == NO_NETWORK
    assert not sheet.code.isVisible()
    assert sheet.page is None
    sheet.dismiss()


def test_network_is_chosen_where_there_are_several(page: ReportPage) -> None:
    sheet = phone(page, [HERE, Network("203.0.113.9", "Wi-Fi wlan0, 203.0.113.9")])
    assert sheet.choice.isVisible()
    first = sheet.page
    assert first is not None
    sheet.choice.set_value("203.0.113.9")
    sheet.choice.changed.emit("203.0.113.9")
    assert not first.is_open
    assert "cannot be reached at 203.0.113.9" in sheet.state.text()
    assert sheet.again.isVisible()
    sheet.choice.set_value("127.0.0.1")
    sheet.again.click()
    assert sheet.page is not None
    assert sheet.page.is_open
    assert sheet.page.key != first.key
    sheet.dismiss()


def test_phone_that_does_not_come_is_explained(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_sheet, "HINT_AFTER_S", 0)
    sheet = phone(page, [HERE])
    assert sheet.hint.text() == NOT_COMING
    sheet.dismiss()


# ---------------------------------------------------------------------- from a folder
@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are whole after a moment."""
    monkeypatch.setattr(folder_watch, "LOOK_MS", 40)


def test_photos_that_arrive_in_a_folder_come_to_the_piece(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, quick: None
) -> None:
    folder = tmp_path / "Tether"
    folder.mkdir()
    (folder / "old.jpg").write_bytes(picture("gold"))
    before = views(page)
    page.work.ways.watch_folder(folder)
    qtbot.waitUntil(lambda: page.strip.strip_model.tiles[-1].watched != "")
    tile = page.strip.strip_model.tiles[-1]
    assert (tile.kind, tile.watched) == (ADD, "Tether")
    assert tile.spoken == "Add a photo; “Tether” is watched"
    (folder / "one.jpg").write_bytes(picture("green"))
    (folder / "two.jpg.part").write_bytes(picture("red"))
    qtbot.waitUntil(lambda: views(page) == [*before, "front"])
    (folder / "two.jpg.part").rename(folder / "two.jpg")
    qtbot.waitUntil(lambda: len(views(page)) == len(before) + 2)
    (folder / "notes.txt").write_text("no picture")
    qtbot.waitUntil(lambda: any(t.refused for t in page.strip.strip_model.tiles))
    assert (folder / "one.jpg").read_bytes() == picture("green")
    page.work.ways.by_folder()
    assert page.strip.strip_model.tiles[-1].watched == ""
    assert page.work.ways.watch is None


def test_folder_is_watched_no_more_when_the_page_is_left(
    qtbot: QtBot, evidence_window: MainWindow, page: ReportPage, tmp_path: Path, quick: None
) -> None:
    page.work.ways.watch_folder(tmp_path)
    evidence_window.navigate("today")
    qtbot.waitUntil(lambda: page.work.ways.watch is None)


def test_who_comes_back_from_the_lock_is_told_that_the_folder_is_watched_no_more(
    qtbot: QtBot, evidence_window: MainWindow, page: ReportPage, tmp_path: Path, quick: None
) -> None:
    folder = tmp_path / "Tether"
    folder.mkdir()
    page.work.ways.watch_folder(folder)
    qtbot.waitUntil(lambda: page.strip.strip_model.tiles[-1].watched != "")
    session = page.desk.session
    sara = session.actor
    session.sign_out()
    assert page.work.ways.watch is None
    session.sign_in(sara)
    told = "“Tether” is not watched since the lock: choose it anew"
    assert evidence_window.notice.words == told
    evidence_window.notice.hide_now()
    session.sign_in(sara)
    assert evidence_window.notice.words == "", "once is enough"


def test_dialog_opens_at_the_newest_folder_of_a_cameras_card(tmp_path: Path) -> None:
    assert cards.newest([tmp_path]) == ""
    for n, name in enumerate(("100CANON", "101CANON")):
        folder = tmp_path / "DCIM" / name
        folder.mkdir(parents=True)
        import os

        os.utime(folder, (1_000_000 + n, 1_000_000 + n))
    assert cards.newest([tmp_path / "gone", tmp_path]) == str(tmp_path / "DCIM" / "101CANON")


# ---------------------------------------------------------------------- by camera
def look(
    page: ReportPage, lens: Lens, ghost: Callable[[str], str], there: list[Camera]
) -> PhotoCameraSheet:
    page.work.photos.begin()
    sheet = PhotoCameraSheet(
        page.desk,
        page.work.photos.intake,
        lambda: page.work.photos.next_missing,
        ghost,
        camera=lens,  # type: ignore[arg-type]
        find=lambda: there,
    )
    sheet.open()
    return sheet


def test_camera_takes_one_view_after_another_under_a_ghost(qtbot: QtBot, page: ReportPage) -> None:
    lens, before = Lens(), views(page)
    top = page.writing.form.photos[0].sha256
    asked: list[str] = []

    def ghost(view: str) -> str:
        asked.append(view)
        return top

    sheet = look(page, lens, ghost, [Camera("a", "Webcam"), Camera("b", "Microscope")])
    assert (lens.on, lens.finest) == ("a", True)
    assert sheet.choice.isVisible()
    assert not sheet.take_button.isEnabled()
    assert sheet.told.text() == "Next: front view"
    qtbot.waitUntil(lambda: not sheet.seen.ghost.isNull())
    lens.see("navy")
    through = sheet.seen.grab().toImage().pixelColor(sheet.seen.width() // 2, 60)
    QTest.keyClick(sheet.seen, Qt.Key.Key_G)
    assert sheet.seen.ghost.isNull()
    alone = sheet.seen.grab().toImage().pixelColor(sheet.seen.width() // 2, 60)
    assert through != alone
    sheet.take()
    qtbot.waitUntil(lambda: len(views(page)) == len(before) + 1)
    assert views(page)[-1] == "front"
    assert page.writing.form.photos[-1].width == 1920
    assert sheet.told.text().startswith("1 taken. Next: ")
    assert asked[0] == "front"
    sheet.choice.changed.emit("b")
    assert lens.on == "b"
    sheet.dismiss()
    assert lens.on == ""


def test_without_a_camera_other_ways_are_said(page: ReportPage) -> None:
    sheet = look(page, Lens(), lambda _view: "", [])
    assert sheet.told.text() == MISSING
    assert not sheet.seen.isVisible()
    assert not sheet.take_button.isEnabled()
    sheet.dismiss()


def test_camera_that_is_plugged_in_and_out_is_followed(page: ReportPage) -> None:
    lens, there = Lens(), list[Camera]()
    sheet = look(page, lens, lambda _view: "", there)
    assert sheet.told.text() == MISSING
    there.append(Camera("m", "Microscope"))
    sheet.find_cameras()
    assert lens.on == "m"
    assert sheet.seen.isVisible()
    assert sheet.told.text() == "Next: front view"
    lens.see("navy")
    there.insert(0, Camera("w", "Webcam"))
    sheet.find_cameras()
    assert (lens.on, sheet.choice.value) == ("m", "m"), "what one looks through stays"
    assert sheet.take_button.isEnabled()
    del there[1]
    sheet.find_cameras()
    assert lens.on == "w"
    assert not sheet.take_button.isEnabled(), "no old frame is taken"
    there.clear()
    sheet.find_cameras()
    assert lens.on == ""
    assert sheet.told.text() == MISSING
    sheet.dismiss()


def test_camera_that_shows_nothing_is_explained(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_sheet, "DARK_MS", 10)
    lens = Lens()
    sheet = look(page, lens, lambda _view: "", [Camera("a", "Webcam")])
    qtbot.waitUntil(lambda: sheet.told.text() == DARK)
    lens.see("navy")
    assert sheet.told.text() == "Next: front view"
    sheet.dismiss()


# ---------------------------------------------------------------------- which way
def test_ways_are_asked_by_key_and_taken_by_digit(
    qtbot: QtBot,
    evidence_window: MainWindow,
    page: ReportPage,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(phone_sheet, "networks", lambda: [HERE])
    keys(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    sheet = evidence_window.findChildren(WaysSheet)[-1]
    assert [way.accessibleName() for way in sheet.ways] == [
        "Choose files",
        "By phone",
        "Camera or microscope",
        "From a watched folder",
        "Paste what was copied",
    ]
    keys(Qt.Key.Key_2)
    shown = evidence_window.findChildren(PhoneSheet)[-1]
    assert shown.is_open
    assert not sheet.is_open
    keys(Qt.Key.Key_Escape)
    assert not shown.is_open


def test_palette_has_each_way(page: ReportPage) -> None:
    words = {action.text() for action in page.commands()}
    assert {
        "Take photos by phone",
        "Take photos with a camera or microscope",
        "Take the photos that arrive in a folder",
    } <= words


# ---------------------------------------------------------------------- dropped
def test_the_decoders_start_while_pictures_are_still_held_over_the_strip(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    photos.shut_down()
    file = tmp_path / "ring.png"
    file.write_bytes(picture("gold"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    over = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.strip.dragEnterEvent(over)
    assert over.isAccepted()
    qtbot.waitUntil(lambda: all(process.is_running for process in photos._decoders.all))
    photos.shut_down()


def test_the_code_is_smaller_where_the_window_is_low(qtbot: QtBot, page: ReportPage) -> None:
    page.window().resize(911, 512)
    sheet = phone(page, [HERE])
    qtbot.waitUntil(sheet.state.isVisible)
    assert sheet.code.width() == 172
    picture = sheet.code.grab().toImage()
    assert picture.pixelColor(2, 2).name() == "#ffffff", "its quiet zone stays"
    dark = [picture.pixelColor(x, 86).name() == "#000000" for x in range(picture.width())]
    assert any(dark)
    sheet.dismiss()

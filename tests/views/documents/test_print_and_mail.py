"""A paper printed with a choice, handed to the mail program, and found by its kind."""

from __future__ import annotations

import email
import email.policy
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.card_sheets import make_price_cards
from app.services.paper_mail import draft_folder
from app.shop import Shop
from app.views.documents import mailing
from app.views.documents.document_page import DocumentPage
from app.views.documents.page import DocumentsPage
from app.views.documents.print_sheet import PrintSheet
from app.views.frame.permit import WHY_NOT
from app.views.frame.window import MainWindow
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.order_fixtures import CTRL, Keys
from tests.views.page_checks import check_page

K = Qt.Key


@pytest.fixture
def cards(house: Shop, staff: dict[str, Actor], ring: int) -> int:
    with house.work(staff["sara"], "price_cards") as w:
        return make_price_cards(w, [ring]).first("document")


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, cards: int) -> DocumentPage:
    evidence_window.navigate("document", cards)
    made = evidence_window.page
    assert isinstance(made, DocumentPage)
    qtbot.waitUntil(lambda: made.view.page_count > 0, timeout=15_000)
    return made


def over(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    def there() -> list[Any]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def test_several_copies_go_out_and_the_second_time_wants_its_reason_in_the_sheet(
    qtbot: QtBot, page: DocumentPage, evidence_window: MainWindow, keys: Keys, print_folder: Path
) -> None:
    check_page(qtbot, page)
    keys(K.Key_P, CTRL)
    sheet = over(qtbot, evidence_window, PrintSheet)
    assert sheet.printer.choice.currentText() == "Into the folder, as a file"
    assert sheet.reasons is None
    for typed in ("0", "51", "two", ""):
        sheet.copies.set_text(typed)
        sheet.take()
        assert sheet.isVisible()
        assert sheet.copies.error
    sheet.copies.set_text("2")
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.chip.status.text == "Printed once", timeout=15_000)
    assert page.card is not None
    assert page.card.printings[0].copies == 2
    page.print_with_choice()
    again = over(qtbot, evidence_window, PrintSheet)
    assert "marked COPY" in again.sentence.text()
    again.take()
    assert again.said.text() == "Choose a reason first: press its letter."
    again.reasons.set_value("lost")
    again.take()
    qtbot.waitUntil(lambda: page.chip.status.text == "Printed 2 times", timeout=15_000)
    assert page.card.printings[0].reason == "lost"
    assert any("copy1" in path.name for path in print_folder.iterdir())


def test_the_draft_is_opened_with_the_paper_in_it(
    qtbot: QtBot, page: DocumentPage, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def take(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    monkeypatch.setattr(mailing.shutil, "which", lambda _name: None)
    keys(K.Key_M, CTRL)
    qtbot.waitUntil(lambda: bool(opened))
    draft = Path(opened[0].toLocalFile())
    assert draft.parent == draft_folder()
    assert draft.name == "W10-26-00001.eml"
    read = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    (attached,) = list(read.iter_attachments())
    assert page.paper is not None
    assert attached.get_content() == page.paper.pdf
    assert read["X-Unsent"] == "1"
    assert "Nothing was sent yet" in page.hint_bar.state


def test_the_desktop_s_own_way_attaches_it(
    qtbot: QtBot, page: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_how: Any) -> subprocess.CompletedProcess[Any]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="mail.desktop\n")

    monkeypatch.setattr(mailing.sys, "platform", "linux")
    monkeypatch.setattr(mailing.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(mailing.subprocess, "run", run)
    page.mail()
    qtbot.waitUntil(lambda: len(asked) == 2)
    command = asked[1]
    assert command[0] == "xdg-email"
    attached = Path(command[command.index("--attach") + 1])
    assert attached.name == "W10-26-00001.pdf"
    assert page.paper is not None
    assert attached.read_bytes() == page.paper.pdf
    qtbot.waitUntil(lambda: "Nothing was sent yet" in page.hint_bar.state)


def test_without_a_mail_program_it_is_said_what_to_do(
    qtbot: QtBot, page: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    monkeypatch.setattr(mailing.shutil, "which", lambda _name: None)
    page.mail()
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert bar.title.text() == "No mail program"
    assert "Save W10-26-00001.pdf" in bar.sentence.text()
    assert list(draft_folder().iterdir()) == []


def test_the_list_shows_every_kind(
    qtbot: QtBot, evidence_window: MainWindow, cards: int, keys: Keys
) -> None:
    evidence_window.navigate("documents")
    page = evidence_window.page
    assert isinstance(page, DocumentsPage)
    check_page(qtbot, page)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.kinds.set_value("credit_note")
    page.kinds.changed.emit("credit_note")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.empty.title.text() == "No credit note yet"
    page.kinds.set_value("price_cards")
    page.kinds.changed.emit("price_cards")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.kinds.set_value("job_bag")
    page.kinds.changed.emit("job_bag")
    qtbot.waitUntil(lambda: page.view_code == "job_bag" and page.empty.isVisible())
    page.views.choose("all")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.kinds.value == ""


def test_who_may_not_print_hears_who_may(
    qtbot: QtBot, page: DocumentPage, evidence_window: MainWindow, staff: dict[str, Actor]
) -> None:
    evidence_window.desk.session.sign_in(staff["adam"])
    commands = {action.text(): action for action in page.commands()}
    qtbot.waitUntil(lambda: not commands["Send by e-mail"].isEnabled())
    assert "may print documents" in str(commands["Send by e-mail"].property(WHY_NOT))
    assert not commands["Print with a choice"].isEnabled()

"""Sara's part of the day: a consigned ring is taken in, examined, signed for, tagged and scanned."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.resources import resource
from app.tour.day import Day
from app.tour.hands import TourError
from app.views.documents.paper_sheet import PaperSheet
from app.views.pieces.piece_page import PiecePage
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet
from app.views.settings.page import SettingsPage
from app.views.take_in.page import TakeInPage
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.signature_pad import SignaturePad

RING = "Edwardian sapphire cluster ring"
STONES = "1 sapphire oval 7.02x5.11x3.20; 14 diamonds round 0.19ct"
TYPED = (RING, "y", "750", "750", "N 1/2", STONES, "", "5.480", "6,300", "5,400")
"""What is typed at take-in, field after field; the empty one ends the list of stones."""
PHOTOS = ("cluster_top", "cluster_front", "cluster_side")
MARKS = (
    ((35, 66), "pr3", "W", "2"),
    ((48, 42), "st1", "A", "1"),
    ((13, 58), "sho-l", "S", "1"),
    ((88, 66), "sho-r", "D", "3"),
)
"""Findings: where on the photo in percent, its place, the letter of its kind, how bad."""
PEN = (
    ((80, 600), (180, 300), (240, 700), (330, 350), (400, 650), (500, 400), (560, 620), (700, 420)),
    ((620, 300), (680, 620), (760, 330), (860, 560), (930, 450)),
)
"""Strokes of a pen in thousandths of the field."""


def take_in_a_ring(day: Day) -> None:
    """Clara Whitcombe is found by three letters; her ring is described, weighed, photographed."""
    hands = day.stage.hands
    day.sign_in("sara")
    hands.command("Go to Take-in")
    page = day.page(TakeInPage)
    page.consignor.finder.field.setFocus()
    hands.write("cla")
    hands.until(lambda: page.consignor.finder.model.rowCount() > 1, "Clara Whitcombe")
    hands.key("Return")
    hands.until(lambda: page.consignor.party is not None, "her card")
    hands.key("Ctrl+Return")
    hands.until(page.terms.isVisible, "the terms")
    hands.until(lambda: page.terms.base.text, "the house's usual terms")
    hands.key("Ctrl+Return")
    hands.until(page.pieces.isVisible, "the form of a piece")
    hands.still()
    hands.key("R")
    hands.still()
    hands.key("Return")
    for words in TYPED:
        hands.write(words)
        hands.key("Return")
        hands.still()
    hands.key("G")
    editor = page.pieces.editor
    hands.drop(editor, [resource("sample", "jewels", f"{name}.jpg") for name in PHOTOS])
    hands.until(lambda: len(editor.photos.photos) == len(PHOTOS), "its photos")
    day.stage.picture("take-in-piece")


def write_the_report(day: Day) -> None:
    """Four findings marked on the photo, stones counted, weighed again, graded, signed, printed."""
    hands = day.stage.hands
    hands.key("F6")
    page = day.page(ReportPage)
    hands.until(lambda: page.writing.photo is not None and page.canvas.has_photo, "its photo")
    day.piece_id = page.writing.piece.id if page.writing.piece else 0
    for place, location, kind, severity in MARKS:
        mark(day, page, place, location, kind, severity)
    hands.fill("Stones found", "15")
    hands.fill("Weight after", "5.481")
    hands.press(QAbstractButton, "Overall grade good")
    hands.press(QAbstractButton, "Shown to the client Yes")
    day.stage.picture("report-draft")
    hands.key("F10")
    hands.draw(hands.find(SignSheet).pad, PEN)
    hands.key("Return")
    hands.until(lambda: page.opened and page.opened.card, "the signed report")
    day.report_id = day.ask("SELECT id FROM report WHERE piece_id = ?", day.piece_id)
    hands.key("F5")
    sheet = hands.find(PaperSheet)
    hands.until(lambda: sheet.paper is not None, "the paper")
    day.stage.picture("report-paper")
    hands.press(QAbstractButton, "Print")
    day.printed("condition_report")


def mark(
    day: Day, page: ReportPage, place: tuple[int, int], location: str, kind: str, severity: str
) -> None:
    """One finding: a click, its place, a letter, a digit."""
    hands, view = day.stage.hands, page.canvas.viewport()
    hands.click(view, QPoint(view.width() * place[0] // 100, view.height() * place[1] // 100))
    hands.still()
    hands.write(location)
    if QApplication.focusWidget() in hands.there(QLineEdit, "Location"):
        hands.key("Return")  # a place that needs no number is taken as soon as it is typed
    for key in (kind, severity):
        hands.still()
        hands.key(key)
    hands.still()


def sign_the_receipt(day: Day) -> None:
    """Back at the take-in both sides sign on the screen; the receipt is printed."""
    hands = day.stage.hands
    hands.command("Go to Take-in")
    page = day.page(TakeInPage)
    hands.until(page.pieces.isVisible, "the batch")
    hands.key("F10")
    hands.until(page.sign.isVisible, "the receipt to be signed")
    for pad in hands.there(SignaturePad):
        hands.draw(pad, PEN)
    day.stage.picture("take-in-sign")
    hands.key("F10")
    day.printed("take_in_receipt")
    day.agreement_id, day.document_id = (
        day.ask("SELECT agreement_id FROM consignment_item WHERE piece_id = ?", day.piece_id),
        day.ask("SELECT id FROM document WHERE document_kind = 'take_in_receipt' ORDER BY id DESC"),
    )


def print_the_tag(day: Day) -> None:
    """The bar that tells of the signed take-in offers its tags: drawn, read back, stored, printed."""
    day.stage.hands.key("Alt+T")
    day.printed("tag")
    day.code = day.ask("SELECT code FROM piece_now WHERE id = ?", day.piece_id)


def scan_the_tag(day: Day) -> None:
    """From a page that has nothing to do with it, one scan brings the ring onto the screen."""
    hands, window = day.stage.hands, day.stage.place.window
    hands.command("Go to Settings")
    day.page(SettingsPage)
    hands.scan(day.code)
    page = day.page(PiecePage)
    hands.until(lambda: window.here == ("piece", day.piece_id), "the ring's page")
    hands.until(lambda: page.title == RING, "the ring itself")
    day.stage.picture("scanned")


def scan_a_wrong_code(day: Day) -> None:
    """Two digits swapped: no piece is opened, and a sentence says what to do."""
    hands = day.stage.hands
    wrong = day.code[:8] + day.code[9] + day.code[8] if day.code[8] != day.code[9] else ""
    wrong = wrong or day.code[:9] + str((int(day.code[9]) + 1) % 10)
    hands.scan(wrong)
    hands.until(lambda: hands.there(SentenceBar), "a sentence about the wrong code")
    said = hands.there(SentenceBar)[0]
    if "not" not in f"{said.title.text()} {said.sentence.text()}":
        raise TourError(f"a wrong code was taken: {said.title.text()}")
    day.stage.picture("scan-wrong-code")

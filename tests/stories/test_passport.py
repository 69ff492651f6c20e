"""By keys alone: the insurer asks for the day of a loss; the manager answers with a paper."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
from PySide6.QtCore import Qt

from app.services.check import check
from app.services.documents import document_content, document_paper
from app.services.passport_moment import NOT_KNOWN
from app.views.documents.making import AskSheet
from app.views.passport.loss_sheet import LossSheet
from app.views.passport.page import PassportPage
from app.views.passport.place_page import PlaceMomentPage
from tests.views.conftest import dress as dress
from tests.views.conftest import dressed as dressed
from tests.views.conftest import pool as pool
from tests.views.conftest import settings_file as settings_file
from tests.views.floor import CTRL, SHIFT
from tests.views.passport.conftest import Hands
from tests.views.passport.conftest import hands as hands
from tests.views.passport.conftest import house as house
from tests.views.passport.conftest import lived as lived
from tests.views.passport.conftest import old_shop as old_shop

K = Qt.Key


def _words(pdf: bytes) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as paper:
        return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in paper)


def _palette(hands: Hands, words: str) -> None:
    hands.press(K.Key_K, CTRL)
    hands.type(words)
    hands.press(K.Key_Return)


def test_an_insurer_asks_what_was_where_on_the_day_of_a_loss(hands: Hands) -> None:
    # The ring stands on the screen; F2 opens its life.
    hands.window.navigate("piece", hands.lived.piece)
    piece = hands.window.page
    hands.until(lambda: piece.view)  # type: ignore[union-attr]
    hands.press(K.Key_F2)
    hands.until(lambda: isinstance(hands.window.page, PassportPage))
    page = hands.window.page
    assert isinstance(page, PassportPage)
    hands.until(lambda: page.moment)

    # The insurer's letter names a day; a wrong one and one to come are refused beside the field.
    _palette(hands, "date of a loss")
    hands.until(lambda: hands.focus == "Date of the loss")
    sheet = hands.window.findChild(LossSheet)
    assert sheet is not None
    for typed, said in (("31 Feb", "is not a date"), ("2999-01-01", "has not come yet")):
        sheet.date.input.selectAll()
        hands.type(typed)
        hands.press(K.Key_Return, CTRL)
        assert said in sheet.date.error
    sheet.date.input.selectAll()
    hands.type(page.words.day_at(hands.lived.day(5)).isoformat())
    hands.press(K.Key_Return)
    assert hands.focus == "Time"
    hands.type("4 pm")
    hands.press(K.Key_Return, CTRL)
    assert hands.answered(page) == "Vitrine A, Tray 7"
    assert page.words.clock(page.at) == "16:00"
    assert page.moment is not None
    insured = {one.what: one.words for one in page.moment.worth}["insured"]
    hands.until(lambda: page.panel.proof._words.text().endswith("none changed since"))

    # The event before tells since when; there is nothing known from before it came.
    at = page.at
    hands.until(lambda: hands.window.isActiveWindow())
    page.list.setFocus()
    hands.press(K.Key_Left, SHIFT)
    assert page.at == hands.lived.day(4)
    hands.press(K.Key_Home)
    hands.press(K.Key_Left)
    hands.until(lambda: page.panel.headline.text() == NOT_KNOWN)
    page.put(at)
    hands.answered(page)

    # Worth and custody alone go to the insurer, as a paper with a number.
    hands.press(K.Key_I)
    hands.until(lambda: hands.window.findChild(AskSheet) is not None)
    hands.until(lambda: hands.focus == "Language of the paper")
    hands.press(K.Key_Return, CTRL)
    hands.until(lambda: hands.window.here[0] == "document")
    with closing(hands.house.reader()) as db:
        document = db.value("SELECT id FROM document WHERE document_kind = 'passport'")
        content = document_content(db, document)
        said = _words(document_paper(db, hands.house.files, document).pdf)
    assert (content.asked_at, content.insurer) == (at, True)
    for words in ("Statement for the insurer", "Vitrine A, Tray 7", insured, content.number):
        assert words in said
    for never in ("Reserve", "4,400.00", "Condition reports", "Bench 1"):
        assert never not in said

    # And everything that lay in that vitrine then, with its total.
    hands.press(K.Key_Escape)
    hands.until(lambda: hands.window.page is page)
    hands.answered(page)
    page.list.setFocus()
    hands.press(K.Key_H, CTRL)
    hands.until(lambda: isinstance(hands.window.page, PlaceMomentPage))
    lying = hands.window.page
    assert isinstance(lying, PlaceMomentPage)
    hands.until(lambda: lying.lying and lying.lying.at == at)
    assert lying.lying is not None
    assert [one.id for one in lying.lying.pieces] == [hands.lived.piece]
    assert insured in lying.total.text()
    assert not check(hands.house).problems

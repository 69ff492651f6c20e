"""Price cards, labels, count sheets, transfer lists and command cards, each from its own page."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Move
from app.models.shopwide import Place
from app.services.card_sheets import make_place_labels
from app.services.documents import document_content
from app.shop import Shop
from app.views.documents import goods_papers
from app.views.documents.document_page import DocumentPage
from app.views.documents.making import AskSheet
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.permit import WHY_NOT
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from tests.views.evidence_fixtures import evidence_window as evidence_window
from tests.views.evidence_fixtures import print_folder as print_folder
from tests.views.evidence_fixtures import ring as ring
from tests.views.order_fixtures import value


@pytest.fixture
def vitrine(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["first"], "place") as w:
        return int(w.add(Place, name="VIT", title="Vitrine", kind_code="vitrine"))


def give(window: MainWindow, words: str) -> None:
    """Give a command of the page as the palette does."""
    assert window.page is not None
    next(action for action in window.page.commands() if action.text() == words).trigger()


def over(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    def there() -> list[Any]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def shown(qtbot: QtBot, window: MainWindow, house: Shop) -> Any:
    """The content of the paper that was made, whose page stands there."""
    qtbot.waitUntil(lambda: isinstance(window.page, DocumentPage), timeout=15_000)
    page = window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.view.page_count > 0, timeout=15_000)
    db = house.reader()
    try:
        return document_content(db, page._record)
    finally:
        db.close()


def test_a_piece_gets_its_card_and_the_card_stands_among_its_papers(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, ring: int
) -> None:
    evidence_window.navigate("piece", ring)
    page = evidence_window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.view is not None)
    give(evidence_window, "Make its price card")
    cards = shown(qtbot, evidence_window, house)
    assert [card.price_minor for card in cards.cards] == [630_000]
    evidence_window.navigate("piece", ring)
    give(evidence_window, "Papers")
    papers = over(qtbot, evidence_window, PapersSheet)
    qtbot.waitUntil(lambda: bool(papers.rows))
    assert papers.rows[0].text() == "Price cards W10-26-00001"
    papers.dismiss()


def test_marked_pieces_get_cards_from_the_list(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, ring: int
) -> None:
    evidence_window.navigate("pieces")
    page: Any = evidence_window.page
    qtbot.waitUntil(lambda: page.view.current_id == ring)
    give(evidence_window, "Make price cards")
    assert len(shown(qtbot, evidence_window, house).cards) == 1


def test_a_place_gets_labels_and_a_count_sheet(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, vitrine: int
) -> None:
    evidence_window.navigate("place", vitrine)
    page: Any = evidence_window.page
    qtbot.waitUntil(lambda: page._card is not None and page.places.view.current_id == vitrine)
    give(evidence_window, "Make a sheet of labels")
    assert [label.name for label in shown(qtbot, evidence_window, house).labels] == ["VIT"]
    evidence_window.navigate("place", vitrine)
    give(evidence_window, "Make a count sheet")
    sheet = over(qtbot, evidence_window, AskSheet)
    sheet.fields["rows"].set_text("900")
    sheet.take()
    assert "0 to 200" in sheet.fields["rows"].error
    sheet.fields["rows"].set_text("12")
    sheet.fields["counters"].set_text("Noor, Kim")
    sheet.take()
    counted = shown(qtbot, evidence_window, house)
    assert (counted.blind, counted.rows, counted.counters) == (True, 12, ("Noor", "Kim"))
    assert counted.scope == "Vitrine"


def test_a_transfer_list_says_what_the_last_move_carried(
    qtbot: QtBot,
    evidence_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
    ring: int,
    vitrine: int,
) -> None:
    evidence_window.navigate("scan")
    give(evidence_window, "Make the transfer list")
    qtbot.waitUntil(
        lambda: any(
            "Nothing was moved yet" in bar.title.text() for bar in _refusals(evidence_window)
        )
    )
    with house.work(staff["sara"], "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=vitrine)
        moved = w.id
    goods_papers.transfer_list(evidence_window.desk, moved)
    sheet = over(qtbot, evidence_window, AskSheet)
    qtbot.waitUntil(
        lambda: sheet.sentence.text().startswith("Of the last move: 1 piece to Vitrine, today ")
    )
    sheet.fields["seal"].set_text("0098812")
    sheet.fields["values"].set_value(False)
    sheet.take()
    said = shown(qtbot, evidence_window, house)
    assert (said.seal, said.to_place) == ("0098812", "Vitrine")
    assert [item.value_minor for item in said.items] == [None]


def _refusals(window: MainWindow) -> list[Any]:
    from app.views.widgets.sentence_bar import SentenceBar

    return [bar for bar in window.findChildren(SentenceBar, "refusal") if bar.isVisible()]


def test_command_cards_are_made_at_the_scanner(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop
) -> None:
    evidence_window.navigate("scanner")
    give(evidence_window, "Make command cards")
    sheet = over(qtbot, evidence_window, AskSheet)
    sheet.fields["which"].set_value("stages")
    sheet.take()
    cards = shown(qtbot, evidence_window, house)
    assert cards.commands
    assert all(name.startswith("STAGE ") for name in cards.commands)
    assert value(house, "SELECT count(*) FROM document") == 1


def test_who_may_not_hears_who_may(
    qtbot: QtBot, evidence_window: MainWindow, staff: dict[str, Actor], ring: int
) -> None:
    evidence_window.navigate("pieces")
    page = evidence_window.page
    assert page is not None
    evidence_window.desk.session.sign_in(staff["emma"])
    cards = next(one for one in page.commands() if one.text() == "Make price cards")
    qtbot.waitUntil(lambda: not cards.isEnabled())
    assert "may print tags" in str(cards.property(WHY_NOT))


def test_a_place_shows_its_papers_and_what_can_be_made(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], vitrine: int
) -> None:
    with house.work(staff["sara"], "place_labels") as w:
        made = make_place_labels(w, [vitrine]).first("document")
    evidence_window.navigate("place", vitrine)
    page: Any = evidence_window.page
    qtbot.waitUntil(lambda: page._card is not None and page._card.id == vitrine)
    give(evidence_window, "Papers")
    papers = over(qtbot, evidence_window, PapersSheet)
    assert [row.text() for row in papers.ways] == [
        "Make a sheet of labels",
        "Make a count sheet",
        "Make the list of the last move to it",
    ]
    qtbot.waitUntil(lambda: bool(papers.rows))
    papers.rows[0].click()
    assert evidence_window.here == ("document", made)
    qtbot.waitUntil(lambda: shown(qtbot, evidence_window, house) is not None)


def test_the_list_of_a_move_is_made_from_the_piece_and_from_the_place(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], ring: int,
    vitrine: int,
) -> None:  # fmt: skip
    with house.work(staff["first"], "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=vitrine)
    evidence_window.navigate("piece", ring)
    page = evidence_window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.view is not None)
    words = [action.text() for action in page.commands()]
    assert "Hand over, or take back" in words
    give(evidence_window, "Make the list of its last move")
    sheet = over(qtbot, evidence_window, AskSheet)
    sheet.take()
    listed = shown(qtbot, evidence_window, house)
    assert listed.to_place.startswith("Vitrine")
    assert len(listed.items) == 1
    evidence_window.navigate("place", vitrine)
    place: Any = evidence_window.page
    qtbot.waitUntil(lambda: place._card is not None)
    give(evidence_window, "Make the list of the last move to it")
    over(qtbot, evidence_window, AskSheet).take()
    assert shown(qtbot, evidence_window, house).number > listed.number

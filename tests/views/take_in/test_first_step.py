"""Whose pieces come in: the ways by arrows, somebody new, and who is marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from app.domain.actors import Actor
from app.services.parties import add_party
from app.services.party_forms import PartyForm
from app.shop import Shop
from app.views.take_in.page import TakeInPage
from app.views.widgets.text import Text
from tests.views.floor import CTRL, Floor
from tests.views.take_in.conftest import CONSIGNOR, PIECES, TakeIn


@pytest.fixture
def margaret(house: Shop, staff: dict[str, Actor]) -> int:
    """Margaret Ashby, a consignor whose name begins as Margo's does."""
    form = PartyForm(given="Margaret", family="Ashby", roles=frozenset({"consignor"}))
    with house.work(staff["mia"], "add_party") as w:
        return add_party(w, form).first("party")


def marked(take_in: TakeIn) -> str:
    """Whom the list marks."""
    finder = take_in.page.consignor.finder
    index = finder.list.currentIndex()
    return finder.model.rows[index.row()].words if index.isValid() else ""


def foot(take_in: TakeIn) -> str:
    """What the bottom line says."""
    return take_in.page.hint_bar.findChildren(QLabel)[0].text()


def to_the_ways(take_in: TakeIn) -> None:
    """Shift+Tab from the search."""
    take_in.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)


def test_arrows_walk_over_the_ways_and_enter_goes_on(take_in: TakeIn) -> None:
    step = take_in.page.consignor
    to_the_ways(take_in)
    assert take_in.focus == "Consigned"
    take_in.press(Qt.Key.Key_Right)
    assert (take_in.focus, step.ownership) == ("Bought by the house", "owned")
    take_in.press(Qt.Key.Key_Right)
    assert (take_in.focus, step.ownership) == ("A client’s own", "customer_property")
    take_in.press(Qt.Key.Key_Return)
    assert take_in.focus == "Find the person"


def test_a_letter_chooses_a_way_and_goes_on_at_once(take_in: TakeIn) -> None:
    to_the_ways(take_in)
    take_in.keys("B")
    assert take_in.focus == "Go on"
    take_in.press(Qt.Key.Key_Return)
    take_in.begun()
    assert take_in.page.batch.ownership == "owned"


def test_who_was_found_is_still_there_behind_a_walk_over_bought(
    take_in: TakeIn, clara: int
) -> None:
    step = take_in.page.consignor
    step.show_party(clara)
    take_in.until(lambda: step.party)
    step.way.focus_chosen()
    take_in.press(Qt.Key.Key_Right)
    assert step.party is None, "what the house has bought is nobody's"
    take_in.press(Qt.Key.Key_Right)
    assert step.party is not None
    assert step.person.isVisible()
    take_in.press(Qt.Key.Key_Return)
    take_in.press(Qt.Key.Key_Return)
    take_in.begun()
    assert take_in.page.batch.party_id == clara


def test_what_is_bought_is_said_at_the_top_with_its_own_words(take_in: TakeIn) -> None:
    step = take_in.page.consignor
    assert foot(take_in).startswith("Three letters of the name")
    step.way.choose("owned")
    take_in.until(step.bought_button.isVisible)
    assert "letters" not in foot(take_in)
    assert not step.go_button.isVisible()
    assert step.begun.isVisible(), "what was begun is offered here too"
    heading = next(t for t in step.findChildren(Text) if t.text() == "Whose pieces come in?")
    tops = [part.mapTo(step, QPoint(0, 0)).y() for part in (heading, step.way, step.bought_button)]
    assert tops[0] < 30
    assert tops[1] - tops[0] < 50
    assert tops[2] - tops[1] < 100


def test_nobody_is_added_to_what_the_house_has_bought(take_in: TakeIn) -> None:
    take_in.page.consignor.way.choose("owned")
    take_in.page.can.new.trigger()
    assert not take_in.page.consignor.adding


def test_escape_leaves_somebody_new_and_keeps_what_was_typed(take_in: TakeIn) -> None:
    step = take_in.page.consignor
    take_in.keys("hugo brandt")
    take_in.press(Qt.Key.Key_N, CTRL)
    assert take_in.focus == "E-mail"
    assert "Esc" in foot(take_in)
    take_in.keys("hugo@brandt.example")
    take_in.press(Qt.Key.Key_Escape)
    assert not step.adding
    assert take_in.focus == "Find the person"
    assert take_in.step == CONSIGNOR
    take_in.press(Qt.Key.Key_N, CTRL)
    take_in.until(lambda: step.fields.email.text == "hugo@brandt.example")
    assert (step.fields.given.text, step.fields.family.text) == ("Hugo", "Brandt")
    take_in.page.can.forward.trigger()
    take_in.until(lambda: step.party and step.party.display == "Hugo Brandt")
    assert take_in.floor.ask("SELECT count(*) FROM draft WHERE draft_kind = 'party'") == 0


def test_escape_in_an_untouched_form_leaves_nothing_behind(take_in: TakeIn) -> None:
    step = take_in.page.consignor
    take_in.press(Qt.Key.Key_N, CTRL)
    take_in.press(Qt.Key.Key_Escape)
    assert not step.adding
    assert take_in.floor.ask("SELECT count(*) FROM draft WHERE draft_kind = 'party'") == 0


def test_one_word_is_a_family_name_and_the_other_name_is_asked(take_in: TakeIn) -> None:
    take_in.keys("whitmore")
    take_in.press(Qt.Key.Key_N, CTRL)
    fields = take_in.page.consignor.fields
    assert (fields.given.text, fields.family.text) == ("", "Whitmore")
    assert take_in.focus == "Given name"


def test_a_name_with_a_comma_begins_with_the_family(take_in: TakeIn) -> None:
    take_in.keys("whitmore, clara")
    take_in.press(Qt.Key.Key_N, CTRL)
    fields = take_in.page.consignor.fields
    assert (fields.given.text, fields.family.text) == ("Clara", "Whitmore")


@pytest.mark.usefixtures("margaret")
def test_who_was_added_is_marked_and_nobody_else(take_in: TakeIn) -> None:
    step = take_in.page.consignor
    take_in.keys("marg")
    take_in.until(lambda: marked(take_in) == "Margaret Ashby")
    take_in.press(Qt.Key.Key_N, CTRL)
    step.fields.given.set_text("Margo")
    step.fields.family.set_text("Whitmore")
    take_in.page.can.forward.trigger()
    take_in.until(lambda: step.party and step.party.display == "Margo Whitmore")
    assert marked(take_in) != "Margaret Ashby"
    take_in.until(lambda: marked(take_in) == "Margo Whitmore")
    assert step.finder.field.text() == "Margo Whitmore"


def test_of_two_with_one_name_the_one_who_was_added_is_marked(
    take_in: TakeIn, house: Shop, staff: dict[str, Actor]
) -> None:
    elder = PartyForm(given="Margo", family="Whitmore", roles=frozenset({"consignor"}))
    with house.work(staff["mia"], "add_party") as w:
        add_party(w, elder)
    step = take_in.page.consignor
    take_in.keys("margo whitmore")
    take_in.press(Qt.Key.Key_N, CTRL)
    take_in.page.can.forward.trigger()
    take_in.until(lambda: step.party and step.finder._found[1:])
    at = step.finder.list.currentIndex().row()
    assert step.party is not None
    assert step.finder._found[at].id == step.party.id


@pytest.mark.parametrize(
    ("way", "role", "called"),
    [("customer_property", "client", "Client"), ("consigned_in", "consignor", "Consignor")],
)
def test_who_brings_pieces_is_called_what_they_are(
    take_in: TakeIn, way: str, role: str, called: str
) -> None:
    step = take_in.page.consignor
    step.way.choose(way)
    take_in.page.can.new.trigger()
    step.fields.family.set_text("Whitmore")
    take_in.page.can.forward.trigger()
    take_in.until(lambda: step.party)
    assert step.party is not None
    assert step.party.roles == (role,)
    assert step.person._since.text().startswith(f"{called} since")


def test_a_consignor_who_is_a_client_too_brings_their_own_as_a_client(
    take_in: TakeIn, house: Shop, staff: dict[str, Actor]
) -> None:
    both = PartyForm(family="Ashby", roles=frozenset({"consignor", "client"}))
    with house.work(staff["mia"], "add_party") as w:
        party_id = add_party(w, both).first("party")
    step = take_in.page.consignor
    step.way.choose("customer_property")
    step.show_party(party_id)
    take_in.until(lambda: step.party)
    assert step.person._since.text().startswith("Client since")
    step.go_on()
    take_in.begun()
    assert take_in.step == PIECES
    side = take_in.page.pieces.side
    take_in.until(lambda: side.person._since.text().startswith("Client since"))


def test_who_may_not_agree_walks_over_what_is_not_allowed(sit: Callable[[str], Floor]) -> None:
    window = sit("olga").window
    window.navigate("take_in")
    page = window.page
    assert isinstance(page, TakeInPage)
    page.consignor.way.choose("consigned_in")
    assert not page.consignor.go_button.isEnabled()
    page.consignor.way.choose("memo_in")
    assert page.consignor.go_button.isEnabled()

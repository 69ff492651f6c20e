"""The house with a few people it knows, and its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.agreements import draft_agreement
from app.services.parties import add_party, check_id, note_party
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.piece_forms import MetalForm, PieceForm
from app.services.take_in import take_in
from app.shop import Shop
from app.views.parties.page import PartiesPage
from app.views.parties.party_page import PartyPage
from tests.views.floor import Floor
from tests.views.floor import sit as sit
from tests.views.hands import Hands

NAMES = (("Clara", "Whitcombe"), ("Elif", "Yılmaz"), ("Søren", "Kjær"), ("Hugo", "Brandt"))


@dataclass
class Known(Hands):
    """The window, and the people by family name."""

    people: dict[str, int]
    agreement: int

    def list_page(self) -> PartiesPage:
        """The list, filled."""
        self.floor.window.navigate("parties")
        page = self.floor.window.page
        assert isinstance(page, PartiesPage)
        self.until(lambda: page.list.model.rowCount() == len(NAMES))
        self.until(lambda: page.party_side.isVisible())
        return page

    def party_page(self, family: str = "Whitcombe") -> PartyPage:
        """Somebody's page, filled."""
        self.floor.window.navigate("party", self.people[family])
        page = self.floor.window.page
        assert isinstance(page, PartyPage)
        self.until(lambda: page.card and page.card.family == family)
        return page


@pytest.fixture
def known(
    qtbot: QtBot, sit: Callable[..., Floor], house: Shop, staff: dict[str, Actor]
) -> Iterator[Known]:
    """Mia at the window; Clara has consigned a ring under a draft."""
    mia = staff["mia"]
    people = {}
    for given, family in NAMES:
        form = PartyForm(
            given=given,
            family=family,
            email=f"{given.lower()}@example.com",
            phone="(212) 555-0123" if given == "Clara" else "",
            address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
            roles=frozenset({"consignor"} if given == "Clara" else {"client"}),
        )
        with house.work(mia, "add_party") as w:
            people[family] = add_party(w, form).first("party")
    clara = people["Whitcombe"]
    with house.work(mia, "begin") as w:
        check_id(w, clara, IdCheck("passport", "US"))
        note_party(w, clara, "Call after four.")
        agreement = draft_agreement(w, clara).first("agreement")
    ring = PieceForm(
        "ring",
        "Platinum solitaire ring",
        metals=(MetalForm("platinum", 950),),
        weight_mg=4_620,
        agreed_minor=520_000,
    )
    with house.work(mia, "take_in") as w:
        take_in(w, agreement, ring)
    floor = sit("mia")
    yield Known(floor, qtbot, people, agreement)
    floor.window.close()

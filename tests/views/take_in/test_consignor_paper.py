"""A paper that was typed at the first step is kept by going on, or refused there; it is never lost."""

from __future__ import annotations

from contextlib import closing

from app.domain.actors import Actor
from app.services.parties import add_party
from app.services.party_forms import PartyForm
from app.shop import Shop
from tests.views.take_in.conftest import CONSIGNOR, TERMS, TakeIn, write


def unseen(house: Shop, actor: Actor) -> int:
    """Somebody whose paper nobody has seen."""
    with house.work(actor, "add_party") as w:
        form = PartyForm(given="Ines", family="Duval", roles=frozenset({"consignor"}))
        return add_party(w, form).first("party")


def shown(take_in: TakeIn, staff: dict[str, Actor]) -> None:
    """The step shows her, and asks for her paper."""
    take_in.page.open_record(unseen(take_in.floor.house, staff["mia"]))
    take_in.until(lambda: take_in.page.consignor.party and take_in.focus == "Passport")


def test_going_on_keeps_the_paper_that_was_typed(take_in: TakeIn, staff: dict[str, Actor]) -> None:
    shown(take_in, staff)
    take_in.enter("P", "FR, Lyon", "77A1")
    take_in.save_next()
    take_in.until(lambda: take_in.step == TERMS)
    party = take_in.page.consignor.party
    assert party is not None
    assert party.id_seen is not None
    assert party.id_seen.issuer == "FR, Lyon"


def test_a_paper_without_its_kind_is_asked_for_and_nothing_is_lost(
    take_in: TakeIn, staff: dict[str, Actor]
) -> None:
    shown(take_in, staff)
    check = take_in.page.consignor.check
    check.issuer.control.setFocus()
    take_in.keys("FR, Lyon")
    take_in.save_next()
    assert take_in.step == CONSIGNOR
    assert check._error.isVisible()
    assert "No paper is chosen yet" in check._error.text()
    take_in.enter("P")
    assert check.issuer.text == "FR, Lyon"
    check.button.click()
    take_in.until(lambda: take_in.focus == "Go on to the terms")
    assert take_in.step == CONSIGNOR
    assert not check.is_begun


def test_what_is_typed_behind_the_papers_letter_does_not_choose_another_one(
    take_in: TakeIn, staff: dict[str, Actor]
) -> None:
    shown(take_in, staff)
    check = take_in.page.consignor.check
    write("PFrance, Paris")
    assert check.paper.value == "passport"
    assert check.issuer.text == "France, Paris"


def test_nothing_typed_goes_on_without_a_paper(take_in: TakeIn, staff: dict[str, Actor]) -> None:
    shown(take_in, staff)
    take_in.save_next()
    take_in.until(lambda: take_in.step == TERMS)


def kept(take_in: TakeIn) -> int:
    """How many papers were seen in this house."""
    with closing(take_in.floor.house.reader()) as db:
        return int(db.rows("SELECT count(*) FROM note WHERE topic = 'id_check'")[0][0])


def test_who_presses_twice_has_the_paper_kept_once(
    take_in: TakeIn, staff: dict[str, Actor]
) -> None:
    shown(take_in, staff)
    take_in.enter("P", "FR, Lyon", "77A1")
    before = kept(take_in)
    take_in.save_next()
    take_in.save_next()
    take_in.until(lambda: take_in.step == TERMS)
    assert kept(take_in) == before + 1

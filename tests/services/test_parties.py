"""People and companies: found by three letters, checked, never merged by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError
from app.models.database import Database
from app.services.lists import open_list
from app.services.parties import (
    add_contact,
    add_party,
    check_id,
    edit_party,
    note_party,
    remove_contact,
)
from app.services.party_cards import party_card
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.party_lists import parties_list
from app.services.party_search import find_parties, likely_duplicates
from app.shop import Shop

CLARA = PartyForm(
    given="Clara",
    family="Whitcombe",
    email="clara@whitcombe.example",
    phone="(212) 555-0123",
    address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
)


def add(shop: Shop, actor: Actor, *forms: PartyForm) -> list[int]:
    with shop.work(actor, "add_party") as w:
        return [add_party(w, form).first("party") for form in forms]


def names(found: list[Any]) -> list[str]:
    return [party.display for party in found]


def test_a_name_is_found_by_its_first_letters_in_any_order_and_without_accents(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    people = ("Clara Whitcombe", "Inès Tanaka", "Elif Yılmaz", "Søren Łukasz", "Zoë Clarke")
    add(
        house, staff["sara"], *(PartyForm(display=name, family=name.split()[-1]) for name in people)
    )
    assert names(find_parties(house_db, "cla")) == ["Clara Whitcombe", "Zoë Clarke"]
    assert names(find_parties(house_db, "whi cla")) == ["Clara Whitcombe"]
    assert names(find_parties(house_db, "ines")) == ["Inès Tanaka"]
    assert names(find_parties(house_db, "yilmaz")) == ["Elif Yılmaz"]
    assert names(find_parties(house_db, "soren luk")) == ["Søren Łukasz"]
    assert names(find_parties(house_db, "zoe")) == ["Zoë Clarke"]
    assert find_parties(house_db, '"; DROP') == []
    assert find_parties(house_db, "  ") == []


def test_consignors_come_first_at_take_in(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    add(
        house,
        staff["sara"],
        PartyForm(display="Claire Adams", family="Adams"),
        PartyForm(display="Clara Whitcombe", family="Whitcombe", roles=frozenset({"consignor"})),
    )
    assert names(find_parties(house_db, "cla", "consignor")) == ["Clara Whitcombe", "Claire Adams"]
    assert names(find_parties(house_db, "cla")) == ["Claire Adams", "Clara Whitcombe"]


@pytest.mark.parametrize(
    "typed", ["555 0134", "555-0134", "5550134", "(415) 555 0134", "55 01 34", "0134"]
)
def test_a_number_is_found_as_it_is_dialled_in_its_town(
    house: Shop, staff: dict[str, Actor], house_db: Database, typed: str
) -> None:
    add(house, staff["sara"], CLARA, replace(CLARA, given="Iris", phone="+1 415 555 0134"))
    assert names(find_parties(house_db, typed)) == ["Iris Whitcombe"]


def test_phone_numbers_are_kept_in_the_international_form(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    (party,) = add(house, staff["sara"], CLARA)
    card = party_card(house_db, party)
    assert {(line.purpose, line.value) for line in card.contacts} == {
        ("email", "clara@whitcombe.example"),
        ("phone", "+12125550123"),
    }
    assert card.display == "Clara Whitcombe"
    assert card.addresses[0].postcode == "10014"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given": "", "family": " "}, "family"),
        ({"display": "x" * 201}, "family"),
        ({"email": "clara at home"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"address": AddressForm("14 Perry Street", "New York")}, "country"),
        ({"roles": frozenset({"queen"})}, "roles"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    house: Shop, staff: dict[str, Actor], changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        add(house, staff["sara"], replace(CLARA, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_likely_duplicate_is_shown_with_its_reason(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    (party,) = add(house, staff["sara"], CLARA)
    same_mail = PartyForm(display="C. Whitcombe", email="Clara@Whitcombe.example")
    same_phone = PartyForm(display="Mrs Whitcombe", phone="+1 212 555 0123")
    same_home = PartyForm(
        display="clara whitcombe", address=AddressForm("", "", "", "100 14", "US")
    )
    for form, why in (
        (same_mail, "the same e-mail address"),
        (same_phone, "the same phone number"),
        (same_home, "the same name and postcode"),
    ):
        found = likely_duplicates(house_db, form)
        assert [(one.party.id, one.why) for one in found] == [(party, why)]
    assert likely_duplicates(house_db, CLARA, but=party) == []
    assert likely_duplicates(house_db, PartyForm(display="Clara Whitcombe")) == []


def test_an_edit_changes_the_first_contact_and_keeps_the_others(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    (party,) = add(house, staff["sara"], CLARA)
    with house.work(staff["sara"], "add_contact") as w:
        add_contact(w, party, "phone", "+33 4 72 00 18 36")
    changed = replace(CLARA, email="", phone="+1 212 555 0199", roles=frozenset({"client"}))
    with house.work(staff["sara"], "edit_party") as w:
        edit_party(w, party, changed)
    card = party_card(house_db, party)
    assert [line.value for line in card.contacts] == ["+12125550199", "+33472001836"]
    assert card.roles == ("client",)
    with house.work(staff["sara"], "remove_contact") as w:
        remove_contact(w, card.contacts[0].id)
    assert [line.value for line in party_card(house_db, party).contacts] == ["+33472001836"]


def test_an_identity_check_says_who_saw_which_paper_and_never_its_number(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    (party,) = add(house, staff["sara"], CLARA)
    with house.work(staff["sara"], "id_check") as w:
        check_id(w, party, IdCheck("passport", "US", "4711", "2099-01-01"))
        note_party(w, party, "Calls before noon only")
    card = party_card(house_db, party)
    assert card.id_seen is not None
    assert (card.id_seen.document, card.id_seen.by) == ("passport", "Sara Okafor")
    assert "4711" not in repr(card)
    assert [note.text for note in card.notes] == ["Calls before noon only"]
    for check in (IdCheck("library card"), IdCheck("passport", expires_on="2020-01-01")):
        with pytest.raises(InputError), house.work(staff["sara"], "id_check") as w:
            check_id(w, party, check)


def test_who_may_not_write_parties_is_told_so(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotAllowedError):
        add(house, staff["adam"], CLARA)


def test_the_list_has_its_views_and_search(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    add(
        house,
        staff["sara"],
        replace(CLARA, roles=frozenset({"consignor"})),
        PartyForm(display="Atelier Brandt", kind="company", roles=frozenset({"artisan"})),
        PartyForm(display="Hugo Brandt", family="Brandt", roles=frozenset({"client"})),
    )

    def shown(view: str, search: str = "") -> list[str]:
        answers = list(open_list(house_db, parties_list(view, search), "w_parties"))
        return [row.display for row in answers[0].rows.rows]

    assert shown("all") == ["Atelier Brandt", "Hugo Brandt", "Clara Whitcombe"]
    assert shown("consignors") == ["Clara Whitcombe"]
    assert shown("suppliers") == ["Atelier Brandt"]
    assert shown("clients", "bra") == ["Hugo Brandt"]
    assert shown("all", "!!!") == []


def test_a_party_that_is_not_there_is_said_so(house_db: Database) -> None:
    with pytest.raises(NotFoundError):
        party_card(house_db, 4711)

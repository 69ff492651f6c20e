"""Clara Whitcombe, the consignor of many tests."""

from __future__ import annotations

from app.domain.actors import Actor
from app.services.parties import add_party, check_id
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.shop import Shop


def add_clara(house: Shop, actor: Actor) -> int:
    """Her record, with a passport that was seen."""
    with house.work(actor, "add_party") as w:
        made = add_party(
            w,
            PartyForm(
                given="Clara",
                family="Whitcombe",
                email="clara@whitcombe.example",
                phone="(212) 555-0123",
                address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
                roles=frozenset({"consignor"}),
            ),
        )
        check_id(w, made.first("party"), IdCheck("passport", "US"))
    return made.first("party")

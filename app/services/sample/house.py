"""The sample shop before its first day: founded, with its people, places, styles and partners."""

from __future__ import annotations

from pathlib import Path

from app.domain.ids import derived_id
from app.models.shopwide import Style
from app.models.work import Work
from app.photos import Photo
from app.resources import resource
from app.services import settings
from app.services.founding import FOUNDER, found_shop
from app.services.parties import add_party
from app.services.party_forms import AddressForm, PartyForm
from app.services.people import create_user, people_list
from app.services.photos import keep_photo
from app.services.places import PlaceForm, add_place
from app.services.sample import cast
from app.services.sample.state import Sample
from app.shop import Shop

SAMPLE_PASSWORD = "sample.password"
"""Shop-wide: what the sign-in page of the sample shop says; real shops never have it."""


def founded(folder: Path, key: bytes | None) -> Shop:
    """A new shop, its key kept on this PC unless one is given."""
    return found_shop(
        folder,
        name=cast.SHOP_NAME,
        currency=cast.CURRENCY,
        zone=cast.ZONE,
        people="more",
        company_lines=cast.ADDRESS,
        key=key,
    ).shop


def furnished(sample: Sample) -> None:
    """People who may sign in, places, styles with their rules, and those the shop works with."""
    with sample.shop.work(FOUNDER, "found_shop") as w:
        for login, display, role in cast.USERS:
            create_user(w, login, display, cast.PASSWORD, (role,))
        settings.put_quietly(w, SAMPLE_PASSWORD, cast.PASSWORD)
    _know_people(sample)
    with sample.work("adam", "add_places") as w:
        _places(w, sample)
    with sample.work("mia", "add_styles") as w:
        _styles(w, sample)
    with sample.work("mia", "add_parties") as w:
        _partners(w, sample)
    sample.photos = pictures(sample.shop)


def _know_people(sample: Sample) -> None:
    db = sample.shop.reader()
    try:
        sample.people = {person.login: person.actor for person in people_list(db)}
    finally:
        db.close()


def _places(w: Work, sample: Sample) -> None:
    known: dict[str, int] = dict(w.rows("SELECT name, id FROM place WHERE removed = 0"))
    house = known["HOUSE"]
    known["SAFE-2"] = add_place(w, PlaceForm("SAFE-2", "safe", "Second safe", house)).first("place")
    for letter in "BCD":
        name, title = f"VIT-{letter}", f"Vitrine {letter}"
        form = PlaceForm(name, "vitrine", title, house, empty_at_night=True)
        known[name] = add_place(w, form).first("place")
    for n in range(13, 37 + min(round(sample.size) * 12, 240)):
        form = PlaceForm(f"TRAY-{n:02d}", "tray", f"Tray {n}", known["SAFE-2"])
        known[form.name] = add_place(w, form).first("place")
    known["EVENT-MIA"] = add_place(w, PlaceForm("EVENT-MIA", "event", "Miami trunk show")).first(
        "place"
    )
    sample.places = known


def _styles(w: Work, sample: Sample) -> None:
    sample.varieties = cast.varieties(1 + int(sample.size) // 5)
    for one in sample.varieties:
        system, low, high = one.sizes
        sample.styles[one.sku] = w.add(
            Style,
            id=derived_id("style", one.sku),
            sku=one.sku,
            title=one.title,
            category=one.category,
            metal=one.metal.metal,
            fineness=one.metal.fineness,
            list_price_minor=one.price_minor,
            currency=cast.CURRENCY,
            size_system=system,
            size_min=low,
            size_max=high,
            engraving_limit=one.engraving,
            needs_proof=int(bool(one.engraving)),
        )


def _partners(w: Work, sample: Sample) -> None:
    """Those who work at the bench, who lend and who sell to the house."""
    for given, family, code in cast.artisans():
        form = PartyForm(given, family, roles=frozenset({"artisan"}), address=_address(code))
        sample.parties.setdefault("artisan", []).append(add_party(w, form).first("party"))
    for name, role, code in cast.companies():
        form = PartyForm(
            display=name, kind="company", roles=frozenset({role}), address=_address(code)
        )
        sample.parties.setdefault(role, []).append(add_party(w, form).first("party"))


def _address(code: str) -> AddressForm:
    lived = cast.country(code)
    city = lived.cities[0]
    return AddressForm(
        lived.streets[0], city.name, city.region, city.postcode.lstrip("'"), code, purpose="work"
    )


def pictures(shop: Shop) -> dict[str, Photo]:
    """Every picture of the sample, kept once in the shop's store; by name."""
    found = sorted(resource("sample", "jewels").glob("*.jpg"))
    return {path.stem: keep_photo(shop, path.read_bytes(), path.name) for path in found}

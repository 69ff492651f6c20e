"""Founding a shop on this PC, and opening it again with the key that lies here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from app import keys
from app.domain.actors import SYSTEM_USER_ID, Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, StateError
from app.domain.ids import new_id
from app.domain.money import exponent
from app.domain.recovery import key_from, phrase_of
from app.models.shopwide import Place
from app.models.work import Work
from app.services.passwords import hashed
from app.services.people import create_user, valid_login, valid_name
from app.services.settings import COMPANY_LINES, TAG_STOCK, USUAL, put_quietly
from app.services.sign_in import change_password
from app.services.unlocking import Described, describe, open_shop
from app.shop import Shop

__all__ = [
    "FIRST_ROLES",
    "FOUNDER",
    "PEOPLE",
    "Described",
    "Founded",
    "describe",
    "first_person",
    "found_shop",
    "furnish",
    "open_shop",
    "password_by_phrase",
]

PEOPLE = ("one", "few", "more")
"""How many work here: one, two or three, or more; with fewer than four a second person may be later."""
FOUNDER = Actor(SYSTEM_USER_ID, "parure", "Parure", frozenset({"AD", "MG"}))
"""The program while it furnishes a new shop, before anybody can sign in."""
FIRST_ROLES = ("AD", "MG", "OC", "SA")
"""What the first person may do: everything, until there are others to share it with."""

# name, kind, title, parent
_PLACES = (
    ("HOUSE", "site", "The house", ""),
    ("SAFE-1", "safe", "Safe", "HOUSE"),
    ("VIT-A", "vitrine", "Vitrine A", "HOUSE"),
    *((f"TRAY-{n:02d}", "tray", f"Tray {n}", "SAFE-1") for n in range(1, 13)),
    ("INTAKE", "drawer", "Take-in drawer", "HOUSE"),
    ("BENCH-1", "bench", "Bench 1", "HOUSE"),
    ("PHOTO", "photo", "Photo table", "HOUSE"),
    ("PACK", "packing", "Packing table", "HOUSE"),
    ("QUAR", "quarantine", "Quarantine", "HOUSE"),
    ("OUT", "external_party", "With someone outside", ""),
    ("TRANSIT", "in_transit", "On the way", ""),
    ("MISSING", "lost", "Missing", ""),
    ("SOLD", "sold", "With the client", ""),
    ("WRITTEN-OFF", "written_off", "Written off", ""),
)


@dataclass(frozen=True)
class Founded:
    """A new shop: opened, its 24 recovery words, and the sentence that says where its key lies."""

    shop: Shop
    phrase: str
    key_sentence: str


def found_shop(
    path: Path,
    *,
    name: str,
    currency: str,
    zone: str,
    station: int = 10,
    people: str = "one",
    locale: str = "en_US",
    company_lines: str = "",
    login: str = "",
    display: str = "",
    password: str = "",
    key: bytes | None = None,
) -> Founded:
    """Found a shop with its first person, its places and usual terms; its key is kept on this PC.

    Without a ``login`` nobody can sign in yet: the window asks for the first person then. ``key`` is
    given for samples and tests alone: it is kept nowhere then. Refuses with a sentence before
    anything is written.
    """
    _refuse_what_cannot_be(name, currency, zone, people)
    if login:
        for refuse, said in ((valid_login, login), (valid_name, display), (hashed, password)):
            refuse(said)

    def furnished(w: Work) -> None:
        furnish(w, company_lines)
        if login:
            create_user(w, login, display, password, FIRST_ROLES)

    raw = key or keys.new_key()
    shop_id = str(new_id())
    place, sentence = "given", "The shop's key was given and is kept nowhere."
    if key is None:
        kept = keys.keep(shop_id, raw)
        place, sentence = kept.place.value, kept.place.sentence(shop_id)
    try:
        shop = Shop.create(
            path,
            raw,
            name=" ".join(name.split()),
            currency=currency,
            zone=zone,
            station=station,
            people=people,
            locale=locale,
            shop_id=shop_id,
            key_place=place,
            furnish=furnished,
        )
    except BaseException:
        if key is None:
            keys.forget(shop_id)
        raise
    return Founded(shop, phrase_of(raw), sentence)


def furnish(w: Work, company_lines: str = "") -> None:
    """Put the places and the usual settings into an empty shop."""
    places: dict[str, int] = {}
    for place_name, kind, title, parent in _PLACES:
        places[place_name] = w.add(
            Place,
            name=place_name,
            kind_code=kind,
            title=title,
            parent_id=places.get(parent),
            two_persons=0,
            empty_at_night=int(kind == "vitrine"),
        )
        w.code("place", places[place_name])
    put_quietly(w, TAG_STOCK, USUAL[TAG_STOCK])
    put_quietly(w, COMPANY_LINES, company_lines.strip())
    put_quietly(w, "take_in.place_id", str(places["INTAKE"]))


def first_person(shop: Shop, login: str, display: str, password: str) -> Actor:
    """The first person of a shop that was made without one (from the terminal), ready to work.

    Refuses when somebody is there already: from then on an admin adds people.
    """
    with shop.work(FOUNDER, "first_person") as w:
        if w.value("SELECT 1 FROM user WHERE removed = 0 AND active = 1"):
            raise StateError(
                "Somebody is there already",
                "This shop has its first person by now.",
                "Sign in as that person, or ask an admin to add you.",
            )
        user_id = create_user(w, login, display, password, FIRST_ROLES).first("user")
        name = valid_login(login)
    return Actor(user_id, name, valid_name(display), frozenset(FIRST_ROLES))


def password_by_phrase(shop: Shop, phrase: str, user_id: int, new: str) -> Changes:
    """A new password for somebody who forgot theirs, proved by the shop's 24 recovery words."""
    if key_from(phrase) not in (shop.key, shop.newest_key):
        raise InputError(
            "Not this shop's words",
            "These are recovery words, but of another shop.",
            "Look for the sheet of this shop; its name stands at the top.",
            field="phrase",
        )
    with shop.work(FOUNDER, "password_by_phrase") as w:
        return change_password(w, user_id, new)


def _refuse_what_cannot_be(name: str, currency: str, zone: str, people: str) -> None:
    if not 1 <= len(name.strip()) <= 100:
        raise InputError(
            "A name is missing",
            "The shop needs a name of 1 to 100 characters.",
            "It stands on papers and on the sign-in page.",
            field="name",
        )
    exponent(currency)  # refuses an unknown one
    if zone not in available_timezones():
        raise InputError(
            "Unknown time zone",
            f"“{zone}” is not a time zone.",
            "Choose one such as America/New_York or Europe/Paris.",
            field="zone",
        )
    if people not in PEOPLE:
        raise InputError(
            "How many people",
            "Say whether one, two or three, or more people work here.",
            "With fewer than four a second person may confirm later.",
            field="people",
        )

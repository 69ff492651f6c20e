"""How a party is written on the screen."""

from __future__ import annotations

from babel import Locale

from app.domain.actors import Actor
from app.domain.chips import Chip
from app.domain.vocabulary import PARTY_ROLES
from app.services.party_cards import AddressLine

RISKS = {"watch": Chip("Watch", "warn"), "blocked": Chip("Blocked", "bad")}
_TONES = {"consignor": "info", "vendor": "vio", "artisan": "vio"}


def initials(display: str) -> str:
    """Two letters for the round."""
    return Actor(0, "", display, frozenset()).initials


def role_chip(role: str) -> Chip:
    """A role as a chip."""
    return Chip(PARTY_ROLES.title(role), _TONES.get(role, "neutral"))


def roles_words(roles: tuple[str, ...]) -> str:
    """ "Client, consignor"."""
    words = ", ".join(PARTY_ROLES.word(role) for role in roles)
    return words[:1].upper() + words[1:]


def country_name(code: str) -> str:
    """A country by its name."""
    return str(Locale("en").territories.get(code, code)) if code else ""


def address_words(line: AddressLine) -> str:
    """An address in lines."""
    town = " ".join(part for part in (line.city, line.region, line.postcode) if part)
    parts = (*line.lines.splitlines(), town, country_name(line.country))
    return "\n".join(part for part in parts if part.strip())

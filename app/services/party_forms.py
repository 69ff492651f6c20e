"""A person or company as typed, made tidy before it is saved."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.domain.errors import InputError
from app.domain.vocabulary import PARTY_ROLES
from app.exchange.phones import e164
from app.services.house_rules import Asks, house_rules

LONGEST_NAME = 200
KINDS = ("person", "company")
RISKS = ("none", "watch", "blocked")
ROLES = ("client", "consignor", "vendor", "artisan", "borrower")
"""Roles that a party's record keeps, each in its own column."""
ID_PAPERS = {
    "passport": "passport",
    "id_card": "identity card",
    "licence": "driving licence",
    "permit": "residence permit",
}
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


@dataclass(frozen=True)
class AddressForm:
    """A postal address; ``lines`` is the street part, one line each, ``country`` ISO 3166 alpha-2."""

    lines: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    purpose: str = "home"


@dataclass(frozen=True)
class PartyForm:
    """A person or company as typed. ``display`` is made from given and family name where empty."""

    given: str = ""
    family: str = ""
    display: str = ""
    kind: str = "person"
    email: str = ""
    phone: str = ""
    address: AddressForm = AddressForm()
    language: str = "en"
    roles: frozenset[str] = frozenset()
    risk: str = "none"


@dataclass(frozen=True)
class IdCheck:
    """An identity paper that was seen: its kind (passport, id_card, licence), issuer, last letters."""

    document_kind: str
    issuer: str = ""
    number_end: str = ""
    expires_on: str = ""


def checked(db: Asks, form: PartyForm) -> PartyForm:
    """The form with tidy names, an E.164 phone number and known codes; InputError names the field."""
    given, family = _tidy(form.given), _tidy(form.family)
    display = _tidy(form.display) or " ".join(filter(None, (given, family)))
    if not display or len(display) > LONGEST_NAME:
        raise InputError(
            "A name is missing" if not display else "Too long a name",
            "A person or company needs a name of 1 to 200 characters.",
            "Type the name as it should stand on papers.",
            field="family",
        )
    if form.kind not in KINDS or form.risk not in RISKS:
        raise ValueError(f"unknown kind {form.kind!r} or risk {form.risk!r}")
    address = AddressForm(
        **{
            name: value.strip() if name == "lines" else _tidy(value)
            for name, value in vars(form.address).items()
        }
    )
    if address != AddressForm() and not re.fullmatch(r"[A-Z]{2}", address.country):
        raise InputError(
            "The country is missing",
            "An address needs its country as two letters.",
            "Type for example US, GB or FR.",
            field="country",
        )
    return PartyForm(
        given,
        family,
        display,
        form.kind,
        checked_email(form.email),
        checked_phone(db, form.phone, address.country),
        address,
        form.language,
        frozenset(known_role(role) for role in form.roles),
        form.risk,
    )


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def checked_email(text: str) -> str:
    clean = text.strip()
    if clean and not _EMAIL.fullmatch(clean):
        raise InputError(
            "Not an e-mail address",
            f"“{clean}” is not an e-mail address.",
            "Type it as name@example.com, or leave it empty.",
            field="email",
        )
    return clean


def checked_phone(db: Asks, text: str, country: str) -> str:
    clean = text.strip()
    if not clean:
        return ""
    home = house_rules(db).locale.partition("_")[2]
    number = e164(clean, country or home)
    if not number:
        raise InputError(
            "Not a phone number",
            f"“{clean}” is not a phone number"
            + (f" in {country or home}." if not clean.startswith("+") else "."),
            "Type it with its country, such as +1 212 555 0123, or leave it empty.",
            field="phone",
        )
    return number


def known_role(role: str) -> str:
    if role not in ROLES:
        raise InputError(
            "No such role",
            f"“{PARTY_ROLES.word(role)}” is not a role that is kept with a party.",
            f"Choose one of {', '.join(ROLES)}.",
            field="roles",
        )
    return role

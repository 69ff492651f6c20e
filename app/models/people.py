"""Users and what they may do; clients, consignors, vendors and how to reach them."""

from __future__ import annotations

from app.models.base import Descriptive, Fact, integer, link, text


class User(Descriptive):
    """A person who signs in. No shared accounts."""

    login = text(index=True)
    display = text()
    argon2 = text()
    badge_sha256 = text()
    active = integer(default=1)
    language = text(default="en")
    initials = text()


class Grant(Fact):
    """A role given to (1) or taken from (0) a user."""

    user_id = integer(index=True)
    role = text()
    given = integer(default=1)


class Party(Descriptive):
    """A person or company: client, consignor, vendor, artisan, borrower; one record for all roles."""

    kind_code = text(default="person")
    family = text()
    given = text()
    display = text()
    language = text()
    is_client = integer()
    is_consignor = integer()
    is_vendor = integer()
    is_artisan = integer()
    is_borrower = integer()
    risk = text(default="none")


class Contact(Descriptive):
    """A phone number (E.164) or an e-mail address of a party."""

    party = link(Party, "party_id")
    purpose = text()
    value = text()


class Address(Descriptive):
    """A postal address of a party; ``lines`` holds the street part, one line each."""

    party = link(Party, "party_id")
    purpose = text()
    lines = text()
    city = text()
    region = text()
    postcode = text()
    country = text()

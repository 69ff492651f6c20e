"""People and companies: found by three letters, added, changed, and their identity seen."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.database import Database
from app.models.work import Work


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


@dataclass(frozen=True)
class PartyFound:
    """A party in a pick list: who, how to tell it from a namesake, and what it has with us."""

    id: int
    display: str
    roles: tuple[str, ...]
    email: str
    phone: str
    city: str
    country: str
    items: int
    orders: int


@dataclass(frozen=True)
class Duplicate:
    """A party that may be the same one; ``why`` names what is equal: e-mail, phone, name and postcode."""

    party: PartyFound
    why: str


def find_parties(db: Database, text: str, role: str = "", limit: int = 8) -> list[PartyFound]:
    """Parties whose names begin with what was typed (accents and order do not matter), best first.

    ``role`` puts the parties with this role first ("consignor" at take-in); it hides nobody.
    """
    raise NotImplementedError


def likely_duplicates(db: Database, form: PartyForm, but: int = 0) -> list[Duplicate]:
    """Parties that this form may be another record of; they are shown, never merged by themselves."""
    raise NotImplementedError


def add_party(w: Work, form: PartyForm) -> Changes:
    """Add a party with its contacts and address: ``changes.first("party")`` is its id."""
    raise NotImplementedError


def edit_party(w: Work, party_id: int, form: PartyForm) -> Changes:
    """Change a party to what the form says; its roles are added to, never taken away here."""
    raise NotImplementedError


def check_id(w: Work, party_id: int, check: IdCheck) -> Changes:
    """Note that this person's identity paper was seen, by whom and when."""
    raise NotImplementedError


def note_party(w: Work, party_id: int, text: str, topic: str = "remark") -> Changes:
    """Keep words about a party: a remark, a call."""
    raise NotImplementedError

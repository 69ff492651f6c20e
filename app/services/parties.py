"""People and companies: added, changed, their identity seen, words kept about them."""

from __future__ import annotations

import json

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.models.chain import canonical
from app.models.people import Address, Contact, Party
from app.models.records import Note
from app.models.work import Work
from app.printing.document.wording import languages
from app.services.house_rules import Asks, today
from app.services.party_forms import (
    ID_PAPERS,
    ROLES,
    AddressForm,
    IdCheck,
    PartyForm,
    checked,
    checked_email,
    checked_phone,
    known_role,
)
from app.services.reach import require_on


def add_party(w: Work, form: PartyForm) -> Changes:
    """Add a party with its contacts and address: ``changes.first("party")`` is its id."""
    w.require("parties.create")
    clean = checked(w, form)
    party_id = w.add(Party, **_columns(clean), **{f"is_{r}": int(r in clean.roles) for r in ROLES})
    for purpose, value in (("email", clean.email), ("phone", clean.phone)):
        if value:
            w.add(Contact, party_id=party_id, purpose=purpose, value=value)
    if clean.address != AddressForm():
        w.add(Address, party_id=party_id, **vars(clean.address))
    return Changes.of(f"{clean.display} added", w.id, party=party_id)


def edit_party(w: Work, party_id: int, form: PartyForm) -> Changes:
    """Change a party to what the form says; its roles are added to, never taken away here.

    E-mail, phone and address of the form are the first ones of the party; further ones stay.
    """
    require_on(w, "parties.update", "party", party_id)
    clean = checked(w, form)
    w.get(Party, party_id)
    w.edit(Party, party_id, **_columns(clean), **{f"is_{r}": 1 for r in clean.roles})
    for purpose, value in (("email", clean.email), ("phone", clean.phone)):
        first = w.value(
            "SELECT id FROM contact WHERE party_id = ? AND purpose = ? AND removed = 0"
            " ORDER BY id LIMIT 1",
            (party_id, purpose),
        )
        _put(w, Contact, first, value, {"party_id": party_id, "purpose": purpose, "value": value})
    first = w.value(
        "SELECT id FROM address WHERE party_id = ? AND removed = 0 ORDER BY id LIMIT 1",
        (party_id,),
    )
    filled = clean.address != AddressForm()
    _put(w, Address, first, filled, {"party_id": party_id, **vars(clean.address)})
    return Changes.of(f"{clean.display} changed", w.id, party=party_id)


def _put(
    w: Work,
    model: type[Contact] | type[Address],
    row_id: int | None,
    filled: object,
    columns: dict[str, object],
) -> None:
    """Change the first row of a kind, add it where there is none, take it off where it is empty."""
    if row_id is None and filled:
        w.add(model, **columns)
    elif row_id is not None and filled:
        w.edit(model, row_id, **columns)
    elif row_id is not None:
        w.remove(model, row_id)


def add_role(w: Work, party_id: int, role: str) -> bool:
    """Note that a party is a consignor, client … too; whether that was new."""
    return w.edit(Party, party_id, **{f"is_{known_role(role)}": 1})


def add_contact(w: Work, party_id: int, purpose: str, value: str) -> Changes:
    """Add a further phone number or e-mail address (``purpose``: email or phone)."""
    require_on(w, "parties.update", "party", party_id)
    w.get(Party, party_id)
    clean = checked_email(value) if purpose == "email" else checked_phone(w, value, "")
    w.add(Contact, party_id=party_id, purpose=purpose, value=clean)
    return Changes.of("Contact added", w.id, party=party_id)


def remove_contact(w: Work, contact_id: int) -> Changes:
    """Take a phone number or e-mail address off its party."""
    party_id = w.get(Contact, contact_id)["party_id"]
    require_on(w, "parties.update", "party", party_id)
    w.remove(Contact, contact_id)
    return Changes.of("Contact removed", w.id, party=party_id)


def check_id(w: Work, party_id: int, check: IdCheck) -> Changes:
    """Note that this person's identity paper was seen, by whom and when."""
    w.require("take_in.create")
    display = w.get(Party, party_id)["display"]
    if check.document_kind not in ID_PAPERS:
        raise InputError(
            "Which paper?",
            "It is not said which identity paper was seen.",
            f"Choose one of {', '.join(ID_PAPERS.values())}.",
            field="document_kind",
        )
    if check.expires_on and check.expires_on < today(w):
        raise InputError(
            "The paper has expired",
            f"This {ID_PAPERS[check.document_kind]} was valid until {check.expires_on}.",
            "Ask for another paper, or correct the date.",
            field="expires_on",
        )
    w.add(
        Note,
        subject_kind="party",
        subject_id=party_id,
        topic="id_check",
        content=canonical(vars(check)),
    )
    paper = ID_PAPERS[check.document_kind]
    return Changes.of(f"{paper[:1].upper()}{paper[1:]} of {display} seen", w.id, party=party_id)


def set_language(w: Work, party_id: int, language: str) -> Changes:
    """In which language a party gets papers ("de", "fr"); "" is the house's own."""
    require_on(w, "parties.update", "party", party_id)
    named = w.get(Party, party_id)["display"]
    if language and language not in languages():
        raise InputError(
            "Which language?",
            f"Papers do not speak “{language}”.",
            f"Choose one of {', '.join(languages())}, or the shop’s own.",
            field="language",
        )
    w.edit(Party, party_id, language=language)
    return Changes.of(f"Language of {named} kept", w.id, party=party_id)


def note_party(w: Work, party_id: int, text: str, topic: str = "remark") -> Changes:
    """Keep words about a party: a remark, a call."""
    w.require("notes.create")
    w.get(Party, party_id)
    words = text.strip()
    if not words:
        raise InputError(
            "Nothing to note", "The note is empty.", "Type what should be kept.", field="note"
        )
    w.add(Note, subject_kind="party", subject_id=party_id, topic=topic, content=words)
    return Changes.of("Note kept", w.id, party=party_id)


def last_id_check(db: Asks, party_id: int) -> tuple[IdCheck, int, int] | None:
    """The last identity check of a party, its work id and hybrid time; None if none was noted."""
    found = db.row(
        "SELECT content, work_id, hlc FROM note WHERE subject_id = ? AND topic = 'id_check'"
        " AND subject_kind = 'party' ORDER BY hlc DESC, id DESC LIMIT 1",
        (party_id,),
    )
    if found is None:
        return None
    said = json.loads(found[0]) if found[0] else {"document_kind": ""}
    return IdCheck(**said), found[1], found[2]


def _columns(form: PartyForm) -> dict[str, object]:
    return {
        "kind_code": form.kind,
        "family": form.family,
        "given": form.given,
        "display": form.display,
        "language": form.language,
        "risk": form.risk,
    }

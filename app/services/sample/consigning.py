"""Consignors of the sample shop: who they are, what they bring, what they sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.models.work import Work
from app.services.agreements import draft_agreement
from app.services.parties import add_party, check_id
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.piece_forms import PieceForm
from app.services.piece_states import end_waiting
from app.services.sample import cast
from app.services.sample.cast import Variety
from app.services.sample.phones import phone
from app.services.sample.state import CONSIGNORS, Sample
from app.services.sample.stock import form_of
from app.services.signatures import CONSIGNOR, HOUSE, Signature
from app.services.signing import sign
from app.services.take_in import take_in

PEN = (((60, 480), (180, 250), (240, 560), (330, 300), (420, 540), (520, 330), (640, 470)),)
"""A stroke that stands for everybody's signature."""
_PERIODS = ("", "", "", "Victorian", "Edwardian", "Art Deco", "1950s", "1970s")


def consignors(sample: Sample) -> None:
    """The consignors, their identity seen; those named by hand first."""
    wanted = min(sample.many(CONSIGNORS), 1_000)
    named = cast.consignors()[:wanted]
    while len(named) < wanted:
        lived = sample.rng.choice(cast.countries())
        named.append((sample.rng.choice(lived.given), sample.rng.choice(lived.family), lived.code))
    with sample.work("sara", "add_party") as w:
        for at, (given, family, code) in enumerate(named):
            sample.parties.setdefault("consignor", []).append(
                _consignor(w, sample, at, given, family, code)
            )


def _consignor(w: Work, sample: Sample, at: int, given: str, family: str, code: str) -> int:
    lived = cast.country(code)
    city = sample.rng.choice(lived.cities)
    form = PartyForm(
        given,
        family,
        lived.display(given, family),
        email=f"consignor{at + 1}@example.com",
        phone=phone(code, sample.rng),
        address=AddressForm(
            sample.rng.choice(lived.streets),
            city.name,
            city.region,
            city.postcode.lstrip("'"),
            code,
        ),
        language=lived.language,
        roles=frozenset({"consignor"}),
    )
    party_id = add_party(w, form).first("party")
    if at % 11 != 10:  # somebody's paper is always still to be seen
        expires = sample.today + timedelta(days=400 + 31 * (at % 60))
        paper = IdCheck("passport", code, f"{317 + at * 53 % 683}", expires.isoformat())
        check_id(w, party_id, paper)
        sample.parties.setdefault("known", []).append(party_id)
    return party_id


def bring_in(sample: Sample, count: int, *, signed: bool = True) -> tuple[int, list[int]]:
    """A consignor brings pieces: (agreement, pieces). Their receipt is signed the same hour."""
    known = sample.parties["known"]
    party_id = sample.rng.choice(known)
    with sample.work("sara", "draft_agreement") as w:
        agreement_id = draft_agreement(w, party_id).first("agreement")
    with sample.work("sara", "take_in") as w:
        pieces = [take_in(w, agreement_id, _form(sample)).first("piece") for _ in range(count)]
        name = w.value("SELECT display FROM party WHERE id = ?", (party_id,))
    if signed:
        signatures = (Signature(CONSIGNOR, name, PEN), Signature(HOUSE, "Sara Okafor", PEN))
        with sample.work("sara", "sign_take_in") as w:
            sign(w, agreement_id, signatures)
    sample.tell(count)
    return agreement_id, pieces


def _form(sample: Sample) -> PieceForm:
    rng = sample.rng
    variety: Variety = rng.choice(sample.varieties)
    agreed = variety.price_minor * rng.randint(55, 115) // 100 // 500 * 500
    reserve = agreed * rng.randint(75, 90) // 100 // 500 * 500
    period = rng.choice(_PERIODS)
    form = form_of(sample, variety)
    return replace(
        form,
        description=f"{period} {variety.title}".strip(),
        period=period,
        condition=rng.choice(("excellent", "very_good", "good", "good", "fair")),
        price_minor=None,
        cost_minor=None,
        agreed_minor=agreed,
        reserve_minor=reserve,
        style_id=None,
        place_id=None if rng.random() < 0.3 else form.place_id,
    )


def waiting_over(sample: Sample) -> None:
    """What the program does every morning: free the pieces whose waiting time is over."""
    due = sample.shop.reader()
    try:
        day = sample.shop.settings.date_of(sample.clock.ms)
        waits = due.value(
            "SELECT 1 FROM piece_now WHERE availability = 'hold' AND removed = 0"
            " AND hold_until > '' AND hold_until <= ? LIMIT 1",
            (day,),
        )
    finally:
        due.close()
    if waits:
        with sample.work("mia", "end_waiting") as w:
            end_waiting(w)

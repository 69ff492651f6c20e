"""Clara Whitcombe's twelve pieces, taken in and signed for, and the report on her sapphire ring."""

from __future__ import annotations

from dataclasses import replace

from app.domain.ring_sizes import parse_size
from app.models.work import Work
from app.services import reports
from app.services.agreements import draft_agreement
from app.services.parties import add_party, check_id
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.photos import attach_photo
from app.services.piece_forms import PieceForm
from app.services.report_form import BOX, Fingerprint, Mark
from app.services.sample.consigning import PEN
from app.services.sample.state import Sample
from app.services.signatures import CONSIGNOR, HOUSE, Signature
from app.services.signing import sign
from app.services.take_in import take_in
from app.services.take_in_answers import TypedPiece, read_piece

# category, description, metal, fineness, stones, grams, agreed, reserve, pictures
_PIECES = (
    ("R", "Platinum solitaire ring", "P", "950", "1 natural diamond round 6.5", "4.620", "5200", "4400", "solitaire"),
    ("O", "Art Deco plaque brooch", "P", "950", "1 natural sapphire oval 8x6x3.9; 16 natural diamonds old cut 1.10ct", "14.310", "3900", "3200", "brooch_sapphire"),
    ("B", "Diamond tennis bracelet", "W", "750", "52 natural diamonds round 2.60ct", "12.480", "4800", "4100", "bracelet"),
    ("E", "Ruby drop earrings, pair", "Y", "750", "2 natural rubies oval 6x4x2.7; 34 natural diamonds round 0.42ct", "6.840", "1650", "1350", "earrings_ruby"),
    ("N", "Akoya pearl strand, 45 cm", "W", "750", "61 Akoya pearls", "38.200", "1200", "900", "pearls"),
    ("R", "Signet ring, crest", "Y", "750", "", "9.150", "680", "550", "signet"),
    ("P", "Opal and diamond pendant", "Y", "750", "1 opal oval; 12 natural diamonds round 0.15ct", "5.030", "940", "750", "pendant_emerald"),
    ("G", "Engraved bangle, hollow", "R", "585", "", "21.760", "2450", "2100", "bangle_rose"),
    ("C", "Onyx cufflinks, pair", "Y", "585", "2 onyx", "11.900", "780", "600", "cufflinks_onyx"),
    ("R", "Sapphire cluster ring", "Y", "750", "1 natural sapphire oval 7.02x5.11x3.20; 14 natural diamonds round 0.19ct", "5.480", "6300", "5400", "cluster_top"),
    ("X", "Watch chain", "Y", "585", "", "28.400", "1890", "1600", "chain_yellow"),
    ("R", "Coral cameo ring", "Y", "585", "1 coral cameo", "7.260", "520", "400", "signet"),
)  # fmt: skip
RING = 9
"""Which of them is the sapphire ring with the report."""
_VIEWS = (
    ("cluster_top", "top"),
    ("cluster_front", "front"),
    ("cluster_side", "side"),
    ("cluster_34", "detail"),
)


def clara_comes(sample: Sample) -> list[int]:
    """She brings her pieces; all of them are taken in and signed for. Their ids, in her order."""
    with sample.work("sara", "add_party") as w:
        party_id = add_party(
            w,
            PartyForm(
                "Clara",
                "Whitcombe",
                email="clara@whitcombe.example",
                phone="+1 212 555 0123",
                address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
                roles=frozenset({"consignor"}),
            ),
        ).first("party")
        expires = sample.today.replace(year=sample.today.year + 5, day=1).isoformat()
        check_id(w, party_id, IdCheck("passport", "US", "482", expires))
        agreement_id = draft_agreement(w, party_id).first("agreement")
    pieces = []
    for at in range(len(_PIECES)):
        with sample.work("sara", "take_in") as w:
            pieces.append(_take_in(w, sample, agreement_id, at))
    signed = (
        Signature(CONSIGNOR, "Clara Whitcombe", PEN),
        Signature(HOUSE, "Sara Okafor", PEN),
    )
    with sample.work("sara", "sign_take_in") as w:
        sign(w, agreement_id, signed)
    return pieces


def _take_in(w: Work, sample: Sample, agreement_id: int, at: int) -> int:
    form = _form(sample, at)
    piece_id = take_in(w, agreement_id, form).first("piece")
    for name, view in _VIEWS if at == RING else ():
        attach_photo(w, "piece", piece_id, sample.photos[name], view)
    return piece_id


def _form(sample: Sample, at: int) -> PieceForm:
    category, description, metal, fineness, stones, grams, agreed, reserve, picture = _PIECES[at]
    typed = TypedPiece(
        category=category,
        description=description,
        metal=metal,
        fineness=fineness,
        stamp="750, rubbed" if at == RING else fineness,
        stones=stones,
        weight=grams,
        weight_method="scale",
        agreed=agreed,
        reserve=reserve,
        condition="good",
    )
    form = replace(read_piece(typed, "USD"), instrument="Scale 1")
    if category == "R":
        form = replace(form, ring_size=parse_size("N½", "UK"))
    if at != RING:
        form = replace(form, photos=(sample.photos[picture],))
    return form


def her_ring(sample: Sample, piece_id: int) -> None:
    """The report on the sapphire ring, four findings, signed by both."""
    photos = sample.photos
    top, side = photos["cluster_top"].sha256, photos["cluster_side"].sha256
    findings = (
        Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat, stone secure.", top, BOX,
             309_000, 585_000, 90_000, 90_000),
        Mark(2, "ST-1", "abrasion", 1, 200, "Table edge.", top, x=478_000, y=402_000),
        Mark(3, "SHK-B", "shank_thin", 3, 900, "At 6 o'clock.", side, x=503_000, y=853_000),
        Mark(4, "INS", "sizing_seam", 0),
    )  # fmt: skip
    db = sample.shop.reader()
    try:
        form = reports.start_report(db, piece_id, "take_in")
    finally:
        db.close()
    form = replace(
        form,
        findings=findings,
        weight_after_mg=5_481,
        instrument="Scale 1",
        stones_found=15,
        shank_um=900,
        shown_to_client="yes",
        client_present="yes",
        grade="good",
        fingerprint=Fingerprint(not_shown="inscription (none), inclusions not photographed"),
    )
    signed = (
        Signature("examiner", "Sara Okafor", PEN),
        Signature("consignor", "Clara Whitcombe", PEN),
    )
    with sample.work("sara", "sign_report") as w:
        reports.sign(w, piece_id, form, signed)

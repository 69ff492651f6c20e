"""W02: Clara Whitcombe brings twelve pieces; they are taken in, signed for, and wait out their hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.domain.stones import parse_stones
from app.models.projections import all_rows, rebuild
from app.photos import Photo, shut_down
from app.printing.tag.values import TagValues
from app.services.agreement_cards import AgreementCard, agreement_card
from app.services.agreements import draft_agreement
from app.services.documents import document_bytes
from app.services.parties import add_party, check_id
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.party_search import find_parties
from app.services.photos import keep_photo
from app.services.piece_cards import piece_card
from app.services.piece_forms import PieceForm
from app.services.piece_states import end_waiting
from app.services.pieces import piece_row
from app.services.scanning import resolve
from app.services.signatures import Signature
from app.services.signing import sign
from app.services.tag_texts import piece_values
from app.services.take_in import take_in
from app.services.take_in_answers import TypedPiece, price_echo, read_piece
from app.shop import Shop

# description, category key, grams on the scale, agreed, reserve, stones, metal, fineness
PIECES = (
    ("Platinum solitaire ring", "R", "4.620", "5,200.00", "4,400.00", "1 diamond round 6.5", "P"),
    ("Art Deco plaque brooch", "O", "14.310", "3.9k", "3.2k", "24 diamonds old cut", "P"),
    ("Diamond tennis bracelet", "B", "12.480", "4800", "4100", "52 diamonds round", "W"),
    ("Ruby drop earrings, pair", "E", "6.840", "1,650.00", "1,350.00", "2 rubies pear", "Y"),
    ("Akoya pearl strand, 45 cm", "N", "38.200", "1200", "900", "61 akoya pearls", ""),
    ("Signet ring, crest", "R", "9.150", "680", "550", "", "Y"),
    ("Opal and diamond pendant", "P", "5.030", "940", "750", "1 opal oval", "Y"),
    ("Engraved bangle, hollow", "G", "21.760", "2450", "2100", "", "R"),
    ("Onyx cufflinks, pair", "C", "11.900", "780", "600", "2 onyx", "Y"),
    (
        "Edwardian sapphire cluster ring, milgrain edge",
        "R",
        "5.480",
        "6,300.00",
        "5,400.00",
        "1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1",
        "P",
    ),
    ("Watch chain", "X", "28.400", "1890", "1600", "", "Y"),
    ("Coral cameo ring", "R", "7.260", "520", "400", "1 coral cameo", "Y"),
)
PEN = (((100, 500), (300, 200), (800, 600)),)
SIGNED = (
    Signature("consignor", "Clara Whitcombe", PEN),
    Signature("house", "Sara Okafor", PEN),
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set what this PC's clock shows: ``clock("2026-03-02")`` is noon in New York on that day."""

    def show(day: str) -> None:
        at = int(datetime.fromisoformat(f"{day}T17:00").replace(tzinfo=UTC).timestamp() * 1000)
        for module in ("app.domain.ids", "app.domain.clock", "app.shop"):
            monkeypatch.setattr(f"{module}.now_ms", lambda: at)

    show("2026-03-02")
    return show


@pytest.fixture
def photos(house: Shop) -> Iterator[list[Photo]]:
    """A photo of each piece, taken in front of the consignor."""
    taken = []
    for n in range(len(PIECES)):
        made = BytesIO()
        Image.new("RGB", (60, 45), (20 * n, 120, 90)).save(made, "JPEG")
        taken.append(keep_photo(house, made.getvalue(), f"IMG_{n:04}.jpg"))
    yield taken
    shut_down()


def consignor(shop: Shop, sara: Actor) -> int:
    with shop.work(sara, "add_party") as w:
        party = add_party(
            w,
            PartyForm(
                given="Clara",
                family="Whitcombe",
                address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
            ),
        ).first("party")
    with shop.work(sara, "id_check") as w:
        check_id(w, party, IdCheck("passport", "US", "123", "2031-05-01"))
    return party


def begun(shop: Shop, sara: Actor, party: int) -> int:
    with shop.work(sara, "draft_agreement") as w:
        return draft_agreement(w, party).first("agreement")


def typed(n: int) -> TypedPiece:
    description, key, grams, agreed, reserve, stones, metal = PIECES[n]
    return TypedPiece(
        category=key,
        description=description,
        metal=metal,
        fineness={"P": "950", "": ""}.get(metal, "18K"),
        stones=stones,
        weight=grams,
        weight_method="scale",
        agreed=agreed,
        reserve=reserve,
        stamp="PLAT, rubbed" if n == 9 else "",
        ring_size="N½" if n == 9 else "",
        condition="good" if n == 9 else "",
    )


def form(n: int, photo: Photo) -> PieceForm:
    return replace(read_piece(typed(n), "USD"), photos=(photo,), instrument="Scale 1")


def taken_in(shop: Shop, sara: Actor, agreement: int, photos: list[Photo]) -> list[int]:
    pieces = []
    for n, photo in enumerate(photos):
        with shop.work(sara, "take_in") as w:
            pieces.append(take_in(w, agreement, form(n, photo)).first("piece"))
    return pieces


def card_of(shop: Shop, agreement: int) -> AgreementCard:
    reader = shop.reader()
    try:
        return agreement_card(reader, agreement)
    finally:
        reader.close()


@pytest.mark.usefixtures("clock")
def test_three_letters_find_the_consignor(house: Shop, staff: dict[str, Actor]) -> None:
    consignor(house, staff["sara"])
    reader = house.reader()
    try:
        assert [found.display for found in find_parties(reader, "cla", "consignor")] == [
            "Clara Whitcombe"
        ]
    finally:
        reader.close()


def test_twelve_pieces_are_taken_in_signed_for_and_wait(
    house: Shop, staff: dict[str, Actor], clock: Callable[[str], None], photos: list[Photo]
) -> None:
    sara = staff["sara"]
    agreement = begun(house, sara, consignor(house, sara))
    pieces = taken_in(house, sara, agreement, photos)

    card = card_of(house, agreement)
    assert [item.number for item in card.items] == [f"C10-26-{n:05}" for n in range(1, 13)]
    assert card.totals.pieces == 12
    assert card.totals.weight_mg == 165_430
    assert card.totals.agreed_minor == 3_031_000
    assert card.totals.reserve_minor == 2_535_000
    assert card.totals.consignor_minor == 1_789_400
    assert card.totals.fees_minor == 12 * 1_500
    assert card.share_words == "60 % from 1,000.00, 50 % below"
    assert card.blocks == ()
    assert card.state == "draft"

    with house.work(sara, "sign_take_in") as w:
        signed = sign(w, agreement, SIGNED)
    card = card_of(house, agreement)
    assert card.state == "signed"
    assert card.begins_on == "2026-03-02"
    assert card.expires_on == "2026-06-30"
    assert card.saleable_on == "2026-03-17"
    assert card.document_id == signed.first("document")
    assert card.document_number == "T10-26-00001"

    reader = house.reader()
    try:
        coral = piece_card(reader, pieces[11])
        assert coral.no_export
        assert coral.row.availability == "hold"
        assert coral.row.hold_until == "2026-03-17"
        assert any("CITES: coral: no export" in warning for warning in coral.warnings)
        assert not piece_card(reader, pieces[0]).no_export
        cluster = piece_card(reader, pieces[9])
        assert cluster.stone_words[0] == (
            "1 sapphire, oval",
            "0.92 ct est. (mounted), 7.02 × 5.11 × 3.20 mm",
        )
        assert cluster.weight_words == "5.480 g by scale Scale 1"
        assert cluster.consignment is not None
        assert cluster.consignment.consignor_minor == 378_000
        assert piece_card(reader, pieces[3]).components == 2
        tags = piece_values(reader, pieces)
        spec = ("category", "stone", "carats", "metal", "weight", "size", "mark")
        assert [tags[9].said(what).short or tags[9].said(what).text for what in spec] == [
            "Ring",
            "Sapph",
            "0.92ct",
            "Pt950",
            "5.48 g",
            "N½",
            "C",
        ]
        assert len({tag.code for tag in tags}) == 12
        assert [resolve(reader, tag.code).target_id for tag in tags] == pieces
        assert all(isinstance(tag, TagValues) for tag in tags)
        content = json.loads(
            reader.value("SELECT content FROM document WHERE id = ?", (card.document_id,))
        )
        assert content["agreement_number"] == card.number
        assert content["consignor_minor"] == 1_789_400
        assert content["identity"] == "passport, seen by Sara Okafor on March 2, 2026"
        assert content["items"][11]["flags"] == ["CITES: coral: no export"]
        assert [s["name"] for s in content["signatures"]] == ["Clara Whitcombe", "Sara Okafor"]
        assert resolve(reader, content["code"]).target_id == agreement
        assert document_bytes(reader, house.files, card.document_id).startswith(b"%PDF")
    finally:
        reader.close()

    clock("2026-03-16")
    with house.work(sara, "end_waiting") as w:
        assert end_waiting(w).ids("piece") == ()
    clock("2026-03-17")
    with house.work(sara, "end_waiting") as w:
        assert set(end_waiting(w).ids("piece")) == set(pieces)
    reader = house.reader()
    try:
        assert {piece_row(reader, piece).availability for piece in pieces} == {"free"}
        assert {item.state for item in agreement_card(reader, agreement).items} == {"listed"}
    finally:
        reader.close()
    projections_stand(house)


def projections_stand(shop: Shop) -> None:
    """What was computed as the days went by equals what the facts alone say."""
    with shop.replaying() as db:
        before = all_rows(db)
        db.begin_work()
        rebuild(db)
        after = all_rows(db)
        db.roll_back()
    assert after == before


# ---------------------------------------------------------------------- what goes wrong
@pytest.mark.usefixtures("clock")
def test_a_reserve_above_the_agreed_price_is_refused_under_its_field(
    house: Shop, staff: dict[str, Actor], photos: list[Photo]
) -> None:
    sara = staff["sara"]
    agreement = begun(house, sara, consignor(house, sara))
    wrong = replace(form(0, photos[0]), reserve_minor=520_001)
    with pytest.raises(InputError) as refused, house.work(sara, "take_in") as w:
        take_in(w, agreement, wrong)
    assert refused.value.field == "reserve"
    assert card_of(house, agreement).items == ()
    echo = price_echo(card_of(house, agreement).terms, 520_000, 520_001)
    assert echo.error == "The reserve cannot be above the agreed price."


@pytest.mark.usefixtures("clock")
def test_without_a_consignor_nothing_begins(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotFoundError), house.work(staff["sara"], "draft_agreement") as w:
        draft_agreement(w, 4711)


@pytest.mark.parametrize(
    ("field", "text"),
    [("weight", "5,48x"), ("weight", "abc"), ("weight", "0"), ("agreed", "dear"), ("metal", "tin")],
)
def test_what_cannot_be_read_is_said_beside_its_field(field: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_piece(replace(typed(0), **{field: text}), "USD")
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("login", ["emma", "adam"])
def test_who_may_not_take_in_is_told_so(
    house: Shop, staff: dict[str, Actor], photos: list[Photo], login: str
) -> None:
    agreement = begun(house, staff["sara"], consignor(house, staff["sara"]))
    with pytest.raises(NotAllowedError), house.work(staff[login], "take_in") as w:
        take_in(w, agreement, form(0, photos[0]))
    with pytest.raises(NotAllowedError), house.work(staff["olga"], "sign_take_in") as w:
        sign(w, agreement, SIGNED)
    assert card_of(house, agreement).items == ()


@pytest.mark.usefixtures("clock")
def test_signing_says_what_is_missing(
    house: Shop, staff: dict[str, Actor], photos: list[Photo]
) -> None:
    sara = staff["sara"]
    agreement = begun(house, sara, consignor(house, sara))
    with pytest.raises(StateError, match="No piece"), house.work(sara, "sign_take_in") as w:
        sign(w, agreement, SIGNED)
    with house.work(sara, "take_in") as w:
        take_in(w, agreement, replace(form(0, photos[0]), photos=()))
    with pytest.raises(StateError, match="photo: C10-26-00001"), house.work(sara, "sign") as w:
        sign(w, agreement, SIGNED)
    with pytest.raises(StateError, match="signature"), house.work(sara, "sign") as w:
        sign(w, agreement, SIGNED[1:], photos_later=True)
    assert card_of(house, agreement).state == "draft"


@pytest.mark.usefixtures("clock")
def test_killed_before_the_end_nothing_is_half_saved(
    house: Shop, staff: dict[str, Actor], photos: list[Photo]
) -> None:
    sara = staff["sara"]
    agreement = begun(house, sara, consignor(house, sara))
    taken_in(house, sara, agreement, photos[:3])
    before = card_of(house, agreement)

    class PowerCutError(Exception):
        pass

    with pytest.raises(PowerCutError), house.work(sara, "sign_take_in") as w:
        sign(w, agreement, SIGNED)
        raise PowerCutError
    assert card_of(house, agreement) == before
    reader = house.reader()
    try:
        assert reader.value("SELECT count(*) FROM document") == 0
    finally:
        reader.close()
    with house.work(sara, "sign_take_in") as w:
        sign(w, agreement, SIGNED)
    assert card_of(house, agreement).document_number == "T10-26-00001"


def test_the_typed_stones_of_the_story_are_understood() -> None:
    assert [group.count for group in parse_stones(PIECES[9][5])] == [1, 12]

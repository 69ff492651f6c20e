"""What papers say of pieces in the paper's own language, from what the shop has."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.models.pieces import Metal, Priced
from app.printing.document.wording import languages
from app.services import card_sheets, documents, move_papers, moves
from app.services.agreements import Terms
from app.services.document_lists import KINDS
from app.services.documents import document_content
from app.services.paper_words import detail_in, kind_in
from app.services.passport_paper import PARTS, Chosen, make_passport
from app.services.piece_words import detail_words
from app.services.take_in_receipts import terms_facts
from app.shop import Shop
from tests.services.order_desk import Counter, furnished_counter
from tests.services.passport_fixtures import Lived, at
from tests.services.passport_fixtures import lived as lived


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


def stored(counter: Counter, made: Any) -> Any:
    return counter.read(documents.document_content, made.first("document"))


def detail(counter: Counter, language: str) -> str:
    return str(counter.read(detail_in, counter.ring, language))


def test_metal_and_stones_are_said_in_the_papers_language(counter: Counter) -> None:
    english = counter.read(detail_words, counter.ring)
    assert detail(counter, "en-GB") == english
    assert detail(counter, "ja") == english
    assert "gold" in english
    said = {language: detail(counter, language) for language in languages()}
    assert len(set(said.values())) == len(said), said
    assert "Gelbgold" in said["de"]
    assert "זהב צהוב" in said["he"]
    assert "ذهب أصفر" in said["ar"]


def test_a_part_that_was_typed_stays_as_it_was_typed(counter: Counter) -> None:
    metal = counter.value("SELECT id FROM metal WHERE piece_id = ? LIMIT 1", counter.ring)
    counter.say("edit", "mia", lambda w: w.edit(Metal, metal, part="{shoulder}"))
    assert "({shoulder})" in detail(counter, "de")


def test_cards_and_lists_speak_the_language_they_were_asked_for(counter: Counter) -> None:
    made = counter.say(
        "cards", "owen", card_sheets.make_price_cards, piece_ids=[counter.ring], language="fr"
    )
    assert "or jaune" in stored(counter, made).cards[0].detail
    target = int(counter.value("SELECT id FROM place WHERE name = 'VIT-A'"))
    moved = counter.say("move", "mia", moves.move, piece_ids=[counter.ring], to_place_id=target)
    made = counter.say(
        "transfer_list", "owen", move_papers.make_transfer_list,
        moved_work_id=moved.work_id, language="es",
    )  # fmt: skip
    assert "oro amarillo" in stored(counter, made).items[0].detail


def test_a_value_in_another_currency_is_not_called_one_of_the_house(counter: Counter) -> None:
    priced = {"subject_kind": "piece", "subject_id": counter.ring}
    counter.say(
        "price", "mia",
        lambda w: w.add(Priced, what="price", amount_minor=520_000, currency="USD", **priced),
    )  # fmt: skip
    counter.say(
        "insure", "mia",
        lambda w: w.add(Priced, what="insured", amount_minor=90_000, currency="EUR", **priced),
    )  # fmt: skip

    def listed() -> Any:
        with counter.house.work(counter.staff["owen"], "list") as w:
            (piece,) = move_papers.handed(w, [counter.ring], values=True, language="de")
        return piece

    assert listed().value_minor == 520_000
    assert "EUR" not in listed().detail
    counter.say(
        "price", "mia",
        lambda w: w.add(Priced, what="price", amount_minor=410_000, currency="EUR", **priced),
    )  # fmt: skip
    assert listed().value_minor is None
    assert listed().detail.endswith(", EUR 4.100,00")


def test_every_kind_of_paper_has_a_name_in_every_language() -> None:
    for language in languages():
        names = [kind_in(kind, language) for kind in KINDS]
        assert all(names), language
        assert len(set(names)) == len(names), (language, names)
    assert kind_in("invoice", "de-CH") == "Rechnung"
    assert kind_in("invoice", "en") == KINDS.title("invoice")


def test_a_passport_tells_the_life_in_its_language(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    chosen = {
        language: Chosen(frozenset(PARTS), language=language) for language in ("en", "de", "ar")
    }
    told = {}
    for language, one in chosen.items():
        with at(house, staff["mia"], "passport", lived.day(20)) as w:
            made = make_passport(w, lived.piece, lived.day(11, 1), one).first("document")
        told[language] = document_content(house_db, made)
    assert told["en"].condition.startswith("Good, 2 marks")
    assert told["de"].condition.startswith("Gut, 2 Befunde")
    assert told["ar"].condition.startswith("جيد, عدد العلامات: 2")
    assert "Platin 950" in told["de"].detail
    assert "gewogen" in told["de"].weight
    english = {event.what for event in told["en"].events}
    german = {event.what for event in told["de"].events}
    assert len(told["de"].events) == len(told["en"].events)
    assert any(said.startswith("Weighed") for said in english)
    assert any(said.startswith("Gewogen") for said in german)
    assert not {s for s in german if s.startswith(("Weighed", "Moved", "Photographed"))}


def test_the_terms_of_a_consignor_are_said_in_the_receipts_language() -> None:
    terms = Terms("USD")
    english = {one.label: one.value for one in terms_facts(terms, "2026-03-02", "en_US", "en")}
    german = {one.label: one.value for one in terms_facts(terms, "2026-03-02", "en_US", "de")}
    assert english["Your share"].endswith("below")
    assert german["Ihr Anteil"].endswith("darunter")
    assert german["Laufzeit"].startswith(f"{terms.term_days} Tage, bis einschließlich")
    assert len(german) == len(english)
    assert not set(german) & set(english)

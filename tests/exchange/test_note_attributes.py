"""What clients typed into the product form, and what a line's name gives away."""

from __future__ import annotations

import pytest

from app.exchange.note_attributes import (
    customise,
    gift,
    hints,
    is_service,
    is_tip,
    parse_attributes,
    wishes_in,
)
from app.exchange.orders import FileLine


def goods(ordinal: int, name: str) -> FileLine:
    service = is_service(name, None)
    return FileLine(ordinal, ordinal + 1, name, "", 1, 10_000, is_service=service)


def test_keys_and_values_with_lines_that_go_on() -> None:
    text = "gift-note: With love,\nA.\n\nPS https://example.com\r\nlang: tr\nempty:\n<b>x</b>"
    assert parse_attributes(text) == (
        ("gift-note", "With love,\nA.\n\nPS https://example.com"),
        ("lang", "tr"),
        ("empty", "<b>x</b>"),
    )
    assert parse_attributes("no key at all") == (("", "no key at all"),)
    assert parse_attributes("") == ()


def test_gift_words() -> None:
    said = parse_attributes("gift-note: Happy birthday\ngift-wrapping: yes")
    assert gift(said) == ("Happy birthday", True)
    assert gift(parse_attributes("Gift wrap: No")) == ("", False)


@pytest.mark.parametrize(
    ("name", "size", "metal"),
    [
        ("Ridge Ring - Rhodium Plating / 8", "8", "Rhodium Plating"),
        ("Clara Ring - 6.5 / Gold", "6.5", "Gold"),
        ("Prism size 19", "19", ""),
        ("Prism ring size 19", "19", ""),
        ("Signet Ring (size 14)", "14", ""),
        ("Halo Ring - 18K White Gold / US 6½", "US 6½", "18K White Gold"),
        ("Band - 925 Silver / N½", "N½", "925 Silver"),
        ("Fine Cable Chain - 45 cm", "", ""),
        ("Earring Backs - 2", "", ""),
        ("Pearl Strand", "", ""),
    ],
)
def test_variants_give_size_and_metal_away(name: str, size: str, metal: str) -> None:
    assert hints(name) == (size, metal)


@pytest.mark.parametrize(
    ("name", "ships", "tip", "service"),
    [
        ("Tip", False, True, True),
        ("Trinkgeld", None, True, False),
        ("Tip", True, False, False),
        ("Engraving service", False, False, True),
        ("Engraving", True, False, True),
        ("Custom engraving - up to 20 letters", None, False, True),
        ("Ring sizing", True, False, True),
        ("Engraved locket", True, False, False),
        ("Gift wrapping", None, False, True),
        ("Gold ring", True, False, False),
    ],
)
def test_tips_and_services(name: str, ships: bool | None, tip: bool, service: bool) -> None:
    assert (is_tip(name, ships), is_service(name, ships)) == (tip, service)


def test_wishes_go_to_the_line_that_they_can_belong_to() -> None:
    lines = (
        goods(1, "Fine Cable Chain"),
        goods(2, "Solitaire Ring"),
        goods(3, "Engraving service"),
        goods(4, "Band Ring"),
    )
    said = parse_attributes(
        "Engraving: A & B\nEngraving font: Script\nposition: inside\nRing size: US 6½\n"
        "Engraving 2: 14.02\nChain length: 45 cm\nAdd engraving: yes\nGravur: nein\nutm_source: x"
    )
    made = customise(lines, said)
    assert [[(w.kind, w.text) for w in line.customisations] for line in made] == [
        [("length", "45 cm")],
        [("engraving", "A & B"), ("ring_size", "US 6½")],
        [],
        [("engraving", "14.02")],
    ]
    ring = made[1].customisations[0]
    assert (ring.font, ring.position, ring.source) == ("Script", "inside", "Engraving")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("Gravur", "engraving"),
        ("Texte de gravure", "engraving"),
        ("_engraving_text", "engraving"),
        ("Ringgröße", "ring_size"),
        ("Taille", "ring_size"),
        ("Ring Size", "ring_size"),
        ("Misura anello", "ring_size"),
        ("Metal", "metal"),
        ("Birthstone", "stone"),
    ],
)
def test_keys_of_several_languages(key: str, kind: str) -> None:
    made = customise((goods(1, "Solitaire Ring"),), ((key, "54"),))
    assert [wish.kind for wish in made[0].customisations] == [kind]


def test_an_order_of_services_alone_is_left_as_it_is() -> None:
    lines = (goods(1, "Engraving service"),)
    assert customise(lines, (("Engraving", "A"),)) == lines


@pytest.mark.parametrize(
    ("note", "kinds"),
    [
        ("Please engrave “E & J” inside", ("engraving",)),
        ("Bitte mit Gravur", ("engraving",)),
        ("Can it be resized to a size 7 and engraved?", ("engraving", "ring_size")),
        ("my ring size is N½", ("ring_size",)),
        ("Leave it with the neighbour, gift size box", ()),
        ("", ()),
    ],
)
def test_a_note_may_ask_for_work(note: str, kinds: tuple[str, ...]) -> None:
    assert wishes_in(note) == kinds

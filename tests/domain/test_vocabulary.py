"""Word lists: stable codes, distinct keys, and words for what this version does not know."""

from __future__ import annotations

import pytest

from app.domain import finding_terms as findings
from app.domain import gems, metals, reasons, vocabulary
from app.domain.chips import SEVERITY_TONES, TONES, WHEREABOUTS_TONES, chip, tone
from app.domain.errors import InputError
from app.domain.ring_sizes import SYSTEMS
from app.domain.states import MACHINES
from app.domain.terms import Vocabulary

LISTS = {
    **vocabulary.VOCABULARIES,
    **gems.VOCABULARIES,
    **{k: v for k, v in vars(reasons).items() if isinstance(v, Vocabulary)},
    "metals": metals.METALS,
    "systems": SYSTEMS,
    "locations": findings.LOCATIONS,
    "types": findings.TYPES,
}


@pytest.mark.parametrize("terms", LISTS.values(), ids=LISTS.keys())
def test_each_list_is_sound(terms: Vocabulary) -> None:
    assert len(terms) == len(terms.codes), "a code is listed twice"
    assert all(term.code.strip() == term.code and term.word for term in terms.terms)
    keys = [term.key for term in terms.keyed]
    assert len(keys) == len(set(keys)), "two terms share a key"
    assert all(len(key) == 1 for key in keys)
    assert [terms.by_key(key.lower()) for key in keys] == list(terms.keyed)


def test_the_twelve_categories() -> None:
    assert [t.key for t in vocabulary.CATEGORIES.keyed] == list("RENPBGOCWSLX")
    assert vocabulary.CATEGORIES["loose_stone"].title == "Loose stone"
    assert set(vocabulary.CATEGORIES) >= vocabulary.PAIRS


def test_an_unknown_code_reads_as_itself() -> None:
    assert vocabulary.CATEGORIES.word("toe_ring") == "toe ring"
    assert vocabulary.CATEGORIES.title("toe_ring") == "Toe ring"
    assert vocabulary.CATEGORIES.title("ring") == "Ring"
    assert vocabulary.CATEGORIES.by_key("?") is None
    assert vocabulary.CATEGORIES.by_key("") is None
    assert vocabulary.CATEGORIES.find("Loose Stone") is vocabulary.CATEGORIES["loose_stone"]
    assert vocabulary.CATEGORIES.find("spoon") is None
    assert list(vocabulary.LIGHTS) == list(vocabulary.LIGHTS.codes)


def test_whereabouts_of_kinds_of_place() -> None:
    assert vocabulary.whereabouts("safe") == "house"
    assert vocabulary.whereabouts("bench") == "bench"
    assert vocabulary.whereabouts("external_party") == "out"
    assert {vocabulary.whereabouts(k) for k in vocabulary.PLACE_KINDS} == set(
        vocabulary.WHEREABOUTS
    )
    assert set(WHEREABOUTS_TONES) == set(vocabulary.WHEREABOUTS)
    assert set(vocabulary.PLACE_KINDS) >= vocabulary.CONTAINERS


def test_checks_are_of_the_line_or_of_the_order() -> None:
    assert {*vocabulary.LINE_CHECKS, *vocabulary.ORDER_CHECKS} == set(vocabulary.CHECKS)
    assert set(vocabulary.BENCH_CHECKS) <= {*vocabulary.LINE_CHECKS, "note"}


def test_views_to_photograph() -> None:
    assert "hallmark" in vocabulary.views_wanted("ring")
    assert vocabulary.views_wanted("set") == ("front", "back", "hallmark")


def test_views_are_missing_until_a_photo_shows_them() -> None:
    assert vocabulary.views_missing("loose_stone", []) == ("top", "side")
    assert vocabulary.views_missing("loose_stone", ["side", "detail"]) == ("top",)
    assert vocabulary.views_missing("loose_stone", ["", "side"]) == ()
    assert vocabulary.views_missing("ring", ["", ""]) == ("front", "side", "inside", "hallmark")
    for wanted in vocabulary.VIEWS_WANTED.values():
        assert set(wanted) <= set(vocabulary.VIEWS)


# ---------------------------------------------------------------- metals
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("18K", ("gold", 750)),
        ("stamped 18ct", ("gold", 750)),
        ("750", ("gold", 750)),
        ("PT950", ("platinum", 950)),
        ("950PLAT", ("platinum", 950)),
        ("950", ("", 950)),
        ("PLAT, rubbed", ("platinum", 0)),
        ("STER", ("silver", 925)),
        ("925", ("silver", 925)),
        ("14K GF", ("gold_filled", 585)),
        ("PD 500", ("palladium", 500)),
        ("13K", ("", 0)),
        ("no. 123", ("", 0)),
        ("illegible", ("", 0)),
    ],
)
def test_what_a_stamp_claims(text: str, claim: tuple[str, int]) -> None:
    assert metals.read_stamp(text) == claim


def test_metals_in_words() -> None:
    assert metals.alloy_words("gold_white", 750) == "18 K white gold"
    assert metals.alloy_words("gold_yellow", 333) == "yellow gold 333"
    assert metals.alloy_words("platinum", 950) == "platinum 950"
    assert metals.alloy_words("steel", 0) == "steel"
    assert metals.short_alloy("gold_yellow", 750) == "18KY"
    assert metals.short_alloy("gold_rose", 583) == "14KR"
    assert metals.short_alloy("silver", 925) == "Ag925"
    assert metals.short_alloy("steel", 0) == "steel"
    assert metals.finenesses("gold_rose")[5] == 750
    assert metals.finenesses("steel") == ()
    assert metals.element("vermeil") == "silver"
    assert metals.element("gold_plated") == ""
    assert metals.fine_mg(24_000, 750) == 18_000


# ---------------------------------------------------------------- findings
@pytest.mark.parametrize("category", vocabulary.CATEGORIES)
def test_places_offered_can_be_typed_and_have_kinds(category: str) -> None:
    for code in findings.offered_locations(category, prongs=6, stones=3):
        typed = code if code not in findings.NUMBERED else f"{code}1"
        assert findings.parse_location(typed).startswith(code)
        kinds = findings.offered_types(code)
        keys = [term.key for term in kinds]
        assert len(keys) == len(set(keys))
        assert findings.ALL_KEY not in keys
        assert all(term.code in findings.TYPES for term in kinds)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("pr3", "PR-3", "prong 3"),
        ("PR-3", "PR-3", "prong 3"),
        ("st 10", "ST-10", "stone 10"),
        ("shol", "SHO-L", "left shoulder"),
        ("shk-b", "SHK-B", "shank, bottom"),
        ("ins", "INS", "inside"),
        ("end1", "END-1", "first end"),
        ("bd-120", "BD-120", "bead 120"),
    ],
)
def test_typed_places(text: str, code: str, words: str) -> None:
    assert findings.parse_location(text) == code
    assert findings.location_words(code) == words


@pytest.mark.parametrize("text", ["", "st", "pr0", "st1000", "elbow", "pr3x"])
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(InputError, match="not a place"):
        findings.parse_location(text)


def test_letters_at_a_prong() -> None:
    offered = findings.offered_types("PR-3")
    assert [(t.key, t.word) for t in offered[:4]] == [
        ("W", "worn"),
        ("E", "bent"),
        ("K", "broken"),
        ("R", "re-tipped"),
    ]
    assert findings.type_by_key("PR-3", "w") == "prong_worn"
    assert findings.type_by_key("SHK-B", "T") == "shank_thin"
    assert findings.type_by_key("HEAD", "S") == "scratch"
    with pytest.raises(InputError, match="Q stands for nothing at prong 3"):
        findings.type_by_key("PR-3", "q")


def test_many_stones_are_numbered_by_hand() -> None:
    assert "ST" in findings.offered_locations("ring", stones=30)
    assert "ST-2" in findings.offered_locations("ring", stones=2)
    assert findings.location_words("ST") == "stone"
    assert "CL" in findings.offered_locations("from_a_newer_version")


# ---------------------------------------------------------------- reasons, chips
@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda m: m.name)
def test_each_step_has_reasons_and_each_state_a_chip(machine: object) -> None:
    name = machine.name  # type: ignore[attr-defined]
    for a, b in MACHINES[name].steps:
        assert len(reasons.reasons_for(name, a, b)) > 3
    for state in MACHINES[name].states:
        assert tone(name, state) in TONES
        assert chip(name, state).text[0].isupper()


def test_reasons_of_common_steps() -> None:
    assert "payment" in reasons.reasons_for("order", "review", "on_hold")
    assert "duplicate" in reasons.reasons_for("order", "review", "cancelled")
    assert "police" in reasons.reasons_for("piece", "free", "hold")
    assert "second_hand" in reasons.reasons_for("piece", "hold", "free")
    assert reasons.reasons_for("count", "review", "void") is reasons.CORRECTION
    assert reasons.reason_words("still_tight") == "still does not fit"
    assert reasons.reason_words("from_newer") == "from newer"


def test_chips() -> None:
    assert (chip("order", "review").text, tone("order", "review")) == ("In review", "info")
    assert chip("order", "on_hold").tone == "warn"
    assert chip("piece", "hold").text == "Held"
    assert tone("piece", "no_such_state") == "neutral"
    assert len(SEVERITY_TONES) == len(vocabulary.SEVERITIES)
    assert set(SEVERITY_TONES) <= set(TONES)


def test_a_reprint_asks_for_no_note_and_speaks_of_none() -> None:
    assert not [term.word for term in reasons.REPRINT.terms if "note" in term.word]

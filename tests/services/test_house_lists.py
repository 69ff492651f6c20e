"""The house's own lists: scales and instruments, standard phrases. Each is kept whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.domain.report_words import Phrase
from app.services.instruments import (
    LARGEST_DIVISION_MG,
    MOST,
    Instrument,
    instrument_faults,
    instruments,
    parse_step_mg,
    put_instruments,
)
from app.services.report_phrases import phrases, put_phrases
from app.services.undo import undo
from app.shop import Shop

SCALES = (Instrument("Kern PCB-3", 1, "2025-11-02", "2026-11-02"), Instrument("Tanita", 20))


def kept(house: Shop) -> tuple[Instrument, ...]:
    db = house.reader()
    try:
        return instruments(db)
    finally:
        db.close()


def test_instruments_are_kept_with_their_calibration_and_taken_back(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["mia"], "house_list") as w:
        put_instruments(w, SCALES)
    assert kept(house) == SCALES
    assert SCALES[0].overdue("2026-11-03")
    assert not SCALES[0].overdue("2026-11-02")
    assert not SCALES[1].overdue("2026-11-03")
    with house.work(staff["mia"], "house_list") as w:
        changes = put_instruments(w, SCALES[::-1])
    assert [one.name for one in kept(house)] == ["Tanita", "Kern PCB-3"]
    undo(house, staff["mia"], changes.work_id)
    assert kept(house) == SCALES


@pytest.mark.parametrize(
    ("wrong", "part", "said"),
    [
        (Instrument(""), "name", "Give it a name"),
        (Instrument("TANITA"), "name", "Another one has this name"),
        (Instrument("x" * 61), "name", "at most 60"),
        (Instrument("A", 0), "division_mg", "from 1 to 1,000 mg"),
        (Instrument("A", LARGEST_DIVISION_MG + 1), "division_mg", "from 1 to 1,000 mg"),
        (Instrument("A", 1, "2026-13-01"), "calibrated_on", "Type a day"),
        (Instrument("A", 1, "", "tomorrow"), "due_on", "Type a day"),
        (Instrument("A", 1, "2026-11-02", "2025-11-02"), "due_on", "does not end before"),
    ],
)
def test_what_is_no_instrument_is_refused_and_nothing_of_the_list_kept(
    house: Shop, staff: dict[str, Actor], wrong: Instrument, part: str, said: str
) -> None:
    (fault,) = instrument_faults([*SCALES, wrong])
    assert (fault.row, fault.part) == (2, part)
    assert said in fault.sentence
    with (
        pytest.raises(InputError, match="Line 3") as refused,
        house.work(staff["mia"], "house_list") as w,
    ):
        put_instruments(w, [*SCALES, wrong])
    assert said in refused.value.sentence()
    assert kept(house) == ()


def test_a_list_has_an_end() -> None:
    many = [replace(SCALES[1], name=f"Scale {n}") for n in range(MOST + 1)]
    assert instrument_faults(many[:MOST]) == []
    assert [fault.row for fault in instrument_faults(many)] == [MOST]


@pytest.mark.parametrize(
    ("typed", "step_mg"), [("1", 1), (" 20 mg ", 20), ("0.01 g", 10), ("0", 0)]
)
def test_a_step_is_typed_in_milligrams_or_with_its_unit(typed: str, step_mg: int) -> None:
    assert parse_step_mg(typed) == step_mg


@pytest.mark.parametrize("typed", ["", "heavy", "-1", "1 ct ct"])
def test_what_is_no_step_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_step_mg(typed)
    assert "0.01 g" in refused.value.remedy


def test_phrases_are_edited_by_who_may_and_come_back(house: Shop, staff: dict[str, Actor]) -> None:
    db = house.reader()
    shipped = phrases(db)
    assert any(phrase.text("en") == "customer stated …" for phrase in shipped)
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "house_list") as w:
        put_phrases(w, [Phrase({"en": "low set"})])
    own = (Phrase({"en": "low set", "de": "tief gefasst"}), Phrase({"fr": "pierre basse"}))
    with house.work(staff["mia"], "house_list") as w:
        put_phrases(w, own)
    assert phrases(db) == own
    with house.work(staff["mia"], "house_list") as w:
        put_phrases(w, [])
    assert phrases(db) == shipped
    db.close()

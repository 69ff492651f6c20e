"""A scanner that reads no square codes: a template with Code 128 is proposed, with the roll it is for."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.scanner_setup import ScannerSetup
from app.services.print_page import printer_details
from app.services.print_store import reading
from app.services.scanner_setup import set_scanner
from app.services.tag_scanner import advice, bars_instead
from app.shop import Shop
from tests.services.printing_desk import add_zebra


def test_nothing_is_said_while_the_scanner_reads_squares_or_nobody_tried(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with reading(house) as db:
        assert advice(db) == ""
    set_scanner(house, staff["adam"], ScannerSetup(squares="yes"))
    with reading(house) as db:
        assert bars_instead(db, "barbell-56x13") is None


def test_a_scanner_of_lines_is_given_a_template_of_lines(
    house: Shop, staff: dict[str, Actor]
) -> None:
    add_zebra(house, staff["adam"], "127.0.0.1:9", "Bench")
    set_scanner(house, staff["adam"], ScannerSetup(squares="no"))
    with reading(house) as db:
        found = bars_instead(db, "barbell-56x13")
        assert found is not None
        used, instead = found
        assert instead is not None
        assert used.stock == "barbell-56x13"
        assert instead.code_field().symbol == "code_128"
        said = printer_details(db, "bench").advice
    assert said.startswith(f"The scanner of this PC reads no square codes, and “{used.name}”")
    assert f"Use “{instead.name}”" in said


def test_a_template_on_the_same_roll_comes_first(house: Shop, staff: dict[str, Actor]) -> None:
    set_scanner(house, staff["adam"], ScannerSetup(squares="no"))
    with reading(house) as db:
        said = advice(db, "rat-tail-89x11")
    assert "“Rat-tail, Code 128” carries Code 128 on the same roll: copy it" in said

"""What a report's paper says, in which language, and what it never says."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Metal, Piece, Stone
from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import content_to_json, digest
from app.printing.document.render import render_condition_report
from app.services.report_form import (
    Mark,
    OtherSide,
    ReportForm,
    ViewPhoto,
    form_from_json,
    form_to_json,
)
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import LastReport, known_piece, start_report
from app.shop import Shop

AT = 1_800_000_000_000
NOTE = "Sister says he bought it in Dubai; do not mention."


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Cluster ring", setting_pattern="prong_4")
        w.add(Metal, piece_id=piece, position=1, metal="gold_yellow", fineness=750)
        w.add(Stone, piece_id=piece, position=1, role="centre", species="sapphire", shape="oval",
              length_um=7020, width_um=5110, depth_um=3200, count=1)  # fmt: skip
        w.add(Stone, piece_id=piece, position=2, species="diamond", shape="round", count=14)
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.step("piece", piece, "intake")
    return piece


def paper(house: Shop, ring: int, **values: object) -> ConditionReport:
    db = house.reader()
    form = replace(
        start_report(db, ring),
        grade="good",
        stones_found=15,
        weight_after_mg=5481,
        findings=(
            Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat, stone secure."),
            Mark(2, "ST-10", "stone_missing", 4),
        ),
        **values,  # type: ignore[arg-type]
    )
    facts = PaperFacts("CR12-26-00087", "1200008729", 1, None, AT, "Sara Okafor")
    made = report_paper(db, known_piece(db, ring), form, (), facts)
    db.close()
    return made


def words(pdf: bytes) -> str:
    """All words of a PDF, spaces and line ends as one space."""
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        said = [opened[n].get_textpage().get_text_range() for n in range(len(opened))]
    return " ".join(" ".join(said).split())


def test_private_notes_never_print(house: Shop, ring: int) -> None:
    noted = paper(house, ring, private_notes=NOTE, remarks="Old repair, sound")
    said = words(render_condition_report(noted))
    assert "Old repair, sound" in said
    assert "Dubai" not in said
    assert "Dubai" not in json.dumps(content_to_json(noted))
    assert digest(noted) == digest(paper(house, ring, remarks="Old repair, sound"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Krappe abgenutzt", "Spitze flach, Stein sitzt fest.", "Gut", "5,480 g",
                "ca. 0,92 ct (gefasst)", "Saphir, oval", "Hauptstein"]),
        ("fr", ["Griffe usée", "Bon", "5,480 g", "Saphir, ovale", "monté"]),
        ("it", ["Griffa usurata", "Buono", "Zaffiro, ovale", "presa in carico"]),
        ("es", ["Garra desgastada", "Bueno", "Zafiro, oval", "recepción"]),
        ("", ["Prong worn", "Tip flat, stone secure.", "Good", "5.480 g", "est. 0.92 ct (mounted)"]),
    ],
)  # fmt: skip
def test_a_paper_speaks_one_language(
    house: Shop, ring: int, language: str, expected: list[str]
) -> None:
    said = words(render_condition_report(paper(house, ring, language=language)))
    for one in expected:
        assert one in said, (one, said)


def test_the_scale_says_since_when_it_is_overdue(house: Shop, ring: int) -> None:
    def scale(**values: str) -> str:
        made = paper(house, ring, instrument="PCB-3", weight_method="scale", **values)
        return {fact.label: fact.value for _, facts in made.facts for fact in facts}["Scale"]

    assert scale() == "PCB-3, calibration not known"
    assert scale(calibrated_on="2031-11-02") == "PCB-3, calibration not known"  # not yet
    assert scale(calibrated_on="2026-11-02") == "PCB-3, cal. Nov 2, 2026"
    overdue = scale(calibrated_on="2024-11-02", calibration_due_on="2025-11-02")
    assert overdue == "PCB-3, calibration overdue since Nov 2, 2025"


def test_the_map_says_which_stone_is_missing_and_the_other_side_is_named(
    house: Shop, ring: int
) -> None:
    other = OtherSide(
        "ab" * 32, "Facility report 7", "Lumen", "2026-11-16", weight_mg=5979, stones=99
    )
    made = paper(house, ring, other_side=(other,))
    assert made.stone_counts == (1, 14)
    assert made.states == (("PR-3", "found"), ("ST-10", "missing"))
    said = words(render_condition_report(made))
    assert "Facility report 7" in said
    assert "5.979 g" in said
    assert "It says 5.979 g, here it is " in said
    assert "It says 99 stones, here there are " in said
    assert "abab" in said


def signed(house: Shop, ring: int, last: ReportForm | None, **values: object) -> ConditionReport:
    """The paper against a last report, where there is one."""
    db = house.reader()
    form = replace(start_report(db, ring), grade="good", weight_after_mg=5481, **values)  # type: ignore[arg-type]
    before = LastReport(1, 1, "CR12-26-00061", AT - 1000, last) if last else None
    facts = PaperFacts("CR12-26-00087", "1200008729", 1, before, AT, "Sara Okafor")
    made = report_paper(db, known_piece(db, ring), form, (), facts)
    db.close()
    return made


@pytest.mark.parametrize(
    ("then", "now", "decision", "difference", "judgement"),
    [
        (15, 15, "", "0", "vollständig"),
        (14, 14, "", "0", "hält an, bis die Leitung entscheidet"),
        (14, 14, "Client knows", "0", "von der Leitung entschieden"),
        (14, 15, "", "+1", "vollständig"),
        (15, 14, "", "−1", "hält an, bis die Leitung entscheidet"),
        (15, 14, "Client knows", "−1", "von der Leitung entschieden"),
    ],
)
def test_a_count_is_complete_where_every_stone_is_there_and_not_where_it_is_as_last_time(
    house: Shop, ring: int, then: int, now: int, decision: str, difference: str, judgement: str
) -> None:
    last = ReportForm(stones_found=then, weight_after_mg=5481)
    made = signed(house, ring, last, stones_found=now, decision=decision, language="de")
    row = next(row for row in made.comparison if row.what == "Steine")
    assert (row.then, row.now, row.difference) == (str(then), str(now), difference)
    assert row.judgement == judgement


def test_what_a_draft_says_of_a_weight_is_in_its_language_too(house: Shop, ring: int) -> None:
    for mg, said in ((5600, "hält an"), (5510, "braucht eine Begründung"), (5490, "innerhalb")):
        last = ReportForm(weight_after_mg=mg)
        row = signed(house, ring, last, language="de").comparison[0]
        assert said in row.judgement, row


def test_a_weight_is_an_estimate_or_says_whose_word_it_is(
    house: Shop, staff: dict[str, Actor]
) -> None:
    stones: tuple[dict[str, object], ...] = (
        {"species": "diamond", "shape": "round", "method": "scale", "length_um": 6500,
         "depth_um": 4000},
        {"species": "diamond", "shape": "round", "method": "stated", "stone_mct": 500},
        {"species": "diamond", "shape": "round", "method": "report", "stone_mct": 700,
         "growth": "lab_grown_cvd"},
    )  # fmt: skip
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Three stones")
        for position, stone in enumerate(stones, 1):
            w.add(Stone, piece_id=piece, position=position, count=1, **stone)
        w.step("piece", piece, "intake")
    made = signed(house, piece, None, stones_found=3)
    assert [(stone.description, stone.estimated) for stone in made.stones] == [
        ("Diamond, round", True),
        ("Diamond, round, customer stated", False),
        ("Diamond (lab-grown, CVD), round, by report", False),
    ]
    said = words(render_condition_report(made))
    for one in ("est. 1.03", "0.50", "0.70", "est. 2.23"):
        assert one in said, (one, said)


def test_of_a_row_of_like_stones_none_is_the_centre_and_a_part_is_not_the_whole(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Eternity ring")
        w.add(Stone, piece_id=piece, position=1, species="diamond", count=20, shape="round",
              length_um=2000)  # fmt: skip
        w.add(Stone, piece_id=piece, position=2, species="ruby", count=2)
        w.step("piece", piece, "intake")
    made = signed(house, piece, None, stones_found=22)
    assert "Centre" not in {fact.label for _, facts in made.facts for fact in facts}
    said = words(render_condition_report(made))
    assert said.count(made_carats(made)) == 1  # its own row, and no sum without the rubies


def made_carats(made: ConditionReport) -> str:
    assert made.stones[0].stone_mct is not None
    return f"{made.stones[0].stone_mct / 1000:.2f}"


def test_the_key_of_the_plan_tells_a_loose_stone_from_a_missing_one(house: Shop, ring: int) -> None:
    loose = signed(
        house, ring, None, stones_found=15, findings=(Mark(1, "ST-4", "stone_loose", 2),)
    )
    assert loose.states == (("ST-4", "loose"),)
    assert "loose missing" in words(render_condition_report(loose))
    assert "loose" not in words(render_condition_report(signed(house, ring, None, stones_found=15)))


def test_what_a_newer_parure_added_is_kept() -> None:
    form = ReportForm(findings=(Mark(1, "INS", "dent", 1),), photos=(ViewPhoto("a" * 64),))
    data = form_to_json(form)
    assert "beyond" not in data
    data["spectrum"] = {"peaks": [415]}
    data["findings"][0]["depth_um"] = 90
    back = form_from_json({**data, "version_of": 0})
    assert back.findings[0].type == "dent"
    kept = form_to_json(replace(back, grade="good"))
    assert kept["spectrum"] == {"peaks": [415]}
    assert kept["findings"][0]["depth_um"] == 90
    assert "version_of" not in kept

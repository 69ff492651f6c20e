"""W03: the estate ring C-0010 is looked at, marked, weighed, graded and signed; then comes back worse."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from app.domain.actors import Actor
from app.domain.errors import (
    InputError,
    NotAllowedError,
    ReportDemandedError,
    StateError,
)
from app.domain.report_demand import DEMANDED, DemandRule
from app.domain.ring_sizes import parse_size
from app.models.chain import sealed
from app.photos import Photo
from app.services import report_cards, reports
from app.services.agreements import draft_agreement
from app.services.check import check
from app.services.parties import add_party, check_id
from app.services.party_forms import IdCheck, PartyForm
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.report_demand import put_demand_rules
from app.services.report_form import BOX, Fingerprint, Mark, ReportForm, ViewPhoto
from app.services.report_gate import ReportStopError, weight_of
from app.services.report_start import known_piece
from app.services.signatures import Signature
from app.services.signing import sign as sign_agreement
from app.services.take_in import take_in
from app.shop import Shop

EXAMINER = Signature("examiner", "Sara Okafor", (((100, 500), (300, 200), (800, 600)),))
CONSIGNOR = Signature("consignor", "Inès Tanaka", (((50, 400), (900, 420)),))
TOP_FILE, SIDE_FILE = b"the ring from the top", b"the ring from the side"
TOP, SIDE = (sha256(data).hexdigest() for data in (TOP_FILE, SIDE_FILE))


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    """C-0010 as taken in: sapphire ring, platinum stamped PLAT, 5 480 mg, one sapphire, 14 diamonds."""
    top, side = (
        Photo(house.files.put(data), len(data), "image/jpeg", 1280, 960, None, {})
        for data in (TOP_FILE, SIDE_FILE)
    )
    form = PieceForm(
        "ring",
        "Sapphire cluster ring",
        metals=(MetalForm("platinum", 950),),
        stones=(
            StoneForm("sapphire", shape="oval", growth="natural", role="centre", method="formula",
                      length_um=7020, width_um=5110, depth_um=3200),
            StoneForm("diamond", 14, "round", role="melee_group", stone_mct=190, method="formula"),
        ),
        marks=(MarkForm("PLAT"),),
        ring_size=parse_size("N½", "UK"),
        weight_mg=5480,
        instrument="PCB-3",
        agreed_minor=630_000,
        reserve_minor=540_000,
        photos=(top, side),
    )  # fmt: skip
    with house.work(staff["sara"], "add_party") as w:
        party = add_party(w, PartyForm(given="Inès", family="Tanaka")).first("party")
    with house.work(staff["sara"], "draft_agreement") as w:
        agreement = draft_agreement(w, party).first("agreement")
    with house.work(staff["sara"], "take_in") as w:
        return take_in(w, agreement, form).first("piece")


FINDINGS = (
    Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat, stone secure.", TOP, BOX, 310_000, 620_000, 90_000, 80_000),
    Mark(2, "ST-1", "abrasion", 1, 200, "Table edge.", TOP, x=560_000, y=390_000),
    Mark(3, "SHK-B", "shank_thin", 3, 900, "At 6 o'clock.", SIDE, x=500_000, y=900_000),
    Mark(4, "INS", "sizing_seam", 0),
)  # fmt: skip


def filled(form: ReportForm) -> ReportForm:
    """The form as Sara fills it in: six keys a finding, second weighing, count, grade."""
    return replace(
        form,
        photos=(ViewPhoto(TOP, "top", 1280, 960), ViewPhoto(SIDE, "side", 1280, 960)),
        findings=FINDINGS,
        weight_after_mg=5481,
        instrument="PCB-3",
        stones_found=15,
        shank_um=900,
        shown_to_client="yes",
        client_present="yes",
        grade="good",
        fingerprint=Fingerprint(not_shown="inscription (none), inclusions not photographed"),
    )


def begun(house: Shop, ring: int, reason: str = "take_in") -> ReportForm:
    reader = house.reader()
    try:
        return reports.start_report(reader, ring, reason)
    finally:
        reader.close()


def signed(house: Shop, sara: Actor, ring: int, form: ReportForm) -> int:
    with house.work(sara, "sign_report") as w:
        return reports.sign(w, ring, form, (EXAMINER, CONSIGNOR)).first("report")


def test_the_report_begins_with_what_is_known(house: Shop, ring: int) -> None:
    form = begun(house, ring)
    assert form.weight_before_mg == 5480
    assert form.stones_expected == 15
    assert [(p.sha256, p.view) for p in form.photos] == [(TOP, "top"), (SIDE, "detail")]
    sapphire = form.stones[0]
    assert (sapphire.stone_mct, sapphire.estimated) == (918, True)  # est. 0.92 ct


def test_the_second_weighing_of_5481_mg_passes(house: Shop, ring: int) -> None:
    form = filled(begun(house, ring))
    reader = house.reader()
    verdict = weight_of(known_piece(reader, ring), form)
    assert verdict is not None
    assert (verdict.outcome, verdict.difference) == ("pass", 1)
    blockers = reports.before_signing(reader, ring, form)
    assert [one for one in blockers if one.blocks] == []
    assert [one.sentence for one in blockers] == ["Not shown yet: front, inside, hallmark."]
    reader.close()


def test_the_findings_suggest_good_and_the_obvious_one_asks_for_the_client(
    house: Shop, ring: int
) -> None:
    form = replace(filled(begun(house, ring)), grade="", shown_to_client="")
    reader = house.reader()
    said = {one.field: one.sentence for one in reports.before_signing(reader, ring, form)}
    reader.close()
    assert said["grade"] == "Choose the overall grade; the findings suggest good."
    assert said["shown_to_client"].startswith("Mark 3 (shank, bottom) is obvious")


def test_signed_to_the_digit(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    report = signed(house, staff["sara"], ring, filled(begun(house, ring)))
    reader = house.reader()
    card = report_cards.report_card(reader, report)
    assert card.number == f"CR10-{house.settings.today()[2:4]}-00001"
    assert (card.version, card.is_latest, card.form.grade) == (1, True, "good")
    assert card.form.findings == FINDINGS
    assert (card.examiner, card.piece_number) == (
        "Sara Okafor",
        f"C10-{house.settings.today()[2:4]}-00001",
    )
    closed = card.signed_at
    assert card.signatures == (replace(EXAMINER, at=closed), replace(CONSIGNOR, at=closed))
    assert card.comparison is None
    assert reader.value("SELECT weight_mg FROM piece_now WHERE id = ?", (ring,)) == 5481
    assert reader.value("SELECT reports FROM piece_now WHERE id = ?", (ring,)) == 1
    paper = report_cards.report_content(reader, report)
    assert paper.grade == "Good"
    assert ("", "est. 0.92 ct (mounted)") in {
        (fact.label, fact.value) for _, facts in paper.facts for fact in facts
    }
    assert [finding.type for finding in paper.findings] == [
        "Prong worn",
        "Abrasion",
        "Shank thin",
        "Sizing seam",
    ]
    assert paper.findings[2].size_um == 900
    assert paper.findings[3].mark is None
    assert paper.statements[-1].startswith("This report")
    assert check(house).problems == ()
    # its own code opens the report
    assert reader.row(
        "SELECT target_kind, target_id FROM code_now WHERE code = ?", (card.code,)
    ) == (
        "report",
        report,
    )
    reader.close()


@pytest.mark.parametrize(
    ("after_mg", "outcome"),
    [(5480, "pass"), (5500, "pass"), (5460, "pass"), (5501, "reason"), (5420, "reason"),
     (5380, "reason"), (5379, "stop"), (5370, "stop"), (5581, "stop")],
)  # fmt: skip
def test_three_zones_of_weight(house: Shop, ring: int, after_mg: int, outcome: str) -> None:
    form = replace(filled(begun(house, ring)), weight_after_mg=after_mg)
    reader = house.reader()
    verdict = weight_of(known_piece(reader, ring), form)
    reader.close()
    assert verdict is not None
    assert verdict.outcome == outcome


def test_60_mg_less_needs_a_reason(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    form = replace(filled(begun(house, ring)), weight_after_mg=5420)
    with pytest.raises(InputError, match="give a reason") as refused:
        signed(house, staff["sara"], ring, form)
    assert refused.value.field == "weight_reason"
    signed(house, staff["sara"], ring, replace(form, weight_reason="cleaned"))


def test_110_mg_less_stops_until_a_manager_decides(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    form = replace(filled(begun(house, ring)), weight_after_mg=5370, weight_reason="cleaned")
    with pytest.raises(ReportStopError, match="until a manager decides"):
        signed(house, staff["sara"], ring, form)
    decided = replace(form, decision="Old solder removed by the bench, job J10-26-00002.")
    with pytest.raises(ReportStopError):  # words alone decide nothing
        signed(house, staff["sara"], ring, decided)
    with house.work(staff["sara"], "sign_report", second=staff["mia"]) as w:
        report = reports.sign(w, ring, decided, (EXAMINER,)).first("report")
    reader = house.reader()
    assert report_cards.report_card(reader, report).decided_by == "Mia Delacroix"
    paper = report_cards.report_content(reader, report)
    assert any("Old solder removed" in said for said in paper.statements)
    reader.close()


def test_one_stone_fewer_stops(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    form = replace(filled(begun(house, ring)), stones_found=14)
    with pytest.raises(ReportStopError, match="14 of 15 stones, 1 missing"):
        signed(house, staff["sara"], ring, form)
    reader = house.reader()
    assert reader.value("SELECT count(*) FROM report") == 0
    assert reader.value("SELECT count(*) FROM mark_number") == 0
    reader.close()


def test_a_typed_first_weight_does_not_hide_a_difference(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    form = replace(filled(begun(house, ring)), weight_before_mg=5370, weight_after_mg=5371)
    with pytest.raises(ReportStopError):
        signed(house, staff["sara"], ring, form)


def test_a_signed_report_never_changes(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    report = signed(house, staff["sara"], ring, filled(begun(house, ring)))
    reader = house.reader()
    before = reader.row("SELECT * FROM report WHERE id = ?", (report,))
    form = report_cards.report_card(reader, report).form
    reader.close()
    corrected = replace(
        form, remarks="The seam is at 5 o'clock.", grade="very_good", correction="Read again"
    )
    with house.work(staff["sara"], "correct_report") as w:
        second = reports.correct(w, report, corrected, (EXAMINER,)).first("report")
    reader = house.reader()
    assert reader.row("SELECT * FROM report WHERE id = ?", (report,)) == before
    card = report_cards.report_card(reader, second)
    assert (card.version, [v.version for v in card.versions]) == (2, [1, 2])
    old = report_cards.report_card(reader, report)
    assert (old.number, old.is_latest, old.form.grade) == (card.number, False, "good")
    assert [row.id for row in report_cards.reports_of(reader, ring)] == [second]
    assert reader.value("SELECT count(*) FROM mark_number WHERE piece_id = ?", (ring,)) == 4
    content, salt, digest = reader.row(
        "SELECT content, salt, sha256 FROM report WHERE id = ?", (second,)
    ) or ("", "", "")
    assert sealed(content, salt) == digest
    assert json.loads(content)["paper"]["photos"][0]["photo"]["sha256"] == TOP
    reader.close()
    with (
        pytest.raises(StateError, match="corrected since"),
        house.work(staff["sara"], "correct_report") as w,
    ):
        reports.correct(w, report, corrected, (EXAMINER,))


def test_it_comes_back_worse(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    signed(house, staff["sara"], ring, filled(begun(house, ring)))
    form = begun(house, ring, "loan_in")
    assert {mark.change for mark in form.findings} == {"same"}
    assert {mark.since for mark in form.findings} == {f"CR10-{house.settings.today()[2:4]}-00001"}
    reader = house.reader()
    assert reports.next_mark_number(reader, ring, form) == 5
    reader.close()
    worse = replace(form.findings[2], severity=4)
    back = replace(
        filled(form),
        findings=(*form.findings[:2], worse, form.findings[3], Mark(5, "ST-10", "chip", 2, 300),
                  Mark(6, "SHO-L", "scratch", 1)),
        photos=(ViewPhoto("c3" * 32, "top", 1280, 960, 100),),
        grade="poor",
    )  # fmt: skip
    report = signed(house, staff["sara"], ring, back)
    reader = house.reader()
    against = report_cards.report_card(reader, report).comparison
    assert against is not None
    assert against.line == "Mark 3 worse · marks 5–6 new"
    assert (against.same, against.repaired) == ((1, 2, 4), ())
    paper = report_cards.report_content(reader, report)
    assert [(row.what, row.then, row.now, row.difference) for row in paper.comparison] == [
        ("Gross weight", "5.481 g", "5.481 g", "0 mg"),
        ("Stones", "15", "15", "0"),
        ("Marks", "1–4", "1–6", "marks 5–6 new"),
    ]
    assert paper.findings[0].since == against.with_number
    reader.close()


def test_a_number_that_another_report_took_is_not_given_twice(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    signed(house, staff["sara"], ring, filled(begun(house, ring)))
    fresh = replace(
        filled(begun(house, ring)), findings=(Mark(2, "GAL", "dent", 1),), photos=(ViewPhoto(TOP),)
    )
    report = signed(house, staff["sara"], ring, fresh)
    reader = house.reader()
    card = report_cards.report_card(reader, report)
    reader.close()
    assert [mark.n for mark in card.form.findings] == [5]


def test_drafts_are_kept_until_the_report_is_signed(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    form = filled(begun(house, ring))
    sara = staff["sara"]
    reports.save_draft(house, sara, ring, begun(house, ring))
    reports.save_draft(house, sara, ring, form)
    reader = house.reader()
    kept = reports.open_draft(reader, sara.user_id, ring)
    assert kept is not None
    assert kept[0] == form
    reader.close()
    signed(house, sara, ring, form)
    reader = house.reader()
    assert reports.open_draft(reader, sara.user_id, ring) is None
    reader.close()


BAD = [
    ("photos", {"photos": ()}),
    ("findings", {"findings": (FINDINGS[0], replace(FINDINGS[1], n=1))}),
    ("finding 1", {"findings": (replace(FINDINGS[0], location="PR-0"),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], location="pr3"),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], type="melted"),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], severity=5),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], size_um=-1),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], x=1_000_001),)}),
    ("finding 1", {"findings": (replace(FINDINGS[0], words="x" * 1001),)}),
    ("finding 0", {"findings": (replace(FINDINGS[0], n=0),)}),
    ("stones_found", {"stones_found": None}),
    ("weight_before", {"weight_before_mg": None, "weight_after_mg": None}),
    ("shown_to_client", {"shown_to_client": ""}),
    ("shown_to_client", {"shown_to_client": "perhaps"}),
    ("grade", {"grade": "lovely"}),
    ("reason", {"reason": "because"}),
]


@pytest.mark.parametrize(("field", "change"), BAD)
def test_bad_input_is_named_and_nothing_is_kept(
    house: Shop, staff: dict[str, Actor], ring: int, field: str, change: dict[str, object]
) -> None:
    form = replace(filled(begun(house, ring)), **change)  # type: ignore[arg-type]
    with pytest.raises(InputError) as refused:
        signed(house, staff["sara"], ring, form)
    assert refused.value.field == field
    assert refused.value.message
    reader = house.reader()
    assert reader.value("SELECT count(*) FROM report") == 0
    assert reader.value("SELECT count(*) FROM work WHERE work_kind = 'sign_report'") == 0
    # the number was not used up either
    assert reader.value("SELECT count(*) FROM number_counter WHERE kind_code = 'CR'") == 0
    reader.close()


def test_an_unsigned_report_is_not_signed(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    with (
        pytest.raises(InputError, match="examiner's signature"),
        house.work(staff["sara"], "sign_report") as w,
    ):
        reports.sign(w, ring, filled(begun(house, ring)), (CONSIGNOR,))


def test_an_e_commerce_clerk_may_not_sign(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    with pytest.raises(NotAllowedError):
        signed(house, staff["emma"], ring, filled(begun(house, ring)))


def test_the_list_finds_by_number_piece_and_severity(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    report = signed(house, staff["sara"], ring, filled(begun(house, ring)))
    reader = house.reader()

    def found(*args: str, **chosen: object) -> list[int]:
        query = report_cards.reports_list(*args, **chosen)  # type: ignore[arg-type]
        return [row[0] for row in reader.rows(query.ids_sql, query.params)]

    assert found() == found("cluster") == found("CR10") == found(worst=3) == [report]
    assert found("emerald") == found(worst=4) == found(reason="auction") == []
    for sort in report_cards.SORTS:
        assert found(sort=sort, descending=False) == [report]
    query = report_cards.reports_list()
    [row] = [query.make(row) for row in reader.rows(query.rows_sql, (f"[{report}]",))]
    assert (row.piece, row.version, row.worst, row.findings) == ("Sapphire cluster ring", 1, 3, 4)
    assert row.photo_sha256 == TOP
    reader.close()


def test_a_correction_keeps_its_numbers_and_takes_none_of_another_report(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    sara = staff["sara"]
    first = signed(house, sara, ring, filled(begun(house, ring)))  # marks 1 to 4
    form = begun(house, ring)
    later = replace(filled(form), findings=(*form.findings, Mark(5, "INS", "dent", 1)))
    signed(house, sara, ring, later)
    stale = replace(filled(begun(house, ring)), findings=(*FINDINGS, Mark(5, "SHK-B", "nick", 1)))
    stale = replace(stale, correction="Read again")
    with house.work(sara, "correct_report") as w:
        corrected = reports.correct(w, first, stale, (EXAMINER, CONSIGNOR)).first("report")
    reader = house.reader()
    card = report_cards.report_card(reader, corrected)
    reader.close()
    assert [(mark.n, mark.type) for mark in card.form.findings][-2:] == [
        (4, "sizing_seam"),
        (6, "nick"),
    ]


def test_a_house_that_demands_it_signs_no_agreement_without_a_report(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["mia"], "rules") as w:
        put_demand_rules(w, [DemandRule("take_in", DEMANDED, 0)])
    reader = house.reader()
    agreement = reader.value(
        "SELECT agreement_id FROM consignment_item WHERE piece_id = ?", (ring,)
    )
    reader.close()
    with house.work(staff["sara"], "check_id") as w:
        party = w.value("SELECT party_id FROM agreement WHERE id = ?", (agreement,))
        check_id(w, party, IdCheck("passport"))
    with pytest.raises(ReportDemandedError) as refused, house.work(staff["sara"], "sign") as w:
        sign_agreement(w, agreement, (CONSIGNOR,))
    assert (refused.value.piece_id, refused.value.reason) == (ring, "take_in")
    signed(house, staff["sara"], ring, filled(begun(house, ring)))
    with house.work(staff["sara"], "sign") as w:
        sign_agreement(w, agreement, (CONSIGNOR,))

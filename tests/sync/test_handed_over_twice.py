"""Two PCs that are apart hand the same pieces over: both papers stay, and a person says where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import Actor
from app.models.shopwide import Place
from app.services import reports
from app.services.cases import case_page, decide
from app.services.documents import document_content
from app.services.hand_over_papers import paper_of, still_out
from app.services.hand_overs import HandOver, hand_back, hand_out
from app.services.photos import add_photo
from app.services.report_quick import QuickAnswer
from app.services.report_start import start_report
from app.services.signatures import Signature
from tests.services.case_desk import Twins, facts, place, twins
from tests.services.order_desk import Counter
from tests.views.evidence_fixtures import picture

LINE = (((100, 500), (300, 200), (800, 600)),)
OWEN = Signature("examiner", "Owen Achterberg", LINE)


@pytest.fixture
def pair(house: Any, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    """The house on two PCs; the ring has its photo and its first report, and two fairs are known."""
    with twins(house, staff, tmp_path) as made:
        with house.work(staff["mia"], "places") as w:
            for name in ("LUMEN", "VOGUE"):
                w.add(Place, kind_code="external_party", name=name, title=name.title())
        for piece in pieces(made.here):
            add_photo(house, staff["sara"], "piece", piece, picture(), "top.jpg", "top")
            form = made.here.read(start_report, piece)
            form = replace(form, grade="good", weight_after_mg=form.weight_before_mg or 3_850,
                           stones_found=form.stones_expected)  # fmt: skip
            with house.work(staff["sara"], "sign_report") as w:
                reports.sign(w, piece, form, (OWEN,))
        made.meet()
        yield made


def pieces(counter: Counter) -> list[int]:
    """The ring and a chain."""
    chain = counter.value("SELECT min(id) FROM piece WHERE number LIKE 'P10-26-0050%'")
    return [counter.ring, int(chain)]


def lend(counter: Counter, ids: list[int], to: str, where: str) -> int:
    """Owen hands pieces over; the paper."""
    due = date.fromisoformat(counter.house.settings.today()) + timedelta(days=7)
    said = HandOver(place(counter, where), (to,), due.isoformat(), "Shoot")
    answers = [
        QuickAnswer(one, counter.value("SELECT value FROM measured WHERE subject_id = ? AND"
                                       " what = 'gross_weight_mg' ORDER BY hlc DESC", one),
                    stones(counter, one))
        for one in ids
    ]  # fmt: skip
    both = (OWEN, Signature("borrower", f"{to} by courier", LINE))
    with counter.house.work(counter.staff["owen"], "hand_over", second=counter.staff["mia"]) as w:
        return int(hand_out(w, ids, said, answers, both).first("document"))


def stones(counter: Counter, piece: int) -> int | None:
    found = counter.value("SELECT sum(count) FROM stone WHERE piece_id = ? AND removed = 0", piece)
    return int(found) if found else None


def moved_cases(pair: Twins) -> list[int]:
    """The pieces about which somebody is asked where they are."""
    return [one for kind, _, one in pair.kinds() if kind == "moved_twice"]


@pytest.mark.parametrize("second_place", ["VOGUE", "LUMEN"])
def test_what_left_twice_keeps_both_papers_and_asks_a_person(
    pair: Twins, second_place: str
) -> None:
    ring, chain = pieces(pair.here)
    first = lend(pair.here, [ring, chain], "Lumen Magazine", "LUMEN")
    second = lend(pair.there, [ring], "Vogue", second_place)
    assert moved_cases(pair) == [ring]  # the chain left once
    for counter in pair.both:
        papers = [counter.read(document_content, one) for one in (first, second)]
        assert [paper.to[0] for paper in papers] == ["Lumen Magazine", "Vogue"]
        assert papers[0].number != papers[1].number
        assert [len(paper.signatures) for paper in papers] == [2, 2]
        signed = "SELECT count(*) FROM report WHERE piece_id = ? AND reason = 'loan_out'"
        assert counter.value(signed, ring) == 2
        assert counter.value(signed, chain) == 1
        # Meanwhile the later paper counts; nothing is out by both.
        assert counter.read(paper_of, ring) == second
        assert counter.read(still_out, first) == (chain,)
    case = case_of(pair.here, ring)
    view = case_page(pair.here.house, pair.here.staff["mia"], case)
    said = " ".join(words for card in view.facts for _, words in card.rows)
    assert "Lumen Magazine by H" in said
    assert "Vogue by H" in said
    assert view.title == "Handed over by two papers"


def test_where_it_is_in_truth_it_comes_back_by_that_paper(pair: Twins) -> None:
    ring, chain = pieces(pair.here)
    first = lend(pair.here, [ring, chain], "Lumen Magazine", "LUMEN")
    lend(pair.there, [ring], "Vogue", "LUMEN")
    assert moved_cases(pair) == [ring]
    case = case_of(pair.there, ring)
    told = facts(pair.there, case)
    kept = pair.there.value("SELECT document_id FROM move WHERE id = ?", told[0])
    assert kept == first
    with pair.there.house.work(pair.there.staff["mia"], "settle_case") as w:
        decide(w, case, "first", "Lumen has it, Vogue's courier gave it back")
    pair.meet()
    for counter in pair.both:
        assert counter.read(paper_of, ring) == first
        assert set(counter.read(still_out, first)) == {ring, chain}
    safe = place(pair.here, "TRAY-07")
    both = (OWEN, Signature("borrower", "Lumen Magazine", LINE))
    answers = [QuickAnswer(one, as_it_went=True) for one in (ring, chain)]
    with pair.here.house.work(pair.here.staff["owen"], "back", second=pair.here.staff["mia"]) as w:
        hand_back(w, first, safe, answers, both)
    assert pair.here.read(still_out, first) == ()


def case_of(counter: Counter, piece: int) -> int:
    sql = "SELECT id FROM case_file WHERE case_kind = 'moved_twice' AND subject_id = ?"
    return int(counter.value(sql, piece))

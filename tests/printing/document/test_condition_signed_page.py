"""Nobody signs a page of a condition report on which there is nothing of it: on A4 and on Letter."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import (
    ConditionReport,
    ReportFinding,
    ReportMark,
    ReportOfOthers,
    ReportPhoto,
)
from tests.printing.document.papers import report as cluster_ring

HEAD, FOOT = 78, 60
"""Where the running head ends and the foot begins, in points from their edges."""
LAST_PARTS = ("findings", "details", "photos", "stones", "comparison", "others")
Line = tuple[float, str]


def a_report(last: str, findings: int, paper: str, statements: int) -> ConditionReport:
    """A report that ends with that part, with so many findings and lines of statements."""
    plain = cluster_ring()
    photos = plain.photos[:1] + tuple(
        ReportPhoto(replace(plain.photos[0].photo, sha256=f"{n:02x}" * 32), f"view {n}")
        for n in range(findings % 7)
    )
    place = ReportMark(plain.photos[0].photo.sha256, 500_000, 500_000)
    found = tuple(
        ReportFinding(n, "ST-1", "Facet abrasion", n % 5, 300, "at the edge, seen " * (n % 4),
                      mark=place if last == "details" else None)
        for n in range(1, findings + 1)
    )  # fmt: skip
    upto = LAST_PARTS.index(last)
    has = {part: at <= upto for at, part in enumerate(LAST_PARTS)}
    return replace(
        plain,
        made=replace(plain.made, paper=paper),
        photos=photos if has["photos"] else photos[:1],
        findings=found,
        stones=plain.stones if has["stones"] else (),
        fingerprint=plain.fingerprint if has["stones"] else None,
        prongs=4 if has["stones"] else 0,
        surround=14 if has["stones"] else 0,
        comparison=plain.comparison if has["comparison"] else (),
        other_side=(ReportOfOthers("ab" * 32, "Lumen’s own", "5.480 g"),) if has["others"] else (),
        statements=tuple(f"Stated {n}: the piece was seen." for n in range(statements)),
    )


def pages_of(pdf: bytes) -> list[list[Line]]:
    """The lines of each page from its running head to its foot, as (from the top, words)."""
    pages = []
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        for nth in range(len(opened)):
            page = opened[nth]
            text, height = page.get_textpage(), page.get_height()
            rects = [text.get_rect(n) for n in range(text.count_rects())]
            lines = [
                (height - top, text.get_text_bounded(left, bottom, right, top).strip())
                for left, bottom, right, top in rects
            ]
            pages.append([(y, said) for y, said in lines if HEAD < y < height - FOOT])
    return pages


def check(last: str, findings: int, paper: str, statements: int) -> None:
    """The page that is signed has the end of the statements, and of the report where that fits."""
    report = a_report(last, findings, paper, statements)
    pages = pages_of(render_condition_report(report))
    case = (last, findings, paper, statements)
    [signed] = [page for page in pages if any("Amira Lindqvist" in said for _, said in page)]
    assert any("Noor Beaumont" in said for _, said in signed), case
    stated = [y for y, said in signed if said.startswith("Stated")]
    assert stated, case
    ends = [n for n, page in enumerate(pages) if any("Stated" in said for _, said in page)]
    assert pages[ends[-1]] is signed, case
    if statements <= 6:
        assert len(ends) == 1, case
        assert [said for y, said in signed if y < min(stated)], case
    else:
        assert len(stated) >= 3, case
    assert any("correction" in said for _, said in pages[-1]), case
    assert signed is pages[-1], case


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("last", LAST_PARTS)
def test_what_is_signed_stands_with_the_report(last: str, paper: str) -> None:
    for findings in range(0 if last != "details" else 1, 40, 3):
        check(last, findings, paper, 2 + findings % 5)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_of_statements_longer_than_a_page_the_last_lines_go_with_the_signatures(paper: str) -> None:
    for statements in range(30, 110, 5):
        check("comparison", 4, paper, statements)


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("last", LAST_PARTS)
def test_what_is_signed_stands_with_the_report_however_long(last: str, paper: str) -> None:
    for findings in range(1, 90, 4):
        for statements in (1, 3, 6, 25, 60):
            check(last, findings, paper, statements)

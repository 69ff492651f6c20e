"""However much a condition report holds: every row whole, no heading alone, nothing refused."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from random import Random

import pypdfium2
import pytest

from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import (
    Comparison,
    ConditionReport,
    ReportFinding,
    ReportFingerprint,
    ReportMark,
    ReportOfOthers,
    ReportPhoto,
    ReportStone,
)
from app.printing.document.content import Fact, Photo
from app.printing.document.inclusion_marks import ReportInclusion
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from tests.printing.document.papers import PHOTOS
from tests.printing.document.papers import report as cluster_ring

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
FOOT = 52
SHAPES = ("point", "box", "arrow", "line")
Rect = tuple[float, float, float, str]


def full(seed: int) -> ConditionReport:
    """A report with more or less of everything, the same for the same seed."""
    rng = Random(seed)
    plain = cluster_ring()
    photos = tuple(
        ReportPhoto(Photo(sha, "", *rng.choice([(640, 420), (300, 900), (1600, 400)])),
                    rng.choice(["top", f"hallmark {LONG[:20]}"]), plain.made.at, "5,000 K daylight")
        for sha in (*PHOTOS, *(f"{n:02x}" * 32 for n in range(10)))[: rng.choice([0, 1, 2, 12])]
    )  # fmt: skip
    return replace(
        plain,
        made=replace(
            plain.made,
            language=rng.choice(["en", "de", "he"]),
            paper=rng.choice(["a4", "letter"]),
        ),
        title=rng.choice([plain.title, LONG * 3]),
        photos=photos,
        facts=tuple(
            (title, tuple(Fact("Label", rng.choice(["value", "long value " * 6, LONG]))
                          for _ in range(rng.choice([1, 5, 12]))))
            for title in ("Piece", "Weight", "Occasion")
        ),
        findings=tuple(_finding(rng, n, photos) for n in range(1, rng.choice([1, 2, 7, 21, 41]))),
        stones=tuple(
            ReportStone(n, n, rng.choice(["Sapphire, oval", LONG]), "7.02 × 5.11",
                        rng.choice([None, 920]), rng.random() < 0.5)
            for n in range(1, rng.choice([1, 2, 7, 31]))
        ),
        fingerprint=rng.choice([None, _fingerprint(rng, photos)]),
        comparison=(Comparison("Gross weight, mg", "1", "2", "+1", "word " * rng.choice([1, 40])),)
        * rng.choice([0, 3]),
        statements=("This report records what was seen. " * rng.choice([1, 8]),)
        * rng.choice([0, 1, 12]),
        signatures=plain.signatures * rng.choice([0, 1, 2]),
        other_side=(ReportOfOthers("ab" * 32, LONG, "word " * rng.choice([1, 100])),)
        * rng.choice([0, 2]),
        category="ring",
        setting="prong_4",
        stone_counts=(1, 14),
        states=(("ST-4", "loose"), ("ST-10", "missing")),
    )  # fmt: skip


def _finding(rng: Random, n: int, photos: tuple[ReportPhoto, ...]) -> ReportFinding:
    mark = None
    if photos:
        sha = rng.choice(photos).photo.sha256
        at = [rng.randrange(1_000_000) for _ in range(4)]
        strokes = tuple((rng.randrange(1_000_000), at[0]) for _ in range(4))
        mark = ReportMark(sha, at[0], at[1], rng.choice(SHAPES), at[2] // 9, at[3] // 9, strokes)
    words = " ".join(["flat", LONG, "שן שחוקה"] * rng.choice([0, 1, 9]))
    said = f"row{n}begin {words} row{n}end"
    return ReportFinding(n, "ST-128", "Surface-reaching inclusion", n % 5, 300, said, mark=mark)


def _fingerprint(rng: Random, photos: tuple[ReportPhoto, ...]) -> ReportFingerprint:
    letters = tuple(ReportInclusion(chr(97 + n), 500_000, 500_000, "feather, 4 o’clock, 40 % out")
                    for n in range(rng.choice([0, 20])))  # fmt: skip
    picture = photos[0].photo if photos else None
    return ReportFingerprint("silk " * rng.choice([1, 150]), "origin " * 9, picture, None, letters)


@pytest.mark.parametrize("seed", range(16))
def test_rows_stay_whole_and_no_heading_stands_alone(seed: int) -> None:
    _try(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(16, 400))
def test_rows_stay_whole_however_much_there_is(seed: int) -> None:
    _try(seed)


def _try(seed: int) -> None:
    report = full(seed)
    pages = defaultdict(set)
    with closing(pypdfium2.PdfDocument(render_condition_report(report, PHOTOS))) as opened:
        for nth in range(len(opened)):
            rects, said = _read(opened[nth])
            assert _alone(rects, _headings(report)) == [], nth
            for n in re.findall(r"row(\d+)(?:begin|end)", said):
                pages[n].add(nth)
    assert len(pages) == len(report.findings)
    assert [n for n, where in pages.items() if len(where) > 1] == []


def _read(page: pypdfium2.PdfPage) -> tuple[list[Rect], str]:
    """Each line of a page as (from the top, from the left, to, words), without the foot; and all."""
    text, height = page.get_textpage(), page.get_height()
    rects = []
    for nth in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(nth)
        if bottom > FOOT:
            said = text.get_text_bounded(left, bottom, right, top).strip()
            rects.append((height - top, left, right, said))
    return rects, text.get_text_range()


def _headings(report: ConditionReport) -> set[str]:
    labels = Labels("condition_report", report.made.language)
    names = ("details", "photos", "map", "stones", "fingerprint")
    return {
        *(labels[name] for name in names),
        labels.say("findings", count=len(report.findings)),
        labels.say("against", number=report.compared_with),
        PaperTerms(report.made.language).say("Report of the other side"),
    }


def _alone(rects: list[Rect], headings: set[str]) -> list[str]:
    """The headings below which their column has nothing more."""
    return [
        said
        for top, left, right, said in rects
        if said in headings
        and not any(y > top + 3 and to > left - 5 and x < right + 200 for y, x, to, _ in rects)
    ]

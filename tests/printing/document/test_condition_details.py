"""The details of a condition report show each mark itself, as it lies on its photo, within its tile."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import ReportMark
from app.printing.document.ink import severity_colour
from tests.printing.document.papers import PHOTOS, report


def inked(shape: str, language: str = "en-GB", *, there: bool = True) -> list[tuple[int, int]]:
    """The pixels of the severity's colour on the page of details, below the number's disc."""
    plain = report()
    sha = plain.photos[0].photo.sha256
    strokes = ((450_000, 450_000), (500_000, 560_000), (560_000, 520_000))
    mark = ReportMark(sha, 450_000, 450_000, shape, 90_000, 90_000, strokes)
    first, *others = plain.findings
    found = (
        replace(first, severity=4, mark=mark),
        *(replace(one, severity=1) for one in others),
    )
    made = replace(plain.made, language=language)
    content = replace(plain, made=made, findings=found)
    wanted = tuple(round(part * 255) for part in severity_colour(4).rgb())
    with closing(
        pypdfium2.PdfDocument(render_condition_report(content, PHOTOS if there else {}))
    ) as pdf:
        picture = pdf[1].render(scale=100 / 72).to_pil().convert("RGB")
    near = picture.load()
    assert near is not None
    return [
        (x, y)
        for y in range(178, 262)
        for x in range(picture.width)
        if all(abs(a - b) < 24 for a, b in zip(near[x, y], wanted, strict=True))
    ]


@pytest.mark.parametrize("shape", ["point", "box", "arrow", "line"])
@pytest.mark.parametrize("language", ["en-GB", "he"])
def test_a_detail_shows_the_mark_itself(shape: str, language: str) -> None:
    there = inked(shape, language)
    assert len(there) > 20
    left, right = (55, 224) if language == "en-GB" else (602, 772)
    assert all(left <= x <= right for x, _ in there), "nothing is drawn beside the tile"


def test_where_the_photo_is_away_no_mark_is_placed() -> None:
    assert inked("box", there=False) == []

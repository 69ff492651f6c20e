"""Papers in a language that runs to the left: mirrored as a whole, what is shown on them as it is."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.printing.document import shaping
from app.printing.document.render import KINDS
from app.printing.document.table import Cell, Column, Table
from app.printing.document.till import TillLine, till_lines
from app.printing.document.till_escpos import WIDTH_DOTS, line_image, receipt_escpos
from app.printing.document.wording import Labels
from app.printing.lettering import REGULAR
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import CONTENTS, sales_receipt
from tests.printing.document.papers import PHOTOS, job_bag, receipt, report

EVERY = {
    **CONTENTS,
    "job_bag": job_bag,
    "take_in_receipt": receipt,
    "condition_report": report,
}
TURNED = ("he-IL", "ar")


def on(content: Any, language: str, **made: str) -> Any:
    head = dataclasses.replace(content.made, language=language, **made)
    return dataclasses.replace(content, made=head)


def places_of(pdf: bytes, words: str) -> list[tuple[float, float]]:
    """Left and right edge in points of each time that words stand on the first page."""
    with (
        closing(pypdfium2.PdfDocument(pdf)) as document,
        closing(document[0]) as page,
        closing(page.get_textpage()) as text,
        closing(text.search(words, match_case=True)) as search,
    ):
        found = []
        while (hit := search.get_next()) is not None:
            boxes = [text.get_charbox(hit[0] + n) for n in range(hit[1])]
            found.append((min(b[0] for b in boxes), max(b[2] for b in boxes)))
        return found


@pytest.mark.parametrize("language", TURNED)
@pytest.mark.parametrize("kind", sorted(EVERY))
def test_every_paper_is_mirrored_and_its_codes_are_read(
    kind: str, language: str, read: Reader
) -> None:
    content = on(EVERY[kind](), language)
    plain = on(EVERY[kind](), "en-US")
    pages = read(KINDS[kind].render(content, PHOTOS))
    shown = read(KINDS[kind].render(plain, PHOTOS))
    assert {code[:2] for page in pages for code in page.codes} == {
        code[:2] for page in shown for code in page.codes
    }
    assert all(embedded for page in pages for _, embedded in page.fonts)
    width = pages[0].size[0]
    for name in (content.company.name, content.number):
        (left, right), *_ = places_of(KINDS[kind].render(content, PHOTOS), name)
        (was_left, was_right), *_ = places_of(KINDS[kind].render(plain, PHOTOS), name)
        # The head's own wording may make a name smaller: its outer edge is what is mirrored.
        outer = was_left if was_left < width / 2 else was_right
        mirrored = right if was_left < width / 2 else left
        assert mirrored == pytest.approx(width - outer, abs=2.5), name


def test_figures_codes_and_latin_names_keep_their_own_direction() -> None:
    def line(text: str) -> list[str]:
        return [part for _, _, part in shaping.pieces(text, REGULAR, True)]

    assert "+44 20 7946 0100" in line("טלפון +44 20 7946 0100")
    assert "10 000 001 23" in "".join(line("קוד 10 000 001 23"))
    assert "7.02 × 5.11" in "".join(line("גודל 7.02 × 5.11 מ״מ"))
    assert "±50 mg" in "".join(line("בתוך ±50 mg"))
    assert "8.5 %" in "".join(line("מס 8.5 %"))
    assert "−148.00" in "".join(line("הנחה −148.00"))
    assert "#1042" in "".join(line("הזמנה #1042"))
    assert "10×" in "".join(line("רק ב־10×"))
    # A number and a date that follow each other stay two things, in the order of reading.
    said = line("CR10-26-00087 · 12 במרץ")
    assert said[-1] == "CR10-26-00087"
    assert said.index("12") < said.index("CR10-26-00087")
    assert "".join(line("10 مارس 2026، 12:05")).startswith("12:05")


def test_a_column_of_figures_begins_where_its_widest_does() -> None:
    from app.printing.document.sheet import RIGHT, Sheet

    made = on(CONTENTS["invoice"](), "he").made
    sheet = Sheet(made, title="", author="", paper="a4", margins=(30, 30, 30, 30))
    sheet.next_page()
    columns = [Column("א", 1), Column("ב", 1, RIGHT)]
    Table(sheet, columns, width=200).rows(
        [[Cell("x"), Cell("1.00")], [Cell("y"), Cell("1,234.00")]],
        total=[Cell(), Cell("1,235.00")],
    )
    pdf = sheet.finish()
    edges = {
        round(right, 1) for said in ("1.00", "1,234.00", "1,235.00")
        for _, right in places_of(pdf, said)[-1:]
    }  # fmt: skip
    assert max(edges) - min(edges) < 0.6


def test_what_a_photo_a_tick_and_a_signature_show_is_not_turned_round(read: Reader) -> None:
    """The photo of the report, cut out of both papers, is the same picture."""
    plain, turned = (
        read(KINDS["condition_report"].render(on(report(), language), PHOTOS))[0].picture
        for language in ("en-GB", "he")
    )
    scale = plain.width / 595.28
    box = (60 * scale, 150 * scale, 535 * scale, 440 * scale)
    first, second = plain.crop(box), turned.crop(box)
    difference = sum(
        abs(a - b) for a, b in zip(first.tobytes(), second.tobytes(), strict=True)
    ) / len(first.tobytes())
    flipped = first.transpose(Image.Transpose.FLIP_LEFT_RIGHT).tobytes()
    against = sum(abs(a - b) for a, b in zip(flipped, second.tobytes(), strict=True)) / len(flipped)
    assert difference < against


def test_the_strip_has_its_amounts_at_the_left() -> None:
    content = on(sales_receipt(), "he", paper="80mm")
    line = next(one for one in till_lines(content) if one.right == "1,332.00")
    words, amount = line.left, line.right
    turned = line_image(line, mirrored=True)
    empty = line_image(TillLine(words, "", line.how), mirrored=True)
    assert turned.size[0] == empty.size[0] == WIDTH_DOTS
    left = turned.crop((0, 0, 120, turned.height)).histogram()[0]
    assert left > 100, f"{amount} stands at the left"
    told = receipt_escpos(content)
    assert told.count(b"\x1dv0") > 10, "its lines are dots"
    assert zxingcpp.read_barcodes(_strip(content))


def _strip(content: Any) -> Any:
    with closing(pypdfium2.PdfDocument(KINDS["sales_receipt"].render(content))) as pdf:
        return pdf[0].render(scale=3).to_pil().convert("L")


@pytest.mark.parametrize(("language", "said"), [("he", "עמוד"), ("ar", "صفحة")])
def test_the_words_are_found_as_they_are_read(language: str, said: str, read: Reader) -> None:
    (page,) = read(KINDS["invoice"].render(on(CONTENTS["invoice"](), language)))
    assert said in page.words
    assert Labels("sale", language)["invoice"] in page.words
    assert "I10-26-00019" in page.words
    assert "2026-03-12" in page.words

"""A take-in receipt on paper: it adds up, is whole over its pages, and speaks every script."""

from __future__ import annotations

import dataclasses

import pypdfium2
import pypdfium2.raw as raw
import pytest

from app.printing.document.content import digest
from app.printing.document.render import render_take_in_receipt
from app.printing.document.take_in_receipt import ReceiptItem
from tests.printing.document.conftest import Reader
from tests.printing.document.papers import PHOTOS, PIECES, receipt

replace = dataclasses.replace


def test_the_receipt_adds_up_and_says_everything(read: Reader) -> None:
    content = receipt()
    pages = read(render_take_in_receipt(content, PHOTOS))
    words = " ".join(page.words for page in pages)
    assert content.weight_mg == 165_430
    for said in (
        "Consignment receipt", "12 pieces taken in on 2 March 2026 (2026-03-02) under agreement A10-26-00014",
        "Clara Whitcombe", "passport seen by SO, 10:04", "60 % from 1,000.00", "165.430 g", "30,310.00",
        "25,350.00", "You receive 17,894.00", "CITES: no export", "Marked: PLAT, rubbed",
        "The pieces remain the consignor’s property", "2 Mar 2026, 10:41:30", "For the house", "Sara Okafor",
    ):  # fmt: skip
        assert said in words, said
    for number, *_ in PIECES:
        assert number in words
    assert pages[0].codes[0][:2] == ("DataMatrix", content.code)
    assert all(embedded for page in pages for _, embedded in page.fonts)
    for page in pages:
        assert digest(content)[:4] in page.words


def test_signatures_are_lines_and_photos_go_through_untouched() -> None:
    content = replace(receipt(), items=receipt().items[:1])
    data = render_take_in_receipt(content, PHOTOS)
    (jpeg,) = [PHOTOS[item.photo.sha256] for item in content.items if item.photo]
    assert jpeg in data
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        pictures = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
        assert len(pictures) == 1
        page.close()
    unsigned = replace(
        content, signatures=tuple(replace(s, strokes=()) for s in content.signatures)
    )
    assert len(render_take_in_receipt(unsigned, PHOTOS)) < len(data)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_it_comes_on_the_shop_s_paper(paper: str, size: tuple[float, float], read: Reader) -> None:
    content = replace(receipt(), made=replace(receipt().made, paper=paper, language="en-US"))
    pages = read(render_take_in_receipt(content, PHOTOS))
    assert all(page.size == pytest.approx(size, abs=0.1) for page in pages)
    assert "March 2, 2026 (2026-03-02)" in pages[0].words


def test_the_head_repeats_and_rows_stay_whole(read: Reader) -> None:
    items = tuple(
        ReceiptItem(
            f"C10-26-{n:05d}", f"Piece {n:03d} begins", detail=f"and {n:03d} ends", weight_mg=1000
        )
        for n in range(1, 61)
    )
    pages = read(render_take_in_receipt(replace(receipt(), items=items)))
    assert len(pages) > 3
    for page in pages:
        begun = {n for n in range(1, 61) if f"Piece {n:03d} begins" in page.words}
        ended = {n for n in range(1, 61) if f"and {n:03d} ends" in page.words}
        assert begun == ended
        if begun:
            assert "Weight g" in page.words
    assert "60 pieces 60.000" in " ".join(page.words for page in pages)


def test_a_copy_is_marked_and_the_first_is_not(read: Reader) -> None:
    assert all("COPY" not in page.words for page in read(render_take_in_receipt(receipt(), PHOTOS)))
    assert all(
        "COPY 2" in page.words for page in read(render_take_in_receipt(receipt(), PHOTOS, copy=2))
    )


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_take_in_receipt(receipt(), PHOTOS) == render_take_in_receipt(receipt(), PHOTOS)


def test_names_of_every_script_are_printed(read: Reader) -> None:
    names = ("王小明", "שרה לוי", "محمد الأمين", "Жанна Ω", "สมชาย", "ნინო", "김민수", "Zoë 💍")
    pages = read(render_take_in_receipt(replace(receipt(), consignor=names), PHOTOS))
    for said in ("王小明", "Жанна Ω", "สมชาย", "ნინო", "김민수", "Zoë"):
        assert said in pages[0].words
    fonts = " ".join(name for name, _ in pages[0].fonts)
    for face in (
        "NotoSansHebrew",
        "NotoSansArabic",
        "WenQuanYi",
        "NotoSansThai",
        "NotoSansGeorgian",
        "NotoEmoji",
    ):
        assert face in fonts
    assert all(embedded for _, embedded in pages[0].fonts)


def test_one_endless_description_takes_its_pages_and_is_whole(read: Reader) -> None:
    item = ReceiptItem("C10-26-00001", "y" * 10_000, weight_mg=1)
    pages = read(render_take_in_receipt(replace(receipt(), items=(item,))))
    assert sum(page.words.count("yyyyy") for page in pages) > 0
    assert sum(page.words.count("y") for page in pages) >= 10_000

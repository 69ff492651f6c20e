"""A job bag on paper: both sides, the engraving to the letter, nothing lost for want of room."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.errors import UserError
from app.printing.document.content import digest
from app.printing.document.job_bag import BagStage, BagStone, Engraving, JobBag
from app.printing.document.render import render_job_bag
from tests.printing.document.conftest import Reader
from tests.printing.document.papers import PHOTOS, job_bag

replace = dataclasses.replace


def test_both_sides_carry_the_job(read: Reader) -> None:
    bag = job_bag()
    front, back = read(render_job_bag(bag, PHOTOS))
    for page in (front, back):
        assert page.size == pytest.approx((419.53, 595.28), abs=0.1)
        assert "J12-26-00031" in page.words
        assert "Fri 4 Dec" in page.words
        assert "Value band D" in page.words
        assert digest(bag)[:4] in page.words
        ((symbology, text, high),) = page.codes
        assert (symbology, text) == ("Code128", bag.code)
        assert high >= 10
    for said in (
        "Parure & Daughters", "Bag 1 of 2", "O12-26-01284", "K-4471", "RUSH", "approved MR",
        "before 16:00", "2026-12-04", "Yellow gold 750, stamp 750 + maker",
        "M ½ UK · 16.90 mm Ø · 53.10 mm ○", "Toujours", "21 characters, read by KT", "Stones, 3",
        "6.80 × 5.20 × 3.9 1.12 client’s, paper 88", "2–3 Diamond, brilliant, G VS 1.90 0.05",
        "Customer’s property: emerald and 4,210 mg old mount", "Oil-treated emerald",
        "Stop and call if cost or risk changes.", "Page 1 of 2",
    ):  # fmt: skip
        assert said in front.words, said
    for said in (
        "Casting grain 750 yellow, lot 0231 6,500", "1 of 1 1,120",
        "Allowed loss 3.0 % of metal in, that is 334 mg. More: stop and call.",
        "1 Wax checked AL 20 Nov 2,140 –", "8 Inspect (not the maker)", "1 emerald", "3 diamond",
        "Called the boutique", "Page 2 of 2",
    ):  # fmt: skip
        assert said in back.words, said


def test_every_font_is_embedded_and_the_engraving_has_its_own(read: Reader) -> None:
    front, back = read(render_job_bag(job_bag(), PHOTOS))
    fonts = {*front.fonts, *back.fonts}
    assert all(embedded for _, embedded in fonts)
    assert any("PinyonScript" in name for name, _ in front.fonts)


def test_the_same_content_gives_the_same_bytes() -> None:
    bag = job_bag()
    assert render_job_bag(bag, PHOTOS) == render_job_bag(bag, PHOTOS)
    assert render_job_bag(bag, PHOTOS) != render_job_bag(replace(bag, rush=False), PHOTOS)


def test_a_reprint_says_so_on_both_sides(read: Reader) -> None:
    for copy, said in ((1, "COPY"), (3, "COPY 3")):
        for page in read(render_job_bag(job_bag(), PHOTOS, copy=copy)):
            assert said in page.words
    assert all("COPY" not in page.words for page in read(render_job_bag(job_bag(), PHOTOS)))


def test_the_exact_characters_of_an_engraving_are_shown(read: Reader) -> None:
    engraving = Engraving("Always - E & J 14.02", "serif", "inside")
    (front, _) = read(render_job_bag(replace(job_bag(), engraving=(engraving,)), PHOTOS))
    assert "Always␣-␣E␣&␣J␣14.02" in front.words
    assert "20 characters" in front.words
    assert any("EBGaramond" in name for name, _ in front.fonts)


def test_characters_that_the_engraving_font_lacks_are_named(read: Reader) -> None:
    (front, _) = read(render_job_bag(replace(job_bag(), engraving=(Engraving("Ж & 王"),)), PHOTOS))
    assert "not in this font: Ж 王" in front.words


def test_notes_without_room_go_on_behind(read: Reader) -> None:
    notes = " ".join(f"word{n}" for n in range(900))
    pages = read(render_job_bag(replace(job_bag(), notes=notes), PHOTOS))
    assert len(pages) > 2
    everything = " ".join(page.words for page in pages)
    assert "Notes for the bench, continued" in everything
    assert all(f"word{n}" in everything for n in range(900))
    assert f"Page 1 of {len(pages)}" in pages[0].words


def test_a_bag_with_nothing_but_a_date_is_drawn(read: Reader) -> None:
    full = job_bag()
    bare = JobBag(full.company, full.made, full.number, full.code, "Polish", "2026-12-04")
    front, back = read(render_job_bag(bare))
    assert "Polish" in front.words
    assert "RUSH" not in front.words
    assert [code[1] for page in (front, back) for code in page.codes] == [full.code] * 2


def test_a_great_many_stones_and_stages_take_more_pages_and_lose_nothing(read: Reader) -> None:
    bag = replace(
        job_bag(),
        stones=tuple(BagStone(n, n, f"Diamond {n:03d}", "1.30") for n in range(1, 80)),
        stages=tuple(BagStage(f"Stage {n:02d}") for n in range(40)),
    )
    everything = " ".join(page.words for page in read(render_job_bag(bag, PHOTOS)))
    assert all(f"Diamond {n:03d}" in everything for n in range(1, 80))
    assert all(f"Stage {n:02d}" in everything for n in range(40))


def test_a_photo_that_is_not_here_is_said(read: Reader) -> None:
    bag = job_bag()
    (front, _) = read(render_job_bag(bag))
    assert bag.photo is not None
    assert f"Photo not on this PC: {bag.photo.sha256[:8]}…" in front.words
    (broken, _) = read(render_job_bag(bag, {bag.photo.sha256: b"\xff\xd8\xff no picture"}))
    assert "Photo not on this PC" in broken.words


@pytest.mark.parametrize(
    "text",
    ["^XZ^XA~JA~DG", "<b>bold</b>", "<img src=file:///etc/passwd>", "{{7*7}} {0} %s", "a\u202eb", "\x00\x07",
     "王小明 שלום محمد 💍", "\ud800", "(unbalanced \\ ( parentheses"],
)  # fmt: skip
def test_hostile_texts_are_printed_as_they_are(text: str, read: Reader) -> None:
    bag = replace(job_bag(), title=text, notes=text, customer_property=text, client_code=text[:20])
    pages = read(render_job_bag(bag, PHOTOS))
    assert len(pages) == 2
    plain = "".join(char for char in text if " " <= char <= "~")
    if plain == text:
        assert text in pages[0].words
    if "\u202e" in text:
        assert "a[U+202E]b" in pages[0].words
        assert "\u202e" not in pages[0].words


def test_ten_thousand_characters_are_printed_or_refused_in_words(read: Reader) -> None:
    long = "x" * 10_000
    everything = "".join(
        p.words for p in read(render_job_bag(replace(job_bag(), notes=long), PHOTOS))
    )
    assert everything.count("x") >= 10_000
    with pytest.raises(UserError, match="does not fit"):
        render_job_bag(replace(job_bag(), occasion=long), PHOTOS)

"""Files with several pages, as scanners write them: each page is a photo, and the file is kept whole."""

from __future__ import annotations

import io

import pytest
from PIL import Image, TiffImagePlugin

from app import decoding
from app.services.photos import keep_photo, keep_photos, photo_bytes
from app.shop import Shop
from tests.picture_files import camera, ring, saved, tiff


def test_every_page_of_a_scanners_tiff_is_taken_and_the_file_is_kept_whole(house: Shop) -> None:
    pages = [ring(400, 300), Image.new("1", (200, 300)), ring(300, 200)]
    preview = Image.new("RGB", (40, 30))
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out, new=True) as book:
        for n, page in enumerate((pages[0], preview, *pages[1:])):
            page.save(
                book, "TIFF", tiffinfo={254: 1 if page is preview else 2, 305: f"of Ines {n}"}
            )
            book.newFrame()
    kept = keep_photos(house, out.getvalue(), "scan.tif")
    assert kept.refusal is None
    assert [(p.width, p.height) for p in kept.photos] == [(400, 300), (200, 300), (300, 200)]
    assert house.files.get(kept.photos[0].sha256) == out.getvalue()
    third = house.files.get(kept.photos[2].sha256)
    assert Image.open(io.BytesIO(third)).convert("RGB").tobytes() == pages[2].tobytes()
    assert b"Ines" not in third
    assert keep_photos(house, out.getvalue(), "again.tif") == kept


def test_pages_that_are_too_many_or_broken_are_said(house: Shop) -> None:
    page = ring(30, 20)
    many = saved(page, "TIFF", save_all=True, append_images=[page.rotate(n) for n in range(24)])
    kept = keep_photos(house, many, "book.tif")
    assert len(kept.photos) == decoding.MOST_PAGES == 20
    assert kept.refusal is not None
    assert "more than 20 pages" in kept.refusal.message
    cut = saved(page, "TIFF", save_all=True, append_images=[ring(300, 200)])
    kept = keep_photos(house, cut[:-90_000], "cut.tif")
    assert len(kept.photos) == 1
    assert kept.refusal is not None
    assert "Page 2 of cut.tif" in kept.refusal.message


def test_page_that_the_file_promises_and_has_not_is_said(house: Shop) -> None:
    book = bytearray(saved(ring(30, 20), "TIFF", save_all=True, append_images=[ring(300, 200)]))
    first = int.from_bytes(book[4:8], "little")
    entries = int.from_bytes(book[first : first + 2], "little")
    next_page = first + 2 + 12 * entries
    book[next_page : next_page + 4] = (len(book) + 1000).to_bytes(4, "little")
    kept = keep_photos(house, bytes(book), "scan.tif")
    assert len(kept.photos) == 1
    assert kept.refusal is not None
    assert "Page 2 of scan.tif" in kept.refusal.message


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_whole_photo_stands_upright_with_all_its_pixels(
    house: Shop, form: str, orientation: int
) -> None:
    data = saved(ring(1500, 900), form, exif=camera(orientation))
    photo = keep_photo(house, data, "ring")
    whole = Image.open(io.BytesIO(photo_bytes(house, photo.sha256, decoding.WHOLE_PX)))
    assert whole.size == (photo.width, photo.height)
    assert (whole.height > whole.width) == (orientation in (6, 8))
    small = Image.open(io.BytesIO(photo.derivatives[320]))
    assert abs(whole.width / whole.height - small.width / small.height) < 0.01


def test_largest_photo_is_shown_whole_within_the_childs_memory(house: Shop) -> None:
    data = saved(Image.effect_noise((8000, 6250), 60).convert("RGB"), "JPEG", quality=70)
    photo = keep_photo(house, data, "fifty-million.jpg")
    whole = photo_bytes(house, photo.sha256, decoding.WHOLE_PX)
    assert Image.open(io.BytesIO(whole)).size == (8000, 6250)


def test_page_that_claims_to_be_huge_is_refused_and_the_first_one_is_kept(house: Shop) -> None:
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out, new=True) as book:
        ring(60, 40).save(book, "TIFF")
        book.newFrame()
        book.write(tiff(50_000, 50_000))
        book.newFrame()
    kept = keep_photos(house, out.getvalue(), "scan.tif")
    assert [photo.width for photo in kept.photos] == [60]
    assert kept.refusal is not None
    assert "“Page 2 of scan.tif” has more than 50 million pixels" in kept.refusal.message


def test_pages_that_lead_back_to_the_first_end(house: Shop) -> None:
    data = bytearray(saved(ring(60, 40), "TIFF"))
    head = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[head : head + 2], "little")
    following = head + 2 + 12 * entries
    data[following : following + 4] = head.to_bytes(4, "little")
    kept = keep_photos(house, bytes(data), "round.tif")
    assert [photo.width for photo in kept.photos] == [60]

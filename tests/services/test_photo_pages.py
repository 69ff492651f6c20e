"""Files with several pages, as scanners write them: each page is a photo, and the file is kept whole."""

from __future__ import annotations

import io

from PIL import Image, TiffImagePlugin

from app import decoding
from app.services.photos import keep_photos
from app.shop import Shop
from tests.picture_files import ring, saved


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
    assert kept.refusal is None or "Page 2 of cut.tif" in kept.refusal.message

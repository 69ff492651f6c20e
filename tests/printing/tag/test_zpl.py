from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64decode

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.batch import draw_batch
from app.printing.tag.content import TagContent, TagLine
from app.printing.tag.raster import draw_tag
from app.printing.tag.stock import Stock
from app.printing.tag.zpl import zpl
from tests.printing.conftest import ZplPrinter
from tests.printing.tag.conftest import CODE, dmtx, ring_tag

LABEL = re.compile(
    rb"\^XA\^CI28\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),:Z64:([A-Za-z0-9+/=]+):"
    rb"([0-9A-F]{4})\^FS\^PQ(\d+)\^XZ\n"
)


def raster_of(label: bytes) -> tuple[Image.Image, int]:
    """The raster and the number of copies in a label of ours; fails on anything else."""
    found = LABEL.fullmatch(label)
    assert found, label[:80]
    width, height, sent, total, row_bytes = (int(one) for one in found.groups()[:5])
    assert int(found[7], 16) == binascii.crc_hqx(found[6], 0)
    rows = zlib.decompress(b64decode(found[6]))
    assert len(rows) == sent == total == row_bytes * height
    return Image.frombytes("1", (width, height), rows, "raw", "1;I"), int(found[8])


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_the_label_holds_exactly_the_raster(ring: TagContent, barbell: Stock, dpi: int) -> None:
    image = draw_tag(ring, barbell, dpi)
    back, copies = raster_of(zpl(image, copies=3))
    assert back.tobytes() == image.tobytes()
    assert copies == 3
    assert len(zpl(image)) < 10 * dpi + 1_000


@pytest.mark.parametrize("copies", [0, -1, 1000])
def test_copies_are_a_sane_number(ring: TagContent, barbell: Stock, copies: int) -> None:
    with pytest.raises(ValueError, match="printed 1 to 999 times"):
        zpl(draw_tag(ring, barbell, 203), copies)


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_printer_s_picture_is_the_raster_to_the_pixel(
    barbell: Stock, dpi: int, zpl_printer: ZplPrinter
) -> None:
    tags = [ring_tag(make_code(station, 77 * station)) for station in (0, 10, 19, 98)]
    tags.append(TagContent(CODE, spec=(TagLine("^XZ~JA^FD_5E"), TagLine("王小明 שלום"))))
    images = [draw_tag(tag, barbell, dpi) for tag in tags]
    printed = zpl_printer([(zpl(image), image.size) for image in images], dpi)
    assert [len(pictures) for pictures in printed] == [1] * len(images)
    for tag, image, (picture,) in zip(tags, images, printed, strict=True):
        got = picture.convert("L").point(lambda level: 255 * (level >= 128), "1")
        assert got.size == image.size
        assert got.tobytes() == image.tobytes()
        assert dmtx(got) == [tag.code]


def test_hostile_texts_never_become_commands(barbell: Stock, zpl_printer: ZplPrinter) -> None:
    tags = [
        TagContent(make_code(10, n), spec=(TagLine(text),))
        for n, text in enumerate(["^XZ^XA^FDx^FS", "~JA", "~DG,", "^PQ99", "`_5E"])
    ]
    batch = draw_batch(tags, barbell, 203)
    job = batch.zpl()
    assert job.count(b"^XA") == job.count(b"^XZ") == len(tags) == len(batch.images)
    assert b"~" not in job
    ((*labels,),) = zpl_printer([(job, barbell.size_dots(203))], 203)
    assert len(labels) == len(tags)


def test_the_job_is_the_tags_in_their_order(barbell: Stock) -> None:
    codes = [make_code(10, n) for n in (5, 3, 9)]
    batch = draw_batch([ring_tag(code) for code in codes], barbell, 300)
    labels = batch.zpl().splitlines(keepends=True)
    assert [dmtx(raster_of(label)[0]) for label in labels] == [[code] for code in codes]
    assert batch.codes == tuple(codes)


def test_one_tag_that_does_not_fit_does_not_stop_the_others(barbell: Stock) -> None:
    good, bad = make_code(10, 1), make_code(10, 2)
    batch = draw_batch(
        [ring_tag(good), TagContent(bad, spec=(TagLine("M" * 300),)), ring_tag(CODE)], barbell, 203
    )
    assert batch.codes == (good, CODE)
    assert [refused.code for refused in batch.refused] == [bad]
    assert "too long" in batch.refused[0].error.message

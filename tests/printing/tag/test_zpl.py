"""ZPL for label printers: the raster to the pixel, and no text that becomes a command."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64decode
from typing import Any

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.batch import draw_batch
from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues, values_of
from app.printing.tag.zpl import ZplSettings, settings_for, zpl, zpl_batch
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
def test_the_label_holds_exactly_the_raster(ring: TagValues, roll: Roll, dpi: int) -> None:
    image = roll.raster(ring, dpi)
    back, copies = raster_of(zpl(image, copies=3))
    assert back.tobytes() == image.tobytes()
    assert copies == 3
    assert len(zpl(image)) < 10 * dpi + 1_000


@pytest.mark.parametrize("copies", [0, -1, 1000])
def test_copies_are_a_sane_number(ring: TagValues, roll: Roll, copies: int) -> None:
    with pytest.raises(ValueError, match="printed 1 to 999 times"):
        zpl(roll.raster(ring, 203), copies)


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_printer_s_picture_is_the_raster_to_the_pixel(
    roll: Roll, dpi: int, zpl_printer: ZplPrinter
) -> None:
    tags = [ring_tag(make_code(station, 77 * station)) for station in (0, 10, 19, 98)]
    tags.append(values_of(CODE, category="^XZ~JA^FD_5E", metal="王小明 שלום"))
    images = [roll.raster(tag, dpi) for tag in tags]
    printed = zpl_printer([(zpl(image), image.size) for image in images], dpi)
    assert [len(pictures) for pictures in printed] == [1] * len(images)
    for tag, image, (picture,) in zip(tags, images, printed, strict=True):
        got = picture.convert("L").point(lambda level: 255 * (level >= 128), "1")
        assert got.size == image.size
        assert got.tobytes() == image.tobytes()
        assert dmtx(got) == [tag.code]


def test_hostile_texts_never_become_commands(roll: Roll, zpl_printer: ZplPrinter) -> None:
    tags = [
        values_of(make_code(10, n), category=text)
        for n, text in enumerate(["^XZ^XA^FDx^FS", "~JA", "~DG,", "^PQ99", "`_5E"])
    ]
    batch = draw_batch(tags, roll, 203)
    job = batch.zpl()
    assert job.count(b"^XA") == job.count(b"^XZ") == len(tags) == len(batch.images)
    assert b"~" not in job
    ((*labels,),) = zpl_printer([(job, roll.stock.size_dots(203))], 203)
    assert len(labels) == len(tags)


def test_the_job_is_the_tags_in_their_order(roll: Roll) -> None:
    codes = [make_code(10, n) for n in (5, 3, 9)]
    batch = draw_batch([ring_tag(code) for code in codes], roll, 300)
    labels = batch.zpl().splitlines(keepends=True)
    assert [dmtx(raster_of(label)[0]) for label in labels] == [[code] for code in codes]
    assert batch.codes == tuple(codes)


def test_one_tag_that_does_not_fit_does_not_stop_the_others(roll: Roll) -> None:
    good, bad = make_code(10, 1), make_code(10, 2)
    batch = draw_batch(
        [ring_tag(good), values_of(bad, category="M" * 300), ring_tag(CODE)], roll, 203
    )
    assert batch.codes == (good, CODE)
    assert [refused.code for refused in batch.refused] == [bad]
    assert "too long" in batch.refused[0].error.message


def test_darkness_speed_and_media_go_with_each_label(ring: TagValues, roll: Roll) -> None:
    images = [roll.raster(ring, 203)] * 2
    job = zpl_batch(images, settings_for(roll.stock, darkness=18, speed=2))
    assert job.count(b"~SD18^XA^CI28^MNY^PR2^PW448^LL104") == 2
    assert zpl(images[0], settings=ZplSettings(media="continuous")).startswith(b"^XA^CI28^MNN^PW")
    assert zpl(images[0], settings=ZplSettings(media="sheet")) == zpl(images[0])
    plain = zpl(images[0]).removeprefix(b"^XA^CI28")
    assert job == (b"~SD18^XA^CI28^MNY^PR2" + plain) * 2


def test_a_printer_s_settings_change_no_dot(
    ring: TagValues, roll: Roll, zpl_printer: ZplPrinter
) -> None:
    image = roll.raster(ring, 203)
    label = zpl(image, settings=settings_for(roll.stock, darkness=30, speed=6))
    ((picture,),) = zpl_printer([(label, image.size)], 203)
    got = picture.convert("L").point(lambda level: 255 * (level >= 128), "1")
    assert got.tobytes() == image.tobytes()


@pytest.mark.parametrize("wrong", [{"darkness": 31}, {"darkness": -1}, {"speed": 0}, {"speed": 15}])
def test_settings_that_no_printer_knows_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not"):
        ZplSettings(**wrong)

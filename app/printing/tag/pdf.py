"""Tags as a PDF of their very rasters, for printers that have a driver and for looking at.

Each page is exactly as many dots large as its tag and holds one 1-bit image at the origin: drawn as
rectangles, modules grew by a dot in a real driver. The file is written by hand: it is nothing but
pictures, and a thousand of them are to come at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import blake2b

from PIL import Image

POINTS_PER_INCH = 72
_DATE = "D:20000101000000Z"


def tags_pdf(images: Sequence[Image.Image], dpi: int, title: str = "Tags") -> bytes:
    """One page an image, of its size; the same rasters give the same bytes, equal ones are kept once."""
    return _File(title).of([_one_bit(image) for image in images], dpi)


class _File:
    """A PDF's objects as they are written."""

    def __init__(self, title: str) -> None:
        self._out = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
        self._length = len(self._out[0])
        self._offsets: list[int] = []
        self._title = title

    def of(self, images: Sequence[Image.Image], dpi: int) -> bytes:
        """The whole file."""
        pages = range(4, 4 + 2 * len(images), 2)
        kids = b" ".join([b"%d 0 R" % page for page in pages])
        self._put(b"<</Type/Catalog/Pages 2 0 R/ViewerPreferences<</PrintScaling/None>>>>")
        self._put(b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(images)))
        told = self._title.encode("utf-16-be").hex().upper().encode("ascii")
        properties = b"<</Title<FEFF%b>/Producer(Parure)/Creator(Parure)/CreationDate(%b)>>"
        self._put(properties % (told, _DATE.encode("ascii")))
        pictures: dict[bytes, int] = {}
        drawn: list[bytes] = []
        first = 4 + 2 * len(images)
        for page, image in zip(pages, images, strict=True):
            bits = image.tobytes()
            mark = blake2b(bits, digest_size=16).digest() + image.width.to_bytes(4)
            number = pictures.setdefault(mark, first + len(pictures))
            if number == first + len(drawn):
                drawn.append(_picture(image.size, bits))
            width = image.width * POINTS_PER_INCH / dpi
            height = image.height * POINTS_PER_INCH / dpi
            self._put(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.4f %.4f]/Contents %d 0 R"
                b"/Resources<</XObject<</I %d 0 R>>>>>>" % (width, height, page + 1, number)
            )
            self._put(_stream(b"", b"q %.4f 0 0 %.4f 0 0 cm /I Do Q" % (width, height)))
        for body in drawn:
            self._put(body)
        return self._end()

    def _put(self, body: bytes) -> None:
        self._offsets.append(self._length)
        written = b"%d 0 obj\n%b\nendobj\n" % (len(self._offsets), body)
        self._out.append(written)
        self._length += len(written)

    def _end(self) -> bytes:
        many = len(self._offsets) + 1
        table = [b"xref\n0 %d\n0000000000 65535 f \n" % many]
        table += [b"%010d 00000 n \n" % offset for offset in self._offsets]
        table.append(b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n" % many)
        table.append(b"%d\n%%%%EOF\n" % self._length)
        return b"".join([*self._out, *table])


def _picture(size: tuple[int, int], bits: bytes) -> bytes:
    head = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray/Filter/FlateDecode" % size
    )
    return _stream(head, zlib.compress(bits))


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (head, len(data), data)


def _one_bit(image: Image.Image) -> Image.Image:
    return image if image.mode == "1" else image.convert("1")

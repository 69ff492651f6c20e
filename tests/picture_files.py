"""Picture files made byte by byte, for tests: whole ones, and parts of them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import ExifTags, Image, ImageDraw


def ring(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A ring on beige."""
    made = Image.new("RGB", (width, height), "beige")
    box = (width // 4, height // 4, width * 3 // 4, height * 3 // 4)
    ImageDraw.Draw(made).ellipse(box, fill="gold", outline="navy", width=max(1, width // 40))
    return made if mode == "RGB" else made.convert(mode)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of its file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def camera(orientation: int = 1) -> Image.Exif:
    """What a phone writes: who, when and where."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Ines Client"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:03 14:05:09"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    return exif


def segment(marker: int, data: bytes) -> bytes:
    """A part of a JPEG, as much of it as one may have."""
    data = data[:65_000]
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, *, depth: int = 8, kind: int = 2, rows: int = 0, raw: bytes = b""
) -> bytes:
    """A PNG of these numbers; ``rows`` of it are there (0: all), or ``raw``."""
    each = {2: 3, 6: 4}[kind] * depth // 8
    if not raw:
        line = b"\0" + bytes(min(width, 70_000) * each)
        raw = line * (rows or height)
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff(width: int, height: int) -> bytes:
    """A TIFF of one strip that says it is this large."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1)]
    tags += [(273, 4, 200), (277, 3, 1), (278, 4, height), (279, 4, 100)]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + body + bytes(4)
    return head.ljust(200, b"\0") + bytes(100)


def webp(width: int, height: int) -> bytes:
    """A WebP whose canvas is this large and whose picture is small."""
    small = saved(ring(), "WEBP")[12:]
    canvas = bytes(4) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + small
    return b"RIFF" + struct.pack("<I", len(body)) + body

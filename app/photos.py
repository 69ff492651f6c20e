"""Photos of pieces and papers: taken in safely, kept whole, shown small.

The file itself is kept unchanged and sealed. What the program shows, prints and hands out are its
derivatives: upright sRGB JPEGs that fit 320 and 1280 px, without EXIF, so that no photo tells where
a client lives. A child process decodes (``app.picture_process``), so that a hostile file harms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from app.decoding import BOXES, HEIC, Decoded
from app.domain.errors import FileError, InputError
from app.files import FileStore
from app.picture_process import MAX_BYTES, PictureProcesses

_decoders = PictureProcesses()


@dataclass(frozen=True)
class Photo:
    """A photo that was taken in: its digest in the file store, what it is, its derivatives.

    ``width`` and ``height`` are pixels of the upright picture, ``taken_at`` UTC milliseconds since
    1970 or None where the camera does not say; ``derivatives`` JPEG bytes by box (320, 1280).
    ``more`` are the numbers of further pages in its file, as scanners write them. ``name`` is what
    the file was called, ``view`` what of a piece it was taken for ('' where nobody said): neither
    makes it another photo.
    """

    sha256: str
    size: int
    mime: str
    width: int
    height: int
    taken_at: int | None
    derivatives: Mapping[int, bytes] = field(repr=False)
    more: tuple[int, ...] = ()
    name: str = field(default="", compare=False)
    view: str = field(default="", compare=False)


def import_photo(store: FileStore, data: bytes, name: str, zone: tzinfo = UTC) -> Photo:
    """Takes a photo in: kept as it is, its derivatives made once; InputError says why one is refused.

    ``name`` is what the person calls the file, for sentences only. ``zone`` is the shop's: a camera
    that does not say its own is taken to run on the shop's time.
    """
    called = shown_name(name)
    mime = _accepted_mime(data, called)
    with ThreadPoolExecutor(1, "keeping") as beside:
        original = beside.submit(store.set_down, data)  # hashed, sealed, written meanwhile
        try:
            with _decoders.one() as decoder:
                decoded = decoder.decode(data, called)
        except BaseException:
            with suppress(FileError):  # what could not be written need not be dropped
                original.result().drop()
            raise
        digest = original.result().keep()
    _keep_derivatives(store, digest, decoded)
    taken_at = _taken_at(decoded, zone)
    size = (decoded.width, decoded.height)
    more = tuple(decoded.more)
    return Photo(digest, len(data), mime, *size, taken_at, decoded.small, more, called)


def import_page(store: FileStore, data: bytes, name: str, n: int) -> Photo:
    """Takes a further page of a scanner's TIFF in as a photo of its own, to the pixel; as ``import_photo``.

    The file as it came is kept with its first page.
    """
    called = shown_name(name)
    with _decoders.one() as decoder:
        page = decoder.page(data, n, called)
    return import_photo(store, page, called)


def derivative(store: FileStore, digest: str, box: int) -> bytes:
    """The JPEG of a photo that fits a box of 320 or 1280 px, made anew where the cache lacks it.

    NotFoundError or FileError where the photo itself is missing or damaged.
    """
    if box not in BOXES:
        raise ValueError(f"no derivative of {box} px")
    known = store.cached(digest, str(box))
    if known is not None:
        return known
    data = store.get(digest)
    with _decoders.one() as decoder:
        decoded = decoder.decode(data, digest[:12])
    _keep_derivatives(store, digest, decoded)
    return decoded.small[box]


def fine_picture(store: FileStore, digest: str) -> bytes:
    """A photo pixel by pixel, as a JPEG of up to 4096 px: upright, sRGB, without its EXIF.

    It is made each time, for it is large and seldom looked at. Errors as of ``derivative``.
    """
    data = store.get(digest)
    with _decoders.one() as decoder:
        return decoder.fine(data, digest[:12])


def whole_picture(store: FileStore, digest: str) -> bytes:
    """As ``fine_picture`` with all its pixels: up to 50 million, which not every PC has memory for."""
    data = store.get(digest)
    with _decoders.one() as decoder:
        return decoder.whole(data, digest[:12])


def picture_codes(data: bytes, name: str) -> list[tuple[str, str]]:
    """The codes that can be read in a picture, as (AIM prefix, text); InputError as of a photo."""
    called = shown_name(name)
    _accepted_mime(data, called)
    with _decoders.one() as decoder:
        return decoder.codes(data, called)


def grey_picture(data: bytes, name: str) -> bytes:
    """A picture's greys on white, as a PNG of up to 1920 px that is ours; InputError as of a photo."""
    called = shown_name(name)
    _accepted_mime(data, called)
    with _decoders.one() as decoder:
        return decoder.grey(data, called)


def warm_up() -> None:
    """Starts the decoding processes, so that the first photos do not wait for them."""
    _decoders.warm_up()


def shut_down() -> None:
    """Ends the decoding processes; the next photo starts a new one."""
    _decoders.shut_down()


def shown_name(name: str) -> str:
    """A file's name as it may stand in a sentence: no folders, nothing unprintable, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    return (clean if len(clean) <= 60 else clean[:40] + "…" + clean[-19:]) or "The picture"


# --- what kind of file it is ---------------------------------------------------------------------

AVIF = rb"....ftyp(avi[fs]|(mif1|msf1)....([a-z].{3})*?avi[fs])"
"""AV1 in the same boxes as HEIC: by its brand, or by one of those that it is compatible with."""

ACCEPTED = (
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"II\*\0|MM\0\*", "image/tiff"),
    (HEIC, "image/heic"),
)
AS_JPEG = "Save or export it as JPEG or PNG, then take that."
REFUSED = (
    (AVIF, "an AVIF picture", AS_JPEG),
    (rb"....ftyp", "a video", "Take a still picture of it."),
    (rb"%PDF", "a PDF", "Attach it as a paper, or take a picture of the page."),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "a PostScript drawing (EPS)", AS_JPEG),
    (rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg\b",
     "an SVG drawing", AS_JPEG),
    (rb"GIF8", "a GIF", AS_JPEG),
    (rb"BM", "a BMP picture", AS_JPEG),
    (rb"PK\x03\x04", "a ZIP or Office file", "Take the pictures out of it first."),
)  # fmt: skip


def _accepted_mime(data: bytes, called: str) -> str:
    """The kind of picture by its first bytes, whatever its name says; InputError for all others."""
    if not data:
        raise InputError(
            "An empty file",
            f"“{called}” is empty (0 bytes): the copy from the phone or camera did not finish.",
            "Copy it again, then take it from there.",
            field="photo",
        )
    refuse_too_large(len(data), called)
    head = data[:2048]
    if not re.match(AVIF, head, re.DOTALL):
        for magic, mime in ACCEPTED:
            if re.match(magic, head, re.DOTALL):
                return mime
    for magic, what, remedy in REFUSED:
        if re.match(magic, head, re.DOTALL | re.IGNORECASE):
            raise _not_a_photo(f"“{called}” is {what}, not a photo that Parure reads.", remedy)
    raise _not_a_photo(
        f"“{called}” is not a picture: Parure reads JPEG, HEIC, PNG, WebP and TIFF.", AS_JPEG
    )


def refuse_too_large(size: int, name: str) -> None:
    """InputError where a file has more bytes than a photo may; asked before it is read."""
    if size > MAX_BYTES:
        raise InputError(
            "Too large a file",
            f"“{shown_name(name)}” has {size >> 20} MB; a photo may have {MAX_BYTES >> 20} MB.",
            AS_JPEG,
            field="photo",
        )


def _not_a_photo(message: str, remedy: str) -> InputError:
    return InputError("Not a photo", message, remedy, field="photo")


def _taken_at(decoded: Decoded, zone: tzinfo) -> int | None:
    """The camera's clock in UTC milliseconds; None where it says nothing or nonsense."""
    if not decoded.taken:
        return None
    form = "%Y:%m:%d %H:%M:%S" + ("%z" if decoded.offset else "")
    try:
        moment = datetime.strptime(decoded.taken + decoded.offset, form)
    except ValueError:
        return None
    if not 1990 <= moment.year < 2100:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return round(moment.timestamp() * 1000)


def _keep_derivatives(store: FileStore, digest: str, decoded: Decoded) -> None:
    for box, jpeg in decoded.small.items():
        store.cache(digest, str(box), jpeg)

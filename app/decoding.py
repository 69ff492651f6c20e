"""What happens to a stranger's picture inside the child process that decodes it.

Pictures come from customers' mails and strangers' shops, and decoders have had holes. So this module
runs in a process of its own with limits on memory and time (``app.child_limits``), knows five formats
only, and answers with plain JSON and JPEG bytes, never with Python objects. What goes over its
standard input and output is frames: 8 bytes of length (big-endian), then as many bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import warnings
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import IO

from PIL import ExifTags, Image, ImageCms

from app.child_limits import limit_memory, processor_time

SMALL_PX = 320
PAGE_PX = 1280
FINE_PX = 4096
"""For looking at a photo pixel by pixel: a phone's 12 million as they are."""
BOXES = (PAGE_PX, SMALL_PX)
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
HEIC = rb"....ftyp(hei[cxms]|hev[cx]|mif1|msf1)"
"""How a phone's HEIC begins; its reader is loaded for these alone."""
MAX_PIXELS = 50_000_000
MEMORY_BYTES = 512 << 20
PROCESSOR_S = 10.0
"""So much of the processor's time a picture may cost."""
FOR_CODES = b"codes in:"
"""Before the bytes of a picture: look for codes in it. No picture begins so."""
FOR_FINE = b"finely:"
"""Before the bytes of a picture: only the one of ``FINE_PX`` is wanted."""
FOR_WHOLE = b"wholly:"
"""Before the bytes of a picture: it is wanted with all its pixels, as a JPEG (its box: ``WHOLE_PX``)."""
WHOLE_PX = 50_000
FOR_PAGE = b"page %04d:"
"""Before the bytes of a TIFF: one of its further pages is wanted, as a PNG (its box: ``WHOLE_PX``)."""
MOST_PAGES = 20
"""So many pages of one file are taken."""
FOR_GREY = b"in grey:"
"""Before the bytes of a picture: only its greys are wanted, as a PNG of up to ``GREY_PX``."""
MOST_PNG = 48 << 20
"""A page whose PNG would be larger comes as a JPEG."""
GREY_PX = 1920
"""Four times as fine as a logo on a tag is kept."""
CODES_PX = 3_500
MOST_CODES, LONGEST_CODE = 16, 200
QUALITY = 85
FILTER = Image.Resampling.HAMMING
"""As sharp as bicubic when a picture is made smaller, in less than half of Lanczos' time."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a picture upright, by its EXIF orientation."""


class PixelsError(Exception):
    """More pixels than a photo has: a bomb, or a scan that nobody needs at that size."""


@dataclass
class Decoded:
    """An upright picture: its size in pixels and its small JPEGs by the box (px) they fit.

    ``taken`` is the camera's wall clock as EXIF has it ("2026:11:03 14:05:09"), ``offset`` its
    distance from UTC ("+01:00") if the camera says it; both are empty where the file does not say.
    ``more`` are the numbers of the file's further pages, for ``FOR_PAGE``, as scanners write them.
    """

    width: int
    height: int
    taken: str = ""
    offset: str = ""
    more: list[int] = field(default_factory=list)
    small: dict[int, bytes] = field(default_factory=dict, repr=False)


def main() -> None:
    """The child's life: receives a picture, answers, until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then hangs up
    limit_memory(MEMORY_BYTES)
    pictures, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a decoder prints is no answer
    decode(
        _jpeg(Image.new("RGB", (64, 48)))
    )  # what the first picture needs is loaded before it comes
    with contextlib.suppress(EOFError, OSError):
        while True:
            picture = receive(pictures)
            with processor_time(PROCESSOR_S):
                frames = answer(picture)
            for frame in frames:
                send(answers, frame)


def send(stream: IO[bytes], frame: bytes) -> None:
    """Sends a frame."""
    stream.write(len(frame).to_bytes(8, "big"))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes], at_most: int = 1 << 30) -> bytes:
    """The next frame; EOFError if the other side has ended or sends what is no frame."""
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    frame = stream.read(size) if len(head) == 8 and size <= at_most else b""
    if len(head) < 8 or len(frame) < size:
        raise EOFError
    return frame


def answer(data: bytes) -> list[bytes]:
    """JSON about the picture and then its small pictures, or JSON with what was wrong.

    Behind ``FOR_CODES`` the picture is only looked through for codes, behind ``FOR_GREY`` it comes
    as one PNG, behind ``FOR_WHOLE`` with all its pixels.
    """
    try:
        if page := re.match(rb"page (\d{4}):", data):
            whole = page_of(data[page.end() :], int(page[1]))
            return [json.dumps({"small": [WHOLE_PX]}).encode(), whole]
        if data.startswith(FOR_WHOLE):
            whole = whole_of(data[len(FOR_WHOLE) :])
            return [json.dumps({"small": [WHOLE_PX]}).encode(), whole]
        if data.startswith(FOR_CODES):
            return [json.dumps({"codes": codes_in(data[len(FOR_CODES) :])}).encode()]
        if data.startswith(FOR_GREY):
            grey = grey_of(data[len(FOR_GREY) :])
            return [json.dumps({"small": [GREY_PX]}).encode(), grey]
        fine = data.startswith(FOR_FINE)
        decoded = decode(data[len(FOR_FINE) :], (FINE_PX,)) if fine else decode(data)
    except PixelsError as error:
        said: dict[str, object] = {"wrong": "pixels", "detail": str(error)}
    except MemoryError:
        said = {"wrong": "memory"}
    except Exception as error:  # whatever a decoder makes of broken or hostile bytes
        said = {"wrong": "broken", "detail": f"{type(error).__name__}: {error}"[:200]}
    else:
        small, decoded.small = decoded.small, {}
        said = {**asdict(decoded), "small": list(small)}
        return [json.dumps(said).encode(), *small.values()]
    return [json.dumps(said).encode()]


def decode(data: bytes, boxes: tuple[int, ...] = BOXES) -> Decoded:
    """The picture upright, in sRGB, without its EXIF, as JPEGs that fit each box, the largest first.

    Raises PixelsError, MemoryError, or whatever Pillow raises for bytes that are not a whole picture.
    """
    image = _opened(data)
    with image:
        width, height = image.size
        taken, offset, orientation = _exif(image)
        if image.format in ("TIFF", "HEIF"):  # these are turned while they are loaded
            orientation = 1
        image.draft(None, _fitted(image.size, boxes[0]))
        image.load()
        picture = _turned(_plain(image, _fitted(image.size, boxes[0])), orientation)
        if orientation >= 5 or (image.format == "TIFF" and image.size == (height, width)):
            width, height = height, width
        more = _further_pages(image)
    small = {}
    for box in boxes:
        picture = picture.resize(_fitted(picture.size, box), FILTER, reducing_gap=2.0)
        small[box] = _jpeg(picture)
    return Decoded(width, height, taken, offset, more, small)


def whole_of(data: bytes) -> bytes:
    """The picture upright, in sRGB, with all its pixels; as ``decode``.

    The largest are 150 MB as pixels, so they are copied as seldom as can be.
    """
    image = _opened(data)
    _, _, orientation = _exif(image)
    if image.format in ("TIFF", "HEIF"):  # these are turned while they are loaded
        orientation = 1
    image.load()
    picture = image if image.mode == "RGB" else _plain(image, image.size)
    profile = image.info.get("icc_profile") if picture is image else None
    del image
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), inPlace=True)
    return _jpeg(_turned(picture, orientation))


def page_of(data: bytes, n: int) -> bytes:
    """A further page of a TIFF, to the pixel; as ``decode``. A very large one is a fine JPEG."""
    image = _opened(data)
    with image:
        image.seek(n)
        _refuse_too_many(image)
        image.load()
        page = _plain(image, image.size)
    page.info = {}
    out = BytesIO()
    page.save(out, "PNG", compress_level=1)
    return out.getvalue() if out.tell() <= MOST_PNG else _jpeg(page, 95)


def _further_pages(image: Image.Image) -> list[int]:
    """The numbers of the pages behind the first, one more than are taken at most.

    A small copy of the first page for previews and a mask (NewSubfileType) are no pages. One that cannot
    be found is the last of them: who asks for it is told.
    """
    found: list[int] = []
    if image.format != "TIFF":
        return found
    for n in range(1, 4 * MOST_PAGES):
        try:
            image.seek(n)
            is_page = not int(image.getexif().get(ExifTags.Base.NewSubfileType, 0)) & 0b101
        except EOFError:  # there are no more
            break
        except Exception:  # whatever a decoder makes of broken bytes
            return [*found, n]
        if is_page:
            found.append(n)
        if len(found) == MOST_PAGES:
            break
    return found


def grey_of(data: bytes) -> bytes:
    """The picture's greys on white, upright, exact to the pixel where it is small enough; as ``decode``."""
    image = _opened(data)
    with image:
        _, _, orientation = _exif(image)
        if image.format in ("TIFF", "HEIF"):  # these are turned while they are loaded
            orientation = 1
        image.draft("L", _fitted(image.size, GREY_PX))
        image.load()
        grey = _turned(_plain(image, _fitted(image.size, GREY_PX)), orientation).convert("L")
    out = BytesIO()
    Image.frombytes("L", grey.size, grey.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue()


def codes_in(data: bytes) -> list[tuple[str, str]]:
    """The codes that can be read in a picture: (kind with its AIM prefix, text), the largest first.

    Raises as ``decode`` does. A camera's picture is looked at in the size of a sheet at 300 dpi.
    """
    import zxingcpp  # here: only who asks for codes waits for their reader

    image = _opened(data)
    with image:
        box = _fitted(image.size, CODES_PX)
        image.draft("L", box)
        grey = _plain(image, _fitted(image.size, CODES_PX)).convert("L")
    found = zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    found.sort(key=lambda one: -abs(one.position.bottom_right.x - one.position.top_left.x))
    return [(one.symbology_identifier, one.text[:LONGEST_CODE]) for one in found[:MOST_CODES]]


def _opened(data: bytes) -> Image.Image:
    """The picture with nothing decoded but its head; PixelsError where it is too large a one."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we refuse those ourselves
    formats: tuple[str, ...] = FORMATS
    if re.match(HEIC, data, re.DOTALL):
        import pi_heif  # here: a shop whose phones write JPEG never loads it

        # One thread, and nothing but the picture itself: each costs address space, which is counted.
        pi_heif.register_heif_opener(
            decode_threads=1, thumbnails=False, depth_images=False, aux_images=False
        )
        formats = ("HEIF",)
    try:
        image: Image.Image = Image.open(BytesIO(data), formats=formats)
    except Image.DecompressionBombError as error:
        raise PixelsError("") from error
    _refuse_too_many(image)
    return image


def _refuse_too_many(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width} × {image.height}"
        image.close()
        raise PixelsError(size)


def _fitted(size: tuple[int, int], box: int) -> tuple[int, int]:
    """The size in which a picture fits a square box; never larger than it is."""
    scale = min(1.0, box / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _plain(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at this size in sRGB, on white where it was transparent."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 257).convert("L")
    if image.mode == "P" or (image.mode != "RGBA" and image.has_transparency_data):
        image = image.convert("RGBA")
    if image.mode in ("1", "F"):
        image = image.convert("L")
    image = image.resize(size, FILTER, reducing_gap=2.0)
    if image.mode in ("RGBA", "LA", "La", "PA"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        white.info = image.info
        image = white.convert("RGB")
    return _in_srgb(image)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Phones write Display P3 and scanners their own colours: what is kept small is sRGB."""
    profile = image.info.get("icc_profile")
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
            if turned is not None:
                return turned
    return image.convert("RGB")


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(TURNS[orientation]) if orientation in TURNS else image


def _jpeg(image: Image.Image, quality: int = QUALITY) -> bytes:
    """A JPEG of the pixels alone: no EXIF, no place, no camera, no maker's thumbnail."""
    image.info = {}
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _exif(image: Image.Image) -> tuple[str, str, int]:
    """When the camera says it took the picture, its offset from UTC, and the orientation (1–8)."""
    taken = offset = ""
    orientation = 1
    with contextlib.suppress(Exception):  # EXIF of strange cameras is often broken; a photo is not
        exif = image.getexif()
        found = exif.get(ExifTags.Base.Orientation, 1)
        orientation = found if found in TURNS else 1
        details = exif.get_ifd(ExifTags.IFD.Exif)
        taken = str(details.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
        offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    if not re.fullmatch(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", taken):
        taken = ""
    if not re.fullmatch(r"[+-]\d\d:\d\d", offset):
        offset = ""
    return taken, offset, orientation


if __name__ == "__main__":
    main()

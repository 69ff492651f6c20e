"""A photo that tells everything about its taker, through each way in which something of it leaves."""

from __future__ import annotations

import base64
import email
import email.policy
import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from app.decoding import WHOLE_PX
from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.models.pieces import Measured, Piece
from app.photos import fine_picture, grey_picture, shut_down
from app.services.documents import document_paper, report_preview, report_sheet
from app.services.paper_mail import Letter, draft_of
from app.services.passport_paper import make_passport
from app.services.photos import add_photo, handed_out, keep_photo, photo_bytes
from app.services.report_decisions import attach_theirs, make_difference_report
from app.services.report_form import Mark
from app.shop import Shop
from app.views.documents.saving import save_file
from tests.picture_files import ring, saved, segment
from tests.stories.report_pairs import Desk, complete

SECRET = b"Ines-Private"
"""Stands in whatever a camera, a phone or a person may write into a file."""


def exif(thumbnail: bytes = b"") -> bytes:
    """Owner, serial numbers, place, the maker's own notes, a comment; a small picture behind it."""
    said = Image.Exif()
    name = SECRET.decode()
    for tag in (
        ExifTags.Base.Artist, ExifTags.Base.Copyright, ExifTags.Base.ImageDescription,
        ExifTags.Base.HostComputer, ExifTags.Base.Make, ExifTags.Base.Model,
    ):  # fmt: skip
        said[tag] = f"{name} {tag}"
    details = said.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = "2026:11:03 14:05:09"
    for tag in (
        ExifTags.Base.CameraOwnerName, ExifTags.Base.BodySerialNumber,
        ExifTags.Base.LensSerialNumber, ExifTags.Base.ImageUniqueID,
    ):  # fmt: skip
        details[tag] = f"{name} {tag}"
    details[ExifTags.Base.MakerNote] = SECRET + b" maker's note"
    details[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + SECRET
    place = said.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
    place[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    place[ExifTags.GPS.GPSLongitude] = (2.0, 21.0, 7.0)
    place[ExifTags.GPS.GPSAreaInformation] = SECRET + b" street"
    return said.tobytes() + thumbnail


def profile() -> bytes:
    """Colours of sRGB, under a name that says whose screen it is."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(made) + SECRET + b" screen"


def private_jpeg(colour: str = "gold") -> bytes:
    """All of it in one JPEG, also where programs look seldom: comment, Photoshop's part, behind its end."""
    inner = saved(ring(80, 60), "JPEG", comment=SECRET + b" thumbnail")
    picture = ring(1600, 1200)
    picture.paste(colour, (0, 0, 40, 40))
    plain = saved(picture, "JPEG", exif=exif(inner), icc_profile=profile(), comment=SECRET)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator>" + SECRET + b"</dc:creator>"
    parts = (
        segment(0xE1, xmp),
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 40) + SECRET),
        segment(0xE4, SECRET + b" of a phone's maker"),
        segment(0xFE, SECRET + b" said so"),
    )
    return plain[:2] + b"".join(parts) + plain[2:] + b"SEFT" + SECRET + b" live photo" + inner


def private_png() -> bytes:
    """The same in a PNG's texts."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    return saved(ring(900, 700), "PNG", pnginfo=texts, exif=exif(), icc_profile=profile())


def private_webp() -> bytes:
    """The same in a WebP."""
    return saved(
        ring(900, 700), "WEBP", exif=exif(), xmp=b"<x>" + SECRET + b"</x>", icc_profile=profile()
    )


def private_tiff() -> bytes:
    """The same in a TIFF's tags."""
    return saved(ring(900, 700), "TIFF", exif=exif(), description=SECRET.decode())


KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": private_jpeg, "png": private_png, "webp": private_webp, "tiff": private_tiff
}  # fmt: skip


# --- looking at bytes ----------------------------------------------------------------------------


def streams_in(pdf: bytes) -> Iterator[bytes]:
    """All streams of a PDF, unpacked from whatever they are packed in."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\n?endstream", pdf, re.DOTALL):
        data = found[1]
        for _ in range(3):
            unpacked = _unpacked(data)
            if unpacked is None:
                break
            data = unpacked
        yield data


def _unpacked(data: bytes) -> bytes | None:
    if data.rstrip().endswith(b"~>"):
        return base64.a85decode(data.strip().removesuffix(b"~>"))
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None


def tells_nothing(data: bytes) -> None:
    """Neither the secret nor a place for one: of a JPEG only what its pixels need."""
    assert SECRET not in data
    assert b"Exif\0\0" not in data
    assert b"ns.adobe.com" not in data
    if data.startswith(b"\xff\xd8"):
        assert set(markers(data)) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
        assert data.endswith(b"\xff\xd9")
        assert data.count(b"\xff\xd9") == 1


def markers(jpeg: bytes) -> Iterator[int]:
    """The markers of a JPEG up to its pixels."""
    at = 2
    while jpeg[at] == 0xFF:
        yield jpeg[at + 1]
        if jpeg[at + 1] == 0xDA:
            return
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


def paper_tells_nothing(pdf: bytes, photos: int) -> None:
    """A paper with at least so many photos in it."""
    tells_nothing(pdf)
    streams = list(streams_in(pdf))
    for stream in streams:
        tells_nothing(stream)
    assert sum(stream.startswith(b"\xff\xd8") for stream in streams) >= photos


# --- the ways out --------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _decoders_end() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    """A ring."""
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Ring", number="P10-26-00001")
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return Desk(house, staff["owen"], piece)


def test_the_file_itself_tells_all_of_it() -> None:
    """Else this story would prove nothing."""
    data = private_jpeg()
    assert data.count(SECRET) > 15
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude]
        assert SECRET in opened.info["icc_profile"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_derivative_tells_it_and_the_original_is_sealed(house: Shop, kind: str) -> None:
    data = KINDS[kind]()
    assert SECRET in data
    photo = keep_photo(house, data, f"{SECRET.decode()}.jpg")
    for size in (320, 1280, 4096, WHOLE_PX):
        tells_nothing(photo_bytes(house, photo.sha256, size))
    tells_nothing(fine_picture(house.files, photo.sha256))
    tells_nothing(grey_picture(data, "logo"))
    whole = Image.open(io.BytesIO(photo_bytes(house, photo.sha256, WHOLE_PX)))
    assert (whole.format, whole.size, whole.info.keys() & {"exif", "icc_profile"}) == (
        "JPEG",
        (photo.width, photo.height),
        set(),
    )
    assert photo_bytes(house, photo.sha256, 0) == data
    for file in house.path.rglob("*"):
        if file.is_file():
            assert SECRET not in file.read_bytes(), file


def test_no_report_tells_it_signed_drafted_saved_mailed_or_compared(
    desk: Desk, tmp_path: Path
) -> None:
    mark = Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat.", x=300_000, y=400_000)
    out, back = desk.photo(private_jpeg()), desk.photo(private_jpeg("navy"))
    form = complete(desk.begin("loan_out"), out, (mark,), weight_after_mg=5480)
    with closing(desk.shop.reader()) as db:
        paper_tells_nothing(
            report_preview(db, desk.shop.files, desk.actor, desk.piece, form).pdf, 1
        )
    first = desk.sign(form)
    form = complete(desk.begin("loan_in"), back, (mark,), weight_after_mg=5480)
    second = desk.sign(form)
    with desk.shop.work(desk.actor, "difference_report") as w:
        compared = make_difference_report(w, first, second).first("document")
    with closing(desk.shop.reader()) as db:
        sheet = report_sheet(db, desk.shop.files, first)
        paper_tells_nothing(document_paper(db, desk.shop.files, compared).pdf, 2)
    paper_tells_nothing(sheet.pdf, 1)
    save_file(tmp_path / "report.pdf", sheet.pdf)
    paper_tells_nothing((tmp_path / "report.pdf").read_bytes(), 1)
    draft = draft_of(Letter("elena@example.com", "Report", "Attached."), sheet)
    tells_nothing(draft)
    (attached,) = email.message_from_bytes(draft, policy=email.policy.default).iter_attachments()
    paper_tells_nothing(attached.get_content(), 1)


def test_a_picture_of_their_report_is_kept_as_it_came_and_saved_bare(desk: Desk) -> None:
    form = complete(desk.begin("loan_in"), desk.photo(private_jpeg()), (), weight_after_mg=5480)
    report, theirs = desk.sign(form), private_jpeg("navy")
    with desk.shop.work(desk.actor, "attach_theirs") as w:
        attach_theirs(w, desk.shop.files, report, theirs)
        (sha256, mime) = w.row("SELECT sha256, mime FROM file ORDER BY id DESC LIMIT 1")
    assert desk.shop.files.get(sha256) == theirs
    data, mime = handed_out(desk.shop, sha256, mime)
    tells_nothing(data)
    with Image.open(io.BytesIO(data)) as shown:
        assert (mime, shown.size) == ("image/jpeg", (1600, 1200))
    paper = desk.shop.files.put(b"%PDF-1.7 " + SECRET)
    assert handed_out(desk.shop, paper, "application/pdf")[0] == b"%PDF-1.7 " + SECRET


def test_no_passport_tells_it(desk: Desk, staff: dict[str, Actor]) -> None:
    add_photo(desk.shop, desk.actor, "piece", desk.piece, private_jpeg(), "ring.jpg", "top")
    with desk.shop.work(staff["mia"], "passport") as w:
        document = make_passport(w, desk.piece, now_ms()).first("document")
    with closing(desk.shop.reader()) as db:
        paper_tells_nothing(document_paper(db, desk.shop.files, document).pdf, 1)

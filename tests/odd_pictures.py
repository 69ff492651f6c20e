"""Odd and hostile picture files, made anew each time: what customers' mails and strangers' shops send.

Each is (name, bytes, what is to become of it): KEPT, REFUSED, or EITHER where libraries may differ.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.picture_files import camera, chunk, png, ring, saved, segment, tiff, webp

KEPT, REFUSED, EITHER = "kept", "refused", "either"
HEICS = sorted((Path(__file__).parent / "pictures").glob("*.heic"))
Odd = tuple[str, bytes, str]


def everything() -> list[Odd]:
    """All of them, each under a name of its own."""
    made = [
        *turned(),
        *kinds_of_pixels(),
        *jpegs(),
        *tiffs(),
        *moving(),
        *odd_shapes(),
        *cut_off(),
        *claims(),
        *bombs(),
        *polyglots(),
        *drawings(),
        *other_kinds(),
        *wrong_names(),
        *broken_heads(),
        *noise(),
        *heics(),
    ]
    names = [name for name, *_ in made]
    assert len(set(names)) == len(names), "two have the same name"
    return made


def mutated(many: int, seed: int) -> Iterator[Odd]:
    """Good pictures with bytes flipped, cut out, doubled and swapped; any may be good still."""
    dice = random.Random(seed)
    good = [saved(ring(90, 60), form) for form in ("JPEG", "PNG", "WEBP", "TIFF")]
    good += [saved(ring(90, 60), "JPEG", progressive=True, exif=camera())]
    good += [saved(ring(90, 60).convert("CMYK"), "JPEG"), *(path.read_bytes() for path in HEICS)]
    for n in range(many):
        data = bytearray(dice.choice(good))
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            at = dice.randrange(len(data) if dice.random() < 0.6 else min(200, len(data)))
            size = dice.randrange(1, 40)
            what = dice.randrange(5)
            if what == 0:
                data[at] ^= 1 << dice.randrange(8)
            elif what == 1:
                data[at : at + 4] = dice.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")
                )
            elif what == 2:
                del data[at : at + size]
            elif what == 3:
                data[at:at] = data[at : at + size]
            else:
                data[at : at + size] = dice.randbytes(size)
            if not data:
                break
        yield f"mutated-{seed}-{n}.jpg", bytes(data), EITHER


def turned() -> Iterator[Odd]:
    for form in ("JPEG", "PNG", "WEBP", "TIFF"):
        for orientation in range(1, 9):
            data = saved(ring(), form, exif=camera(orientation))
            yield f"turned-{orientation}.{form.lower()}", data, KEPT
    for orientation in (0, 9, 255, 65535):
        yield f"turned-{orientation}.jpg", saved(ring(), "JPEG", exif=camera(orientation)), KEPT


def kinds_of_pixels() -> Iterator[Odd]:
    for form, modes in (
        ("JPEG", ("L", "RGB", "CMYK", "YCbCr")),
        ("PNG", ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16")),
        ("WEBP", ("RGB", "RGBA", "L", "LA")),
        ("TIFF", ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F")),
    ):
        for mode in modes:
            if mode == "PA":
                picture = ring(mode="RGBA").convert("P")
                picture.info["transparency"] = 3
            elif mode == "LAB":
                picture = Image.new("LAB", (300, 200), (200, 128, 128))
            elif mode in ("I;16", "I", "F"):
                picture = Image.new(mode, (300, 200), 40_000)
            else:
                picture = ring(mode=mode)
            yield f"pixels-{mode.replace(';', '')}.{form.lower()}", saved(picture, form), KEPT
    deep = Image.frombytes("I;16", (64, 64), bytes(range(256)) * 32)
    yield "deep-grey.png", saved(deep, "PNG"), KEPT
    yield "deep-colour.png", png(64, 64, depth=16), KEPT
    yield "deep-clear.png", png(64, 64, depth=16, kind=6), KEPT


def jpegs() -> Iterator[Odd]:
    for quality in (1, 5, 50, 100):
        yield f"quality-{quality}.jpg", saved(ring(), "JPEG", quality=quality), KEPT
    for n, fine in enumerate(("4:4:4", "4:2:2", "4:2:0")):
        yield f"colour-every-{n}.jpg", saved(ring(), "JPEG", subsampling=fine), KEPT
    yield "progressive.jpg", saved(ring(), "JPEG", progressive=True), KEPT
    yield "restarting.jpg", saved(ring(), "JPEG", restart_marker_rows=1), KEPT
    yield "black-and-white.jpg", saved(ring(mode="L"), "JPEG", progressive=True), KEPT
    plain = saved(ring(), "JPEG")
    yield "with-thumbnail.jpg", plain[:2] + segment(0xE1, b"Exif\0\0" + plain) + plain[2:], KEPT
    yield "many-comments.jpg", plain[:2] + segment(0xFE, b"x" * 60_000) * 50 + plain[2:], KEPT
    yield "trailing-noise.jpg", plain + random.Random(1).randbytes(5000), KEPT
    yield "two-in-one.jpg", plain + plain, KEPT
    yield "arithmetic.jpg", plain.replace(b"\xff\xc0", b"\xff\xc9", 1), EITHER
    yield "lossless.jpg", plain.replace(b"\xff\xc0", b"\xff\xc3", 1), REFUSED


def tiffs() -> Iterator[Odd]:
    for pack in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield f"packed-{pack}.tif", saved(ring(), "TIFF", compression=pack), KEPT
    for pack in ("group3", "group4", "tiff_ccitt"):
        yield f"fax-{pack}.tif", saved(ring(mode="1"), "TIFF", compression=pack), KEPT
    yield "whole-strip.tif", saved(ring(), "TIFF", strip_size=1 << 20), KEPT
    yield "large-offsets.tif", saved(ring(), "TIFF", big_tiff=True), EITHER
    yield "itself-again.tif", b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0", REFUSED
    many = struct.pack("<2sHIH", b"II", 42, 8, 65535) + b"\0" * 200
    yield "many-tags.tif", many, REFUSED
    huge = b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 273, 4, 0xFFFFFFFF, 8) + bytes(4)
    yield "huge-count.tif", huge, REFUSED


def moving() -> Iterator[Odd]:
    frames = [ring(), ring().rotate(90), ring().rotate(180)]
    for form, name, what in (
        ("PNG", "moving.png", KEPT),
        ("WEBP", "moving.webp", KEPT),
        ("TIFF", "pages.tif", KEPT),
        ("GIF", "moving.gif", REFUSED),
        ("PDF", "pages.pdf", REFUSED),
    ):
        yield name, saved(frames[0], form, save_all=True, append_images=frames[1:]), what
    many = [Image.new("RGB", (40, 40), (n, 0, 0)) for n in range(200)]
    yield "long.webp", saved(many[0], "WEBP", save_all=True, append_images=many[1:]), KEPT


def odd_shapes() -> Iterator[Odd]:
    for width, height in (
        (1, 1),
        (1, 2),
        (2, 1),
        (7, 5),
        (1, 9000),
        (9000, 1),
        (20_000, 3),
        (3, 20_000),
    ):
        for form in ("JPEG", "PNG"):
            picture = Image.new("RGB", (width, height), "gold")
            yield f"shape-{width}-{height}.{form.lower()}", saved(picture, form), KEPT


def cut_off() -> Iterator[Odd]:
    noisy = Image.effect_noise((240, 160), 80).convert("RGB")
    for form in ("JPEG", "PNG", "WEBP", "TIFF"):
        whole = saved(noisy, form)
        for percent in (0.1, 1, 3, 10, 25, 50, 75, 90, 97):
            cut = max(13, int(len(whole) * percent / 100))
            yield f"cut-{percent}.{form.lower()}", whole[:cut], REFUSED
        yield f"cut-last.{form.lower()}", whole[:-1], EITHER


def claims() -> Iterator[Odd]:
    """Small files that say they are large."""
    sizes = ((50_000, 50_000), (65_500, 65_500), (7_100, 7_100), (65_000, 1_000), (900, 60_000))
    plain = saved(ring(), "JPEG")
    at = plain.index(b"\xff\xc0") + 5
    for width, height in sizes:
        yield f"claims-{width}-{height}.png", png(width, height, rows=20), REFUSED
        data = plain[:at] + struct.pack(">HH", height, width) + plain[at + 4 :]
        yield f"claims-{width}-{height}.jpg", data, REFUSED
        yield f"claims-{width}-{height}.tif", tiff(width, height), REFUSED
        yield (
            f"claims-{width}-{height}.webp",
            webp(min(width, 16_000), min(height, 16_000)),
            REFUSED,
        )
    for width, height in (
        (0, 0),
        (0, 5),
        (5, 0),
        (2**31 - 1, 2**31 - 1),
        (2**31 - 1, 1),
        (1, 2**31),
    ):
        yield f"claims-{width}-{height}.png", png(width % 2**32, height % 2**32, rows=1), REFUSED
    yield "claims-nothing.jpg", plain[:at] + bytes(4) + plain[at + 4 :], REFUSED
    yield "claims-nothing.tif", tiff(0, 0), REFUSED


def bombs() -> Iterator[Odd]:
    whole = saved(ring(), "PNG")
    large = zlib.compress(bytes(80 << 20), 9)
    for kind, head in ((b"zTXt", b"Comment\0\0"), (b"iCCP", b"icc\0\0"), (b"iTXt", b"C\0\1\0\0\0")):
        for many in (1, 5):
            data = whole[:33] + chunk(kind, head + large) * many + whole[33:]
            yield f"bomb-{kind.decode()}-{many}.png", data, EITHER
    yield "bomb-rows.png", png(100, 100, raw=bytes(60 << 20)), EITHER
    yield "bomb-white.png", saved(Image.new("1", (7000, 7000)), "PNG"), KEPT
    yield (
        "bomb-deep.png",
        png(7000, 7000, depth=16, kind=6, raw=bytes(60 << 20)),
        EITHER,
    )
    data = saved(Image.new("L", (7000, 7000)), "TIFF", compression="tiff_adobe_deflate")
    yield "bomb-deflate.tif", data, KEPT
    yield "bomb-chunks.png", whole[:33] + chunk(b"tEXt", b"a\0b") * 50_000 + whole[33:], EITHER
    scans = saved(Image.effect_noise((64, 64), 50), "JPEG", progressive=True)
    at = scans.rindex(b"\xff\xda")
    yield "bomb-scans.jpg", scans[:-2] + scans[at:-2] * 3000 + scans[-2:], EITHER


def polyglots() -> Iterator[Odd]:
    jpeg, whole = saved(ring(), "JPEG"), saved(ring(), "PNG")
    script = b"<script>alert(1)</script><?php system('id'); ?>"
    zipped = b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + bytes(18)
    yield "jpeg-zip.jpg", jpeg + zipped, KEPT
    yield "jpeg-php.jpg", jpeg[:2] + segment(0xFE, script) + jpeg[2:], KEPT
    yield "jpeg-svg.jpg", jpeg[:2] + segment(0xFE, b"<svg onload='x()'>") + jpeg[2:], KEPT
    yield "png-html.png", whole[:33] + chunk(b"tEXt", b"C\0" + script) + whole[33:], KEPT
    yield "png-zip.png", whole + zipped, KEPT
    yield "zip-jpeg.jpg", zipped + jpeg, REFUSED
    yield "pdf-jpeg.jpg", b"%PDF-1.4\n" + jpeg, REFUSED
    yield "gif-js.jpg", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", REFUSED
    yield "html-jpeg.jpg", b"<html>" + jpeg, REFUSED
    yield "newline-jpeg.jpg", b"\n" + jpeg, REFUSED
    yield "jpeg-head-png-body.jpg", jpeg[:20] + whole, REFUSED
    yield "png-head-jpeg-body.png", whole[:8] + jpeg, REFUSED
    yield "shell.jpg", b"#!/bin/sh\nrm -rf ~\n", REFUSED
    yield "program.jpg", b"MZ" + bytes(200), REFUSED
    yield "program-linux.jpg", b"\x7fELF" + bytes(200), REFUSED


def drawings() -> Iterator[Odd]:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" {0}>{1}</svg>'
    entities = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    for name, text in (
        ("plain.svg", svg.format("", "<circle r='5'/>")),
        ("script.svg", svg.format("onload='alert(1)'", "<script>x()</script>")),
        ("outside.svg", svg.format("", "<image href='file:///etc/passwd'/>")),
        ("entities.svg", entities + svg.format("", "&b;")),
        ("headed.svg", '<?xml version="1.0"?>\n<!-- ring -->\n' + svg.format("", "")),
        ("spaced.svg", " \n\t" + svg.format("", "")),
    ):
        for end in ("", ".jpg"):
            yield name + end, text.encode(), REFUSED
    yield "wide.svg", svg.format("", "").encode("utf-16"), REFUSED
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\nshowpage\n"
    for name in ("run.eps", "run.ps", "run.jpg"):
        yield name, eps, REFUSED
    yield "dos.eps", b"\xc5\xd0\xd3\xc6\x20\0\0\0" + bytes(24) + eps, REFUSED
    fits = b"SIMPLE  =                    T".ljust(80) + b"BITPIX  =                    8".ljust(80)
    for name in ("sky.fits", "sky.jpg"):
        yield name, fits.ljust(2880) + bytes(2880), REFUSED


def other_kinds() -> Iterator[Odd]:
    for form in (
        "BMP",
        "GIF",
        "ICO",
        "PCX",
        "PPM",
        "TGA",
        "SGI",
        "DDS",
        "IM",
        "EPS",
        "PDF",
        "AVIF",
    ):
        data = saved(ring(64, 64), form)
        yield f"other.{form.lower()}", data, REFUSED
        yield f"other-{form.lower()}.jpg", data, REFUSED
    for name, head in (
        ("film.mp4", b"\0\0\0\x18ftypmp42"),
        ("film.mov", b"\0\0\0\x14ftypqt  "),
        ("film.avi", b"RIFF\0\0\0\0AVI LIST"),
        ("sound.wav", b"RIFF\0\0\0\0WAVEfmt "),
        ("layers.psd", b"8BPS\0\1"),
        ("j2k.jp2", b"\0\0\0\x0cjP  \r\n\x87\n"),
        ("raw.cr2", b"II*\0\x10\0\0\0CR\x02\0"),
        ("raw.raf", b"FUJIFILMCCD-RAW "),
        ("office.docx", b"PK\x03\x04\x14\0\6\0"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("page.html", b"<!doctype html><title>x</title>"),
        ("words.txt", "Bague rêvée".encode()),
        ("wmf.wmf", b"\xd7\xcd\xc6\x9a\0\0"),
        ("emf.emf", b"\1\0\0\0" + bytes(36) + b" EMF"),
        ("xpm.xpm", b"/* XPM */\nstatic char *x[] = {"),
        ("jxl.jxl", b"\xff\x0a" + bytes(20)),
    ):
        yield name, head + bytes(300), REFUSED


def wrong_names() -> Iterator[Odd]:
    for form in ("JPEG", "PNG", "WEBP", "TIFF"):
        for end in ("txt", "exe", "svg", "heic"):
            yield f"really-{form.lower()}.{end}", saved(ring(), form), KEPT
    yield "empty.jpg", b"", REFUSED
    yield "one-byte.jpg", b"\xff", REFUSED
    yield "nothing.png", bytes(5000), REFUSED
    yield "spaces.jpg", b" " * 500, REFUSED


def broken_heads() -> Iterator[Odd]:
    jpeg = saved(ring(), "JPEG")
    for name, exif in (
        ("garbage", b"\xff" * 200),
        ("itself", b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"),
        ("far", b"MM\0*\x7f\xff\xff\xff"),
        ("huge", b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 274, 3, 0xFFFFFFFF, 0)),
        ("empty", b""),
        ("half", b"II*\0"),
        ("text", b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 274, 2, 4, 0x41414141) + bytes(4)),
    ):
        yield f"exif-{name}.jpg", jpeg[:2] + segment(0xE1, b"Exif\0\0" + exif) + jpeg[2:], EITHER
    for name, profile in (("garbage", b"\1" * 400), ("empty", b""), ("huge", b"\xff" * 60_000)):
        data = saved(ring(), "JPEG", icc_profile=profile) if profile else jpeg
        yield f"colours-{name}.jpg", data, KEPT
        yield f"colours-{name}.png", saved(ring(), "PNG", icc_profile=profile or None), KEPT


def noise() -> Iterator[Odd]:
    dice = random.Random(7)
    for name, head in (
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("webp", b"RIFF\xff\xff\xff\x7fWEBPVP8 "),
        ("tif", b"II*\0\x08\0\0\0"),
        ("heic", b"\0\0\0\x18ftypheic"),
        ("bin", b""),
    ):
        for n in range(6):
            yield f"noise-{n}.{name}", head + dice.randbytes(400 * (n + 1)), REFUSED


def heics() -> Iterator[Odd]:
    for path in HEICS:
        yield path.name, path.read_bytes(), KEPT
    whole = HEICS[-1].read_bytes()
    for percent in (2, 5, 20, 50, 80, 99):
        yield f"cut-{percent}.heic", whole[: max(16, len(whole) * percent // 100)], EITHER
    at = whole.index(b"ispe") + 8
    for width, height in ((50_000, 50_000), (2**31 - 1, 2**31 - 1), (0, 0)):
        data = whole[:at] + struct.pack(">II", width, height) + whole[at + 8 :]
        yield f"claims-{width}-{height}.heic", data, REFUSED
    for box in (b"iloc", b"iinf", b"iprp", b"hvcC", b"pitm", b"meta"):
        at = whole.index(box)
        large = whole[: at - 4] + b"\xff\xff\xff\xff" + whole[at:]
        yield f"box-{box.decode()}-large.heic", large, EITHER
        yield f"box-{box.decode()}-gone.heic", whole.replace(box, b"free"), EITHER

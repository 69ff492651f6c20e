"""A label through the label writer's real driver: each dot of the raster is a dot on the tape, no more."""

from __future__ import annotations

import os
import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.readback import read_back
from app.printing.tag.roll import shipped_roll
from app.printing.tag.values import values_of
from app.printing.transports.base import Outgoing, tell_nobody
from app.printing.transports.cups import CupsImages
from app.printing.transports.labels import LabelSetting
from app.printing.transports.spooling import DONE
from tests.printing.transports.private_cups import NOBODY, PrivateCups, wait_for

DPI, CODE = 300, make_code(10, 1)
_ARGUMENTS = {"D": 1, "L": 2, "B": 1, "Q": 2, "q": 1, "f": 2, **dict.fromkeys("ehiGEcdg@A", 0)}


def lines_in(data: bytes) -> list[bytes]:
    """The dots of what the driver wrote, a byte string of 0 and 1 a line, as its technical paper says.

    ESC D bytes a line, ESC B bytes left white, ESC f 1 lines left white, SYN a line as it is, ETB one
    in runs of a colour.
    """
    lines: list[bytes] = []
    at = width = tab = 0
    while at < len(data):
        sign = data[at]
        if sign == 0x1B:
            letter = chr(data[at + 1])
            if letter == "\x1b":
                at += 1
                continue
            argument = data[at + 2 : at + 2 + _ARGUMENTS[letter]]
            at += 2 + len(argument)
            if letter == "D":
                width = argument[0]
            elif letter == "B":
                tab = argument[0]
            elif letter == "f":
                lines += [b""] * argument[1]
        elif sign == 0x16:
            row = "".join(f"{byte:08b}" for byte in data[at + 1 : at + 1 + width])
            lines.append(("0" * 8 * tab + row).encode())
            at += 1 + width
        else:
            assert sign == 0x17, data[at : at + 16]
            at, row = at + 1, ""
            while len(row) < width * 8:
                row += ("1" if data[at] & 0x80 else "0") * ((data[at] & 0x7F) + 1)
                at += 1
            lines.append(("0" * 8 * tab + row).encode())
    return lines


def inked(image: Image.Image) -> list[bytes]:
    """The lines of a raster, 1 for a black dot, from its first to its last line with ink."""
    width = image.width
    lines = [
        b"".join(b"0" if image.getpixel((x, y)) else b"1" for x in range(width))
        for y in range(image.height)
    ]
    black = [y for y, line in enumerate(lines) if b"1" in line]
    return lines[black[0] : black[-1] + 1]


def noise() -> Image.Image:
    """A raster that every scaling, smoothing or dithering would change."""
    chance, image = random.Random(7), Image.new("1", (642, 266), 1)
    for x in range(20, 600):
        for y in range(30, 230):
            if chance.random() < 0.5:
                image.putpixel((x, y), 0)
    return image


def tag() -> Image.Image:
    """A tag as it leaves, on the stock of this printer's jewellery labels."""
    roll = shipped_roll("barbell-56x13")
    values = values_of(CODE, kind="place", name="SAFE-1", title="Safe")
    image = roll.raster(values, DPI)
    # This printer's tape is as wide as it is; the tag lies across it at its upper left.
    assert read_back(image) == CODE
    return image


@pytest.fixture(scope="module")
def tape(cups: PrivateCups) -> Path:
    out = cups.folder / "out" / "dymo.bin"
    out.touch()
    if os.getuid() == 0:
        os.chown(out, NOBODY, NOBODY)
    cups.add("DYMO", f"file:{out}", "-m", "dymo:0/cups/model/lw450.ppd")
    return out


@pytest.mark.parametrize("image", [noise(), tag()], ids=["noise", "tag"])
def test_the_driver_prints_dot_for_dot(cups: PrivateCups, tape: Path, image: Image.Image) -> None:
    data = BytesIO()
    image.save(data, "PNG")
    way = CupsImages("DYMO", LabelSetting(), DPI, cups.server)
    os_job = way.send_all([Outgoing("tag.png", data.getvalue())], "Tag", tell_nobody).os_job
    wait_for(lambda: way.job(os_job).state == DONE, "the label")
    wide = image.width
    printed = [line.ljust(wide, b"0") for line in lines_in(tape.read_bytes())]
    assert all(b"1" not in line[wide:] for line in printed), "nothing beside the label"
    black = [n for n, line in enumerate(printed) if b"1" in line]
    out = [line[:wide] for line in printed[black[0] : black[-1] + 1]]
    assert out == inked(image), "the very dots: no line more, none less"

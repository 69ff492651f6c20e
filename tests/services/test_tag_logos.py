"""Logos on tags: strangers' pictures are opened by the decoding process, never by the program itself."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageDraw

from app.decoding import GREY_PX
from app.domain.errors import InputError
from app.printing.tag import logo as logos
from app.printing.tag.template_json import shipped_templates
from app.services.tag_logos import logo_from, with_safe_logo


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    """A dark disc in the middle of white, or of nothing."""
    image = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else "white")
    left, top = size[0] // 4, size[1] // 4
    box = (left, top, size[0] - left, size[1] - top)
    ImageDraw.Draw(image).ellipse(box, fill=(20, 20, 20, 255) if mode == "RGBA" else (20, 20, 20))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def png_of(logo: str) -> Image.Image:
    return Image.open(io.BytesIO(b64decode(logo)))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The sizes of the pictures that the program itself opened for a logo."""
    found: list[tuple[int, int]] = []
    usual = Image.open

    def watched(*about: Any, **more: Any) -> Image.Image:
        image = usual(*about, **more)
        found.append(image.size)
        return image

    monkeypatch.setattr(logos.Image, "open", watched)
    return found


def test_a_large_picture_is_made_small_before_the_program_opens_it(
    opened: list[tuple[int, int]],
) -> None:
    logo = logo_from(picture((7_000, 5_600)), "logo.png")  # 39 million pixels
    assert opened == [(GREY_PX, 1536)]
    assert max(png_of(logo).size) == logos.LONGEST_PX
    assert abs(png_of(logo).width / png_of(logo).height - 1.25) < 0.02


def test_more_pixels_than_a_photo_has_are_refused_with_a_sentence(
    opened: list[tuple[int, int]],
) -> None:
    with pytest.raises(InputError, match="more than 50 million pixels") as refused:
        logo_from(picture((9_000, 6_000)), "/home/ann/logo.png")
    assert "“logo.png”" in refused.value.message
    assert (refused.value.field, opened) == ("logo", [])


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"BM____", picture((90, 60))[:-30]])
def test_what_is_no_whole_picture_is_refused_before_the_program_opens_it(
    data: bytes, opened: list[tuple[int, int]]
) -> None:
    with pytest.raises(InputError) as refused:
        logo_from(data, "logo.png")
    assert (refused.value.field, opened) == ("logo", [])
    assert refused.value.remedy


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("WEBP", "RGBA")])
def test_a_logo_is_dark_on_white_and_cut_at_its_edges(kind: str, mode: str) -> None:
    found = png_of(logo_from(picture((400, 400), kind, mode), "logo"))
    assert found.mode == "L"
    assert abs(found.width - 201) <= 16, "JPEG's blocks have a little grey around"
    middle = found.getpixel((found.width // 2, found.height // 2))
    assert isinstance(middle, int)
    assert middle < 40


def test_the_logo_in_a_template_s_file_is_written_anew_the_same_to_the_pixel() -> None:
    own = logo_from(picture((400, 300)), "logo")
    template = replace(shipped_templates()[0], logo=own)
    read = with_safe_logo(template)
    assert png_of(read.logo).tobytes() == png_of(own).tobytes()


def test_a_template_s_file_brings_no_bomb(opened: list[tuple[int, int]]) -> None:
    data = b64encode(picture((6_000, 5_000))).decode()  # few bytes, 30 million pixels
    assert len(data) < 200_000
    read = with_safe_logo(replace(shipped_templates()[0], logo=data))
    assert opened == []
    assert png_of(read.logo).size == (GREY_PX, 1600)
    with pytest.raises(InputError, match="cannot be used"):
        logos.logo_image(data, 100, 100)

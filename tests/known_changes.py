"""A photo taken again: the piece turned, nearer or farther, in other light, with known changes."""

from __future__ import annotations

import io
import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance

from app.domain.similarity import Similarity
from app.resources import resource

GROUND = (222, 217, 208)


def jewel(name: str) -> Image.Image:
    """One of the sample's pictures."""
    with Image.open(resource("sample", "jewels", f"{name}.jpg")) as opened:
        return opened.convert("RGB")


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a camera would give it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def without_stone(picture: Image.Image, x: float, y: float, radius: float = 0.05) -> Image.Image:
    """The picture with a bare seat at a place (parts of width and height) where a stone was."""
    made = picture.copy()
    across, down, size = x * made.width, y * made.height, radius * made.width
    ImageDraw.Draw(made).ellipse(
        (across - size, down - size, across + size, down + size), fill=(205, 198, 188)
    )
    return made


def scratched(picture: Image.Image, x: float, y: float) -> Image.Image:
    """The picture with a dark scratch that begins at a place."""
    made = picture.copy()
    start = (x * made.width, y * made.height)
    end = (start[0] + 0.08 * made.width, start[1] + 0.05 * made.width)
    ImageDraw.Draw(made).line([start, end], fill=(60, 50, 40), width=3)
    return made


def way_of(turn: float, scale: float, x: float = 0.0, y: float = 0.0) -> Similarity:
    """Turned by degrees, so much larger, shifted by parts of the width."""
    angle = math.radians(turn)
    return Similarity(scale * math.cos(angle), scale * math.sin(angle), x, y)


def taken_again(picture: Image.Image, way: Similarity) -> Image.Image:
    """What the camera sees when the piece lies that way."""
    width, height = picture.size
    back = way.back
    a, b = back.a, back.b
    move_x = width / 2 + back.x * width - a * width / 2 + b * height / 2
    move_y = height / 2 + back.y * width - b * width / 2 - a * height / 2
    return picture.transform(
        picture.size,
        Image.Transform.AFFINE,
        (a, -b, move_x, b, a, move_y),
        Image.Resampling.BICUBIC,
        fillcolor=GROUND,
    )


def in_other_light(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Brighter or darker, softer, lit from one side, with the noise of a small camera."""
    lit = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.75, 1.2))
    lit = ImageEnhance.Contrast(lit).enhance(chance.uniform(0.8, 1.15))
    tones = np.asarray(lit, dtype=np.float64)
    side = np.linspace(chance.uniform(0.8, 1.0), chance.uniform(1.0, 1.2), lit.width)
    noise = np.random.default_rng(chance.randrange(10**6)).normal(0, 6, tones.shape)
    tones = tones * side[None, :, None] + noise
    return Image.fromarray(np.clip(tones, 0, 255).astype(np.uint8))


def farthest_off(way: Similarity, found: Similarity, ratio: float) -> float:
    """How far the middle of the photo is missed at most, as a part of its width."""
    corners = [(u, v * ratio) for u in (-0.35, 0.35) for v in (-0.35, 0.35)]
    return max(math.dist(way.at(u, v), found.at(u, v)) for u, v in corners) / way.scale

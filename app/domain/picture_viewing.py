"""How a photo is looked at: brighter, with more contrast, its white set right; never how it is kept.

Nothing here changes a picture. A viewing makes three tables that say, for each value of red, green
and blue from 0 to 255, how it is shown on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.errors import InputError

MOST, STEP = 100, 10
"""Brightness and contrast go from −100 to +100, by a step each press of a key."""
DARKEST, LIGHTEST = 16, 250
"""A grey point whose channels are beyond these tells nothing of the light."""
MOST_GAIN = 4.0

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Viewing:
    """Brightness and contrast (−100 … +100), and the colour of a place that is grey in truth."""

    brightness: int = 0
    contrast: int = 0
    grey: Colour | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the photo is shown as it is."""
        return self == PLAIN

    @property
    def words(self) -> str:
        """What differs from the photo: "brightness +20, contrast −10, white balance"; "" for nothing."""
        said = [
            f"{name} {signed(value)}"
            for name, value in (("brightness", self.brightness), ("contrast", self.contrast))
            if value
        ]
        return ", ".join([*said, *(["white balance"] if self.grey else [])])

    def tables(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """How each value of red, green and blue is shown."""
        return _tables(self)


PLAIN = Viewing()


def signed(value: int) -> str:
    """A step as it is read: "+20", "−10", "0"."""
    return f"{value:+d}".replace("-", "−") if value else "0"


def kept_within(value: int) -> int:
    """A brightness or contrast, at most as far as it goes."""
    return min(MOST, max(-MOST, value))


def grey_point(colours: Sequence[Colour]) -> Colour:
    """The colour of a place that should be grey, the mean of its pixels; InputError where it cannot be.

    A place in black shadow or in glare has lost what tells the colour of the light.
    """
    many = max(1, len(colours))
    red, green, blue = (round(sum(one[at] for one in colours) / many) for at in range(3))
    found = (red, green, blue)
    if min(found) < DARKEST or max(found) > LIGHTEST:
        where = "too dark" if min(found) < DARKEST else "too bright"
        raise InputError(
            "Not a grey point",
            f"This place is {where} to tell the colour of the light.",
            "Click a place of the ground or of a tray that is grey or white, without glare.",
        )
    return found


@lru_cache(maxsize=64)
def _tables(viewing: Viewing) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    red, green, blue = (_table(viewing, gain) for gain in _gains(viewing.grey))
    return red, green, blue


def _gains(grey: Colour | None) -> tuple[float, float, float]:
    """By how much each channel's light is taken, so that the grey point is grey and as bright."""
    if grey is None:
        return 1.0, 1.0, 1.0
    red, green, blue = (max(_light(value / 255), 1e-4) for value in grey)
    whole = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    gains = [min(MOST_GAIN, max(1 / MOST_GAIN, whole / one)) for one in (red, green, blue)]
    return gains[0], gains[1], gains[2]


def _table(viewing: Viewing, gain: float) -> tuple[int, ...]:
    slope = _slope(viewing.contrast)
    lift = viewing.brightness / MOST * 0.5
    table = []
    for value in range(256):
        tone = value / 255
        if gain != 1.0:
            tone = _tone(_light(tone) * gain)
        table.append(min(255, max(0, round(255 * ((tone - 0.5) * slope + 0.5 + lift)))))
    return tuple(table)


def _slope(contrast: int) -> float:
    """How steeply tones rise around the middle: 1 as it is, 0.2 … 5 at the ends."""
    return float(5.0 ** (contrast / MOST))


def _light(tone: float) -> float:
    """The light of a tone of the sRGB screen, 0 … 1."""
    return tone / 12.92 if tone <= 0.04045 else float(((tone + 0.055) / 1.055) ** 2.4)


def _tone(light: float) -> float:
    """The tone of a light, 0 … 1 and beyond."""
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)

"""Two photos of one view laid over each other: how far the later one is shifted, turned, enlarged.

Light differs between two days and a stone may be gone, so edges are compared and not brightness. First
the turn and scale are tried coarsely and the shift read from the correlation, then all four are
refined together. At last small parts of both photos are compared, each for itself: how far apart they
still lie is the error, and where too few agree the photos are not aligned at all.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from app.domain.similarity import MOST_ERROR, SAME, Alignment, Similarity

MOST_TURN = 20.0
"""Degrees to either side that are looked at; a little more is tried, so that 20 is found."""
MOST_SCALE = 1.5
LEAST_PARTS = 8
_COARSE, _FINE = 96, (128, 256, 448)
_LEAST_AGREEMENT = 0.5
"""Two photos of one piece agree by 0.6 and more, of two pieces by less than 0.45."""
_TURNS = tuple(range(-22, 23, 4))
_SCALES = tuple(1.13**step for step in range(-4, 5))
_ROUNDS = 24
_PARTS = 6

Field = NDArray[np.float64]
Waves = NDArray[np.complex128]


def aligned(
    first: bytes, second: bytes, check: Callable[[], None] = lambda: None
) -> Alignment | None:
    """Lay the second photo (both as JPEG) over the first; None where they do not fit within 2 %.

    Finds shifts, turns up to 20° and scales up to 1.5×. Takes about a second: it is called in a worker
    thread, and ``check`` at each step, which may raise to give up.
    """
    one, two = _grey(first), _grey(second)
    guesses = _guesses(one, two, check)
    best: tuple[float, Similarity] = (-1.0, SAME)
    for guess in guesses:
        check()
        found = _refined(one, two, guess, _FINE[:1])
        best = max(best, (_agreement(one, two, found, _FINE[0]), found), key=lambda pair: pair[0])
    check()
    way = _refined(one, two, best[1], _FINE[1:])
    if not _is_sane(way) or _agreement(one, two, way, _FINE[1]) < _LEAST_AGREEMENT:
        return None
    check()
    error, parts = _proof(one, two, way)
    return Alignment(way, error, parts) if parts >= LEAST_PARTS and error <= MOST_ERROR else None


# --- pictures --------------------------------------------------------------------------------------


def _grey(jpeg: bytes) -> Image.Image:
    with Image.open(io.BytesIO(jpeg)) as opened:
        return opened.convert("L")


def _sized(picture: Image.Image, width: int) -> Field:
    """A picture of so many pixels across, its light made even: what is left are edges and tones."""
    height = max(8, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    tones = np.asarray(small, dtype=np.float64)
    around = np.asarray(small.filter(ImageFilter.GaussianBlur(width / 12)), dtype=np.float64)
    away = tones - around
    spread = Image.fromarray(np.abs(away).astype(np.uint8)).filter(ImageFilter.BoxBlur(width / 10))
    even: Field = away / (np.asarray(spread, dtype=np.float64) + 6.0)
    return even


def _laid(field: Field, way: Similarity, shape: tuple[int, int], width: int) -> tuple[Field, Field]:
    """The second photo as it lies on the first one, and where there is any of it (0 or 1)."""
    height, across = shape
    middle_x, middle_y = across / 2, height / 2
    own_x, own_y = field.shape[1] / 2, field.shape[0] / 2
    k = field.shape[1] / width
    a, b = way.a * k, way.b * k
    move_x = own_x + way.x * field.shape[1] - a * middle_x + b * middle_y
    move_y = own_y + way.y * field.shape[1] - b * middle_x - a * middle_y
    data = (a, -b, move_x, b, a, move_y)
    made = [
        np.asarray(
            Image.fromarray(values).transform(
                (across, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR
            ),
            dtype=np.float64,
        )
        for values in (field.astype(np.float32), np.ones(field.shape, dtype=np.float32))
    ]
    return made[0], (made[1] > 0.99).astype(np.float64)


def _edges(field: Field) -> Waves:
    """Direction of each edge, as a number that is the same for light on dark and dark on light."""
    down, across = np.gradient(field)
    edge = across + 1j * down
    strength = np.abs(edge)
    turned: Waves = edge * edge / (strength * strength + 0.02) * np.minimum(strength, 1.0)
    return turned


# --- the coarse search -----------------------------------------------------------------------------


def _guesses(one: Image.Image, two: Image.Image, check: Callable[[], None]) -> list[Similarity]:
    """For each turn the most likely scale and shift: a chain or a wreath fits itself at many."""
    first, second = _sized(one, _COARSE), _sized(two, _COARSE)
    # Twice the room, so that what leaves the photo at one side does not come in at the other.
    room = (2 * first.shape[0], 2 * first.shape[1])
    waves = np.conj(np.fft.fft2(_edges(first), room))
    full = np.fft.fft2(np.ones(first.shape), room)
    found: list[Similarity] = []
    for turn in _TURNS:
        check()
        likely: tuple[float, Similarity] = (-math.inf, SAME)
        for scale in _SCALES:
            angle = math.radians(turn)
            way = Similarity(scale * math.cos(angle), scale * math.sin(angle), 0.0, 0.0)
            laid, there = _laid(second, way, first.shape, _COARSE)
            edges = _edges(laid) * there
            fit = np.real(np.fft.ifft2(np.fft.fft2(edges, room) * waves))
            shared = np.real(np.fft.ifft2(np.fft.fft2(there, room) * np.conj(full)))
            fit = fit / np.maximum(shared, 0.35 * first.size) ** 0.75
            down, across = np.unravel_index(int(np.argmax(fit)), fit.shape)
            dy = int(down) - (room[0] if down > room[0] // 2 else 0)
            dx = int(across) - (room[1] if across > room[1] // 2 else 0)
            # The laid photo has to be read (dx, dy) farther on, before it is turned.
            x, y = way.at(dx / _COARSE, dy / _COARSE)
            if fit[down, across] > likely[0]:
                likely = (float(fit[down, across]), Similarity(way.a, way.b, x, y))
        found.append(likely[1])
    return found


# --- refining --------------------------------------------------------------------------------------


def _refined(
    one: Image.Image, two: Image.Image, way: Similarity, widths: tuple[int, ...]
) -> Similarity:
    """Move, turn and scale a little until the tones fit best; what does not fit counts little."""
    for width in widths:
        first, second = _sized(one, width), _sized(two, width)
        height, across = first.shape
        v, u = np.mgrid[0:height, 0:across]
        u, v = (u + 0.5 - across / 2) / width, (v + 0.5 - height / 2) / width
        for _ in range(_ROUNDS):
            laid, there = _laid(second, way, first.shape, width)
            step = _step(first, laid, there, u, v, width)
            # ``step`` is a small similarity of the first photo's own plane: done before the way.
            ax, bx = 1 + step[0], step[1]
            a, b = way.a * ax - way.b * bx, way.a * bx + way.b * ax
            x, y = way.at(step[2], step[3])
            way = Similarity(float(a), float(b), float(x), float(y))
            if float(np.abs(step).max()) < 0.02 / width:
                break
    return way


def _step(first: Field, laid: Field, there: Field, u: Field, v: Field, width: int) -> Field:
    """One step of weighted least squares; (turn and scale, shift) in parts of the width."""
    if there.sum() < 0.15 * there.size:
        return np.zeros(4)
    down, across = np.gradient(laid)
    down, across = down * width, across * width
    left = first - laid
    typical = 1.5 * float(np.median(np.abs(left[there > 0]))) + 0.05
    weight = there / (1.0 + (left / typical) ** 2)
    ways = np.stack([across * u + down * v, down * u - across * v, across, down])
    flat = ways.reshape(4, -1)
    weighted = flat * weight.ravel()
    square = weighted @ flat.T
    square[np.diag_indices(4)] *= 1.001
    try:
        step: Field = np.linalg.solve(square, weighted @ left.ravel())
    except np.linalg.LinAlgError:
        return np.zeros(4)
    return np.clip(step, -0.05, 0.05)


def _agreement(one: Image.Image, two: Image.Image, way: Similarity, width: int) -> float:
    """How well edges fit where both photos are, 0 … 1; little in common counts as little."""
    first = _sized(one, width)
    laid, there = _laid(_sized(two, width), way, first.shape, width)
    mine, theirs = _edges(first) * there, _edges(laid) * there
    size = float(np.sqrt((np.abs(mine) ** 2).sum() * (np.abs(theirs) ** 2).sum()))
    share = float(there.mean())
    fit = float(np.real(mine * np.conj(theirs)).sum()) / max(size, 1e-9)
    return fit * min(1.0, share / 0.35)


def _is_sane(way: Similarity) -> bool:
    most = MOST_SCALE * 1.06
    return abs(way.turn) <= MOST_TURN + 2 and 1 / most <= way.scale <= most


# --- the proof -------------------------------------------------------------------------------------


def _proof(one: Image.Image, two: Image.Image, way: Similarity) -> tuple[float, int]:
    """How far small parts of the aligned photos still lie apart: (part of the width, how many agree).

    A part agrees where its edges fit clearly better in one place, and that place is near.
    """
    width = _FINE[1]
    first = _sized(one, width)
    laid, there = _laid(_sized(two, width), way, first.shape, width)
    mine, theirs = _edges(first) * there, _edges(laid) * there
    size = width // _PARTS
    apart: list[float] = []
    looked = 0
    for top in range(0, first.shape[0] - size + 1, size // 2):
        for left in range(0, width - size + 1, size // 2):
            part = (slice(top, top + size), slice(left, left + size))
            if there[part].mean() < 0.9:
                continue
            found = _apart(mine[part], theirs[part])
            if found is not None:
                looked += 1
                apart.append(found)
    near = [far for far in apart if far <= 0.06 * width]
    if not near or len(near) < 0.5 * looked:
        return 1.0, 0
    agree = [far for far in near if far <= 2 * MOST_ERROR * width]
    return float(np.median(near)) / width, len(agree)


def _apart(mine: Waves, theirs: Waves) -> float | None:
    """How many pixels two parts lie apart; None where there is nothing to see or nothing clear."""
    size = mine.shape[0]
    strength = float(np.sqrt((np.abs(mine) ** 2).sum() * (np.abs(theirs) ** 2).sum()))
    if float(np.abs(mine).mean()) < 0.08 or float(np.abs(theirs).mean()) < 0.05:
        return None
    room = (2 * size, 2 * size)
    fit = np.real(np.fft.ifft2(np.fft.fft2(theirs, room) * np.conj(np.fft.fft2(mine, room))))
    down, across = np.unravel_index(int(np.argmax(fit)), fit.shape)
    if float(fit[down, across]) < 0.25 * strength:
        return None
    dy = down - (room[0] if down > size else 0) + _between(fit[:, across], int(down))
    dx = across - (room[1] if across > size else 0) + _between(fit[down], int(across))
    return math.hypot(dx, dy)


def _between(line: Field, top: int) -> float:
    """How far beside its highest value a line's peak lies, -0.5 … 0.5 of a step."""
    before, peak, after = (float(line[(top + step) % line.size]) for step in (-1, 0, 1))
    bend = before - 2 * peak + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, (before - after) / (2 * bend)))

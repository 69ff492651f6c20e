"""A drawn plan of a piece by its category and setting: where each numbered stone and claw stands.

Places are in thousandths of a box 1000 wide and 560 high, as seen from the front or, for a ring, from
above as worn. Stones are numbered as findings number them (ST-1 …), clockwise from 12 o'clock, along
a chain from its clasp, of a pair the left one first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1000, 560
MOST_STONES = 160
SOUND, FOUND, LOOSE, MISSING, REPLACED = "sound", "found", "loose", "missing", "replaced"
STATES = {"stone_missing": MISSING, "stone_loose": LOOSE, "stone_replaced": REPLACED}
"""What a kind of finding says of the stone that it is at; any other kind: there is a finding."""
_PRONGS = {"prong_4": 4, "prong_6": 6, "prong": 4}
_STRANDS = frozenset({"necklace", "chain", "bracelet", "anklet"})
_ROWS = frozenset({"channel", "bar", "invisible", "half_bezel"})

Point = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """A stone or a claw: its code, its middle and half its width and height."""

    code: str
    x: int
    y: int
    rx: int
    ry: int

    @property
    def is_claw(self) -> bool:
        """Whether it is a claw and no stone."""
        return self.code.startswith("PR")


@dataclass(frozen=True)
class Plan:
    """What is drawn: ``lines`` of metal (open ones), stones first, claws after. ``faceted``: a large
    centre stone is drawn with its table."""

    kind: str
    lines: tuple[tuple[Point, ...], ...]
    spots: tuple[Spot, ...]

    @property
    def extent(self) -> tuple[int, int, int, int]:
        """What is drawn: left, top, right, bottom."""
        xs = [x for line in self.lines for x, _ in line]
        ys = [y for line in self.lines for _, y in line]
        return (
            min([spot.x - spot.rx for spot in self.spots] + xs),
            min([spot.y - spot.ry for spot in self.spots] + ys),
            max([spot.x + spot.rx for spot in self.spots] + xs),
            max([spot.y + spot.ry for spot in self.spots] + ys),
        )

    @property
    def faceted(self) -> bool:
        """Whether stone 1 is so large that it is drawn with its facets."""
        return bool(self.spots) and self.spots[0].code == "ST-1" and self.spots[0].ry >= 90


def prongs_of(setting: str, stones: int) -> int:
    """How many claws hold the centre stone; four where the setting is not said."""
    return _PRONGS.get(setting, 4 if stones and not setting else 0)


def setting_plan(category: str, setting: str, counts: Sequence[int]) -> Plan | None:
    """The plan of a piece whose groups of stones have so many stones each; None without stones."""
    total = min(sum(counts), MOST_STONES)
    if total < 1:
        return None
    claws = prongs_of(setting, total)
    if category in ("earrings", "cufflinks"):
        return _pair(counts, total, claws)
    if category in _STRANDS:
        return _strand(category, total, centre=counts[0] == 1 and total % 2 == 1 and total > 2)
    if category == "bangle":
        return _row("bangle", total)
    if counts[0] == 1:
        return _cluster(category, tuple(counts), total, claws)
    if category == "ring" and setting not in _ROWS and total > 12:
        return _eternity(total)
    return _row(category, total)


def stone_states(findings: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The state of each stone and claw by its code, from (place, kind, change) of the findings.

    What is missing outweighs what is loose, and that any other finding; repaired ones do not count.
    """
    order = (SOUND, FOUND, REPLACED, LOOSE, MISSING)
    found: dict[str, str] = {}
    for place, kind, change in findings:
        if change != "repaired" and place.startswith(("ST-", "PR-")):
            state = STATES.get(kind, FOUND)
            found[place] = max(found.get(place, SOUND), state, key=order.index)
    return found


# ---------------------------------------------------------------------- kinds of plan
def _cluster(category: str, counts: tuple[int, ...], total: int, claws: int) -> Plan:
    """A centre stone with its claws and what stands around it; a third group on the shoulders."""
    around = total - 1
    shoulders = counts[-1] if len(counts) > 2 and counts[-1] % 2 == 0 and counts[-1] <= 12 else 0
    if len(counts) == 2 and around == 2:
        shoulders = 2  # three stones in a row
    halo = max(0, around - shoulders)
    rx, ry = (170, 125) if halo else (190, 150)
    small = min(46, int(math.tau * 200 / max(halo, 8) / 2 * 0.92))
    spots = [Spot("ST-1", 500, 280, rx, ry)]
    for n in range(halo):
        turn = -math.pi / 2 + math.tau * n / halo
        far = small + 22
        x = 500 + (rx + far) * math.cos(turn)
        y = 280 + (ry + far) * math.sin(turn)
        spots.append(Spot(f"ST-{n + 2}", round(x), round(y), small, small))
    edge = rx + (2 * small + 44 if halo else 34)
    each = shoulders // 2
    side = min(62 if shoulders == 2 else 40, (480 - edge) // (2 * max(each, 1)) - 2)
    for n in range(shoulders):
        right = n < each
        step = n if right else n - each
        x = 500 + (1 if right else -1) * (edge + side + step * (2 * side + 6))
        spots.append(Spot(f"ST-{halo + 2 + n}", x, 280, side, side))
    for n in range(claws):
        turn = -math.pi / 2 + math.tau * (n + 0.5) / claws
        x, y = 500 + rx * math.cos(turn), 280 + ry * math.sin(turn)
        spots.append(Spot(f"PR-{n + 1}", round(x), round(y), 18, 18))
    reach = edge + (each * (2 * side + 6) if shoulders else 0) + 8
    return Plan("cluster", tuple(_metal(category, reach)), tuple(spots))


def _metal(category: str, reach: int) -> Iterator[tuple[Point, ...]]:
    if category == "ring":
        for side in (-1, 1):
            for up in (-1, 1):
                yield (
                    (500 + side * min(reach, 480), 280 + up * 38),
                    (
                        500 + side * min(reach + 110, 496),
                        280 + up * 48,
                    ),
                )
    elif category == "pendant":
        yield tuple(_arc((500, 22), 20, 20, 0.0, 1.0, 24))
    elif category == "brooch":
        yield (60, 540), (940, 540)


def _eternity(total: int) -> Plan:
    """Stones all the way round, seen along the finger."""
    small = min(40, int(math.tau * 228 / total / 2 * 0.94))
    spots = _round_about(total, (500, 280), 228, 228, small)
    lines = (tuple(_arc((500, 280), 228 - small - 10, 228 - small - 10, 0.0, 1.0, 60)),)
    return Plan("eternity", lines, tuple(spots))


def _row(category: str, total: int) -> Plan:
    """Stones in rows, from the left; at most 18 in one."""
    rows = math.ceil(total / 18)
    across = math.ceil(total / rows)
    small = min(70, 900 // across // 2 - 3, 480 // rows // 2 - 4)
    small = max(small, 6)
    spots = []
    for n in range(total):
        row, column = divmod(n, across)
        here = min(across, total - row * across)
        x = 500 + (column - (here - 1) / 2) * (2 * small + 6)
        y = 280 + (row - (rows - 1) / 2) * (2 * small + 8)
        spots.append(Spot(f"ST-{n + 1}", round(x), round(y), small, small))
    half = rows * (small + 4) + 14
    reach = across * (small + 3) + 8
    lines: list[tuple[Point, ...]] = []
    if category in ("ring", "bangle"):
        ends = (max(4, 500 - reach - 60), min(996, 500 + reach + 60))
        lines = [((ends[0], 280 + up * half), (ends[1], 280 + up * half)) for up in (-1, 1)]
    return Plan("row", tuple(lines), tuple(spots))


def _strand(category: str, total: int, *, centre: bool) -> Plan:
    """Along a chain from the clasp: a necklace hangs open, a bracelet lies closed."""
    if category in ("bracelet", "anklet"):
        small = min(48, int(math.pi * (410 + 205) / total / 2 * 0.9))
        spots = _round_about(total, (500, 290), 410, 205, small, offset=0.5)
        lines = (tuple(_arc((500, 290), 410, 205, 0.0, 1.0, 90)), _clasp(500, 44))
        return Plan("bracelet", lines, tuple(spots))
    curve = [_hang(n / 400) for n in range(401)]
    long = sum(math.dist(a, b) for a, b in pairwise(curve))
    # A centre has the room of one stone and a half more; the others share the rest evenly.
    share = long / (total + (0.8 if centre else 0))
    small = min(46, int(share / 2 * 0.86))
    spots, far = [], 0.0
    for n in range(total):
        large = centre and n == total // 2
        room = share * (1.8 if large else 1)
        x, y = _along(curve, far + room / 2)
        size = int(small * 1.7) if large else small
        spots.append(Spot(f"ST-{n + 1}", round(x), round(y), size, size))
        far += room
    line = tuple((round(x), round(y)) for x, y in curve[::8])
    return Plan("necklace", (line, _clasp(500, 40)), tuple(spots))


def _clasp(x: int, y: int) -> tuple[Point, ...]:
    corners = ((-34, -14), (34, -14), (34, 14), (-34, 14), (-34, -14))
    return tuple((x + dx, y + dy) for dx, dy in corners)


def _hang(part: float) -> tuple[float, float]:
    """A point of a hanging necklace, from the wearer's right end of the clasp round to the left."""
    turn = math.tau * (0.03 + 0.94 * part)
    return 500 + 420 * math.sin(turn) * (1 - 0.12 * math.cos(turn)), 270 - 232 * math.cos(turn)


def _pair(counts: Sequence[int], total: int, claws: int) -> Plan:
    """Left and right beside each other; each with its own centre, what hangs below it."""
    half = (total + 1) // 2
    spots: list[Spot] = []
    centred = counts[0] in (1, 2)
    for side, many in enumerate((half, total - half)):
        middle, first = 260 + 480 * side, side * half + 1
        if not many:
            continue
        if not centred or many == 1:
            size = 110 if many == 1 else min(44, int(math.tau * 130 / many / 2 * 0.92))
            if many == 1:
                spots.append(Spot(f"ST-{first}", middle, 280, size, size))
            else:
                spots += _round_about(many, (middle, 280), 130, 150, size, first=first)
            continue
        spots.append(Spot(f"ST-{first}", middle, 280, 92, 92))
        small = min(40, int(math.tau * 140 / max(many - 1, 8) / 2 * 0.92))
        far = 92 + small + 14
        spots += _round_about(many - 1, (middle, 280), far, far, small, first=first + 1)
    claws = claws if centred else 0
    for side in (0, 1):
        centre = next((s for s in spots if s.code == f"ST-{side * half + 1}"), None)
        for n in range(claws if centre else 0):
            assert centre is not None
            turn = -math.pi / 2 + math.tau * (n + 0.5) / claws
            x, y = centre.x + centre.rx * math.cos(turn), centre.y + centre.ry * math.sin(turn)
            spots.append(Spot(f"PR-{side * claws + n + 1}", round(x), round(y), 15, 15))
    lines = (((500, 60), (500, 500)),)
    return Plan("pair", lines, tuple(spots))


# ---------------------------------------------------------------------- curves
def _round_about(
    many: int, middle: Point, rx: int, ry: int, small: int, *, first: int = 1, offset: float = 0.0
) -> list[Spot]:
    """So many stones on an ellipse, clockwise from 12 o'clock, evenly along it."""
    curve = [
        (
            middle[0] + rx * math.sin(math.tau * n / 400),
            middle[1] - ry * math.cos(math.tau * n / 400),
        )
        for n in range(401)
    ]
    long = sum(math.dist(a, b) for a, b in pairwise(curve))
    found = []
    for n in range(many):
        x, y = _along(curve, long * (n + offset) / many)
        found.append(Spot(f"ST-{first + n}", round(x), round(y), small, small))
    return found


def _along(curve: Sequence[tuple[float, float]], far: float) -> tuple[float, float]:
    """The point so far along a curve."""
    for a, b in pairwise(curve):
        step = math.dist(a, b)
        if far <= step and step:
            part = far / step
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        far -= step
    return curve[-1]


def _arc(middle: Point, rx: int, ry: int, start: float, end: float, steps: int) -> Iterator[Point]:
    for n in range(steps + 1):
        turn = math.tau * (start + (end - start) * n / steps)
        yield round(middle[0] + rx * math.sin(turn)), round(middle[1] - ry * math.cos(turn))

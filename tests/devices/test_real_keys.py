"""Real key events of a real X server: scanners' bursts and a person's typing, and all that goes wrong.

A burst is handed to the screen in one piece, so that the screen itself keeps the time between its
keys. On a machine too busy even for that a scan may come slower than any scanner sends; such a burst
comes back as typed text, whole, and is scanned again: what may never happen is a part of it lost, a
part of it typed, or another code heard.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest

from app.devices.burst import AVERAGE_MS, LONGEST_GAP_MS
from app.domain.code_words import read_code
from app.domain.codes import is_code, make_code
from tests.devices.real_room import RealRoom

NEEDED = ("Xvfb", "xdotool", "setxkbmap")
SEED = 20_261_125
TRIES = 5
FEW, ALL = 6, 100
EACH = pytest.mark.parametrize(
    "count", [FEW, pytest.param(ALL, marks=pytest.mark.long)], ids=["few", "all"]
)

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in NEEDED),
        reason="needs Xvfb, xdotool and setxkbmap for real key events",
    ),
]


@pytest.fixture
def room() -> Iterator[RealRoom]:
    made = RealRoom()
    yield made
    made.close()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(SEED)


def some_code(chance: random.Random) -> str:
    return make_code(chance.randrange(10, 99), chance.randrange(1_000_000))


def idle(room: RealRoom) -> AbstractContextManager[None]:
    """The window does nothing else."""
    return nullcontext()


@contextmanager
def working(room: RealRoom) -> Iterator[None]:
    """The window is busy from before the scan until after it."""
    room.hit("F8")
    yield
    room.wait("did F8")


def heard(room: RealRoom, text: str) -> str:
    """Scan until it comes as a scan; a burst that the machine slowed down comes back as whole text."""
    for _ in range(TRIES):
        room.scan(text)
        line = room.told()
        while line.startswith("text ") and line != f"text {text}":
            line = room.told()  # letters that are in the field until it is known what they are
        if line.startswith("scan "):
            return line.removeprefix("scan ")
        clear(room)
    raise AssertionError(f"{text} was never heard as a scan")


def heard_at_button(
    room: RealRoom, text: str, busy: Callable[[RealRoom], AbstractContextManager[None]] = idle
) -> str:
    """As ``heard``, where the button has the keys: it gets them only if the machine slowed them down."""
    for _ in range(TRIES):
        with busy(room):
            room.scan(text)
        line = room.told()
        if line.startswith("scan "):
            return line.removeprefix("scan ")
        longest, average = (int(ms) for ms in line.removeprefix("missed ").split())
        assert longest > LONGEST_GAP_MS or average > AVERAGE_MS, f"{text} was quick, but {line}"
    raise AssertionError(f"{text} was never heard as a scan")


def clear(room: RealRoom) -> None:
    """Empty the field that has the keys."""
    room._xtst.XTestFakeKeyEvent(room._keyboard, 29 + 8, 1, 5)
    room._press([30, -30], 5)
    room._xtst.XTestFakeKeyEvent(room._keyboard, 29 + 8, 0, 5)
    room._press([14, -14], 5)
    while room.wait("text ") != "text ":
        pass


def test_a_burst_is_a_scan_and_typing_is_text(room: RealRoom, chance: random.Random) -> None:
    code = some_code(chance)
    assert heard(room, code) == code
    room.keys("ring 18".replace(" ", ""), 45)
    last = ""
    while last != "text ring18":
        last = room.wait("text ")
    assert room.lines.empty()


@EACH
@pytest.mark.parametrize("where", ["F6", "F7"], ids=["button", "field"])
def test_every_scan_is_heard_wherever_the_keys_are(
    room: RealRoom, chance: random.Random, where: str, count: int
) -> None:
    room.do(where)
    for _ in range(count):
        code = some_code(chance)
        assert (heard_at_button if where == "F6" else heard)(room, code) == code


@EACH
def test_duplicate_scans_are_two_scans_of_the_same(
    room: RealRoom, chance: random.Random, count: int
) -> None:
    for _ in range(count):
        code = some_code(chance)
        assert [heard(room, code), heard(room, code)] == [code, code]


@EACH
@pytest.mark.parametrize("wrong", ["digit", "swap", "jump", "half", "foreign"])
def test_what_is_no_tag_is_never_taken_for_another_one(
    room: RealRoom, chance: random.Random, wrong: str, count: int
) -> None:
    for _ in range(count):
        text = spoilt(some_code(chance), wrong, chance)
        assert heard(room, text) == text
        assert read_code(text).kind in ("mistyped", "ean", "text")
        assert not is_code(text)


def spoilt(code: str, wrong: str, chance: random.Random) -> str:
    """A code with one thing wrong; swaps of equal digits are tried at another place."""
    digits = list(code)
    if wrong == "half":
        return code[: chance.randrange(6, 10)]
    if wrong == "foreign":
        return chance.choice(["4006381333931", "LG482251093", "5012345678900"])
    if wrong == "digit":
        at = chance.randrange(10)
        digits[at] = str((int(digits[at]) + chance.randrange(1, 10)) % 10)
        return "".join(digits)
    gap = 1 if wrong == "swap" else 2
    places = [at for at in range(10 - gap) if digits[at] != digits[at + gap]]
    at = chance.choice(places)
    digits[at], digits[at + gap] = digits[at + gap], digits[at]
    return "".join(digits)


@EACH
@pytest.mark.parametrize("layout", ["fr", "de"])
def test_another_keyboard_layout_is_no_obstacle(
    room: RealRoom, chance: random.Random, layout: str, count: int
) -> None:
    room.lay(layout)
    room.do("F6")
    for _ in range(count):
        code = chance.choice(["", "]C1", "]d2"]) + some_code(chance)
        assert heard_at_button(room, code) == code


@EACH
def test_a_scan_while_the_window_is_busy_is_heard_when_it_is_free(
    room: RealRoom, chance: random.Random, count: int
) -> None:
    room.do("F6")
    for _ in range(count):
        code = some_code(chance)
        assert heard_at_button(room, code, working) == code


@EACH
def test_a_scan_while_a_question_opens_is_heard_whole_and_waits_for_its_answer(
    room: RealRoom, chance: random.Random, count: int
) -> None:
    """The question comes before, in the middle of, or behind the scan."""
    room.do("F6")
    for _ in range(count):
        code = some_code(chance)
        room.hit("F9")
        room.scan(code)
        line = room.next_of("scan ", "waits ", "text ", "pressed")
        assert line.split() in (["scan", code], ["waits", code])
        room.answer()
        if line.startswith("waits"):
            assert room.told() == f"scan {code}"


@EACH
def test_a_scan_in_a_window_of_its_own_is_heard(
    room: RealRoom, chance: random.Random, count: int
) -> None:
    """A dialog of the system, for a file say, takes the keys to another window."""
    for _ in range(count):
        code = some_code(chance)
        room.do("F5")
        room.give_keys(room.window_of_dialog())
        room.wait("dialog focused")
        assert heard(room, code) == code
        room.hit("F10")
        room.wait("closed")
        room.give_keys(room.window)
        room.wait("focused")


@EACH
def test_typing_of_a_person_never_becomes_a_scan(
    room: RealRoom, chance: random.Random, count: int
) -> None:
    """45 ms a key, a code's very digits: they arrive complete and in order."""
    for _ in range(min(count, 25)):
        code = some_code(chance)
        room.keys(code, 22)
        typed = ""
        while typed != f"text {code}":
            typed = room.told()
            assert typed.startswith("text "), typed
        clear(room)

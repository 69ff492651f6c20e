"""Ring sizes: the inner circumference in µm beside the size as stated, in six systems.

US and Canada by the inch formula; UK, Australia and Japan by table; EU is the circumference in mm;
IT (Italy, Spain, Switzerland) is the circumference less 40; MM is the inner diameter in mm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.domain.decimals import ascii_digits, shown_fixed
from app.domain.errors import InputError
from app.domain.lengths import shown_mm
from app.domain.rounding import PI, half_away
from app.domain.terms import vocabulary

SYSTEMS = vocabulary(
    "Ring size systems",
    "US | US and Canada | U",
    "UK | UK and Australia | K",
    "EU | circumference in mm (EU) | E",
    "IT | Italy, Spain, Switzerland | I",
    "MM | inner diameter in mm | D",
    "JP | Japan | J",
)
LARGEST_UM = 80_000

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _uk_table() -> dict[str, int]:
    names = [name for letter in _LETTERS for name in (letter, f"{letter}½")]
    names += ["Z+1", "Z+1½", "Z+2", "Z+2½", "Z+3", "Z+3½", "Z+4"]
    names.remove("Z½")  # above Z the half sizes are counted as Z+1
    table, at = {}, 37_500
    for name in names:
        table[name] = at
        at += 1250 if name == "Z" else 625
    return table


UK_UM: dict[str, int] = _uk_table()
"""UK letter → inner circumference in µm: A at 37.5 mm, 1.25 mm a letter."""
JP_UM: dict[int, int] = {
    n: half_away(PI * (Fraction(13_000) + Fraction((n - 1) * 1000, 3))) for n in range(1, 31)
}
"""Japanese size → inner circumference in µm: size 1 is 13.00 mm across, ⅓ mm a size."""


@dataclass(frozen=True)
class RingSize:
    """A size as stated ("6½"), its system, and what it means: the inner circumference."""

    stated: str
    system: str
    circumference_um: int

    def __str__(self) -> str:
        return f"{self.stated} mm Ø" if self.system == "MM" else f"{self.system} {self.stated}"

    @property
    def diameter_um(self) -> int:
        """Inner diameter in µm."""
        return diameter_um(self.circumference_um)


class AmbiguousSize(InputError):  # noqa: N818 - a question to the person, not a fault
    """A bare number that several systems know; ``candidates`` are what it can mean."""

    def __init__(self, text: str, candidates: tuple[RingSize, ...], field: str = "") -> None:
        self.candidates = candidates
        means = [
            f"{c} ({across_mm(c.circumference_um)} mm Ø)" for c in candidates if c.system != "MM"
        ]
        means += [str(c) for c in candidates if c.system == "MM"]
        super().__init__(
            "Which system?",
            f"{text} can be {', '.join(means[:-1])} or {means[-1]}.",
            "Choose one, or type the system with it, such as US 6 or 17 mm.",
            field=field,
        )


def diameter_um(circumference_um: int) -> int:
    """Inner diameter of a circumference, both in µm."""
    return half_away(Fraction(circumference_um) / PI)


def across_mm(circumference_um: int, locale: str = "en_US") -> str:
    """Inner diameter as shown, "16.92": rounded once, from the circumference itself."""
    return shown_fixed(half_away(Fraction(circumference_um) / PI / 10), 2, locale)


def us_um(size: Fraction) -> int:
    """Inner circumference of a US size: diameter 0.458 in + 0.032 in × size."""
    inches = Fraction("0.458") + Fraction("0.032") * size
    return half_away(inches * 25_400 * PI)


def size_of(system: str, value: Fraction) -> RingSize | None:
    """The size that a number means in a system, or None where the system has no such size."""
    if system == "US" and 0 <= value <= 16 and (value * 4).denominator == 1:
        return RingSize(_stated(value), "US", us_um(value))
    if system == "EU" and 37 <= value <= 76 and value.denominator <= 100:
        return RingSize(_stated(value), "EU", half_away(value * 1000))
    if system == "IT" and 0 <= value <= 36 and (value * 2).denominator == 1:
        return RingSize(_stated(value), "IT", half_away((value + 40) * 1000))
    if system == "MM" and 12 <= value <= 24 and value.denominator <= 100:
        return RingSize(_decimal(value), "MM", half_away(value * 1000 * PI))
    if system == "JP" and value.denominator == 1 and int(value) in JP_UM:
        return RingSize(str(int(value)), "JP", JP_UM[int(value)])
    return None


_FRACTIONS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_QUARTERS = {Fraction(1, 4): "¼", Fraction(1, 2): "½", Fraction(3, 4): "¾"}
_NUMBER = re.compile(r"(?=.)(\d{1,2})?(?:[.,](\d{1,2}))?\s*(¼|½|¾|[123]/[24])?")
_LETTER = re.compile(r"([A-Z])(\+[1-4])?\s*(½|1/2|[.,]5)?")
_NAMES: dict[str, str] = {
    **dict.fromkeys(("US", "USA", "CA", "CANADA"), "US"),
    **dict.fromkeys(("UK", "GB", "AU", "NZ", "IE", "ZA"), "UK"),
    **dict.fromkeys(("EU", "FR", "DE", "AT", "BE", "ISO"), "EU"),
    **dict.fromkeys(("IT", "ES", "CH"), "IT"),
    **dict.fromkeys(("MM", "MMØ", "Ø", "DIA"), "MM"),
    **dict.fromkeys(("JP", "JAPAN"), "JP"),
}
_PREFIX = re.compile(r"(SIZE\s+)?([A-ZØ]{2,6}|Ø)?\s*(.+?)\s*([A-Z]{2,6}|MM\s*Ø|Ø)?")


def parse_size(text: str, system: str | None = None, *, field: str = "ring_size") -> RingSize:
    """Read "6½", "US 6 1/2", "N½", "EU 54", "17 mm", "JP 14"; ``system`` is that of a bare number.

    A bare number that fits several systems raises AmbiguousSize with the candidates; what is no
    ring size raises InputError. A system that stands in the text wins over ``system``.
    """
    plain = " ".join(_keep_fractions(text).upper().split())
    named, body = _system_and_body(plain)
    chosen = named or system
    letter = _LETTER.fullmatch(body)
    if letter and chosen in (None, "UK"):
        stated = letter[1] + (letter[2] or "") + ("½" if letter[3] else "")
        if stated in UK_UM:
            return RingSize(stated, "UK", UK_UM[stated])
    value = _value(body)
    if value is None or chosen == "UK":
        raise _no_size(text, field)
    if chosen:
        found = size_of(chosen, value)
        if found is None:
            raise _no_size(text, field)
        return found
    candidates = tuple(
        s for name in _likely_systems(body, value) if (s := size_of(name, value)) is not None
    )
    if not candidates:
        raise _no_size(text, field)
    if len(candidates) > 1:
        raise AmbiguousSize(text.strip(), candidates, field)
    return candidates[0]


def _keep_fractions(text: str) -> str:
    # Compatibility forms would turn "6½" into "61⁄2", so the fractions step aside meanwhile.
    marks = {"¼": "\ue000", "½": "\ue001", "¾": "\ue002"}
    for sign, mark in marks.items():
        text = text.replace(sign, mark)
    text = ascii_digits(text).replace("⁄", "/")
    for sign, mark in marks.items():
        text = text.replace(mark, sign)
    return text


def _system_and_body(plain: str) -> tuple[str | None, str]:
    found = _PREFIX.fullmatch(plain)
    if found:
        front, body, back = found[2], found[3], (found[4] or "").replace(" ", "")
        for name in (front, back):
            if name and name in _NAMES:
                return _NAMES[name], body
    return None, plain.removeprefix("SIZE ")


def _value(body: str) -> Fraction | None:
    found = _NUMBER.fullmatch(body)
    if not found or (found[2] and found[3]):
        return None
    value = Fraction(f"{found[1] or 0}.{found[2] or 0}")
    if found[3]:
        value += _FRACTIONS.get(found[3]) or Fraction(found[3])
    return value


def _likely_systems(body: str, value: Fraction) -> list[str]:
    # Nobody writes Italian sizes in halves or millimetres with a fraction sign.
    signed = any(sign in body for sign in "¼½¾/")
    odd = {"MM"} if signed else set()
    odd |= {"IT"} if value.denominator > 1 else set()
    return [name for name in SYSTEMS if name not in odd]


def _no_size(text: str, field: str) -> InputError:
    said = f"“{text.strip()}” is not a ring size." if text.strip() else "A size is missing here."
    return InputError(
        "Not a ring size", said, "Type for example US 6½, N½, EU 54, IT 14 or 17 mm.", field=field
    )


def _stated(value: Fraction) -> str:
    whole, rest = divmod(value, 1)
    if not rest:
        return str(whole)
    return f"{whole or ''}{_QUARTERS[rest]}" if rest in _QUARTERS else _decimal(value)


def _decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def nearest(circumference_um: int, system: str) -> RingSize:
    """The size of a system that is nearest to a circumference; InputError outside its range.

    US to quarters, UK to halves, IT and JP to whole sizes, EU to whole mm, MM to 0.01 mm.
    """
    if system == "UK":
        name = min(UK_UM, key=lambda n: abs(UK_UM[n] - circumference_um))
        near: RingSize | None = RingSize(name, "UK", UK_UM[name])
        step = 625
    elif system == "JP":
        number = min(JP_UM, key=lambda n: abs(JP_UM[n] - circumference_um))
        near, step = RingSize(str(number), "JP", JP_UM[number]), 1047
    else:
        near, step = size_of(system, _as_number(circumference_um, system)), LARGEST_UM
    if near is None or abs(near.circumference_um - circumference_um) > step:
        raise InputError(
            "No such size",
            f"{shown_mm(circumference_um)} mm round has no size in {SYSTEMS.word(system)}.",
            "State the inner diameter in mm instead.",
            field="ring_size",
        )
    return near


def _as_number(circumference_um: int, system: str) -> Fraction:
    across = Fraction(circumference_um) / PI
    if system == "US":
        exact = (across / 25_400 - Fraction("0.458")) / Fraction("0.032")
        return Fraction(half_away(exact * 4), 4)
    if system == "MM":
        return Fraction(half_away(across / 10), 100)
    whole = half_away(Fraction(circumference_um, 1000))
    return Fraction(whole - 40 if system == "IT" else whole)


def converted(size: RingSize, system: str) -> RingSize:
    """The nearest size of another system: always to be shown as "approx."."""
    return size if size.system == system else nearest(size.circumference_um, system)


def size_words(size: RingSize) -> str:
    """A size as the bag and the screen say it: "US 6½ = 16.92 mm Ø, 53.14 mm round"."""
    across = f"{across_mm(size.circumference_um)} mm Ø"
    stated = "" if size.system == "MM" else f"{size} = "
    return f"{stated}{across}, {shown_mm(size.circumference_um)} mm round"

"""What a scanner sent, judged: its speed, layout, prefix, end and kind of code, and what to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.codes import strip_aim
from app.domain.scanner_setup import LONGEST_PREFIX, ScannerSetup

AVERAGE_MS, GAP_MS = 30, 51
"""What a scanner may take between two keys: on average, and once."""
TRIAL = "YZ-]Parure-"
"""The test codes begin so: letters and signs that keyboards of other countries have elsewhere."""
SQUARE, LONG, ROUNDED = "Data Matrix", "Code 128", "QR"
TRIALS = {SQUARE: f"{TRIAL}1", LONG: f"{TRIAL}2", ROUNDED: f"{TRIAL}3"}
"""Kind of code → what its test code says."""
_AIM = {
    "]A": "Code 39",
    "]C0": "Code 128",
    "]C1": "GS1-128",
    "]C2": "Code 128",
    "]d": "Data Matrix",
    "]d2": "GS1 Data Matrix",
    "]E0": "EAN-13 or UPC-A",
    "]E4": "EAN-8",
    "]I": "Interleaved 2 of 5",
    "]L": "PDF417",
    "]Q": "QR",
    "]Q3": "GS1 QR",
    "]z": "Aztec",
}


@dataclass(frozen=True)
class KeyHeard:
    """A key of a burst: when (ms), what it typed here, what it is on a US keyboard, its name if it
    ends a code (Enter, Tab)."""

    at: int
    text: str
    meant: str = ""
    end: str = ""
    caps: bool = False


@dataclass(frozen=True)
class Finding:
    """Something about a scanner: ``tone`` ok, info, warn or bad; ``setup`` is how Parure can live
    with it, None where the scanner itself must be changed or nothing must."""

    tone: str
    title: str
    words: str
    setup: ScannerSetup | None = None
    verb: str = ""


@dataclass(frozen=True)
class ScanReport:
    """A scan as it came: ``code`` without what is around it, facts for people, findings."""

    code: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Whether nothing needs to be changed."""
        return all(finding.tone in ("ok", "info") for finding in self.findings)


def aim_words(aim: str) -> str:
    """The kind of code that an AIM prefix names, "" where it names none."""
    return _AIM.get(aim) or _AIM.get(aim[:2], "") if aim else ""


def judge(keys: Sequence[KeyHeard], setup: ScannerSetup) -> ScanReport:
    """Judge the keys of one scan of a keyboard scanner, as they came."""
    chars = [key for key in keys if not key.end]
    ends = [key.end for key in keys if key.end]
    typed = "".join(key.text for key in chars)
    meant = "".join(key.meant or key.text for key in chars)
    caps = any(key.caps for key in chars)
    gaps = [after.at - before.at for before, after in pairwise(keys)]
    spelled, layout = _spelled(typed, meant, setup, caps=caps)
    before, aim, code = _parts(spelled, setup)
    findings = [
        *_speed(gaps),
        *_layout(layout, typed, code, setup, caps=caps),
        *_prefix(before, setup),
        *_end(ends, setup),
    ]
    return _report(code, aim, before, ends, gaps, layout, findings, setup)


def judge_line(text: str, setup: ScannerSetup) -> ScanReport:
    """Judge a code that came over a serial line: only what is around it can be wrong."""
    before, aim, code = _parts(text, setup)
    return _report(code, aim, before, [], [], "", [*_prefix(before, setup)], setup)


def _report(
    code: str,
    aim: str,
    before: str,
    ends: Sequence[str],
    gaps: Sequence[int],
    layout: str,
    findings: list[Finding],
    setup: ScannerSetup,
) -> ScanReport:
    kind = next((kind for kind, text in TRIALS.items() if text == code), "") or aim_words(aim)
    facts = [("Code", code.replace("\x1d", "␝") or "nothing"), ("Kind", kind or "not told")]
    if gaps:
        facts.append(("Speed", f"{sum(gaps) / len(gaps):.0f} ms a key, {max(gaps)} ms at most"))
        facts.append(("Keyboard", layout))
        facts.append(("Before it", " ".join(part for part in (before, aim) if part) or "nothing"))
        facts.append(("Behind it", ", ".join(ends) or "nothing"))
    else:
        facts.append(("Way", "serial line"))
        facts.append(("Before it", " ".join(part for part in (before, aim) if part) or "nothing"))
    if kind in (SQUARE, ROUNDED) and setup.squares != "yes":
        squares = replace(setup, squares="yes")
        findings.append(
            Finding("ok", "It reads square codes", "Tags may carry the small square code.", squares)
        )
    if all(finding.tone in ("ok", "info") for finding in findings):
        words = "Every scan will be heard, whatever has the cursor."
        findings.insert(0, Finding("ok", "This scanner is set up well", words))
    return ScanReport(code, kind, tuple(facts), tuple(findings))


def _spelled(typed: str, meant: str, setup: ScannerSetup, *, caps: bool) -> tuple[str, str]:
    """The text as the scanner meant it, and in words which keyboard it and this PC agree on."""
    if TRIAL in typed:
        return typed, "the same as this PC"
    if caps and TRIAL in typed.swapcase():
        return typed.swapcase(), "the same as this PC, Caps Lock is on"
    if TRIAL in meant:
        return meant, "US, and this PC has another"
    if TRIAL.lower() in typed.lower():
        return typed, "the same as this PC, capitals turned around"
    if setup.by_keys:
        return meant, "read by the places of the keys"
    if strip_aim(meant)[0] and not strip_aim(typed)[0]:
        return meant, "US, and this PC has another"
    return (typed.swapcase() if caps else typed), "cannot be told from this code"


def _parts(text: str, setup: ScannerSetup) -> tuple[str, str, str]:
    """What stands before a code, its AIM prefix, the code."""
    at = text.find(TRIAL)
    if at >= 0:
        before, code = text[:at], text[at:]
        if len(before) >= 3 and strip_aim(before[-3:] + code)[0]:
            return before[:-3], before[-3:], code
        return before, "", code
    before = setup.prefix if setup.prefix and text.startswith(setup.prefix) else ""
    aim, code = strip_aim(text.removeprefix(before))
    return before, aim, code


def _speed(gaps: Sequence[int]) -> list[Finding]:
    if not gaps or (sum(gaps) / len(gaps) <= AVERAGE_MS and max(gaps) <= GAP_MS):
        return []
    return [
        Finding(
            "bad",
            f"It types too slowly: up to {max(gaps)} ms between two keys",
            f"Scans are told from typing by their speed: {AVERAGE_MS} ms a key on average. Set the"
            " scanner's delay between keys (keystroke or intercharacter delay) to none, or let it"
            " speak over a serial port.",
        )
    ]


def _layout(
    layout: str, typed: str, code: str, setup: ScannerSetup, *, caps: bool
) -> list[Finding]:
    found = []
    if layout.startswith("US, and") and not setup.by_keys:
        found.append(
            Finding(
                "warn",
                "The scanner types as a US keyboard, this PC has another one",
                f"“{code}” came as “{typed}”. Tags are read all the same, since they have digits"
                " only; letters and signs need a word from you.",
                replace(setup, by_keys=True),
                "Read it by the places of the keys",
            )
        )
    elif setup.by_keys and layout.startswith("the same"):
        found.append(
            Finding(
                "warn",
                "The scanner knows this PC's keyboard",
                "Reading by the places of the keys would turn letters around.",
                replace(setup, by_keys=False),
                "Read what it types",
            )
        )
    if layout.endswith("turned around"):
        words = "Switch “Caps Lock” and “convert case” off in the scanner; digits are not touched."
        found.append(Finding("warn", "Capitals come as small letters", words))
    elif caps:
        found.append(Finding("info", "Caps Lock is on", "Scans are read right all the same."))
    return found


def _prefix(before: str, setup: ScannerSetup) -> list[Finding]:
    if before == setup.prefix:
        return []
    if not before:
        return [
            Finding(
                "warn",
                f"The prefix “{setup.prefix}” did not come",
                "The scanner was set anew, or this is another one.",
                replace(setup, prefix=""),
                "Expect no prefix",
            )
        ]
    usable = len(before) <= LONGEST_PREFIX and not any(c.isalnum() or c.isspace() for c in before)
    return [
        Finding(
            "warn",
            f"“{before}” stands before the code",
            "Parure can take it for the sign that a scan begins; then nothing that you type is"
            " held back for a moment."
            if usable
            else "Switch the prefix off in the scanner, or let it be a sign such as ~.",
            replace(setup, prefix=before) if usable else None,
            "Take it as the prefix" if usable else "",
        )
    ]


def _end(ends: Sequence[str], setup: ScannerSetup) -> list[Finding]:
    if ends and setup.without_end:
        return [
            Finding(
                "info",
                f"{ends[0]} comes behind the code",
                "Parure need not wait for silence any more.",
                replace(setup, without_end=False),
                "Expect an Enter or Tab",
            )
        ]
    if ends or setup.without_end:
        return []
    return [
        Finding(
            "bad",
            "Nothing comes behind the code",
            "Set the scanner's suffix to Enter (CR) by its manual: that is the surest. Or let"
            " Parure take a code as whole when no key follows.",
            replace(setup, without_end=True),
            "Hear it without an Enter",
        )
    ]

"""Two hundred texts that mean harm, or look as if they did: what a field may hold on any bad day."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_COMMANDS = (
    "^XZ^XA~JA", "^FD^FS^XZ", "~DGR:X.GRF,1,1,00", "^XA^IDR:*.*^FS^XZ", "\x1b@\x1bp\x00\x19\xfa",
    "\x1b!\x38BIG", "\x1d\x56\x00", "\x10\x14\x01\x00\x01", "%!PS\nshowpage", ") Tj ET Q endstream",
    "(a\\051) Tj", "<</Type/Action/S/URI/URI(http://127.0.0.1:9/x)>>", "/JavaScript (app.alert(1))",
    "endobj 1 0 obj", "\\)\\(\\\\", "%%EOF", "startxref 0",
)  # fmt: skip
_MARKUP = (
    "<img src=file:///etc/passwd>", "<img src='http://127.0.0.1:9/a.png'/>", "<para><b>bold",
    "</para><script>x</script>", "<link rel=stylesheet href=file:///etc/hosts>", "&amp;&lt;&#0;&#x1b;",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<a href='javascript:1'>x</a>", "{page} {pages} {0} {}", "%s %d %n %(x)s", "${HOME} `id` $(id)",
    "{{7*7}}", "../../../../etc/passwd", "C:\\Windows\\win.ini", "\\\\127.0.0.1\\share\\x",
    "file:///dev/random", "=cmd|' /C calc'!A0", "'; DROP TABLE piece; --", "\u0000\u0000",
)  # fmt: skip
_SIGNS = (
    "\u202eevil\u202c", "\u2066iso\u2069", "\u200fmark", "\u200e\u200f\u061c", "a\u0300" * 40,
    "Z" + "\u0351" * 60, "\ufeffbom", "\u00adsoft\u00adhyphen", "\u200bzero\u200bwidth", "\ud800half",
    "\ufffe\uffff", "\U000e0041tag", "\U0010ffff", "\u2028line\u2029paragraph", "tab\ttab\x0bvt\x0cff",
    "cr\rcrlf\r\nlf\n", "\x7f\x80\x9f", "👩‍👩‍👧‍👦💍🏳️‍🌈", "🇨🇭🇬🇧", "﷽ ﷺ", "ｆｕｌｌ　ｗｉｄｔｈ", "ﬁ ﬂ ĳ ß ẞ",
    "İıſ", "½ ⅓ ⅞ № ™", "𝔉𝔯𝔞𝔨𝔱𝔲𝔯", "محمد ^XZ שרה", "क्षि्ि्ि", "กำำำำ", "王" * 60, "\u3164\u115f",
)  # fmt: skip
_LONG = (
    "x" * 10_000,
    "long words " * 900,
    "\n" * 10_000,
    "שלום " * 2_000,
    "م" * 3_000,
    "क्ष" * 1_500,
)


def hostile_texts(many: int = 200) -> list[str]:
    """So many texts: the named ones, then mixtures of them by a fixed seed."""
    named = [*_COMMANDS, *_MARKUP, *_SIGNS, *_LONG]
    draw = random.Random(4)
    short = [text for text in named if len(text) < 200]
    while len(named) < many:
        named.append(draw.choice((" ", "", "\n")).join(draw.sample(short, draw.randint(2, 4))))
    return named[:many]


class Touched:
    """What the program reached for while it drew."""

    def __init__(self) -> None:
        self.on = False
        self.found: list[str] = []
        roots = (sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[3]))
        self._own = tuple(roots)
        sys.addaudithook(self._heard)

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            if isinstance(args[0], str) and not args[0].startswith(self._own):
                self.found.append(f"open {args[0]}")
        elif event.split(".")[0] in (
            "socket",
            "urllib",
            "subprocess",
            "ftplib",
            "http",
            "smtplib",
        ) or event in ("os.system", "os.exec", "os.posix_spawn", "os.remove", "os.rename"):
            self.found.append(event)

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """Listen for the length of a block; the program's own files (fonts, words) may be read."""
        self.found.clear()
        self.on = True
        try:
            yield self.found
        finally:
            self.on = False


TOUCHED = Touched()

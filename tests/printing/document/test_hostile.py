"""T16 on paper: a text is printed as it is or refused in words; nothing else happens because of it."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.errors import UserError
from app.printing.document import shaping
from app.printing.document.content import content_from_json, content_to_json
from app.printing.document.render import KINDS
from app.printing.document.till_escpos import receipt_escpos
from app.printing.lettering import visible
from tests.printing.document.hostile import TOUCHED, hostile_texts
from tests.printing.document.more_papers import sales_receipt
from tests.printing.document.papers import PHOTOS
from tests.printing.document.test_long_texts import CONTENTS, NOT_SHOWN, text_fields

MOST_PAGES = 400
"""Ten thousand line ends in a narrow column are so many pages at most; one sign more is our mistake."""
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that are blank by their nature: printed so, and told by no reader."""
TEXTS = hostile_texts()
OFTEN = TEXTS[::8]
"""What every run tries; all of them are tried in ``make test-long``."""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_some_hostile_texts_are_printed_or_refused(
    kind: str, words: Callable[[bytes], str]
) -> None:
    _try_all(kind, OFTEN, words)


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_hostile_text_is_printed_or_refused(kind: str, words: Callable[[bytes], str]) -> None:
    _try_all(kind, TEXTS, words)


def _try_all(kind: str, texts: list[str], words: Callable[[bytes], str]) -> None:
    """Each text in another field, so that all fields come round."""
    ways = [
        way
        for way in text_fields(content_to_json(CONTENTS[kind]()))
        if (kind, ".".join(map(str, way))) not in NOT_SHOWN
    ]
    plain_pages = pages(KINDS[kind].render(CONTENTS[kind](), PHOTOS))
    for index, text in enumerate(texts):
        way = ways[index % len(ways)]
        paper = _printed(kind, way, text)
        if paper is None:
            continue
        assert pages(paper) <= (MOST_PAGES if len(text) > 1_000 else plain_pages + 3), (way, text)
        assert commands_in(paper) == [], (way, text)
        if not shaping.is_complex(visible(text)):
            missing = Counter(_bare(visible(text))) - Counter(_bare(words(paper)))
            assert not missing, (way, text)


def _printed(kind: str, way: tuple[Any, ...], text: str) -> bytes | None:
    """The paper with the text in that field; None when it was refused in words."""
    data = content_to_json(CONTENTS[kind]())
    place = data
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = text
    content = content_from_json(KINDS[kind].content, data)
    with TOUCHED.watched() as touched:
        try:
            paper, said = KINDS[kind].render(content, PHOTOS), ""
        except UserError as error:
            paper, said = None, error.sentence()
    assert touched == [], (way, text)
    assert len(said) < 300
    return paper


def commands_in(pdf: bytes) -> list[bytes]:
    """What a PDF would do when it is opened; what merely stands in one of its texts does nothing."""
    bare = re.sub(rb"\((?:[^()\\]|\\.)*\)", b"()", pdf, flags=re.DOTALL)
    return [one for one in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile") if one in bare]


def test_a_command_is_told_from_a_text_that_looks_like_one() -> None:
    assert commands_in(b"<< /Author (<</S/URI/URI\\(http://x\\)>>) >>") == []
    assert commands_in(b"<< /Author (<</S) /URI (http://x) >>") == [b"/URI"]
    assert commands_in(b"<< /A (a\\)b) /OpenAction << /S /JavaScript /JS (x) >>") == [
        b"/JavaScript"
    ]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def _bare(text: str) -> str:
    """The letters alone: where a line was broken does not matter, nor how a reader writes ligatures."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(
        c
        for c in plain
        if not c.isspace() and unicodedata.category(c) not in ("Mn", "Cf") and c not in FILLERS
    )


@pytest.mark.parametrize("text", TEXTS[::3], ids=range(len(TEXTS[::3])))
def test_no_text_commands_the_till(text: str) -> None:
    """The bytes of a receipt hold no command but ours: all control signs in a text are written out."""
    plain = receipt_escpos(sales_receipt())
    with TOUCHED.watched() as touched:
        told = receipt_escpos(dataclasses.replace(sales_receipt(), statements=(text,)))
    assert touched == []
    for command in (b"\x1bp", b"\x1dV", b"\x10\x14", b"\x1b@"):
        assert told.count(command) <= plain.count(command) or command not in text.encode(
            "utf-8", "replace"
        )

"""Papers drawn at the same moment: the queue, a page and an e-mail do not wait for each other."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from app.printing.document.render import KINDS
from tests.printing.document.more_papers import CONTENTS
from tests.printing.document.papers import PHOTOS

AT_ONCE = ("passport", "invoice", "packing_slip", "payout_statement")


def drawn(kind: str) -> bytes:
    return KINDS[kind].render(CONTENTS[kind](), PHOTOS)


def test_papers_drawn_at_once_are_those_that_are_drawn_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = {kind: drawn(kind) for kind in AT_ONCE}
    read = TTFontFace.read_short

    def give_way(face: TTFontFace) -> int:
        time.sleep(0)  # let another thread go on, in the middle of a face
        return int(read(face))

    monkeypatch.setattr(TTFontFace, "read_short", give_way)
    with ThreadPoolExecutor(len(AT_ONCE)) as threads:
        for kind, paper in zip(AT_ONCE, threads.map(drawn, AT_ONCE), strict=True):
            assert paper == alone[kind], f"{kind} came out otherwise"

"""A document is kept as canonical content: the copy years later is the first paper, marked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.printing.document.content import canonical, content_to_json
from app.printing.document.render import KINDS, render_recovery_sheet, render_stored
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import CONTENTS
from tests.printing.document.papers import PHOTOS, job_bag, receipt, recovery, report

STORED = {"job_bag": job_bag, "take_in_receipt": receipt, "condition_report": report, **CONTENTS}


@pytest.mark.parametrize("kind", KINDS)
def test_stored_content_gives_the_very_paper(kind: str) -> None:
    content: Any = STORED[kind]()
    kept = json.loads(canonical(content))
    assert render_stored(kind, kept, PHOTOS) == KINDS[kind].render(content, PHOTOS)
    assert render_stored(kind, kept, PHOTOS, copy=1) != render_stored(kind, kept, PHOTOS)


def test_content_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="JobBag has no"):
        render_stored("job_bag", content_to_json(receipt()))


def test_the_recovery_sheet_shows_the_words_in_order_and_no_digest(read: Reader) -> None:
    content = recovery()
    (page,) = read(render_recovery_sheet(content))
    for number, word in enumerate(content.words, 1):
        assert f"{number} {word}" in page.words
    assert "sha256" not in page.words
    assert "keep this paper in the safe" in page.words
    assert all(embedded for _, embedded in page.fonts)

"""The passport on paper, however long a life is: a table's title stands where its first row does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.printing.document.passport_paper import render_passport
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import piece_passport


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_title_never_falls_off_a_page_or_stands_at_its_foot_alone(
    read: Reader, paper: str
) -> None:
    one = piece_passport()
    made = replace(one.made, paper=paper)
    broke = set()
    for stays in range(1, 36):
        # a length of its own for each title, so that each of them comes to the foot of a page once
        life = replace(one, made=made, stays=one.stays[:1] * stays, photos=())
        pages = read(render_passport(life))
        for title, first in (("Documents", "L10-26-00007"), ("Condition reports", "CR10-26-00087")):
            (page,) = [page.words for page in pages if f"{title} " in page.words]
            assert first in page.split(title, 1)[1], (stays, title)
        broke.add(len(pages))
    assert len(broke) > 1, "none of these lives reached the foot of a page"

"""Papers whose last lines would stand alone are drawn closer."""

from __future__ import annotations

from dataclasses import replace

from app.printing.document import passport_paper
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import CONTENTS
from tests.printing.document.papers import PHOTOS


def test_a_passport_spares_the_page_of_its_last_lines_and_loses_none(read: Reader) -> None:
    usual = CONTENTS["passport"]()
    spared = 0
    for many in range(4, 40):
        events = tuple(
            replace(usual.events[0], what=f"Thing {nth} happened") for nth in range(many)
        )
        one = replace(usual, events=events)
        roomy = passport_paper._passport(one, PHOTOS, 0, False)
        roomy.finish()
        pages = read(passport_paper.render_passport(one, PHOTOS))
        assert f"Thing {many - 1} happened" in pages[-1].words
        assert f"Thing {many - 2} happened" in pages[-1].words  # no line stands alone
        assert len(pages) <= roomy.page
        spared += len(pages) < roomy.page
    assert spared >= 2

"""The difference report is one page; where very much was found, its signatures are not alone on one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.printing.document.difference import DifferenceReport, DifferenceRow
from app.printing.document.difference_paper import render_difference_report
from tests.printing.document.more_papers import difference_report
from tests.printing.document.test_condition_signed_page import pages_of


def with_rows(many: int, paper: str, follows: int) -> DifferenceReport:
    """A stopped hand-over that a manager decided, with so many findings and consequences."""
    plain = difference_report()
    rows = tuple(
        DifferenceRow(n, "SHO-R", "Scratch, 2.4 mm", None, 2, "new") for n in range(1, many + 1)
    )
    return replace(
        plain,
        made=replace(plain.made, paper=paper),
        rows=rows,
        decision="Decided by Mia Delacroix: the setter has the stone",
        consequences=tuple(f"what follows {n}" for n in range(follows)),
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_as_much_as_a_ring_comes_back_with_is_one_page(paper: str) -> None:
    for many in range(9):
        pages = pages_of(render_difference_report(with_rows(many, paper, 3)))
        assert len(pages) == 1, many


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_is_signed_stands_below_what_follows(paper: str) -> None:
    names = [one.name for one in difference_report().signatures]
    for many in range(6, 60):
        pages = pages_of(render_difference_report(with_rows(many, paper, 2 + many % 3)))
        [signed] = [page for page in pages if any(names[0] in said for _, said in page)]
        assert signed is pages[-1], many
        said = " ".join(words for _, words in signed)
        assert "Decided by Mia Delacroix" in said, many
        assert "Scan to open" in said, many


def test_a_corrected_report_is_named_with_its_version() -> None:
    plain = difference_report()
    corrected = replace(plain, out=replace(plain.out, version=2))
    said = words_of(corrected)
    assert f"{plain.out.number} (version 2) out against {plain.into.number} in" in said
    assert "version" not in words_of(plain)


def words_of(report: DifferenceReport) -> str:
    return " ".join(words for _, words in pages_of(render_difference_report(report))[0])

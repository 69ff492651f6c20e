"""A condition report on paper: the verdict first, then the proof, however much there is of it."""

from __future__ import annotations

import dataclasses
from contextlib import closing

import pypdfium2
import pytest

from app.printing.document.content import digest
from app.printing.document.render import render_condition_report
from tests.printing.document.conftest import Reader
from tests.printing.document.papers import PHOTOS, RING_JPEG, SIDE_JPEG, report

replace = dataclasses.replace


def test_two_pages_say_verdict_then_proof(read: Reader) -> None:
    content = report()
    first, second = read(render_condition_report(content, PHOTOS))
    for said in (
        "Condition report, loan out", "Sapphire and diamond cluster ring", "Overall", "Good",
        "version 1, signed", "opens this report: ", "Photo 1, top, 16 Nov 2026, 09:38, 5,000 K daylight, 10×", "2 mm",
        "mark 4 on other photos", "5,481 mg, limit ±20", "Findings, 4", "ST-1 Facet abrasion 1 only 10× 0.2 mm",
        "as in report CR12-26-00061", "PR-3 Prong worn 2 visible close 0.3 mm", "SHK-B Thin shank 3 obvious 0.9 mm",
        "Page 1 of 2", "Opinion of condition at date, not a warranty; not a grading report.",
    ):  # fmt: skip
        assert said in first.words, said
    for said in (
        "Details", "ST-1 facet abrasion", "Stone map", "Expected 15, found 15", "1.11",
        "Proven here: silk at a and b", "Not proven here: inscription (none)", "Against the last report, CR12-26-00061",
        "4 unchanged", "not a warranty and not a grading report", "Amira Lindqvist",
        "16 Nov 2026, 16:04:51", "Scan to open this report in Parure", "Page 2 of 2",
    ):  # fmt: skip
        assert said in second.words, said
    assert ("DataMatrix", content.code) in [code[:2] for code in first.codes]
    assert ("DataMatrix", content.code) in [code[:2] for code in second.codes]
    assert all(embedded for page in (first, second) for _, embedded in page.fonts)


def test_each_foot_names_number_version_language_and_digest(read: Reader) -> None:
    content = report()
    mark = digest(content)
    groups = " ".join(mark[n : n + 4] for n in range(0, 32, 4))
    for page in read(render_condition_report(content, PHOTOS)):
        assert "CR12-26-00087 v1 · 16 Nov 2026 (2026-11-16)" in page.words
        assert "template condition-2 · en-GB" in page.words
        assert groups in page.words


def test_the_file_carries_the_whole_digests_that_the_paper_prints_short(read: Reader) -> None:
    content = report()
    data = render_condition_report(content, PHOTOS)
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        said = pdf.get_metadata_dict()["Keywords"]
    photos = [one.photo.sha256 for one in content.photos]
    assert [word.partition(":")[2] for word in said.replace(",", "").split() if ":" in word] == [
        digest(content),
        *photos,
    ]
    assert len(photos) == 2
    printed = read(data)[-1].words
    assert all(f"{sha[:4]}…{sha[-4:]}" in printed for sha in photos)


def test_photos_are_in_the_file_once_and_as_they_were() -> None:
    data = render_condition_report(report(), PHOTOS)
    assert data.count(RING_JPEG) == 1
    assert data.count(SIDE_JPEG) == 1
    assert len(data) < len(RING_JPEG) + len(SIDE_JPEG) + 80_000


def test_an_unsigned_report_is_a_draft(read: Reader) -> None:
    for page in read(render_condition_report(report(signed=False), PHOTOS)):
        assert "DRAFT" in page.words
        # its code opens the piece, and nothing was signed yet
        for claim in ("opens this report", "Scan to open", "Signed text"):
            assert claim not in page.words
    assert all(
        "DRAFT" not in page.words for page in read(render_condition_report(report(), PHOTOS))
    )


@pytest.mark.parametrize("count", [0, 1, 6, 11, 30])
def test_any_number_of_findings_is_told_whole(count: int, read: Reader) -> None:
    content = report(findings=count)
    pages = read(render_condition_report(content, PHOTOS))
    words = " ".join(page.words for page in pages)
    assert f"Findings, {count}" in words
    for finding in content.findings:
        assert f"{finding.where} {finding.type}" in words
    assert len(pages) <= 6
    assert "No findings." in words or count


def test_a_report_without_photos_stones_or_signatures_is_drawn(read: Reader) -> None:
    content = replace(
        report(findings=0),
        photos=(),
        stones=(),
        fingerprint=None,
        comparison=(),
        signatures=(),
        statements=(),
        facts=(),
    )
    (page,) = read(render_condition_report(content))
    assert "Sapphire and diamond cluster ring" in page.words


def test_photos_not_on_this_pc_are_grey_and_said(read: Reader) -> None:
    first, _ = read(render_condition_report(report()))
    assert "Photo not on this PC" in first.words


def test_the_same_content_gives_the_same_bytes_and_a_copy_is_marked(read: Reader) -> None:
    assert render_condition_report(report(), PHOTOS) == render_condition_report(report(), PHOTOS)
    assert all(
        "COPY" in page.words for page in read(render_condition_report(report(), PHOTOS, copy=1))
    )


def test_severity_colours_stand_on_the_photo() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(render_condition_report(report(), PHOTOS)) as pdf:
        page = pdf[0]
        picture = page.render(scale=2).to_pil().convert("RGB")
        page.close()
    colours = {colour for _, colour in picture.getcolors(1 << 22) or []}
    assert {(0x1D, 0x4F, 0x91), (0x7A, 0x4A, 0x00), (0x98, 0x27, 0x1F)} <= colours


def test_what_a_detail_shows_is_said_whole(read: Reader) -> None:
    """Six small details beside each other, each of a kind with a long name."""
    content = report()
    marked = next(one for one in content.findings if one.mark)
    kind = "Surface-reaching inclusion"
    six = tuple(replace(marked, n=n, type=kind, where=f"ST-{n}") for n in range(1, 7))
    words = " ".join(page.words for page in read(
        render_condition_report(replace(content, findings=six), PHOTOS)
    ))  # fmt: skip
    assert (words.count("surface-reaching"), words.count("inclusion")) == (6, 12)


def test_how_stones_are_counted_is_said_for_each_kind_of_piece(read: Reader) -> None:
    for category, counts, said in (
        ("ring", (1, 14), "Stone map, clockwise from 12 as worn"),
        ("earrings", (2, 34), "Stone map, left one first, clockwise from 12"),
        ("necklace", (31,), "Stone map, from the clasp as worn"),
        ("bracelet", (52,), "Stone map, from the clasp as worn"),
        ("bangle", (7,), "Stone map, from the left"),
        ("other", (9,), "Stone map, from the left"),
    ):
        content = replace(report(), category=category, stone_counts=counts)
        pages = read(render_condition_report(content, PHOTOS))
        assert any(said in page.words for page in pages), category


def test_a_draft_without_a_grade_has_no_empty_place_for_one(read: Reader) -> None:
    first, *_ = read(render_condition_report(replace(report(signed=False), grade=""), PHOTOS))
    assert "Overall" not in first.words

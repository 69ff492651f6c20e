"""Ten thousand characters in any field of any document: printed to the last one, or refused in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.domain.errors import UserError
from app.printing.document.content import content_from_json, content_to_json
from app.printing.document.render import KINDS
from tests.printing.document.more_papers import CONTENTS as MORE
from tests.printing.document.papers import PHOTOS, job_bag, receipt, report

LENGTH = 10_000
CONTENTS: dict[str, Callable[[], Any]] = {
    "job_bag": job_bag,
    "take_in_receipt": receipt,
    "condition_report": report,
    **MORE,
}
FIXED = {
    "zone", "language", "paper", "code", "due_on", "taken_on", "currency", "done_on", "font", "sha256",
    "photo_sha256", "shape", "seen_on", "ordered_on", "sold_on", "invoiced_on", "credited_on", "on",
    "reverses_on", "supplied_on", "promised_on", "out_on", "begins_on", "ends_on", "paid_on",
    "eligible_on", "exchange_until", "commands",
}  # fmt: skip
"""Fields that hold codes, dates and digests: the services make them, nobody types them."""


def text_fields(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every text of a content; of a list's members the first stands for all."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name not in FIXED:
                yield from text_fields(below, (*way, name))
    elif isinstance(value, list) and value:
        yield from text_fields(value[0], (*way, 0))
    elif isinstance(value, str):
        yield way


NOT_SHOWN = {
    ("job_bag", "company.lines.0"),
    ("job_bag", "company.email"),
    ("job_bag", "company.registration"),
    ("job_bag", "stones.0.species"),
    ("job_bag", "photo.caption"),
    ("take_in_receipt", "items.0.photo.caption"),
    ("condition_report", "fingerprint.photo.caption"),
    ("difference_report", "out.photo.photo.caption"),
    ("difference_report", "out.photo.means"),
    ("difference_report", "out.findings.0.where"),
    ("difference_report", "out.findings.0.type"),
    ("difference_report", "out.findings.0.words"),
    ("difference_report", "out.findings.0.since"),
    ("difference_report", "out.findings.0.change"),
    ("difference_report", "out.fingerprint.photo.caption"),
    ("difference_report", "into.photo.photo.caption"),
    ("difference_report", "into.photo.means"),
    ("difference_report", "into.findings.0.where"),
    ("difference_report", "into.findings.0.type"),
    ("difference_report", "into.findings.0.words"),
    ("difference_report", "into.findings.0.since"),
    ("difference_report", "into.findings.0.change"),
    ("difference_report", "into.fingerprint.photo.caption"),
    ("repair_ticket", "photos.0.caption"),
    ("transfer_list", "items.0.photo.caption"),
    ("hand_over", "items.0.photo.caption"),
    ("credit_note", "sums.discount"),
    ("credit_note", "sums.shipping"),
}
"""Fields that the paper leaves out on purpose (a stone's kind is counted in words where it fits; what
is named of a discount or shipping that there is not)."""
CASES = [
    (kind, way) for kind, make in CONTENTS.items() for way in text_fields(content_to_json(make()))
]


@pytest.mark.parametrize(
    ("kind", "way"), CASES, ids=lambda v: v if isinstance(v, str) else ".".join(map(str, v))
)
def test_nothing_is_cut_off(kind: str, way: tuple[Any, ...], words: Callable[[bytes], str]) -> None:
    data = content_to_json(CONTENTS[kind]())
    place = data
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = "ж" * LENGTH
    content = content_from_json(KINDS[kind].content, data)
    assert dataclasses.is_dataclass(content)
    try:
        paper = KINDS[kind].render(content, PHOTOS)
    except UserError as error:
        refused: UserError | None = error
    else:
        refused = None
    if refused is not None:
        assert len(refused.sentence()) < 300
    elif (kind, ".".join(map(str, way))) not in NOT_SHOWN:
        assert words(paper).count("ж") >= LENGTH

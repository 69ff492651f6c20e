"""Documents as stored: equal bytes for equal content, and older content still read."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import (
    Company,
    Fact,
    canonical,
    content_from_json,
    content_to_json,
    digest,
    file_name,
)
from app.printing.document.job_bag import JobBag
from app.printing.document.recovery_sheet import RecoverySheet
from app.printing.document.take_in_receipt import TakeInReceipt
from tests.printing.document import papers

EVERY: list[tuple[type[Any], Any]] = [
    (JobBag, papers.job_bag()),
    (TakeInReceipt, papers.receipt()),
    (ConditionReport, papers.report()),
    (RecoverySheet, papers.recovery()),
]


@pytest.mark.parametrize(("kind", "content"), EVERY, ids=lambda v: getattr(v, "__name__", ""))
def test_content_survives_its_json(kind: type[Any], content: Any) -> None:
    text = json.dumps(content_to_json(content))
    again = content_from_json(kind, json.loads(text))
    assert again == content
    assert canonical(again) == canonical(content)
    assert digest(again) == digest(content)


def test_the_digest_is_of_every_word_and_stroke() -> None:
    receipt = papers.receipt()
    first, *rest = receipt.signatures
    moved = dataclasses.replace(
        first, strokes=(((41, 200), *first.strokes[0][1:]), *first.strokes[1:])
    )
    signed = dataclasses.replace(receipt, signatures=(moved, *rest))
    worded = dataclasses.replace(receipt, statements=receipt.statements[:-1])
    assert len({digest(receipt), digest(signed), digest(worded)}) == 3


def test_canonical_bytes_are_sorted_compact_utf8() -> None:
    assert canonical(Fact("Größe", "M ½")) == '{"label":"Größe","value":"M ½"}'.encode()


def test_half_a_character_stays_readable() -> None:
    assert canonical(Fact("a\ud83d", "b")) == b'{"label":"a\\\\ud83d","value":"b"}'


def test_old_content_without_later_fields_is_still_read() -> None:
    assert content_from_json(Company, {"name": "X"}) == Company("X")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"label": "a"}, "not complete"),
        ({"label": "a", "value": "b", "extra": 1}, "no 'extra'"),
        ({"label": 1, "value": "b"}, "expected str, found int"),
        ({"label": None, "value": "b"}, "expected str"),
        ([], "expected Fact"),
    ],
)
def test_json_of_something_else_is_refused(data: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        content_from_json(Fact, data)


def test_a_truth_is_no_number() -> None:
    data = content_to_json(papers.job_bag())
    data["bag"] = True
    with pytest.raises(ValueError, match="expected int, found bool"):
        content_from_json(JobBag, data)
    data["bag"], data["stones"] = 1, {"first": 1}
    with pytest.raises(ValueError, match="expected a list"):
        content_from_json(JobBag, data)


def test_no_float_enters_a_document() -> None:
    with pytest.raises(TypeError, match="holds no float"):
        canonical(Fact("weight", 5.48))  # type: ignore[arg-type]


def test_file_names_hold_the_number_alone() -> None:
    assert file_name("T10-26-00014") == "T10-26-00014.pdf"
    assert file_name("CR12-26-00087", version=2, copy=1) == "CR12-26-00087-v2-copy1.pdf"
    for number in ("Clara Whitcombe", "../T10-26-00014", "T10-26-00014 Whitcombe", ""):
        with pytest.raises(ValueError, match="not a document"):
            file_name(number)

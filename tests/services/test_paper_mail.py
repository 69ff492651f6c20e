"""A paper as an e-mail's draft: attached, unsent, for nobody else to read, and gone after a day."""

from __future__ import annotations

import email
import email.policy
import os
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import FileError, InputError
from app.models.orders import SalesOrder
from app.services import sale_papers
from app.services.documents import Paper
from app.services.paper_mail import (
    KEPT_S,
    LARGEST_BYTES,
    Letter,
    address_in,
    draft_folder,
    draft_of,
    drop_old_drafts,
    keep_draft,
    letter_for,
)
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter

PAPER = Paper(b"%PDF-1.7 paper", "I10-26-00001.pdf", "I10-26-00001, invoice", 0)
LETTER = Letter("elena@example.com", "I10-26-00001 from Hallam & Vey", "Please find it attached.")


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


def test_the_draft_is_unsent_and_carries_the_paper() -> None:
    read = email.message_from_bytes(draft_of(LETTER, PAPER), policy=email.policy.default)
    assert (read["X-Unsent"], read["To"]) == ("1", "elena@example.com")
    assert read["Subject"] == "I10-26-00001 from Hallam & Vey"
    (attached,) = list(read.iter_attachments())
    assert attached.get_filename() == "I10-26-00001.pdf"
    assert attached.get_content() == PAPER.pdf
    body = read.get_body()
    assert body is not None
    assert "Please find" in body.get_content()


@pytest.mark.parametrize(
    "odd", ["foo@", "<", "a@[", "a@x.com, b@y.com", "a@b\0", "mailto:a@x.com?attach=/etc/passwd"]
)
def test_what_is_no_address_is_left_to_whoever_writes(odd: str) -> None:
    """As a shop's file states it: the draft opens all the same, to nobody."""
    read = email.message_from_bytes(
        draft_of(replace(LETTER, to=odd), PAPER), policy=email.policy.default
    )
    assert (read["To"], read["X-Unsent"]) == (None, "1")
    assert address_in(odd) == ""


def test_a_plain_address_stays() -> None:
    assert address_in("  zoe.o'hara+ring@böse-käse.example ") == "zoe.o'hara+ring@böse-käse.example"


def test_a_name_with_line_ends_begins_no_other_head() -> None:
    sly = replace(
        LETTER, subject="Invoice\r\nBcc: all@example.com", to="a@example.com\nCc: b@x.com"
    )
    read = email.message_from_bytes(draft_of(sly, PAPER), policy=email.policy.default)
    assert read["Bcc"] is None
    assert read["Cc"] is None
    assert read["Subject"] == "Invoice Bcc: all@example.com"


def test_what_no_provider_takes_is_refused() -> None:
    with pytest.raises(InputError, match="20 MB"):
        draft_of(LETTER, replace(PAPER, pdf=b"x" * (LARGEST_BYTES + 1)))


def test_the_letter_knows_the_client_and_speaks_the_paper_s_language(counter: Counter) -> None:
    order = counter.bring(file_of(w06()))
    counter.say("mail", "mia", lambda w: w.edit(SalesOrder, order, email="elena@example.com"))
    made = counter.say("invoice", "olga", sale_papers.make_invoice, order_id=order, language="de")
    letter = counter.read(letter_for, made.first("document"))
    assert letter.to == "elena@example.com"
    assert letter.subject.startswith("I10-26-00001 von ")
    assert letter.words.startswith("Anbei erhalten Sie I10-26-00001.")


def test_drafts_lie_where_nobody_else_reads_and_go_after_a_day(tmp_path: Path) -> None:
    folder = draft_folder()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = keep_draft("I10-26-00001.eml", b"draft")
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert keep_draft("I10-26-00001.eml", b"another").read_bytes() == b"another"
    assert drop_old_drafts() == 0  # it is of today
    assert drop_old_drafts(now=time.time() + KEPT_S + 60) == 1
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="could not be laid ready"):
        keep_draft("I10-26-00001.eml", b"draft", tmp_path / "gone")

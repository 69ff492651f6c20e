"""What all documents have in common: number, code, date, page, maker, digest, fonts, properties, copies."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import Any

import pypdfium2
import pytest

from app.printing.document.content import digest, file_name
from app.printing.document.render import KINDS, render_staff_badges
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import CONTENTS, count_sheet, gift_slip, staff_badges
from tests.printing.document.papers import PHOTOS

PAPERS = {"letter": (612, 792), "a4": (595.28, 841.89)}
ALL = sorted(CONTENTS)


def on(content: Any, **made: str) -> Any:
    return dataclasses.replace(content, made=dataclasses.replace(content.made, **made))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ALL)
def test_head_and_foot_say_what_every_paper_says(kind: str, paper: str, read: Reader) -> None:
    content = on(CONTENTS[kind](), paper=paper)
    pages = read(KINDS[kind].render(content, PHOTOS))
    assert content.company.name in pages[0].words
    for number, page in enumerate(pages, 1):
        assert page.size == pytest.approx(PAPERS[paper], abs=0.1)
        for said in (
            content.number, "2026-03-12", "Mar 12, 2026", "prepared by Olga Marchenko", "en-US",
            f"template {content.template}", f"Page {number} of {len(pages)}", digest(content)[:4],
        ):  # fmt: skip
            assert said in page.words, (said, page.words)
        assert "COPY" not in page.words
        assert page.fonts
        assert all(embedded for _, embedded in page.fonts)
    assert content.code in {text for _, text, _ in pages[0].codes}


@pytest.mark.parametrize("kind", ALL)
def test_a_copy_is_marked_on_each_page_and_the_same_content_is_the_same_file(
    kind: str, read: Reader
) -> None:
    content = CONTENTS[kind]()
    first = KINDS[kind].render(content, PHOTOS)
    assert first == KINDS[kind].render(content, PHOTOS)
    again = read(KINDS[kind].render(content, PHOTOS, copy=2))
    assert all("COPY 2" in page.words for page in again)


@pytest.mark.parametrize("kind", ALL)
def test_the_properties_name_the_paper_and_no_client(kind: str) -> None:
    content = CONTENTS[kind]()
    with closing(pypdfium2.PdfDocument(KINDS[kind].render(content, PHOTOS))) as pdf:
        told = pdf.get_metadata_dict()
    assert content.number in told["Title"]
    assert told["Author"] == "Parure & Daughters"
    assert told["Producer"] == "Parure"
    assert told["CreationDate"] == "D:20260312101500Z"
    for client in ("Vasquez", "Whitcombe", "Lumen"):
        assert client not in str(told)
        assert client not in file_name(content.number, copy=1)


@pytest.mark.parametrize("language", ["de-DE", "fr-FR", "it-IT", "es-ES", "en-GB"])
@pytest.mark.parametrize("kind", ALL)
def test_every_paper_speaks_every_language(kind: str, language: str, read: Reader) -> None:
    pages = read(KINDS[kind].render(on(CONTENTS[kind](), language=language), PHOTOS))
    page_words = {"de": "Seite 1 von", "fr": "Page 1 sur", "it": "Pagina 1 di", "es": "Página 1 de"}
    assert page_words.get(language[:2], "Page 1 of") in pages[0].words
    assert "2026-03-12" in pages[0].words


def test_money_papers_say_their_taxes_by_rate(read: Reader) -> None:
    (page,) = read(KINDS["invoice"].render(CONTENTS["invoice"]()))
    for said in (
        "Sales tax 8.875 % of 1,548.00 137.40", "Service tax 4.5 % of 50.00 2.25", "−172.00",
        "Total, USD 1,722.65", "bank transfer, Mar 12, 2026 1,722.65", "GB 123 4567 89",
        "March 26, 2026 (2026-03-26)",
    ):  # fmt: skip
        assert said in page.words, said
    (page,) = read(KINDS["credit_note"].render(CONTENTS["credit_note"]()))
    assert "Reverses invoice I10-26-00019 of March 12, 2026 (2026-03-12)" in page.words
    assert "Credited, USD 235.17" in page.words
    (page,) = read(KINDS["invoice"].render(on(CONTENTS["invoice"](), language="de-DE")))
    assert "Sales tax 8,875 % von 1.548,00 137,40" in page.words


def test_a_present_s_papers_show_no_price(read: Reader) -> None:
    for pdf in (
        KINDS["packing_slip"].render(gift_slip()),
        KINDS["gift_receipt"].render(CONTENTS["gift_receipt"]()),
    ):
        (page,) = read(pdf)
        for price in ("1,480", "120.00", "USD", "Total", "Amount"):
            assert price not in page.words
        assert "For Elena, with love." in page.words


def test_the_stub_has_the_code_large_enough_and_the_promise(read: Reader) -> None:
    *_, last = read(KINDS["repair_ticket"].render(CONTENTS["repair_ticket"](), PHOTOS))
    (stub,) = [code for code in last.codes if code[0] == "Code128"]
    assert stub[2] >= 10
    for said in ("R10-26-00005", "Claim stub", "Three-stone ring, yellow", "+44 20 7946 0100",
                 "Promised for: March 26, 2026 (2026-03-26)"):  # fmt: skip
        assert said in last.words


def test_a_blind_sheet_does_not_say_what_should_be_there(read: Reader) -> None:
    (blind,) = read(KINDS["count_sheet"].render(count_sheet()))
    assert "Emerald" not in blind.words
    assert "Blind count" in blind.words
    assert len([code for code in blind.codes if code[0] == "DataMatrix"]) == 3
    (shown,) = read(KINDS["count_sheet"].render(count_sheet(blind=False)))
    assert "Emerald ring" in shown.words


def test_cards_are_read_by_a_scanner(read: Reader) -> None:
    cards = CONTENTS["command_cards"]()
    found = {code[1] for page in read(KINDS["command_cards"].render(cards)) for code in page.codes}
    from app.domain.codes import COMMAND_CODES

    assert {COMMAND_CODES[name] for name in cards.commands} <= found
    with pytest.raises(ValueError, match="DANCE"):
        KINDS["command_cards"].render(dataclasses.replace(cards, commands=("DANCE",)))
    (page,) = read(KINDS["price_cards"].render(CONTENTS["price_cards"]()))
    assert {"USD 6,300.00", "Price on request"} <= {
        said for said in ("USD 6,300.00", "Price on request") if said in page.words
    }
    assert len(page.codes) == 3


def test_a_badge_carries_its_digits_as_a_code_and_not_in_figures(read: Reader) -> None:
    (page,) = read(render_staff_badges(staff_badges()))
    assert [code[:2] for code in page.codes] == [("Code128", "40718293655748392011")]
    assert "4071" not in page.words
    assert "sha256" not in page.words
    assert all(embedded for _, embedded in page.fonts)


@pytest.mark.parametrize("kind", ["invoice", "transfer_list", "payout_statement", "count_sheet"])
def test_long_tables_repeat_their_head_and_count_their_pages(kind: str, read: Reader) -> None:
    content = CONTENTS[kind]()
    name = {"invoice": "lines", "payout_statement": "rows", "count_sheet": "places"}.get(
        kind, "items"
    )
    many = getattr(content, name) * 60
    pages = read(KINDS[kind].render(dataclasses.replace(content, **{name: many}), PHOTOS))
    head = {"invoice": "Description", "count_sheet": "Digits"}.get(kind, "Piece")
    assert 3 < len(pages) < 20
    assert all(head in page.words for page in pages[1:-1])

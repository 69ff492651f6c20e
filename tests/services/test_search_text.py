"""Whatever is typed into a search box is a question, never an error."""

from __future__ import annotations

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.letters import folded
from app.models.projections.search import TOKENIZER
from app.services.search_text import NOTHING, fts_query, search_words, whole_query

HOSTILE = (
    '"',
    '""',
    "'; DROP TABLE piece; --",
    "*",
    "a*b*",
    "NEAR(a b)",
    "AND",
    "OR NOT",
    "body:x",
    "^ring",
    "(((",
    "-",
    "--",
    "- -",
    "ring -platinum",
    "{a b}:c",
    "a\x00b",
    "\ud800",
    "🙂",
    "é" * 500,
    "x" * 5000,
    "٣٤",
    "𝔸𝔹",
    "\u200b",
    "½",
    "l'été",
    "J10-26-00031",
    "+",
    "#1042",
)


@pytest.fixture(scope="module")
def index() -> apsw.Connection:
    """An index as the shop's are, with two records."""
    db = apsw.Connection(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE s USING fts5(body, prefix='1 2 3', tokenize='{TOKENIZER}')")
    db.execute("INSERT INTO s VALUES ('J10-26-00031 Sapphire ring Inès'), ('#1042 Élif 10014')")
    return db


def hits(index: apsw.Connection, question: str) -> int:
    return len(index.execute("SELECT rowid FROM s WHERE s MATCH ?", (question,)).fetchall())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_harmless(index: apsw.Connection, text: str) -> None:
    assert hits(index, fts_query(text) or NOTHING) >= 0
    assert hits(index, whole_query(text) or NOTHING) >= 0


@given(st.text(max_size=60))
def test_no_text_at_all_is_an_error(text: str) -> None:
    db = apsw.Connection(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE s USING fts5(body, tokenize='{TOKENIZER}')")
    question = fts_query(text) or NOTHING
    assert db.execute("SELECT count(*) FROM s WHERE s MATCH ?", (question,)).fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("j10-26", 1), ("sapp ri", 1), ("ri sapp", 1), ("ines", 1), ("#1042", 1), ("nothing", 0)],
)
def test_words_are_prefixes_in_any_order(index: apsw.Connection, text: str, found: int) -> None:
    assert hits(index, fts_query(text)) == found


def test_nothing_matches_nothing(index: apsw.Connection) -> None:
    assert hits(index, NOTHING) == 0
    assert fts_query("!!! ***") == ""


def test_words_keep_their_inner_hyphens() -> None:
    assert search_words("  J10-26-00031, -ring- ") == ["J10-26-00031", "ring"]


def test_names_compare_without_accents_and_special_letters() -> None:
    assert folded("Élif YILMAZ") == folded("elif yılmaz")
    assert folded("Søren Łukasz Weiß") == "soren lukasz weiss"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("+44 20 7946 0118", "442079460118"),
        ("+44 (0)20 7946-0118", "442079460118"),
        ("020 7946 0118", "2079460118"),
        ("02079460118", "2079460118"),
        ("10 002 978 54", "1000297854"),
    ],
)
def test_a_number_in_groups_is_asked_for_as_one(text: str, asked: str) -> None:
    assert fts_query(text).endswith(f'OR "{asked}"*')


@pytest.mark.parametrize("text", ["1042", "1000297854", "7.02 x 5.11", "12 rue", "J10-26-00031"])
def test_other_texts_are_only_their_words(text: str) -> None:
    assert " OR " not in fts_query(text)

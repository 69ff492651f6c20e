"""The 24 recovery words: they bring the key back, and say which of them is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.recovery import KEY_BYTES, ask_back, is_word_at, key_from, phrase_of

KEY = bytes(range(KEY_BYTES))
keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


@given(keys)
def test_phrase_brings_the_key_back(key: bytes) -> None:
    phrase = phrase_of(key)
    assert len(phrase.split()) == 24
    assert key_from(phrase) == key


def test_known_phrase_of_a_known_key() -> None:
    # A published test vector of BIP-39: other programs can read our paper too.
    assert phrase_of(b"\xff" * 32) == "zoo " * 23 + "vote"
    assert key_from("abandon " * 23 + "art") == bytes(32)


def test_paper_may_be_typed_loosely() -> None:
    words = phrase_of(KEY).split()
    numbered = "\n".join(f"{n}. {word.upper()}," for n, word in enumerate(words, 1))
    assert key_from(numbered) == KEY
    assert key_from("  ".join(word[:4] for word in words)) == KEY


def test_missing_word_is_counted() -> None:
    with pytest.raises(InputError) as refused:
        key_from(" ".join(phrase_of(KEY).split()[:-1]))
    assert "24 words, and here are 23" in refused.value.message
    assert refused.value.field == "phrase"


def test_unknown_word_is_named_with_its_place_and_the_nearest_word() -> None:
    words = phrase_of(bytes(32)).split()
    words[6] = "abandn"
    with pytest.raises(InputError) as refused:
        key_from(" ".join(words))
    assert "Word 7, “abandn”" in refused.value.message
    assert "abandon" in refused.value.remedy


def test_swapped_words_are_noticed() -> None:
    words = phrase_of(KEY).split()
    words[0], words[1] = words[1], words[0]
    with pytest.raises(InputError, match="together they are not a recovery phrase"):
        key_from(" ".join(words))


def test_short_key_has_no_phrase() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        phrase_of(b"short")


@given(keys)
def test_two_different_words_are_asked_back(key: bytes) -> None:
    phrase = phrase_of(key)
    first, second = ask_back(phrase)
    assert 1 <= first < second <= 24
    assert is_word_at(phrase, first, f" {phrase.split()[first - 1].upper()} ")
    assert not is_word_at(phrase, second, "parure")

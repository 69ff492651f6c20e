"""The recovery phrase: 24 words on paper that bring a shop's key back.

The words are those of BIP-39 in English: 2048 that differ in their first four letters, the last of
the 24 holding a checksum, so that a slip of the pen is noticed.
"""

from __future__ import annotations

import re
import secrets
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from app.domain.errors import InputError

if TYPE_CHECKING:
    from mnemonic import Mnemonic

KEY_BYTES = 32
PHRASE_WORDS = 24


@cache
def _words() -> Mnemonic:
    from mnemonic import Mnemonic  # here: a start knows the key's length alone

    return Mnemonic("english")


def phrase_of(raw: bytes) -> str:
    """The 24 words that stand for a key, to be written on paper; the last one holds a checksum."""
    if len(raw) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(raw)}")
    return _words().to_mnemonic(raw)


def key_from(phrase: str) -> bytes:
    """The key that a typed phrase stands for; InputError names the word that cannot be right.

    Case, numbering and punctuation do not matter, and four letters of a word are enough.
    """
    typed = re.findall(r"[^\W\d_]+", _words().normalize_string(phrase).casefold())
    if len(typed) != PHRASE_WORDS:
        raise InputError(
            "Not 24 words",
            f"A recovery phrase has {PHRASE_WORDS} words, and here are {len(typed)}.",
            "Type all of them in their order, with spaces between.",
            field="phrase",
        )
    known = [_known_word(position, word) for position, word in enumerate(typed, 1)]
    try:
        return bytes(_words().to_entropy(known))
    except ValueError as error:
        raise InputError(
            "The words do not belong together",
            "Each word is a recovery word, but together they are not a recovery phrase.",
            "Compare them with your paper one by one: one is wrong, or two have changed places.",
            field="phrase",
        ) from error


def _known_word(position: int, typed: str) -> str:
    every = _words().wordlist
    if typed in every:
        return typed
    longer = [word for word in every if len(typed) >= 4 and word.startswith(typed)]
    if len(longer) == 1:
        return longer[0]
    near = get_close_matches(typed, every, n=1)
    raise InputError(
        "An unknown word",
        f"Word {position}, “{typed}”, is not a recovery word.",
        f"Did you mean “{near[0]}”?" if near else "Look at your paper again.",
        field="phrase",
    )


def ask_back(phrase: str) -> tuple[int, int]:
    """Two places (from 1, rising) whose words are asked for, to see that the phrase was written down."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, len(phrase.split()) + 1), 2))
    return first, second


def is_word_at(phrase: str, position: int, typed: str) -> bool:
    """Whether the person typed the word that stands at this place (from 1) of the phrase."""
    return typed.strip().casefold() == phrase.split()[position - 1]

"""A vocabulary: stable codes with the words that people read, in the order in which they are shown.

Codes are stored and never change; words may. A code that this version does not know (a newer PC
wrote it) reads as itself, with blanks for underscores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Term:
    """One entry: ``key`` is a single letter to choose it by, ``note`` the line beneath it."""

    code: str
    word: str
    key: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """The word with a capital, as a label or a button shows it."""
        return self.word[:1].upper() + self.word[1:]


@dataclass(frozen=True)
class Vocabulary(Mapping[str, Term]):
    """Terms by code, in order. ``name`` is what the list is called in the settings."""

    name: str
    terms: tuple[Term, ...]
    _by_code: dict[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {t.code: t for t in self.terms})

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in order."""
        return tuple(self._by_code)

    @property
    def keyed(self) -> tuple[Term, ...]:
        """The terms that have a one-letter key."""
        return tuple(t for t in self.terms if t.key)

    def word(self, code: str) -> str:
        """The word of a code, also of one that this version does not know."""
        known = self._by_code.get(code)
        return known.word if known else code.replace("_", " ")

    def title(self, code: str) -> str:
        """The word with a capital."""
        word = self.word(code)
        return word[:1].upper() + word[1:]

    def by_key(self, key: str) -> Term | None:
        """The term of a pressed letter, or None if no term has it."""
        wanted = key.upper()
        return next((t for t in self.terms if t.key and t.key == wanted), None)

    def only(self, *codes: str) -> Vocabulary:
        """Some of the terms, in the list's order."""
        return Vocabulary(self.name, tuple(term for term in self.terms if term.code in codes))

    def find(self, text: str) -> Term | None:
        """The term whose code or word ``text`` is, ignoring case and blanks; None if there is none."""
        wanted = _folded(text)
        return next(
            (t for t in self.terms if wanted in (_folded(t.code), _folded(t.word))),
            None,
        )


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def vocabulary(name: str, *rows: str) -> Vocabulary:
    """A vocabulary from rows "code | word | key | note"; missing words are made from the code."""
    terms = []
    for row in rows:
        code, word, key, note = ([*(part.strip() for part in row.split("|")), "", "", ""])[:4]
        terms.append(Term(code, word or code.replace("_", " "), key, note))
    return Vocabulary(name, tuple(terms))

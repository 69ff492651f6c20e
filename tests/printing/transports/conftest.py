"""A CUPS of the tests' own, one for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.printing.transports.private_cups import PrivateCups, missing


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    """A private scheduler with its socket."""
    if gone := missing():
        pytest.skip(f"not installed here: {', '.join(gone)}")
    made = PrivateCups()
    try:
        yield made
    finally:
        made.close()

"""The terminal: which commands may make a shop where none lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--rebuild"],
        ["sync", "--once"],
        ["backup", "away"],
        ["export", "--all", "away"],
        ["hub", "init", "away"],
        ["hub", "fill"],
        ["hub", "leave"],
        ["hub", "invite"],
        ["hub", "goodbye"],
    ],
    ids=" ".join,
)
def test_a_mistyped_shop_is_refused_and_none_is_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = tmp_path / "shpo"
    assert main(["--shop", str(mistyped), *command]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert str(mistyped) in told.err
    assert not mistyped.exists()

"""What is told of a print says where it went."""

from __future__ import annotations

from app.services.print_words import out, waits


def test_what_is_out_says_where_it_went() -> None:
    one, several = waits("Opal pendant"), waits("Tags of 2 pieces", 2)
    assert out(one) == "Opal pendant was sent to the printer"
    assert out(one, "folder") == "Opal pendant was written to the folder"
    assert out(several, "folder") == "Tags of 2 pieces were written to the folder"
    assert out("Opal pendant was moved", "folder") == "Opal pendant was moved"

"""The main job of a day, from outside: by keys and by the names that a screen reader says."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.domain.codes import is_code
from app.resources import resource
from tests.exchange.make_files import w06
from tests.exchange.make_orders import as_csv, flat
from tests.outside.conftest import Counter
from tests.outside.hands import Hands

pytestmark = pytest.mark.gui
RING = "Sapphire cocktail ring"
WRITTEN = [(100 + 20 * at, 300 + 60 * (at % 8)) for at in range(40)]
"""A signature, in thousandths of its field."""


def test_the_main_job_from_outside(counter: Counter, tmp_path: Path) -> None:
    export = tmp_path / "orders_export_1.csv"
    export.write_bytes(as_csv(flat([w06()])))
    photo = tmp_path / "ring.jpg"
    photo.write_bytes(resource("sample", "jewels", "band_yellow.jpg").read_bytes())
    counter.open("mia")
    hands = counter.hands
    import_orders(hands, export)
    check_order(hands)
    send_to_the_bench(hands)
    take_a_ring_in(hands, photo)
    write_its_report(hands)
    code = print_its_tag(hands, counter.printer)
    hands.end()
    assert counter.ask("SELECT p.description FROM piece AS p JOIN piece_now AS n ON n.id = p.id"
                       " WHERE n.code = ?", code) == RING  # fmt: skip
    assert counter.ask("SELECT count(*) FROM job AS j JOIN order_now AS o ON o.id = j.order_id"
                       " WHERE o.number = '#1042'") == 1  # fmt: skip


def import_orders(hands: Hands, export: Path) -> None:
    """The export is chosen by its path, looked through and imported."""
    hands.command("Go to Import")
    hands.wait_focused("Choose a file", "push button")
    hands.key("ctrl+o")
    hands.choose_file(export)
    hands.wait("Import 1 order", "push button")
    hands.key("ctrl+Return")
    hands.wait("1 order imported", "label")  # what stays, not the notice that goes by itself


def check_order(hands: Hands) -> None:
    """#1042: a piece for its ring, every check ticked, read back by telephone."""
    hands.open_record("#1042", "…#1042…")
    hands.wait_focused("Checks, 1 of 8 done", "list")
    hands.key("g")
    hands.wait("Solitaire Ring, 18 K yellow gold, P…", "list item")
    hands.key("Return")
    hands.wait_focused("Checks, 1 of 9 done", "list")
    for done in range(2, 9):
        hands.key("Return")
        hands.wait(f"Checks, {done} of 9 done" if done < 8 else "Checks, 1 of 3 done", "list")
    hands.key("r")
    hands.wait("It was read back", "push button")
    hands.key("p", "Return")
    hands.wait("Read back and locked", "label")


def send_to_the_bench(hands: Hands) -> None:
    """F8 makes the job."""
    hands.key("F8")
    hands.wait("Send to the bench", "filler")
    hands.wait_focused("Send to bench", "push button")
    hands.key("Return")
    hands.wait("…sent to the bench…", "label")


def take_a_ring_in(hands: Hands, photo: Path) -> None:
    """A consignor by three letters, the terms, a ring with its weight, prices and photo."""
    hands.key("ctrl+4")
    hands.wait_focused("Find the person", "text")
    hands.type("lau")
    hands.wait("Amélie Laurent…", "list item")
    hands.key("Return")
    hands.wait_focused("Go on to the terms", "push button")
    hands.key("Return")
    hands.wait_focused("Pieces announced", "text")
    hands.fill("Term", "90")
    hands.key("ctrl+Return")
    hands.wait_focused("Ring", "check box")
    hands.key("r")
    hands.fill("Description", RING)
    hands.tab_to("Metal", "combo box")
    hands.type("y")
    hands.tab_to("Stones", "text")
    hands.type("1 sapphire oval 7.02x5.11x3.20")
    hands.key("Return")
    hands.wait("Stone: 1 Sapphire, oval, 7.02 × 5.11 × 3.20 mm…")
    hands.fill("Weight", "4.25")
    hands.fill("Agreed price", "1800")
    hands.fill("Reserve", "1500")
    hands.key("F7")
    hands.choose_file(photo)
    hands.wait("Photo 1 of 1")


def write_its_report(hands: Hands) -> None:
    """F6 saves the ring and opens its report: two findings, the stone counted, graded, signed."""
    hands.key("F6")
    hands.wait_focused("Photo with marks…")
    for step, typed in (("Left", "headd1"), ("Right", "sho-ls1")):
        hands.key(*[f"shift+{step}"] * 2, "Return")
        hands.wait_focused("Location", "text")
        hands.type(typed)
        hands.wait_focused("Size in millimetres", "text")
    hands.wait("Mark 1, HEAD, dent, severity 1", "list item")
    hands.wait("Mark 2, SHO-L, scratch, severity 1", "list item")
    hands.key("F10")
    hands.wait_focused("Stones found", "text")
    hands.type("1")
    hands.key("F10")
    hands.wait_focused("Overall grade…")
    hands.key("3")
    hands.key("F10")
    hands.wait_focused("Signature of Mia Delacroix")
    hands.draw("Signature of Mia Delacroix", "filler", WRITTEN)
    hands.key("Return")
    hands.wait("State, Signed")


def print_its_tag(hands: Hands, printer: Path) -> str:
    """F5 prints the tag; its pictures are read as a scanner reads them."""
    hands.open_record(RING, f"{RING}…")
    hands.wait(RING, "label")
    hands.key("F5")
    # A tag is drawn for two resolutions; its PDF is the last that is written.
    hands.until(lambda: list(printer.glob("tag-*.pdf")), "the whole tag in the printer's folder")
    pictures = sorted(printer.glob("tag-*.png"))
    assert [path.stem.rpartition("-")[2] for path in pictures] == ["203dpi", "300dpi"]
    (code,) = {read_tag(path) for path in pictures}
    assert is_code(code)
    return code


def read_tag(picture: Path) -> str:
    """The one code that a picture of a tag holds."""
    with Image.open(picture) as image:
        (read,) = zxingcpp.read_barcodes(image)
    return str(read.text)

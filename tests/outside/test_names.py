"""Every page names its controls in the accessible tree, in light and in dark."""

from __future__ import annotations

from collections import Counter as Tally

import pytest

from tests.outside.conftest import Counter
from tests.outside.hands import Hands, Thing

pytestmark = pytest.mark.gui
PAGES = (
    "Today", "Orders", "Workshop", "Take-in", "Condition reports", "Pieces", "Scan basket",
    "Places", "Tags and printing", "Clients", "Documents", "Import", "People", "Settings", "About",
)  # fmt: skip
"""The lines of the navigation."""
RECORDS = {
    "Orders": "Order page",
    "Workshop": "Job page",
    "Pieces": "Piece page",
    "Condition reports": "Condition report page",
    "Clients": "Client page",
    "Documents": "Document page",
}
"""Pages with a list, and the page that Enter on its first row opens."""
CONTROLS = frozenset(
    {"push button", "check box", "radio button", "toggle button", "text", "password text"}
    | {"combo box", "spin button", "slider", "list", "table", "tree", "link", "page tab"}
)
INSIDE = frozenset({"list item", "table cell", "table column header", "tree item"})


def unnamed(tree: list[Thing]) -> list[str]:
    """Controls without a name, by what they lie in."""
    above: list[Thing] = []
    found = []
    for one in tree:
        del above[one.depth - tree[0].depth :]
        above.append(one)
        control = one.role in CONTROLS or ("focusable" in one.states and one.role not in INSIDE)
        if control and not one.name.strip():
            holder = above[-2] if len(above) > 1 else None
            # A view's inner area answers for the focus of its view, which has the name.
            if one.role == "filler" and holder and holder.name and "focusable" in holder.states:
                continue
            named = next((up for up in reversed(above) if up.name), tree[0])
            found.append(f"{one.role} in {named.role} “{named.name}”")
    return found


def twice(tree: list[Thing]) -> list[str]:
    """Names that two controls of one role share; the navigation's lines stand for themselves."""
    nav = next(at for at, one in enumerate(tree) if one.name == "Navigation")
    after = next(at for at in range(nav + 1, len(tree)) if tree[at].depth <= tree[nav].depth)
    beside = tree[:nav] + tree[after:]
    seen = Tally((one.role, one.name) for one in beside if one.role in CONTROLS and one.name)
    return [f"{role} “{name}” {many} times" for (role, name), many in seen.items() if many > 1]


def check_names(hands: Hands, where: str, wrong: list[str]) -> None:
    """Note what is wrong with the names of what is in sight."""
    tree = hands.tree()
    assert len(tree) > 10, f"{where} shows nothing"
    wrong += [f"{where}: {said}" for said in unnamed(tree)]
    wrong += [f"{where}: {said}" for said in twice(tree)]


def go_to(hands: Hands, page: str) -> None:
    """Go to a page of the navigation by the command that is called after it."""
    hands.command(f"Go to {page}")
    hands.until(lambda: "checked" in hands.wait(page, "check box").states, f"the page {page}")


def test_every_page_names_its_controls(counter: Counter) -> None:
    counter.open("mia")
    hands = counter.hands
    wrong: list[str] = []
    for page in PAGES:
        go_to(hands, page)
        check_names(hands, page, wrong)
    hands.command("Change between light and dark theme")
    hands.wait("Light theme", "push button")
    for page, record in RECORDS.items():
        go_to(hands, page)
        hands.tab_to("…", "table" if page != "Workshop" else "list")
        hands.key("Home", "Return")
        hands.wait(record)
        check_names(hands, record, wrong)
    assert not wrong, "\n".join(wrong)

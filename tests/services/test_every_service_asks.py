"""Every service that writes asks whether the person may: read from the services' own text."""

from __future__ import annotations

import ast
from pathlib import Path

import app.services

FOLDER = Path(app.services.__file__).parent
WRITES = frozenset({"add", "add_many", "add_rows", "edit", "remove", "step", "number", "code"})
PARTS = frozenset(
    {
        "come_back",
        "add_printed",
        "follow",
        "furnish",
        "leave_draft",
        "add_role",
        "attach_other_side",
        "begin_hold",
        "begin_paper",
        "code_on",
        "end_hold",
        "end_waiting",
        "new_number",
        "note_answer",
        "put_parts",
        "put_price",
        "put_quietly",
        "put_weight",
        "store_document",
        "take_over",
        "take_step",
        "told",
        "verify_line",
        "write_back",
    }
)
"""Parts of services: whoever calls them has asked. (``end_waiting`` only does what a date says.)"""


class Service:
    """A function that takes a unit of work: whether it writes or asks itself, and whom it calls."""

    def __init__(self, node: ast.FunctionDef) -> None:
        self.writes = self.asks = False
        self.calls: set[str] = set()
        for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
            if isinstance(call.func, ast.Name):
                self.calls.add(call.func.id)
            elif isinstance(call.func, ast.Attribute):
                self.calls.add(call.func.attr)
                if isinstance(call.func.value, ast.Name) and call.func.value.id == "w":
                    self.writes |= call.func.attr in WRITES
                    self.asks |= call.func.attr == "require"


def services() -> dict[str, Service]:
    """Every function of the services that takes a unit of work, by module and name."""
    found = {}
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args[:1]] == ["w"]:
                found[f"{file.stem}.{node.name}"] = Service(node)
    return found


def reaches(found: dict[str, Service], name: str, what: str, seen: frozenset[str]) -> bool:
    """Whether a service writes (or asks) itself or by one that it calls."""
    if getattr(found[name], what):
        return True
    called = [n for n in found if n.split(".")[1] in found[name].calls and n not in seen]
    return any(reaches(found, n, what, seen | {name}) for n in called)


def test_every_service_that_writes_asks_whether_the_person_may() -> None:
    found = services()
    writing = {
        name
        for name in found
        if not name.split(".")[1].startswith("_") and reaches(found, name, "writes", frozenset())
    }
    silent = {name for name in writing if not reaches(found, name, "asks", frozenset())}
    assert len(writing) > 50
    assert {name.split(".")[1] for name in silent} == PARTS

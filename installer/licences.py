"""Gathers the licences of all that the built program carries into one text for its About page.

usage: python installer/licences.py FILE
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE.parent / "requirements" / "runtime.lock"
QT = ("pyside6-addons", "pyside6-essentials", "shiboken6")
RULE = "\n" + "=" * 80 + "\n"


def packages() -> list[Distribution]:
    """The packages of the runtime lock that this system has."""
    found = []
    for name in re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(), re.MULTILINE):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:  # of another system
            continue
    return found


def texts(package: Distribution) -> list[str]:
    """The licence texts that a package brings; Qt's wheels bring none, so theirs lie here."""
    if package.metadata["Name"].lower().replace("_", "-") in QT:
        lying_here = sorted((HERE / "licences").glob("*.txt"), reverse=True)
        return [path.read_text(encoding="utf-8") for path in lying_here]
    files = [
        file
        for file in package.files or ()
        if ".dist-info/" in str(file) and re.search(r"licen[cs]e|copying|notice", file.name, re.I)
    ]
    return [file.read_text(encoding="utf-8") for file in files]


def gathered() -> str:
    """Everything, a package after the other, each licence text that several share only once."""
    parts = ["Parure carries the following works of others, each under its own licence."]
    where: dict[str, str] = {}
    for package in packages():
        meta = package.metadata
        name = f"{meta['Name']} {package.version}"
        licence = meta.get("License-Expression") or (meta.get("License") or "").split("\n")[0]
        parts.append(f"{RULE}{name}   {licence}".rstrip())
        for text in texts(package):
            known = where.setdefault(text, name)
            parts.append(text if known == name else f"(the same text as of {known})")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(gathered(), encoding="utf-8")

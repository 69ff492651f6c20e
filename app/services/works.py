"""The works of others that Parure carries: what they are, their licences, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import Any

from app.resources import resource

RULE = "=" * 80
_ICONS = "Lucide icons"
_FONT_NAMES = {
    "EBGaramond": "EB Garamond",
    "GreatVibes": "Great Vibes",
    "NotoEmoji": "Noto Emoji",
    "NotoSans": "Noto Sans",
    "PinyonScript": "Pinyon Script",
    "WenQuanYiMicroHei": "WenQuanYi Micro Hei",
}


@dataclass(frozen=True)
class CarriedWork:
    """A library, a font or a set of icons: name with version, licence in a word, its text."""

    name: str
    kind: str
    licence: str
    text: str


def carried_works() -> list[CarriedWork]:
    """Everything, fonts and icons first, then libraries by name. Reads files: not in the window."""
    return [*_fonts(), _icons(), *_libraries()]


def _fonts() -> list[CarriedWork]:
    found = []
    for path in sorted(resource("fonts", "LICENSES").glob("*.txt")):
        stem, _, licence = path.stem.partition("-")
        named = {"OFL": "OFL 1.1"}.get(licence, licence.replace("-", " "))
        found.append(CarriedWork(_FONT_NAMES.get(stem, stem), "Font", named, _read(path)))
    return found


def _icons() -> CarriedWork:
    return CarriedWork(_ICONS, "Icons", "ISC", _read(resource("icons", "LICENSE")))


def _libraries() -> list[CarriedWork]:
    try:
        bundled = resource("licences.txt")  # the built program carries them gathered in one text
    except FileNotFoundError:
        return sorted(_installed(), key=lambda work: work.name.casefold())
    return _parted(_read(bundled))


def _parted(text: str) -> list[CarriedWork]:
    found = []
    for part in text.split(f"\n{RULE}\n")[1:]:
        head, _, rest = part.lstrip().partition("\n")
        name, _, licence = head.partition("   ")
        found.append(CarriedWork(name.strip(), "Library", licence.strip(), rest.strip()))
    return found


def _installed() -> list[CarriedWork]:
    """The packages that Parure asks for, and those that they ask for."""
    wanted, seen, found = ["parure"], set[str](), []
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name == "parure":
                wanted += _asked_by_project()
            continue
        wanted += [_plain(wish) for wish in requires(name) or () if "extra ==" not in wish]
        if name != "parure":
            found.append(_of(package))
    return found


def _asked_by_project() -> list[str]:
    """Where Parure itself is not installed (the source tree), its project file names the packages."""
    project = resource("fonts").parents[1] / "pyproject.toml"
    if not project.is_file():
        return []
    import tomllib

    data = tomllib.loads(_read(project))
    return [_plain(wish) for wish in data["project"]["dependencies"]]


def _plain(wish: str) -> str:
    named = re.match(r"[A-Za-z0-9._-]+", wish)
    return re.sub(r"[-_.]+", "-", named[0]).lower() if named else ""


def _of(package: Distribution) -> CarriedWork:
    meta: Any = package.metadata  # a message with ``get``, which its type does not tell
    said = meta.get("License-Expression", "")
    licence = said or meta.get("License", "").split("\n")[0]
    files = [
        file
        for file in package.files or ()
        if ".dist-info/" in str(file) and re.search(r"licen[cs]e|copying|notice", file.name, re.I)
    ]
    texts = [file.read_text(encoding="utf-8") for file in files]
    text = "\n\n".join(texts) or f"Its licence: {licence or 'see its home page'}."
    return CarriedWork(f"{meta['Name']} {package.version}", "Library", licence, text)


def _read(path) -> str:  # type: ignore[no-untyped-def]
    return str(path.read_text(encoding="utf-8", errors="replace"))

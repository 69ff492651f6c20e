"""The house keeps its own rules: what a reader may rely on in every file, and in the two commands."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
SHELL = [ROOT / ".ci" / "run", *sorted(ROOT.glob(".ci/*.sh")), *sorted(ROOT.glob("installer/*.sh"))]
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
LONGEST_FILE = 400
LONGEST_YET = {
    "tests/stories/test_w03_condition_report.py": 450,
    "tests/views/prints/test_prints.py": 450,
}
"""Files that are still to be split by subject: no other may be added."""


def text_files() -> list[Path]:
    """Every text file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("this copy is no git clone")
    kinds = {".py", ".md", ".toml", ".sh", ".lock", ".json", ".mjs", ".spec", ".nsi", ".txt", ""}
    files = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in files if path.suffix in kinds and path.is_file()]


def test_every_file_is_named_and_read_at_ease() -> None:
    wrong = [said for path in (*PROGRAM, *TESTS) for said in uneasy(path)]
    assert not wrong, "\n".join(wrong)


def uneasy(path: Path) -> Iterator[str]:
    """What makes a file hard to find or to read."""
    text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    if path.stem in NAMELESS:
        yield f"{name}: the name says nothing"
    if text.count("\n") > LONGEST_YET.get(name, LONGEST_FILE):
        yield f"{name}: too long"
    if path.name != "__init__.py" and not text.startswith(('"""', 'r"""')):
        yield f"{name}: does not say what it is for"


def test_what_is_called_later_is_called_only_while_somebody_is_there() -> None:
    """Qt drops a call that was put off when its context is gone; one without context comes anyway."""
    late = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PROGRAM
        if "singleShot" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "singleShot"
        and len(node.args) < 3
    ]
    assert not late, f"give the object that is called as the context: {late}"


def test_make_has_every_command_that_the_readme_names() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z-]+)", readme))
    assert {"run", "test", "quick", "help", "bundle"} <= named
    assert named <= targets


def test_make_help_explains_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True)
    assert {line.split()[0] for line in said.stdout.splitlines()} == set(phony[1].split())


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_pin_every_package_by_hash_and_name_no_address(path: Path) -> None:
    text = path.read_text()
    assert "http" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[a-z0-9.-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def test_locks_serve_all_three_systems() -> None:
    text = (ROOT / "requirements" / "dev.lock").read_text()
    for system in ("linux", "win32", "darwin"):
        assert f"sys_platform == '{system}'" in text


def test_the_developers_lock_holds_the_runtimes() -> None:
    runtime, dev = (
        set(re.findall(r"^([a-z0-9.-]+==\S+)", (ROOT / "requirements" / name).read_text(), re.M))
        for name in ("runtime.lock", "dev.lock")
    )
    assert runtime <= dev


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = (ROOT / "requirements" / "dev.lock").read_text()
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    for wish in asked:
        name = re.match(r"[a-z0-9-]+", wish.lower())
        assert name
        assert re.search(rf"^{name[0]}==", locked, re.MULTILINE), f"make lock: {wish}"


def test_qt_is_the_version_that_keeps_its_references() -> None:
    for path in LOCKS:
        assert "pyside6-essentials==6.11.3 " in path.read_text()
        assert "pyside6-addons==6.11.3 " in path.read_text()


def test_void_calls_of_qt_keep_the_references_to_none() -> None:
    # PySide 6.12.0 drops one reference to None with each void call, and crashes much later.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.blockSignals(False)
        thing.setObjectName("ring")
    assert abs(sys.getrefcount(None) - before) < 100


def test_repository_names_no_registry_and_no_foreign_folder() -> None:
    foreign = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|(?<![\w.])/(?:work|root)/")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for path in text_files()
        if path != Path(__file__)
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if foreign.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_scripts_are_executable_strict_and_well_formed(path: Path) -> None:
    assert path.stat().st_mode & 0o111
    assert "set -euo pipefail" in path.read_text() or "set -uo pipefail" in path.read_text()
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0

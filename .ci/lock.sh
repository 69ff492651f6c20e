#!/usr/bin/env bash
# Renews requirements/*.lock from pyproject.toml: for Linux, Windows and macOS, with hashes, without addresses.
# usage: lock.sh [--upgrade]           Without --upgrade, versions move only where pyproject.toml asks for it.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=.cache/uv
[ -x $uv/bin/uv ] || { .venv/bin/python -m venv $uv && $uv/bin/pip install --quiet uv; }
lock() {
    $uv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --no-emit-index-url --custom-compile-command 'make lock' --quiet "$@"
}
lock "$@" --output-file requirements/runtime.lock
lock "$@" --extra dev --constraints requirements/runtime.lock --output-file requirements/dev.lock

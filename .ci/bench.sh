#!/usr/bin/env bash
# Runs the benchmarks of tests/bench one after the other, each in a process of its own.
# usage: bench.sh [name …]
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" PYTHONUTF8=1

failed=0
for file in tests/bench/[a-z]*.py; do
    name=$(basename "$file" .py)
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    printf '\n== %s\n' "$name"
    .venv/bin/python -m "tests.bench.$name" || failed=1
done
exit $failed

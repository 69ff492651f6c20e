#!/usr/bin/env bash
# Checks everything in one go and closes with a summary; the exit code is 0 only if all of it is right.
# usage: check.sh quick|test|long
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export PATH="$PWD/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1

depth=${1:-test}
# In the order of the names: the few long tests from outside run beside many short ones, not at the end alone.
pytest=(python -m pytest -n 2 --dist loadfile --no-loadscope-reorder)
summary=() failed=0

step() {
    local name=$1 begun=$SECONDS word=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" || { word=FAILED failed=1; }
    summary+=("$(printf '%-6s  %-9s %4d s' "$word" "$name" $((SECONDS - begun)))")
}

step format ruff format --check .
step lint ruff check .
step types mypy
step contracts lint-imports
case $depth in
    quick) step units "${pytest[@]}" -m 'not long and not gui' \
        --ignore=tests/views --ignore=tests/robustness --ignore=tests/stories --ignore=tests/outside --ignore=tests/sync/harness ;;
    test) step tests "${pytest[@]}" -m 'not long' ;;
    long) step tests "${pytest[@]}" -m 'long or not long' ;;
    *) echo "usage: check.sh quick|test|long" >&2; exit 2 ;;
esac

printf '\n== summary\n'
printf '%s\n' "${summary[@]}"
exit $failed

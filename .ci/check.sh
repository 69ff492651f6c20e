#!/usr/bin/env bash
# Checks everything in one go and closes with a summary; the exit code is 0 only if all of it is right.
# usage: check.sh quick|test|long
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export PATH="$PWD/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1

depth=${1:-test}
# How long one test may take before its process is ended and says where it stood: far longer than any
# takes on a slow machine. Long tests play whole weeks of work.
default_limit_s=420
[ "$depth" != long ] || default_limit_s=7200
export TEST_LIMIT_S=${TEST_LIMIT_S:-$default_limit_s}
# In the order of the names: the few long tests from outside run beside many short ones, not at the end alone.
# A test process that dies is not replaced: its successor gets the files that are done already as well,
# and then both wait for ever for a next test. The run ends instead, red, with the stacks of who died.
pytest=(
    python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
    --max-worker-restart 0 -p tests.last_words
)
# What takes its time: windows, faults, several PCs, printing systems, whole shops, many papers and pictures.
slow=(
    views robustness stories outside sync backup printing/document printing/transports
    devices/test_phone_page.py devices/test_scans_beside_a_screen_reader.py
    devices/test_serial_scanner.py domain/test_states.py
    exchange/test_fuzz.py models/test_every_table.py models/test_migrate.py
    printing/tag/test_grid.py printing/tag/test_hostile.py
    services/test_any_sequence.py services/test_cases.py services/test_imports.py
    services/test_passport_paper.py services/test_photo_pages.py
    services/test_print_breaks.py services/test_print_direct.py services/test_print_lease.py
    services/test_print_processes.py services/test_print_watching.py
    services/test_sample.py services/test_tag_logos.py services/test_two_pcs_at_work.py
    test_alignment.py test_child_limits.py test_decoding.py test_main.py test_odd_pictures.py
    test_photos.py test_start.py
)
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
# Tests start the program many times; what they start writes no bytecode, but finds what lies here.
[ "$depth" = quick ] || step bytecode python -m compileall -q -j 2 app tests
case $depth in
    quick) step units "${pytest[@]}" -n 3 -m 'not long and not gui' "${slow[@]/#/--ignore=tests/}" ;;
    test) step tests "${pytest[@]}" -m 'not long' ;;
    long) step tests "${pytest[@]}" -m 'long or not long' ;;
    *) echo "usage: check.sh quick|test|long" >&2; exit 2 ;;
esac

printf '\n== summary\n'
printf '%s\n' "${summary[@]}"
exit $failed

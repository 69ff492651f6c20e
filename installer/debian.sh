#!/usr/bin/env bash
# Packs dist/parure into dist/parure_<version>_<architecture>.deb.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
tree=build/debian
rm -rf $tree
mkdir -p $tree/DEBIAN $tree/opt $tree/usr/bin $tree/usr/share/applications
cp -r dist/parure $tree/opt/parure
ln -s /opt/parure/parure $tree/usr/bin/parure
cp installer/parure.desktop $tree/usr/share/applications/
for size in 16 32 48 64 128 256; do
    install -Dm644 build/icon/parure-$size.png $tree/usr/share/icons/hicolor/${size}x$size/apps/parure.png
done
cat >$tree/DEBIAN/control <<CONTROL
Package: parure
Version: $version
Architecture: $architecture
Maintainer: Parure <parure@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk $tree/opt | cut -f1)
Depends: libc6 (>= 2.34), libgl1, libegl1, libdbus-1-3, libfontconfig1, libglib2.0-0 | libglib2.0-0t64, libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libfribidi0
Recommends: libcups2 | libcups2t64, libpulse0, gnome-keyring
Description: back office of a fine-jewelry boutique
 Orders, take-in of consigned pieces, condition reports, tags, custody.
CONTROL
dpkg-deb --root-owner-group -Zxz --build $tree "dist/parure_${version}_$architecture.deb"

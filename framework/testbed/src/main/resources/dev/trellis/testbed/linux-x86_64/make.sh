#!/bin/sh
# Builds the stand-ins from their sources. The results are in the repository, so that a machine that runs the tests needs
# no compiler.
set -eu
cd "$(dirname "$0")"
for name in libaio libnuma; do
    gcc -shared -nostdlib -Os -s -w -Wl,-z,norelro -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,-z,noseparate-code \
        -Wl,-soname,"$name.so.1" -Wl,--version-script="$name.map" -o "$name.so.1" "$name.c"
    chmod 644 "$name.so.1"
done

#!/usr/bin/env bash
# Check that every program and library of the embeddable Python carries a sound signature of the
# Python Software Foundation (or Microsoft's, for its own runtime):  check_signatures.sh FOLDER
set -euo pipefail

report="$(mktemp)"
trap 'rm -f "$report"' EXIT
count=0
same_digest() {
    local signed computed
    signed="$(sed -n 's/^Current message digest *: *//p' "$report" | head -1)"
    computed="$(sed -n 's/^Calculated message digest *: *//p' "$report" | head -1)"
    if [ -n "$signed" ] && [ "$signed" = "$computed" ]; then echo yes; else echo no; fi
}
for file in "$1"/*.exe "$1"/*.dll "$1"/*.pyd; do
    # No revocation lists: the machine that builds may have no way to their servers.
    osslsigncode verify -ignore-crl -in "$file" >"$report" 2>&1 && sound=yes || sound=no
    # Microsoft's root is in no list of Debian's: of its runtime only the digest can be compared.
    case "${file##*/}" in vcruntime*) sound="$(same_digest)" ;; esac
    if [ "$sound" != yes ]; then
        cat "$report" >&2
        echo "$file: its signature is not sound" >&2
        exit 1
    fi
    sed -n "/Signer's certificate/,/Issuer/p" "$report" |
        grep -qE 'Subject: .*O=(Python Software Foundation|Microsoft Corporation)/' ||
        { echo "$file: signed by a stranger" >&2; exit 1; }
    count=$((count + 1))
done
echo "$count files, each signed by the Python Software Foundation or Microsoft"

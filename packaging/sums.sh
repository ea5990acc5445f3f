#!/usr/bin/env bash
# Write dist/SHA256SUMS over every file in dist/, and check it:  packaging/sums.sh [DIST]
set -euo pipefail
cd "${1:-$(dirname "$0")/../dist}"
find . -type f ! -name 'SHA256SUMS*' -printf '%P\0' | sort -z | xargs -0 -r sha256sum >SHA256SUMS.new
mv SHA256SUMS.new SHA256SUMS
sha256sum --check --quiet SHA256SUMS

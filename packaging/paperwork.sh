#!/usr/bin/env bash
# Leave sbom.cdx.json (CycloneDX) and THIRD-PARTY-LICENCES/ in a folder:
#   packaging/paperwork.sh OUTDIR PYTHON            of what PYTHON's environment holds, for Linux
#   packaging/paperwork.sh OUTDIR PYTHON SITE windows   of the packages in the folder SITE, for Windows
# Only what the console needs at run time is listed. The tools live in an environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."

out="$1" python="$2"
site="${3:-$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')}"
system="${4:-linux}"
tools="${TOOLS:-build/paperwork}"
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"

if [ ! -x "$tools/bin/cyclonedx-py" ]; then
    "$python" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/paperwork.txt
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$tools/bin/python" packaging/licences.py view "$site" "$work/view" "$system"

# An environment that sees just these: the tools ask an interpreter, not a folder.
"$python" -m venv --without-pip "$work/seen"
echo "$work/view" >"$work/seen/lib/$("$python" -c 'import sys; print("python3.%d" % sys.version_info[1])')/site-packages/view.pth"
version="$("$python" -c 'import console; print(console.__version__)')"
printf '[project]\nname = "command-console"\nversion = "%s"\n' "$version" >"$work/pyproject.toml"

mkdir -p "$out"
rm -rf "$out/THIRD-PARTY-LICENCES"
"$tools/bin/cyclonedx-py" environment --output-reproducible --pyproject "$work/pyproject.toml" \
    --mc-type application -o "$out/sbom.cdx.json" "$work/seen/bin/python"
"$tools/bin/python" packaging/licences.py papers "$work/view" "$out/sbom.cdx.json" \
    "$out/THIRD-PARTY-LICENCES" "$system"
for text in /usr/share/doc/python3.11/copyright "$site/../python/LICENSE.txt"; do
    if [ -f "$text" ]; then cp "$text" "$out/THIRD-PARTY-LICENCES/CPython.txt"; fi
done
"$tools/bin/pip-licenses" --python "$work/seen/bin/python" --from=mixed --format=csv \
    --output-file "$out/THIRD-PARTY-LICENCES/licences.csv" >/dev/null

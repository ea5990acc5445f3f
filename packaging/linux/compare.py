"""Compare two builds: the same list of files, the same content, rights and links.

compare.py FIRST SECOND
"""

import hashlib
import sys
from pathlib import Path


def listing(folder: Path) -> dict[str, str]:
    """Return by place what distinguishes each file, folder and link of ``folder``."""
    found = {}
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        if path.is_symlink():
            found[place] = f"link to {path.readlink()}"
        elif path.is_dir():
            found[place] = f"folder {path.stat().st_mode:o}"
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[place] = f"file {path.stat().st_mode:o} {digest}"
    return found


def differences(first: Path, second: Path) -> list[str]:
    """Return one line for each place where the two folders differ."""
    one, other = listing(first), listing(second)
    return [
        f"{place}: {one.get(place, 'missing')} | {other.get(place, 'missing')}"
        for place in sorted(one.keys() | other.keys())
        if one.get(place) != other.get(place)
    ]


def main() -> int:
    """Compare the two folders on the command line; 1 where they differ."""
    first, second = map(Path, sys.argv[1:3])
    lines = differences(first, second)
    for line in lines:
        print(line)
    print(f"{len(listing(first))} entries, {len(lines)} differ")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

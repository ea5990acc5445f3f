"""Pack pictures of several sizes into one icon for Windows.

icon.py ICON.ico PICTURE.png …
"""

import struct
import sys
from pathlib import Path


def main() -> None:
    """Write the file: a head, an entry of 16 bytes for each picture, then the pictures."""
    target, *sources = sys.argv[1:]
    pictures = [Path(source).read_bytes() for source in sources]
    at = 6 + 16 * len(pictures)
    head = struct.pack("<3H", 0, 1, len(pictures))
    for picture in pictures:
        width, height = struct.unpack(">2I", picture[16:24])  # a PNG's first chunk
        head += struct.pack("<4B2H2I", width % 256, height % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    Path(target).write_bytes(head + b"".join(pictures))


if __name__ == "__main__":
    main()

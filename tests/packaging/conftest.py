"""The scripts of packaging/linux and packaging/smoke, which belong to no package."""

import sys
from pathlib import Path

_PACKAGING = Path(__file__).parents[2] / "packaging"
for folder in (_PACKAGING, _PACKAGING / "linux"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

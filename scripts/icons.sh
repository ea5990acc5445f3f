#!/usr/bin/env bash
# Draw resources/icons/command-console-*.png anew from the SVG beside them.
set -euo pipefail
cd "$(dirname "$0")/.."

QT_QPA_PLATFORM=offscreen .venv/bin/python - resources/icons/command-console.svg <<'PYTHON'
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

source = Path(sys.argv[1])
app = QGuiApplication([])
drawing = QSvgRenderer(str(source))
for size in (16, 24, 32, 48, 64, 128, 256, 512):
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    if not picture.save(str(source.with_name(f"{source.stem}-{size}.png"))):
        sys.exit(f"{size}: could not be written")
PYTHON

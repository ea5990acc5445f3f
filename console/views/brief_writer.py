"""Writes the daily brief as PDF and picture; a file appears whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from console.domain.boundaries import Boundaries
from console.domain.brief import Brief
from console.views.brief_page import draw_brief
from console.views.paper import PAGE

_DPI = 300
_PICTURE_DPI = 200
_UNITS_PER_INCH = 254
_TITLE = "daily brief"


def write_brief(brief: Brief, boundaries: Boundaries | None, folder: Path) -> tuple[Path, Path]:
    """Write the brief into ``folder`` as PDF and PNG, replacing nothing; return both files.

    To be called off the GUI thread: it paints two pages.

    Raises:
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = brief.region or "province"
    stem = f"brief_{brief.made_at.astimezone():%Y-%m-%d_%H%M%S}_{place}_{brief.lang}"
    pdf = _free(folder / f"{stem}.pdf")
    png = pdf.with_suffix(".png")
    _whole(pdf, lambda path: _write_pdf(brief, boundaries, path))
    _whole(png, lambda path: _write_png(brief, boundaries, path))
    return pdf, png


def _free(wanted: Path) -> Path:
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}_{number}")
        if not path.exists():
            return path
    raise FileExistsError(0, f"{wanted.name} is there already")


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(part)
        if not part.is_file() or not part.stat().st_size:
            raise OSError(0, f"{path.name} was not written")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_pdf(brief: Brief, boundaries: Boundaries | None, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setTitle(f"{brief.region_name} {brief.made_at:%Y-%m-%d} {_TITLE}")
    margins = QMarginsF(0, 0, 0, 0)
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, margins))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, f"{path.name} cannot be written")
    scale = _DPI / _UNITS_PER_INCH
    painter.scale(scale, scale)
    draw_brief(painter, brief, boundaries)
    painter.end()


def _write_png(brief: Brief, boundaries: Boundaries | None, path: Path) -> None:
    scale = _PICTURE_DPI / _UNITS_PER_INCH
    width, height = round(PAGE.width() * scale), round(PAGE.height() * scale)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDotsPerMeterX(round(_PICTURE_DPI / 0.0254))
    image.setDotsPerMeterY(round(_PICTURE_DPI / 0.0254))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    draw_brief(painter, brief, boundaries)
    painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload] # as Qt takes it
        raise OSError(0, f"{path.name} cannot be written")

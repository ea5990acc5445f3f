"""Sheets on paper: a document as HTML, PDF and picture, written off the GUI thread."""

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QRunnable, QSizeF, QThreadPool, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from shiboken6 import isValid
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.theme import FONT_FAMILIES
from console.widgets.phrases import unbroken

_LOG = logging.getLogger(__name__)

HTML, PDF, PNG = ".html", ".pdf", ".png"

_WIDTH = 1240
"""Width of a picture of a sheet, in pixels: A4 at 150 dots per inch."""

_MARGIN = 60
_DPI = 300
_LETTERS = 12


class _News(QObject):
    written = Signal(str, object)
    failed = Signal(str, object)


class SheetWriter(QObject):
    """Writes sheets into a folder; a file appears whole or not at all, and replaces no other."""

    written = Signal(str, object)
    """What was asked for, and its files: a tuple of :class:`Path`."""

    failed = Signal(str, object)
    """What was asked for, and why it is not there: a :class:`ConsoleError`."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder

    def write(self, key: str, stem: str, html: str, kinds: Sequence[str]) -> None:
        """Write ``html`` as files called ``stem`` of ``kinds`` (:data:`HTML`, …).

        Args:
            key: Returned with the answer, so that whoever asked knows it.
            stem: Name of the files without their ending.
            html: A whole document, in what :class:`QTextDocument` understands.
            kinds: Endings of the files wanted.
        """
        job = _Writing(key, self._folder / stem, html, tuple(kinds))
        job.news.written.connect(self.written)
        job.news.failed.connect(self.failed)
        QThreadPool.globalInstance().start(job)


class _Writing(QRunnable):
    def __init__(self, key: str, path: Path, html: str, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self.news = _News()
        self._key, self._path, self._html, self._kinds = key, path, html, kinds

    @override
    def run(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            stem = _free_stem(self._path, self._kinds)
            files = tuple(self._write(stem.with_name(stem.name + kind)) for kind in self._kinds)
        except OSError as error:
            self._tell_failure(error)
        else:
            if isValid(self.news):
                self.news.written.emit(self._key, files)

    def _write(self, path: Path) -> Path:
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            _WRITERS[path.suffix](self._html, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return path

    def _tell_failure(self, error: OSError) -> None:
        _LOG.warning("The sheet %s was not written: %s", self._path, error)
        if isValid(self.news):
            self.news.failed.emit(
                self._key,
                ConsoleError(
                    str(self._path.parent),
                    Text("无法保存表单。", f"The sheet cannot be saved: {error.strerror}."),
                    Text("请检查权限与剩余空间。", "Check the folder's rights and free space."),
                ),
            )


def _free_stem(path: Path, kinds: Sequence[str]) -> Path:
    for number in range(1, 1000):
        stem = path if number == 1 else path.with_name(f"{path.name}_{number}")
        if not any(stem.with_name(stem.name + kind).exists() for kind in kinds):
            return stem
    raise FileExistsError(path)


def document_of(html: str, pixels: int = 20) -> QTextDocument:
    """Return ``html`` laid out with the console's fonts, black on white."""
    document = QTextDocument()
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    document.setDefaultFont(font)
    document.setHtml(unbroken(html))
    return document


def _write_html(html: str, path: Path) -> None:
    path.write_text(html, "utf-8")


def _write_pdf(html: str, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(15, 15, 15, 15),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = document_of(html, round(_DPI * _LETTERS / 90))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del writer
    if not path.exists():
        raise OSError(0, "the PDF was not written")


def _write_png(html: str, path: Path) -> None:
    document = document_of(html)
    document.setTextWidth(_WIDTH - 2 * _MARGIN)
    height = round(document.size().height()) + 2 * _MARGIN
    image = QImage(_WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(_MARGIN, _MARGIN)
    document.drawContents(painter)
    painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload] # as Qt takes it
        raise OSError(0, "the picture was not written")


_WRITERS: dict[str, Callable[[str, Path], None]] = {
    HTML: _write_html,
    PDF: _write_pdf,
    PNG: _write_png,
}

"""What a file is: a picture, a workbook, or text, and if so in which encoding."""

import codecs
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_CHUNK = 1 << 20
_LONGEST_LINE = 4 << 20
_SAMPLE = 1 << 16
#: Shared texts of a workbook lie in memory as a whole; more than this is no table of figures.
_MOST_SHARED_TEXT = 256 << 20
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b]")

SAVE_AS = Text(
    "请在 Excel 或 WPS 中打开，另存为 .xlsx 或 CSV（UTF-8）后再导入。",
    "Open it in Excel or WPS and save it as .xlsx or CSV (UTF-8).",
)
_CHOOSE = Text("请选择 CSV 或 .xlsx 文件。", "Choose a CSV or .xlsx file.")

_PICTURE = Text("这是一张图片，不是表格。", "This is a picture, not a table.")
_ARCHIVE = Text("这是压缩包，不是表格。", "This is an archive, not a table.")
_BINARY = Text("不是文本表格（含二进制内容）。", "This is no text table: it holds binary content.")
_OLD_EXCEL = Text(
    "这是旧版 .xls 或加密的 Excel 文件。", "This is an old .xls or an encrypted Excel file."
)
_WEB_PAGE = Text(
    "这是网页（HTML 或 XML），虽然扩展名可能是 .xls。",
    "This is a web page (HTML or XML), even if it is called .xls.",
)
_ONE_LINE = Text("一行过长，不是表格。", "One line is far too long for a table.")
_UNPACK = Text("请先解压。", "Unpack it first.")

_SIGNATURES: tuple[tuple[bytes, Text, Text], ...] = (
    (b"\x89PNG", _PICTURE, _CHOOSE),
    (b"\xff\xd8\xff", _PICTURE, _CHOOSE),
    (b"GIF8", _PICTURE, _CHOOSE),
    (b"BM", _PICTURE, _CHOOSE),
    (b"II*\x00", _PICTURE, _CHOOSE),
    (b"MM\x00*", _PICTURE, _CHOOSE),
    (b"RIFF", _PICTURE, _CHOOSE),
    (b"%PDF", Text("这是 PDF 文件，不是表格。", "This is a PDF, not a table."), _CHOOSE),
    (b"\xd0\xcf\x11\xe0", _OLD_EXCEL, SAVE_AS),
    (b"Rar!", _ARCHIVE, _UNPACK),
    (b"7z\xbc\xaf", _ARCHIVE, _UNPACK),
    (b"\x1f\x8b", _ARCHIVE, _UNPACK),
    (b"SQLite format 3", Text("这是 SQLite 数据库。", "This is an SQLite database."), _CHOOSE),
    (b"\x7fELF", Text("这是程序文件。", "This is a program."), _CHOOSE),
    (b"MZ", Text("这是程序文件。", "This is a program."), _CHOOSE),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class Form(StrEnum):
    """The two forms of table that can be read."""

    CSV = "CSV"
    XLSX = "Excel"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file turned out to be; ``encoding`` is Python's name, ``called`` ours."""

    form: Form
    encoding: str = ""
    called: str = ""


@contextmanager
def outside_faults(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into a :class:`ConsoleError` that names ``path``."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsoleError(
            str(path),
            Text(f"无法读取（{why}）。", f"Cannot be read ({why})."),
            Text("请检查路径与权限。", "Check the path and its rights."),
        ) from error
    except UnicodeError as error:  # it was decoded once already, when it was recognised
        raise ConsoleError(
            path.name,
            Text("读取时文件被改写。", "The file changed while it was read."),
            Text("请稍后重试，或先复制到本机。", "Try again, or copy it to this machine first."),
        ) from error


def recognise(path: Path) -> Recognised:
    """Say what ``path`` is; text is decoded once as a whole, in pieces, to be sure of its encoding.

    Raises:
        ConsoleError: It is missing, empty, unreadable, or no table.
    """
    with outside_faults(path):
        _demand_a_file(path)
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ConsoleError(path.name, Text("文件是空的。", "The file is empty."), _CHOOSE)
    if head.startswith(b"PK\x03\x04"):
        return _recognise_zip(path)
    _refuse_known(path, head)
    return _recognise_text(path, head)


def _demand_a_file(path: Path) -> None:
    if path.is_dir():
        raise ConsoleError(str(path), Text("这是文件夹。", "This is a folder."), _CHOOSE)
    if not path.exists():
        raise ConsoleError(
            str(path),
            Text("没有这个文件。", "There is no such file."),
            Text("请检查路径。", "Check the path."),
        )
    if not path.is_file():
        raise ConsoleError(str(path), Text("这不是普通文件。", "This is no plain file."), _CHOOSE)


def _refuse_known(path: Path, head: bytes) -> None:
    for signature, problem, remedy in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head):
            raise ConsoleError(path.name, problem, remedy)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"mime-version")):
        raise ConsoleError(path.name, _WEB_PAGE, SAVE_AS)


def _recognise_zip(path: Path) -> Recognised:
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ConsoleError(
            path.name,
            Text("文件已损坏（压缩结构不完整）。", "The file is damaged (incomplete archive)."),
            SAVE_AS,
        ) from error
    if "xl/workbook.xml" in sizes:
        if sizes.get("xl/sharedStrings.xml", 0) > _MOST_SHARED_TEXT:
            raise ConsoleError(
                path.name,
                Text("工作簿的文字过大。", "The workbook holds too much text."),
                Text("请另存为 CSV 后导入。", "Save it as CSV and import that."),
            )
        return Recognised(Form.XLSX, called=".xlsx")
    if "content.xml" in sizes or "xl/workbook.bin" in sizes:
        kind = ".ods" if "content.xml" in sizes else ".xlsb"
        raise ConsoleError(
            path.name, Text(f"这是 {kind} 文件。", f"This is an {kind} file."), SAVE_AS
        )
    raise ConsoleError(path.name, _ARCHIVE, _UNPACK)


def _recognise_text(path: Path, head: bytes) -> Recognised:
    for mark, encoding, called in _MARKS:
        if head.startswith(mark):
            if not _is_text(path, encoding):
                raise ConsoleError(
                    path.name,
                    Text(f"不是完整的 {called} 文本。", f"This is not wholly {called} text."),
                    SAVE_AS,
                )
            return Recognised(Form.CSV, encoding, called)
    if b"\x00" in head:
        raise ConsoleError(path.name, _BINARY, SAVE_AS)
    for encoding, called in (("utf-8", "UTF-8"), ("gb18030", "GBK/GB18030")):
        if _is_text(path, encoding):
            return Recognised(Form.CSV, encoding, called)
    raise ConsoleError(
        path.name,
        Text(
            "不是表格文本，也不是 UTF-8 或 GBK/GB18030 编码。",
            "This is no text table, or neither in UTF-8 nor in GBK/GB18030.",
        ),
        SAVE_AS,
    )


def _is_text(path: Path, encoding: str) -> bool:
    """Decode the whole file in pieces; False where it is in another encoding.

    Raises:
        ConsoleError: It is in this encoding, but no text in lines.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    run = 0
    with outside_faults(path), path.open("rb") as file:
        while True:
            data = file.read(_CHUNK)
            try:
                text = decoder.decode(data, final=not data)
            except UnicodeError:
                return False
            if _CONTROLS.search(text):
                raise ConsoleError(path.name, _BINARY, SAVE_AS)
            end = max(text.rfind("\n"), text.rfind("\r"))
            run = run + len(text) if end < 0 else len(text) - end
            if run > _LONGEST_LINE:
                raise ConsoleError(path.name, _ONE_LINE, SAVE_AS)
            if not data:
                return True

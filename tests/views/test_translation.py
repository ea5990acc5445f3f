"""Every text of the screen has its Chinese."""

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from console import paths
from console.app.languages import Languages
from console.domain.wording import Lang
from console.widgets.language import language

TS = paths.resources() / "i18n" / "zh.ts"
PACKAGE = paths.resources().parent / "console"
TOOLS = Path(sys.executable).parent


def root(file: Path) -> ET.Element:
    return ET.parse(file).getroot()  # noqa: S314 - our own file


def sources(file: Path) -> set[tuple[str, str]]:
    """Context and source of every text in ``file``."""
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in root(file).iter("context")
        for message in context.iter("message")
    }


def tool(name: str, *arguments: object) -> None:
    found = shutil.which(name, path=str(TOOLS))
    assert found, f"{name} belongs to PySide6"
    subprocess.run([found, "-silent", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    target = tmp_path / "zh.qm"
    tool("pyside6-lrelease", TS, "-qm", target)
    return target


def test_no_text_is_without_its_chinese():
    unfinished = [
        message.findtext("source")
        for message in root(TS).iter("message")
        if (found := message.find("translation")) is None
        or found.get("type") is not None
        or not (found.text or "").strip()
    ]
    assert unfinished == []


def test_the_file_knows_every_text_in_the_code_and_no_other(tmp_path):
    fresh = tmp_path / "fresh.ts"
    files = sorted(
        f for part in ("app", "views", "widgets") for f in (PACKAGE / part).rglob("*.py")
    )
    tool("pyside6-lupdate", "-locations", "none", *files, "-ts", fresh)
    assert sources(fresh) == sources(TS)


def test_every_gap_in_a_text_is_in_its_translation_too():
    for message in root(TS).iter("message"):
        source, chinese = message.findtext("source", ""), message.findtext("translation", "")
        assert gaps(source) == gaps(chinese), source


def gaps(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def test_texts_are_said_in_the_language_that_was_chosen(qapp, compiled):
    translator = QTranslator()
    assert translator.load(str(compiled))
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("DeskWindow", "Places") == "地区"
    finally:
        QCoreApplication.removeTranslator(translator)
    assert QCoreApplication.translate("DeskWindow", "Places") == "Places"


def test_switching_goes_from_one_language_to_the_other_and_back(qapp):
    languages = Languages()
    languages.use(Lang.EN)
    languages.switch()
    assert language() is Lang.ZH
    languages.switch()
    assert language() is Lang.EN


def test_missing_chinese_texts_are_a_fault_and_not_the_end(qapp, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    languages = Languages()
    assert languages.fault is not None
    languages.use(Lang.ZH)
    languages.use(Lang.EN)

"""The languages of the screen."""

import shutil

from PySide6.QtCore import QCoreApplication

from console import paths
from console.app.languages import Languages
from console.domain.wording import Lang


def test_texts_that_are_written_anew_while_the_console_runs_crash_nothing(
    qapp, tmp_path, monkeypatch
):
    shutil.copytree(paths.resources() / "i18n", tmp_path / "i18n")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    languages = Languages()
    languages.use(Lang.ZH)
    (tmp_path / "i18n" / "zh.qm").write_bytes(b"")
    assert "安全画面" in QCoreApplication.translate("KeyHelp", "Safe scene")
    languages.use(Lang.EN)
    assert QCoreApplication.translate("KeyHelp", "Safe scene") == "Safe scene"


def test_missing_texts_are_a_fault_and_not_an_end(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    languages = Languages()
    assert languages.fault is not None
    assert "zh.qm" in languages.fault.place

"""The language of the screen, switched while the console runs."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Slot

from console import paths
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text
from console.widgets.language import language, set_language

_LOG = logging.getLogger(__name__)

_LOCALES = {
    Lang.ZH: QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    Lang.EN: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Languages(QObject):
    """Installs and removes translators; every widget hears of it by a LanguageChange event."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = QTranslator(self)
        self._qt = QTranslator(self)
        self.fault: ConsoleError | None = None
        file = paths.resources() / "i18n" / "zh.qm"
        # Given a name, Qt maps the file: an update that writes it anew would crash a running wall.
        self._words = _content(file)
        if not self._ours.load(self._words):
            self.fault = ConsoleError(
                str(file),
                Text("中文界面文件缺失，部分文字为英文。", "The Chinese texts are missing."),
                Text("请重新安装，或运行 make i18n。", "Install anew, or run make i18n."),
            )
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._qt.load("qtbase_zh_CN", folder)

    def use(self, lang: Lang) -> None:
        """Speak ``lang`` from now on."""
        set_language(lang)
        QLocale.setDefault(_LOCALES[lang])
        for translator in (self._qt, self._ours):
            if lang is Lang.ZH:
                QCoreApplication.installTranslator(translator)
            else:
                QCoreApplication.removeTranslator(translator)

    @Slot()
    def switch(self) -> None:
        """Speak the other language."""
        self.use(Lang.EN if language() is Lang.ZH else Lang.ZH)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        _LOG.warning("No Chinese texts: %s", error)
        return b""

"""The language of the screen, kept in one place: a property of the application object."""

from PySide6.QtCore import QCoreApplication

from console.domain.wording import Lang

_PROPERTY = "console_language"


def set_language(lang: Lang) -> None:
    """Note ``lang`` as the language in which names and figures are written from now on."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, lang.value)


def language() -> Lang:
    """Return the language of the screen; Chinese until told otherwise."""
    app = QCoreApplication.instance()
    value = app.property(_PROPERTY) if app is not None else None
    return Lang(value) if value in set(Lang) else Lang.ZH

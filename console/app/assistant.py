"""The first-start assistant at work: it tries, keeps and writes what was answered, and checks."""

import logging
import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QProcess, QProcessEnvironment, Signal, Slot
from PySide6.QtWidgets import QApplication

from console import logs, paths, settings
from console.app.checking import Checking
from console.app.environment import prepare
from console.app.languages import Languages
from console.app.options import RunOptions
from console.data.passwords import keep_password
from console.domain.errors import ConsoleError
from console.domain.setup import ServerAddress, SetupAnswers, address_of
from console.domain.verdicts import Verdict
from console.domain.wording import NOTHING, Lang, Text
from console.settings import LoadedSettings
from console.settings.sources import FILE_NAME, central_file
from console.settings.writing import write_settings
from console.views.assistant import AssistantWindow
from console.views.assistant_pages import ReportPage
from console.widgets.language import language

_LOG = logging.getLogger(__name__)


def first_start(options: RunOptions) -> bool:
    """Say whether nobody has decided anything yet: no settings file, nothing on the command line.

    A platform without screens for people (``offscreen``) is never asked; nor is whoever skipped
    it once.
    """
    asked = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in ("offscreen", "minimal")
    decided = any(name.startswith("CONSOLE_") and name != "CONSOLE_HOME" for name in os.environ)
    files = (paths.user_config() / FILE_NAME, central_file(), _skipped())
    return (
        asked
        and not decided
        and options == RunOptions()
        and not any(file.exists() for file in files)
    )


def ask_first(options: RunOptions, loaded: LoadedSettings) -> LoadedSettings:
    """Ask where it is the first start; return the settings that hold from then on."""
    if not first_start(options):
        return loaded
    if not Assistant(loaded).run():
        _remember_skip()
    return settings.load(options.settings)


def _skipped() -> Path:
    return paths.user_data() / "setup-skipped"


def _remember_skip() -> None:
    """Keep that the assistant was skipped; where nothing can be written it asks again."""
    try:
        _skipped().parent.mkdir(parents=True, exist_ok=True)
        _skipped().touch()
    except OSError as error:
        _LOG.warning("that the assistant was skipped cannot be kept: %s", error)


def set_up(options: RunOptions) -> int:
    """Run the assistant alone, as ``setup`` does: 0 where it wrote, 1 where it was skipped."""
    prepare()
    book = logs.open_book("setup")
    try:
        book.catch_errors()
        book.catch_qt_messages()
        app = QApplication.instance() or QApplication(sys.argv[:1])
        app.setApplicationName(paths.APP_NAME)
        overrides = {"language": options.lang.value if options.lang else None}
        assistant = Assistant(settings.load(options.settings, overrides), options.settings)
        return 0 if assistant.run() else 1
    finally:
        book.close()


class SetupDoor(QObject):
    """Opens the assistant beside a running console; what it writes holds from the next start."""

    @Slot()
    def open(self) -> None:
        """Start ``setup`` as a process of its own."""
        process = QProcess()
        program, *arguments = paths.own_program()
        process.setProgram(program)
        process.setArguments([*arguments, "setup", "--lang", language().value])
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in paths.own_environment().items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.startDetached()


class Assistant(QObject):
    """Holds the window and what works for it."""

    ended = Signal()
    _kept = Signal()
    _refused = Signal(object)

    def __init__(
        self, loaded: LoadedSettings, file: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._file = file or paths.user_config() / FILE_NAME
        self.languages = Languages(self)
        self.languages.use(loaded.settings.lang)
        address = address_of(loaded.settings.database.url)
        self.window = AssistantWindow(address, loaded.settings.wall.outputs)
        self._database = Checking(self)
        self._report = Checking(self)
        self._keeping: threading.Thread | None = None
        self._connect()

    def _connect(self) -> None:
        window = self.window
        window.language_chosen.connect(self._speak)
        window.database_test_wanted.connect(self._test)
        window.posts_wanted.connect(self._ask_posts)
        window.check_wanted.connect(self._check)
        window.written.connect(self._keep)
        window.left.connect(self._leave)
        self._kept.connect(window.show_written)
        self._refused.connect(window.show_refusal)
        self._database.verdict.connect(window.database.results.add)
        self._database.ended.connect(self._tested)
        self._report.verdict.connect(self._told)
        self._report.ended.connect(self._reported)

    def run(self) -> bool:
        """Show the window until it is left; say whether settings were written."""
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        self.window.show()
        loop.exec()
        self.window.deleteLater()
        return self.window.done

    @Slot(object)
    def _speak(self, lang: Lang) -> None:
        self.languages.use(lang)

    @Slot(object)
    def _test(self, server: ServerAddress) -> None:
        self.window.database.show_busy(busy=True)
        words = ["--only", "database", "--database", server.url]
        self._database.start(words, _password_of(server))

    @Slot()
    def _tested(self) -> None:
        self.window.database.show_busy(busy=False)

    @Slot(object)
    def _ask_posts(self, answers: SetupAnswers) -> None:
        server = answers.server
        url = server.url if server is not None else ""
        words = ["--only", "posts", "--database", url]
        self._report.start(words, _password_of(server))

    @Slot()
    def _check(self) -> None:
        self._report.start(["--settings", str(self._file)], {})

    @Slot(object)
    def _told(self, verdict: Verdict) -> None:
        self._page().add(verdict)

    @Slot()
    def _reported(self) -> None:
        self._page().end()

    def _page(self) -> ReportPage:
        window = self.window
        return window.check if window.done else window.posts

    @Slot(object)
    def _keep(self, answers: SetupAnswers) -> None:
        """Keep password and settings off the GUI thread: a keyring may wait for a person."""
        if self._keeping is not None and self._keeping.is_alive():
            return
        self._keeping = threading.Thread(
            target=self._write, args=(answers,), name="settings", daemon=True
        )
        self._keeping.start()

    def _write(self, answers: SetupAnswers) -> None:
        server = answers.server
        try:
            if server is not None and server.password:
                keep_password(server.url, server.password)
            write_settings(
                self._file,
                {
                    "language": answers.lang.value,
                    "database.url": server.url if server is not None else "",
                    "wall.outputs": answers.outputs,
                },
            )
        except ConsoleError as error:
            self._refused.emit(error)
        except Exception as error:  # noqa: BLE001 - told to the person who waits for it
            words = f"{type(error).__name__}: {error}"
            self._refused.emit(ConsoleError(str(self._file), Text(words, words), NOTHING))
        else:
            self._kept.emit()

    @Slot()
    def _leave(self) -> None:
        self._database.stop()
        self._report.stop()
        if self._keeping is not None:
            self._keeping.join(5.0)
        self.ended.emit()


def _password_of(server: ServerAddress | None) -> dict[str, str]:
    """Return the variable by which a child process learns of the password that was typed."""
    return {"PGPASSWORD": server.password} if server is not None and server.password else {}

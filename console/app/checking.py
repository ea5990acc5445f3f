"""The check, in a process of its own: nothing that it tries can hold up or end the windows."""

import json
import os
from collections.abc import Mapping

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from console.domain.verdicts import Level, Verdict
from console.domain.wording import Text
from console.paths import own_environment, own_program


class Checking(QObject):
    """Runs ``check`` and hands on its verdicts as they come; a new run ends the one before."""

    verdict = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._pending = b""

    def start(self, words: list[str], variables: Mapping[str, str]) -> None:
        """Run ``check`` with ``words``; ``variables`` are for it alone (a password, say)."""
        self.stop()
        self._pending = b""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in {**own_environment(), **variables}.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        self._process = process
        program, *arguments = own_program()
        process.start(program, [*arguments, "check", "--json-lines", *words])

    def stop(self) -> None:
        """End the run at hand, if there is one; it is not heard of any more."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._finish)
        process.errorOccurred.disconnect(self._fail)
        process.kill()
        process.waitForFinished(2000)
        process.deleteLater()

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._pending = (
            self._pending + self._process.readAllStandardOutput().data()
        ).split(os.linesep.encode())
        for line in lines:
            if line.startswith(b"{"):
                self.verdict.emit(_verdict(json.loads(line)))

    @Slot()
    def _finish(self) -> None:
        if self._process is None:
            return
        self._read()
        process, self._process = self._process, None
        process.deleteLater()
        self.ended.emit()

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finish()


def _verdict(told: Mapping[str, Mapping[str, str]]) -> Verdict:
    title, found, remedy = (
        Text(told[key]["zh"], told[key]["en"]) for key in ("title", "found", "remedy")
    )
    return Verdict(str(told["topic"]), Level(str(told["level"])), title, found, remedy)

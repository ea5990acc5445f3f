"""What all commands share: exit codes, one clear message for a fault, JSON for programs."""

import io
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import NoReturn

import typer

from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text

DONE = 0
FAILED = 1
WRONG_USAGE = 2

_LOG = logging.getLogger(__name__)

_UNEXPECTED = Text("程序出错，不是您的操作问题。", "The program failed; this is not your mistake.")
_SEE_LOG = Text("详情见日志：{path}", "Details are in the log: {path}")


def make_output_safe() -> None:
    """Let no character stop the program that the terminal's encoding does not know."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def language_of(words: Sequence[str] = ()) -> Lang:
    """Return the language to speak: ``--lang`` of the command line, or else the settings'."""
    for index, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or "".join(words[index + 1 : index + 2])
            if value in ("zh", "en"):
                return Lang(value)
    from console import settings

    return settings.load().settings.lang


def say(message: str) -> None:
    """Print ``message`` for a person, on standard error, where it disturbs no program's reading."""
    typer.echo(message, err=True)


def fail(error: ConsoleError, lang: Lang | None = None) -> NoReturn:
    """Print ``error`` with its place and remedy and end the command with exit code 1.

    Args:
        error: The fault.
        lang: The language; None = of the settings.

    Raises:
        typer.Exit: Always.
    """
    say(error.say(lang or language_of()))
    raise typer.Exit(FAILED)


def report(error: ConsoleError, words: Sequence[str]) -> int:
    """Print a fault of the surroundings and return exit code 1."""
    say(error.say(language_of(words)))
    return FAILED


def report_unexpected(error: BaseException, words: Sequence[str]) -> int:
    """Log an error of the program with its trace, print where, and return exit code 1."""
    from console import logs

    book = logs.open_book(words[0])
    _LOG.critical("Unexpected error", exc_info=error)
    lang = language_of(words)
    place = _SEE_LOG.of(lang).format(path=book.path) if book.path else ""
    say(f"{_UNEXPECTED.of(lang)} {type(error).__name__}. {place}".strip())
    book.close()
    return FAILED


def exit_code(stop: SystemExit) -> int:
    """Return the exit code that ``stop`` carries."""
    if stop.code is None:
        return DONE
    return stop.code if isinstance(stop.code, int) else FAILED


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def print_json(value: object) -> None:
    """Print ``value`` as JSON on standard output.

    Dataclasses become objects, times ISO 8601, durations seconds, paths text.
    """
    typer.echo(to_json(value))


def print_json_line(value: object) -> None:
    """Print ``value`` as JSON in one line, at once, for a program that reads along."""
    typer.echo(json.dumps(value, default=_plain))
    sys.stdout.flush()


def to_json(value: object) -> str:
    """Return ``value`` as JSON, written as :func:`print_json` prints it."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)

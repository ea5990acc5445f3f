"""The manual pages, written from the command line itself, so that they cannot say otherwise."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from console.cli import PROGRAM, application

if TYPE_CHECKING:
    from typer.core import TyperCommand as Command

_KIOSK = Path(__file__).resolve().parent / "files" / "command-console-kiosk"

_FILES = """.SH FILES
.TP
.I /etc/command-console/settings.toml
Settings for all users, the administrator's.
.TP
.I ~/.config/command-console/settings.toml
Settings of one user, stronger than those for all.
.TP
.I ~/.local/share/command-console, ~/.cache/command-console, ~/.local/state/command-console/log
The embedded database, the last good data, and the logs.
.TP
.I /usr/lib/command-console/_internal/resources/defaults.toml
Every setting there is, with its default. Not to be changed.
.SH ENVIRONMENT
.TP
.B CONSOLE_HOME
One folder in the place of the user's three.
.TP
.B CONSOLE_DATABASE_URL, CONSOLE_WALL_SCENE, CONSOLE_LANGUAGE \\fR...
Any setting; stronger than the files.
.SH EXIT STATUS
0 done, 1 failed, 2 wrong usage.
"""


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(['.])", r"\\&\1", escaped, flags=re.MULTILINE)


def _text(text: str | None) -> str:
    return "\n.PP\n".join(_roff(part) for part in re.split(r"\n\s*\n", (text or "").strip()))


def _head(name: str, summary: str, version: str, moment: datetime) -> str:
    title = f'.TH {name.upper()} 1 {moment:%Y-%m-%d} "command-console {version}"\n'
    return f"{title}.SH NAME\n{_roff(name)} \\- {_roff(summary)}\n"


def _parameters(command: "Command") -> Iterator[str]:
    context = command.context_class(command)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and not parameter.hidden:
            names, meaning = record
            yield f".TP\n.B {_roff(names)}\n{_roff(meaning) or '.'}\n"


def _commands(
    command: "Command", path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], "Command"]]:
    children = getattr(command, "commands", None)
    if not children:
        yield path, command
        return
    for name, child in children.items():
        yield from _commands(child, (*path, name))


def _program(version: str, moment: datetime) -> str:
    root = typer.main.get_command(application())
    parts = [
        _head(PROGRAM, "operator console for the wall of a command centre", version, moment),
        f".SH SYNOPSIS\n.B {_roff(PROGRAM)}\n[\\fICOMMAND\\fR] [\\fIOPTION\\fR]...\n",
        f".SH DESCRIPTION\n{_text(root.help)}\n.SH COMMANDS\n",
    ]
    for path, command in _commands(root):
        parts.append(f".SS {_roff(' '.join(path))}\n{_text(command.help)}\n")
        parts += _parameters(command)
    return "".join([*parts, _FILES, ".SH SEE ALSO\n.BR command\\-console\\-kiosk (1)\n"])


def _kiosk(version: str, moment: datetime) -> str:
    lines = re.findall(r"^# ?(.*)$", _KIOSK.read_text(encoding="utf-8"), re.MULTILINE)
    about = "\n".join(lines[1:12])
    return (
        _head("command-console-kiosk", "start the wall with the session", version, moment)
        + f".SH DESCRIPTION\n.nf\n{_roff(about)}\n.fi\n"
        + ".SH SEE ALSO\n.BR command\\-console (1)\n"
    )


def pages(version: str, moment: datetime) -> dict[str, str]:
    """Return the manual pages by name.

    Args:
        version: Of the program.
        moment: Date that the pages bear.
    """
    return {
        PROGRAM: _program(version, moment),
        "command-console-kiosk": _kiosk(version, moment),
    }

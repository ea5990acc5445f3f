"""The command line: ``run`` (the default), ``db``, ``import``, ``check``, ``diagnose`` and others.

Each command lives in a module of its own, which is imported only when it is asked for (or for the
list that ``--help`` prints), and which imports what is heavy inside its function.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

import typer

from console import __version__
from console.cli import common
from console.domain.errors import ConsoleError

PROGRAM = "command-console"
DEFAULT_COMMAND = "run"


def _add_run(application: typer.Typer) -> None:
    from console.cli import run

    application.command("run")(run.command)


def _add_check(application: typer.Typer) -> None:
    from console.cli import check

    application.command("check")(check.command)


def _add_db(application: typer.Typer) -> None:
    from console.cli import db

    application.add_typer(db.app, name="db")


def _add_import(application: typer.Typer) -> None:
    from console.cli import importing

    application.add_typer(importing.app, name="import")


def _add_simulate(application: typer.Typer) -> None:
    from console.cli import simulate

    application.command("simulate")(simulate.command)


def _add_listen(application: typer.Typer) -> None:
    from console.cli import listen

    application.command("listen", hidden=True)(listen.command)


def _add_setup(application: typer.Typer) -> None:
    from console.cli import setup

    application.command("setup")(setup.command)


def _add_diagnose(application: typer.Typer) -> None:
    from console.cli import diagnose

    application.command("diagnose")(diagnose.command)


def _add_feeds(application: typer.Typer) -> None:
    from console.cli import feeds

    application.add_typer(feeds.app, name="feeds")


def _add_log(application: typer.Typer) -> None:
    from console.cli import wall_log

    application.command("log")(wall_log.command)


def _add_post(application: typer.Typer) -> None:
    from console.cli import post

    application.command("post")(post.command)


def _add_rehearse(application: typer.Typer) -> None:
    from console.cli import rehearse

    application.command("rehearse")(rehearse.command)


def _add_brief(application: typer.Typer) -> None:
    from console.cli import brief

    application.command("brief")(brief.command)


def _add_ledger(application: typer.Typer) -> None:
    from console.cli import ledger

    application.command("ledger")(ledger.command)


_ADDERS: dict[str, Callable[[typer.Typer], None]] = {
    "run": _add_run,
    "check": _add_check,
    "db": _add_db,
    "import": _add_import,
    "simulate": _add_simulate,
    "feeds": _add_feeds,
    "log": _add_log,
    "brief": _add_brief,
    "ledger": _add_ledger,
    "rehearse": _add_rehearse,
    "post": _add_post,
    "listen": _add_listen,
    "setup": _add_setup,
    "diagnose": _add_diagnose,
}


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Operator console for the big screen of an epidemic prevention and control command centre.

    Without a command it does `run`.
    """


def _exit_with(code: object, **_parameters: object) -> None:
    """Make a command's returned whole number the exit code of the program."""
    raise typer.Exit(code if isinstance(code, int) else common.DONE)


def application(names: Iterable[str] = tuple(_ADDERS)) -> typer.Typer:
    """Return the command line with the commands ``names``; importing each of their modules."""
    app = typer.Typer(
        name=PROGRAM, add_completion=False, no_args_is_help=True, result_callback=_exit_with
    )
    app.callback()(_root)
    for name in names:
        _ADDERS[name](app)
    return app


def with_default_command(arguments: Sequence[str]) -> list[str]:
    """Return ``arguments`` with ``run`` put in front where they name no command."""
    if not arguments:
        return [DEFAULT_COMMAND]
    first = arguments[0]
    if first.startswith("-") and first not in ("--help", "--version"):
        return [DEFAULT_COMMAND, *arguments]
    return list(arguments)


def _needed(word: str) -> Iterable[str]:
    """Return the commands to import for ``word``: all to list them, none for the version."""
    if word in _ADDERS:
        return (word,)
    return () if word == "--version" else _ADDERS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 wrong usage.

    Args:
        arguments: What was typed after the program's name; None = from ``sys.argv``.
    """
    common.make_output_safe()
    words = with_default_command(sys.argv[1:] if arguments is None else arguments)
    try:
        app = application(_needed(words[0]))
        typer.main.get_command(app).main(args=words, prog_name=PROGRAM)
    except SystemExit as stop:
        return common.exit_code(stop)
    except ConsoleError as error:
        return common.report(error, words)
    except Exception as error:  # noqa: BLE001 - the outermost edge: logged with its trace
        return common.report_unexpected(error, words)
    return common.DONE

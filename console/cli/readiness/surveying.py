"""All verdicts, in the order in which one would mend what is wrong."""

from collections.abc import Iterator

from console.cli.readiness import database, display, machine, posts
from console.cli.readiness.verdicts import Level, Verdict
from console.domain.wording import Text
from console.settings import LoadedSettings


def survey(loaded: LoadedSettings, only: str = "") -> Iterator[Verdict]:
    """Look at everything, one thing after the other; each verdict comes as soon as it is known.

    Args:
        loaded: The settings, with the address of the database that is to be looked at.
        only: ``database`` or ``posts`` for just these; posts are asked only where they are named.
    """
    if only:
        part = {"database": database.database, "posts": posts.posts}[only]
        yield from part(loaded.settings.database.url)
        return
    yield machine.python()
    yield from _settings(loaded)
    yield from machine.disk()
    yield from machine.codecs()
    yield from display.display()
    yield from database.database(loaded.settings.database.url)


def _settings(loaded: LoadedSettings) -> Iterator[Verdict]:
    title = Text("设置", "Settings")
    for fault in loaded.faults:
        found = Text(f"{fault.place}：{fault.problem.zh}", f"{fault.place}: {fault.problem.en}")
        yield Verdict("settings", Level.WARN, title, found, fault.remedy)
    if not loaded.faults:
        yield Verdict("settings", Level.OK, title, Text("无误", "sound"))

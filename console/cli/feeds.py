"""The commands ``feeds check|list``: what the addresses of the command posts would show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.errors import ConsoleError
from console.domain.feeds import FeedPost, Stream
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from console.domain.posts import Post
    from console.settings import Settings
    from console.video.survey import Finding

app = typer.Typer(help="Examine the live feeds of the command posts.", no_args_is_help=True)

_Posts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[POST]...", help="Codes of posts. Default: all.", show_default=False),
]
_Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        help="Where the posts are. Default: the settings', or else the demonstration's.",
        show_default=False,
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print for a program to read.")]
_Seconds = Annotated[
    float,
    typer.Option("--seconds", min=1.0, max=60.0, help="How long each feed is measured."),
]

_STREAMS = {Stream.MAIN: Text("主码流", "main"), Stream.SUB: Text("子码流", "sub")}
_COLOURS = {"ok": typer.colors.GREEN, "warn": typer.colors.YELLOW, "fail": typer.colors.RED}
_SUM = Text(
    "共 {all} 路：可用 {ok}，提醒 {warn}，不可用 {fail}。",
    "{all} addresses: {ok} will do, {warn} with a warning, {fail} will not.",
)
_KEY = Text("关键帧间隔 {0:.1f} 秒", "a key frame every {0:.1f} s")
_DELAY = Text("延迟 {0:.1f} 秒", "{0:.1f} s late")
_ANSWER = Text("应答 {0:.0f} 毫秒", "answered in {0:.0f} ms")
_RATE = Text("{0:.0f} 帧/秒", "{0:.0f} pictures/s")


@app.command("check")
def check(
    posts: _Posts = None,
    database: _Database = "",
    seconds: _Seconds = 5.0,
    lang: Annotated[Lang | None, typer.Option(help="Language. Default: the settings'.")] = None,
    as_json: _Json = False,
) -> int:
    """Examine each address of each post: codec, size, rate, key frames, delay, and a verdict.

    Several posts are asked at once. Exit code 1 if a feed does not come, 2 for an unknown post.
    """
    from console import settings as all_settings
    from console.video.survey import Level, survey

    loaded = all_settings.load().settings
    speak = lang or loaded.lang
    chosen = _chosen(_read(database, loaded), posts or ())
    findings: list[Finding] = []
    for found in survey(chosen, seconds=seconds, also_allowed=loaded.video.also_allowed):
        findings.append(found)
        if not as_json:
            for line in _lines(found, speak):
                typer.echo(line)
    counts = {level: sum(f.level is level for f in findings) for level in Level}
    if as_json:
        common.print_json(
            {
                "ok": not counts[Level.FAIL],
                "counts": {level.value: count for level, count in counts.items()},
                "feeds": [asdict(found) for found in findings],
            }
        )
    else:
        words = {level.value: count for level, count in counts.items()}
        typer.echo(_SUM.of(speak).format(all=len(findings), **words))
    return common.FAILED if counts[Level.FAIL] else common.DONE


@app.command("list")
def list_feeds(
    database: _Database = "",
    lang: Annotated[Lang | None, typer.Option(help="Language. Default: the settings'.")] = None,
    as_json: _Json = False,
) -> None:
    """List the posts and their addresses, without their passwords; nothing is opened."""
    from console import settings as all_settings
    from console.domain.secrets import redact

    loaded = all_settings.load().settings
    posts = _read(database, loaded)
    if as_json:
        shown = [
            {
                "post": post.code,
                "region": post.region,
                "name": asdict(post.name),
                "kind": post.kind,
                "expected": post.expected,
                "main": redact(post.main_url),
                "sub": redact(post.sub_url),
            }
            for post in posts
        ]
        common.print_json(shown)
        return
    for post in posts:
        addresses = [redact(text) for text in (post.main_url, post.sub_url) if text]
        name = post.name.of(lang or loaded.lang)
        typer.echo(f"{post.code}  {name}  {'  '.join(addresses) or '–'}")


def _read(database: str, loaded: "Settings") -> "tuple[Post, ...]":
    from console.data.connection import open_engine
    from console.data.demo.keeping import ensure_demo
    from console.data.posts import read_posts

    engine = open_engine(
        database or loaded.database.url or ensure_demo(), application="command-console feeds"
    )
    try:
        return read_posts(engine)
    finally:
        engine.dispose()


def _chosen(posts: "Iterable[Post]", codes: Sequence[str]) -> list[FeedPost]:
    """Return the posts with these codes, all for none; an unknown code ends the command."""
    known = {
        post.code: FeedPost(post.code, post.name, post.main_url, post.sub_url) for post in posts
    }
    unknown = [code for code in codes if code not in known]
    if unknown:
        listed = ", ".join(known) or "–"
        common.say(
            ConsoleError(
                ", ".join(unknown),
                Text("没有这个点位。", "There is no such post."),
                Text(f"点位：{listed}。", f"The posts are: {listed}."),
            ).say(common.language_of())
        )
        raise typer.Exit(common.WRONG_USAGE)
    return [known[code] for code in (codes or known)]


def _lines(found: "Finding", lang: Lang) -> Iterator[str]:
    from console.video.survey import LEVEL_WORDS

    word = typer.style(LEVEL_WORDS[found.level].of(lang), fg=_COLOURS[found.level.value])
    name, stream = found.name.of(lang), _STREAMS[found.stream].of(lang)
    yield f"{word}  {found.post} {name} {stream}  {found.address}"
    figures = "  ".join(_figures(found, lang))
    if figures:
        yield f"      {figures}"
    yield f"      {found.verdict.of(lang)}  {found.remedy.of(lang)}".rstrip()


def _figures(found: "Finding", lang: Lang) -> Iterator[str]:
    if found.codec:
        yield found.codec
    if found.width and found.height:
        yield f"{found.width}×{found.height}"
    milliseconds = None if found.answered_after is None else found.answered_after * 1000
    for form, figure in (
        (_RATE, found.fps),
        (_KEY, found.key_interval),
        (_DELAY, found.delay),
        (_ANSWER, milliseconds),
    ):
        if figure is not None:
            yield form.of(lang).format(figure)
